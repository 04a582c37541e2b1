"""What rests after a hard answer, for how long, and what is asked on days 1, 3 and 7. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goldseam.tools import crisis
from goldseam.tools.fold import State, minute

pytestmark = pytest.mark.once

NIGHT = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Tool:
    code: str = "t30"
    part_of: str = ""
    heavy: bool = True


def after(**state: object) -> State:
    return State(**{"h1_at": minute(NIGHT), **state})  # type: ignore[arg-type]


def test_hr_15_heavy_writing_rests_for_seventy_two_hours_after_a_hard_answer() -> None:
    state = after()
    assert crisis.hidden(state, NIGHT + HOUR) == NIGHT + timedelta(hours=72)
    assert crisis.hidden(state, NIGHT + timedelta(hours=71, minutes=59)) is not None
    assert crisis.hidden(state, NIGHT + timedelta(hours=72)) is None
    assert crisis.hides(Tool("t43"), state, NIGHT + HOUR)
    assert crisis.hides(Tool("t09", heavy=False), state, NIGHT + HOUR) is None


def test_nothing_rests_without_a_hard_answer() -> None:
    assert crisis.hidden(State(), NIGHT) is None
    assert crisis.rests(State(), NIGHT) is None


def test_the_person_may_bring_it_back_and_a_new_hard_answer_puts_it_to_rest_again() -> None:
    state = after(me=crisis.switched(True, NIGHT + HOUR))
    assert crisis.hidden(state, NIGHT + 2 * HOUR) is None
    state.h1_at = minute(NIGHT + 5 * HOUR)
    assert crisis.hidden(state, NIGHT + 6 * HOUR) == NIGHT + 5 * HOUR + timedelta(hours=72)


def test_the_person_may_put_it_to_rest_without_any_hard_answer() -> None:
    state = State(me=crisis.switched(False, NIGHT))
    assert crisis.hidden(state, NIGHT + DAY) == NIGHT + 3 * DAY
    assert crisis.hidden(state, NIGHT + 3 * DAY) is None
    assert crisis.rests(state, NIGHT + DAY) == NIGHT + 3 * DAY


@pytest.mark.parametrize("code", ["t07", "t30", "t43"])
def test_symptoms_that_need_a_doctor_stop_the_three_that_dig_deepest(code: str) -> None:
    state = State(h4_at=minute(NIGHT))
    light = Tool(code, heavy=False)
    assert crisis.hides(light, state, NIGHT + DAY) == NIGHT + 3 * DAY
    assert crisis.hides(Tool(f"{code}b", part_of=code, heavy=False), state, NIGHT + DAY)
    assert crisis.hides(light, state, NIGHT + 3 * DAY) is None
    assert crisis.hides(Tool("t46"), state, NIGHT + DAY) is None
    state.me = crisis.switched(True, NIGHT + HOUR)
    assert crisis.hides(light, state, NIGHT + DAY) is None


def test_hr_15_the_question_comes_back_on_days_one_three_and_seven() -> None:
    state, asked = after(), []
    for days in range(30):
        now = NIGHT + days * DAY
        if crisis.ask_again(state, now):
            asked.append(days)
            state.last["t14b"] = minute(now)
    assert asked == [1, 3, 7]


def test_a_day_means_the_persons_own_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    state = State(h1_at=minute(NIGHT - HOUR))  # 23:30 on the 18th in Berlin
    assert not crisis.ask_again(state, (NIGHT - timedelta(minutes=40)).astimezone(berlin))
    assert crisis.ask_again(state, (NIGHT - timedelta(minutes=20)).astimezone(berlin))
    assert not crisis.ask_again(state, NIGHT - timedelta(minutes=20))


def test_somebody_who_was_away_is_asked_once_and_not_about_a_night_long_past() -> None:
    state = after()
    assert crisis.ask_again(state, NIGHT + 12 * DAY)
    state.last["t14b"] = minute(NIGHT + 12 * DAY)
    assert not crisis.ask_again(state, NIGHT + 13 * DAY)
    assert not crisis.ask_again(after(), NIGHT + 22 * DAY)


def test_hr_15_a_hard_answer_to_the_question_begins_the_days_anew() -> None:
    later = minute(NIGHT + 7 * DAY)
    state = State(h1_at=later, last={"t14b": later})
    assert crisis.hidden(state, NIGHT + 8 * DAY) == NIGHT + 10 * DAY
    assert not crisis.ask_again(state, NIGHT + 7 * DAY)
    assert crisis.ask_again(state, NIGHT + 8 * DAY)


def test_hr_15_a_lapse_that_was_written_down_is_asked_after_in_the_same_way() -> None:
    state = State(last={"t14": minute(NIGHT), "t14b": minute(NIGHT)})
    assert not crisis.ask_again(state, NIGHT)
    assert crisis.ask_again(state, NIGHT + DAY)
    state.last["t14b"] = minute(NIGHT + DAY)
    assert not crisis.ask_again(state, NIGHT + 2 * DAY)
    assert crisis.ask_again(state, NIGHT + 3 * DAY)
    assert crisis.hidden(state, NIGHT) is None, "a lapse alone hides nothing"


def test_hr_15_the_plan_is_read_again_after_a_hard_answer_and_every_ninety_days() -> None:
    kept = minute(NIGHT - 10 * DAY)
    calm = State(plan={"my_warning_signs": ["x"]}, plan_at=kept)
    assert not crisis.plan_review_due(State(h1_at=minute(NIGHT)), NIGHT), "no plan, nothing to read"
    assert not crisis.plan_review_due(calm, NIGHT)
    assert crisis.plan_review_due(calm, NIGHT + 81 * DAY)
    hard = State(plan=calm.plan, plan_at=kept, h1_at=minute(NIGHT))
    assert crisis.plan_review_due(hard, NIGHT) and crisis.after_hard_answer(hard)
    hard.me = crisis.plan_read(NIGHT + HOUR)
    assert not crisis.plan_review_due(hard, NIGHT + 2 * HOUR)
    assert crisis.plan_review_due(hard, NIGHT + 91 * DAY)


@pytest.mark.parametrize("rotten", [3, "x", None, [], {"at": "x"}, {"say": 1, "at": -5}, {"say": "show", "at": True}])
def test_settings_of_a_wrong_shape_change_nothing(rotten: object) -> None:
    state = after(me={"heavy": rotten, "plan_read": rotten}, plan={"x": ["y"]})
    assert crisis.hidden(state, NIGHT + HOUR)
    assert crisis.plan_review_due(state, NIGHT + HOUR)
