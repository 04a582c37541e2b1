"""T43: what the workbook's pages show. Pure but for addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.urls import reverse

from goldseam.insight.sentences import capital, figure, number
from goldseam.tools.definition import Tool
from goldseam.tools.history import Series
from goldseam.tools.lists import unit_url
from goldseam.tools.t43_identity.progress import Progress, Written
from goldseam.tools.times import ago, from_minute, full_day

PAGE = ("text",)
ENDS = ("done", "hard")
LISTS: dict[str, tuple[str, ...]] = {
    "4": ("text", "known", "unknown", "stays_true"),
    "5": ("pairs", "text"),
    "7": ("needs", "wants", "strengths", "text"),
}
"""Beside the free page three units ask for short lists. Keyed by the unit's number, the same in both editions."""
STATEMENT, STATEMENT_LENGTH = "10", 300
FLOODED = 7
MEASURED = (("own_choice", "choice"), ("worth", "worth"))
"""Numbers of T01 that stand beside the workbook: the field there, the word here."""


def of_number(unit: str) -> str:
    """b4 and r4 are the same unit in two editions."""
    return unit.lstrip("br")


def asked(unit: str) -> tuple[str, ...]:
    """The questions of one unit in their order."""
    return (*LISTS.get(of_number(unit), PAGE), *ENDS)


def short(unit: str) -> bool:
    """Whether a few lines are enough on the free page of this unit."""
    return of_number(unit) in {*LISTS, STATEMENT}


def too_long(unit: str, text: str) -> bool:
    return of_number(unit) == STATEMENT and len(text) > STATEMENT_LENGTH


@dataclass(frozen=True, slots=True)
class UnitLine:
    title: str
    url: str
    state: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One edition, or one stretch of the way. `title` is empty when there is only one."""

    title: str
    units: list[UnitLine]


@dataclass(frozen=True, slots=True)
class Workbook:
    said: str
    """How far it is, and what that means for today."""
    next_title: str
    next_url: str
    groups: list[Group]
    statement: str
    measures: list[str]


def workbook(
    tool: Tool, found: Progress, statements: Sequence[str], measured: Iterable[str], now: datetime, zone: tzinfo
) -> Workbook:
    upcoming = found.next if found.opens is None else None
    return Workbook(
        said=said(tool, found, now.astimezone(zone).date()),
        next_title=upcoming.title if upcoming else "",
        next_url=unit_url(tool, upcoming.id) if upcoming else "",
        groups=editions(tool, found, now, zone),
        statement="\n".join(statements),
        measures=list(measured),
    )


def said(tool: Tool, found: Progress, today: date) -> str:
    if not found.written:
        return tool.empty
    parts = [capital(tool.word("written").format(n=number(found.written), all=number(len(found.units))))]
    if found.done:
        parts.append(capital(tool.word("done").format(n=number(found.done))))
    if found.next is None:
        parts.append(tool.word("all_written"))
    elif found.opens is not None:
        parts.append(rest(tool, found.opens, today))
    return " ".join(parts)


def rest(tool: Tool, opens: date, today: date) -> str:
    if (opens - today).days <= 1:
        return tool.word("rest_day")
    return tool.word("rest_week").format(day=full_day(opens))


def editions(tool: Tool, found: Progress, now: datetime, zone: tzinfo) -> list[Group]:
    """Both editions stand apart for somebody who has both, or who named no role."""
    titles = {"B": tool.word("edition_b"), "R": tool.word("edition_r")}
    mine = {edition: [one for one in found.units if edition in one.unit.roles] for edition in titles}
    filled = [edition for edition, units in mine.items() if units]
    return [
        Group(titles[edition] if len(filled) > 1 else "", [unit_line(tool, one, now, zone) for one in mine[edition]])
        for edition in filled
    ]


def unit_line(tool: Tool, one: Written, now: datetime, zone: tzinfo) -> UnitLine:
    if one.item is None:
        return UnitLine(one.unit.title, unit_url(tool, one.unit.id), "")
    url = reverse("tools:kept", args=[tool.code, one.item.id])
    return UnitLine(one.unit.title, url, ago(from_minute(one.item.at), now, zone), one.done)


def beside(tool: Tool, points: Series) -> list[str]:
    """Own choice and worth from the measures, first and last, once there are two of them to compare."""
    found = []
    for name, word in MEASURED:
        values = [value for _at, value in points.points(name)]
        if len(values) > 1:
            found.append(tool.word(word).format(first=figure(values[0]), last=figure(values[-1])))
    return found
