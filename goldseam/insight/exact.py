"""Small-number statistics that promise no more than the numbers hold. Pure: plain values in, plain values out.

Three questions, one answer each, all from standard works (docs/methods.md names them):
  * does one thing go with another?  exact test of a 2×2 table, within stretches of time (`table_chance`, `tarone`)
  * does a number fall more?         permutation test within stretches, by its mean and spread (`higher_chance`)
  * how large is the usual change?   middle with an interval from the order of the values alone (`middle`)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, erfc, sqrt
from statistics import median

SURE = 0.9
"""How often an interval given by `middle` holds the true middle, at least."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stretch of time: entries, those with the tag, those with the outcome, and those with both."""

    n: int
    tagged: int
    outcome: int
    both: int

    @property
    def low(self) -> int:
        return max(0, self.tagged + self.outcome - self.n)

    @property
    def high(self) -> int:
        return min(self.tagged, self.outcome)

    def spread(self) -> list[float]:
        """How likely each possible `both` is if tag and outcome have nothing to do with each other."""
        all_ways = comb(self.n, self.tagged)
        ways = (
            comb(self.outcome, x) * comb(self.n - self.outcome, self.tagged - x) for x in range(self.low, self.high + 1)
        )
        return [way / all_ways for way in ways]

    @property
    def most(self) -> float:
        """The chance of the most extreme table."""
        x = self.high
        return comb(self.outcome, x) * comb(self.n - self.outcome, self.tagged - x) / comb(self.n, self.tagged)


def table_chance(strata: Iterable[Stratum]) -> float:
    """Chance of as many `both`, or more, with the tag and the outcome of each stretch dealt out blindly (exact)."""
    told = [one for one in strata if one.low < one.high]
    over = sum(one.both - one.low for one in told)
    sums = [1.0]
    for one in told:
        sums = _together(sums, one.spread())
    return min(1.0, sum(sums[over:]))


def _together(first: Sequence[float], second: Sequence[float]) -> list[float]:
    found = [0.0] * (len(first) + len(second) - 1)
    for i, p in enumerate(first):
        for j, q in enumerate(second):
            found[i + j] += p * q
    return found


def least_chance(strata: Iterable[Stratum]) -> float:
    """The smallest chance these margins could ever give: 1.0 when they can say nothing."""
    least = 1.0
    for one in strata:
        if one.low < one.high:
            least *= one.most
    return least


def looks(least: Sequence[float], rare: float) -> int:
    """By how many looks to divide `rare`: only those that could ever come out count (Tarone)."""
    return next((k for k in range(1, len(least) + 1) if sum(p * k <= rare for p in least) <= k), max(1, len(least)))


def higher_chance(strata: Iterable[tuple[Sequence[float], Sequence[float]]]) -> float:
    """Chance of so high a total among the tagged, within stretches, if tags were dealt out blindly.

    Each stretch is (values of the tagged, values of the others). The tail is that of the normal curve with the exact
    mean and spread of such deals, but never under one in the number of deals: so few cannot be that rare.
    """
    over, variance, deals = 0.0, 0.0, 1
    for mine, others in strata:
        n, k = len(mine) + len(others), len(mine)
        if not mine or not others:
            continue
        mean = (sum(mine) + sum(others)) / n
        squares = sum((value - mean) ** 2 for value in (*mine, *others))
        over += sum(mine) - k * mean
        variance += k * (n - k) / n * squares / (n - 1)
        deals *= comb(n, k)
    return max(1 / deals, 0.5 * erfc(over / sqrt(2 * variance))) if variance > 1e-12 else 1.0


def beyond(before: Sequence[float], fell: Sequence[float]) -> list[float]:
    """How much further each fell than a straight line through all would have it: a strong one has further to fall."""
    n = max(1, len(before))
    middle_before, middle_fell = sum(before) / n, sum(fell) / n
    width = sum((b - middle_before) ** 2 for b in before)
    slope = sum((b - middle_before) * f for b, f in zip(before, fell, strict=True)) / width if width else 0.0
    return [f - middle_fell - slope * (b - middle_before) for b, f in zip(before, fell, strict=True)]


@dataclass(frozen=True, slots=True)
class Middle:
    """A median and the interval around it; the interval is open (None) where there are too few values for one."""

    n: int
    mid: float
    low: float | None
    high: float | None


def middle(values: Sequence[float], sure: float = SURE) -> Middle:
    """Median, and the narrowest interval between two values of equal rank from both ends that is `sure` enough."""
    ranked = sorted(values)
    n = len(ranked)
    outside, rank = 0.0, 0
    for i in range((n + 1) // 2):
        outside += comb(n, i) / 2**n
        if 2 * outside > 1 - sure + 1e-12:
            break
        rank = i + 1
    if rank == 0:
        return Middle(n, median(ranked), None, None)
    return Middle(n, median(ranked), ranked[rank - 1], ranked[n - rank])


def coin_chance(more: int, n: int) -> float:
    """Chance of `more` or more heads in `n` throws of a fair coin (exact)."""
    return sum(comb(n, i) for i in range(more, n + 1)) / 2**n


def winner_chance(counts: Sequence[int]) -> float:
    """Whether the commonest of several is truly the commonest: first against second, two-sided (Hung and Fithian)."""
    first, second = sorted([*counts, 0, 0], reverse=True)[:2]
    return min(1.0, 2 * coin_chance(first, first + second)) if first > second else 1.0
