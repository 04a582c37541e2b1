"""T43: ten units about oneself, with a brake. Each unit asks its own questions; the last one wants to be short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldseam.tools import history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm, own_name
from goldseam.tools.lists import document
from goldseam.tools.t43_identity import pages
from goldseam.tools.t43_identity.progress import progress
from goldseam.vault import Entry

CODES = ("t43",)


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    found = progress(tool.units_for(at.roles), at.shelf.items(tool.code), tool.pace, at.today, at.zone)
    measured = beside(at, tool) if found.written else []
    return {"book": pages.workbook(tool, found, statements(at), measured, at.now, at.zone)}


def statements(at: Desk) -> list[str]:
    """What the last unit says, in full: the record is opened, since the shelf leaves a unit's words out."""
    items = [at.shelf.get("t43", edition + pages.STATEMENT) for edition in ("b", "r")]
    said = [document(at, item).get("text", "") for item in items if item is not None]
    return [str(text) for text in said if text]


def beside(at: Desk, tool: Tool) -> list[str]:
    if not at.numbers:
        return []
    past = history.read(at.room, at.now, 104)
    return pages.beside(tool, history.series(past.digests, "t01", at.zone))


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Only this unit's questions; the others' would only crowd the page."""
    if form.asks.unit is not None:
        leave(form, pages.asked(form.asks.unit.id))
        if pages.short(form.asks.unit.id):
            form.fields["text"].widget.attrs |= {"rows": 4, "class": ""}
    return {}


def leave(form: ToolForm, names: Sequence[str]) -> None:
    """Take every question out of a form but these, and put these in their order."""
    for field in form.shown:
        if field.name not in names:
            form.fields.pop(field.name, None)
            form.fields.pop(own_name(field), None)
    form.shown = sorted((one for one in form.shown if one.name in names), key=lambda one: names.index(one.name))


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    text = str(form.cleaned_data.get("text", ""))
    if form.asks.unit is not None and pages.too_long(form.asks.unit.id, text):
        form.add_error("text", tool.word("too_long").format(n=len(text)))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """A unit keeps only what it asks."""
    names = {*pages.asked(str(body.get("unit", ""))), "unit"}
    return {name: value for name, value in body.items() if name in names}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    return {"flooded": flooded(entry.body, "hard")}


def flooded(body: Body, field: str) -> bool:
    """Whether the number beside the writing says that coming back to now comes before everything else."""
    value = body.get(field)
    return isinstance(value, int) and value >= pages.FLOODED
