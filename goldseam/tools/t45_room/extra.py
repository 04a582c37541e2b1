"""T45: a living document about a large question. Nothing of it is counted, drawn, shared or brought up elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.t45_room import pages
from goldseam.tools.t46_questions.extra import forget_past
from goldseam.tools.times import full_day
from goldseam.vault import Entry

CODES = ("t45",)
WEIGH = "t04"


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    found = pages.around(at.shelf.get(tool.code, ONLY), at.state.joined, at.now, at.zone)
    return {
        "around": found,
        "held": at.state.t58.get("hold") is True,
        "resting": tool.word("resting").format(day=full_day(found.rests_until)) if found.rests_until else "",
        "last": tool.word("last_look").format(day=full_day(found.last)) if found.last else "",
        "weigh": weigh(found.decided),
    }


def weigh(decided: bool) -> str:
    """Good and cost side by side help after a decision and pull to and fro before one (HR-18)."""
    return reverse("tools:tool", args=[WEIGH]) if decided and catalogue.get(WEIGH) is not None else ""


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str]:
    """The week in words says nothing of it: no page but its own may bring the question up (HR-8)."""
    return []


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    forget_past(form, "not_deciding_until", at.today)
    return {"held": at.state.t58.get("hold") is True}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    until = form.cleaned_data.get("not_deciding_until")
    if isinstance(until, date) and until - at.today < pages.SHORTEST:
        form.add_error("not_deciding_until", tool.word("too_soon"))
