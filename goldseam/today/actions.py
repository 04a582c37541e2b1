"""What a person can do on Today. Each act is one record; a repeat of the same `id` keeps nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goldseam.path.known import put_off_on
from goldseam.people.profile import keep_settings
from goldseam.vault import Receipt, Room


def put_off(room: Room, name: str, before: Mapping[str, Any], today: date, *, id: UUID, now: datetime) -> Receipt:
    """Remember "not now" for one card, and how often it was said, beside what was put off before."""
    held = before.get("later")
    later = held if isinstance(held, dict) else {}
    said, times = put_off_on(later.get(name))
    again = times if said == today else times + 1
    kept = today.isoformat() if again == 1 else f"{today.isoformat()}*{again}"
    return keep_settings(room, {"later": {**later, name: kept}}, id=id, now=now)


def say_what_brings_me(room: Room, chosen: Mapping[str, Any], *, id: UUID, now: datetime) -> Receipt:
    """Roles choose what is shown first, never what anybody may do (R22)."""
    return keep_settings(room, chosen, id=id, now=now)
