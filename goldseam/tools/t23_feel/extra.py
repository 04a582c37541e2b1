"""T23: the feelings in families, at most three of them; the whole thing in one piece, and the version before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms.boundfield import BoundWidget

from goldseam.safety.hints import Kind
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm, own_name
from goldseam.tools.looking import look_at
from goldseam.vault import Entry

CODES = ("t23",)
MOST = 3
LOOKED_AT: dict[str, tuple[Kind, ...]] = {
    "i_feel": ("thought", "no_feeling"),
    "what_happened": ("verdict", "thought", "scene"),
    "because_for_me": ("thought", "blame"),
    "i_see_your_side": ("but", "blame"),
    "i_need": ("demand", "but"),
    "request": ("demand", "watching", "machine"),
}


@dataclass(frozen=True, slots=True)
class Family:
    """One slice of the wheel."""

    label: str
    chips: list[BoundWidget]


@dataclass(frozen=True, slots=True)
class Line:
    heading: str
    text: str


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    chips = list(form["i_feel"])
    marks = tool.by_name["i_feel"].by_id
    families = [entry.split("|", 1) for entry in tool.lines("families")]
    return {
        "families": [
            Family(label, [chip for chip in chips if marks[str(chip.data["value"])].mark == id])
            for id, label in families
        ]
    }


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    said = form.cleaned_data
    if len(said["i_feel"]) + len(said[own_name(tool.by_name["i_feel"])]) > MOST:
        form.add_error("i_feel", tool.word("too_many"))
    if said["request"] and said["no_request"]:
        form.add_error("no_request", tool.word("both"))


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    before = _before(at, entry)
    own = ", ".join(feeling for feeling in entry.body.get("i_feel", []) if feeling not in tool.by_name["i_feel"].by_id)
    return {
        "lines": lines(tool, entry.body),
        "before": lines(tool, before.body) if before is not None else [],
        "look": look_at(tool, {**entry.body, "i_feel": own}, LOOKED_AT),
    }


def lines(tool: Tool, body: Body) -> list[Line]:
    """The sentence as it would be said, each part under its beginning. Nothing is put into the person's mouth."""
    options = tool.by_name["i_feel"].by_id
    feelings = [options[id].label.lower() if id in options else id for id in body.get("i_feel", [])]
    said = [
        ("heading_when", body.get("what_happened", "")),
        ("heading_feel", ", ".join(feelings)),
        ("heading_because", body.get("because_for_me", "")),
        ("heading_side", body.get("i_see_your_side", "")),
        ("heading_need", body.get("i_need", "")),
        ("heading_ask", body.get("request", "")),
    ]
    found = [Line(tool.word(key), text) for key, text in said if text]
    return [*found, Line("", tool.word("heard"))] if body.get("no_request") else found


def _before(at: Desk, entry: Entry) -> Entry | None:
    replaced = entry.body.get("replaces")
    return at.room.entry(UUID(str(replaced))) if replaced else None
