"""T04: only for what is decided; the heaviest line of each box, and the one line that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.fields import OneField
from goldseam.tools.forms import ToolForm
from goldseam.tools.rows import Row, RowsBound
from goldseam.tools.t04_weigh.heavy import BOXES, heaviest
from goldseam.tools.t05_rulers.rulers import ready_to_weigh
from goldseam.vault import Entry

CODES = ("t04",)
LINE = "so_I"


@dataclass(frozen=True, slots=True)
class Box:
    label: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the form; `rows` and `more` for a box."""

    field: BoundField
    rows: list[Row]
    more: list[Row]
    open: bool


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Only decisions that are made can be weighed; the line that follows is asked for after the boxes."""
    field = form.fields.get("decision")
    if isinstance(field, OneField):
        keys = decided(at)
        field.pairs = [pair for pair in field.pairs if pair[0] in {*keys, ""}]
        field.choices = field.pairs
        if len(keys) == 1:
            form.initial.setdefault("decision", keys[0])
    if not form.initial.get(LINE) and not form.data.get(LINE):
        form.fields.pop(LINE, None)
    asked = [form[name] for name in ("decision", *BOXES, LINE) if name in form.fields]
    return {"asked": [Asked(field, *_rows(field)) for field in asked]}


def _rows(field: BoundField) -> tuple[list[Row], list[Row], bool]:
    """One row in sight, the others folded until they hold something: twenty empty boxes help nobody to begin."""
    if not isinstance(field, RowsBound):
        return [], [], False
    first, *rest = field.rows
    return [first], rest, any(row.filled or row.wrong for row in rest)


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    """HR-18: a goal that is still open is not weighed, whatever the form was made to say."""
    chosen = form.body().get("decision")
    if chosen is not None and chosen not in decided(at):
        form.add_error("decision", tool.word("not_decided"))


def decided(at: Desk) -> list[str]:
    return [item.key for item in at.shelf.standing("t05") if ready_to_weigh(item.body)]


def line_form(at: Desk, tool: Tool) -> ToolForm:
    form = at.form(tool, only=(LINE,))
    form[LINE].label = tool.word("so_ask")
    return form


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    body = entry.body
    goal = at.shelf.get("t05", str(body.get("decision", "")))
    boxes = [Box(tool.by_name[name].label, heaviest(body.get(name, ()))) for name in BOXES]
    return {
        "boxes": boxes,
        "decided_for": tool.word("decided_for").format(goal=goal.body["goal"]) if goal is not None else "",
        "line": body.get(LINE, ""),
        "line_form": line_form(at, tool) if not body.get(LINE) else None,
    }
