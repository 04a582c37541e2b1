"""T05: a person's own words given back to them, and how their rulers moved, goal by goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldseam.insight.sentences import figure
from goldseam.tools import history, lists
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.t05_rulers.rulers import RULERS, begun_with
from goldseam.tools.times import ago, from_minute

REPLAYED = 2


@dataclass(frozen=True, slots=True)
class Said:
    goal: str
    words: str
    when: str


@dataclass(frozen=True, slots=True)
class Ruler:
    title: str
    text: str


def earlier(at: Desk, tool: Tool, but: str = "") -> list[Said]:
    """Reasons written for other goals, newest first."""
    items = sorted(at.shelf.items(tool.code), key=lambda item: -item.at)
    newest = [item for item in items if item.key != but][:REPLAYED]
    return [
        Said(str(body.get("goal", "")), str(body["why_not_lower"]), ago(from_minute(item.at), at.now, at.zone))
        for item, body in zip(newest, lists.documents(at, newest), strict=True)
        if body.get("why_not_lower")
    ]


def rulers(at: Desk, tool: Tool, key: str, body: Mapping[str, Any]) -> list[Ruler]:
    """Each ruler now, beside the first answer to it for this goal."""
    points = history.series(history.read(at.room, at.now, None).digests, tool.code, at.zone)
    begun = begun_with(points, key)
    return [
        Ruler(tool.word(f"title_{name}"), _moved(tool, begun.get(name), body[name], at.numbers))
        for name in RULERS
        if name in body
    ]


def _moved(tool: Tool, before: float | None, now: float, numbers: bool) -> str:
    if not numbers:
        way = "same" if before is None or before == now else "up" if now > before else "down"
        return tool.word(f"{way}_words")
    key = "moved_first" if before is None else "moved_same" if before == now else "moved"
    return tool.word(key).format(before=figure(before), now=figure(now))
