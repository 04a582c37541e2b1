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


class KeptOtherwise(Exception):
    """This form was kept before with other answers (sent again after going back); nothing was changed."""


def keep(room: Room, tool: Tool, body: Body, uid: UUID, now: datetime) -> Receipt:
    """Keep one record. A tool that has one record for a day replaces the one of the same day.

    Raises `NotSaved`, `KeptOtherwise`.
    """
    if tool.once_a_day and "day" in body:
        before = of_day(room.current(now), tool.code, body["day"])
        if before is not None and before.id != uid:
            return correct(room, before, body, uid, now)
    return _append(room, tool.code, body, uid, now)


def correct(room: Room, old: Entry, body: Body, uid: UUID, now: datetime) -> Receipt:
    """Keep a new version. Records never change: the old one stays in the chain and out of sight.

    When another version has come in between, that one is replaced: what was kept last counts, nothing is lost.
    """
    if old.id == uid:  # the same form sent twice
        return _append(room, old.kind, body, uid, now)
    newest = newest_version(room, old)
    marks = {"replaces": str(newest.id), "was": fold.key(newest)}
    return _append(room, old.kind, {**body, **marks}, uid, now)


def _append(room: Room, kind: str, body: Body, uid: UUID, now: datetime) -> Receipt:
    receipt = room.append(kind, body, id=uid, now=now)
    if receipt.replayed:
        before = room.entry(uid)
        if before is None or answers(before.body) != answers(body):
            raise KeptOtherwise
    return receipt


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


def changeable(entry: Entry, now: datetime) -> bool:
    """Records of this month and the last may get a new version."""
    return month_of(entry.at) >= month_of(now.replace(day=1) - timedelta(days=1))


def newest_version(room: Room, entry: Entry) -> Entry:
    """The version that counts: follows each `replaces` forward. `entry` itself when nothing came after it."""
    later = [other for month in room.months() if month >= month_of(entry.at) for other in room.month(month)]
    by_old = {other.body["replaces"]: other for other in later if "replaces" in other.body}
    newest = entry
    while str(newest.id) in by_old and by_old[str(newest.id)].seq > newest.seq:
        newest = by_old[str(newest.id)]
    return newest


def answers(body: Body) -> Body:
    """A body without the marks of correcting."""
    return {name: value for name, value in body.items() if name not in MARKS}


def set_me(room: Room, change: Body, uid: UUID, now: datetime) -> Receipt:
    """Settings are merged: only what changes is written."""
    return room.append("me", change, id=uid, now=now)
