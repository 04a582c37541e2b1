"""A kept body → lines a page can show; and the cards a worrying answer brings up on this person's own screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec.structs import replace

from goldseam.insight.sentences import figure
from goldseam.safety.guard import help_url
from goldseam.tools import hooks
from goldseam.tools.definition import Cell, Field, Hook, Tool
from goldseam.tools.forms import Body, moment
from goldseam.tools.times import day_words, full_day, moment_words


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    text: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What a hook offers."""

    hook: str
    say: str
    url: str
    button: str


def closed_until(tool: Tool, body: Body, today: date) -> date | None:
    """The day till which the author asked not to be shown this record; a courtesy, not a lock."""
    for field in tool.fields:
        if field.type == "until" and field.hide and not tool.living and isinstance(body.get(field.name), str):
            day = date.fromisoformat(body[field.name])
            return day if day > today else None
    return None


Names = Mapping[tuple[str, str], str]
"""(kind, key) of living things → what they are called."""
NO_NAMES: Names = MappingProxyType({})


def answers(tool: Tool, body: Body, now: datetime, zone: tzinfo, names: Names = NO_NAMES) -> list[Answer]:
    """Every answer given, in the order of the form, under the words of today's definition."""
    given = [field for field in tool.fields if field.name in body]
    unit = tool.by_unit.get(str(body.get("unit", "")))
    asked = next((field for field in tool.fields if field.type == "text"), None)
    return [
        _answer(
            replace(field, label=unit.ask) if unit and field is asked else field, body[field.name], now, zone, names
        )
        for field in given
    ]


def answers_to(
    fields: Sequence[Field], body: Body, now: datetime, zone: tzinfo, names: Names = NO_NAMES
) -> list[Answer]:
    """The same for some of the questions."""
    return [_answer(field, body[field.name], now, zone, names) for field in fields if field.name in body]


def _answer(field: Field, value: Any, now: datetime, zone: tzinfo, names: Names) -> Answer:
    match field.type:
        case "lines":
            return Answer(field.label, lines=tuple(str(line) for line in value))
        case "tags":
            return Answer(field.label, ", ".join(_option(field, tag) for tag in value))
        case "choice":
            return Answer(field.label, _option(field, value))
        case "scale10" | "scale4":
            _low, high = field.range
            return Answer(field.label, _("%(value)s of %(high)s") % {"value": figure(value), "high": figure(high)})
        case "minutes":
            return Answer(field.label, ngettext("%(n)s minute", "%(n)s minutes", value) % {"n": figure(value)})
        case "hours":
            return Answer(field.label, ngettext("%(n)s hour", "%(n)s hours", value) % {"n": figure(value)})
        case "count":
            return Answer(field.label, figure(value))
        case "when":
            return Answer(field.label, moment_words(moment(value), now, zone))
        case "day":
            return Answer(field.label, day_words(date.fromisoformat(value), now.astimezone(zone).date()))
        case "until":
            return Answer(field.label, full_day(date.fromisoformat(value)))
        case "yes":
            return Answer(field.label, _("yes"))
        case "percent":
            return Answer(field.label, _("%(n)s per cent") % {"n": figure(value)})
        case "rows":
            return Answer(field.label, lines=tuple(_row(field, row, now, zone) for row in value))
        case "pick":
            return Answer(field.label, names.get((field.kind, str(value)), put_away()))
        case _:
            return Answer(field.label, str(value))


def put_away() -> str:
    """What a living thing is called whose name is not at hand any more."""
    return _("something you have put away")


def _row(field: Field, row: dict[str, Any], now: datetime, zone: tzinfo) -> str:
    """One row as a line: its name, then each answer."""
    title = next((option.label for option in field.each if option.id == row.get("id")), "")
    said = [
        _cell(_answer(cell.as_field(), row[cell.name], now, zone, {}), cell, first=not title and not at)
        for at, cell in enumerate(cell for cell in field.of if cell.name in row)
    ]
    line = "; ".join(part.rstrip(" .;") for part in said[:-1]) + ("; " if said[1:] else "") + "".join(said[-1:])
    return f"{title}: {line}" if title else line


def _cell(answer: Answer, cell: Cell, *, first: bool) -> str:
    """The first words of a row speak for themselves; what follows says what it answers."""
    if cell.type == "yes":
        return answer.label
    return answer.text if first or cell.type in {"text", "choice"} else f"{answer.label}: {answer.text}"


def _option(field: Field, tag: str) -> str:
    option = field.by_id.get(tag)
    return option.label if option else str(tag)


def cards(tool: Tool, body: Body) -> list[Card]:
    """Each thing worth saying once, in the order of the definition."""
    found: dict[str, Card] = {}
    for hook in hooks.firing(tool, body):
        found.setdefault(hook.say, Card(hook.hook, hook.say, link(hook), hook.button))
    return list(found.values())


def link(hook: Hook) -> str:
    """Where a hook's button leads: its own help route, another one, or a tool."""
    if hook.link == "help":
        return help_url(hook.hook)
    if hook.link.startswith("help"):
        return reverse("safety:route", args=[hook.link.removeprefix("help")])
    return reverse("tools:tool", args=[hook.link])
