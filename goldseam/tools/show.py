"""A kept body → lines a page can show; and the cards a worrying answer brings up on this person's own screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.insight.sentences import figure
from goldseam.safety.guard import help_url, self_harm_hint
from goldseam.tools.definition import Field, Hook, Tool
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
        if field.type == "until" and isinstance(body.get(field.name), str):
            day = date.fromisoformat(body[field.name])
            return day if day > today else None
    return None


def answers(tool: Tool, body: Body, now: datetime, zone: tzinfo) -> list[Answer]:
    """Every answer given, in the order of the form, under the words of today's definition."""
    return [_answer(field, body[field.name], now, zone) for field in tool.fields if field.name in body]


def _answer(field: Field, value: Any, now: datetime, zone: tzinfo) -> Answer:
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
            return Answer(field.label, _("%(n)s minutes") % {"n": figure(value)})
        case "hours":
            return Answer(field.label, _("%(n)s hours") % {"n": figure(value)})
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
        case _:
            return Answer(field.label, str(value))


def _option(field: Field, tag: str) -> str:
    option = field.by_id.get(tag)
    return option.label if option else str(tag)


def cards(tool: Tool, body: Body) -> list[Card]:
    """Each thing worth saying once, in the order of the definition."""
    found: dict[str, Card] = {}
    for hook in tool.hooks:
        if fires(hook, body.get(hook.field)):
            url = help_url(hook.hook) if hook.link == "help" else reverse("tools:tool", args=[hook.link])
            found.setdefault(hook.say, Card(hook.hook, hook.say, url, hook.button))
    return list(found.values())


def fires(hook: Hook, value: Any) -> bool:
    if value is None:
        return False
    if hook.self_harm_words:
        return self_harm_hint("\n".join(value) if isinstance(value, list) else str(value))
    if hook.equals:
        return hook.equals in value if isinstance(value, list) else value == hook.equals
    if not isinstance(value, int | float):
        return False
    if hook.at_least is not None:
        return value >= hook.at_least
    return hook.at_most is not None and value <= hook.at_most
