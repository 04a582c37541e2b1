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
from goldseam.tools.forms import Body
from goldseam.tools.rest.pages import Rest, rest, until_words
from goldseam.tools.times import from_minute
from goldseam.vault import Entry

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
        to = catalogue.get(tool.gate.to)
        if to is None or (at.roles and not set(to.roles) & set(at.roles)):  # never into a tool for the other one
            return Closed(tool.gate.say)
        return Closed(tool.gate.say, reverse("tools:tool", args=[to.code]), tool.gate.button or to.title)
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


def taking_up(at: Desk, tool: Tool, old: Entry, body: Body) -> str:
    """Why a thing that was put away is not taken up again; empty where it stands, stays away, or there is room."""
    item = at.shelf.get(tool.code, str(old.body.get("_item", "")))
    stays = tool.ends is not None and body.get(tool.ends.field) in tool.ends.values
    full = bool(tool.most) and len(at.shelf.standing(tool.code)) >= tool.most
    return tool.most_say if full and not stays and (item is None or item.ended) else ""


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
