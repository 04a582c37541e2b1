"""What either can do with a plan (T37). Each is one press by the person whose words they are, and one entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from goldseam.together import out
from goldseam.together.seat import Seat
from goldseam.together.triggers.plans import KINDS, LIES, LOOKED, NOW, PLAN, REPLY, Plan, plans
from goldseam.vault import Entry

FRESH: Final = timedelta(minutes=10)
"""For so long a phrase can be read after it was asked for."""
EVENT: Final = timedelta(hours=2)
"""Within this, it is the same event, and one phrase was enough (T42: asking again quietens it for a shorter time)."""
Offer = Literal["may", "said", "rest"]


def all_plans(seat: Seat) -> list[Plan]:
    """As this person sees them: what had to wait looks as if it lay there."""
    return plans(out.of(seat, *KINDS))


def find(seat: Seat, id: UUID) -> Plan | None:
    return next((plan for plan in all_plans(seat) if plan.id == id), None)


def lay_plan(seat: Seat, body: dict[str, Any], of: Plan | None, *, id: UUID) -> None:
    root = {"root": of.id.hex} if of is not None else {}
    out.put(seat, PLAN, body | root | {"until": _until(seat)}, id=id)


def lay_reply(seat: Seat, body: dict[str, Any], of: Plan, *, id: UUID) -> None:
    out.put(seat, REPLY, body | {"plan": of.id.hex, "until": _until(seat)}, id=id)


def look(seat: Seat, of: Plan, *, id: UUID) -> None:
    """The two weeks are over and were talked about. What is not due is not written."""
    if of.trial(seat.at.now) == "due":
        out.put(seat, LOOKED, {"plan": of.id.hex, "until": _until(seat)}, id=id)


def take_back(seat: Seat, of: Plan) -> None:
    """One's own part, in all its versions. With the first part the plan is over; the other's stays theirs."""
    me = seat.found.vault.person
    kind = PLAN if of.by == me else REPLY
    for entry in out.of(seat, kind):
        names = entry.body.get("plan") if kind == REPLY else entry.body.get("root") or entry.id.hex
        if entry.author == me and names == of.id.hex:
            out.withdraw(seat, entry.id)


def ask(seat: Seat, of: Plan, *, id: UUID) -> None:
    """A phrase is asked for, now. Only the own room notes it; the table and the other learn nothing."""
    if offered(out.noted(seat, NOW), of.id, seat.at.now) == "may":
        out.note(seat, NOW, {"plan": of.id.hex}, id=id)


def offered(notes: Iterable[Entry], of: UUID, now: datetime) -> Offer:
    """Once for each event. Pure."""
    at = max((one.at for one in notes if one.body.get("plan") == of.hex), default=None)
    if at is None or now - at >= EVENT:
        return "may"
    return "said" if now - at < FRESH else "rest"


def _until(seat: Seat) -> str:
    return (seat.at.today + timedelta(days=LIES)).isoformat()
