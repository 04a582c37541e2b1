"""What a person can do with a tool's records: keep, correct, burn. Each is one commit; nothing here renders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from goldseam.people.profile import keep_settings
from goldseam.tools import fold, hooks, shelf
from goldseam.tools.definition import MARKS, Tool
from goldseam.vault import Entry, Moved, NotSaved, Receipt, Room, month_of

Body = dict[str, Any]
KEY = 8
"""Letters of a living thing's key, the beginning of its first record's id: short, because marks name it often."""
ONLY = "one"
"""The key of a document, of which a person has one."""
TRIES = 5
EARLIEST = timedelta(hours=14)
"""How long before UTC a day begins somewhere."""


class KeptOtherwise(Exception):
    """This form was kept before with other answers (sent again after going back); nothing was changed."""


def settled(act: Callable[[], Receipt]) -> Receipt:
    """Do what rests on an earlier reading; when another device kept something in between, read and do it again."""
    for _ in range(TRIES):
        try:
            return act()
        except Moved:
            continue
    raise NotSaved("busy")


def keep(room: Room, tool: Tool, body: Body, uid: UUID, now: datetime, seen: int | None = None) -> Receipt:
    """Keep one record. A tool that has one record for a day replaces the one of the same day.

    A living thing begins with it; a document or a unit that was written before gets a new version.
    Raises `NotSaved`, `KeptOtherwise`; with `seen`, the number of the newest record the body rests on, `Moved`.
    """
    if tool.living:
        return keep_item(room, tool, _free(room, tool, item_key(tool, body, uid), uid, now), body, uid, now)
    if tool.once_a_day and "day" in body:
        return settled(lambda: _keep_day(room, tool, body, uid, now))
    return _append(room, tool, body, uid, now, upon=seen)


def _free(room: Room, tool: Tool, key: str, uid: UUID, now: datetime) -> str:
    """A new thing never becomes a version of another one whose key happens to be the same."""
    taken = tool.living == "many" and shelf.read(room, now).get(tool.code, key) is not None
    return uid.hex if taken and not room.holds(uid) else key


def _keep_day(room: Room, tool: Tool, body: Body, uid: UUID, now: datetime) -> Receipt:
    seen = room.head[0]
    before = kept_on(room, tool.code, body["day"], now, body.get("of"))
    if before is not None and before.id != uid:
        return correct(room, tool, before, body, uid, now)
    return _append(room, tool, body, uid, now, upon=seen)


def item_key(tool: Tool, body: Body, uid: UUID) -> str:
    """What a living thing is known by: the document, the unit, or a new one."""
    if tool.living == "one":
        return ONLY
    return str(body["unit"]) if tool.living == "units" else str(uid)[:KEY]


def keep_item(room: Room, tool: Tool, key: str, body: Body, uid: UUID, now: datetime) -> Receipt:
    """Keep a new version of the living thing `key`, or its first one. Raises `NotSaved`, `KeptOtherwise`."""
    return settled(lambda: _keep_version(room, tool, key, body, uid, now, room.head[0]))


def keep_merged(room: Room, tool: Tool, merged: Callable[[], Body], uid: UUID, now: datetime) -> Receipt:
    """Keep a document of which only a part was sent. `merged` reads the rest and is asked again when it has changed."""

    def once() -> Receipt:
        seen, body = room.head[0], merged()
        return _keep_version(room, tool, item_key(tool, body, uid), body, uid, now, seen)

    return settled(once)


def _keep_version(
    room: Room, tool: Tool, key: str, body: Body, uid: UUID, now: datetime, seen: int, old: Entry | None = None
) -> Receipt:
    """`old` is a version of a thing that may have left the shelf long ago."""
    item = shelf.read(room, now).get(tool.code, key)
    before = item.id if item is not None else str(newest_version(room, old, now).id) if old is not None else None
    marks: Body = {"_item": key}
    if before is not None and before != str(uid):
        marks["replaces"] = before
    if tool.ends is not None and body.get(tool.ends.field) in tool.ends.values:
        marks["_ended"] = True
    return _append(room, tool, {**answers(body), **marks}, uid, now, upon=seen)


def correct(
    room: Room, tool: Tool, old: Entry, body: Body, uid: UUID, now: datetime, seen: int | None = None
) -> Receipt:
    """Keep a new version. Records never change: the old one stays in the chain and out of sight.

    When another version has come in between, that one is replaced: what was kept last counts, nothing is lost. With
    `seen`, the number of the newest record the body rests on, `Moved` is raised instead.
    """
    if seen is not None:
        return _correct(room, tool, old, body, uid, now, seen)
    return settled(lambda: _correct(room, tool, old, body, uid, now, room.head[0]))


def _correct(room: Room, tool: Tool, old: Entry, body: Body, uid: UUID, now: datetime, seen: int) -> Receipt:
    if "_item" in old.body:
        return _keep_version(room, tool, str(old.body["_item"]), body, uid, now, seen, old)
    if old.id == uid:  # the same form sent twice
        return _append(room, tool, body, uid, now)
    newest = newest_version(room, old, now)
    marks = {"replaces": str(newest.id), "was": fold.key(newest)}
    return _append(room, tool, {**body, **marks}, uid, now, upon=seen)


def _append(room: Room, tool: Tool, body: Body, uid: UUID, now: datetime, *, upon: int | None = None) -> Receipt:
    receipt = room.append(tool.code, {**body, **hooks.marks(tool, body)}, id=uid, now=now, upon=upon)
    if receipt.replayed:
        before = room.entry(uid)
        if before is None or answers(before.body) != answers(body):
            raise KeptOtherwise
    return receipt


def of_day(entries: Iterable[Entry], kind: str, day: str, of: Any = None) -> Entry | None:
    """The record of a day; `of` is the living thing it is about, where there is one for each."""
    same = (entry for entry in fold.standing(entries) if entry.kind == kind and entry.body.get("day") == day)
    found = [entry for entry in same if entry.body.get("of") == of]
    return found[-1] if found else None


def kept_on(room: Room, kind: str, day: str, now: datetime, of: Any = None) -> Entry | None:
    """The same, found in whatever month it was kept: a day begins in one month of the store and may end in another."""
    begun = datetime.fromisoformat(day).replace(tzinfo=UTC) - EARLIEST
    return of_day(room.since(min(begun, now)), kind, day, of)


def burn(room: Room, entry: Entry) -> list[Entry]:
    """Destroy a record and every older version of it; what was destroyed.

    The oldest goes first: should it break off in between, what stands is still the newest, and none that was replaced
    long ago comes back in its place.
    """
    found = [entry]
    while (older := _older(room, found[-1])) is not None and older.kind == entry.kind:
        found.append(older)
    for version in reversed(found):
        room.burn(version.id, (fold.FOLD, fold.DETAIL, shelf.SHELF))
    return found


def _older(room: Room, entry: Entry) -> Entry | None:
    try:
        return room.entry(UUID(str(entry.body.get("replaces", ""))))
    except ValueError:
        return None


def changeable(entry: Entry, now: datetime) -> bool:
    """Living things may get a new version at any time, other records in their month and the next."""
    return "_item" in entry.body or month_of(entry.at) >= month_of(now.replace(day=1) - timedelta(days=1))


def newest_version(room: Room, entry: Entry, now: datetime) -> Entry:
    """The version that counts: follows each `replaces` forward. `entry` itself when nothing came after it."""
    item = shelf.read(room, now).get(entry.kind, str(entry.body["_item"])) if "_item" in entry.body else None
    if item is not None:
        newest = room.entry(UUID(item.id)) if item.id != str(entry.id) else None
        return newest or entry
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
    return keep_settings(room, change, id=uid, now=now)
