"""The shared journal (T27): what lies in it, and what each has answered. Pure: entries in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from goldseam.vault import Entry

LINE: Final = "journal"
ANSWER: Final = "journal_re"
TOLD: Final = "told"
KINDS: Final = (TOLD, "thanks", "worry", "note")
ANSWERS: Final = ("thanks", "later", "meeting")
LONGEST: Final = 800
A_DAY: Final = 5
"""Lines one person can lay in a day; it binds both alike (R22)."""
DAY: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal; `answer` is what its reader pressed, and when no press was made ""."""

    entry: Entry
    kind: str
    text: str
    answer: str
    answered: Entry | None


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Newest first. An answer counts from the other one only; of several the newest (R17)."""
    said = {str(one.body.get("of")): one for one in entries if one.kind == ANSWER}
    return [_line(entry, said.get(entry.id.hex)) for entry in reversed(entries) if entry.kind == LINE and _whole(entry)]


def _line(entry: Entry, answered: Entry | None) -> Line:
    counts = answered is not None and answered.author != entry.author and answered.body.get("re") in ANSWERS
    found = answered if counts else None
    answer = str(found.body["re"]) if found is not None else ""
    return Line(entry, str(entry.body["kind"]), str(entry.body["text"]), answer, found)


def _whole(entry: Entry) -> bool:
    text = entry.body.get("text")
    return entry.body.get("kind") in KINDS and isinstance(text, str) and len(text) <= LONGEST


def told_before_asked(entries: Sequence[Entry], person: UUID) -> int:
    """A person's own number, for their own page. Nobody else is told it."""
    return sum(1 for one in entries if one.kind == LINE and one.author == person and one.body.get("kind") == TOLD)


def full(days: Sequence[datetime], now: datetime) -> bool:
    """Whether as many lines were laid in the last day as a day holds."""
    return sum(1 for at in days if now - at < DAY) >= A_DAY
