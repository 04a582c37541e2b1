"""What either of the two can do about a break. Each is one new entry on the table; a press sent twice is one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from goldseam.together.pace import OPEN
from goldseam.together.pause import plan as plans
from goldseam.together.pause.breaks import BACK, CALL, HEARD, Break, How, breaks, call, come_back, heard, may, running
from goldseam.together.pause.plan import Plan
from goldseam.together.tables import LAID, Ours
from goldseam.tools.desk import Desk
from goldseam.tools.t60_consent.state import frozen
from goldseam.vault import Entry


def begin(found: Ours, minutes: int, *, id: UUID) -> None:
    """While one is on, calling it again changes nothing: it is the same break."""
    if running(breaks(found.entries), found.now) is None:
        found.table.append(CALL, call(found.now + timedelta(minutes=minutes)), id=id, now=found.now)


def hear(found: Ours, of: Break, *, id: UUID) -> None:
    if of.by != found.vault.person and not of.heard:
        found.table.append(HEARD, heard(of), id=id, now=found.now)


def turn_back(found: Ours, of: Break, how: How, minutes: int = 0, *, id: UUID) -> bool:
    """False where it cannot be done any more, or not yet; nothing is written then."""
    back = found.now + timedelta(minutes=minutes) if how == "later" else None
    if not may(of, how, found.now, back):
        return False
    if not (how == "ready" and found.vault.person in of.ready):
        found.table.append(BACK, come_back(of, how, back), id=id, now=found.now)
    return True


def propose(at: Desk, found: Ours, body: dict[str, Any], *, id: UUID) -> None:
    """Keep it in the own room, and lay it, unless nothing may leave the room just now (T60). What could not go has run
    out before the pressure is over, as a proposal without an answer does."""
    note = {"as": plans.PLAN, "table": found.table.space.hex, "plan": body}
    at.room.append(LAID, note, id=id, now=at.now)
    if not frozen(at.state, at.now.astimezone(at.zone)):
        found.table.append(plans.PLAN, body, id=id, now=at.now)


def answer(at: Desk | None, found: Ours, of: Plan, *, yes: bool, id: UUID) -> None:
    """What never went out is taken back where it is: in the own room."""
    if at is not None and not found.table.holds(of.id):
        at.room.burn(of.id)
    else:
        found.table.append(plans.SAID, plans.said(of, yes), id=id, now=found.now)


def mine_and_laid(at: Desk | None, found: Ours) -> list[Plan]:
    """Every plan there is for this person's eyes: under pressure, their own that never went out looks as if it had."""
    kinds = (plans.PLAN, plans.SAID)
    laid = [entry for entry in found.entries if entry.kind in kinds]
    if at is None:
        return plans.plans(laid)
    there = {entry.id for entry in laid}
    held = [_as_laid(entry, at.room.person) for entry in _held(at, found) if entry.id not in there]
    return plans.plans(sorted([*laid, *held], key=lambda entry: entry.at))


def _held(at: Desk, found: Ours) -> list[Entry]:
    first = (at.now - OPEN).strftime("%Y-%m")
    return [
        entry
        for entry in at.room.between(first, "9999-12")
        if entry.kind == LAID and _is_ours(entry, found) and at.now - entry.at <= OPEN
    ]


def _is_ours(entry: Entry, found: Ours) -> bool:
    return entry.body.get("as") == plans.PLAN and entry.body.get("table") == found.table.space.hex


def _as_laid(entry: Entry, person: UUID) -> Entry:
    return Entry(entry.id, entry.seq, plans.PLAN, entry.at, entry.body["plan"], person)
