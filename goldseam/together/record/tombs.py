"""A dated line where a message to the other lay that its author took back (R16). Pure, but for the laying.

Only what was written to somebody leaves such a line: a request, an answer, a line of the journal. What a person wrote
about themself leaves none on any page (R7). Its place in the chain stays, as every place does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from goldseam.together import out
from goldseam.together.seat import Seat
from goldseam.vault import Entry

GONE: Final = "gone"
LEAVE_ONE: Final = frozenset({"journal", "need", "topic", "decision"})
TOLD: Final = "told"
"""A line of the journal in which somebody tells of themself."""


@dataclass(frozen=True, slots=True)
class Tomb:
    of: str
    what: str
    on: date
    author: UUID


def to_the_other(kind: str, body: dict[str, Any]) -> bool:
    """Whether this is a message or a request, and nothing that somebody wrote about themself."""
    if kind == "journal":
        return body.get("kind") != TOLD
    return not (kind == "decision" and body.get("who") == "me")


def withdraw(seat: Seat, id: UUID) -> bool:
    """Take back what is one's own (`out.withdraw`), and leave the line where one is due."""
    entry = next((one for one in out.of(seat, *LEAVE_ONE) if one.id == id and seat.found.mine(one)), None)
    gone = out.withdraw(seat, id)
    if entry is not None and gone and to_the_other(entry.kind, entry.body):
        on = entry.at.astimezone(seat.at.zone).date().isoformat()
        out.put(seat, GONE, {"of": id.hex, "what": entry.kind, "on": on}, id=_beside(id))
    return gone


def _beside(id: UUID) -> UUID:
    """Pressed twice it is one; it looks like any other key."""
    return UUID(bytes=sha256(b"gone" + id.bytes).digest()[:16], version=4)


def tomb(entry: Entry) -> Tomb | None:
    """The other may run the server, so nothing in a body is believed to fit."""
    of, what, on = (str(entry.body.get(name, "")) for name in ("of", "what", "on"))
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return None
    return Tomb(of, what, day, entry.author) if entry.author is not None and what in LEAVE_ONE else None
