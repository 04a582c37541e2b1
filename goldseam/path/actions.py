"""What a person can do on the path. Settings are kept as "me" records: only the keys that change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from goldseam.people.profile import keep_settings
from goldseam.vault import Receipt, Room


def say_sign(room: Room, sign: str, before: Iterable[str], *, id: UUID, now: datetime) -> Receipt:
    """The person says that a sign is there: only they can know, or they did it in a way of their own."""
    return keep_settings(room, {"said": sorted({*before, sign})}, id=id, now=now)


def go_to(room: Room, stage: int, *, id: UUID, now: datetime) -> Receipt:
    """A change of stage is the person's own act, in either direction."""
    return keep_settings(room, {"stage": stage}, id=id, now=now)


def keep_rhythm(room: Room, chosen: Mapping[str, Any], *, id: UUID, now: datetime) -> Receipt:
    return keep_settings(room, dict(chosen), id=id, now=now)


def keep_signs(room: Room, ids: Iterable[str], *, id: UUID, now: datetime) -> Receipt:
    """Write down which signs are there, so that they stay (decision 0018)."""
    return room.append("me", {"ever": sorted(ids)}, id=id, now=now)
