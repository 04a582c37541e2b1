"""T30: a letter in eight sections that stays unsent; parts of it can be printed, some only after a pause."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from goldseam.tools import lists
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.shelf import Item
from goldseam.tools.t30_letter.sheets import PAUSE, Section, chosen, held
from goldseam.tools.times import from_minute
from goldseam.vault import Entry

CODES = ("t30",)
UNSENT: Final = "unsent"


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """Every section says of itself that it was written to stay. Nothing in Goldseam sends it anywhere."""
    return {**body, UNSENT: True}


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """It is no question: there is nowhere to send it."""
    form.fields.pop(UNSENT, None)
    return {}


def printed(at: Desk, tool: Tool) -> dict[str, Any]:
    """The question page; or, once something was chosen, the sheet itself. The choice stands in the address only."""
    items = {item.key: item for item in at.shelf.standing(tool.code)}
    written = [Section(unit.id, unit.title) for unit in tool.units if unit.id in items]
    choice = chosen(at.request.GET, [section.id for section in written])
    context: dict[str, Any] = {"written": written, "choice": choice, "sections": [], "resting": [], "say": ""}
    if not choice.asked or not written:
        return context
    if choice.say:
        return context | {"say": tool.word(choice.say)}
    resting = {id for id in choice.sections if choice.reader == "partner" and held(from_minute(items[id].at), at.now)}
    shown = [section for section in written if section.id in choice.sections and section.id not in resting]
    bodies = lists.documents(at, [items[section.id] for section in shown])
    return context | {
        "resting": [_rests(at, tool, section, items[section.id]) for section in written if section.id in resting],
        "sections": [(section.title, str(body.get("text", ""))) for section, body in zip(shown, bodies, strict=True)],
        "head": tool.word(f"head_{choice.reader}"),
        "foot": "" if choice.reader == "self" else tool.word(f"foot_{choice.reader}"),
    }


def _rests(at: Desk, tool: Tool, section: Section, item: Item) -> str:
    return tool.word("rests").format(title=section.title, when=_when(at, from_minute(item.at) + PAUSE))


def _when(at: Desk, moment: datetime) -> str:
    return f"{moment.astimezone(at.zone):%A, %H:%M}"
