"""T27, one person's own side: nothing here is compared with anybody's, and no page says how two sides lie together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.lists import document
from goldseam.tools.shelf import Item
from goldseam.tools.t27_open import aloud
from goldseam.tools.times import from_minute, full_day
from goldseam.tools.topics import topics

CODES = ("t27",)
MONTH = timedelta(days=28)


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    item = at.shelf.get(tool.code, ONLY)
    last = last_look(at, item)
    return {
        "sides": aloud.sides(tool, document(at, item), numbers=at.numbers),
        "look_due": last is not None and at.today - last >= MONTH,
        "last": tool.word("last").format(day=full_day(last)) if last else "",
        "uid": uuid4(),
    }


def last_look(at: Desk, item: Item | None) -> date | None:
    """The day on which the plan was last kept; to say that it still fits is to keep it again."""
    return from_minute(item.at).astimezone(at.zone).date() if item is not None else None


def printed(at: Desk, tool: Tool) -> dict[str, Any]:
    return {"sides": aloud.sides(tool, document(at, at.shelf.get(tool.code, ONLY)))}


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    found = (topics(form, tool.by_name[name]) for name, _soon, _begin in aloud.SIDES)
    return {"topics": next((one for one in found if one is not None), None)}


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str]:
    """How somebody's plan changes is nobody's measure."""
    return []
