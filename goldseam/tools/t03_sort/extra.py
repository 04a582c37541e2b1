"""T03: the four shaded fields, the person's own word for it, and what each opens. For B it only explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldseam.tools import catalogue, lists
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import Link
from goldseam.tools.forms import ToolForm
from goldseam.tools.t03_sort.sort import Picture, leaning, picture
from goldseam.vault import Entry

CODES = ("t03",)
OPENS: dict[str, tuple[str, ...]] = {
    "control": ("t09", "t11", "t12", "t13", "t17", "t18", "t52"),
    "conscience": ("t06", "t49", "t52"),
    "agreement": ("t29", "t27", "t28", "t34"),
    "mixed": ("t12", "t06", "t29"),
}
"""What an emphasis opens. Conscience opens nothing that pushes towards abstaining (HR-10)."""
STRENGTHS = ("0.05", "0.25", "0.45", "0.7", "1")


@dataclass(frozen=True, slots=True)
class Shade:
    """One of the four fields, with its depth in words beside the colour."""

    name: str
    says: str
    depth: str
    strength: str


@dataclass(frozen=True, slots=True)
class Opens:
    name: str
    say: str
    links: list[Link]


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """The picture stands above the question for one's own word."""
    return _drawn(tool, _body(at)) if "emphasis" in form.fields else {}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    return _drawn(tool, entry.body)


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    body = _body(at)
    own = tool.by_name["emphasis"].by_id.get(str(body.get("emphasis", "")))
    chosen = leaning(body)
    return {
        **_drawn(tool, body),
        "explains": "B" in at.roles and "R" not in at.roles,
        "own": own.label if own else "",
        "why": body.get("why", ""),
        "opens": [_opens(tool, name) for name in OPENS if name == chosen],
        "others": [_opens(tool, name) for name in OPENS if chosen and name != chosen],
        "values": [Link(of.title, reverse("tools:tool", args=[of.code])) for of in _there(("t06", "t34"))],
    }


def _drawn(tool: Tool, body: Mapping[str, Any]) -> dict[str, Any]:
    found = picture(body)
    begun = sum(name in body for name in tool.by_name if name.split("_")[0] in OPENS)
    return {"shades": _shades(tool, found) if found else [], "unclear": begun > 0 and found is None}


def _shades(tool: Tool, found: Picture) -> list[Shade]:
    return [
        Shade(tool.word(f"name_{name}"), tool.word(f"says_{name}"), tool.word(f"shade_{depth}"), STRENGTHS[depth])
        for name, depth in found.shades.items()
    ]


def _opens(tool: Tool, name: str) -> Opens:
    links = [Link(of.title, reverse("tools:tool", args=[of.code])) for of in _there(OPENS[name])]
    return Opens(tool.word(f"name_{name}"), tool.word(f"open_{name}"), links)


def _there(codes: tuple[str, ...]) -> list[Tool]:
    return [found for code in codes if (found := catalogue.get(code)) is not None]


def _body(at: Desk) -> dict[str, Any]:
    return lists.document(at, at.shelf.get("t03", ONLY))
