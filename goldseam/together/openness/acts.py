"""T27 at the table: hand in, lay open, lower, take back. Each is one press of the person whose side it is."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

import msgspec

from goldseam.together import out
from goldseam.together.openness import overlap
from goldseam.together.openness.overlap import SEAL, SIDE, Sheet, Standing
from goldseam.together.seat import Seat
from goldseam.tools import catalogue
from goldseam.tools.actions import ONLY
from goldseam.tools.lists import document

KINDS: Final = (SEAL, SIDE)
CODE: Final = "t27"
STANDS: Final = 90
"""Days for which a side counts (R6)."""
DAY: Final = timedelta(hours=24)


def own_sheet(seat: Seat) -> Sheet:
    """The own side as it stands in the room now."""
    return overlap.sheet_of(document(seat.at, seat.at.shelf.get(catalogue.tool(CODE).code, ONLY)))


def mine(seat: Seat) -> Standing:
    return overlap.standing(out.of(seat, *KINDS), seat.found.vault.person, seat.found.table.space)


def theirs(seat: Seat) -> Standing:
    return overlap.standing(out.of(seat, *KINDS), seat.found.table.other, seat.found.table.space)


def may_hand_in(seat: Seat) -> bool:
    """Once a day, for both alike: nobody feels their way along the other's side (R22). Kept in the room, so that
    taking back does not begin the day anew."""
    days = [one.at for one in out.noted(seat, "open_day")]
    return all(seat.at.now - at >= DAY for at in days)


def hand_in(seat: Seat, sheet: Sheet, *, id: UUID) -> None:
    """Seal it. If the other side is sealed already, both are bound, and this one is laid open with the same press."""
    older, bound = mine(seat), theirs(seat).seal is not None
    if older.seal is not None and older.seal.id == id:
        return
    out.note(seat, "open_day", {}, id=uuid5(id, "day"))
    _lay(seat, sheet, id=id, at_once=bound)
    _forget(seat, older)


def lower(seat: Seat, *, id: UUID) -> None:
    """What was handed in, no line of it higher than before: sealed and laid open anew, the older one destroyed."""
    older = mine(seat)
    if older.seal is None or older.seal.id == id:
        return
    before = older.sheet or _sealed(seat, older.seal.id)[1]
    _lay(seat, overlap.smaller(before, own_sheet(seat)), id=id, at_once=older.sheet is not None)
    _forget(seat, older)


def lay_open(seat: Seat, *, id: UUID) -> None:
    """Show what was sealed, once both seals are there. Sent again, it is open already."""
    own = mine(seat)
    if own.seal is None or own.side is not None or theirs(seat).seal is None:
        return
    key, sheet = _sealed(seat, own.seal.id)
    _open(seat, own.seal.id, key, sheet, id=id)


def take_back(seat: Seat) -> None:
    _forget(seat, mine(seat))


def _lay(seat: Seat, sheet: Sheet, *, id: UUID, at_once: bool) -> None:
    space, person = seat.found.table.space, seat.found.vault.person
    key = secrets.token_hex(32)
    until = (seat.at.today + timedelta(days=STANDS)).isoformat()
    go = {"seal": overlap.seal(key, sheet, person, space), "until": until}
    out.put(seat, SEAL, go, id=id, private={"key": key, "sheet": msgspec.to_builtins(sheet)})
    if at_once:
        _open(seat, id, *_sealed(seat, id), id=uuid5(id, "side"))


def _open(seat: Seat, of: UUID, key: str, sheet: Sheet, *, id: UUID) -> None:
    until = (seat.at.today + timedelta(days=STANDS)).isoformat()
    out.put(seat, SIDE, {"of": of.hex, "key": key, "sheet": msgspec.to_builtins(sheet), "until": until}, id=id)


def _sealed(seat: Seat, id: UUID) -> tuple[str, Sheet]:
    """What was sealed, from the room."""
    kept = seat.at.room.entry(id)
    if kept is None:
        return secrets.token_hex(32), Sheet()
    return str(kept.body["key"]), msgspec.convert(kept.body["sheet"], Sheet)


def _forget(seat: Seat, older: Standing) -> None:
    for entry in (older.side, older.seal):
        if entry is not None:
            out.withdraw(seat, entry.id)
