"""From one kept record to a new one of another tool: which links a record offers, and what they fill in.

An id of the record stands in the address, never a word of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.definition import NUMBERS, Feed, Field, Tool
from goldseam.tools.forms import own_name
from goldseam.vault import Entry, Room

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Onward:
    label: str
    url: str


def links(tool: Tool, entry: Entry) -> list[Onward]:
    """What can be made of this record, in the order of the definition; then what its unit leads to."""
    found = [
        Onward(feed.label, f"{reverse('tools:new', args=[feed.to])}?from={entry.id}")
        for feed in tool.feeds
        if wanted(feed, entry.body) and catalogue.get(feed.to) is not None
    ]
    unit = tool.by_unit.get(str(entry.body.get("unit", "")))
    if unit is not None and unit.to and catalogue.get(unit.to) is not None:
        found.append(Onward(unit.to_label or catalogue.tool(unit.to).title, reverse("tools:tool", args=[unit.to])))
    return found


def wanted(feed: Feed, body: Body) -> bool:
    if feed.when is None:
        return True
    said = body.get(feed.when.field)
    return feed.when.has in said if isinstance(said, list) else said == feed.when.has


def initial(room: Room, target: Tool, id: str) -> Body:
    """First values of a form that was opened from a record; empty for an address somebody made up."""
    try:
        entry = room.entry(UUID(id))
    except ValueError:
        return {}
    source = catalogue.get(entry.kind) if entry is not None else None
    if entry is None or source is None:
        return {}
    feed = next((feed for feed in source.feeds if feed.to == target.code), None)
    return {} if feed is None else carried(source, target, feed, entry.body)


def carried(source: Tool, target: Tool, feed: Feed, body: Body) -> Body:
    found: Body = {}
    for name, of in feed.copy.items():
        if of in body and name in target.by_name:
            found |= _fits(source.by_name[of], target.by_name[name], body[of])
    return found


def _fits(source: Field, target: Field, value: Any) -> Body:
    """One answer in the shape of another question; nothing where it does not fit."""
    if target.type in NUMBERS:
        return {target.name: value} if source.type == target.type else {}
    ids = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    said = [source.by_id[id].label if id in source.by_id else id for id in ids]
    match target.type:
        case "text":
            return {target.name: ", ".join(said)[: target.length]}
        case "lines":
            return {target.name: [line[: target.length] for line in said][: target.items]}
        case "choice":
            return {target.name: ids[0]} if ids[0] in target.by_id else {}
        case "tags":
            own = [label[:40] for id, label in zip(ids, said, strict=True) if id not in target.by_id]
            found: Body = {target.name: [id for id in ids if id in target.by_id]}
            return found | ({own_name(target): ", ".join(own)} if target.own and own else {})
        case _:
            return {}
