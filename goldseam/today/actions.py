"""What a person can do on Today. Each act is one record; a repeat of the same `id` keeps nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goldseam.people.profile import keep_settings
from goldseam.vault import Receipt, Room


def put_off(room: Room, name: str, before: Mapping[str, Any], today: date, *, id: UUID, now: datetime) -> Receipt:
    """Remember "not now" for one card, beside what was put off before."""
    held = before.get("later")
    later = held if isinstance(held, dict) else {}
    return keep_settings(room, {"later": {**later, name: today.isoformat()}}, id=id, now=now)


def say_what_brings_me(room: Room, chosen: Mapping[str, Any], *, id: UUID, now: datetime) -> Receipt:
    """Roles choose what is shown first, never what anybody may do (R22)."""
    return keep_settings(room, chosen, id=id, now=now)
