"""Keeping the mark of T60: said, or taken back. Nothing else is written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from goldseam.tools.t60_consent import state
from goldseam.tools.t60_consent.state import Mark
from goldseam.vault import Room


def press(room: Room, uid: UUID, now: datetime) -> None:
    _keep(room, state.press(now), uid, now)


def release(room: Room, before: Mark, uid: UUID, now: datetime) -> None:
    _keep(room, state.release(before, now), uid, now)


def _keep(room: Room, mark: Mark, uid: UUID, now: datetime) -> None:
    """The other button of the same page, pressed after going back, must not be taken for the first one sent twice."""
    receipt = room.append("t60", mark, id=uid, now=now)
    before = room.entry(uid) if receipt.replayed else None
    if receipt.replayed and (before is None or before.kind != "t60" or before.body != mark):
        room.append("t60", mark, id=uuid4(), now=now)
