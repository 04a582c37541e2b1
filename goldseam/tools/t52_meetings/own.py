"""A person's own times: living things of t52 → when they come next. Pure; Today may use `coming`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from goldseam.tools.shelf import Item
from goldseam.tools.t52_meetings.schedule import HOUR, WEEK, Occurrence, Rule, clock, following, monday, occurrences
from goldseam.tools.times import zone_named

WEEKDAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""Ids of the field `weekday`, in the order of date.weekday()."""

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Time:
    """One of the person's own times, and when it comes next; None while it rests."""

    key: str
    name: str
    coming: Occurrence | None
    paused: bool


def rule_of(body: Body, zone: tzinfo) -> Rule | None:
    """None for a record that cannot be read as a time. `zone` is the person's own, for times that name no other."""
    at, weekday = clock(str(body.get("time", ""))), body.get("weekday")
    if at is None or weekday not in WEEKDAYS:
        return None
    lasts = body.get("lasts")
    return Rule(
        frozenset({WEEKDAYS.index(str(weekday))}),
        at,
        zone_named(str(body.get("clock", ""))) or zone,
        2 if body.get("every") == "w2" and _start(body) else 1,
        _start(body),
        lasts=timedelta(minutes=lasts) if isinstance(lasts, int) and lasts > 0 else HOUR,
    )


def _start(body: Body) -> date | None:
    try:
        return date.fromisoformat(str(body.get("start", "")))
    except ValueError:
        return None


def start_for(turn: str, today: date) -> date:
    """The Monday that counts the fortnight, from "this week" or "next week"."""
    return monday(today) + (timedelta() if turn == "this" else WEEK)


def turn_of(body: Body, today: date) -> str:
    """Whether a fortnight is on this week or next, as of today."""
    start = _start(body)
    if body.get("every") != "w2" or start is None:
        return ""
    return "this" if (monday(today) - monday(start)).days // 7 % 2 == 0 and today >= monday(start) else "next"


def times(items: Iterable[Item], now: datetime, zone: tzinfo) -> list[Time]:
    """Those that stand, the next one first, those that rest last."""
    found = [_time(item, now, zone) for item in items if not item.ended]
    far = now + timedelta(days=3660)
    return sorted(found, key=lambda one: (one.coming.start if one.coming else far, one.name))


def _time(item: Item, now: datetime, zone: tzinfo) -> Time:
    rule = rule_of(item.body, zone)
    paused = item.body.get("standing") == "pause" or rule is None
    name = " ".join(str(item.body.get("name", "")).split())
    return Time(item.key, name, None if paused or rule is None else following(rule, now), paused)


def coming(items: Iterable[Item], now: datetime, zone: tzinfo, within: timedelta) -> list[tuple[str, Occurrence]]:
    """(name, when) of what begins within that time. For Today: the name is the person's own and says nothing."""
    found = []
    for item in items:
        rule = rule_of(item.body, zone)
        if rule is None or item.ended or item.body.get("standing") == "pause":
            continue
        name = " ".join(str(item.body.get("name", "")).split())
        found += [(name, one) for one in occurrences(rule, now, now + within)]
    return sorted(found, key=lambda pair: pair[1])
