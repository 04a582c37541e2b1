"""T27: one person's own side as sentences that can be read aloud, topic by topic. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from goldseam.insight.sentences import small
from goldseam.tools.definition import Field, Tool

NONE: Final = "none"
SIDES: Final = (("will_tell", "will", "tell"), ("want_to_hear", "want", "hear"))
"""Field, the question of how soon in it, and how its sentences begin."""


@dataclass(frozen=True, slots=True)
class Side:
    """What is told, or what is to be heard."""

    title: str
    lines: list[str]
    chosen: str


def sides(tool: Tool, body: Mapping[str, Any], *, numbers: bool = True) -> list[Side]:
    """Those that say anything, in the order of the parts. Without `numbers` nothing is counted (HR-20)."""
    titles = {part.id: part.title for part in tool.parts}
    found = []
    for name, soon, begin in SIDES:
        rows, field = body.get(name, []), tool.by_name[name]
        if rows:
            chosen = tool.word("all_of").format(n=len(rows), all=len(field.each)) if numbers else ""
            found.append(Side(titles[field.part], [sentence(tool, field, row, soon, begin) for row in rows], chosen))
    return found


def sentence(tool: Tool, field: Field, row: Mapping[str, Any], soon: str, begin: str) -> str:
    words = {
        "topic": next(option.label for option in field.each if option.id == row["id"]),
        "soon": small(_label(field, soon, row)),
        "detail": small(_label(field, "detail", row)),
    }
    note = str(row.get("note", "")).rstrip(" .")
    if row.get(soon) == NONE:
        said = tool.word(f"{begin}_none").format(**words)
    elif not words["soon"]:
        said = tool.word(f"{begin}_open" if words["detail"] else "only_note").format(**words)
    else:
        said = tool.word(f"{begin}_line_how" if words["detail"] else f"{begin}_line").format(**words)
    return f"{said} {note}." if note else said


def _label(field: Field, name: str, row: Mapping[str, Any]) -> str:
    cell = next(cell for cell in field.of if cell.name == name)
    return next((option.label for option in cell.options if option.id == row.get(name)), "")
