"""The week in words: for each tool used in the last seven days what its numbers were, beside one's own weeks before.

No score, no verdict, no comparison with anybody. What was not used is not mentioned: a week without is no gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldseam.insight.sentences import figure
from goldseam.insight.stats import DAY, FEW, WEEK
from goldseam.tools import catalogue, extras, history
from goldseam.tools.definition import Measure, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import least, tally
from goldseam.tools.history import Series

BEFORE = 4
"""Weeks before this one that it is set beside."""


@dataclass(frozen=True, slots=True)
class ToolWeek:
    code: str
    title: str
    url: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class WeekPage:
    tools: list[ToolWeek]


def page(at: Desk) -> WeekPage:
    return WeekPage(weeks(at))


def weeks(at: Desk, codes: Sequence[str] | None = None) -> list[ToolWeek]:
    """Each tool with something kept in the last seven days, those of `codes` only, in the order of the Tools page."""
    digests = history.read(at.room, at.now, BEFORE + 1).digests
    here = history.local_now(at.now, at.zone)
    monday = here - here % DAY - 6 * DAY
    found = []
    for tool in sorted(catalogue.catalogue().values(), key=lambda tool: (tool.part_of or tool.code, tool.code)):
        if codes is not None and tool.code not in codes:
            continue
        points = history.series(digests, tool.code, at.zone, by_day=tool.once_a_day)
        now, before = points.since(monday), _between(points, monday - BEFORE * WEEK, monday)
        if now.at:
            lines = extras.call(tool.code, "week", None, at, tool, now, before)
            lines = say(tool, now, before, numbers=at.numbers) if lines is None else lines
            if lines:  # a tool may keep out of the week by saying nothing
                found.append(ToolWeek(tool.code, tool.title, reverse("tools:tool", args=[tool.code]), lines))
    return found


def _between(points: Series, first: int, last: int) -> Series:
    late = points.since(first)
    keep = sum(at < last for at in late.at)
    return Series(
        late.at[:keep],
        {name: values[:keep] for name, values in late.numbers.items()},
        {name: tags[:keep] for name, tags in late.tags.items()},
    )


def say(tool: Tool, now: Series, before: Series, *, numbers: bool = True) -> list[str]:
    """How many, and each measured number this week beside the weeks before it."""
    if not numbers:
        return [_("You wrote here this week.")]
    n = len(now.at)
    lines = [ngettext("%(n)s kept.", "%(n)s kept.", n) % {"n": n}]
    return lines + [line for measure in tool.measures if (line := _measured(tool, measure, now, before))]


def _measured(tool: Tool, measure: Measure, now: Series, before: Series) -> str:
    if measure.of != "median":
        words = {"label": measure.label, "now": figure(sum(value for _at, value in tally(measure, now)))}
        past = tally(measure, before)
        words["before"] = figure(sum(value for _at, value in past) / BEFORE)
        if len(past) < FEW:
            return _("%(label)s: %(now)s.") % words
        return _("%(label)s: %(now)s; %(before)s a week before that.") % words
    mine = [value for _at, value in now.points(measure.field)]
    past_values = [value for _at, value in before.points(measure.field)]
    if not mine:
        return ""
    words = {"label": measure.label, "now": figure(median(mine))}
    if len(mine) < FEW or len(past_values) < FEW:
        return _("%(label)s: %(now)s in the middle.") % words
    words["before"] = figure(median(past_values))
    if abs(median(mine) - median(past_values)) < least(tool, measure):
        return _("%(label)s: %(now)s in the middle, about as in the four weeks before.") % words
    return _("%(label)s: %(now)s in the middle, %(before)s in the four weeks before.") % words
