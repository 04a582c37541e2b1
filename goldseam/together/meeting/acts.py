"""What two people can do around a meeting.

What is said while it is held goes straight to the table; the rest by `out`, so that under pressure (T60) it waits.
“Not now” always goes: it keeps somebody from a talk that is not right for them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from goldseam.together import out
from goldseam.together.asked import elsewhere
from goldseam.together.meeting import decisions, sitting, slots, topics
from goldseam.together.meeting.reader import KINDS, Meeting, seated_meeting
from goldseam.together.record import tombs
from goldseam.together.resting import rests
from goldseam.together.seat import Seat
from goldseam.together.tables import Ours

AFTERWARDS = timedelta(hours=24)
"""How long after a meeting its decisions can still be written down."""


class Refused(Exception):
    """It cannot be done as things stand now; nothing was changed."""


def say(found: Ours, kind: str, body: dict[str, Any], *, id: UUID) -> None:
    """Straight to the table. The same press twice is one; another button with the same key is another press."""
    receipt = found.table.append(kind, body, id=id, now=found.now)
    before = found.table.entry(id) if receipt.replayed else None
    if receipt.replayed and (before is None or (before.kind, before.body) != (kind, body)):
        found.table.append(kind, body, id=uuid4(), now=found.now)
    found.__dict__.pop("entries", None)


def put(seat: Seat, kind: str, body: dict[str, Any], *, id: UUID) -> None:
    """What waited goes first, in its order."""
    out.send(seat, KINDS)
    out.put(seat, kind, body, id=id)
    seat.found.__dict__.pop("entries", None)


# -- when ------------------------------------------------------------------------------------------------


def may_suggest(seat: Seat, meeting: Meeting) -> bool:
    there = elsewhere(seat.found, slots.SLOT, seat=seat)
    return slots.may_suggest(meeting.entries, rests(seat.found), meeting.me, meeting.now, there)


def suggest(seat: Seat, weekday: int, time: str, minutes: int, *, id: UUID) -> None:
    meeting = seated_meeting(seat)
    if any(entry.id == id for entry in meeting.entries):
        return
    if not may_suggest(seat, meeting):
        raise Refused
    put(seat, slots.SLOT, slots.body(weekday, time, minutes), id=id)


def answer(seat: Seat, of: UUID, what: str, *, id: UUID) -> None:
    """Agree, or not this one; or take back what one has suggested. A suggestion that is gone takes no answer."""
    meeting = seated_meeting(seat)
    found = meeting.slots.open
    if found is None or found.id != of or (what == "back") != (found.author == meeting.me):
        return
    if what == "back":
        put(seat, slots.BACK, {"of": str(of)}, id=id)
    else:
        put(seat, slots.ANSWER, {"of": str(of), "yes": what == "yes"}, id=id)


# -- the meeting -----------------------------------------------------------------------------------------


def right_today(meeting: Meeting, *, yes: bool, id: UUID) -> None:
    """One's own word before a meeting, on its day. Once it is moved there is nothing more to say."""
    if meeting.day is None or meeting.step in {None, "moved"} or meeting.under_way is not None:
        return
    say(meeting.found, sitting.GO if yes else sitting.MOVED, {"day": meeting.day.isoformat()}, id=id)


def begin(meeting: Meeting, *, id: UUID) -> None:
    if meeting.step == "ready" and meeting.under_way is None and meeting.day is not None:
        say(meeting.found, sitting.BEGIN, {"day": meeting.day.isoformat()}, id=id)


def go_on(meeting: Meeting, since: int, *, id: UUID) -> None:
    """From this point to the next one, whether it was talked about or passed: no difference is written down."""
    now = meeting.under_way
    if now is not None and now.point == since:
        say(meeting.found, sitting.NEXT, {"day": now.day, "from": since}, id=id)


def stop(meeting: Meeting, *, id: UUID) -> None:
    if meeting.under_way is not None:
        say(meeting.found, sitting.END, {"day": meeting.under_way.day}, id=id)


# -- topics ----------------------------------------------------------------------------------------------


def add_topic(seat: Seat, words: str, *, hard: bool, id: UUID) -> None:
    meeting = seated_meeting(seat)
    if meeting.topic(id) is not None:
        return
    if topics.of_mine(meeting.topics, meeting.me) >= topics.MOST:
        raise Refused
    put(seat, topics.TOPIC, topics.body(words, hard=hard), id=id)


def move_topic(seat: Seat, of: UUID, what: str, *, id: UUID) -> None:
    meeting = seated_meeting(seat)
    topic = meeting.topic(of)
    if topic is None:
        return
    if what == "off":
        if topic.author == meeting.me:
            tombs.withdraw(seat, of)
    elif topics.may_move(topic, meeting.me, hard=what == "hard"):
        put(seat, topics.TO, {"of": str(of), "hard": what == "hard"}, id=id)


# -- decisions -------------------------------------------------------------------------------------------


def may_decide(meeting: Meeting) -> bool:
    if meeting.under_way is not None:
        return True
    return any(meeting.now - one.last < AFTERWARDS for one in meeting.held)


def decide(meeting: Meeting, seat: Seat | None, what: str, who: str, by: date, *, id: UUID) -> None:
    """While the meeting is on, straight to the table; afterwards it needs the own room, and may have to wait there."""
    if not may_decide(meeting):
        raise Refused
    body = decisions.body(what, who, by)
    if meeting.under_way is not None:
        say(meeting.found, decisions.DECISION, body, id=id)
    elif seat is not None:
        put(seat, decisions.DECISION, body, id=id)


def about(seat: Seat, of: UUID, what: str, *, id: UUID) -> None:
    """Take it on or not, where one is asked; say what became of one's own; take one's own words back."""
    meeting = seated_meeting(seat)
    decision = meeting.decision(of)
    if decision is None:
        return
    if what in {"take", "leave"} and decision.asked == meeting.me:
        put(seat, decisions.TAKEN, {"of": str(of), "yes": what == "take"}, id=id)
    elif what in decisions.HOW and meeting.me in decision.owners:
        put(seat, decisions.SAID, {"of": str(of), "how": what}, id=id)
    elif what == "withdraw" and decision.author == meeting.me:
        tombs.withdraw(seat, of)
