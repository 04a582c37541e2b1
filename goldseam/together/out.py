"""What a person lets go from the room to the table by an own press, and what of it had to wait.

It is written down in the room first, then on the table under the same id. While somebody is under pressure (T60) it
stays in the room, and the person's own pages show it as if it had gone. It goes at a later act of the same person.
Notes in the room are of kind `laid`, with `as` for what they are at the table; `go` is what the other will see.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from goldseam.together.seat import Seat
from goldseam.together.tables import LAID, over
from goldseam.vault import Entry
from goldseam.vault.errors import NotYours

Body = dict[str, Any]
AS: Final = "as"


def put(seat: Seat, kind: str, go: Body, *, id: UUID, private: Body | None = None) -> None:
    """Let `go` lie on the table. `private` stays in the room beside it. The same id again changes nothing."""
    kept = note(seat, kind, (private or {}) | {"go": go}, id=id)
    if not seat.frozen:
        seat.found.table.append(kind, kept["go"], id=id, now=seat.at.now)
    _read_anew(seat)


def note(seat: Seat, kind: str, body: Body, *, id: UUID) -> Body:
    """Only into the room. Returns what stands there, which is the first that was kept under this id."""
    whole = body | {AS: kind, "table": seat.found.table.space.hex}
    receipt = seat.at.room.append(LAID, whole, id=id, now=seat.at.now)
    _read_anew(seat)
    before = seat.at.room.entry(id) if receipt.replayed else None
    return before.body if before is not None and before.kind == LAID else whole


def noted(seat: Seat, *kinds: str) -> list[Entry]:
    """The room's own notes of these kinds, for this table, of the last two months."""
    space = seat.found.table.space.hex
    return [one for one in seat.notes if one.body.get("table") == space and one.body.get(AS) in kinds]


def unsent(seat: Seat, kinds: Collection[str]) -> list[Entry]:
    """What still waits in the room, as it will lie on the table."""
    there = {entry.id for entry in seat.found.entries}
    waiting = [one for one in noted(seat, *kinds) if "go" in one.body and one.id not in there]
    return [
        dataclasses.replace(one, kind=one.body[AS], body=one.body["go"], author=seat.found.vault.person)
        for one in waiting
        if not seat.found.table.holds(one.id)
    ]


def of(seat: Seat, *kinds: str) -> list[Entry]:
    """Everything of these kinds as this person sees it, oldest first: what lies there, and what had to wait."""
    there = [entry for entry in seat.found.entries if entry.kind in kinds]
    standing = [entry for entry in [*there, *unsent(seat, kinds)] if not over(entry.body, seat.at.today)]
    return sorted(standing, key=lambda entry: (entry.at, entry.seq if entry in there else 0))


def withdraw(seat: Seat, id: UUID) -> bool:
    """Take back what is one's own: on the table, then the note of it. False where nothing of theirs lay there."""
    try:
        there = seat.found.table.burn(id)
    except NotYours:
        return False
    kept = seat.at.room.entry(id)
    if kept is not None and kept.kind == LAID:  # no other record of the room goes by this way
        seat.at.room.burn(id)
    _read_anew(seat)
    return there


def send(seat: Seat, kinds: Collection[str]) -> None:
    """After the pressure is over: what waited goes, in its order. What has reached its last day is withdrawn."""
    if seat.frozen:
        return
    for entry in unsent(seat, kinds):
        if not over(entry.body, seat.at.today):
            seat.found.table.append(entry.kind, entry.body, id=entry.id, now=seat.at.now)
    _read_anew(seat)
    for entry in seat.found.entries:
        if entry.kind in kinds and seat.found.mine(entry) and over(entry.body, seat.at.today):
            withdraw(seat, entry.id)


def send_all(seat: Seat) -> None:
    """The same for whatever kinds the room has notes of, at any act of this person."""
    kinds = {str(one.body[AS]) for one in seat.notes if "go" in one.body}
    if kinds and seat.found.open:
        send(seat, kinds)


def _read_anew(seat: Seat) -> None:
    seat.found.__dict__.pop("entries", None)
    seat.__dict__.pop("notes", None)
