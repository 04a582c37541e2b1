"""T47 and its weekly look: choose three at most; the look asks only about those, in the person's own words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from goldseam.tools import catalogue, fold
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.t43_identity.extra import leave
from goldseam.tools.t47_care import pages
from goldseam.tools.times import full_day
from goldseam.vault import Entry, month_of

CODES = ("t47", "t47b")
PLAN, LOOK = "t47", "t47b"
ONWARD = {"R": (("t39", "forgive_button"), ("t55", "reward_button")), "B": (("t42", "check_button"),)}


def plan(at: Desk) -> list[pages.Thing]:
    item = at.shelf.get(PLAN, ONLY)
    return pages.chosen(catalogue.tool(PLAN), item.body) if item is not None else []


def areas() -> list[str]:
    return [option.id for option in catalogue.tool(PLAN).by_name["chosen"].options]


def looks(at: Desk) -> list[Body]:
    """The weekly looks of this month and the last, oldest first."""
    older = at.room.month(month_of(at.now.replace(day=1) - timedelta(days=1)))
    found = [entry.body for entry in fold.standing([*older, *at.room.current(at.now)]) if entry.kind == LOOK]
    return sorted(found, key=lambda body: str(body.get("day")))


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code == LOOK:
        return {"three": plan(at)}
    found = looks(at)
    last = date.fromisoformat(str(found[-1]["day"])) if found else None
    return {
        "three": plan(at),
        "look_due": pages.due(last, at.today),
        "looked": tool.word("week_last").format(day=full_day(last)) if last else "",
        "weeks_done": pages.lately(tool, found, areas()) if at.numbers else "",
        "more_tools": onward(at, tool),
    }


def onward(at: Desk, tool: Tool) -> list[tuple[str, str]]:
    """(words, address) of tools that carry a part of this plan further, for this person's roles."""
    found = [pair for role in at.roles for pair in ONWARD.get(role, ()) if catalogue.get(pair[0]) is not None]
    return [(tool.word(word), reverse("tools:tool", args=[code])) for code, word in found]


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    if tool.code != LOOK:
        return {}
    three = plan(at)
    asked = {thing.id for thing in three} | {area for area in areas() if form.initial.get(area)}
    leave(form, [*(area for area in areas() if area in asked), "burnout", "change", "day"])
    for thing in three:
        form.fields[thing.id].label = pages.question(thing)
    return {"three": three}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    if len(form.cleaned_data.get("chosen") or []) > pages.MOST:
        form.add_error("chosen", tool.word("too_many"))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """A look counts what happened among the things that were asked; the number is worked out here, never typed."""
    if tool.code != LOOK:
        return body
    before = item.body if item is not None else {}
    asked = [area for area in areas() if area in before or area in {thing.id for thing in plan(at)}]
    others = set(areas()) - set(asked)
    kept = {name: value for name, value in body.items() if name not in others and name != "done"}
    return {**kept, "done": pages.done(kept, asked)} if any(area in kept for area in asked) else kept


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    return {"running_empty": tool.code == LOOK and entry.body.get("burnout") == "many"}
