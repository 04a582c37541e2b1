"""Rows of a fixed list, each folded behind its name and what stands there, so that one is changed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldseam.tools.definition import Field
from goldseam.tools.forms import ToolForm
from goldseam.tools.rows import Row, RowsBound


@dataclass(frozen=True, slots=True)
class Topic:
    """One row; `said` is the first choice made in it before."""

    row: Row
    said: str


@dataclass(frozen=True, slots=True)
class Topics:
    """What tools/_topics.html draws."""

    field: RowsBound
    rows: list[Topic]


def topics(form: ToolForm, field: Field) -> Topics | None:
    """None where the form does not ask for these rows."""
    bound = form[field.name] if field.name in form.fields else None
    if not isinstance(bound, RowsBound):
        return None
    said = {str(row.get("id")): chosen(field, row) for row in form.initial.get(field.name) or []}
    return Topics(bound, [Topic(row, said.get(row.key, "")) for row in bound.rows])


def chosen(field: Field, row: Mapping[str, Any]) -> str:
    """The first choice made in a row, in its words."""
    labels = ({option.id: option.label for option in cell.options}.get(str(row.get(cell.name))) for cell in field.of)
    return next((label for label in labels if label), "")
