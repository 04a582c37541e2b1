"""T31, the private part: each gets ready alone. Nothing leads from here to the other person (HR-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.lists import document
from goldseam.tools.t31_ready.ready import stands
from goldseam.tools.topics import topics

CODES = ("t31",)
FIRST: Final = (("first_look", "t58"), ("first_plan", "t57"), ("first_people", "t50"))
URGENT: Final = (
    ("urgent_health", "6"),
    ("urgent_danger", "2"),
    ("urgent_law", "3"),
    ("urgent_children", "5"),
    ("urgent_debts", "7"),
)
"""What cannot wait, and the page under Help now that knows about it."""


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    url: str


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    body = document(at, at.shelf.get(tool.code, ONLY))
    found = stands(tool, body, at.roles, bool(at.state.plan))
    return {
        "first": [_to(tool, word, code) for word, code in FIRST],
        "urgent": [Way(tool.word(word), reverse("safety:route", args=[route])) for word, route in URGENT],
        "want": tool.word(f"want_{body['want_it']}") if "want_it" in body else "",
        "there": tool.word("there").format(what=", ".join(found.there)) if body and found.there else "",
        "still_open": tool.word("open_still").format(what=", ".join(found.open)) if body and found.open else "",
        "all_there": bool(body) and not found.open,
        "seeks": body.get("own_therapist") in {"searching", "no"},
        "find": _to(tool, "find_button", "t52"),
        "session": _to(tool, "session_button", "t54"),
    }


def _to(tool: Tool, word: str, code: str) -> Way:
    return Way(tool.word(word), reverse("tools:tool", args=[catalogue.tool(code).code]))


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    return {"topics": topics(form, tool.by_name["areas"])}


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str]:
    return []
