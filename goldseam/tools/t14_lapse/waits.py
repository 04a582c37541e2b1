"""T14: what belongs to the days after a hard hour (programme §7): how the person is on days 1, 3 and 7, the facts and
the rest of them, one person who knows, the person's own word on telling, the learning, and a look a week later.

Each leads to a page of the person's own. Nobody is told, nothing is sent, and a count or a stage is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from goldseam.tools import catalogue, crisis, fold, limits
from goldseam.tools.desk import Desk
from goldseam.tools.due import CARE, LOOK, REVIEW, Due
from goldseam.tools.shelf import Item
from goldseam.tools.t14_lapse import after, course, pages
from goldseam.tools.t14_lapse.course import Report
from goldseam.tools.t58_check.state import hold

CODE = "t14"
SPOKEN = ("t50b", "t51b", "t52b", "t54")
"""Records that tell of somebody else."""
NOT_TOGETHER = frozenset({"unwilling", "untold", "apart", "children", "none"})


def waits(at: Desk) -> list[Due]:
    return [*_safe(at), *_facts(at), *_after_report(at)]


def _safe(at: Desk) -> Iterator[Due]:
    """Where an answer was dark or a report was kept, Today asks by itself."""
    if pages.mood_day(at) and not crisis.ask_again(at.state, at.now.astimezone(at.zone)):
        yield Due("safe", CARE, reverse("tools:t14_first"))


def _facts(at: Desk) -> Iterator[Due]:
    answers = at.shelf.recent("t14b")
    if not answers:
        return
    newest = max(answers, key=lambda item: item.at)
    reported = max((item.at for item in at.shelf.recent(CODE)), default=0)
    if after.facts(newest.body, newest.at, reported, _minute(at)):
        yield Due("lapse_facts", CARE, reverse("tools:new", args=[CODE]), rests=1)


def _after_report(at: Desk) -> Iterator[Due]:
    items = at.shelf.recent(CODE)
    if not items:
        return
    found, now = pages.reports(at, catalogue.tool(CODE)), _minute(at)
    newest = max(items, key=lambda item: item.since)
    one = found[items.index(newest)]
    if course.unfinished(found) is not None:
        yield Due("rest", CARE, reverse("tools:tool", args=[CODE]))
    if after.one_person(one, _told(newest), _last(at, *SPOKEN), now):
        yield Due("lapse_person", CARE, _people(at), rests=1)
    if _may_tell(at) and after.window(_own_word(at), _told(newest), one, now):
        yield Due("lapse_window", REVIEW, reverse("tools:tool", args=["t27"]))
    yield from _learning(found, now)
    if after.found(one, now) and _opens(at, "t31"):
        yield Due("lapse_found", REVIEW, reverse("tools:tool", args=["t31"]), rests=7)
    yield from _a_week_later(at, one)


def _learning(found: list[Report], now: int) -> Iterator[Due]:
    open_one = course.to_review(found, now)
    if open_one is not None and after.learning(open_one.at, now):
        rank = CARE if after.fresh(open_one.at, now) else REVIEW
        yield Due("lapse", rank, f"{reverse('tools:new', args=['t14c'])}?report={open_one.id}")


def _a_week_later(at: Desk, one: Report) -> Iterator[Due]:
    days = at.today.toordinal() - pages.local_day(at, one.at)
    if after.with_somebody(days, _last(at, "t51b", "t52b", "t54"), one.at):
        place = "t54" if at.state.counts.get("t54") else "t51"
        yield Due("lapse_week", REVIEW, reverse("tools:tool", args=[place]))
    if after.stands(days, _last(at, "t01"), one.at):
        yield Due("lapse_look", LOOK, reverse("tools:new", args=["t01"]))


def _minute(at: Desk) -> int:
    return fold.minute(at.now)


def _told(item: Item) -> list[str]:
    told = item.body.get("told")
    return told if isinstance(told, list) else []


def _last(at: Desk, *kinds: str) -> int:
    return max(at.state.last.get(kind, 0) for kind in kinds)


def _people(at: Desk) -> str:
    return reverse("tools:tool", args=["t51" if at.shelf.standing("t51") else "t50"])


def _own_word(at: Desk) -> str:
    """How soon the person means to tell of a lapse, as they wrote in a calm hour."""
    item = at.shelf.one("t27")
    rows = item.body.get("will_tell") if item is not None else None
    said = {row.get("id"): row.get("will") for row in rows if isinstance(row, dict)} if isinstance(rows, list) else {}
    return str(said.get("lapse") or "")


def _may_tell(at: Desk) -> bool:
    """Nobody is led to tell somebody who is not there, was never told, or may not be safe to tell."""
    return at.state.me.get("other_is") not in NOT_TOGETHER and not hold(at.state)


def _opens(at: Desk, code: str) -> bool:
    """A tool never begun that would open."""
    return not at.state.counts.get(code) and limits.closed(at, catalogue.tool(code)) is None
