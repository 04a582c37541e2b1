"""The few of a person's own settings that the doors need. They lie in the room, in records of kind "me".

How those records are folded is the tools' business, which lie above this package: they bring their reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from goldseam.vault import Room
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


def idle_of(room: Room, now: datetime) -> timedelta | None:
    """The chosen time, or None: the longest."""
    minutes = settings_of(room, now).get("idle")
    return timedelta(minutes=minutes) if minutes in IDLE_MINUTES else None
