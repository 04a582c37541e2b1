"""The course, pure: the order of the stops, the pace, what rests, what is done, and which comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

import pytest

from goldseam.path import way
from goldseam.path.known import Known, Read
from goldseam.path.outline import outline
from goldseam.path.signs import signs
from goldseam.path.way import FIRST, FRESH, NEVER, Stop
from goldseam.tools.t08_library.lessons import CARE, lessons

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 18)
Status = Literal["new", "read", "useful", "done", "not_for_me"]
SIGNS = [sign.id for sign in signs(Known(settings={"roles": ["R", "B"]}))]


def off(*names: str) -> Callable[[str], bool]:
    return lambda name: name in names


def nothing(_name: str) -> bool:
    return False


def person(*roles: str, **settings: Any) -> Known:
    return Known(settings={"roles": list(roles), **settings})


def reading(known: Known, ids: Iterable[str], days_ago: int = 40, status: Status = "read") -> Known:
    day = TODAY - timedelta(days=days_ago)
    return replace(known, lessons={**known.lessons, **{id: Read(status, day) for id in ids}})


def ids(stops: Iterable[Stop]) -> list[str]:
    return [stop.id for stop in stops]


def written(known: Known, *stages: int) -> list[str]:
    return [stop.id for stop in way.way(known) if stop.stage in stages and stop.written]


def next_id(known: Known, off: Callable[[str], bool] = nothing, today: date = TODAY) -> str:
    found = way.next_reading(way.way(known), known, today, off)
    return found.id if found is not None else ""


# -- which stops, and in which order ----------------------------------------------------------------------


@pytest.mark.parametrize("role", ["R", "B"])
def test_ones_own_track_begins_with_safety_and_goes_stage_by_stage(role: str) -> None:
    found = ids(way.way(person(role)))
    assert tuple(found[: len(FIRST[role])]) == FIRST[role]
    assert [id[0] for id in found] == sorted(id[0] for id in found)
    assert {id[1] for id in found} == {"A", role}
    mine = {id for id in (*lessons(), *outline()) if id[1] in {"A", role}}
    assert set(found) == mine and len(found) == len(mine)


def test_whoever_named_nothing_sees_what_is_for_everybody() -> None:
    for known in (Known(), person(), person("S")):
        assert {id[1] for id in ids(way.way(known))} == {"A"}


def test_both_tracks_are_mixed_turn_by_turn_without_a_double() -> None:
    found = ids(way.way(person("R", "B")))
    assert len(found) == len(set(found))
    assert set(found) == set(ids(way.way(person("R")))) | set(ids(way.way(person("B"))))
    understand = [id for id in found if id[0] == "1"]
    assert [id[1] for id in understand[:8]] == ["R", "B"] * 4
    for role in ("R", "B"):
        own = [id for id in ids(way.way(person(role))) if id[0] != "0"]
        assert [id for id in found if id in own] == own, "each keeps its own order"


def test_hr_08_nothing_for_two_stands_in_ones_own_track_or_is_waited_for() -> None:
    for roles in (("R",), ("B",), ("R", "B"), ()):
        assert not [id for id in ids(way.way(person(*roles))) if id[1] == "C"]
    assert {id[1] for id in ids(way.pair(person("R")))} == {"C"}
    known = reading(person("R"), written(person("R"), 0))
    assert way.all_read(way.way(known), 0), "no part waits for what is for two"


def test_no_stop_is_for_a_supporter_or_a_therapist() -> None:
    assert not {id[1] for id in ids([*way.way(person("R", "B")), *way.pair(Known())])} & {"S", "T"}


# -- what is done -----------------------------------------------------------------------------------------


def stop(known: Known, id: str) -> Stop:
    return next(one for one in way.way(known) if one.id == id)


@pytest.mark.parametrize(
    ("status", "said", "finished"),
    [
        ("new", ["urgent", "barriers"], False),
        ("read", [], False),
        ("read", ["urgent"], False),
        ("read", ["urgent", "barriers"], True),
        ("useful", ["urgent", "barriers"], True),
        ("done", [], True),
        ("not_for_me", [], True),
    ],
)
def test_a_stop_is_done_when_it_was_read_and_its_signs_are_there_or_its_owner_says_so(
    status: Status, said: list[str], finished: bool
) -> None:
    known = reading(person("R", said=said), ["0R1"], status=status)
    assert stop(known, "0R1").finished is finished


def test_left_out_is_a_choice_and_not_a_gap() -> None:
    known = reading(person("R"), ["1R6"], status="not_for_me")
    left = stop(known, "1R6")
    assert left.left and left.finished and not left.unread


def test_a_stop_without_a_reading_is_done_by_its_signs_and_never_without_any() -> None:
    assert not stop(person("R"), "2R6").finished
    assert stop(person("R", said=["plans"]), "2R6").finished
    bare = next(one for one in way.way(person("R")) if not one.written and not one.signs)
    assert not bare.finished


# -- which reading comes next -----------------------------------------------------------------------------


def test_the_first_reading_comes_at_once_and_the_next_ones_in_their_order() -> None:
    known, seen = person("R"), []
    while id := next_id(known):
        seen.append(id)
        known = reading(known, [id])
    assert tuple(seen) == FIRST["R"], "and no further than the part somebody is in"


@pytest.mark.parametrize(
    ("stage", "pace", "waits"),
    [
        (0, None, 1),
        (0, 1, 1),
        (0, 2, 1),
        (0, 3, 2),
        (1, None, 2),
        (1, 1, 1),
        (1, 2, 2),
        (1, 3, 3),
        (1, 9, 2),
        (1, "x", 2),
    ],
)
def test_so_many_days_lie_between_two_readings(stage: int, pace: object, waits: int) -> None:
    known = person("R", stage=stage, **({"pace": pace} if pace is not None else {}))
    assert way.pause(known) == waits
    for days in range(5):
        assert bool(next_id(reading(known, ["0A1"], days_ago=days))) is (days >= waits)


def test_what_was_only_opened_slows_nothing_down() -> None:
    assert next_id(reading(person("R"), ["0A1"], days_ago=0, status="new")) == "0A1"


def test_the_present_part_comes_first_and_what_was_passed_over_after_it() -> None:
    known = person("R", stage=1)
    assert next_id(known) == "1R1"
    assert next_id(reading(known, written(known, 1))) == "0A1"
    assert next_id(reading(known, written(known, 0, 1))) == ""


def test_what_was_put_off_is_passed_over_for_the_next() -> None:
    assert next_id(person("R"), off("0A1")) == "0A3"
    assert next_id(person("R"), off(*FIRST["R"])) == ""


def test_hr_15_in_dark_days_only_the_few_that_carry_are_offered() -> None:
    for role in ("R", "B"):
        known, seen = replace(person(role, stage=1), dark=True), []
        while id := next_id(known):
            seen.append(id)
            known = reading(known, [id])
        assert set(seen) == {id for id in CARE if id[1] in {"A", role}}


def test_hr_15_in_dark_days_exercises_and_practice_rest_but_for_those_few() -> None:
    for role in ("R", "B"):
        known = replace(person(role, stage=2), dark=True)
        known = reading(known, written(known, 0, 1), days_ago=1)
        stops, passed = way.way(known), list[str]()
        while found := way.next_exercise(stops, known, TODAY, off(*passed)):
            assert found[0].id in CARE
            passed.append(f"s-{found[1].id}")
        assert passed, "the few have their own"
        assert way.next_practice(stops, known, nothing) is None


# -- exercises, practice, the look back -------------------------------------------------------------------


def test_an_exercise_is_offered_only_of_something_lately_read() -> None:
    known = person("R", stage=1)
    for days, there in ((0, True), (FRESH - 1, True), (FRESH, False)):
        found = way.next_exercise(way.way(now := reading(known, ["1R3"], days_ago=days)), now, TODAY, nothing)
        assert (found is not None) is there
    assert way.next_exercise(way.way(known), known, TODAY, nothing) is None


@pytest.mark.parametrize(
    "change",
    [
        {"settings": {"roles": ["R"], "said": ["emphasis"]}},
        {"today": {"t03": 1}},
        {"lessons": {"1R3": Read("done", TODAY)}},
        {"lessons": {"1R3": Read("not_for_me", TODAY)}},
    ],
    ids=["there", "used today", "said to be done", "left"],
)
def test_an_exercise_is_not_asked_for_twice(change: dict[str, Any]) -> None:
    known = replace(reading(person("R"), ["1R3"], days_ago=1), **change)
    assert way.next_exercise(way.way(known), known, TODAY, nothing) is None


def test_an_exercise_that_is_put_off_shut_or_resting_gives_way() -> None:
    known = reading(person("R"), ["1R3"], days_ago=1)
    for name in ("s-emphasis", "t03"):
        assert way.next_exercise(way.way(known), known, TODAY, off(name)) is None


def test_what_only_a_press_can_say_is_never_asked_for() -> None:
    known = person("R", "B")
    known, asked = reading(known, written(known, 0, 1), days_ago=1), list[str]()
    while found := way.next_exercise(way.way(known), known, TODAY, off(*asked)):
        asked.append(f"s-{found[1].id}")
        assert not found[1].words.press and not found[1].words.quiet
    assert len(asked) > 12


def test_hr_08_practice_never_leads_where_nobody_is_led() -> None:
    for role in ("R", "B"):
        for stage in (2, 3, 4):
            known, offered = person(role, stage=stage), set[str]()
            while found := way.next_practice(way.way(known), known, off(*offered)):
                offered.add(found[1])
                assert found[0].stage == stage
            assert not offered & NEVER[role]
            assert not offered & {"t30", "t45", "t04", "t16"}


def test_practice_that_was_begun_is_not_offered_again() -> None:
    known = person("R", stage=2)
    first = way.next_practice(way.way(known), known, nothing)
    assert first is not None
    begun = replace(known, counts={first[1]: 1})
    after = way.next_practice(way.way(begun), begun, nothing)
    assert after is not None and after[0].id != first[0].id


@pytest.mark.parametrize("stage", [0, 1])
def test_when_everything_is_read_or_left_the_look_back_is_there(stage: int) -> None:
    known = person("R", stage=stage)
    all_ids = written(known, stage)
    but_one = reading(known, all_ids[1:])
    assert not way.all_read(way.way(but_one), stage)
    assert way.all_read(way.way(reading(but_one, all_ids[:1], status="not_for_me")), stage)
    assert way.all_read(way.way(reading(but_one, all_ids[:1])), stage), "its signs may come whenever they come"


def test_parts_without_readings_are_never_all_read() -> None:
    for stage in (2, 3, 4):
        assert not way.all_read(way.way(person("R", stage=stage)), stage)


# -- settings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rest", "day", "rests"),
    [(None, 2, False), (2, 2, True), (2, 3, False), (7, 2, False), ("2", 2, False), (-1, 6, False)],
)
def test_a_day_of_rest_is_the_persons_own_weekday(rest: object, day: int, rests: bool) -> None:
    monday = date(2026, 11, 16)
    assert person("R", rest_day=rest).rests_on(monday + timedelta(days=day)) is rests


def test_every_sign_of_a_stop_is_one_of_the_persons_own() -> None:
    for role in ("R", "B"):
        mine = {sign.id for sign in signs(person(role))}
        assert {sign.id for one in way.way(person(role)) for sign in one.signs} <= mine <= set(SIGNS)
