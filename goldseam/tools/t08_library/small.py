"""A lesson's small step, taken along: it becomes today's step (T22), which Today shows until it is marked."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from goldseam.tools import actions, catalogue
from goldseam.tools.desk import Desk

STEP: Final = "t22c"
TAKE: Final = "take"


def offered(at: Desk) -> bool:
    """One small step a day is enough; the one that is there stays."""
    return actions.of_day(at.entries, STEP, at.today.isoformat()) is None


def take(at: Desk, step: str, of: UUID) -> None:
    """`of` is the key of the form it came with: the same form sent twice takes it once."""
    id = UUID(bytes=uuid5(of, TAKE).bytes, version=4)
    actions.keep(at.room, catalogue.tool(STEP), {"step": step, "day": at.today.isoformat()}, id, at.now)
