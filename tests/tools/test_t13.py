"""T13: the plan on one page, put together from the other tools; the kind of day; the chain that leads here."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t13_page import pages
from goldseam.tools.t13_page.views import kind_of
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME = "/n/t13/"
RISKS = {
    "high_risk-0-situation": "the hotel on work trips",
    "high_risk-0-likelihood": "3",
    "high_risk-1-situation": "Sunday evening alone",
}


def part(person: Person, name: str, **fields: Any) -> None:
    sent = person.client.post(f"/n/t13/part/{name}/", {"uid": str(uuid4()), **fields})
    assert sent.status_code == 303, text(sent)


def plan(person: Person, cue: str = "I lie in bed", act: str = "I read", url: str = "/n/t12/new/") -> str:
    return str(keep(person.client, url, **{"if": cue, "then": act}))[:8]


def thing(whose: Person, clock: Clock, kind: str, **body: Any) -> None:
    whose.room.append(kind, {"_item": uuid4().hex[:8]} | body, id=uuid4(), now=clock.now)


def section(html: str, title: str) -> str:
    """The words of one section of the page."""
    start = re.search(rf"<h2[^>]*>{title}</h2>", html)
    assert start, title
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[start.end() : html.index("</section>", start.end())]))


def test_each_part_is_kept_by_itself_and_the_others_stay(cast: Cast, clock: Clock) -> None:
    part(cast.R, "risks", **RISKS)
    part(cast.R, "menu", coping_menu=["walk to the river", "call Jo"])
    part(cast.R, "lapse", if_lapse_first_10_minutes="phone into the hall")
    body = bodies(cast.R, "t13")[-1]
    assert body["high_risk"] == [
        {"situation": "the hotel on work trips", "likelihood": 3},
        {"situation": "Sunday evening alone"},
    ]
    assert body["coping_menu"] == ["walk to the river", "call Jo"]
    assert body["if_lapse_first_10_minutes"] == "phone into the hall"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("risks", {f"high_risk-{n}-situation": f"place {n}" for n in range(11)}),
        ("risks", {"high_risk-0-likelihood": "3"}),
        ("risks", {"high_risk-0-situation": "x" * 121}),
        ("risks", {"high_risk-0-situation": "a", "high_risk-0-likelihood": "5"}),
        ("signs", {f"early_signs-{n}-sign": f"sign {n}" for n in range(11)}),
        ("signs", {"early_signs-0-sign": "x" * 101}),
        ("menu", {"coping_menu": [f"line {n}" for n in range(13)]}),
        ("menu", {"coping_menu": ["x" * 81]}),
        ("balance", {"wants": "11"}),
        ("lapse", {"if_lapse_first_day": "x" * 301}),
        ("review", {"review_on": "2026-11-18"}),
        ("review", {"review_on": "2027-02-17"}),
    ],
)
def test_every_limit_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, name: str, fields: dict[str, Any]) -> None:
    assert cast.R.client.post(f"/n/t13/part/{name}/", {"uid": str(uuid4()), **fields}).status_code == 422
    assert bodies(cast.R, "t13") == []


def test_the_page_is_put_together_from_the_other_tools(cast: Cast, clock: Clock) -> None:
    plan(cast.R)
    thing(cast.R, clock, "t15", circle="inner", item="films at night")
    thing(cast.R, clock, "t15", circle="middle", item="scrolling after ten")
    thing(cast.R, clock, "t15", circle="outer", item="choir")
    thing(cast.R, clock, "t51", person="Sam", role="friend")
    html = cast.R.client.get(HOME).content.decode()
    assert "If I lie in bed, then I read." in section(html, "My if–then plans")
    circles = section(html, "My circles")
    assert circles.index("films at night") < circles.index("scrolling after ten") < circles.index("choir")
    people = section(html, "My people")
    assert "Sam" in people


def test_device_rules_that_are_done_stand_on_the_page(cast: Cast, clock: Clock) -> None:
    tool = catalogue.get("t17")
    assert tool is not None
    first, second = tool.units[:2]
    put(cast.R, "t17", clock.now, _item=first.id, unit=first.id, status="done")
    put(cast.R, "t17", clock.now, _item=second.id, unit=second.id, status="not_now")
    found = section(cast.R.client.get(HOME).content.decode(), "My device rules")
    assert first.title in found
    assert second.title not in found


def test_reasons_come_from_own_lines_and_from_what_was_said_elsewhere(cast: Cast, clock: Clock) -> None:
    part(cast.R, "why", reasons=["to sleep well"])
    thing(cast.R, clock, "t05", goal="stop at night", importance=8, why_not_lower="because I miss my evenings " * 18)
    found = section(cast.R.client.get(HOME).content.decode(), "Why I do this")
    assert "to sleep well" in found
    assert "because I miss my evenings" in found  # too long for the shelf, read from its record


def test_gaps_are_shown_each_with_a_way_to_fill_it(cast: Cast, clock: Clock) -> None:
    html = cast.R.client.get(HOME).content.decode()
    assert "Not the partner first" in html
    for title, url in (
        ("Where it gets hard", "/n/t13/part/1/"),
        ("Early signs", "/n/t13/part/2/"),
        ("My if–then plans", "/n/t12/"),
        ("My circles", "/n/t15/"),
        ("My device rules", "/n/t17/"),
        ("My people", "/n/t51/"),
        ("If it happens anyway", "/n/t13/part/5/"),
        ("Why I do this", "/n/t13/part/6/"),
        ("Looking at it again", "/n/t13/part/7/"),
    ):
        assert title in section(html, "Still open")
        assert f'href="{url}"' in html
    part(cast.R, "menu", coping_menu=["walk"])
    plan(cast.R)
    page = text(cast.R.client.get(HOME))
    assert "Two of eleven sections hold something." in page


def test_a_risk_shows_its_plan_and_a_plan_let_go_is_a_gap_again(cast: Cast, clock: Clock) -> None:
    part(cast.R, "risks", **RISKS)
    key = plan(cast.R, "I unlock the hotel room", "I call Jo")
    assert section(cast.R.client.get(HOME).content.decode(), "Where it gets hard").count("No plan for it yet.") == 2
    assert "I unlock the hotel room" in text(cast.R.client.get("/n/t13/risk/1/"))
    cast.R.client.post("/n/t13/risk/1/", {"plan": key, "uid": str(uuid4())})
    cast.R.client.post("/n/t13/risk/2/", {"plan": "avoid", "uid": str(uuid4())})
    found = section(cast.R.client.get(HOME).content.decode(), "Where it gets hard")
    assert "Then: if I unlock the hotel room, then I call Jo." in found
    assert "I stay out of it for now" in found
    part(cast.R, "risks", **(RISKS | {"high_risk-0-likelihood": "4"}))  # other words beside it: the plan stays
    assert "I call Jo" in section(cast.R.client.get(HOME).content.decode(), "Where it gets hard")
    cast.R.client.post(f"/n/t12/week/{key}/", {"week": "drop", "uid": str(uuid4())})
    assert "No plan for it yet." in section(cast.R.client.get(HOME).content.decode(), "Where it gets hard")


def test_a_plan_made_for_a_risk_stands_beside_it_at_once(cast: Cast, clock: Clock) -> None:
    part(cast.R, "risks", **RISKS)
    new = "/n/t12/new/?risk=2"
    assert new in cast.R.client.get("/n/t13/risk/2/").content.decode()
    assert 'value="Sunday evening alone"' in cast.R.client.get(new).content.decode()
    plan(cast.R, "I sit down on Sunday evening", "I call Jo", new)
    assert "I call Jo" in section(cast.R.client.get(HOME).content.decode(), "Where it gets hard")


@pytest.mark.parametrize("risk", ["0", "3", "x", "-1", "٢", "9999999999"])
def test_an_odd_risk_in_the_address_fills_nothing_in(cast: Cast, clock: Clock, risk: str) -> None:
    part(cast.R, "risks", **RISKS)
    page = cast.R.client.get("/n/t12/new/", {"risk": risk})
    assert page.status_code == 200
    assert "Sunday" not in page.content.decode()


def test_a_risk_or_a_plan_that_is_not_there_is_not_found(cast: Cast, clock: Clock) -> None:
    assert cast.R.client.get("/n/t13/risk/1/").status_code == 404
    part(cast.R, "risks", **RISKS)
    assert cast.R.client.get("/n/t13/risk/3/").status_code == 404
    other = plan(cast.B)
    assert cast.R.client.post("/n/t13/risk/1/", {"plan": other, "uid": str(uuid4())}).status_code == 404


# -- the kind of day ---------------------------------------------------------------------------------------------


def test_two_early_signs_make_an_amber_day() -> None:
    assert [kind_of(n) for n in (0, 1, 2, 3)] == ["green_none", "green_one", "amber", "amber"]


def test_a_day_is_told_from_the_persons_own_signs_and_nothing_is_kept(cast: Cast, clock: Clock) -> None:
    assert "Write down a few early signs first." in text(cast.R.client.get("/n/t13/day/"))
    part(
        cast.R, "signs",
        **{"early_signs-0-sign": "I skip supper", "early_signs-0-kind": "behaviour", "early_signs-1-sign": "I bargain"},
    )  # fmt: skip
    part(cast.R, "menu", coping_menu=["walk to the river"])
    plan(cast.R)
    thing(cast.R, clock, "t15", circle="middle", item="scrolling after ten")
    thing(cast.R, clock, "t51", person="Sam", role="friend")
    before = sum(len(cast.R.room.month(month)) for month in cast.R.room.months())
    asked = text(cast.R.client.get("/n/t13/day/"))
    assert "I skip supper" in asked
    assert "A green day" in text(cast.R.client.get("/n/t13/day/?go=1"))
    assert "One is a note, not an alarm." in text(cast.R.client.get("/n/t13/day/?go=1&s=1"))
    amber = text(cast.R.client.get("/n/t13/day/?go=1&s=0&s=1"))
    for words in (
        "An amber day",
        "Two of your signs",
        "walk to the river",
        "I lie in bed",
        "scrolling after ten",
        "Sam",
    ):
        assert words in amber
    red = cast.R.client.get("/n/t13/day/?red=1&s=0")
    assert "care comes first" in text(red)
    assert 'class="btn" href="/n/t14/"' in red.content.decode()
    assert sum(len(cast.R.room.month(month)) for month in cast.R.room.months()) == before


@pytest.mark.parametrize("s", ["9", "x", "-1", "00", "٠"])
def test_odd_signs_in_the_address_count_for_nothing(cast: Cast, clock: Clock, s: str) -> None:
    part(cast.R, "signs", **{"early_signs-0-sign": "I skip supper"})
    assert "None of your signs is here." in text(cast.R.client.get("/n/t13/day/", {"go": "1", "s": [s, s]}))


# -- reading it again --------------------------------------------------------------------------------------------


def test_the_next_look_is_offered_in_four_weeks(cast: Cast, clock: Clock) -> None:
    assert 'value="2026-12-16"' in cast.R.client.get("/n/t13/part/review/").content.decode()
    part(cast.R, "review", review_on="2026-12-01")
    assert 'value="2026-12-01"' in cast.R.client.get("/n/t13/part/review/").content.decode()
    assert "You will look at it again on 1 December 2026." in text(cast.R.client.get(HOME))


def test_when_the_day_has_come_it_is_said_and_a_new_day_counts_as_a_look(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t13", clock.now - timedelta(days=10), _item="one", review_on="2026-11-18", coping_menu=["walk"])
    page = text(cast.R.client.get(HOME))
    assert "The day you chose to look at it again has come." in page
    assert 'value="2026-12-16"' in cast.R.client.get("/n/t13/part/review/").content.decode()
    part(cast.R, "review", review_on="2026-12-16", seen_by_one_person="on")
    body = bodies(cast.R, "t13")[-1]
    assert (body["reviews"], body["seen_by_one_person"], body["coping_menu"]) == (1, True, ["walk"])
    part(cast.R, "menu", coping_menu=["walk", "sing"])
    assert bodies(cast.R, "t13")[-1]["reviews"] == 1
    page = text(cast.R.client.get(HOME))
    assert "has come" not in page
    assert "Looked through once." in page


def test_a_week_of_nothing_but_duty_is_said_as_a_risk(cast: Cast, clock: Clock) -> None:
    part(cast.R, "balance", wants="2", shoulds="9")
    page = text(cast.R.client.get(HOME))
    assert "Wants 2 of 10, duty 9 of 10." in page
    assert "Almost all duty." in page
    part(cast.R, "balance", wants="5", shoulds="9")
    assert "Almost all duty." not in text(cast.R.client.get(HOME))


def test_one_page_can_be_printed_without_its_gaps(cast: Cast, clock: Clock) -> None:
    part(cast.R, "risks", **RISKS)
    part(cast.R, "menu", coping_menu=["walk to the river"])
    plan(cast.R)
    page = text(cast.R.client.get("/n/t13/print/"))
    for words in ("Sunday evening alone", "walk to the river", "If I lie in bed, then I read."):
        assert words in page
    assert "Still open" not in page
    assert "Early signs" not in page


def test_hr_05_the_page_speaks_of_acts_and_no_colour_stands_against_a_person(cast: Cast, clock: Clock) -> None:
    part(cast.R, "signs", **{"early_signs-0-sign": "I skip supper", "early_signs-1-sign": "I bargain"})
    for url in (HOME, "/n/t13/day/?go=1", "/n/t13/day/?go=1&s=0&s=1", "/n/t13/day/?red=1"):
        page = cast.R.client.get(url).content.decode().lower()
        for word in ("addict", "failure", "failed", "streak", "weak ", "style="):
            assert word not in page


def test_hr_15_words_of_self_harm_leave_their_mark_for_the_days_after(cast: Cast, clock: Clock) -> None:
    part(cast.R, "lapse", if_lapse_first_day="I want to die")
    assert bodies(cast.R, "t13")[-1]["_h1"] is True


def test_nobody_else_sees_the_page(cast: Cast, clock: Clock) -> None:
    part(cast.R, "menu", coping_menu=["walk to the river"])
    for other in (cast.B, cast.stranger):
        assert "walk to the river" not in text(other.client.get(HOME))


# -- the chain ---------------------------------------------------------------------------------------------------


def onward(person: Person, kept: str, to: str) -> str:
    """The address that a kept page offers for the next tool."""
    found = re.search(rf'href="(/n/{to}/new/\?from=[0-9a-f-]+)"', person.client.get(kept).content.decode())
    assert found, (kept, to)
    return found.group(1)


def test_an_urge_becomes_a_map_a_plan_and_a_line_of_the_page(cast: Cast, clock: Clock) -> None:
    urge = keep(
        cast.R.client, "/n/t09/new/", intensity_start="8", when="2026-11-18T21:20", place="bed", device="phone",
        halt=["tired"], thought="just a look",
    )  # fmt: skip
    to_map = onward(cast.R, f"/n/t09/k/{urge}/", "t11")
    assert "just a look" in cast.R.client.get(to_map).content.decode()
    drawn = keep(
        cast.R.client, to_map, antecedent_outer=["bed", "phone"], antecedent_inner=["tired"], break_point="before",
        new_response="leave the phone in the hall",
    )  # fmt: skip
    to_plan = onward(cast.R, f"/n/t11/k/{drawn}/", "t12")
    form = cast.R.client.get(to_plan).content.decode()
    assert 'value="In bed, Phone in hand"' in form
    assert 'value="leave the phone in the hall"' in form
    keep(
        cast.R.client, to_plan, for_trigger=["bed", "phone"],
        **{"if": "I take the phone to bed", "then": "I leave it in the hall"},
    )  # fmt: skip
    assert "If I take the phone to bed, then I leave it in the hall." in text(cast.R.client.get(HOME))


def test_a_lapse_becomes_a_review_a_map_a_plan_and_a_line_of_the_page(cast: Cast, clock: Clock) -> None:
    cast.R.client.post("/n/t14/safe/", {"uid": str(uuid4()), "safe": "yes", "why": "lapse"})
    report = keep(
        cast.R.client, "/n/t14/new/", when="2026-11-18T20:00", circle="inner", category="pictures", more_unreported="no"
    )
    kept = cast.R.client.get(f"/n/t14/k/{report}/").content.decode()
    assert f"/n/t14c/new/?report={report}" in kept
    form = cast.R.client.get(onward(cast.R, f"/n/t14/k/{report}/", "t11")).content.decode()
    assert re.search(r'value="pictures" id="id_behaviour_\d" checked', form)
    review = keep(
        cast.R.client, f"/n/t14c/new/?report={report}", earliest="took the phone along", break_point="before",
        one_change="leave it in the hall", change_in="t12",
    )  # fmt: skip
    to_map = onward(cast.R, f"/n/t14c/k/{review}/", "t11")
    form = cast.R.client.get(to_map).content.decode()
    assert "took the phone along" in form
    assert 'value="leave it in the hall"' in form
    drawn = keep(cast.R.client, to_map, antecedent_outer=["phone"], new_response="leave it in the hall")
    to_plan = onward(cast.R, f"/n/t11/k/{drawn}/", "t12")
    keep(cast.R.client, to_plan, **{"if": "I pick up the phone after ten", "then": "I leave it in the hall"})
    assert "If I pick up the phone after ten, then I leave it in the hall." in text(cast.R.client.get(HOME))
    assert pages.AMBER == 2
