"""T22: what the general pages do not know of commitments."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from goldseam.insight.sentences import number
from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.history import Series
from goldseam.tools.t22_commit import marks, today
from goldseam.vault import Entry

CODES = ("t22", "t22b")


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t22":
        return {}
    found = today.read(at.room, at.now, at.zone, numbers=at.numbers)
    missed = at.request.GET.get("missed", "")
    return {
        "list": found,
        "rest": tool.word("rest").format(n=number(found.rest)) if found.rest else "",
        "missed": next((row for row in (*found.rows, *found.others) if row.key == missed), None),
        "day": at.today.isoformat(),
        "uid": uuid4(),
    }


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    if tool.code == "t22" and not changing(at):
        form.fields.pop("state", None)
    elif tool.code == "t22":
        form.initial.setdefault("state", "going")
    return {}


def changing(at: Desk) -> bool:
    match = at.request.resolver_match
    return match is not None and match.url_name == "change"


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    if tool.code == "t22" and form.body().get("rhythm") == "weekly" and "target" not in form.body():
        form.add_error("target", tool.word("target_needed"))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """How many days a week belongs to “some days a week” only."""
    if tool.code == "t22" and body.get("rhythm") != "weekly":
        return {name: value for name, value in body.items() if name != "target"}
    return body


def week(at: Desk, tool: Tool, points: Series, before: Series) -> list[str]:
    """For the week in words: kept, of those marked. Excused ones are not counted."""
    if tool.code != "t22b":
        return []
    said = [word for words in points.tags.get("mark", []) for word in words if word != marks.EXCUSED]
    if not said:
        return []
    whole = catalogue.tool("t22").word("week_kept")
    return [whole.format(kept=said.count(marks.KEPT), of=len(said))] if at.numbers else []
