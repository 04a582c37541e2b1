"""Keeping the one mark of a look. The answers never come here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from goldseam.tools.t58_check.state import Mark
from goldseam.vault import Room


def keep_mark(room: Room, mark: Mark, uid: UUID, now: datetime) -> None:
    """One record for each look, whatever was answered. Raises `NotSaved`.

    The same page sent again keeps nothing twice. Sent again with other answers, after going back, it is a new look: a
    mark of the first must not stand when the second says something else.
    """
    receipt = room.append("t58", mark, id=uid, now=now)
    if receipt.replayed:
        before = room.entry(uid)
        if before is None or before.kind != "t58" or before.body != mark:
            room.append("t58", mark, id=uuid4(), now=now)
