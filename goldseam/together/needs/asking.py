"""What one of two could do with right now, on a board for a day. Pure.

One need at a time of each person. It is gone 24 hours after it was put up, to the minute, and so is its answer. How
often somebody may ask is the pace of all requests (R9, `pace`); what was asked is counted by the asker's own notes,
which outlive what lay on the board, so that taking back makes nobody ask faster.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from goldseam.together.meeting.reading import named, words
from goldseam.together.needs.words import REPLIES, Board
from goldseam.together.pace import Ask
from goldseam.vault import Entry

NEED: Final = "need"
ASKED: Final = "need_asked"
"""A wordless note in the own room, for the pace."""
REPLY: Final = "need_reply"
WORDS: Final = "need_words"
KINDS: Final = (NEED, REPLY, WORDS)
LONGEST: Final = 120
LIVES: Final = timedelta(hours=24)
PACE_DAYS: Final = 4
"""For so long an answer without its words stays, to be counted."""
CANNOT: Final = "cannot"


@dataclass(frozen=True, slots=True)
class Need:
    id: UUID
    need: str
    words: str
    span: str
    author: UUID
    at: datetime
    reply: str = ""
    reply_words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One's own note of having asked, kept in the own room: it outlives what lay on the board."""

    of: UUID
    at: datetime


def body(need: str, said: str, span: str, today: date) -> dict[str, Any]:
    return lasting({"need": need, "span": span} | ({"words": said} if said else {}), today)


def lasting(body: dict[str, Any], today: date, days: int = 1) -> dict[str, Any]:
    """With its last day: from then on it goes at any act of its author, and what had to wait (T60) goes nowhere. What
    a page shows is cut off to the minute."""
    return {**body, "until": (today + timedelta(days=days)).isoformat()}


def standing(at: datetime, now: datetime) -> bool:
    return at <= now < at + LIVES


def open_needs(entries: Iterable[Entry], words_of: Board, now: datetime) -> list[Need]:
    """What stands on the board at this minute, one of each person, the older first."""
    there = list(entries)
    found: dict[UUID, Need] = {}
    for entry in there:
        known = entry.kind == NEED and words_of.need(entry.body.get("need")) and words_of.span(entry.body.get("span"))
        if known and entry.author is not None and standing(entry.at, now):
            found[entry.author] = _answered(_read(entry, entry.author), there)
    return sorted(found.values(), key=lambda one: one.at)


def _read(entry: Entry, author: UUID) -> Need:
    need, span = str(entry.body["need"]), str(entry.body["span"])
    return Need(entry.id, need, words(entry.body, "words", LONGEST), span, author, entry.at)


def _answered(need: Need, all: list[Entry]) -> Need:
    """The newest answer of the other counts."""
    replies = [one for one in all if one.kind == REPLY and one.author != need.author and named(one) == need.id]
    if not replies or (how := replies[-1].body.get("how")) not in REPLIES:
        return need
    said = [one for one in all if one.kind == WORDS and one.author != need.author and named(one) == replies[-1].id]
    what = words(said[-1].body, "words", LONGEST) if said else ""
    return Need(need.id, need.need, need.words, need.span, need.author, need.at, str(how), what)


def asks(asked: Iterable[Asked], entries: Iterable[Entry], me: UUID) -> list[Ask]:
    """This person's own asking, for the pace: what was asked, by their own notes, and what came back."""
    said = {named(one): one for one in entries if one.kind == REPLY and one.author != me}
    return [_ask(one, said.get(one.of), me) for one in asked]


def _ask(asked: Asked, reply: Entry | None, me: UUID) -> Ask:
    if reply is None:
        return Ask(NEED, me, asked.at)
    return Ask(NEED, me, asked.at, "not_now" if reply.body.get("how") == CANNOT else "yes", reply.at)


def faded(entries: Iterable[Entry], me: UUID, now: datetime) -> list[UUID]:
    """One's own entries whose time is over. The words of an answer go a day after they were said at the latest."""
    lives = {NEED: LIVES, WORDS: LIVES, REPLY: timedelta(days=PACE_DAYS)}
    return [one.id for one in entries if one.kind in lives and one.author == me and now - one.at >= lives[one.kind]]
