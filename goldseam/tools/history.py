"""Months of digests → one series of points on the person's own clock. The open month is folded in memory too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from goldseam.insight.stats import Step
from goldseam.tools import fold
from goldseam.tools.fold import Column, Month, State
from goldseam.vault import Entry, Room, month_of

DAY = fold.DAY
WEEK = 7 * DAY
A_DAY = timedelta(hours=25)
"""The longest there is, on the day the clocks go back."""
RECENT = 4
"""Months that hold the last ten weeks, the longest that any sentence about change looks back."""
SPANS: dict[str, int | None] = {"12": 12, "52": 52, "all": None}
"""What a picture can cover, in weeks; None is everything, month by month."""


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order of time; `at` are local minutes, and every list is as long as `at`."""

    at: list[int] = field(default_factory=list)
    numbers: dict[str, list[float | None]] = field(default_factory=dict)
    tags: dict[str, list[list[str]]] = field(default_factory=dict)

    def points(self, name: str) -> list[tuple[int, float]]:
        values = self.numbers.get(name, [])
        return [(at, value) for at, value in zip(self.at, values, strict=False) if value is not None]

    def since(self, first: int) -> Series:
        keep = [i for i, at in enumerate(self.at) if at >= first]
        return Series(
            [self.at[i] for i in keep],
            {name: [values[i] for i in keep] for name, values in self.numbers.items()},
            {name: [tags[i] for i in keep] for name, tags in self.tags.items()},
        )


@dataclass(frozen=True, slots=True)
class History:
    """Digests of the months asked for, oldest first; the last one is the open month."""

    digests: list[Month]
    state: State


def lately(room: Room, now: datetime) -> list[Entry]:
    """The records that count of this month and of everybody's own today: wherever somebody lives, their day may have
    begun in the month before, which is opened only then."""
    return fold.standing(room.since(now - A_DAY))


def now_state(room: Room, now: datetime) -> State:
    """What is carried up to this moment."""
    return room.folded(fold.FOLD, now).now.state


def read(room: Room, now: datetime, weeks: int | None) -> History:
    """Everything kept in the last `weeks` (and so every point of that time: nothing is kept before it happens)."""
    open_month = room.folded(fold.FOLD, now).now
    first = "0000-00" if weeks is None else month_of(now - timedelta(weeks=weeks))
    closed = [digest for _month, digest in room.digests(fold.FOLD, first, month_of(now), now)]
    return History([*closed, open_month], open_month.state)


def read_detail(room: Room, now: datetime, weeks: int | None) -> list[Month]:
    """The same span of months with the answers that only the patterns page looks at."""
    first = "0000-00" if weeks is None else month_of(now - timedelta(weeks=weeks))
    closed = [digest for _month, digest in room.digests(fold.DETAIL, first, month_of(now), now)]
    return [*closed, room.folded(fold.DETAIL, now).now]


def drawn(found: History, kind: str, chosen: str, zone: tzinfo, *, by_day: bool = False) -> Series:
    """What a line and the sentence above it need. Lines of everything are drawn from each month's own figures, so that
    only the last few months' points are asked for."""
    return series(found.digests if SPANS[chosen] else found.digests[-RECENT:], kind, zone, by_day=by_day)


def series(digests: Sequence[Month], kind: str, zone: tzinfo, *, by_day: bool = False) -> Series:
    """All points of one kind. Points taken back by a later month are left out; by day, the last one counts, for each
    thing it is `of`."""
    by_month = [digest.column(kind) for digest in digests]
    columns = [column for column in by_month if column is not None]
    at = [moment for column in columns for moment in column.at]
    keep = _standing(digests, by_month, kind)
    if by_day:
        of = [key for column in columns for key in column.tags.get("of") or [[]] * len(column.at)]
        keep = list({(at[i], *of[i]): i for i in keep}.values())
    keep.sort(key=at.__getitem__)
    numbers: dict[str, list[float | None]] = {}
    for name in {name for column in columns for name in column.numbers}:
        values = [value for column in columns for value in column.numbers.get(name) or [None] * len(column.at)]
        numbers[name] = [values[i] for i in keep]
    tags: dict[str, list[list[str]]] = {}
    for name in {name for column in columns for name in column.tags}:
        given = [tags for column in columns for tags in column.tags.get(name) or [[]] * len(column.at)]
        tags[name] = [given[i] for i in keep]
    kept = [at[i] for i in keep]
    return Series(kept if by_day else local(kept, zone), numbers, tags)


def _standing(digests: Sequence[Month], columns: Sequence[Column | None], kind: str) -> list[int]:
    """Which points count, all months' points in one row: not those that a later month has taken back."""
    gone = Counter(at for digest in digests for at in digest.gone.get(kind, ()))
    keep, i = [], 0
    for digest, column in zip(digests, columns, strict=True):
        for at in column.at if column is not None else ():
            if gone and gone[at] and at not in digest.gone.get(kind, ()):  # what a month takes back lies in older ones
                gone[at] -= 1
            else:
                keep.append(i)
            i += 1
    return keep


def local(minutes: Sequence[int], zone: tzinfo) -> list[int]:
    """UTC minutes as minutes on the person's clock; the zone is asked once a week, more only where clocks change."""
    known: dict[int, int | None] = {}
    found = []
    for at in minutes:
        week = at // WEEK
        if week not in known:
            start, end = _offset(week * WEEK, zone), _offset(week * WEEK + WEEK, zone)
            known[week] = start if start == end else None
        offset = known[week]
        found.append(at + (_offset(at, zone) if offset is None else offset))
    return found


def _offset(minute: int, zone: tzinfo) -> int:
    moment = datetime.fromtimestamp(minute * 60, UTC).astimezone(zone)
    offset = moment.utcoffset()
    return int(offset.total_seconds()) // 60 if offset else 0


def local_now(now: datetime, zone: tzinfo) -> int:
    minute = fold.minute(now)
    return minute + _offset(minute, zone)


def monthly(digests: Sequence[Month], kind: str, name: str) -> list[Step]:
    """One number's lowest, median and highest for each month it was kept in, for pictures of years."""
    by_month = {digest.month: digest.spans_of(kind).get(name) for digest in digests}
    if not by_month:
        return []
    steps = []
    for month in _months(min(by_month), max(by_month)):
        found = by_month.get(month)
        start = int(datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC).timestamp()) // 60
        if found is None:
            steps.append(Step(start, 0, None, None, None))
        else:
            steps.append(Step(start, found.n, found.low, found.mid, found.high))
    return steps


def _months(first: str, last: str) -> list[str]:
    found, (year, month) = [], map(int, first.split("-"))
    while f"{year:04}-{month:02}" <= last:
        found.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
