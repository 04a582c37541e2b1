"""T47: three small things out of twelve areas, and the weekly look."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t47_care.pages import chosen, due, lately
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, keep, put, text

HOME, LOOK = "/n/t47/", "/n/t47b/"
AREAS = [
    "sleep", "food", "move", "rest", "people", "joy", "nature", "body", "spirit", "learning", "limits", "help",
]  # fmt: skip


def part(person: Person, id: str, **fields: Any) -> Any:
    return person.client.post(f"/n/t47/part/{id}/", {"uid": str(uuid4()), **fields})


def planned(person: Person) -> None:
    part(
        person,
        "areas",
        **{
            "areas-move-now": "3",
            "areas-move-one_thing": "Walk to the river",
            "areas-move-when": "Tue and Thu, after lunch",
            "areas-sleep-one_thing": "Screen off at ten",
        },
    )
    part(person, "choose", chosen=["sleep", "move"])


def test_twelve_areas_are_asked_and_three_can_be_chosen(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t47")
    assert [option.id for option in tool.by_name["areas"].each] == AREAS
    assert [option.id for option in tool.by_name["chosen"].options] == AREAS
    planned(cast.B)
    assert bodies(cast.B, "t47")[-1]["areas"] == [
        {"id": "sleep", "one_thing": "Screen off at ten"},
        {"id": "move", "now": 3, "one_thing": "Walk to the river", "when": "Tue and Thu, after lunch"},
    ]
    page = text(cast.B.client.get(HOME))
    assert "Your three Sleep Screen off at ten Movement Walk to the river Tue and Thu, after lunch" in page
    refused = part(cast.B, "choose", chosen=["sleep", "move", "food", "joy"])
    assert refused.status_code == 422
    assert "Three are enough for now." in text(refused)


def test_each_side_has_a_part_of_its_own(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    be(cast.R, "R", clock.now)
    for_b, for_r = (text(person.client.get("/n/t47/part/own/")) for person in (cast.B, cast.R))
    assert "Hours in which I check nothing" in for_b
    assert "I allow myself to do nothing at all" in for_b
    assert "How I stop punishing myself" not in for_b
    assert "How I stop punishing myself" in for_r
    assert "A plain pleasure that needs no screen" in for_r
    assert "check nothing" not in for_r


def test_hr_02_the_no_monitor_time_is_for_ones_own_peace(cast: Cast, clock: Clock) -> None:
    field = catalogue.tool("t47").by_name["no_monitor_time"]
    assert field.roles == ("B",)
    assert "For your own peace" in field.help


def test_burnout_signs_and_hours_off_are_kept(cast: Cast, clock: Clock) -> None:
    part(cast.R, "limits", burnout_signs=["snapping"], off_limits_time=["after nine"])
    page = text(cast.R.client.get(HOME))
    assert "snapping" in page
    assert "after nine" in page


def test_the_weekly_look_asks_only_about_the_chosen_in_ones_own_words(cast: Cast, clock: Clock) -> None:
    planned(cast.B)
    form = text(cast.B.client.get("/n/t47b/new/"))
    assert "Movement: Walk to the river" in form
    assert "Sleep: Screen off at ten" in form
    assert "Outdoors" not in form
    assert "Small things that happened" not in form
    id = keep(
        cast.B.client,
        "/n/t47b/new/",
        day="2026-11-18",
        sleep="done",
        move="partly",
        nature="done",
        done="3",
        burnout="no",
    )
    assert bodies(cast.B, "t47b") == [
        {"day": "2026-11-18", "sleep": "done", "move": "partly", "burnout": "no", "done": 1}
    ]
    assert "Whatever it says, the next week starts empty." in text(cast.B.client.get(f"/n/t47b/k/{id}/"))
    assert "Last looked at on 18 November 2026." in text(cast.B.client.get(HOME))


def test_a_look_can_be_changed_and_still_asks_what_it_asked(cast: Cast, clock: Clock) -> None:
    planned(cast.B)
    id = keep(cast.B.client, "/n/t47b/new/", day="2026-11-18", sleep="done")
    part(cast.B, "choose", chosen=["food"])
    form = text(cast.B.client.get(f"/n/t47b/k/{id}/change/"))
    assert "Sleep" in form
    keep(cast.B.client, f"/n/t47b/k/{id}/change/", day="2026-11-18", sleep="not", food="done")
    assert {name: bodies(cast.B, "t47b")[-1][name] for name in ("sleep", "food", "done")} == {
        "sleep": "not",
        "food": "done",
        "done": 1,
    }


def test_without_a_plan_the_look_says_what_comes_first(cast: Cast, clock: Clock) -> None:
    page = text(cast.R.client.get("/n/t47b/new/"))
    assert "There is nothing chosen in your care plan yet." in page
    keep(cast.R.client, "/n/t47b/new/", day="2026-11-18", change="the walk")
    assert "done" not in bodies(cast.R, "t47b")[0]


def test_running_empty_is_met_with_less(cast: Cast, clock: Clock) -> None:
    planned(cast.B)
    id = keep(cast.B.client, "/n/t47b/new/", day="2026-11-18", sleep="not", burnout="many")
    assert "Running empty is a reason to do less" in text(cast.B.client.get(f"/n/t47b/k/{id}/"))


def test_a_week_later_the_page_offers_the_look_and_counts_without_a_reproach(cast: Cast, clock: Clock) -> None:
    planned(cast.B)
    for days, happened in ((16, "done"), (9, "not")):
        moment = clock.now - timedelta(days=days)
        put(cast.B, "t47b", moment, day=moment.date().isoformat(), sleep=happened, move="done", done=1)
    page = text(cast.B.client.get(HOME))
    assert "A week has passed since you last looked." in page
    assert "In the last two looks, three of four small things happened." in page
    for word in ("streak", "missed", "again", "only"):
        assert word not in page.split("Your three")[1].split("Look at this week")[0]


def test_due_and_lately_hold_their_borders() -> None:
    tool = catalogue.tool("t47")
    today = date(2026, 11, 18)
    assert not due(None, today)
    assert not due(today - timedelta(days=6), today)
    assert due(today - timedelta(days=7), today)
    assert lately(tool, [{"sleep": "done"}], AREAS) == ""
    assert chosen(tool, {}) == []
    assert chosen(tool, {"chosen": ["joy"]})[0].what == ""


@pytest.mark.parametrize(
    ("id", "field", "value", "said"),
    [
        ("areas", "areas-food-now", "11", "a number from 0 to 10"),
        ("areas", "areas-food-one_thing", "x" * 121, "Please keep it to 120"),
        ("areas", "areas-food-when", "x" * 61, "Please keep it to 60"),
        ("choose", "chosen", "moon", "from the answers shown"),
        ("limits", "burnout_signs", ["x"] * 7, "at most 6 lines"),
        ("limits", "off_limits_time", ["x" * 81], "to 80 letters"),
        ("own", "for_me", "x" * 141, "Please keep it to 140"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(
    cast: Cast, clock: Clock, id: str, field: str, value: Any, said: str
) -> None:
    answer = part(cast.B, id, **{field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.B, "t47") == []


def test_words_of_self_harm_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    kept = part(cast.B, "limits", burnout_signs=["I want to kill myself"])
    assert "You do not have to carry it alone" in text(cast.B.client.get(kept["Location"]))
