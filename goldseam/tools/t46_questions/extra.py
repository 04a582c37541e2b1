"""T46: two sets of ten questions, at most one a day, in an order that is only suggested."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.t43_identity.extra import flooded
from goldseam.tools.t43_identity.progress import progress
from goldseam.tools.t46_questions import pages
from goldseam.vault import Entry

CODES = ("t46",)


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    found = progress(tool.units_for(at.roles), at.shelf.items(tool.code), tool.pace, at.today, at.zone)
    return {"questions": pages.questions(tool, found, at.now, at.zone)}


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str]:
    """The week in words says nothing of it: an answer is to be sat with, not summed up."""
    return []


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    forget_past(form, "revisit_on", at.today)
    return {}


def forget_past(form: ToolForm, name: str, today: date) -> None:
    """A day that has come meanwhile is no answer to "until when": the question stands empty again."""
    if name in form.fields and str(form.initial.get(name, "9999")) <= today.isoformat():
        form.initial[name] = None


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    return {"flooded": flooded(entry.body, "feeling_after")}
