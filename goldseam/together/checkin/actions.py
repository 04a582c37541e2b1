"""What somebody can do in a check-in. Each is one entry on the table, or none at all."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from goldseam.together.checkin import state as s
from goldseam.together.checkin.state import Checkin
from goldseam.together.tables import Ours
from goldseam.vault import Room

NOTE: Final = "t20"
"""In the own room: how it felt, and what was written alone."""
MOST_MINUTES: Final = 60


def propose(found: Ours, form: str, way: str, hour: str, *, id: UUID) -> None:
    found.table.append(s.FORM, {"form": form, "way": way, "hour": hour}, id=id, now=found.now)


def answer(found: Ours, of: str, *, yes: bool, id: UUID) -> None:
    found.table.append(s.YES if yes else s.NO, {"of": of}, id=id, now=found.now)


def say_fit(found: Ours, at: Checkin, *, id: UUID) -> None:
    if not at.said_fit(found.vault.person):
        found.table.append(s.FIT, {"round": at.round}, id=id, now=found.now)


def move(found: Ours, at: Checkin, every: int, zone: tzinfo) -> None:
    """The same entry whoever it comes from, with neither a word nor a choice in it."""
    day = s.move_to(at, every, found.now, zone)
    body = {"round": at.round, "day": day.isoformat()}
    found.table.append(s.MOVED, body, id=s.end_id(at.round, s.MOVED), now=found.now)


def done_speaking(found: Ours, at: Checkin, *, id: UUID) -> None:
    if at.speaker == found.vault.person:
        found.table.append(s.TURN, {"round": at.round, "n": at.turns + 1}, id=id, now=found.now)


def hold(found: Ours, at: Checkin, began: datetime | None) -> None:
    """That it was held, and for how many minutes: nothing else is left of what was spoken."""
    body: dict[str, object] = {"round": at.round}
    if began is not None:
        body["minutes"] = max(1, min(MOST_MINUTES, round((found.now - began).total_seconds() / 60)))
    found.table.append(s.HELD, body, id=s.end_id(at.round, s.HELD), now=found.now)


def stop(found: Ours, at: Checkin) -> None:
    found.table.append(s.STOP, {"round": at.round}, id=s.end_id(at.round, s.STOP), now=found.now)


def keep_feelings(room: Room, answers: dict[str, int], *, id: UUID, now: datetime) -> None:
    room.append(NOTE, dict(answers), id=id, now=now)
