"""T07: the story in stretches and kinds, its frame and its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.history import Series
from goldseam.tools.shelf import Item
from goldseam.tools.t07_story.pages import in_order, right_year, rulers, sittings, sittings_words
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME, NEW = "/n/t07/", "/n/t07/new/"
FULL = {
    "period": "Last years of school",
    "age": "14",
    "year": "2004",
    "kind": ["porn", "games"],
    "how_often": "week",
    "what_was_happening": "We moved.",
    "it_helped_me": ["numb", "sleep"],
    "cost": "Sleep, marks.",
    "who_knew": "nobody",
    "turning_point": "on",
}


def test_a_stretch_keeps_kinds_and_no_scenes(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, **FULL)
    kept = {name: value for name, value in bodies(cast.R, "t07")[0].items() if name != "_item"}
    assert kept == {**FULL, "age": 14, "turning_point": True}
    page = text(cast.R.client.get(f"/n/t07/k/{id}/"))
    assert "Last years of school" in page
    assert "It cannot be shared, and your partner is never shown it." in page
    line = text(cast.R.client.get(HOME))
    assert "Your line so far Last years of school age 14 · 2004 · Porn, Avatars or games a turn" in line


def test_hr_17_kinds_are_categories_and_scenes_are_refused_in_words() -> None:
    tool = catalogue.tool("t07")
    kind = tool.by_name["kind"]
    assert kind.type == "tags"
    assert not kind.own
    said = " ".join(line for read in tool.reads for line in read.say)
    assert "No scenes, no names, no titles, no addresses." in said
    assert "No scenes." in tool.by_name["what_was_happening"].help


def test_hr_01_the_story_is_no_way_to_tell_a_partner(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t07")
    assert tool.share == "L0"
    assert catalogue.tool("t07b").share == "L0"
    assert "no draft of one" in text(cast.R.client.get(HOME))
    assert "not meant for your partner" in catalogue.tool("t07c").who


def test_hr_16_what_is_unlawful_has_no_field_and_a_way_out_stands_above_the_form(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(NEW).content.decode()
    assert "write nothing about it here" in page
    assert reverse("safety:route", args=["3"]) in page
    assert page.index(reverse("safety:route", args=["3"])) < page.index('name="period"')
    options = {option.id for field in catalogue.tool("t07").fields for option in field.options}
    assert not options & {"unlawful", "illegal", "minor", "minors"}


def test_whoever_was_hurt_is_stopped_kindly_and_sent_to_a_person(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, period="Eight to ten", also_then=["hurt"])
    page = cast.R.client.get(f"/n/t07/k/{id}/")
    words = text(page)
    assert words.index("Stop here for today.") < words.index("Eight to ten")
    assert "That was not your doing, at any age." in words
    html = page.content.decode()
    assert "/n/t41/" in html
    assert "/n/t52/" in html
    assert "You can stop here for today. The story will wait." not in words
    calm = keep(cast.R.client, NEW, period="Twenty")
    assert "Stop here for today." not in text(cast.R.client.get(f"/n/t07/k/{calm}/"))


def test_hr_19_sittings_are_twenty_minutes_four_to_six_and_end_with_grounding(cast: Cast, clock: Clock) -> None:
    assert "No sitting yet. Four to six are usual." in text(cast.R.client.get(HOME))
    assert "20 minutes is plenty. Stop whenever you like." in text(cast.R.client.get(NEW))
    id = keep(cast.R.client, NEW, period="One")
    keep(cast.R.client, NEW, period="Two")
    assert "/n/t41/" in cast.R.client.get(f"/n/t07/k/{id}/").content.decode()
    page = text(cast.R.client.get(HOME))
    assert "One sitting so far." in page
    assert "You have sat with it today already." in page
    for n in range(1, 6):
        put(cast.R, "t07", clock.now - timedelta(days=n), _item=f"k{n}", period=f"older {n}")
    page = text(cast.R.client.get(HOME))
    assert "Six sittings. That is enough looking back for most people. The page is next." in page


@pytest.mark.parametrize("mark", ["_h1", "_h4"])
def test_hr_19_it_rests_after_a_hard_answer(cast: Cast, clock: Clock, mark: str) -> None:
    put(cast.R, "t49", clock.now - timedelta(hours=1), text="…", **{mark: True})
    for page in (HOME, NEW, "/n/t07c/"):
        assert "It rests for now" in text(cast.R.client.get(page))


def test_stretches_stand_in_the_order_of_life_however_they_were_dated() -> None:
    def item(name: str, since: int, **body: Any) -> Item:
        return Item(name, str(uuid4()), "t07", since, since, {"period": name, **body})

    mixed = [
        item("nothing", 1),
        item("by year 2010", 2, year="2010"),
        item("both", 3, age=14, year="2004"),
        item("by age 17", 4, age=17),
        item("odd year", 5, year="two"),
    ]
    assert [one.key for one in in_order(mixed)] == ["both", "by age 17", "by year 2010", "nothing", "odd year"]
    unlinked = [item("2010", 1, year="2010"), item("30", 2, age=30), item("1999", 3, year="1999")]
    assert [one.key for one in in_order(unlinked)] == ["30", "1999", "2010"]
    assert in_order([]) == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [("", True), ("2009", True), ("2026", True), ("2027", False), ("1899", False), ("99", False), ("٢٠٠٩", False)],
)
def test_a_year_has_four_figures_and_is_not_to_come(typed: str, right: bool) -> None:
    assert right_year(typed, 2026) is right


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("period", "", "Please write something here."),
        ("period", "x" * 81, "Please keep it to 80"),
        ("age", "100", "from 0 to 99"),
        ("year", "soon", "four figures"),
        ("year", "20099", "Please keep it to 4"),
        ("kind", "moon", "from the answers shown"),
        ("how_often", "always", "one of the answers shown"),
        ("what_was_happening", "x" * 601, "Please keep it to 600"),
        ("cost", "x" * 301, "Please keep it to 300"),
        ("who_knew", "all", "one of the answers shown"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), "period": "typed", "cost": "kept"} | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.R, "t07") == []


def test_forty_stretches_are_the_most_and_nothing_typed_is_lost(cast: Cast, clock: Clock) -> None:
    for n in range(40):
        put(cast.R, "t07", clock.now - timedelta(days=2), _item=f"k{n}", period=f"stretch {n}")
    refused = cast.R.client.post(NEW, {"uid": str(uuid4()), "period": "one more"})
    assert refused.status_code == 409
    assert "Join two that belong together" in text(refused)
    assert "one more" in refused.content.decode()


def test_a_stretch_can_be_changed_a_year_later(cast: Cast, clock: Clock) -> None:
    id = put(cast.R, "t07", clock.now - timedelta(days=400), _item="k1", period="Night shifts", age=31)
    page = cast.R.client.get(f"/n/t07/k/{id}/change/")
    assert 'value="Night shifts"' in page.content.decode()
    keep(cast.R.client, f"/n/t07/k/{id}/change/", period="Night shifts", age="30")
    assert "age 30" in text(cast.R.client.get(HOME))
    assert "age 31" not in text(cast.R.client.get(HOME))


def test_the_frame_is_one_document(cast: Cast, clock: Clock) -> None:
    keep(
        cast.R.client,
        "/n/t07b/new/",
        first_age="12",
        years="18",
        conditions=["low", "sleep"],
        conditions_own="tinnitus",
        family_strain="on",
        support_then="my aunt",
    )
    again = cast.R.client.get("/n/t07b/new/")
    assert again.status_code == 303
    assert "/change/" in again["Location"]
    page = text(cast.R.client.get("/n/t07b/"))
    assert "12" in page
    bad = cast.R.client.post("/n/t07b/new/", {"uid": str(uuid4()), "first_age": "100", "years": "81"})
    assert bad.status_code == 422


def test_the_page_is_written_in_five_parts_and_printed_whole(cast: Cast, clock: Clock) -> None:
    def part(id: str, **fields: Any) -> Any:
        return cast.R.client.post(f"/n/t07c/part/{id}/", {"uid": str(uuid4()), **fields})

    assert part("began", how_it_began="x" * 501).status_code == 422
    part("began", how_it_began="A phone of my own. " + "x" * 450)
    part("going", what_kept_it_going="Secrecy.")
    part("gave", what_it_did_for_me="Quiet.")
    part("cost", what_it_cost="Years.")
    part("ahead", where_I_want_to_go="Plain days.", read_to="peer")
    printed = text(cast.R.client.get("/n/t07c/print/"))
    for said in ("A phone of my own.", "Secrecy.", "Quiet.", "Years.", "Plain days.", "What it cost"):
        assert said in printed
    assert "Wrote on the story" not in printed
    assert "Read the page" in text(cast.R.client.get(HOME))


def test_words_of_self_harm_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, period="Now", cost="I want to kill myself")
    assert "Leave the story for now." in text(cast.R.client.get(f"/n/t07/k/{id}/"))


def test_hr_05_the_story_is_about_acts_and_not_about_a_kind_of_person(cast: Cast, clock: Clock) -> None:
    page = text(cast.R.client.get(HOME)).lower()
    assert "you are not the problem" in page
    for word in ("addict", "pervert", "disgusting", "weak"):
        assert word not in page


def test_sittings_are_days_and_rulers_need_two_looks() -> None:
    tool = catalogue.tool("t07")
    assert sittings([0, 1439, 1440, 3000]) == 3
    assert sittings_words(tool, 5).startswith("Five sittings so far.")
    points = Series([1, 2], {"importance": [4, 8], "confidence": [None, 5]})
    assert rulers(tool, points) == ["How much it matters to change: 4 of 10 at first, 8 lately."]
