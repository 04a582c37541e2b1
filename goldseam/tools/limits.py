"""Why a tool does not open just now, and why one more is not kept: gates, rest after a hard answer, pace, how many.

Each refusal is one sentence out of the tool's own file, keeps what was typed, and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.tools import catalogue, crisis, gates, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.rest.pages import Rest, rest, until_words
from goldseam.tools.times import from_minute

WEEK = 7


@dataclass(frozen=True, slots=True)
class Closed:
    """What the page says instead of the tool; `url` is the one step it offers."""

    say: str
    url: str = ""
    button: str = ""
    rest: Rest | None = None
    """The person's own way to end a rest; None where something else keeps the tool shut."""


def closed(at: Desk, tool: Tool) -> Closed | None:
    """The gate first, then the rest after a hard answer."""
    if tool.gate is not None and not gates.RULES[tool.gate.rule](at.gate):
        url = reverse("tools:tool", args=[tool.gate.to]) if tool.gate.to else ""
        title = catalogue.tool(tool.gate.to).title if tool.gate.to else ""
        return Closed(tool.gate.say, url, tool.gate.button or title)
    until = crisis.hides(tool, at.state, at.now)
    if until is not None:
        return Closed(
            _("This is long and deep writing. It rests for now, so that a dark hour has less to feed on."),
            reverse("tools:tool", args=["t41"]),
            _("Come back to now"),
            replace(rest(at.state, at.now, at.zone), sentence=until_words(until, at.now, at.zone)),
        )
    return None


def refusal(at: Desk, tool: Tool) -> str:
    """Why one more is not begun; empty when it may be."""
    if tool.most and len(at.shelf.standing(tool.code)) >= tool.most:
        return tool.most_say
    if tool.pace is not None and _too_quick(at, tool):
        return tool.pace.say
    return ""


def _too_quick(at: Desk, tool: Tool) -> bool:
    pace = tool.pace
    if pace is None:
        return False
    ages = [(at.today - day).days for day in _begun(at, tool)]
    in_day, in_week = sum(age <= 0 for age in ages), sum(age < WEEK for age in ages)
    return bool((pace.day and in_day >= pace.day) or (pace.week and in_week >= pace.week))


def _begun(at: Desk, tool: Tool) -> list[date]:
    """The person's own days on which something was begun here, of the last week at least."""
    if tool.living:
        minutes = [item.since for item in at.shelf.items(tool.code)]
    else:
        months = history.read(at.room, at.now, 2).digests
        minutes = [moment for month in months if (column := month.column(tool.code)) for moment in column.at]
    return [from_minute(minute).astimezone(at.zone).date() for minute in minutes]
