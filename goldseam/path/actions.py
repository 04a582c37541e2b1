"""What a person can do on the path. Settings are kept as "me" records: only the keys that change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from goldseam.vault import Receipt, Room


def say_leave_tried(room: Room, *, id: UUID, now: datetime) -> Receipt:
    return room.append("me", {"tried_leave": True}, id=id, now=now)


def keep_signs(room: Room, ids: Iterable[str], *, id: UUID, now: datetime) -> Receipt:
    """Write down which signs are there, so that they stay (decision 0018)."""
    return room.append("me", {"ever": sorted(ids)}, id=id, now=now)
