"""Advice to see somebody (programme §10): when it is worth a thought, how quietly it stands, and where it leads."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from goldseam.insight.stats import DAY, WEEK
from goldseam.path import stepup
from goldseam.today.words import today_words
from goldseam.tools import due
from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due
from goldseam.tools.t14_lapse.course import Report
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, clock, enter, put, text

__all__ = ["clock"]
NOW = 200 * DAY


# -- how long it stands -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "there"),
    [(-1, False), (0, True), (13, True), (14, False), (55, False), (56, True), (69, True), (70, False)],
)
def test_it_stands_two_weeks_in_eight(days: int, there: bool) -> None:
    since = date(2026, 9, 1)
    assert stepup.stands(since, since + timedelta(days=days)) is there


# -- hard hours -------------------------------------------------------------------------------------------


def report(days: float, **more: Any) -> Report:
    at = NOW - int(days * DAY)
    return Report(f"r{days}", at, more.pop("kept", at), **({"circle": "inner"} | more))


@pytest.mark.parametrize(
    ("reports", "told", "found"),
    [
        ([], [], False),
        ([report(1), report(9)], [], False),
        ([report(1), report(9), report(29)], [], True),
        ([report(1, times=3)], [], True),
        ([report(1), report(9), report(40)], [], False),
        ([report(3, found_out=True)], [], True),
        ([report(20, kept=NOW - 5 * DAY)], [], True),
        ([report(3, more=True)], [], False),  # it is asked for on Today by itself
        ([report(8, more=True)], [], True),
        ([report(8, more=True), report(1)], [], False),  # the rest was written
        ([report(31, more=True)], [], False),
        ([report(20)], [(NOW - 20 * DAY, 7 * 24)], False),
        ([report(20)], [(NOW - 20 * DAY, 7 * 24 + 1)], True),
        ([report(40)], [(NOW - 40 * DAY, 900)], False),
    ],
)
def test_a_pattern_of_hard_hours(reports: list[Report], told: list[tuple[int, int]], found: bool) -> None:
    assert stepup.lapses(reports, told, NOW) is found


# -- people -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("joined", "spoke", "found"),
    [(89, None, False), (90, None, True), (200, None, True), (120, 59, False), (120, 60, True), (80, 75, False)],
)
def test_a_third_month_without_anybody(joined: int, spoke: int | None, found: bool) -> None:
    since = NOW - joined * DAY
    last = NOW - spoke * DAY if spoke is not None else 0
    assert stepup.alone(since, last, NOW) is found
    assert (stepup.alone_since(since, last) <= NOW) is found


# -- no clear change --------------------------------------------------------------------------------------

BEGAN = {"days_inner_circle": 8, "strongest_urge": 8, "confidence_next_14": 3, "time_lost_hours": 10}


def looks(*changes: dict[str, float]) -> list[dict[str, float]]:
    return [BEGAN, *(BEGAN | change for change in changes)]


@pytest.mark.parametrize(
    ("lately", "same"),
    [
        ([], None),
        (looks({}), None),
        (looks({}, {}), True),
        (looks({}, {"days_inner_circle": 9}), True),
        (looks({"days_inner_circle": 6}, {"days_inner_circle": 7}), False),
        (looks({"confidence_next_14": 4}, {"confidence_next_14": 4}), False),
        (looks({"strongest_urge": 2}, {"strongest_urge": 8}), False),  # the middle of the last two
        ([{"shame_self": 5}, {"shame_self": 5}, {"shame_self": 5}], None),
    ],
)
def test_looks_beside_ones_own_start(lately: list[dict[str, float]], same: bool | None) -> None:
    assert stepup.looks_same(lately[0] if lately else BEGAN, lately) is same


def test_what_stands_well_may_stand_still() -> None:
    well = {"days_inner_circle": 0, "strongest_urge": 2, "confidence_next_14": 8, "time_lost_hours": 0}
    assert stepup.looks_same(well, [well, well, well]) is False
    assert stepup.urges_same(urges(9, 3, 9, 3), NOW) is False


def urges(early: int, before: int, late: int, after: int) -> list[tuple[int, float]]:
    """So many in the four weeks before the last four, of this strength; and in the last four."""
    first = [(NOW - 8 * WEEK + 1 + n * DAY, float(before)) for n in range(early)]
    return first + [(NOW - 4 * WEEK + 1 + n * DAY, float(after)) for n in range(late)]


@pytest.mark.parametrize(
    ("points", "same"),
    [
        ([], None),
        (urges(3, 7, 9, 7), None),
        (urges(9, 7, 3, 7), None),
        (urges(8, 7, 8, 7), True),
        (urges(8, 7, 8, 9), True),
        (urges(8, 7, 8, 6), False),
        (urges(8, 7, 6, 7), False),
        (urges(8, 7, 7, 7), True),
    ],
)
def test_urges_beside_the_four_weeks_before(points: list[tuple[int, float]], same: bool | None) -> None:
    assert stepup.urges_same(points, NOW) is same


def diary(before: float, after: float, *, days: int = 56, skip: tuple[int, ...] = ()) -> list[tuple[int, float]]:
    """A number a day for eight weeks; `skip` weeks (7 is the newest) left out."""
    return [
        (NOW - (days - n) * DAY + 600, before if n < days // 2 else after) for n in range(days) if n // 7 not in skip
    ]


@pytest.mark.parametrize(
    ("points", "same"),
    [
        ({}, None),
        ({"safe": diary(3, 3)}, True),
        ({"safe": diary(3, 2)}, True),
        ({"safe": diary(3, 4)}, False),
        ({"safe": diary(3, 3), "sleep_hours": diary(5, 5.5)}, False),
        ({"safe": diary(3, 3), "sleep_hours": diary(5, 5.2)}, True),
        ({"on_guard": diary(3, 2)}, False),
        ({"on_guard": diary(3, 3), "anxiety": diary(1, 1)}, True),
        ({"safe": diary(8, 8), "sleep_hours": diary(7, 7), "on_guard": diary(0, 0)}, False),
        ({"safe": diary(3, 3, skip=(0, 1, 2))}, None),
        ({"safe": diary(3, 3, skip=(5, 6, 7))}, None),
        ({"safe": diary(3, 3, skip=(1, 6))}, True),
        ({"anger": diary(3, 3)}, None),
    ],
)
def test_eight_weeks_of_a_diary_by_their_weekly_middles(points: Any, same: bool | None) -> None:
    assert stepup.diary_same(points, NOW) is same


@pytest.mark.parametrize(
    ("found", "said"),
    [((None, None), False), ((True, None), True), ((None, True), True), ((True, False), False), ((True, True), True)],
)
def test_too_little_is_never_a_reason_and_one_better_thing_is_enough(found: tuple[Any, ...], said: bool) -> None:
    assert stepup.nothing_moved(*found) is said


# -- on Today ---------------------------------------------------------------------------------------------


def waits(person: Person, clock: Clock) -> dict[str, Due]:
    request = person.client.get("/").wsgi_request
    request.room, request.vault = person.room, person.vault  # type: ignore[attr-defined]
    found = due.waiting(Desk(request, clock.now))  # type: ignore[arg-type]
    return {one.id: one for one in found if one.id in stepup.IDS}


def join(person: Person, role: str, days: int) -> None:
    """Somebody who came so long ago, past the ground, in a part whose readings are not in the way."""
    then = EVENING - timedelta(days=days)
    be(person, role, then)
    put(person, "t57", EVENING - timedelta(days=20), people_I_can_tell=["Ann"])
    clear = {"hold": False, "date": EVENING.date().isoformat()}
    person.room.append("t58", clear, id=uuid4(), now=EVENING)
    put_off = {"kit": EVENING.date().isoformat(), "diary": EVENING.date().isoformat()}
    person.room.append("me", {"favourites": ["a"], "later": put_off}, id=uuid4(), now=EVENING)


def spoke(person: Person, days: int) -> None:
    at = EVENING - timedelta(days=days)
    put(person, "t50b", at, when=at.strftime("%Y-%m-%dT%H:%MZ"))


def lapses(person: Person, *days: float, **body: Any) -> None:
    for ago in days:
        at = EVENING - timedelta(days=ago)
        said = {"when": at.strftime("%Y-%m-%dT%H:%MZ"), "circle": "inner", "told": ["friend"]} | body
        put(person, "t14", at, **said)


def test_three_hard_hours_in_thirty_days_bring_a_quiet_card(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 40)
    lapses(cast.R, 20, 10)
    assert waits(cast.R, clock) == {}
    lapses(cast.R, 5)
    found = waits(cast.R, clock)
    assert list(found) == ["stepup_lapses"]
    assert (found["stepup_lapses"].rank, found["stepup_lapses"].url, found["stepup_lapses"].rests) == (
        LOOK, "/n/t52/", 14,
    )  # fmt: skip


def test_whoever_has_sessions_is_led_to_the_page_before_one(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 40)
    put(cast.R, "t54", EVENING - timedelta(days=30), session="Mo", top3=["sleep"])
    lapses(cast.R, 12, 10, 5)
    assert waits(cast.R, clock)["stepup_lapses"].url == "/n/t54/"


def test_a_step_towards_somebody_settles_it_for_two_weeks(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 40)
    lapses(cast.R, 12, 10, 5)
    put(cast.R, "t52c", EVENING, reply="none")
    assert waits(cast.R, clock) == {}


def test_three_months_without_anybody_bring_a_card_to_each(cast: Cast, clock: Clock) -> None:
    for person, role in ((cast.R, "R"), (cast.B, "B")):
        join(person, role, 92)
        assert list(waits(person, clock)) == ["stepup_people"]
        spoke(person, 59)
        assert waits(person, clock) == {}


def test_45_days_without_change_bring_a_card_only_with_enough_written(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 46)
    spoke(cast.R, 3)
    put(cast.R, "t01", EVENING - timedelta(days=44), set="start", **BEGAN)
    put(cast.R, "t01", EVENING - timedelta(days=30), **BEGAN)
    assert waits(cast.R, clock) == {}
    put(cast.R, "t01", EVENING - timedelta(days=4), **BEGAN)
    assert list(waits(cast.R, clock)) == ["stepup_same"]
    put(cast.R, "t01", EVENING - timedelta(days=1), **(BEGAN | {"time_lost_hours": 2}))
    assert waits(cast.R, clock) == {}


def test_looks_of_long_ago_say_nothing_of_now(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 46)
    spoke(cast.R, 3)
    for ago in (45, 40, 30):
        put(cast.R, "t01", EVENING - timedelta(days=ago), set="start", **BEGAN)
    assert waits(cast.R, clock) == {}


def test_urges_that_stay_as_they_are_bring_it_too(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 58 + 45)
    spoke(cast.R, 3)
    for n in range(54):
        put(cast.R, "t09", EVENING - timedelta(days=n, minutes=9), intensity_start=7)
    assert list(waits(cast.R, clock)) == ["stepup_same"]


def test_eight_weeks_of_the_same_diary_bring_it_to_the_one_who_was_hurt(cast: Cast, clock: Clock) -> None:
    join(cast.B, "B", 58)
    spoke(cast.B, 3)
    for n in range(56):
        put(cast.B, "t40", EVENING - timedelta(days=n), safe=3, sleep_hours=5, on_guard=3)
    assert list(waits(cast.B, clock)) == ["stepup_same"]
    cast.B.room.append("me", {"roles": ["R"]}, id=uuid4(), now=EVENING)
    assert waits(cast.B, clock) == {}


def test_a_diary_that_eased_brings_none(cast: Cast, clock: Clock) -> None:
    join(cast.B, "B", 58)
    spoke(cast.B, 3)
    for n in range(56):
        put(cast.B, "t40", EVENING - timedelta(days=n), safe=5 if n < 28 else 3, sleep_hours=5, on_guard=3)
    assert waits(cast.B, clock) == {}


def test_not_now_to_one_rests_all_three_for_two_weeks(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 92)
    lapses(cast.R, 12, 10, 5)
    assert list(waits(cast.R, clock)) == ["stepup_lapses"]
    sent = cast.R.client.post("/n/now/later/", {"uid": str(uuid4()), "name": "stepup_lapses"})
    assert sent.status_code == 303
    for days in range(14):
        clock.now = EVENING + timedelta(days=days)
        enter(cast.R)
        assert waits(cast.R, clock) == {}, days


def test_hr_15_in_a_dark_hour_people_come_another_way_and_this_rests(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 92)
    assert "stepup_people" in waits(cast.R, clock)
    put(cast.R, "t14b", EVENING, safe="no", why="dry", _h1=True)
    assert waits(cast.R, clock) == {}
    assert "Next: read your plan once more" in text(cast.R.client.get("/"))
    clock.now += timedelta(days=4)
    enter(cast.R)
    assert "stepup_people" in waits(cast.R, clock)


def test_it_stands_on_today_with_its_reason_and_leads_to_a_page_that_opens(cast: Cast, clock: Clock) -> None:
    join(cast.R, "R", 92)
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=EVENING)
    words, page = today_words().by_id["stepup_people"], text(cast.R.client.get("/"))
    assert words.title in page and words.because[:60] in page
    assert page.index("How strong is the pull") < page.index(words.title), "quiet: below what somebody came for"
    assert cast.R.client.get(waits(cast.R, clock)["stepup_people"].url).status_code == 200


def test_hr_02_nobody_else_sees_that_it_was_shown(cast: Cast, clock: Clock, signed_out: Client) -> None:
    join(cast.R, "R", 92)
    title = today_words().by_id["stepup_people"].title
    be(cast.B, "B", EVENING)
    assert title not in text(cast.B.client.get("/")) and title not in text(signed_out.get("/"))


def test_it_is_advice_and_no_verdict_and_says_no_number() -> None:
    for id in stepup.IDS:
        words = today_words().by_id[id]
        said = f"{words.title} {words.because} {words.button} {words.minutes}"
        assert not re.search(r"\d|fail|you must|you should|worse|never|enough of you|partner", said, re.I)
        assert words.because.startswith("Because")
    assert "no verdict" in today_words().by_id["stepup_same"].because
