"""How far somebody is with a fixed list of units (T43, T46): what is written, what could come next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from goldseam.tools.definition import Pace, Unit
from goldseam.tools.shelf import Item
from goldseam.tools.times import from_minute

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Written:
    """One unit and what there is of it."""

    unit: Unit
    item: Item | None

    @property
    def done(self) -> bool:
        return self.item is not None and self.item.body.get("done") is True


@dataclass(frozen=True, slots=True)
class Progress:
    units: list[Written]
    opens: date | None
    """The day on which the next unit may be begun; None when one may be begun now."""

    @property
    def written(self) -> int:
        return sum(one.item is not None for one in self.units)

    @property
    def done(self) -> int:
        return sum(one.done for one in self.units)

    @property
    def next(self) -> Unit | None:
        """The first that is empty; the order of the list is the suggested one."""
        return next((one.unit for one in self.units if one.item is None), None)


def progress(units: Iterable[Unit], items: Sequence[Item], pace: Pace | None, today: date, zone: tzinfo) -> Progress:
    by_key: Mapping[str, Item] = {item.key: item for item in items if not item.ended}
    begun = [from_minute(item.since).astimezone(zone).date() for item in items]
    found = [Written(unit, by_key.get(unit.id)) for unit in units]
    return Progress(found, opens(begun, pace, today))


def opens(begun: Iterable[date], pace: Pace | None, today: date) -> date | None:
    """When the next may be begun by the pace: so many a day, and so many in seven days."""
    if pace is None:
        return None
    days = sorted(begun, reverse=True)
    first = today
    if pace.day and len(days) >= pace.day and days[pace.day - 1] >= today:
        first = today + timedelta(days=1)
    if pace.week and len(days) >= pace.week:
        first = max(first, days[pace.week - 1] + WEEK)
    return first if first > today else None
