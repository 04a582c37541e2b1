"""When to meet: suggested by one, agreed by the other. Pure.

What was agreed stands until something else is. A suggestion is a request and keeps the pace of all requests (R9); a
counter-suggestion answers one. The same for both (R22).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from goldseam.together import pace
from goldseam.together.meeting.reading import named, whole
from goldseam.together.pace import Ask, Rest
from goldseam.vault import Entry

SLOT: Final = "meet_slot"
ANSWER: Final = "meet_answer"
BACK: Final = "meet_back"
KINDS: Final = (SLOT, ANSWER, BACK)
SHORTEST, USUAL, LONGEST = 20, 40, 60
WEEK: Final = timedelta(days=7)
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Slot:
    id: UUID
    weekday: int
    time: str
    """The clock on the wall, where they sit."""
    minutes: int
    author: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Slots:
    agreed: Slot | None
    open: Slot | None


def body(weekday: int, time: str, minutes: int) -> dict[str, Any]:
    return {"weekday": weekday, "time": time, "minutes": minutes}


def slot_of(entry: Entry) -> Slot | None:
    weekday, minutes = whole(entry.body, "weekday", 0, 6), whole(entry.body, "minutes", SHORTEST, LONGEST)
    time = str(entry.body.get("time", ""))
    if entry.author is None or weekday is None or minutes is None or not _CLOCK.fullmatch(time):
        return None
    return Slot(entry.id, weekday, time, minutes, entry.author, entry.at)


def slots(entries: Iterable[Entry]) -> Slots:
    """A newer suggestion answers an older one; nobody agrees to their own."""
    agreed = found = None
    for entry in entries:
        if entry.kind == SLOT:
            found = slot_of(entry) or found
        elif found is None or named(entry) != found.id:
            continue
        elif entry.kind == ANSWER and entry.author != found.author:
            agreed, found = (found if entry.body.get("yes") is True else agreed), None
        elif entry.kind == BACK and entry.author == found.author:
            found = None
    return Slots(agreed, found)


def may_suggest(
    entries: Iterable[Entry], rests: Iterable[Rest], me: UUID, now: datetime, elsewhere: Iterable[Ask] = ()
) -> bool:
    """The pace of all requests; one's own that still waits is taken back first."""
    there = list(entries)
    said = {named(one): one for one in there if one.kind == ANSWER and one.author != me}
    mine = [slot for one in there if one.kind == SLOT and (slot := slot_of(one)) is not None and slot.author == me]
    waits = slots(there).open
    if waits is not None and waits.author == me:
        return False
    asked = [_ask(slot, said.get(slot.id)) for slot in mine]
    return pace.may_ask([*asked, *elsewhere], rests, me, SLOT, now)


def _ask(slot: Slot, answer: Entry | None) -> Ask:
    if answer is None:
        return Ask(SLOT, slot.author, slot.at)
    return Ask(SLOT, slot.author, slot.at, "yes" if answer.body.get("yes") is True else "not_now", answer.at)


def next_day(slot: Slot, today: date, over: Iterable[str]) -> date:
    """The next day of this slot, today included, that is neither held nor moved."""
    gone = set(over)
    found = today + timedelta(days=(slot.weekday - today.weekday()) % 7)
    while found.isoformat() in gone:
        found += WEEK
    return found


def calendar(slot: Slot, first: date, now: datetime, key: str, title: str) -> str:
    """iCalendar (RFC 5545), weekly, by the clock on the wall: without a zone, as the two have agreed on it."""
    begins = f"{first:%Y%m%d}T{slot.time.replace(':', '')}00"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Weekly hour//EN",
        "BEGIN:VEVENT",
        f"UID:{key}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{begins}",
        f"DURATION:PT{slot.minutes}M",
        "RRULE:FREQ=WEEKLY",
        f"SUMMARY:{title}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines)
