"""T17: the page of the barriers, and what has to be said before somebody else holds something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.insight.sentences import capital, number
from goldseam.tools import lists
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.shelf import Item
from goldseam.tools.t17_devices import barriers
from goldseam.tools.times import from_minute, full_day
from goldseam.vault import Entry

CODES = ("t17",)


@dataclass(frozen=True, slots=True)
class Button:
    value: str
    label: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    title: str
    help: str
    state: str
    note: str
    url: str
    buttons: list[Button]
    uid: str


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    rows: list[Row]
    open: bool
    decided: str


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    items = {item.key: item for item in at.shelf.items(tool.code)}
    rows = {unit.id: _row(at, tool, unit.id, items.get(unit.id)) for unit in tool.units}
    decided, done = barriers.counted(items.values(), rows)
    quick = [rows[id] for id in tool.lines("quick")]
    due = barriers.review_due(_begun(at, items), _looked(at), at.today)
    return {
        "quick": quick,
        "quick_open": not all(row.state for row in quick),
        "layers": [_section(layer, rows) for layer in barriers.layers(tool)],
        "decided": tool.word("decided").format(n=decided, done=done) if decided and at.numbers else "",
        "due": tool.word("due").format(day=due) if due else "",
        "over": [_over(tool, items[id], day) for id, day in _held_over(at, items)],
        "looked": bool(at.state.counts.get("t17b")),
    }


def _section(layer: barriers.Layer, rows: dict[str, Row]) -> Section:
    mine = [rows[id] for id in layer.units]
    decided = sum(bool(row.state) for row in mine)
    return Section(layer.id, layer.title, mine, 0 < decided < len(mine), decided_of(decided, len(mine)))


def decided_of(n: int, of: int) -> str:
    return _("%(n)s of %(of)s decided") % {"n": capital(number(n)), "of": number(of)}


def _row(at: Desk, tool: Tool, id: str, item: Item | None) -> Row:
    unit, options = tool.by_unit[id], tool.by_name["status"].options
    said = str(item.body.get("status", "")) if item is not None else ""
    url = reverse("tools:change", args=[tool.code, item.id]) if item is not None else lists.unit_url(tool, id)
    return Row(
        id=id,
        title=unit.title,
        help=unit.help,
        state=next((option.label for option in options if option.id == said), ""),
        note=_note(at, tool, item) if item is not None else "",
        url=url,
        buttons=[Button(option.id, option.label, option.id == said) for option in options],
        uid=str(uuid4()),
    )


def _note(at: Desk, tool: Tool, item: Item) -> str:
    """Who holds it and how long, or the note when it is a short one; the record itself is opened only for the first."""
    if item.key in tool.lines("held") and item.body.get("status") == barriers.DONE:
        body = lists.document(at, item)
        if "holder" in body and "until" in body:
            day = full_day(date.fromisoformat(body["until"]))
            return tool.word("held_until").format(holder=body["holder"], day=day)
    return str(item.body.get("note", ""))


def _begun(at: Desk, items: dict[str, Item]) -> date | None:
    minutes = [item.since for item in items.values()]
    return _day(at, min(minutes)) if minutes else None


def _looked(at: Desk) -> date | None:
    minute = at.state.last.get("t17b")
    return _day(at, minute) if minute else None


def _day(at: Desk, minute: int) -> date:
    return from_minute(minute).astimezone(at.zone).date()


def _held_over(at: Desk, items: dict[str, Item]) -> list[tuple[str, date]]:
    found = [(id, barriers.held_over(item.body, at.today)) for id, item in items.items()]
    return [(id, day) for id, day in found if day is not None]


def _over(tool: Tool, item: Item, day: date) -> dict[str, str]:
    return {
        "title": tool.by_unit[item.key].title,
        "say": tool.word("held_over").format(day=full_day(day)),
        "url": reverse("tools:change", args=[tool.code, item.id]),
    }


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    unit = form.asks.unit
    for name in barriers.left_out(tool, unit.id) if unit else ():
        form.fields.pop(name, None)
    said = at.request.GET.get("status", "")
    if said in tool.by_name["status"].by_id:
        form.initial["status"] = said
    return {"held": bool(unit and unit.id in tool.lines("held"))}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    body = form.body()
    for name in barriers.missing(tool, body, at.today):
        form.add_error(name, tool.word("held_choice" if name == "own_choice" else "held_needed"))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """Only what this one asks: a form made by hand adds nothing."""
    out = set(barriers.left_out(tool, str(body.get("unit", ""))))
    return {name: value for name, value in body.items() if name not in out}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    return {"partner_holds": entry.body.get("holder_is") == "partner"}
