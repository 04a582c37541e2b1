"""One meeting: each says alone if today is right, then ten points, one page at a time, and an end. Pure.

The one word that goes to the table is “go” or “moved”, never a reason; who said it is on no page. A meeting is known
by its day, and a press says from which point it goes on, so that two phones pressing at once go on once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from goldseam.together.meeting.reading import whole
from goldseam.vault import Entry

GO: Final = "meet_go"
MOVED: Final = "meet_moved"
BEGIN: Final = "meet_begin"
NEXT: Final = "meet_next"
END: Final = "meet_end"
POINTS: Final = 10
LONGEST: Final = timedelta(hours=6)
"""A meeting that nobody ended is over by then; a phone may have run out."""

Step = Literal["ask", "wait", "ready", "moved"]


@dataclass(frozen=True, slots=True)
class Sitting:
    day: str
    begun: datetime
    point: int
    last: datetime
    """When it was last pressed on."""
    ended: bool

    def under_way(self, now: datetime) -> bool:
        return not self.ended and now - self.begun < LONGEST


def sittings(entries: Iterable[Entry], both: Collection[UUID]) -> list[Sitting]:
    """Every meeting that was begun, oldest first. It begins only on a “go” of each, whoever wrote that it did."""
    go: dict[str, set[UUID]] = {}
    moved: set[str] = set()
    found: dict[str, Sitting] = {}
    for entry in entries:
        day = str(entry.body.get("day", ""))
        if entry.kind == GO and entry.author is not None:
            go.setdefault(day, set()).add(entry.author)
        elif entry.kind == MOVED and day not in found:
            moved.add(day)
        elif entry.kind == BEGIN and day not in found and day not in moved and go.get(day, set()) >= set(both):
            found[day] = Sitting(day, entry.at, 1, entry.at, ended=False)
        elif entry.kind in {NEXT, END} and day in found:
            found[day] = _on(found[day], entry)
    return list(found.values())


def _on(one: Sitting, entry: Entry) -> Sitting:
    if one.ended:
        return one
    since = whole(entry.body, "from", 1, POINTS)
    if entry.kind == END or (since == one.point == POINTS):
        return Sitting(one.day, one.begun, one.point, entry.at, ended=True)
    if since != one.point:
        return one
    return Sitting(one.day, one.begun, one.point + 1, entry.at, ended=False)


def under_way(all: Iterable[Sitting], now: datetime) -> Sitting | None:
    return next((one for one in reversed(list(all)) if one.under_way(now)), None)


def held(all: Iterable[Sitting], now: datetime) -> list[Sitting]:
    """Ended at any point, by anybody, or left lying: each counts."""
    return [one for one in all if not one.under_way(now)]


def days_over(entries: Iterable[Entry], all: Iterable[Sitting], now: datetime) -> list[str]:
    """Days that are held or moved."""
    sat = {one.day for one in all}
    moved = [str(entry.body.get("day", "")) for entry in entries if entry.kind == MOVED]
    return [*(one.day for one in held(all, now)), *(day for day in moved if day not in sat)]


def step(entries: Iterable[Entry], day: str, me: UUID, both: Collection[UUID]) -> Step:
    """Where the look before a meeting stands, as `me` may see it. Until this person has answered, the other's “go”
    changes nothing."""
    said = [entry for entry in entries if entry.body.get("day") == day]
    if any(entry.kind == MOVED for entry in said):
        return "moved"
    go = {entry.author for entry in said if entry.kind == GO}
    if me not in go:
        return "ask"
    return "ready" if go >= set(both) else "wait"
