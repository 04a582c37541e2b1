"""T48: one line, half a minute; scrolled month by month; out of sight while good things would be asking too much."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.history import Series
from goldseam.tools.t48_wins import pages
from goldseam.tools.times import full_day
from goldseam.vault import month_of

CODES = ("t48",)


def listed(at: Desk, tool: Tool) -> bool:
    return not pages.hidden(at.state.me, at.roles, at.state.joined, at.now)


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str] | None:
    """Out of sight means out of the week too; otherwise the general words."""
    return None if listed(at, tool) else []


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    early = pages.early_until(at.state.me, at.roles, at.state.joined, at.now)
    fresh = {"fresh": uuid4()}
    if not listed(at, tool):
        key, day = ("hidden_early", early.astimezone(at.zone).date()) if early else ("hidden_own", at.today)
        button = tool.word("show_early" if early else "show")
        return fresh | {"hidden": True, "why_hidden": tool.word(key).format(day=full_day(day)), "show": button}
    months = at.room.months()
    asked = at.request.GET.get("month", "")
    month = asked if asked in months else month_of(at.now)
    found = pages.wins(tool, at.room.month(month), at.now, at.zone)
    return fresh | {"wins": found, "said": pages.month_words(tool, len(found)), **pages.around(tool, month, months)}
