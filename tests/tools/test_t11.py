"""T11: a map from memory or from a record, and what repeats over five."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t11_map import repeats
from goldseam.tools.t11_map.repeats import Repeat
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text

NEW, HOME = "/n/t11/new/", "/n/t11/"


def maps(person: Person, clock: Clock, *found: dict[str, Any]) -> None:
    for n, body in enumerate(found):
        put(person, "t11", clock.now - timedelta(days=n), **body)


def test_the_three_that_come_up_most_are_the_main_ones() -> None:
    given = [["bed", "late"], ["bed", "late", "bed"], ["bed", "own word"], ["phone", "own word"], ["once"]]
    assert repeats.top(given, ["late", "bed", "phone"]) == [Repeat("bed", 3), Repeat("late", 2), Repeat("own word", 2)]
    assert repeats.top([["a"], ["b"]]) == []


def test_a_break_point_is_usual_only_when_it_stands_alone() -> None:
    assert repeats.usual(["before", "permission", "before"]) == Repeat("before", 2)
    assert repeats.usual(["before", "permission", "before", "permission"]) is None
    assert repeats.usual(["before", ""]) is None
    assert repeats.usual([]) is None


def test_a_map_from_memory_keeps_every_part(cast: Cast, clock: Clock) -> None:
    keep(
        cast.R.client,
        NEW,
        seemingly_small_choice="stayed up",
        antecedent_outer=["late", "bed"],
        antecedent_outer_own="hotel",
        antecedent_inner=["tired"],
        antecedent_inner_thought="nobody is awake",
        antecedent_inner_body="warm face",
        permission_thought="just a look",
        function=["sleep"],
        behaviour="pictures",
        short_gain="calm",
        short_cost="an hour of sleep",
        late_cost="trust",
        break_point="before",
        new_response="leave the phone in the hall",
    )
    body = bodies(cast.R, "t11")[0]
    assert body["antecedent_outer"] == ["late", "bed", "hotel"]
    assert body["behaviour"] == "pictures"
    assert body["break_point"] == "before"
    assert len(body) == 13


def test_hr_17_the_act_is_a_kind_and_no_field_asks_for_a_scene(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t11")
    assert tool.by_name["behaviour"].type == "choice"
    assert all(field.length <= 200 for field in tool.fields if field.type == "text")
    assert not any(field.type in {"lines", "rows"} for field in tool.fields)
    page = text(cast.R.client.get(NEW))
    assert "No scenes, names or links are ever needed here." in page
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), "behaviour": "a scene in words"})
    assert answer.status_code == 422


def test_hr_16_the_page_points_to_people_who_ask_no_name_and_asks_no_words(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(NEW)
    assert "do not write it here" in text(page)
    assert 'href="/h/3/"' in page.content.decode()


@pytest.mark.parametrize(
    "field", ["seemingly_small_choice", "antecedent_inner_thought", "permission_thought", "short_gain", "late_cost"]
)
def test_a_text_longer_than_its_line_is_refused_and_self_harm_words_bring_people(
    cast: Cast, clock: Clock, field: str
) -> None:
    assert cast.R.client.post(NEW, {"uid": str(uuid4()), field: "x" * 201}).status_code == 422
    id = keep(cast.R.client, NEW, **{field: "I want to die"})
    assert "People who answer now" in text(cast.R.client.get(f"/n/t11/k/{id}/"))


def test_a_map_begins_from_an_urge_with_what_that_already_says(cast: Cast, clock: Clock) -> None:
    urge = put(
        cast.R, "t09", clock.now, intensity_start=7, response=["surfed"], place="bed", device="phone",
        halt=["tired"], feeling=["low", "far away"], function=["sleep"], thought="nobody will know",
    )  # fmt: skip
    kept = cast.R.client.get(f"/n/t09/k/{urge}/").content.decode()
    assert f"/n/t11/new/?from={urge}" in kept
    page = cast.R.client.get(f"/n/t11/new/?from={urge}").content.decode()
    for value in ("late", "bed", "phone", "tired", "low", "sleep", "urge_only"):
        assert f'value="{value}" id="id_' in page
    checked = [part.rsplit('value="', 1)[1].split('"')[0] for part in page.split(" checked")[:-1]]
    assert checked == ["late", "bed", "phone", "tired", "low", "sleep", "urge_only"]
    assert 'value="far away"' in page
    assert "nobody will know" in page


def test_a_map_begins_from_a_lapse_with_its_kind(cast: Cast, clock: Clock) -> None:
    lapse = put(cast.R, "t14", clock.now, when="2026-11-18T13:00Z", circle="inner", category="live")
    page = cast.R.client.get(f"/n/t11/new/?from={lapse}").content.decode()
    checked = [part.rsplit('value="', 1)[1].split('"')[0] for part in page.split(" checked")[:-1]]
    assert checked == ["live"]


@pytest.mark.parametrize("source", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_odd_source_in_the_address_opens_an_empty_map(cast: Cast, clock: Clock, source: str) -> None:
    page = cast.R.client.get(NEW, {"from": source})
    assert page.status_code == 200
    assert " checked" not in page.content.decode()


def test_anothers_urge_fills_nothing_in(cast: Cast, clock: Clock) -> None:
    urge = put(cast.B, "t09", clock.now, intensity_start=7, place="bed", thought="mine alone")
    page = cast.R.client.get(f"/n/t11/new/?from={urge}").content.decode()
    assert "mine alone" not in page
    assert " checked" not in page


def test_under_five_maps_nothing_is_claimed(cast: Cast, clock: Clock) -> None:
    maps(cast.R, clock, *[{"antecedent_outer": ["bed"], "break_point": "before"}] * 4)
    page = text(cast.R.client.get(HOME))
    assert "Four of five maps." in page
    assert "Where it breaks most easily" not in page


def test_five_maps_say_the_main_triggers_the_break_point_and_which_have_a_plan(cast: Cast, clock: Clock) -> None:
    maps(
        cast.R,
        clock,
        {"antecedent_outer": ["bed", "phone", "own <b>place"], "antecedent_inner": ["tired"], "break_point": "before"},
        {"antecedent_outer": ["bed", "own <b>place"], "antecedent_inner": ["tired", "low"], "break_point": "before"},
        {"antecedent_outer": ["bed"], "antecedent_inner": ["low"], "break_point": "permission"},
        {"antecedent_inner": ["low"], "break_point": "before"},
        {"antecedent_outer": ["desk"]},
    )
    keep(cast.R.client, "/n/t12/new/", **{"if": "I lie in bed", "then": "I read", "for_trigger": ["bed"]})
    html = cast.R.client.get(HOME).content.decode()
    page = " ".join(text(cast.R.client.get(HOME)).split())
    assert "At the small choice before, in 3 of 5 maps." in page
    assert "In bed 3 of 5 · You have a plan for it." in page
    assert "Low 3 of 5 · No plan yet" in page
    assert page.index("Low 3 of 5") < page.index("Tired 2 of 5")
    assert "At a desk" not in page
    assert "With a plan: one of your four main triggers." in page
    low = re.search(r'href="(/n/t12/new/\?trigger=\d+)">Make one<span class="vh">: Low', html)
    assert low
    opened = cast.R.client.get(low.group(1)).content.decode()
    assert re.search(r'value="low" id="id_for_trigger_\d+" checked', opened)
    assert opened.count(" checked") == 1
    assert "own &lt;b&gt;place" in html
    assert not re.search(r"trigger=\D", html)  # no word stands in an address


def test_an_odd_trigger_in_the_address_chooses_nothing(cast: Cast, clock: Clock) -> None:
    for odd in ("nonsense", "0", "-1", "999", "٣", ""):
        assert " checked" not in cast.R.client.get("/n/t12/new/", {"trigger": odd}).content.decode()


def test_nobody_else_sees_a_map(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, behaviour="urge_only")
    for other in (cast.B, cast.stranger):
        assert other.client.get(f"/n/t11/k/{id}/").status_code == 404
