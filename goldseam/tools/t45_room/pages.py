"""T45: what the room says around the question. It hints at no answer and reminds of nothing (HR-8). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from goldseam.tools.shelf import Item
from goldseam.tools.times import from_minute

FIRST_WEEKS = timedelta(days=28)
MONTH = timedelta(days=28)
SHORTEST = timedelta(days=7)
DECIDED = frozenset({"wait", "apart", "stay", "go"})
"""Answers to "where do you stand" that are a decision; only then a page of good and cost helps (HR-18)."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is true of the room today; the words stand in the definition."""

    early: bool
    rests_until: date | None
    rest_over: bool
    undecided: bool
    decided: bool
    month_over: bool
    last: date | None


def around(item: Item | None, joined: int, now: datetime, zone: tzinfo) -> Around:
    """`joined` is the minute of the first thing in the room, 0 when there is none yet."""
    today = now.astimezone(zone).date()
    body = item.body if item is not None else {}
    until = rest_until(body.get("not_deciding_until"))
    last = from_minute(item.at).astimezone(zone).date() if item is not None else None
    resting = until is not None and until > today
    return Around(
        early=not joined or now - from_minute(joined) < FIRST_WEEKS,
        rests_until=until if resting else None,
        rest_over=until is not None and not resting,
        undecided=body.get("where") == "undecided",
        decided=body.get("where") in DECIDED,
        month_over=last is not None and not resting and today - last >= MONTH,
        last=last,
    )


def rest_until(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
