"""Numbers from a person's own past, honest about how few they are. Pure: plain values in, plain values out.

Times here are *local minutes*: minutes since 1970-01-01 00:00 on the person's own clock, so that weekday and hour are
plain arithmetic. Below `FEW` points nothing is claimed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

FEW = 4
DAY = 1440
WEEK = 7 * DAY
MONDAY = 4 * DAY  # 1970-01-05 was a Monday
PARTS = ("morning", "afternoon", "evening", "night")
STARTS = (5, 12, 17, 21)  # hours; night runs from 21:00 to 05:00 and belongs to the evening it began on
HOURS = (7, 5, 4, 8)
PATTERN_N = 8
RARE = 0.03  # how often noise may look like a pattern, all looks together
_NOTHING = 1e-20
"""How small a term of a tail no float can notice, so that ten years need no thousands of them."""
STRONGEST_PRIOR, WEAKEST_PRIOR = 1e6, 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """One week (or month) of one number. `mid` is None when there is too little to say."""

    start: int
    n: int
    low: float | None
    mid: float | None
    high: float | None


def week_of(at: int) -> int:
    """The local minute at which the week of `at` began (Monday 00:00)."""
    return at - (at - MONDAY) % WEEK


def weekly(points: Iterable[tuple[int, float]], first: int, last: int) -> list[Step]:
    """Median and range of each week from that of `first` to that of `last`; empty weeks stay as gaps."""
    by_week: dict[int, list[float]] = {}
    for at, value in points:
        by_week.setdefault(week_of(at), []).append(value)
    steps = range(week_of(first), week_of(last) + 1, WEEK)
    return [step(start, by_week.get(start, [])) for start in steps]


def step(start: int, values: Sequence[float]) -> Step:
    if not values:
        return Step(start, 0, None, None, None)
    return Step(start, len(values), min(values), median(values), max(values))


def cell(at: int) -> tuple[int, int]:
    """(part of day, weekday) of a local minute. Two in the morning belongs to the night before."""
    hour = at % DAY // 60
    part = 3 if hour < STARTS[0] or hour >= STARTS[3] else sum(hour >= start for start in STARTS) - 1
    day = at - 5 * 60 if hour < STARTS[0] else at
    return part, (day - MONDAY) // DAY % 7


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by part of day (rows) and weekday (columns), and each cell against the person's own average."""

    n: int
    counts: tuple[tuple[int, ...], ...]
    ratios: tuple[tuple[float, ...], ...]

    @property
    def by_part(self) -> list[int]:
        return [sum(row) for row in self.counts]

    @property
    def by_day(self) -> list[int]:
        return [sum(column) for column in zip(*self.counts, strict=True)]


def grid(moments: Sequence[int]) -> Grid:
    """Ratios are 1 for "as often as on average", drawn towards 1 as far as chance alone could explain the spread.

    Each cell's rate per hour has a gamma prior around the person's own mean; its strength is read from the spread
    of the cells (method of moments). A spread no wider than chance gives ratios of exactly 1.
    """
    counts = [[0] * 7 for _ in PARTS]
    for at in moments:
        part, day = cell(at)
        counts[part][day] += 1
    n = len(moments)
    expected = [n * hours / (24 * 7) for hours in HOURS]
    prior = _prior(counts, expected)
    ratios = tuple(tuple((prior + c) / (prior + e) for c in row) for row, e in zip(counts, expected, strict=True))
    if prior >= STRONGEST_PRIOR:
        ratios = tuple((1.0,) * 7 for _ in PARTS)
    return Grid(n, tuple(tuple(row) for row in counts), ratios)


def _prior(counts: Sequence[Sequence[int]], expected: Sequence[float]) -> float:
    """Pseudo-count of the gamma prior: large when the cells differ no more than chance would have it."""
    excess, base = 0.0, 0.0
    for row, e in zip(counts, expected, strict=True):
        for c in row:
            excess += (c - e) ** 2 - e
            base += e * e
    if excess <= 0 or base == 0:
        return STRONGEST_PRIOR
    return max(WEAKEST_PRIOR, base / excess)


def chance(count: int, n: int, share: float) -> float:
    """How likely `count` or more of `n` would be if each fell there with probability `share` (binomial tail)."""
    if count <= 0:
        return 1.0
    term = math.lgamma(n + 1)
    log_p, log_q = math.log(share), math.log1p(-share)
    tail, top = [], 0.0
    for k in range(count, n + 1):
        one = math.exp(term - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * log_p + (n - k) * log_q)
        tail.append(one)
        top = max(top, one)
        if one < _NOTHING * top:  # past the top each is smaller than the last; before it they grow
            break
    return min(1.0, math.fsum(tail))


def standing_out(count: int, n: int, share: float, looks: int) -> bool:
    """Whether chance alone would give this much in less than `RARE`, having looked at `looks` places."""
    return n >= PATTERN_N and chance(count, n, share) * looks < RARE


def top_part(found: Grid) -> int | None:
    """The one part of the day that stands out by its hours, if any does."""
    parts = found.by_part
    best = min(range(4), key=lambda i: chance(parts[i], found.n, HOURS[i] / 24)) if found.n else 0
    return best if standing_out(parts[best], found.n, HOURS[best] / 24, 4) else None


def top_day(found: Grid) -> int | None:
    days = found.by_day
    best = max(range(7), key=lambda i: days[i])
    return best if standing_out(days[best], found.n, 1 / 7, 7) else None


@dataclass(frozen=True, slots=True)
class Helped:
    """One response: how often, and the median before and after where both were written down."""

    tag: str
    n: int
    pairs: int
    before: float | None
    after: float | None


def helped(entries: Iterable[tuple[Sequence[str], float | None, float | None]]) -> list[Helped]:
    """What was done, how often, and before → after. Most often used first; medians only from `FEW` pairs on."""
    times: dict[str, int] = {}
    pairs: dict[str, list[tuple[float, float]]] = {}
    for tags, before, after in entries:
        for tag in dict.fromkeys(tags):
            times[tag] = times.get(tag, 0) + 1
            if before is not None and after is not None:
                pairs.setdefault(tag, []).append((before, after))
    rows = []
    for tag, n in times.items():
        known = pairs.get(tag, [])
        enough = len(known) >= FEW
        before = median(b for b, _ in known) if enough else None
        after = median(a for _, a in known) if enough else None
        rows.append(Helped(tag, n, len(known), before, after))
    return sorted(rows, key=lambda row: (-row.n, row.tag))


def two_halves(points: Sequence[tuple[int, float]], now: int, weeks: int = 4) -> tuple[float, float] | None:
    """(median of the `weeks` before the last `weeks`, median of the last); None when either has under `FEW`."""
    edge, start = now - weeks * WEEK, now - 2 * weeks * WEEK
    late = [value for at, value in points if edge < at <= now]
    early = [value for at, value in points if start < at <= edge]
    if len(late) < FEW or len(early) < FEW:
        return None
    return median(early), median(late)
