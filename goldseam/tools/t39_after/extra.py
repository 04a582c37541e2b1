"""T39, T39d: what a rewritten sentence still says about the person instead of the act."""

from __future__ import annotations

from typing import Any

from goldseam.safety.hints import Kind
from goldseam.tools import actions, lists
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body
from goldseam.tools.looking import Look, look

CODES = ("t39", "t39d")
REWRITTEN: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "t39": ("guilt_talk", ("self_pity", "minimising", "blame")),
    "t39d": ("truer_talk", ("self_pity",)),
}


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    document = lists.document(at, at.shelf.get(tool.code, actions.ONLY))
    return {"look": rewritten(tool, document)}


def rewritten(tool: Tool, document: Body) -> Look | None:
    """The new sentences only: what the shame says is written down in order to be seen."""
    cell, kinds = REWRITTEN[tool.code]
    label = next(asked.label for field in tool.fields for asked in field.of if asked.name == cell)
    return look([(label, str(row[cell]), kinds) for row in document.get("pairs", []) if cell in row], tool.words)
