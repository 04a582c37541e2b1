"""What an invented person wrote down by hand: dated entries from a file, and what they point to. Pure.

`made` reads the entries; `settle` puts everything of a life in order and gives each its id, so that a mark can name the
commitment it is about. How the files are written is said on top of content/en/demo/wren.toml.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goldseam.tools.actions import KEY, ONLY

Body = dict[str, Any]
_POINTS = re.compile(r"(@|#|day:|when:|monday:)([a-z0-9]+\.[a-z0-9]+|[a-z0-9]+|[+-]\d+)\Z")


@dataclass(frozen=True, slots=True)
class Made:
    """Something to keep, without an id yet. `item`: the living thing it is a version of; `name`: what points to it."""

    at: datetime
    kind: str
    body: Body
    item: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing to keep: when, of which kind, with which answers; `item` is the key of a living thing."""

    at: datetime
    kind: str
    body: Body
    id: UUID
    item: str = ""


def made(entries: Iterable[dict[str, Any]], first: datetime) -> Iterator[Made]:
    for entry in entries:
        hour, minute = (int(part) for part in entry["time"].split(":"))
        at = first + timedelta(days=entry["day"], hours=hour, minutes=minute)
        yield Made(at, entry["kind"], dict(entry["is"]), entry.get("item", ""), entry.get("as", ""))


def settle(role: str, things: Iterable[Made], now: datetime) -> list[Kept]:
    """Everything before `now`, oldest first, with ids that are the same whenever it is made."""
    life = _Life()
    rng = random.Random(f"ids of {role}")  # noqa: S311 - made-up people, not secrets
    ordered = sorted(things, key=lambda one: one.at)
    return [life.keep(one, UUID(int=rng.getrandbits(128), version=4)) for one in ordered if one.at < now]


@dataclass
class _Life:
    """What was kept so far, by the names the files use."""

    keys: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)

    def keep(self, one: Made, id: UUID) -> Kept:
        if one.name:
            self.ids[one.name] = id
        body = self._point(one.body, one.at)
        if not one.item:
            return Kept(one.at, one.kind, body, id)
        name = f"{one.kind}.{one.item}"
        whole = self.bodies[name] = self.bodies.get(name, {}) | body
        key = self.keys.setdefault(name, _key(one.item, body, id))
        return Kept(one.at, one.kind, dict(whole), id, key)

    def _point(self, value: Any, at: datetime) -> Any:
        """The same with every pointer in it followed."""
        if isinstance(value, dict):
            return {name: self._point(one, at) for name, one in value.items()}
        if isinstance(value, list):
            return [self._point(one, at) for one in value]
        found = _POINTS.match(value) if isinstance(value, str) else None
        return value if found is None else self._follow(found[1], found[2], at)

    def _follow(self, sign: str, name: str, at: datetime) -> str:
        match sign:
            case "@":
                return self.keys[name]
            case "#":
                return str(self.ids[name])
            case "when:":
                return stamp(at + timedelta(minutes=int(name)))
            case "monday:":
                return (at.date() + timedelta(days=int(name) - at.weekday())).isoformat()
            case _:
                return (at.date() + timedelta(days=int(name))).isoformat()


def _key(item: str, body: Body, id: UUID) -> str:
    """What the living thing is known by, as `goldseam.tools.actions` and the library have it."""
    if item == ONLY and "unit" not in body:
        return ONLY
    return str(body.get("unit") or body.get("lesson") or str(id)[:KEY])


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")
