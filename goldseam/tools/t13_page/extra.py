"""T13 on the general pages: the assembled page, what goes along with a change, and the sheet for paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.t13_page import pages
from goldseam.vault import Entry

CODES = ("t13",)
REVIEW = timedelta(days=28)


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    return {"plan": pages.one_page(at, tool)}


printed = overview


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """The next look is four weeks away unless the person chose another day that is still to come."""
    if "review_on" in form.fields and not form.is_bound:
        chosen = pages.review_day(form.initial)
        if chosen is None or chosen <= at.today:
            form.initial["review_on"] = (at.today + REVIEW).isoformat()
    return {}


def body(at: Desk, tool: Tool, body: dict[str, Any], item: Entry | None) -> dict[str, Any]:
    """A row keeps the plan chosen for it while its words stay; a new day for the next look is a look done."""
    old = item.body if item is not None else {}
    chosen = {row["situation"]: row["plan"] for row in old.get("high_risk", []) if row.get("plan")}
    rows = [with_plan(row, chosen) for row in body.get("high_risk", [])]
    looked = bool(old.get("review_on")) and body.get("review_on") not in (None, old.get("review_on"))
    times = int(old.get("reviews", 0)) + looked
    return body | ({"high_risk": rows} if rows else {}) | ({"reviews": times} if times else {})


def with_plan(row: dict[str, Any], chosen: dict[str, str]) -> dict[str, Any]:
    plan = row.get("plan") or chosen.get(row.get("situation", ""))
    return row | ({"plan": plan} if plan else {})
