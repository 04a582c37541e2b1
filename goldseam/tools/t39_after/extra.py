"""T39, T39d: what a rewritten sentence still says about the person instead of the act."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from goldseam.safety.hints import Kind
from goldseam.tools import actions, lists
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body
from goldseam.tools.lists import PartCard
from goldseam.tools.looking import Look, look
from goldseam.tools.show import Answer

CODES = ("t39", "t39d")
REWRITTEN: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "t39": ("guilt_talk", ("self_pity", "minimising", "blame")),
    "t39d": ("truer_talk", ("self_pity",)),
}


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    document = lists.document(at, at.shelf.get(tool.code, actions.ONLY))
    found: dict[str, Any] = {"look": rewritten(tool, document)}
    living = lists.living(at, tool)
    if living is not None and document.get("pairs"):
        found["living"] = replace(living, parts=[_turned(tool, part, document["pairs"]) for part in living.parts])
    return found


def _turned(tool: Tool, part: PartCard, pairs: list[Body]) -> PartCard:
    """A sentence above, what it was turned into below it."""
    field = tool.by_name["pairs"]
    if part.id != field.part:
        return part
    first, second = (cell.name for cell in field.of)
    said = [(str(row.get(first, "")), str(row.get(second, ""))) for row in pairs]
    lines = tuple("\n".join(filter(None, (old, f"→ {new}" if new else ""))) for old, new in said)
    return replace(part, answers=[Answer(field.label, lines=lines)])


def rewritten(tool: Tool, document: Body) -> Look | None:
    """The new sentences only: what the shame says is written down in order to be seen."""
    cell, kinds = REWRITTEN[tool.code]
    label = next(asked.label for field in tool.fields for asked in field.of if asked.name == cell)
    return look([(label, str(row[cell]), kinds) for row in document.get("pairs", []) if cell in row], tool.words)
