"""How many minutes of a day are used up, told from what was kept; after enough, Today says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from goldseam.path.known import Known
from goldseam.today.next import Next, Offers, next_thing
from goldseam.today.spent import ENOUGH, LONGEST, TAPS, budget, spent, steps, takes
from goldseam.tools import catalogue
from goldseam.tools.due import CARE, REVIEW

pytestmark = pytest.mark.once

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Europe/Dublin"))
SETTLED = Known(settings={"roles": ["R"], "favourites": ["a"]}, plan_people=True, kit=True)


@pytest.mark.parametrize(
    ("code", "minutes"), [("t01", 3), ("t43", 15), ("t14b", 1), ("t57", 3), ("t999", 1), ("me", 1)]
)
def test_a_tool_takes_the_minutes_it_says(code: str, minutes: int) -> None:
    assert takes(code) == minutes


def test_every_tool_takes_between_one_minute_and_a_days_share() -> None:
    assert {code: takes(code) for code in catalogue.catalogue() if not 1 <= takes(code) <= LONGEST} == {}


def test_minutes_add_up_and_settings_count_for_nothing() -> None:
    assert spent({}) == spent({"me": 9, "restored": 2}) == 0
    assert spent({"t01": 1, "t14b": 2, "me": 3}) == 5


def test_taps_are_no_steps_of_the_path() -> None:
    assert steps({"t09": 8, "t40": 1, "me": 2}) == 0
    assert steps({"t09": 8, "t01": 3, "t08": 1}) == 2
    assert all(catalogue.get(code) is not None for code in TAPS)


@pytest.mark.parametrize(
    ("roles", "minutes"), [((), ENOUGH["R"]), (("R",), 15), (("B",), 10), (("R", "B"), 15), (("B", "B"), 10)]
)
def test_a_day_has_fifteen_minutes_for_one_and_ten_for_the_other(roles: tuple[str, ...], minutes: int) -> None:
    assert budget(roles) == minutes


def card(id: str) -> Next:
    return Next(id, id, "Because", "Open", "", url="/x/")


def waiting(rank: int) -> Offers:
    return Offers(due=lambda up_to: card("due") if rank <= up_to else None, step=lambda: card("step"))


def test_after_enough_only_care_is_left_and_nothing_counts_what_was_done() -> None:
    full = replace(SETTLED, today={"t01": 5})
    assert next_thing(SETTLED, NOON, waiting(REVIEW)).id == "due"
    assert next_thing(full, NOON, waiting(REVIEW)).id == "enough"
    assert next_thing(full, NOON, waiting(CARE)).id == "due"
    assert next_thing(replace(full, strong_today=3), NOON, waiting(REVIEW)).id == "call"
    assert not any(letter.isdigit() for letter in next_thing(full, NOON).because)


def test_after_enough_the_evening_still_has_its_few_taps() -> None:
    hurt = replace(SETTLED, settings={"roles": ["B"], "favourites": ["a"]}, today={"t43": 1})
    assert next_thing(hurt, NOON.replace(hour=20)).id == "diary"
    assert next_thing(hurt, NOON).id == "enough"


def test_a_day_of_rest_leaves_care_only() -> None:
    resting = replace(SETTLED, settings={**SETTLED.settings, "rest_day": NOON.weekday()}, plan_people=False)
    shown = next_thing(resting, NOON, waiting(REVIEW))
    assert (shown.id, shown.button, shown.later) == ("rest_day", "", False)
    assert next_thing(resting, NOON, waiting(CARE)).id == "due"
    assert next_thing(replace(resting, strong_today=3), NOON).id == "call"
