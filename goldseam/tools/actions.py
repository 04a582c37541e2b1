"""What a person can do with a tool's records: keep, correct, burn. Each is one commit; nothing here renders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goldseam.tools import fold
from goldseam.tools.definition import Tool
from goldseam.vault import Entry, Receipt, Room, month_of

Body = dict[str, Any]
MARKS = ("replaces", "was")


def keep(room: Room, tool: Tool, body: Body, uid: UUID, now: datetime) -> Receipt:
    """Keep one record. A tool that has one record for a day replaces the one of the same day."""
    if tool.once_a_day and "day" in body:
        before = of_day(room.current(now), tool.code, body["day"])
        if before is not None and before.id != uid:
            return correct(room, before, body, uid, now)
    return room.append(tool.code, body, id=uid, now=now)


def correct(room: Room, old: Entry, body: Body, uid: UUID, now: datetime) -> Receipt:
    """Keep a new version. Records never change: the old one stays in the chain and out of sight."""
    if old.id == uid:  # the same form sent twice
        return room.append(old.kind, body, id=uid, now=now)
    return room.append(old.kind, {**body, "replaces": str(old.id), "was": fold.key(old)}, id=uid, now=now)


def of_day(entries: Iterable[Entry], kind: str, day: str) -> Entry | None:
    found = [entry for entry in fold.standing(entries) if entry.kind == kind and entry.body.get("day") == day]
    return found[-1] if found else None


def burn(room: Room, entry: Entry) -> int:
    """Destroy a record and every older version of it; how many were destroyed."""
    burned, following = 0, entry
    while True:
        burned += room.burn(following.id)
        older = _older(room, following)
        if older is None or older.kind != entry.kind:
            return burned
        following = older


def _older(room: Room, entry: Entry) -> Entry | None:
    try:
        return room.entry(UUID(str(entry.body.get("replaces", ""))))
    except ValueError:
        return None


def changeable(room: Room, entry: Entry, now: datetime) -> bool:
    """Records of this month and the last may get a new version, unless a later one has taken their place already."""
    last_month = month_of(now.replace(day=1) - timedelta(days=1))
    if month_of(entry.at) < last_month:
        return False
    name = str(entry.id)
    later = [month for month in room.months() if month >= month_of(entry.at)]
    return not any(other.body.get("replaces") == name for month in later for other in room.month(month))


def answers(body: Body) -> Body:
    """A body without the marks of correcting."""
    return {name: value for name, value in body.items() if name not in MARKS}


def set_me(room: Room, change: Body, uid: UUID, now: datetime) -> Receipt:
    """Settings are merged: only what changes is written."""
    return room.append("me", change, id=uid, now=now)
