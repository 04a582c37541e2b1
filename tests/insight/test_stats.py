"""Numbers by hand: known input, pinned output; patterns found where they are and not found in noise."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from math import comb

import pytest

from goldseam.insight.stats import (
    DAY,
    MONDAY,
    WEEK,
    Helped,
    Step,
    cell,
    chance,
    grid,
    helped,
    standing_out,
    top_day,
    top_part,
    two_halves,
    week_of,
    weekly,
)

pytestmark = pytest.mark.once


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) // 60


@pytest.mark.parametrize(
    ("moment", "part", "day"),
    [
        ("2026-11-16T05:00", 0, 0),
        ("2026-11-16T11:59", 0, 0),
        ("2026-11-16T12:00", 1, 0),
        ("2026-11-17T17:00", 2, 1),
        ("2026-11-22T20:59", 2, 6),
        ("2026-11-22T21:00", 3, 6),
        ("2026-11-23T00:30", 3, 6),  # half past midnight on Monday is still Sunday's night
        ("2026-11-23T04:59", 3, 6),
        ("2026-11-23T05:00", 0, 0),
    ],
)
def test_a_moment_falls_into_the_part_of_the_day_a_person_would_say(moment: str, part: int, day: int) -> None:
    assert cell(at(moment)) == (part, day)


def test_weeks_begin_on_monday_and_empty_ones_stay_gaps() -> None:
    first = at("2026-11-02T10:00")
    points = [(first, 4.0), (first + DAY, 8.0), (first + 2 * DAY, 5.0), (first + 2 * WEEK, 1.0)]
    monday = at("2026-11-02T00:00")
    assert week_of(first) == monday == week_of(monday)
    assert weekly(points, first, first + 2 * WEEK) == [
        Step(monday, 3, 4.0, 5.0, 8.0),
        Step(monday + WEEK, 0, None, None, None),
        Step(monday + 2 * WEEK, 1, 1.0, 1.0, 1.0),
    ]


def test_three_entries_make_no_pattern_however_alike() -> None:
    sundays = [at("2026-11-01T22:00"), at("2026-11-08T22:00"), at("2026-11-15T22:00")]
    found = grid(sundays)
    assert found.by_part == [0, 0, 0, 3]
    assert top_part(found) is None
    assert top_day(found) is None


def test_an_even_spread_is_drawn_even() -> None:
    every = [MONDAY + d * DAY + h * 60 for d in range(7) for h in range(24)]
    found = grid(every)
    assert found.n == 168
    assert {round(ratio, 6) for row in found.ratios for ratio in row} == {1.0}
    assert top_part(found) is None
    assert top_day(found) is None


def test_a_strong_cell_is_drawn_darker_but_towards_the_average() -> None:
    moments = [MONDAY + 6 * DAY + 22 * 60 + i * WEEK for i in range(12)]
    moments += [MONDAY + d * DAY + 9 * 60 for d in range(7)]
    found = grid(moments)
    raw = 12 / (19 * 8 / 168)
    assert found.counts[3][6] == 12
    assert 5.0 < found.ratios[3][6] < raw
    assert found.ratios[1][0] < 1.0


def test_the_tail_of_the_binomial_is_exact() -> None:
    assert chance(0, 10, 0.3) == 1.0
    assert chance(10, 10, 0.5) == pytest.approx(0.5**10)
    exact = sum(comb(14, k) * (1 / 3) ** k * (2 / 3) ** (14 - k) for k in range(9, 15))
    assert chance(9, 14, 1 / 3) == pytest.approx(exact)
    assert not standing_out(7, 7, 1 / 3, 4)  # too few, whatever they say
    assert standing_out(11, 14, 1 / 3, 4)


def test_noise_is_called_a_pattern_in_fewer_than_three_of_a_hundred_pictures() -> None:
    dice = random.Random(20261118)
    for n in (8, 20, 60, 200):
        parts = days = 0
        for _ in range(400):
            found = grid([dice.randrange(12 * WEEK) for _ in range(n)])
            parts += top_part(found) is not None
            days += top_day(found) is not None
        assert parts <= 16, (n, parts)  # 3 % of 400, and what 400 throws of dice may add
        assert days <= 16, (n, days)


def test_a_person_whose_urges_come_at_night_is_told_so() -> None:
    dice = random.Random(7)
    found_it = 0
    for _ in range(100):
        moments = []
        for _entry in range(40):
            hour = dice.choices([8, 14, 19, 22], [1, 2, 3, 10])[0]
            moments.append(MONDAY + dice.randrange(84) * DAY + hour * 60)
        found_it += top_part(grid(moments)) == 3
    assert found_it >= 85


def test_what_helped_counts_every_use_and_takes_middles_from_four_pairs_on() -> None:
    rows = helped(
        [
            (["surfed"], 8, 3),
            (["surfed", "called"], 7, 4),
            (["surfed"], 6, None),
            (["surfed"], 9, 2),
            (["surfed", "surfed"], 5, 1),
            ([], 5, 1),
        ]
    )
    assert rows == [Helped("surfed", 5, 4, 7.5, 2.5), Helped("called", 1, 1, None, None)]


def test_before_and_now_need_four_each() -> None:
    now = 100 * WEEK
    late = [(now - i * DAY, 2.0) for i in range(4)]
    early = [(now - 5 * WEEK - i * DAY, 5.0) for i in range(4)]
    assert two_halves(late + early, now) == (5.0, 2.0)
    assert two_halves(late + early[:3], now) is None
    assert two_halves(late[:3] + early, now) is None
    assert two_halves([*late, *early, (now + 1, 99.0)], now) == (5.0, 2.0)
