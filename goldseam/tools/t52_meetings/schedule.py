"""When something that comes back every week, or every second week, takes place. Pure: the time is passed in.

A rule is held as people say it: these days, this time on the wall, in that place. Only an occurrence is a moment.
So a meeting at 19:00 in Dublin stays at 19:00 in Dublin when the clocks change, and moves by an hour for a reader in
a zone that changes on another day or not at all. Two odd cases follow PEP 495: a time that the clocks jump over is the
same distance past midnight (02:30 comes as 03:30), and of a time that comes twice the first is meant.

The words understood of RFC 5545 are FREQ=WEEKLY, INTERVAL=1 or 2, BYDAY and UNTIL as a date. Weeks begin on Monday.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeVar

T = TypeVar("T")

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""In the order of date.weekday()."""
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])\Z")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?\Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` are weekdays, 0 is Monday. `start` is the first date that counts and names the weeks of a fortnight."""

    days: frozenset[int]
    at: time
    zone: tzinfo
    every: int = 1
    start: date | None = None
    until: date | None = None
    lasts: timedelta = HOUR


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One time it takes place, as moments."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Repeat:
    """What an RRULE says beyond the time."""

    every: int
    days: frozenset[int]  # empty when BYDAY is left out
    until: date | None


def on(rule: Rule, day: date) -> bool:
    """Whether it takes place on this date of its own calendar."""
    if day.weekday() not in rule.days:
        return False
    if (rule.start is not None and day < rule.start) or (rule.until is not None and day > rule.until):
        return False
    return rule.start is None or (monday(day) - monday(rule.start)).days // 7 % rule.every == 0


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """A date and a time on the wall → a moment."""
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def occurrences(rule: Rule, first: datetime, last: datetime) -> Iterator[Occurrence]:
    """Every time it begins from `first` to `last`, both included, in order."""
    begin = first.astimezone(rule.zone).date() - DAY  # a clock change may carry a time past midnight
    span = (last.astimezone(rule.zone).date() - begin).days + 1
    weekday = begin.weekday()
    for n in range(span + 1):
        if (weekday + n) % 7 not in rule.days:  # the quick way out for lists of thousands
            continue
        day = begin + timedelta(days=n)
        start = moment(day, rule.at, rule.zone)
        if first <= start <= last and on(rule, day):
            yield Occurrence(start, start + rule.lasts)


def following(rule: Rule, now: datetime, within: timedelta = 3 * WEEK) -> Occurrence | None:
    """The next time it begins, from this very moment on; None when it has ended or has not begun for long."""
    if rule.start is not None:
        now = max(now, moment(rule.start, time(0), rule.zone))
    return next(occurrences(rule, now, now + within), None)


def running(rule: Rule, now: datetime) -> Occurrence | None:
    """The one that is going on at this moment."""
    begun = [found for found in occurrences(rule, now - rule.lasts, now) if found.end > now]
    return begun[-1] if begun else None


def soon(
    rules: Iterable[tuple[T, Rule]], now: datetime, within: timedelta, late: timedelta = timedelta()
) -> list[tuple[Occurrence, T]]:
    """What begins within that time, or began no longer than `late` ago; earliest first."""
    found = [
        (one, what) for what, rule in rules for one in occurrences(rule, now - late, now + within) if one.end > now
    ]
    return sorted(found, key=lambda pair: pair[0])


def clock(text: str) -> time | None:
    """ "19:30" as a time of day; None for anything else."""
    found = _TIME.match(text)
    return time(int(found[1]), int(found[2])) if found else None


def length(start: time, end: time | None) -> timedelta:
    """How long it lasts; an end before the start is after midnight, and one hour is meant when none is given."""
    if end is None or end == start:
        return HOUR
    gap = timedelta(hours=end.hour - start.hour, minutes=end.minute - start.minute)
    return gap if gap > timedelta() else gap + DAY


def repeat(text: str) -> Repeat:
    """Read an RRULE. Raises ValueError with a sentence that says which part of it is not understood."""
    parts: dict[str, str] = {}
    for part in text.removeprefix("RRULE:").strip().strip(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign or name.upper() in parts:
            raise ValueError(f'"{part}" is no part of a rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=SA')
        parts[name.upper()] = value.upper()
    if parts.pop("FREQ", "") != "WEEKLY":
        raise ValueError("only FREQ=WEEKLY is understood")
    every = parts.pop("INTERVAL", "1")
    if every not in {"1", "2"}:
        raise ValueError("INTERVAL is 1 (every week) or 2 (every second week)")
    if parts.pop("WKST", "MO") != "MO":
        raise ValueError("weeks begin on Monday: leave WKST out")
    days = _days(parts.pop("BYDAY", ""))
    until = _until(parts.pop("UNTIL", ""))
    if parts:
        raise ValueError(f"{', '.join(sorted(parts))} is not understood")
    return Repeat(int(every), days, until)


def _days(text: str) -> frozenset[int]:
    named = [name for name in text.split(",") if name]
    wrong = [name for name in named if name not in DAYS]
    if wrong:
        raise ValueError(f'"{wrong[0]}" is no weekday: MO, TU, WE, TH, FR, SA or SU')
    return frozenset(DAYS.index(name) for name in named)


def _until(text: str) -> date | None:
    if not text:
        return None
    found = _UNTIL.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else _no_date(text)
    except ValueError as error:
        raise ValueError(f'UNTIL is a date such as 20261231, not "{text}"') from error


def _no_date(text: str) -> date:
    raise ValueError(text)


def words(rule: Repeat) -> str:
    """The rule as RFC 5545 writes it."""
    parts = ["FREQ=WEEKLY", f"INTERVAL={rule.every}"]
    if rule.days:
        parts.append("BYDAY=" + ",".join(DAYS[day] for day in sorted(rule.days)))
    if rule.until:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    return ";".join(parts)
