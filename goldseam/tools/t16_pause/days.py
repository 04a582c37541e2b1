"""Days of days: so many stood, of so many. Pure. There is no run to break and no nought to fall back to (HR-6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from goldseam.tools.fold import DAY, EPOCH
from goldseam.tools.history import Series

LAPSE = "t14"
"""The kind of a lapse report; its answer `circle` says which limit was crossed."""


@dataclass(frozen=True, slots=True)
class Days:
    stood: int
    of: int


def days_of_days(first: date, last: date, lapses: Collection[date]) -> Days:
    """Both ends count. Two reports of one day are one day."""
    of = max(0, (last - first).days + 1)
    inside = {day for day in lapses if first <= day <= last}
    return Days(of - len(inside), of)


def lapse_days(reports: Series, circle: str) -> set[date]:
    """The person's own days that a report tells of; `reports` is on the person's clock."""
    given = zip(reports.at, reports.tags.get("circle", []), strict=False)
    return {day_of(at) for at, circles in given if circle in circles}


def day_of(minute: int) -> date:
    return EPOCH + timedelta(days=minute // DAY)
