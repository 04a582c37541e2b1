"""T15: what the general pages do not know of the circles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.t15_circles import circles
from goldseam.tools.t15_circles.circles import INNER, INNER_MOST, UNNAMED, Stage, Standing
from goldseam.tools.t16_pause.days import Days, days_of_days
from goldseam.tools.t16_pause.reports import lapses
from goldseam.tools.times import full_day, moment_words
from goldseam.vault import Entry

CODES = ("t15", "t15b")
COUNTED = timedelta(days=89)
"""Days are counted from the day the circles came into use, at most ninety."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    why: str
    note: str
    change: str


@dataclass(frozen=True, slots=True)
class Circle:
    id: str
    title: str
    none: str
    lines: list[Line]
    add: str


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t15":
        return {}
    items, found = at.shelf.items("t15"), stage(at)
    by_circle = circles.lines(items, at.now)
    return {
        "circles": [_circle(at, tool, id, by_circle[id]) for id in circles.CIRCLES],
        "any": any(by_circle.values()),
        "stage": found.where,
        "stage_say": _stage_words(at, tool, found),
        "balance": _balance(tool, {id: len(some) for id, some in by_circle.items()}),
        "notes": _notes(at, tool, found),
        "days": _days(at, tool, found) if at.numbers else [],
    }


def _circle(at: Desk, tool: Tool, id: str, found: list[Standing]) -> Circle:
    lines = [Line(one.text, str(one.item.body.get("why", "")), _waits(at, tool, one), _change(one)) for one in found]
    add = f"{reverse('tools:new', args=['t15'])}?circle={id}"
    return Circle(id, tool.word(f"{id}_title"), tool.word(f"{id}_none"), lines, add)


def _change(one: Standing) -> str:
    return reverse("tools:change", args=["t15", one.item.id])


def _waits(at: Desk, tool: Tool, one: Standing) -> str:
    if one.until is None:
        return ""
    until = in_words(at, one.until)
    if not one.counts:
        return tool.word("waits").format(until=until)
    if not one.then:
        return tool.word("waits_gone").format(until=until)
    return tool.word("waits_then").format(
        until=until, then=one.then, circle=tool.by_name["was_circle"].by_id[one.then_circle].label.lower()
    )


def in_words(at: Desk, moment: datetime) -> str:
    """Monday 23 November, 21:30: a moment within the next days."""
    return moment_words(moment, at.now, at.zone)


def _stage_words(at: Desk, tool: Tool, found: Stage) -> str:
    if found.where == "resting" and found.until is not None:
        return tool.word("resting").format(until=in_words(at, found.until))
    if found.where == "active" and found.since is not None:
        return tool.word("active").format(day=full_day(found.since.astimezone(at.zone).date()))
    return tool.word(found.where)


def _balance(tool: Tool, counts: dict[str, int]) -> str:
    others = counts["inner"] + counts["middle"]
    if not others:
        return ""
    more = circles.missing_outer(counts)
    if not more:
        return tool.word("balanced")
    return tool.word("balance").format(outer=counts["outer"], others=others, more=more)


def _notes(at: Desk, tool: Tool, found: Stage) -> list[str]:
    talks = at.shelf.items("t15b")
    due, next_on = circles.review_due(found, talks, at.now), circles.next_talk(talks, at.today)
    notes = []
    if next_on is not None:
        notes.append(tool.word("planned").format(day=full_day(next_on)))
    elif due is not None:
        notes.append(tool.word("review_due").format(day=full_day(due.astimezone(at.zone).date())))
    return notes


def _days(at: Desk, tool: Tool, found: Stage) -> list[str]:
    if found.since is None:
        return [tool.word("days_open")] if found.where != "draft" else []
    first = max(found.since.astimezone(at.zone).date(), at.today - COUNTED)
    inner, middle = (_counted(at, circle, first) for circle in ("inner", "middle"))
    said = [tool.word("days").format(stood=inner.stood, of=inner.of)] if inner.stood else []
    if 0 < middle.stood < middle.of:
        said.append(tool.word("days_middle").format(stood=middle.stood, of=middle.of))
    return said


def _counted(at: Desk, circle: str, first: date) -> Days:
    return days_of_days(first, at.today, lapses(at, circle, first))


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Only what can be asked now: no reason before there is anything to change, no "taken out" before it stands."""
    if tool.code != "t15":
        return {}
    for name in ("counts_from", "was_item", "was_circle"):
        form.fields.pop(name, None)
    if changing(at):
        form.initial.setdefault("state", "stands")
    else:
        form.fields.pop("state", None)
        form.initial.setdefault("circle", at.request.GET.get("circle", ""))
    if not active(at):
        form.fields.pop("changed_because", None)
    return {}


def changing(at: Desk) -> bool:
    match = at.request.resolver_match
    return match is not None and match.url_name == "change"


def stage(at: Desk) -> Stage:
    return circles.stage(at.shelf.items("t15"), at.shelf.items("t15b"), at.now)


def active(at: Desk) -> bool:
    return stage(at).where == "active"


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    if tool.code == "t15b":
        _check_talk(at, tool, form)
        return
    body, before = form.body(), item.body if item else None
    inner = body.get("circle") == INNER and body.get("state") != "gone"
    if inner and circles.inner_count(at.shelf.items("t15"), _key(before)) >= INNER_MOST:
        form.add_error("circle", tool.word("inner_full"))
    if inner and not body.get("act") and body.get("law") not in UNNAMED:
        form.add_error("act", tool.word("inner_act"))
    if _needs_reason(at, before, body):
        form.add_error("changed_because", tool.word("reason_needed"))


def _key(before: Body | None) -> str:
    return str(before.get("_item", "")) if before else ""


def _needs_reason(at: Desk, before: Body | None, body: Body) -> bool:
    if body.get("changed_because") or body.get("law") in UNNAMED:
        return False
    return active(at) and circles.touches_inner(before, body)


def _check_talk(at: Desk, tool: Tool, form: ToolForm) -> None:
    body = form.body()
    found = stage(at)
    if body["held"] != "alone" and "with_whom" not in body:
        form.add_error("with_whom", tool.word("whom"))
    if body["held"] == "planned" and "next_on" not in body:
        form.add_error("next_on", tool.word("which_day"))
    if body["held"] == "held" and found.where == "draft":
        form.add_error("held", tool.word("no_inner"))
    if body["held"] == "held" and found.where == "resting" and found.until is not None:
        form.add_error("held", tool.word("still_resting").format(until=in_words(at, found.until)))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    if tool.code != "t15":
        return body
    if body.get("law") in UNNAMED:
        body = {**body, "item": tool.word("unnamed")}
    if item is None:
        body = {"added_on": at.today.isoformat(), **body}
    return circles.settle(item.body if item else None, body, active(at), at.now)
