"""Making the two demo accounts through the same doors and the same vault as everybody's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import connection

from goldseam.demo.history import Character, Kept, pair
from goldseam.demo.two import Side, Two
from goldseam.people.models import Account
from goldseam.tools import actions, catalogue, hooks
from goldseam.tools.definition import Tool
from goldseam.vault import Room, doors
from goldseam.vault.access import room_of

PASSWORD = "two herons on a quiet weir"  # noqa: S105 - opens made-up people only
PIN = "480217"
_MARK = "throw-away"


class NotADemo(Exception):
    """Somebody tried to make or enter demo people outside a throw-away database."""


def person_id(name: str) -> UUID:
    """Always the same, so that a click knows whom it means."""
    return UUID(bytes=hashlib.sha256(b"demo/" + name.encode()).digest()[:16], version=4)


def device_secret(name: str) -> bytes:
    return hashlib.sha256(b"demo device/" + name.encode()).digest()


def is_demo() -> bool:
    """Are the settings those of a demo, and was this very data folder made by `build`?"""
    return bool(settings.CONF.demo) and (settings.CONF.data / _MARK).is_file()


def build(now: datetime | None = None) -> None:
    """Make both people with their 120 days. Refuses without demo settings or with anybody there already."""
    if not settings.CONF.demo or Account.objects.exists():
        raise NotADemo
    moment = now or datetime.now(UTC)
    with _hurried():
        _live(pair(settings.CONTENT_DIR, moment), moment)
    (settings.CONF.data / _MARK).touch(mode=0o600)


@contextmanager
def _hurried() -> Iterator[None]:
    """Without waiting for the disk after each entry: what is lost with the machine can be made again."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous = {int(before)}")


def _live(people: list[Character], last: datetime) -> None:
    """Both lives and their table, in the order of the days: what was done at the table reads the rooms as they were."""
    r, b = (_side(one, role) for one, role in zip(people, ("R", "B"), strict=True))
    days: list[tuple[datetime, Callable[[], None]]] = []
    for one, side in zip(people, (r, b), strict=True):
        writer = Writer(room_of(side.keys, side.room_key))
        days += [(kept.at, partial(writer.write, kept)) for kept in one.kept]
    days += [(at, partial(act, at)) for at, act in Two(r, b).days(last)]
    for _at, act in sorted(days, key=lambda day: day[0]):
        act()


def _side(one: Character, role: str) -> Side:
    id, secret = person_id(one.name), device_secret(one.name)
    keys, _ = doors.create(id, PASSWORD, secret)
    Account.objects.create(id=id, name=one.name)
    return Side(one.name, role, keys, doors.make_room(keys, PIN, secret))


@dataclass
class Writer:
    """Keeps a life in a room as its tools would have kept it, day by day.

    The marks of living things are worked out here as `tools.actions.keep_item` does, without reading the room back
    before each of a thousand records; a test compares the two.
    """

    room: Room
    newest: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def write(self, kept: Kept) -> None:
        tool = catalogue.get(kept.kind)
        body = kept.body | (self._marks(tool, kept) if tool is not None else {})
        self.room.append(kept.kind, body, id=kept.id, now=kept.at)

    def _marks(self, tool: Tool, kept: Kept) -> actions.Body:
        marks: actions.Body = dict(hooks.marks(tool, kept.body))
        if kept.item:
            before = self.newest.get((kept.kind, kept.item))
            marks |= {"_item": kept.item} | ({"replaces": str(before)} if before else {})
            self.newest[kept.kind, kept.item] = kept.id
        if kept.item and tool.ends is not None and kept.body.get(tool.ends.field) in tool.ends.values:
            marks["_ended"] = True
        return marks
