"""The pace of asking (R9) and a rest from being asked (R10). Pure: asks, rests and the moment in, yes or no out.

One open request of a kind; a day after one that got no answer; three days after "not now"; three in seven days, all
kinds together. What was withdrawn counts as what was not answered, so that nobody asks faster by taking back. Either of
the two may let asking rest for one to fourteen days. It rests for both then, and whoever may not ask learns only that:
the ordinary limits, a rest and a rest upon a limit are one answer without a date. No role is known here (R22).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

Answer = Literal["", "yes", "no", "not_now"]

OPEN: Final = timedelta(hours=24)
"""For so long a request waits. After that it is over without an answer, and the same may be asked again."""
AFTER_NOT_NOW: Final = timedelta(hours=72)
WEEK: Final = timedelta(days=7)
A_WEEK: Final = 3
SHORTEST, LONGEST = 1, 14
"""Days for which asking may rest."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `answered` is when the answer came."""

    kind: str
    by: UUID
    at: datetime
    answer: Answer = ""
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Somebody wants not to be asked for some days. A newer one of the same person takes its place; 0 days ends it."""

    by: UUID
    at: datetime
    days: int

    @property
    def until(self) -> datetime:
        days = min(max(self.days, SHORTEST), LONGEST) if self.days > 0 else 0
        return self.at + timedelta(days=days)


def may_ask(asks: Iterable[Ask], rests: Iterable[Rest], by: UUID, kind: str, now: datetime) -> bool:
    """Whether this person may make a request of this kind now. There is no other answer, and no reason to it."""
    mine = [one for one in asks if one.by == by]
    if any(_holds(one, now) for one in mine if one.kind == kind):
        return False
    return sum(now - one.at < WEEK for one in mine) < A_WEEK and not resting(rests, now)


def _holds(one: Ask, now: datetime) -> bool:
    """Whether this request keeps its kind from being asked again."""
    if one.answer == "not_now":
        return now - (one.answered or one.at) < AFTER_NOT_NOW
    return one.answer == "" and now - one.at < OPEN


def waiting(asks: Iterable[Ask], now: datetime) -> list[Ask]:
    """The requests that wait for an answer, of either, oldest first."""
    found = [one for one in asks if one.answer == "" and now - one.at < OPEN]
    return sorted(found, key=lambda one: one.at)


def resting(rests: Iterable[Rest], now: datetime) -> bool:
    """Whether asking rests for both, whoever wanted it."""
    return any(now < one.until for one in _newest(rests).values())


def own_rest(rests: Iterable[Rest], by: UUID, now: datetime) -> datetime | None:
    """Until when this person's own rest lasts, for this person's own eyes; None for none."""
    one = _newest(rests).get(by)
    return one.until if one is not None and now < one.until else None


def _newest(rests: Iterable[Rest]) -> dict[UUID, Rest]:
    found: dict[UUID, Rest] = {}
    for one in rests:
        if one.by not in found or found[one.by].at <= one.at:
            found[one.by] = one
    return found
