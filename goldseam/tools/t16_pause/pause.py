"""T16, pure: a pause of so many days, when to look back on it, and what beginning again keeps. Time is passed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

Body = Mapping[str, Any]
REVIEW_DAYS: Final = (7, 14, 40)
END: Final = "end"
BACK: Final = 30
"""How many days ago the first day may lie."""
IMPORTANT: Final = 6
"""How much change has to matter (T05) before a pause is offered."""


@dataclass(frozen=True, slots=True)
class Span:
    """Both ends count."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Pause:
    days: int
    start: date

    @property
    def last(self) -> date:
        return self.start + timedelta(days=self.days - 1)

    def day(self, today: date) -> int:
        """Today's number, 1 on the first day; never more than the pause has."""
        return max(1, min(self.days, (today - self.start).days + 1))

    def over(self, today: date) -> bool:
        return today > self.last

    def counted(self, today: date) -> Span:
        return Span(self.start, min(today, self.last))

    @property
    def reviews(self) -> list[tuple[str, int]]:
        """Which looks back there are, and on which day."""
        return [*((f"d{n}", n) for n in REVIEW_DAYS if n < self.days), (END, self.days)]

    def due(self, today: date, done: Collection[str]) -> tuple[str, int] | None:
        """The newest look back that is open. An older one that was left out is not asked for any more."""
        reached = [(which, n) for which, n in self.reviews if (today - self.start).days + 1 >= n]
        return reached[-1] if reached and reached[-1][0] not in done else None


def of_body(body: Body) -> Pause:
    return Pause(int(body["days"]), date.fromisoformat(body["start"]))


def spans(lines: Any) -> list[Span]:
    """The times before a new first day was chosen; each is kept as "2026-09-01 – 2026-09-20"."""
    found = []
    for line in lines if isinstance(lines, list) else []:
        first, _, last = str(line).partition(" – ")
        found.append(Span(date.fromisoformat(first), date.fromisoformat(last)))
    return found


def begun_again(before: Body, start: date) -> list[str]:
    """What is written down of the earlier beginnings when the first day moves on to `start`. Nothing is dropped."""
    lines = [str(line) for line in before.get("begun_before") or []]
    old = of_body(before)
    last = min(old.last, start - timedelta(days=1))
    return [*lines, f"{old.start.isoformat()} – {last.isoformat()}"] if last >= old.start else lines
