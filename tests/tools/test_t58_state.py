"""T58 and T60 without their pages: what a look means, what is kept of it, when a gate may open. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goldseam.tools.fold import State, minute
from goldseam.tools.t58_check.state import AGAIN, GRACE, WAIT, Seen, clear, due, hold, judge, mark, may_look_again
from goldseam.tools.t60_consent import state as consent

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
NO = ["no"] * 5
HELD = {"hold": True, "date": TODAY.isoformat()}


def looked(body: dict[str, object], at: datetime = NOW, **more: object) -> State:
    return State(t58=body, t58_at=minute(at), **more)  # type: ignore[arg-type]


def test_any_yes_about_what_is_done_to_me_holds() -> None:
    assert judge([*NO, "yes"], NO, 8, "yes") == Seen(danger=True, open=True)
    assert judge([*NO, "yes"], NO, 8, "yes").holds


@pytest.mark.parametrize(("say_no", "danger"), [(0, True), (3, True), (4, False), (10, False)])
def test_a_no_that_can_hardly_be_said_holds(say_no: int, danger: bool) -> None:
    assert judge(NO, NO, say_no, "yes").danger is danger


def test_any_yes_about_what_i_do_holds_in_its_own_way() -> None:
    found = judge(NO, [*NO, "yes"], 8, "yes")
    assert found.own_acts and not found.danger and found.holds


def test_both_are_told_apart_and_both_are_there() -> None:
    found = judge(["yes"], ["yes"], 8, "yes")
    assert found.danger and found.own_acts


@pytest.mark.parametrize(
    ("suffered", "acted", "say_no", "device"),
    [
        (["unsure"], NO, 8, "yes"),
        ([None], NO, 8, "yes"),
        (NO, ["unsure"], 8, "yes"),
        (NO, [None], 8, "yes"),
        (NO, NO, None, "yes"),
        (NO, NO, 8, "no"),
        (NO, NO, 8, "unsure"),
        (NO, NO, 8, None),
    ],
)
def test_anything_left_open_is_neither_held_nor_clear(
    suffered: list[str | None], acted: list[str | None], say_no: int | None, device: str | None
) -> None:
    found = judge(suffered, acted, say_no, device)
    assert not found.holds and not found.clear and found.open


def test_only_a_whole_and_quiet_look_is_clear() -> None:
    assert judge(NO, NO, 4, "yes").clear


# -- the mark ------------------------------------------------------------------------------------------

CLEAR, OPEN, DANGER = Seen(), Seen(open=True), Seen(danger=True)


@pytest.mark.parametrize("before", [{}, HELD, {"hold": False, "date": "2026-01-01"}, {"hold": None, "date": "x"}])
@pytest.mark.parametrize("found", [CLEAR, OPEN, DANGER, Seen(own_acts=True), Seen(danger=True, own_acts=True)])
@pytest.mark.parametrize("reopen", [True, False])
def test_hr_11_the_mark_holds_nothing_but_hold_and_a_date(before: dict[str, object], found: Seen, reopen: bool) -> None:
    kept = mark(before, found, reopen, TODAY)
    assert set(kept) == {"hold", "date"}
    assert kept["hold"] in (True, False, None)
    date.fromisoformat(kept["date"])


def test_what_is_done_to_me_and_what_i_do_leave_the_same_mark() -> None:
    assert mark({}, DANGER, False, TODAY) == mark({}, Seen(own_acts=True), False, TODAY) == HELD


def test_a_look_left_open_is_no_clear_look_and_takes_an_older_one_back() -> None:
    before = {"hold": False, "date": (TODAY - DAY).isoformat()}
    kept = mark(before, OPEN, False, TODAY)
    assert kept == {"hold": None, "date": TODAY.isoformat()}
    assert not hold(looked(kept)) and not clear(looked(kept), NOW)


def test_hr_11_a_hold_ends_only_after_fourteen_days_with_a_clear_look_and_the_persons_own_word() -> None:
    assert may_look_again(TODAY) == TODAY + WAIT
    then = TODAY + WAIT
    assert mark(HELD, CLEAR, True, then) == {"hold": False, "date": then.isoformat()}
    assert mark(HELD, CLEAR, True, then - DAY) == HELD, "too early"
    assert mark(HELD, CLEAR, False, then) == HELD, "not asked for"
    assert mark(HELD, OPEN, True, then) == HELD, "something open"
    assert mark(HELD, DANGER, True, then) == {"hold": True, "date": then.isoformat()}, "it begins anew"


def test_without_a_hold_the_word_about_opening_means_nothing() -> None:
    assert mark({}, CLEAR, True, TODAY) == mark({}, CLEAR, False, TODAY) == {"hold": False, "date": TODAY.isoformat()}


def test_a_rotten_date_keeps_a_hold() -> None:
    rotten = {"hold": True, "date": "some day"}
    assert hold(looked(rotten))
    assert mark(rotten, CLEAR, True, TODAY) == HELD


# -- for the gate of whatever is meant for two -----------------------------------------------------------


def test_hr_11_nothing_is_clear_before_the_first_look() -> None:
    assert not clear(State(), NOW) and not hold(State())


def test_a_clear_look_counts_for_three_months_and_one_more() -> None:
    state = looked({"hold": False, "date": TODAY.isoformat()})
    assert clear(state, NOW)
    assert clear(state, NOW + AGAIN + GRACE)
    assert not clear(state, NOW + AGAIN + GRACE + DAY)


def test_a_hold_is_never_clear_however_old() -> None:
    state = looked(HELD)
    assert hold(state) and not clear(state, NOW + 1000 * DAY)


# -- the quiet reminder ----------------------------------------------------------------------------------


def test_a_look_is_due_first_then_every_ninety_days_then_after_fear() -> None:
    assert due(State(), NOW)
    state = looked({"hold": False, "date": TODAY.isoformat()})
    assert not due(state, NOW + AGAIN - DAY)
    assert due(state, NOW + AGAIN)
    assert due(looked(state.t58, h2_at=minute(NOW + DAY)), NOW + DAY)
    assert not due(looked(state.t58, h2_at=minute(NOW - DAY)), NOW + DAY)


def test_a_look_left_open_is_offered_again_after_a_week() -> None:
    state = looked({"hold": None, "date": TODAY.isoformat()})
    assert not due(state, NOW + 6 * DAY)
    assert due(state, NOW + 7 * DAY)


def test_whoever_is_on_hold_is_reminded_no_more_often_than_anybody() -> None:
    assert not due(looked(HELD), NOW + AGAIN - DAY)


# -- T60: under pressure ---------------------------------------------------------------------------------


def test_pressure_freezes_at_once_and_thaws_three_days_after_it_is_taken_back() -> None:
    assert not consent.frozen(State(), NOW)
    pressed = consent.press(NOW)
    assert consent.frozen(State(t60=pressed), NOW + 500 * DAY)
    released = consent.release(pressed, NOW + DAY)
    assert consent.frozen(State(t60=released), NOW + DAY)
    assert consent.frozen(State(t60=released), NOW + 4 * DAY - timedelta(minutes=1))
    assert not consent.frozen(State(t60=released), NOW + 4 * DAY)


def test_taking_back_what_never_was_freezes_nothing_and_twice_does_not_wait_twice() -> None:
    assert not consent.frozen(State(t60=consent.release({}, NOW)), NOW)
    once = consent.release(consent.press(NOW), NOW)
    assert consent.release(once, NOW + 2 * DAY) == once
