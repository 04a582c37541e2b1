"""T46: what the pages of the ten questions show. Pure but for addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.urls import reverse

from goldseam.insight.sentences import capital, number
from goldseam.tools.definition import Tool
from goldseam.tools.lists import unit_url
from goldseam.tools.shelf import Item
from goldseam.tools.t43_identity.pages import Group, UnitLine, unit_line
from goldseam.tools.t43_identity.progress import Progress, Written
from goldseam.tools.times import from_minute

STAGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "B": (("b2", "b4", "b8"), ("b1", "b6"), ("b3", "b5", "b7"), ("b9", "b10")),
    "R": (("r1", "r3", "r7"), ("r5", "r8"), ("r2", "r4", "r6", "r9"), ("r10",)),
}
"""The order in which the programme suggests them: understand, steady, connect, rebuild. Advice, never a lock."""


@dataclass(frozen=True, slots=True)
class Edition:
    title: str
    """Empty when a person has only one of the two sets."""
    stages: list[Group]


@dataclass(frozen=True, slots=True)
class Questions:
    said: str
    next_ask: str
    next_url: str
    due: list[UnitLine]
    editions: list[Edition]


def questions(tool: Tool, found: Progress, now: datetime, zone: tzinfo) -> Questions:
    upcoming = found.next if found.opens is None else None
    return Questions(
        said=said(tool, found),
        next_ask=upcoming.ask if upcoming else "",
        next_url=unit_url(tool, upcoming.id) if upcoming else "",
        due=[change_line(tool, one, now, zone) for one in due(found.units, now.astimezone(zone).date())],
        editions=editions(tool, found, now, zone),
    )


def said(tool: Tool, found: Progress) -> str:
    if not found.written:
        return tool.empty
    parts = [capital(tool.word("answered").format(n=number(found.written), all=number(len(found.units))))]
    again = looked_again([one.item for one in found.units if one.item])
    if again:
        parts.append(capital(tool.word("again").format(n=number(again))))
    if found.next is None:
        parts.append(tool.word("all_done"))
    elif found.opens is not None:
        parts.append(tool.word("pause"))
    return " ".join(parts)


def looked_again(items: Sequence[Item]) -> int:
    """Answers that got a new version on a later day than the first."""
    return sum(from_minute(item.at).date() > from_minute(item.since).date() for item in items)


def due(units: Sequence[Written], today: date) -> list[Written]:
    """What the person wanted to look at again by now. It stays until it is kept anew, and reminds nowhere else."""
    return [one for one in units if one.item is not None and _day(one.item) <= today]


def _day(item: Item) -> date:
    """The day written in it; one that never comes when there is none."""
    try:
        return date.fromisoformat(str(item.body.get("revisit_on", "")))
    except ValueError:
        return date.max


def change_line(tool: Tool, one: Written, now: datetime, zone: tzinfo) -> UnitLine:
    line = unit_line(tool, one, now, zone)
    url = reverse("tools:change", args=[tool.code, one.item.id]) if one.item else line.url
    return UnitLine(line.title, url, line.state)


def editions(tool: Tool, found: Progress, now: datetime, zone: tzinfo) -> list[Edition]:
    titles = {"B": tool.word("edition_b"), "R": tool.word("edition_r")}
    by_id = {one.unit.id: one for one in found.units}
    mine = [edition for edition in titles if any(id in by_id for ids in STAGES[edition] for id in ids)]
    return [
        Edition(
            titles[edition] if len(mine) > 1 else "",
            [
                Group(title, [unit_line(tool, by_id[id], now, zone) for id in ids])
                for title, ids in zip(tool.lines("stages"), STAGES[edition], strict=True)
            ],
        )
        for edition in mine
    ]
