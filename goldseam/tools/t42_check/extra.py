"""T42: the wish to check, the relief asked about later, the week in words, and the card for having found something."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from goldseam.tools import fold, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.history import Series
from goldseam.tools.t42_check import weeks
from goldseam.tools.times import clock, from_minute
from goldseam.vault import Entry

CODES = ("t42",)
RELIEF = ("relief_after_10", "relief_after_60")
SOONEST, LATEST = timedelta(minutes=10), timedelta(hours=6)
"""When the relief of an entry is asked about on the tool's page."""


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    due = relief_due(at)
    return {
        "lines": _lines(at, tool) if at.numbers and at.state.counts.get(tool.code) else [],
        "due": due,
        "due_say": tool.word("later_due").format(when=clock(from_minute(fold.key(due)), at.zone)) if due else "",
        "plan": at.shelf.one("t42b"),
    }


def _lines(at: Desk, tool: Tool) -> list[str]:
    found = history.read(at.room, at.now, weeks.LOOK_BACK)
    points = history.series(found.digests, tool.code, at.zone)
    return weeks.lines(tool, points, history.local_now(at.now, at.zone))


def relief_due(at: Desk) -> Entry | None:
    """The newest entry of the last hours that has not said how long the relief lasted."""
    mine = [entry for entry in at.entries if entry.kind == "t42" and "relief_after_60" not in entry.body]
    ages = [(at.now - from_minute(fold.key(entry)), entry) for entry in mine]
    asked = [(age, entry) for age, entry in ages if SOONEST <= age <= LATEST]
    return min(asked, key=lambda pair: pair[0])[1] if asked else None


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """After the timer the form knows the minutes waited; anything odd in the address is left out."""
    if "rode" not in at.request.GET:
        return {}
    minutes = waited(at.request.GET.get("minutes", ""))
    if not form.is_bound:
        form.initial.setdefault("did", ["delayed"])
        if minutes:
            form.initial.setdefault("delayed_minutes", minutes)
    return {"rode": True, "waited": tool.word("choose_minutes").format(n=minutes) if minutes else ""}


def waited(minutes: str) -> int:
    found = int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) <= 3 else 0
    return found if found <= 720 else 0


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    open_relief = not all(name in entry.body for name in RELIEF)
    return {
        "found_something": entry.body.get("found") == "something",
        "later_url": reverse("tools:t42_later", args=[entry.id]) if open_relief else "",
    }


def week(at: Desk, tool: Tool, points: Series, before: Series) -> list[str]:
    """The weekly summary speaks as the tool's own page does, but for what it cannot say yet."""
    early = {tool.word("relief_few"), tool.word("delay_few")}
    return [line for line in _lines(at, tool) if line not in early] if at.numbers else []


def merged(entry: Entry, answers: Body) -> Body:
    """The entry with what was added about the relief."""
    kept_body = {name: value for name, value in entry.body.items() if name not in RELIEF}
    return {**kept_body, **answers}
