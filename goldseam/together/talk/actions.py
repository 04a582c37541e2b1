"""What either can do in a talk. Each is one new entry on the table; a press sent twice is one.

Afterwards each press of a person takes back what that person's talks have left: the steps, and the topic unless both
keep it. What stays is that there was a talk and that it ended.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from goldseam.together.tables import LAID, Ours
from goldseam.together.talk.turns import (
    ABOUT,
    END,
    JOIN,
    KEEP,
    STEP,
    TALK,
    Talk,
    current,
    going,
    over_at,
    settled,
    talks,
    waiting,
)
from goldseam.tools.desk import Desk

HEARD = "talk_heard"


def begin(
    found: Ours, topic: str, not_today: list[str], *, mine_first: bool, minutes: int, one: bool, id: UUID
) -> None:
    """While one is on, beginning another changes nothing."""
    if current(talks(found.entries, found.both), found.now) is not None or found.table.holds(id):
        return
    first = found.vault.person if mine_first else found.table.other
    about = {"talk": id.hex, "topic": topic, "not_today": not_today, "first": first.hex, "minutes": minutes}
    found.table.append(ABOUT, about, id=uuid5(id, ABOUT), now=found.now)
    found.table.append(TALK, {"one": one}, id=id, now=found.now)


def answer(found: Ours, talk: Talk, *, yes: bool, id: UUID) -> None:
    if waiting(talk, found.now) and talk.by != found.vault.person:
        found.table.append(JOIN, {"talk": talk.id.hex, "ok": yes}, id=id, now=found.now)


def step(found: Ours, talk: Talk, n: str, move: str, *, id: UUID) -> None:
    """Only from the card that is on now, and only by whoever holds it; anything else changes nothing."""
    mine = talk.holder(found.both) in (None, found.vault.person)
    if going(talk, found.now) and mine and n == str(talk.spot.n) and move in talk.moves():
        body = {"talk": talk.id.hex, "n": talk.spot.n, "move": move}
        found.table.append(STEP, body, id=id, now=found.now)


def end(found: Ours, talk: Talk, *, id: UUID) -> None:
    if going(talk, found.now) or (waiting(talk, found.now) and talk.by == found.vault.person):
        found.table.append(END, {"talk": talk.id.hex}, id=id, now=found.now)


def keep(found: Ours, talk: Talk, *, yes: bool, id: UUID) -> None:
    if over_at(talk, found.now) is not None:
        found.table.append(KEEP, {"talk": talk.id.hex, "keep": yes}, id=id, now=found.now)


def tidy(found: Ours) -> None:
    """Take back what this person's finished talks have left."""
    found.__dict__.pop("entries", None)
    for talk in talks(found.entries, found.both):
        gone = {STEP} if over_at(talk, found.now) is not None else set()
        if settled(talk, found.both, found.now) and not talk.kept(found.both):
            gone |= {ABOUT, STEP}
        for entry in found.entries:
            if entry.kind in gone and entry.body.get("talk") == talk.id.hex and found.mine(entry):
                found.table.burn(entry.id)


def note_heard(at: Desk, heard: int, *, id: UUID) -> None:
    """Into the own room only; nothing of it ever goes to the table."""
    at.room.append(LAID, {"as": HEARD, "heard": heard}, id=id, now=at.now)


def heard_before(at: Desk) -> list[int]:
    """The last few of this month, oldest first."""
    found = [entry for entry in at.entries if entry.kind == LAID and entry.body.get("as") == HEARD]
    return [int(entry.body["heard"]) for entry in found][-5:]
