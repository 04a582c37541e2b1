"""When more help than a page is worth a thought (programme §10). Pure: a person's own past in, yes or no out.

Advice, never a verdict: it says nothing of a number, stands on Today for two weeks at most and then goes, with or
without a "not now". Too little written down is never a reason. What stands well is left alone, however still it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from goldseam.insight.stats import FEW, WEEK, two_halves, weekly
from goldseam.tools.t14_lapse.course import DAY, HIDDEN, HOUR, WINDOW, Report, pattern

IDS: Final = ("stepup_lapses", "stepup_people", "stepup_same")
STANDS: Final = 14
"""Days that it stays on Today, and for which "not now" holds for all three."""
AGAIN: Final = 56
"""Days from one time to the next, while nothing has changed."""
WITHOUT_PEOPLE: Final = 90
NO_CONTACT: Final = 60
CHANGE_BY: Final = 45
"""Days after which the one who wants to change something may look for a change."""
DIARY_BY: Final = 56
WEEKS: Final = 4
"""A half of the eight weeks of the diary, and how many of each half must hold something (`ENOUGH`)."""
ENOUGH: Final = 3
LOOKS: Final = 3
LOOKED: Final = 28
"""Days after which the newest look (T01) no longer tells how it is now."""

Point = tuple[int, float]


def stands(since: date, today: date) -> bool:
    """Whether it may be shown: for two weeks from a day on, and again every eight weeks."""
    days = (today - since).days
    return days >= 0 and days % AGAIN < STANDS


# -- hard hours -------------------------------------------------------------------------------------------


def lapses(reports: Sequence[Report], told_after: Iterable[tuple[int, int]], now: int) -> bool:
    """Three in thirty days, each heavier, or one kept hidden: by its own date, by what is still missing, or by the
    hours until somebody knew (`told_after`: (when it was, hours))."""
    waiting = max(reports, key=lambda one: one.kept, default=None)
    unsaid = waiting is not None and waiting.more and HIDDEN < now - waiting.kept <= WINDOW
    late = any(now - at <= WINDOW and hours * HOUR > HIDDEN for at, hours in told_after)
    return bool(pattern(reports, now)) or unsaid or late


# -- people -----------------------------------------------------------------------------------------------


def alone(joined: int, spoke: int, now: int) -> bool:
    """The third month is over, and nothing kept in the last two tells of anybody else."""
    return now - joined >= WITHOUT_PEOPLE * DAY and now - spoke >= NO_CONTACT * DAY


def alone_since(joined: int, spoke: int) -> int:
    return max(joined + WITHOUT_PEOPLE * DAY, spoke + NO_CONTACT * DAY)


# -- no clear change --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """One number: which way is better (+1 or -1), how much is a change, and from where on it is well."""

    better: int
    least: float
    well: float

    def eased(self, before: float, after: float) -> bool:
        return (after - before) * self.better >= self.least

    def stands_well(self, value: float) -> bool:
        return (value - self.well) * self.better >= 0


START: Final[Mapping[str, Scale]] = {
    "days_inner_circle": Scale(-1, 1, 0),
    "strongest_urge": Scale(-1, 1, 4),
    "confidence_next_14": Scale(1, 1, 7),
    "time_lost_hours": Scale(-1, 1, 1),
}
"""The look of the one who wants to change something (T01)."""
DIARY: Final[Mapping[str, Scale]] = {
    "safe": Scale(1, 1, 7),
    "sleep_hours": Scale(1, 0.5, 6.5),
    "on_guard": Scale(-1, 1, 1),
    "anxiety": Scale(-1, 1, 1),
}
"""The diary of the one who was hurt (T40): safety, sleep, alarm."""
URGE: Final = Scale(-1, 1, 4)


def looks_same(start: Mapping[str, float], lately: Sequence[Mapping[str, float]]) -> bool | None:
    """Whether no number of T01 is better than at the start; None while there are too few looks.

    `lately` are the newest looks, oldest first; each number is taken as the middle of the last two.
    """
    if len(lately) < LOOKS:
        return None
    newest = lately[-2:]
    after = {name: median(look[name] for look in newest) for name in START if all(name in look for look in newest)}
    return _same({name: (start[name], value) for name, value in after.items() if name in start}, START)


def urges_same(points: Sequence[Point], now: int) -> bool | None:
    """The last four weeks beside the four before: neither fewer by a quarter nor weaker; None with too few."""
    halves = two_halves(points, now)
    if halves is None:
        return None
    late = sum(now - 4 * WEEK < at <= now for at, _value in points)
    early = sum(now - 8 * WEEK < at <= now - 4 * WEEK for at, _value in points)
    return not (URGE.eased(*halves) or URGE.stands_well(halves[1]) or late <= early * 0.75)


def diary_same(points: Mapping[str, Sequence[Point]], now: int) -> bool | None:
    """The weekly middles of the last four weeks beside those of the four before; None while weeks are missing."""
    moved = {name: both for name in DIARY if (both := _halves(points.get(name, ()), now)) is not None}
    return _same(moved, DIARY)


def nothing_moved(*found: bool | None) -> bool:
    """Something could be told, and nothing of it is better."""
    told = [one for one in found if one is not None]
    return bool(told) and all(told)


def _same(moved: Mapping[str, tuple[float, float]], scales: Mapping[str, Scale]) -> bool | None:
    """True when something is not well and nothing has eased."""
    if not moved:
        return None
    eased = any(scales[name].eased(*both) for name, both in moved.items())
    return not eased and any(not scales[name].stands_well(after) for name, (_before, after) in moved.items())


def _halves(points: Sequence[Point], now: int) -> tuple[float, float] | None:
    first = now - 2 * WEEKS * WEEK + 1
    steps = weekly([point for point in points if first <= point[0] <= now], first, now)
    edge = now - WEEKS * WEEK
    early = [step.mid for step in steps if step.mid is not None and step.start + WEEK // 2 <= edge]
    late = [step.mid for step in steps if step.mid is not None and step.start + WEEK // 2 > edge]
    if len(early) < ENOUGH or len(late) < ENOUGH or len(points) < 2 * FEW:
        return None
    return median(early), median(late)
