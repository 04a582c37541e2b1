"""Advice to see somebody (programme §10), as quiet cards on Today: from a desk to the rules of `goldseam.path.stepup`.

One of three at most, and none for two weeks after a "not now" to any of them, in a dark hour (then people come first by
another way), or while a step towards somebody is fresh. It leads to the chooser of help (T52), or to the page before a
session (T54) where there are sessions already. Nobody else can see that it was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.urls import reverse

from goldseam.path import stepup
from goldseam.path.known import Known
from goldseam.tools import catalogue, crisis, fold, history
from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due
from goldseam.tools.shelf import Item
from goldseam.tools.t14_lapse import pages as lapse
from goldseam.tools.times import from_minute

SPOKEN: Final = ("t50b", "t51b", "t52b", "t52c", "t54")
STEPS: Final = ("t52b", "t52c", "t54")
"""Steps towards somebody who knows this."""
SPAN: Final = 9
"""Weeks of records that the rules look at."""


def waits(at: Desk) -> Due | None:
    if not at.state.joined or crisis.rests(at.state, at.now) is not None or _put_off(at):
        return None
    if _days_since(at, _last(at, STEPS)) < stepup.STANDS:
        return None
    checks: tuple[tuple[str, Callable[[Desk], bool]], ...] = (
        ("stepup_lapses", _lapses),
        ("stepup_people", _people),
        ("stepup_same", _same),
    )
    id = next((id for id, holds in checks if holds(at)), "")
    return Due(id, LOOK, _place(at), rests=stepup.STANDS) if id else None


def _put_off(at: Desk) -> bool:
    known = Known(settings=at.state.me)
    return any(known.later(id, at.today, stepup.STANDS) for id in stepup.IDS)


def _place(at: Desk) -> str:
    return reverse("tools:tool", args=["t54" if at.state.counts.get("t54") else "t52"])


def _lapses(at: Desk) -> bool:
    items = at.shelf.recent("t14")
    if not at.speaks_to("R") or not items:
        return False
    told = [(item.since, hours) for item in items if isinstance(hours := item.body.get("told_after"), int)]
    newest = _day(at, max(item.at for item in items))
    reports = lapse.reports(at, catalogue.tool("t14"))
    return stepup.stands(newest, at.today) and stepup.lapses(reports, told, fold.minute(at.now))


def _people(at: Desk) -> bool:
    joined, spoke = at.state.joined, _last(at, SPOKEN)
    since = _day(at, stepup.alone_since(joined, spoke))
    return stepup.stands(since, at.today) and stepup.alone(joined, spoke, fold.minute(at.now))


def _same(at: Desk) -> bool:
    return (at.speaks_to("R") and _no_change(at)) or (at.speaks_to("B") and _diary(at))


def _no_change(at: Desk) -> bool:
    """Records are opened only in the two weeks in which the card could stand."""
    if not stepup.stands(_day(at, at.state.joined + stepup.CHANGE_BY * fold.DAY), at.today):
        return False
    found = history.series(history.read(at.room, at.now, SPAN).digests, "t09", at.zone)
    urges = stepup.urges_same(found.points("intensity_start"), history.local_now(at.now, at.zone))
    return stepup.nothing_moved(_looks(at), urges)


def _looks(at: Desk) -> bool | None:
    first, lately = at.shelf.first.get("t01"), at.shelf.recent("t01")
    if first is None or _days_since(at, lately[-1].since) > stepup.LOOKED:
        return None
    return stepup.looks_same(_numbers(first), [_numbers(item) for item in lately])


def _diary(at: Desk) -> bool:
    due = stepup.stands(_day(at, at.state.joined + stepup.DIARY_BY * fold.DAY), at.today)
    if not due or not at.state.counts.get("t40"):
        return False
    found = history.series(history.read(at.room, at.now, SPAN).digests, "t40", at.zone, by_day=True)
    points = {name: found.points(name) for name in stepup.DIARY}
    return stepup.nothing_moved(stepup.diary_same(points, history.local_now(at.now, at.zone)))


def _numbers(item: Item) -> Mapping[str, float]:
    return {
        name: value
        for name, value in item.body.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def _last(at: Desk, kinds: tuple[str, ...]) -> int:
    return max(at.state.last.get(kind, 0) for kind in kinds)


def _days_since(at: Desk, minute: int) -> int:
    return (at.today - _day(at, minute)).days


def _day(at: Desk, minute: int) -> date:
    return from_minute(minute).astimezone(at.zone).date()
