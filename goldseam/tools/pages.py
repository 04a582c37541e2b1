"""What the tools' pages show, ready made: the templates only lay it out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.insight import sentences
from goldseam.tools import catalogue, fold, history, show
from goldseam.tools.definition import MARKS, NUMBERS, Evidence, Tool
from goldseam.tools.drawing import Link as Link
from goldseam.tools.drawing import Picture as Picture
from goldseam.tools.drawing import Row as Row
from goldseam.tools.drawing import Table as Table
from goldseam.tools.drawing import least as least
from goldseam.tools.drawing import month_words as month_words
from goldseam.tools.drawing import picture as picture
from goldseam.tools.fold import State
from goldseam.tools.history import History
from goldseam.tools.labels import item_name, line_text
from goldseam.tools.times import MONTHS, ago, day_words, from_minute, full_day, moment_words
from goldseam.vault import Entry

NEEDS = (
    ("moment", "In the moment"),
    ("daily", "Each day"),
    ("dark", "When it is dark"),
    ("start", "Understand"),
    ("steady", "Steady"),
    ("lead", "Own and mend"),
    ("heal", "Healing"),
    ("care", "Care"),
    ("people", "People and help"),
    ("think", "To think"),
)
AT_HAND = frozenset({"moment", "daily", "dark"})
"""What is needed in a hurry or every day is never folded away."""
LATELY = 4


@dataclass(frozen=True, slots=True)
class ToolPage:
    tool: Tool
    total: int
    pictures: list[Picture]
    spans: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeptPage:
    tool: Tool
    when: str
    answers: list[show.Answer]
    closed: str
    cards: list[show.Card]
    change: bool
    newer: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One record in a list; `iso` is its moment or day for machines."""

    text: str
    when: str
    iso: str
    url: str


@dataclass(frozen=True, slots=True)
class ListPage:
    tool: Tool
    month: str
    lines: list[Kept]
    older: Link | None
    newer: Link | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One tool in the list; `facts` is time, who can see it, and how well it is tested."""

    title: str
    purpose: str
    url: str
    facts: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Group:
    """`open` groups stand there whole; the others are folded behind their names."""

    title: str
    tools: list[Listed]
    open: bool = True

    @property
    def names(self) -> str:
        return " · ".join(tool.title for tool in self.tools)


def home_page(roles: Collection[str], shown: Callable[[Tool], bool]) -> list[Group]:
    """Tools by need, those meant for this person's roles; all of them for somebody who named none."""
    mine = [
        tool
        for tool in catalogue.catalogue().values()
        if not tool.part_of and (not roles or set(tool.roles) & set(roles)) and shown(tool)
    ]
    first = set(roles)
    listed = sorted(mine, key=lambda tool: (bool(first) and tool.roles[0] not in first, tool.order))
    groups = [
        Group(_(title), [_listed(tool) for tool in listed if tool.need == need], need in AT_HAND)
        for need, title in NEEDS
    ]
    return [group for group in groups if group.tools]


def used_lately(state: State, shown: Callable[[Tool], bool]) -> list[Listed]:
    """The few tools this person opened a record with last, newest first."""
    known = [(at, tool) for code, at in state.last.items() if (tool := catalogue.get(code)) is not None]
    own: dict[str, Tool] = {}
    for _at, tool in sorted(known, key=lambda pair: pair[0], reverse=True):
        whole = catalogue.get(tool.part_of) or tool
        if shown(whole):
            own.setdefault(whole.code, whole)
    return [_listed(tool) for tool in list(own.values())[:LATELY]]


def _listed(tool: Tool) -> Listed:
    who = _("only you, it cannot be shared") if tool.share == "L0" else _("only you, unless you show it")
    facts = " · ".join(filter(None, (tool.time, who)))
    return Listed(
        tool.title, tool.purpose, reverse("tools:tool", args=[tool.code]), sentences.capital(facts), tool.evidence
    )


def span_links(code: str, chosen: str) -> list[Link]:
    here = reverse("tools:tool", args=[code])
    words = {"12": _("12 weeks"), "52": _("a year"), "all": _("everything")}
    return [Link(text, here if key == "12" else f"{here}?weeks={key}", key == chosen) for key, text in words.items()]


