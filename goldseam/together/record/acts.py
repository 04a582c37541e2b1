"""Say that something was not me (R17); keep a copy of what was written to me (R16)."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from goldseam.together import laying, out
from goldseam.together.record.said import NOT_ME, Said, gone, kinds, marks, said
from goldseam.together.record.tombs import GONE
from goldseam.together.seat import Seat
from goldseam.together.tables import BACK, Ours
from goldseam.tools.desk import Desk
from goldseam.vault import Entry, Room

KEPT: Final = "kept_copy"
"""In the own room, and nowhere else."""


def entries(seat: Seat) -> list[Entry]:
    """As this person sees them, oldest first: what had to wait (T60) stands here as if it lay there."""
    there = out.of(seat, *kinds(), NOT_ME, GONE)
    return [one for one in there if not gone(one, seat.at.now, seat.at.today)]


def find(seat: Seat, of: UUID) -> tuple[Entry, Said] | None:
    entry = next((one for one in entries(seat) if one.id == of), None)
    what = said(entry) if entry is not None else None
    return (entry, what) if entry is not None and what is not None else None


def say_not_me(seat: Seat, of: UUID, *, id: UUID) -> bool:
    """Only of one's own, once, without a proof. A new entry: what it is about stays as it was, and nothing follows."""
    found = find(seat, of)
    if found is None or not seat.found.mine(found[0]):
        return False
    if of not in marks(entries(seat)):
        out.put(seat, NOT_ME, {"of": of.hex}, id=id)
    return True


def held_marks(at: Desk, found: Ours) -> list[Entry]:
    """What its author has said and could not go out yet (T60), for their own pages."""
    seat = Seat(at, found)
    seat.__dict__["notes"] = laying.notes(at)  # read already
    return out.unsent(seat, {NOT_ME})


def keep(seat: Seat, of: UUID, *, id: UUID) -> bool:
    """Only what was written to this person. Nothing on the table is different by it (R4)."""
    found = find(seat, of)
    if found is None or seat.found.mine(found[0]) or not found[1].to_other:
        return False
    if of.hex not in kept_of(seat):
        seat.at.room.append(KEPT, _copy(seat, *found), id=id, now=seat.at.now)
    return True


def _copy(seat: Seat, entry: Entry, what: Said) -> dict[str, Any]:
    on = entry.at.astimezone(seat.at.zone).date().isoformat()
    place = {"of": entry.id.hex, "kind": entry.kind, "table": seat.found.table.space.hex}
    return place | {"by": seat.found.other_name, "on": on, "what": what.title, "words": what.words}


def kept_of(seat: Seat) -> set[str]:
    """Which entries of this table are kept."""
    lately = seat.at.room.between((seat.at.now - BACK).strftime("%Y-%m"), "9999-12")
    return {str(one.body.get("of")) for one in lately if one.kind == KEPT}


def all_kept(room: Room) -> list[Entry]:
    """Newest first. A copy is for good, so all of the room is looked through; the page is a rare one."""
    return [one for one in room.every() if one.kind == KEPT][::-1]


def still_there(at: Desk, copies: list[Entry]) -> set[str]:
    """Of which of these the first is still on a table, as far as this person can read it."""
    ids = [UUID(hex=str(one.body["of"])) for one in copies]
    there = [entry for table in at.request.vault.tables for entry in table.entries(ids)] if ids else []
    return {one.id.hex for one in there if not gone(one, at.now, at.today)}


def put_away(room: Room, id: UUID) -> None:
    """One's own copy only; no other record of the room goes by this way."""
    kept = room.entry(id)
    if kept is not None and kept.kind == KEPT:
        room.burn(id)
