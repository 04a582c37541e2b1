"""T14: what is due when, and when more help is needed. Pure: minutes and plain answers in, decisions out.

Nothing here counts against anybody. A question or a review that was not answered simply stands open for a while and
then goes; reports are facts of the person's own, and only add up to advice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

HOUR: Final = 60
DAY: Final = 24 * HOUR
ASKED_ON: Final = (1, 3, 7)
"""Days after a hard hour on which the mood question comes again."""
ASK_UNTIL: Final = 10
FRESH: Final = 6 * HOUR
"""For so long an answer to the mood question stands before facts are asked."""
REVIEW: Final = 72 * HOUR
REVIEW_OFFERED: Final = 28 * DAY
HIDDEN: Final = 7 * DAY
WINDOW: Final = 30 * DAY
MANY: Final = 3
RISING_OVER: Final = 90 * DAY
STANDS_OVER: Final = 60
LENGTHS: Final = ("under_10", "under_30", "under_120", "over_120")

Sign = Literal["three", "rising", "hidden"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was written down about one hard hour."""

    id: str
    at: int
    """When it was."""
    kept: int
    circle: str = ""
    duration: str = ""
    person: bool = False
    """Whether somebody else was part of it (live, contact, meeting)."""
    more: bool = False
    found_out: bool = False
    reviewed: bool = False
    times: int = 1


def mood_day(hard: int | None, answered: Sequence[int], today: int) -> int:
    """Which of the days 1, 3 and 7 after the newest hard hour is to be asked about now; 0 for none.

    All three are days on the person's own calendar: of that hour, of each answer, and now. An answer given on the
    due day or later settles it.
    """
    if hard is None or today - hard > ASK_UNTIL:
        return 0
    due = max((step for step in ASKED_ON if step <= today - hard), default=0)
    return 0 if due == 0 or any(day >= hard + due for day in answered) else due


def asked_lately(answered: Sequence[int], now: int) -> bool:
    """Whether the mood question was answered so lately that facts may be asked."""
    return any(0 <= now - at <= FRESH for at in answered)


def to_review(reports: Sequence[Report], now: int) -> Report | None:
    """The newest report that nobody has learned from yet. One that is not whole comes later: first the rest."""
    open_ones = [one for one in reports if not one.reviewed and not one.more and now - one.at <= REVIEW_OFFERED]
    return max(open_ones, key=lambda one: one.at, default=None)


def unfinished(reports: Sequence[Report]) -> Report | None:
    """The newest report, if it said that there was more which is not written down."""
    newest = max(reports, key=lambda one: one.kept, default=None)
    return newest if newest is not None and newest.more else None


def pattern(reports: Sequence[Report], now: int) -> list[Sign]:
    """Which signs say that more help is needed: three in thirty days, each heavier, or one that stayed hidden."""
    lately = [one for one in reports if now - one.at <= WINDOW]
    found: list[Sign] = []
    if sum(one.times for one in lately if one.circle == "inner") >= MANY:
        found.append("three")
    if rising([one for one in reports if now - one.at <= RISING_OVER]):
        found.append("rising")
    if any(one.found_out or one.kept - one.at > HIDDEN for one in lately):
        found.append("hidden")
    return found


def rising(reports: Sequence[Report]) -> bool:
    """The last three never lighter than the one before, and the last heavier than the first."""
    last = [weight(one) for one in sorted(reports, key=lambda one: one.at)[-MANY:]]
    if len(last) < MANY:
        return False
    return all(a <= b for a, b in pairwise(last)) and last[0] < last[-1]


def weight(one: Report) -> tuple[bool, bool, int]:
    """Inner before middle, with somebody before alone, long before short."""
    length = LENGTHS.index(one.duration) if one.duration in LENGTHS else 0
    return one.circle == "inner", one.person, length


def somebody_knows(told: Collection[str]) -> bool:
    """Whether the person told anybody; being found out is not telling."""
    return bool(set(told) - {"nobody", "found_out"})


def hours_between(at: int, told: int) -> int:
    """Whole hours from the event to the telling, at most a thousand."""
    return max(0, min(1000, (told - at) // HOUR))


def stands(days_with: Collection[int], today: int, first: int) -> tuple[int, int]:
    """(days with no inner lapse written down, days looked at): at most sixty, never before the room was begun."""
    span = max(1, min(STANDS_OVER, today - first + 1))
    hit = {day for day in days_with if today - span < day <= today}
    return span - len(hit), span
