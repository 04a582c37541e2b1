"""T19: the page of the internet plan, and the two weeks each loosened rule is given."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any
from uuid import uuid4

from goldseam.insight.stats import FEW
from goldseam.tools import actions, catalogue, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.history import Series
from goldseam.tools.t19_internet import plan
from goldseam.tools.times import full_day
from goldseam.vault import Entry

CODES = ("t19", "t19b")
PLAN = "t19"
WEEKS = 12


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str] | None:
    """Days within the plan, of those marked this week."""
    if tool.code == PLAN:
        return None
    days = plan.within(now)
    return (
        [catalogue.tool(PLAN).word("days").format(within=days.stood, of=days.of)] if at.numbers and days.stood else []
    )


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != PLAN:
        return {}
    item = at.shelf.one(tool.code)
    body = item.body if item is not None else {}
    today = actions.of_day(at.entries, "t19b", at.today.isoformat())
    said = today.body.get("within") if today is not None else ""
    options = catalogue.tool("t19b").by_name["within"].options
    return {
        "exists": item is not None,
        "days": _days(at, tool) if at.numbers else "",
        "buttons": [(option.id, option.label, option.id == said) for option in options],
        "uid": uuid4(),
        "testing": _testing(tool, body),
        "review": _review(at, tool, body),
        "steady_first": not at.shelf.items("t16") and not at.shelf.items("t17"),
    }


def _days(at: Desk, tool: Tool) -> str:
    found = history.read(at.room, at.now, WEEKS)
    days = plan.within(history.series(found.digests, "t19b", UTC, by_day=True))
    if days.of < FEW or not days.stood:
        return tool.word("days_none")
    return tool.word("days").format(within=days.stood, of=days.of)


def _testing(tool: Tool, body: Body) -> str:
    if not body.get("loosening") or "loosened_on" not in body:
        return ""
    day = full_day(date.fromisoformat(body["loosened_on"]))
    return tool.word("testing").format(day=day, rule=body["loosening"])


def _review(at: Desk, tool: Tool, body: Body) -> str:
    said = body.get("review_on")
    if not isinstance(said, str) or date.fromisoformat(said) > at.today:
        return ""
    return tool.word("review_due").format(day=full_day(date.fromisoformat(said)))


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    form.fields.pop("loosened_on", None)
    return {}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    if tool.code != PLAN:
        return
    before = item.body if item is not None else {}
    free = plan.too_soon(before, str(form.body().get("loosening", "")), at.today)
    if free is not None:
        since = full_day(free - plan.TRIAL)
        form.add_error("loosening", tool.word("too_soon").format(day=since, until=full_day(free)))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    if tool.code != PLAN:
        return body
    return plan.settle(item.body if item is not None else {}, body, at.today)
