"""Keeping the mark of T60: said, or taken back. Nothing else is written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldseam.tools.t60_consent import state
from goldseam.tools.t60_consent.state import Mark
from goldseam.vault import Room


def press(room: Room, uid: UUID, now: datetime) -> None:
    room.append("t60", state.press(now), id=uid, now=now)


def release(room: Room, before: Mark, uid: UUID, now: datetime) -> None:
    room.append("t60", state.release(before, now), id=uid, now=now)
