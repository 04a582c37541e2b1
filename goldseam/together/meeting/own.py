"""What a meeting leaves in a person's own room, and nowhere else: how safe and how heard they felt, and which decision
they put among their own commitments (HR-4: by their own press, never by the other's)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any, Final
from uuid import UUID, uuid4

from goldseam.together.meeting.decisions import Decision
from goldseam.together.seat import Seat
from goldseam.tools import actions, catalogue
from goldseam.tools.actions import KeptOtherwise
from goldseam.vault import Entry

FELT: Final = "meet_felt"
MINE: Final = "meet_mine"
BACK: Final = timedelta(days=182)
COMMITMENT: Final = "t22"
LOW: Final = 3
FEW: Final = 4


@dataclass(frozen=True, slots=True)
class Felt:
    safe: int | None
    heard: int | None


def notes(seat: Seat, kind: str) -> list[Entry]:
    """This person's own, of this table."""
    first, space = (seat.at.now - BACK).strftime("%Y-%m"), seat.found.table.space.hex
    kept = seat.at.room.between(first, "9999-12")
    return [entry for entry in kept if entry.kind == kind and entry.body.get("table") == space]


def keep_felt(seat: Seat, day: str, answers: dict[str, Any], *, id: UUID) -> None:
    body = {name: value for name, value in answers.items() if value is not None}
    if body:
        whole = {"of": day, "table": seat.found.table.space.hex, **body}
        seat.at.room.append(FELT, whole, id=id, now=seat.at.now)


def felt(seat: Seat) -> dict[str, Felt]:
    """By meeting, oldest first; what was answered last for one counts."""
    found: dict[str, Felt] = {}
    for entry in notes(seat, FELT):
        found[str(entry.body.get("of", ""))] = Felt(entry.body.get("safe"), entry.body.get("heard"))
    return found


def unsafe(all: dict[str, Felt]) -> bool:
    """Twice in a row hardly safe: the look alone (T58) is offered, on this person's own screen."""
    last = [one.safe for one in all.values() if one.safe is not None][-2:]
    return len(last) == 2 and max(last) <= LOW


def middle(values: list[int]) -> float | None:
    return median(values) if len(values) >= FEW else None


def taken(seat: Seat) -> set[str]:
    """Decisions that are among this person's commitments."""
    return {str(entry.body.get("of", "")) for entry in notes(seat, MINE)}


def take(seat: Seat, decision: Decision, *, id: UUID) -> None:
    """One's own press makes it one's own commitment. Pressed twice, it is there once."""
    if str(decision.id) in taken(seat):
        return
    body = {"what": decision.what, "rhythm": "by_date", "end": decision.by.isoformat(), "from": "agreement"}
    try:
        actions.keep(seat.at.room, catalogue.tool(COMMITMENT), body, id, seat.at.now)
    except KeptOtherwise:
        return
    mark = {"of": str(decision.id), "table": seat.found.table.space.hex}
    seat.at.room.append(MINE, mark, id=uuid4(), now=seat.at.now)
