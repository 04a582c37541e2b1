"""What a tool's page shows of living things: the list as it stands, the document part by part, the units.

Ready made for the templates; words come from the definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.urls import reverse

from goldseam.tools import show
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import MARKS, Part, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.labels import item_name
from goldseam.tools.pages import without_numbers
from goldseam.tools.shelf import Item
from goldseam.tools.show import Answer
from goldseam.tools.times import ago, from_minute


@dataclass(frozen=True, slots=True)
class Thing:
    """One living thing in a list."""

    key: str
    name: str
    about: str
    """Its short answers in one line."""
    when: str
    url: str
    change: str
    ended: bool
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartCard:
    id: str
    title: str
    say: str
    answers: list[Answer]
    url: str
    first: bool = False
    """The first that is still empty: the page's one primary action."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    id: str
    title: str
    when: str
    """Empty while it is not written."""
    url: str


@dataclass(frozen=True, slots=True)
class Living:
    standing: list[Thing] = field(default_factory=list)
    away: list[Thing] = field(default_factory=list)
    parts: list[PartCard] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)
    document: Thing | None = None
    answers: list[Answer] = field(default_factory=list)
    """What a document without parts says."""
    room_for_more: bool = True

    @property
    def any(self) -> bool:
        return bool(self.standing or self.away or self.document or any(unit.when for unit in self.units))


def living(at: Desk, tool: Tool) -> Living | None:
    """None for a log of entries."""
    match tool.living:
        case "many":
            items = at.shelf.items(tool.code)
            standing = [thing(at, tool, item) for item in items if not item.ended]
            away = [thing(at, tool, item) for item in items if item.ended]
            return Living(standing, away, room_for_more=not tool.most or len(standing) < tool.most)
        case "one":
            item = at.shelf.get(tool.code, ONLY)
            document = thing(at, tool, item) if item is not None else None
            return Living(parts=_parts(at, tool, item), document=document, answers=_whole(at, tool, item))
        case "units":
            return Living(units=[_unit(at, tool, unit.id, unit.title) for unit in tool.units_for(at.roles)])
        case _:
            return None


def thing(at: Desk, tool: Tool, item: Item) -> Thing:
    short = [field for field in tool.fields if field.type in {"choice", "tags"} and field.name != tool.named_by]
    body = {name: value for name, value in item.body.items() if name not in MARKS}
    about = [answer.text for field in short for answer in show.answers_to([field], body, at.now, at.zone)]
    return Thing(
        item.key,
        item_name(tool, item.body),
        " · ".join(text for text in about[:2] if text),
        ago(from_minute(item.at), at.now, at.zone),
        reverse("tools:kept", args=[tool.code, item.id]),
        reverse("tools:change", args=[tool.code, item.id]),
        item.ended,
        body,
    )


def _parts(at: Desk, tool: Tool, item: Item | None) -> list[PartCard]:
    if not tool.parts:
        return []
    body = _seen(at, tool, item)
    found = [
        PartCard(
            part.id,
            part.title,
            part.say,
            show.answers_to(fields_of(tool, part, at), body, at.now, at.zone, at.names(tool)),
            part_url(tool, part.id),
        )
        for part in tool.parts
        if fields_of(tool, part, at)
    ]
    empty = next((card.id for card in found if not card.answers), None)
    return [replace(card, first=card.id == empty) for card in found]


def _whole(at: Desk, tool: Tool, item: Item | None) -> list[Answer]:
    if tool.parts or item is None:
        return []
    return show.answers_to(tool.asked(at.roles), _seen(at, tool, item), at.now, at.zone, at.names(tool))


def _seen(at: Desk, tool: Tool, item: Item | None) -> dict[str, Any]:
    """The document as this person wants to see it (HR-20)."""
    body = document(at, item)
    return body if at.numbers else without_numbers(tool, body)


def part_url(tool: Tool, id: str) -> str:
    """By its number: a browser's history must not say what somebody wrote about (R19)."""
    return reverse("tools:part", args=[tool.code, str([part.id for part in tool.parts].index(id) + 1)])


def unit_url(tool: Tool, id: str) -> str:
    """Where a unit is begun; by its number too."""
    return f"{reverse('tools:new', args=[tool.code])}?unit={list(tool.by_unit).index(id) + 1}"


def fields_of(tool: Tool, part: Part, at: Desk) -> list[Any]:
    return [field for field in tool.asked(at.roles) if field.part == part.id]


def document(at: Desk, item: Item | None) -> dict[str, Any]:
    """A living thing's whole body; its record is opened only when the shelf left something long out."""
    if item is None:
        return {}
    entry = at.room.entry(UUID(item.id)) if item.cut else None
    body = item.body if entry is None else entry.body
    return {name: value for name, value in body.items() if name not in MARKS}


def documents(at: Desk, items: Sequence[Item]) -> list[dict[str, Any]]:
    """The same of several; those that have to be opened are opened in one look."""
    opened = {str(entry.id): entry.body for entry in at.room.entries([UUID(item.id) for item in items if item.cut])}
    bodies = [opened.get(item.id, item.body) for item in items]
    return [{name: value for name, value in body.items() if name not in MARKS} for body in bodies]


def _unit(at: Desk, tool: Tool, id: str, title: str) -> UnitRow:
    item = at.shelf.get(tool.code, id)
    if item is None:
        return UnitRow(id, title, "", unit_url(tool, id))
    when = ago(from_minute(item.at), at.now, at.zone)
    return UnitRow(id, title, when, reverse("tools:kept", args=[tool.code, item.id]))
