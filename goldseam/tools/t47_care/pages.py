"""T47: three small things out of twelve areas, and what became of them week by week. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldseam.insight.sentences import number
from goldseam.tools.definition import Tool
from goldseam.tools.forms import Body

MOST = 3
WEEK = timedelta(days=7)
DONE = "done"
LOOKS = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """One chosen area; `what` is the person's own small thing there, empty while none is written."""

    id: str
    area: str
    what: str
    when: str


def chosen(tool: Tool, body: Mapping[str, Any]) -> list[Thing]:
    """The chosen areas in the order of the plan."""
    labels = {option.id: option.label for option in tool.by_name["chosen"].options}
    rows = {str(row.get("id")): row for row in body.get("areas", [])}
    picked = [id for id in labels if id in body.get("chosen", [])]
    return [
        Thing(id, labels[id], str(rows.get(id, {}).get("one_thing", "")), str(rows.get(id, {}).get("when", "")))
        for id in picked
    ]


def question(thing: Thing) -> str:
    """What the weekly look asks about it."""
    return f"{thing.area}: {thing.what}" if thing.what else thing.area


def done(body: Body, areas: Sequence[str]) -> int:
    return sum(body.get(area) == DONE for area in areas)


def due(last: date | None, today: date) -> bool:
    return last is not None and today - last >= WEEK


def lately(tool: Tool, looks: Sequence[Mapping[str, Any]], areas: Sequence[str]) -> str:
    """What happened in the last four looks, in one sentence; empty before the second."""
    last = list(looks)[-LOOKS:]
    if len(last) < 2:
        return ""
    asked = sum(sum(area in body for area in areas) for body in last)
    happened = sum(done(dict(body), areas) for body in last)
    return tool.word("weeks_done").format(n=number(len(last)), done=number(happened), all=number(asked))
