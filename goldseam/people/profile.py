"""The few of a person's own settings that the doors need. They lie in the room, in records of kind "me".

How those records are folded is the tools' business, which lie above this package: they bring their reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from goldseam.vault import Receipt, Room
from goldseam.vault.errors import VaultError

Reader = Callable[[Room, datetime], Mapping[str, Any]]
IDLE_MINUTES = (2, 5, 10)
"""After how long without a page the room may shut by itself; the last one unless chosen otherwise."""
_readers: list[Reader] = []


def read_with(reader: Reader) -> None:
    """Called once, when the tools are ready."""
    _readers[:] = [reader]


def settings_of(room: Room, now: datetime) -> Mapping[str, Any]:
    """The merged settings of the room's owner; empty when they cannot be read, which must keep nobody out."""
    try:
        return _readers[0](room, now) if _readers else {}
    except VaultError:
        return {}


def keep_settings(room: Room, change: Mapping[str, Any], *, id: UUID, now: datetime) -> Receipt:
    """Write down only what changes; the newest counts. The same press sent twice is one, but another button of the same
    page, pressed after going back, is another press: it must not be taken for the first."""
    receipt = room.append("me", dict(change), id=id, now=now)
    before = room.entry(id) if receipt.replayed else None
    if receipt.replayed and (before is None or before.kind != "me" or before.body != change):
        return room.append("me", dict(change), id=uuid4(), now=now)
    return receipt


def idle_of(room: Room, now: datetime) -> timedelta | None:
    """The chosen time, or None: the longest."""
    minutes = settings_of(room, now).get("idle")
    return timedelta(minutes=minutes) if minutes in IDLE_MINUTES else None
