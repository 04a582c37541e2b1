"""What a person can do on the path. Settings are kept as "me" records: only the keys that change."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldseam.vault import Receipt, Room


def say_leave_tried(room: Room, *, id: UUID, now: datetime) -> Receipt:
    return room.append("me", {"tried_leave": True}, id=id, now=now)
