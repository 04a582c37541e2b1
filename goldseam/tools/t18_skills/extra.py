"""T18: what fits now, and what the timer already knows."""

from __future__ import annotations

from typing import Any

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.t18_skills import skills

CODES = ("t18",)
MOST_MINUTES = 60


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    level = skills.level(at.request.GET.get("level", ""))
    chosen = skills.height(level) if level is not None else None
    return {
        "levels": range(11),
        "level": level,
        "fit": _group(tool, chosen) if chosen else None,
        "groups": [_group(tool, height) for height in skills.HEIGHTS if height != chosen],
    }


def _group(tool: Tool, height: skills.Height) -> dict[str, Any]:
    return {
        "id": height,
        "title": tool.word(f"{height}_title"),
        "say": tool.word(f"{height}_say"),
        "also": height == "high",
        "skills": skills.fitting(tool, height),
    }


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Anything odd in the address is left out."""
    said = at.request.GET
    if skill := skills.named(tool, said.get("skill", "")):
        form.initial.setdefault("skill", skill)
    before = skills.level(said.get("before", ""))
    if before is not None:
        form.initial.setdefault("before", before)
    passed = said.get("minutes", "")
    if passed.isascii() and passed.isdigit() and len(passed) <= 3 and int(passed) >= 1:
        form.initial.setdefault("minutes", min(int(passed), MOST_MINUTES))
    return {}
