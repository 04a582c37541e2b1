"""The shelf: a person's living things (if–then plans, circles, people, documents) as they stand now.

A living thing is a row of records with the same `_item`; each is a whole new version and names the one it replaces. The
newest is carried from month to month, so that a plan written two years ago is at hand without opening old months. This
is a fold of its own: pictures of years read the numbers (`goldseam.tools.fold`) and never pay for these words.

Strings of 400 letters and more are left out (`cut`), and of a workbook's unit all but short answers; whoever needs them
opens that one record. A thing put away stays
for this month and the next, then goes; its records stay in the room.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from goldseam.tools.fold import key_of, minute
from goldseam.vault import Entry, Room

LONG = 400
SHORT = 60
RECENT: dict[str, int] = {"t14": 12, "t14b": 6, "t14c": 12, "t58": 1, "t03": 1, "t01": 3}
"""Kinds that are looked at across the border of a month: how many of the newest stay at hand."""
FIRST = frozenset({"t01"})
"""Kinds whose first record stays at hand, to compare with one's own start."""


class Item(msgspec.Struct):
    """One living thing, or one recent record, as it stands."""

    key: str
    id: str
    kind: str
    at: int
    since: int
    body: dict[str, Any]
    cut: bool = False
    ended: bool = False
    ended_in: str = ""
    gone: list[str] = []
    """The names of what was left out."""

    def holds(self, name: str) -> bool:
        """Whether this answer was given, also when its words were left out here."""
        return bool(self.body.get(name)) or name in self.gone

    @property
    def name(self) -> str:
        """For tests and logs of developers only; pages use `labels.item_name`."""
        return f"{self.kind}/{self.key}"


class Shelf(msgspec.Struct, omit_defaults=True):
    month: str
    living: dict[str, dict[str, Item]] = {}
    lately: dict[str, list[Item]] = {}
    first: dict[str, Item] = {}

    def items(self, kind: str) -> list[Item]:
        """In the order they were begun, those put away lately included."""
        return sorted(self.living.get(kind, {}).values(), key=lambda item: item.since)

    def standing(self, kind: str) -> list[Item]:
        return [item for item in self.items(kind) if not item.ended]

    def get(self, kind: str, key: str) -> Item | None:
        return self.living.get(kind, {}).get(key)

    def one(self, kind: str) -> Item | None:
        """The only one of its kind: a document."""
        found = self.standing(kind)
        return found[-1] if found else None

    def recent(self, kind: str) -> list[Item]:
        """The last few records of a kind in `RECENT`, oldest first."""
        return self.lately.get(kind, [])


def close(before: Shelf | None, month: str, entries: Sequence[Entry]) -> Shelf:
    shelf = Shelf(month=month)
    if before is not None:
        copied = msgspec.json.decode(msgspec.json.encode(before), type=Shelf)
        shelf.first, shelf.lately = copied.first, copied.lately
        shelf.living = {
            kind: {key: item for key, item in things.items() if not item.ended or item.ended_in == before.month}
            for kind, things in copied.living.items()
        }
    for entry in entries:
        if "_item" in entry.body:
            _put(shelf, entry, month)
        if entry.kind in RECENT:
            _remember(shelf, entry)
    return shelf


def _put(shelf: Shelf, entry: Entry, month: str) -> None:
    things = shelf.living.setdefault(entry.kind, {})
    item = _item(entry, str(entry.body["_item"]))
    older = things.get(item.key)
    if older is not None:
        item.since = older.since
    item.ended = bool(entry.body.get("_ended"))
    item.ended_in = month if item.ended else ""
    things[item.key] = item


def _remember(shelf: Shelf, entry: Entry) -> None:
    item = _item(entry, str(entry.id))
    replaced = entry.body.get("replaces")
    kept = [old for old in shelf.lately.get(entry.kind, []) if old.id != replaced]
    shelf.lately[entry.kind] = sorted([*kept, item], key=lambda one: one.since)[-RECENT[entry.kind] :]
    if entry.kind in FIRST:
        first = shelf.first.get(entry.kind)
        if first is None or first.id == replaced:
            shelf.first[entry.kind] = item


def _item(entry: Entry, key: str) -> Item:
    longest = SHORT if "unit" in entry.body else LONG
    body = {name: value for name, value in entry.body.items() if not _is_long(value, longest)}
    gone = [name for name in entry.body if name not in body]
    at, since = minute(entry.at), key_of(entry.body, entry.at)
    return Item(key, str(entry.id), entry.kind, at, since, body, bool(gone), gone=gone)


def _is_long(value: Any, longest: int) -> bool:
    """A long text; in a unit, rows and lists too."""
    if isinstance(value, str):
        return len(value) >= longest
    return isinstance(value, list) and longest == SHORT


class _Shelf:
    newest_only = True
    name = "shelf"
    version = 2
    type = Shelf

    def close(self, before: Shelf | None, month: str, entries: Sequence[Entry]) -> Shelf:
        return close(before, month, entries)


SHELF = _Shelf()


def read(room: Room, now: datetime) -> Shelf:
    """Everything living as it stands at this moment."""
    return room.folded(SHELF, now).now
