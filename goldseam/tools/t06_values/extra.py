"""T06: each step chooses from the one before; the core on one page; one minute a week for how much it was lived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldseam.insight.sentences import figure
from goldseam.tools import catalogue, fold, history, lists
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Measure, Option, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import Picture
from goldseam.tools.fields import OneField, TagsField
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.rarely import drawn
from goldseam.tools.shelf import Item
from goldseam.tools.t06_values.values import NARROWED, due, fault, name_of, pruned, says
from goldseam.vault import Entry

CODES = ("t06", "t06b", "t06c")
WEEKS = 26
"""How far back the pictures go."""


@dataclass(frozen=True, slots=True)
class Core:
    """One value of the core, as the page shows it."""

    name: str
    says: str
    now: bool
    means: str
    act: str
    lived: str
    url: str
    written: bool


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    steps: dict[str, Callable[[Desk, Tool, ToolForm], dict[str, Any]]] = {"t06": _sort, "t06b": _week, "t06c": _value}
    return steps[tool.code](at, tool, form)


def _sort(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Each part offers only what the part before left."""
    body = document(at)
    for name in ("matters", *NARROWED):
        field = form.fields.get(name)
        if isinstance(field, TagsField):
            field.kind = "stack"
            if name in NARROWED:
                left = body.get(NARROWED[name], [])
                field.choices = [
                    (option.id, option.label) for option in tool.by_name[name].options if option.id in left
                ]
                return {"empty": "" if left else tool.word(f"{name}_none")}
    return {}


def _week(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Only the person's own core is asked."""
    core = document(at).get("core", [])
    for name in [name for name in tool.by_name if name not in core]:
        form.fields.pop(name, None)
    return {"core": core}


def _value(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """The address says which of the core by its place, never by its name."""
    core = document(at).get("core", [])
    field = form.fields.get("value")
    if isinstance(field, OneField):
        own = {*core, str(form.initial.get("value", ""))}
        field.pairs = [pair for pair in field.pairs if pair[0] in own]
        field.choices = field.pairs
        place = at.request.GET.get("n", "")
        if place.isascii() and place.isdigit() and 0 < int(place[:2]) <= len(core):
            form.initial.setdefault("value", core[int(place[:2]) - 1])
    return {"core": core}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    body = form.body()
    if tool.code == "t06":
        whole = document(at) | body
        for name in set(NARROWED) & set(body):
            key = fault(name, body[name], whole)
            if key:
                form.add_error(name, tool.word(key))
    if tool.code == "t06c":
        mine = item.body.get("_item") if item is not None else None
        others = {other.body.get("value") for other in at.shelf.standing("t06c") if other.key != mine}
        if body["value"] in others:
            form.add_error("value", tool.word("twice"))
        elif body["value"] not in {*document(at).get("core", []), item.body.get("value") if item else None}:
            form.add_error("value", tool.word("not_core"))


def body(at: Desk, tool: Tool, body: dict[str, Any], item: Entry | None) -> dict[str, Any]:
    return pruned(body) if tool.code == "t06" else body


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t06":
        return {}
    whole = document(at)
    points = history.series(history.read(at.room, at.now, WEEKS).digests, "t06b", at.zone)
    last = at.state.last.get("t06b", 0)
    return {
        "core": [_core(at, tool, id, n, whole, points) for n, id in enumerate(whole.get("core", []), 1)],
        "begun": bool(whole.get("matters")),
        "three": bool(whole.get("now")),
        "due": due(last, fold.minute(at.now)),
        "pictures": _pictures(tool, whole, points) if at.numbers else [],
    }


def _core(at: Desk, tool: Tool, id: str, n: int, whole: Mapping[str, Any], points: Series) -> Core:
    option = tool.by_name["core"].by_id.get(id, Option(id, id))
    written = next((item for item in at.shelf.standing("t06c") if item.body.get("value") == id), None)
    said = written.body if written else {}
    new_url = f"{reverse('tools:new', args=['t06c'])}?n={n}"
    return Core(
        name_of(option),
        says(option),
        id in whole.get("now", []),
        str(said.get("means_to_me", "")),
        tool.word("value_act").format(act=said["small_act"]) if "small_act" in said else "",
        _lived(at, tool, id, said, points),
        reverse("tools:change", args=["t06c", written.id]) if written else new_url,
        written is not None,
    )


def _lived(at: Desk, tool: Tool, id: str, said: Mapping[str, Any], points: Series) -> str:
    """How it was first, and how it was last; nothing for somebody who hid all numbers."""
    first, known = said.get("lived_last_week"), points.points(id)
    if not at.numbers or (first is None and not known):
        return ""
    if not known:
        return tool.word("lived_first").format(n=figure(first))
    if first is None:
        return tool.word("lived_last").format(n=figure(known[-1][1]))
    return tool.word("lived_both").format(first=figure(first), n=figure(known[-1][1]))


def _pictures(tool: Tool, whole: Mapping[str, Any], points: Series) -> list[Picture]:
    known = tool.by_name["core"].by_id
    measures = [
        Measure(id, name_of(known[id]), tool.word("edge_low"), tool.word("edge_high"))
        for id in whole.get("core", [])
        if id in known
    ]
    return drawn(catalogue.tool("t06b"), measures, points)


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str] | None:
    """The last rating of each value in this week."""
    if tool.code != "t06b" or not at.numbers:
        return None
    labels = {field.name: field.label for field in tool.fields}
    last = {name: known[-1][1] for name in now.numbers if name in labels and (known := now.points(name))}
    said = [tool.word("line_week").format(name=labels[name], n=figure(value)) for name, value in last.items()]
    return [tool.word("week_all").format(said="; ".join(said))] if said else []


def document(at: Desk) -> dict[str, Any]:
    """The sorted cards."""
    item: Item | None = at.shelf.get("t06", ONLY)
    return lists.document(at, item)
