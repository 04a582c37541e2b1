"""Exact tests against numbers worked out by hand, and against counting every deal."""

from __future__ import annotations

import random
from itertools import combinations
from math import comb

import pytest

from goldseam.insight.exact import (
    Middle,
    Stratum,
    beyond,
    coin_chance,
    higher_chance,
    least_chance,
    looks,
    middle,
    table_chance,
    winner_chance,
)

pytestmark = pytest.mark.once


def test_the_lady_who_tasted_tea() -> None:
    """Fisher 1935: eight cups, four with the milk first; three right is no wonder, four right is one in seventy."""
    assert table_chance([Stratum(8, 4, 4, 3)]) == pytest.approx(17 / 70)
    assert table_chance([Stratum(8, 4, 4, 4)]) == pytest.approx(1 / 70)
    assert table_chance([Stratum(8, 4, 4, 0)]) == pytest.approx(1)
    assert least_chance([Stratum(8, 4, 4, 2)]) == pytest.approx(1 / 70)


def test_stretches_are_put_together_exactly() -> None:
    strata = [Stratum(5, 2, 3, 2), Stratum(6, 3, 2, 1), Stratum(4, 4, 2, 2)]
    ways, as_many = 0, 0
    for first in combinations(range(5), 2):
        for second in combinations(range(6), 3):
            ways += 1
            both = sum(one < 3 for one in first) + sum(one < 2 for one in second)
            as_many += both >= 3
    assert table_chance(strata) == pytest.approx(as_many / ways)
    assert least_chance(strata) == pytest.approx(3 / comb(5, 2) * 4 / comb(6, 3))


def test_a_stretch_in_which_all_or_none_had_the_tag_says_nothing() -> None:
    assert table_chance([Stratum(9, 9, 4, 4), Stratum(3, 0, 2, 0)]) == 1
    assert least_chance([Stratum(9, 9, 4, 4)]) == 1
    assert table_chance([]) == least_chance([]) == 1


def test_only_looks_that_could_come_out_are_counted() -> None:
    assert looks([0.001, 0.002, 0.9, 0.9, 0.9], 0.03) == 2
    assert looks([0.001] * 5, 0.03) == 5
    assert looks([0.02, 0.02], 0.03) == 2  # and then neither can come out
    assert looks([0.9, 0.9], 0.03) == 1
    assert looks([], 0.03) == 1


def test_a_higher_total_agrees_with_dealing_many_times() -> None:
    rng = random.Random(7)
    strata = [([5.0, 4, 4, 6], [1.0, 2, 3, 5, 2, 1, 4]), ([3.0, 3, 5], [2.0, 2, 4, 1, 3])]
    total = sum(sum(mine) for mine, _others in strata)
    dealt = 0
    for _ in range(6000):
        dealt += sum(sum(rng.sample([*mine, *others], len(mine))) for mine, others in strata) >= total
    assert higher_chance(strata) == pytest.approx(dealt / 6000, abs=0.006)


def test_few_deals_are_never_called_rarer_than_they_can_be() -> None:
    assert higher_chance([([10.0], [0.0, 0, 0, 0])]) == 0.2
    assert higher_chance([([10.0], []), ([], [1.0])]) == 1
    assert higher_chance([([2.0], [2.0, 2.0])]) == 1


def test_a_strong_beginning_has_further_to_fall() -> None:
    assert beyond([2, 4, 6, 8], [1, 2, 3, 4]) == pytest.approx([0, 0, 0, 0])
    assert beyond([5, 5], [1, 3]) == pytest.approx([-1, 1])


def test_a_middle_has_an_interval_from_five_values_on() -> None:
    assert middle([3]) == Middle(1, 3, None, None)
    assert middle([1, 2, 3, 4]) == Middle(4, 2.5, None, None)
    assert middle([1, 2, 3, 4, 9]) == Middle(5, 3, 1, 9)
    assert middle([0, 1, 2, 3, 4, 5, 6, 7]) == Middle(8, 3.5, 1, 6)


@pytest.mark.parametrize("n", [5, 8, 15, 40])
def test_the_interval_holds_the_true_middle_nine_times_in_ten(n: int) -> None:
    rng = random.Random(4)
    held = 0
    for _ in range(1000):
        found = middle([rng.gauss(2, 2) for _ in range(n)])
        assert found.low is not None and found.high is not None
        held += found.low <= 2 <= found.high
    assert held >= 890


def test_coins_and_winners() -> None:
    assert coin_chance(5, 5) == 1 / 32
    assert coin_chance(0, 5) == 1
    assert coin_chance(0, 0) == 1
    assert winner_chance([7, 0, 0]) == pytest.approx(2 / 128)
    assert winner_chance([4, 4, 1]) == 1
    assert winner_chance([5, 3]) == pytest.approx(2 * 93 / 256)
    assert winner_chance([3]) == pytest.approx(2 / 8)
