"""The person's own lapse reports, read for counting days. Nothing else is looked at, and nobody else is told."""

from __future__ import annotations

from datetime import date

from goldseam.tools import history
from goldseam.tools.desk import Desk
from goldseam.tools.t16_pause.days import LAPSE, lapse_days

MOST_WEEKS = 60


def lapses(at: Desk, circle: str, first: date) -> set[date]:
    """Days with a lapse of this circle since `first`."""
    weeks = min(MOST_WEEKS, max(0, (at.today - first).days) // 7 + 2)
    found = history.read(at.room, at.now, weeks)
    return lapse_days(history.series(found.digests, LAPSE, at.zone), circle)
