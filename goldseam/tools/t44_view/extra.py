"""T44: one harsh thought a day, in three minutes; that of last time is filled in, so that it can be rated again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from goldseam.tools import actions, fold
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.t44_view import pages
from goldseam.vault import month_of

CODES = ("t44",)


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if not at.numbers:
        return {}
    return {"review": pages.review(tool, pages.notes(bodies(at, tool), at.today), at.today)}


def bodies(at: Desk, tool: Tool) -> list[Body]:
    """Entries of this month and the last. A day written twice counts by its last version."""
    before = month_of(at.now.replace(day=1) - timedelta(days=1))
    older = at.room.month(before)
    found = fold.standing([*older, *at.room.current(at.now)])
    return [entry.body for entry in found if entry.kind == tool.code]


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    if form.is_bound or "old_belief" in form.initial:
        return {}
    again = actions.of_day(at.entries, tool.code, at.today.isoformat()) is not None
    known = sorted(bodies(at, tool), key=lambda body: str(body.get("day")))
    if known and known[-1].get("old_belief"):
        form.initial["old_belief"] = known[-1]["old_belief"]
        form.fields["old_belief"].help_text = tool.word("same_again")
    return {"again": again, "cause": tool.word("cause") if not known and "B" in at.roles else ""}
