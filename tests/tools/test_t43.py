"""T43: ten units about oneself, in two editions, with a brake."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.definition import Pace
from goldseam.tools.history import Series
from goldseam.tools.t43_identity import pages
from goldseam.tools.t43_identity.progress import opens
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, enter, keep, put, text

HOME = "/n/t43/"
TODAY = date(2026, 11, 18)


def unit(id: str) -> str:
    return f"/n/t43/new/?unit={id}"


def written(person: Person, clock: Clock, id: str, days_ago: int = 0, **body: Any) -> None:
    put(person, "t43", clock.now - timedelta(days=days_ago), _item=id, unit=id, **({"text": "words"} | body))


def test_each_side_gets_its_own_ten_units(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t43")
    for role, mine, others in (
        ("B", "The roles I held", "Where hiding covered me"),
        ("R", "My inner brake", "My sense"),
    ):
        assert len(tool.units_for([role])) == 10
        person = cast.B if role == "B" else cast.R
        be(person, role, clock.now)
        page = text(person.client.get(HOME))
        assert mine in page
        assert others not in page
        assert "For somebody who" not in page
    assert [pages.of_number(u.id) for u in tool.units] == [str(n) for n in range(1, 11)] * 2


def test_somebody_without_a_role_sees_both_editions_apart(cast: Cast, clock: Clock) -> None:
    page = text(cast.stranger.client.get(HOME))
    assert page.index("For somebody who was betrayed") < page.index("For somebody who is recovering")


def test_a_unit_asks_only_what_belongs_to_it(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    for id, there, absent in (
        ("b1", "Which parts did you play", "What stays true"),
        ("b4", "What stays true", "And this is true as well"),
        ("b5", "And this is true as well", "Facts I know"),
        ("b7", "I am good at", "And this is true as well"),
    ):
        page = text(cast.B.client.get(unit(id)))
        assert there in page
        assert absent not in page
        assert "20 minutes is plenty. Stop whenever you like." in page


def test_a_unit_is_kept_with_its_lists_and_read_back(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    sent = {
        "pairs-0-one": "I miss him",
        "pairs-0-other": "I do not know who that was",
        "text": "The first.",
        "done": "on",
        "hard": "5",
        "needs": "not asked here",
    }
    id = keep(cast.B.client, unit("b5"), **sent)
    assert bodies(cast.B, "t43") == [
        {
            "_item": "b5",
            "unit": "b5",
            "pairs": [{"one": "I miss him", "other": "I do not know who that was"}],
            "text": "The first.",
            "done": True,
            "hard": 5,
        }
    ]
    page = text(cast.B.client.get(f"/n/t43/k/{id}/"))
    assert "I miss him; I do not know who that was" in page
    assert "Only you can see this." in page


def test_hr_19_every_unit_ends_with_coming_back_to_the_room(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    id = keep(cast.B.client, unit("b1"), text="cook, planner", hard="3")
    page = cast.B.client.get(f"/n/t43/k/{id}/")
    words = text(page)
    assert words.index("Now come back to the room") < words.index("cook, planner")
    assert "/n/t41/" in page.content.decode()
    clock.now += timedelta(days=1)
    enter(cast.B)
    hard = keep(cast.B.client, unit("b2"), text="a lot", hard="7")
    assert "That was hard. Before anything else" in text(cast.B.client.get(f"/n/t43/k/{hard}/"))


def test_hr_19_a_second_unit_on_one_day_waits_and_nothing_typed_is_lost(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    keep(cast.B.client, unit("b1"), text="first")
    assert "one unit a day, three in a week" in text(cast.B.client.get(unit("b2")))
    refused = cast.B.client.post(unit("b2"), {"uid": str(uuid4()), "text": "typed and not lost"})
    assert refused.status_code == 409
    assert "typed and not lost" in text(refused)
    assert len(bodies(cast.B, "t43")) == 1
    assert "That is enough for now. The next one opens tomorrow." in text(cast.B.client.get(HOME))
    clock.now += timedelta(hours=3)  # past midnight
    enter(cast.B)
    keep(cast.B.client, unit("b2"), text="next day")


def test_hr_19_a_fourth_unit_in_a_week_waits_until_its_day(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    for n, id in enumerate(("b1", "b2", "b3"), 1):
        written(cast.B, clock, id, days_ago=n)
    refused = cast.B.client.post(unit("b4"), {"uid": str(uuid4()), "text": "more"})
    assert refused.status_code == 409
    page = text(cast.B.client.get(HOME))
    assert "Three of ten units hold something." in page
    assert "Three in a week are enough. The next one opens on 22 November 2026." in page


def test_what_was_begun_can_be_changed_on_any_day(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    first = keep(cast.B.client, unit("b1"), text="first")
    keep(cast.B.client, f"/n/t43/k/{first}/change/", text="first, and more", done="on")
    assert "One of ten units hold something. One done for now." in text(cast.B.client.get(HOME))


def test_heavy_writing_rests_after_a_hard_answer(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    put(cast.B, "t49", clock.now - timedelta(hours=3), text="…", _h1=True)
    page = text(cast.B.client.get(HOME))
    assert "It rests for now" in page
    assert "The next unit" not in page
    clock.now += timedelta(hours=70)
    enter(cast.B)
    assert "The next unit" in text(cast.B.client.get(HOME))


def test_the_last_unit_is_at_most_300_letters_and_stands_on_the_page(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    long = cast.B.client.post(unit("b10"), {"uid": str(uuid4()), "text": "x" * 301})
    assert long.status_code == 422
    assert "at most 300 letters. It has 301." in text(long)
    keep(cast.B.client, unit("b10"), text="I am somebody who sings. " * 11 + "x" * 25)
    page = text(cast.B.client.get(HOME))
    assert "In your own words I am somebody who sings." in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "x" * 1501, "Please keep it to 1500"),
        ("hard", "11", "a number from 0 to 10"),
        ("known", "x" * 141, "to 140 letters"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    be(cast.B, "B", clock.now)
    answer = cast.B.client.post(unit("b4"), {"uid": str(uuid4()), field: value, "stays_true": "typed"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.B, "t43") == []


def test_a_unit_that_does_not_exist_is_not_found(cast: Cast, clock: Clock) -> None:
    for id in ("", "b11", "x"):
        assert cast.B.client.get(unit(id)).status_code == 404


def test_words_of_self_harm_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    id = keep(cast.B.client, unit("b7"), needs=["I want to kill myself"])
    assert "You do not have to carry it alone" in text(cast.B.client.get(f"/n/t43/k/{id}/"))


def test_hr_08_no_unit_asks_for_forgiveness_or_for_a_decision_about_the_other() -> None:
    tool = catalogue.tool("t43")
    asked = " ".join(f"{u.ask} {u.help} {' '.join(u.reads)}" for u in tool.units).lower()
    for word in ("forgiv", "stay with", "leave him", "leave her", "your part in", "should i"):
        assert word not in asked


def test_hr_17_no_unit_asks_for_scenes() -> None:
    helps = {u.id: u.help for u in catalogue.tool("t43").units}
    assert "no scenes" in helps["b4"]
    assert "no scenes" in helps["r4"]


def test_own_choice_and_worth_stand_beside_it_once_there_are_two_looks() -> None:
    tool = catalogue.tool("t43")
    points = Series([1, 2], {"own_choice": [3, 6], "worth": [None, 4]})
    assert pages.beside(tool, points) == ["“I decide about my life”: 3 of 10 at first, 6 lately."]
    assert pages.beside(tool, Series()) == []


@pytest.mark.parametrize(
    ("ago", "opening"),
    [
        ([], None),
        ([0], 1),
        ([1], None),
        ([1, 2, 3], 4),
        ([0, 5, 6], 1),
        ([0, 1, 2], 5),
        ([6, 7, 8], None),
        ([1, 2, 6], 1),
    ],
)
def test_the_pace_says_when_the_next_may_be_begun(ago: list[int], opening: int | None) -> None:
    begun = [TODAY - timedelta(days=n) for n in ago]
    found = opens(begun, Pace("", day=1, week=3), TODAY)
    assert found == (None if opening is None else TODAY + timedelta(days=opening))
    assert opens(begun, None, TODAY) is None
