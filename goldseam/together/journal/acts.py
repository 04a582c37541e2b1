"""The shared journal: lay a line, take it back, answer one by a press. Each is the own act of whoever does it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from goldseam.together import out
from goldseam.together.journal import fold
from goldseam.together.journal.fold import ANSWER, LINE, Line
from goldseam.together.record import tombs
from goldseam.together.seat import Seat

KINDS: Final = (LINE, ANSWER)
DAY_NOTE: Final = "journal_day"


def lines(seat: Seat) -> list[Line]:
    return fold.lines(out.of(seat, *KINDS))


def find(seat: Seat, id: UUID) -> Line | None:
    return next((line for line in lines(seat) if line.entry.id == id), None)


def full(seat: Seat) -> bool:
    """Counted in the room, so that taking back does not make room for more."""
    return fold.full([one.at for one in out.noted(seat, DAY_NOTE)], seat.at.now)


def laid(seat: Seat, id: UUID) -> bool:
    """Whether this very press was kept before."""
    return seat.at.room.holds(id)


def lay(seat: Seat, kind: str, text: str, days: int, *, id: UUID) -> None:
    end = {"until": (seat.at.today + timedelta(days=days)).isoformat()} if days else {}
    out.note(seat, DAY_NOTE, {}, id=uuid5(id, "day"))
    out.put(seat, LINE, {"kind": kind, "text": text} | end, id=id)


def answer(seat: Seat, line: Line, re: str, *, id: UUID) -> None:
    """The reader's own press; the newest counts, and the older is destroyed. Nobody answers their own line.
    Another button of the same page, pressed after going back, is another press."""
    if seat.found.mine(line.entry) or line.answer == re or (re == "none" and line.answered is None):
        return
    if re != "none":
        end = {"until": line.entry.body["until"]} if "until" in line.entry.body else {}
        out.put(seat, ANSWER, {"of": line.entry.id.hex, "re": re} | end, id=uuid5(id, re))
    if line.answered is not None:
        out.withdraw(seat, line.answered.id)


def take_back(seat: Seat, id: UUID) -> None:
    """One's own lines only; anything else, and what is gone already, changes nothing."""
    found = find(seat, id)
    if found is not None and seat.found.mine(found.entry):
        tombs.withdraw(seat, id)
