"""T07: the story, its frame (t07b) and its page (t07c). Kinds, never scenes; who was hurt is stopped kindly."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from goldseam.tools import catalogue, fold, history
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import History
from goldseam.tools.lists import document
from goldseam.tools.t07_story import pages
from goldseam.vault import Entry

CODES = ("t07", "t07b", "t07c")
STORY, FRAME, PAGE, RULERS, HELPERS = "t07", "t07b", "t07c", "t05", "t52"
YEARS = 260
"""Weeks looked back on for sittings and rulers: five years."""


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != STORY:
        return {}
    past = history.read(at.room, at.now, YEARS)
    minutes = [minute for kind in (STORY, PAGE) for minute in history.series(past.digests, kind, at.zone).at]
    today = history.local(([fold.minute(at.now)]), at.zone)[0] // pages.DAY
    return {
        "stretches": pages.stretches(tool, at.shelf.standing(STORY)),
        "sittings": pages.sittings_words(tool, pages.sittings(minutes)),
        "sat_today": any(minute // pages.DAY == today for minute in minutes),
        "frame": at.shelf.get(FRAME, ONLY) is not None,
        "page_begun": at.shelf.get(PAGE, ONLY) is not None,
        "rulers": rulers(at, tool, past),
    }


def printed(at: Desk, tool: Tool) -> dict[str, Any]:
    """The page as a page: a heading and what was written, without the questions."""
    if tool.code != PAGE:
        return {}
    body = document(at, at.shelf.get(PAGE, ONLY))
    asked = [(part.title, next(one.name for one in tool.fields if one.part == part.id)) for part in tool.parts]
    said = [(title, str(body.get(name, ""))) for title, name in asked]
    return {"story": [(title, text) for title, text in said if text]}


def rulers(at: Desk, tool: Tool, past: History) -> list[str]:
    """Only for one goal: the numbers of two would be mixed up."""
    if not at.numbers or len(at.shelf.items(RULERS)) != 1:
        return []
    return pages.rulers(tool, history.series(past.digests, RULERS, at.zone))


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    typed = str(form.cleaned_data.get("year") or "").strip()
    if tool.code == STORY and not pages.right_year(typed, at.today.year):
        form.add_error("year", tool.word("year_wrong"))


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    stop = tool.code == STORY and "hurt" in entry.body.get("also_then", [])
    therapist = reverse("tools:tool", args=[HELPERS]) if catalogue.get(HELPERS) else reverse("safety:help")
    return {"stop": stop, "therapist": therapist}