def tool_page(
    tool: Tool,
    found: History,
    chosen: str,
    now: datetime,
    zone: tzinfo,
    *,
    numbers: bool = True,
    roles: Collection[str] = (),
) -> ToolPage:
    """The generic page: one picture for each number this person is asked for, none for who hid all numbers (HR-20)."""
    points = history.drawn(found, tool.code, chosen, zone, by_day=tool.once_a_day)
    asked = {field.name for field in tool.asked(roles)}
    shown = [measure for measure in tool.measures if numbers and measure.field in asked]
    drawn = [picture(tool, measure, points, found, chosen, now, zone) for measure in shown]
    return ToolPage(tool, found.state.counts.get(tool.code, 0), drawn, span_links(tool.code, chosen))


def kept_page(
    tool: Tool,
    entry: Entry,
    newest: Entry | None,
    now: datetime,
    zone: tzinfo,
    *,
    names: show.Names = show.NO_NAMES,
    numbers: bool = True,
) -> KeptPage:
    """`newest` is the version that counts, None for a record too old to be changed."""
    until = show.closed_until(tool, entry.body, now.astimezone(zone).date())
    body = {name: value for name, value in entry.body.items() if name not in MARKS}
    seen = body if numbers else without_numbers(tool, body)
    given = [] if until else show.answers(tool, seen, now, zone, names)
    return KeptPage(
        tool=tool,
        when=moment_words(entry.at, now, zone),
        answers=given,
        closed=full_day(until) if until else "",
        cards=show.cards(tool, body),
        change=newest is not None and newest.id == entry.id and not until,
        newer=reverse("tools:kept", args=[tool.code, str(newest.id)]) if newest and newest.id != entry.id else "",
    )


def without_numbers(tool: Tool, body: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers for somebody who does not want to see numbers (HR-20)."""
    seen = {}
    for name, value in body.items():
        field = tool.by_name.get(name)
        if field is not None and field.type == "rows":
            hidden = {cell.name for cell in field.of if cell.type in NUMBERS}
            rows = [{cell: said for cell, said in row.items() if cell not in hidden} for row in value]
            seen[name] = [row for row in rows if set(row) - {"id"}]
        elif field is None or field.type not in NUMBERS:
            seen[name] = value
    return seen


def entry_line(tool: Tool, entry: Entry, now: datetime, zone: tzinfo, *, numbers: bool = True) -> Kept:
    text = item_name(tool, entry.body) if tool.living else _line(tool, entry, numbers)
    url = reverse("tools:kept", args=[tool.code, str(entry.id)])
    day = entry.body.get("day")
    if isinstance(day, str):
        return Kept(text, day_words(date.fromisoformat(day), now.astimezone(zone).date()), day, url)
    at = from_minute(fold.key(entry))
    return Kept(text, ago(at, now, zone), at.strftime("%Y-%m-%dT%H:%MZ"), url)


def _line(tool: Tool, entry: Entry, numbers: bool) -> str:
    lines = fold.close(None, "", [entry]).state.lately
    return line_text(lines[0], numbers=numbers) if lines else tool.title


def list_page(
    tool: Tool,
    month: str,
    months: Sequence[str],
    entries: Sequence[Entry],
    now: datetime,
    zone: tzinfo,
    *,
    numbers: bool = True,
) -> ListPage:
    """One month, newest first, with the way to the month before and after."""
    mine = [entry for entry in fold.standing(entries) if entry.kind == tool.code]
    mine.sort(key=fold.key, reverse=True)
    here = reverse("tools:list", args=[tool.code])

    def link(other: str | None) -> Link | None:
        return Link(_month_name(other), f"{here}?month={other}") if other else None

    before = [other for other in months if other < month]
    after = [other for other in months if other > month]
    lines = [entry_line(tool, entry, now, zone, numbers=numbers) for entry in mine]
    older, newer = link(before[-1] if before else None), link(after[0] if after else None)
    return ListPage(tool, _month_name(month), lines, older, newer)


def _month_name(month: str) -> str:
    year, number = month.split("-")
    return f"{_(MONTHS[int(number) - 1])} {year}"
