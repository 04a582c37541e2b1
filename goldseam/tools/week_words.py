"""The week in words: what was used in the last seven days, each tool in a line, beside one's own four weeks before.

No score, no verdict, no comparison with anybody. What was not used is not mentioned: a week without is no gap. What has
nothing to set beside is named in one line at the end. A tool keeps out of it with a `week` that answers [] (extras);
a sealed one (L0) that measures nothing and has no words of its own for a week is left out without being asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec.structs import replace

from goldseam.insight.sentences import capital, figure, number, small
from goldseam.insight.stats import DAY, FEW, WEEK
from goldseam.tools import catalogue, extras, history
from goldseam.tools.definition import Field, Measure, Need, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import least, tally
from goldseam.tools.history import Series

BEFORE: Final = 4
"""Weeks before this one that it is set beside, as far as the person was here."""
PLAIN: Final = 4
"""More numbers than this with nothing to set them beside are no sentence; the tool's own page shows them."""
SECTIONS: Final[tuple[tuple[str, tuple[Need, ...]], ...]] = (
    ("Your days", ("daily", "think", "start")),
    ("Hard moments", ("moment", "dark")),
    ("Practice and care", ("steady", "heal", "care", "lead")),
    ("People", ("people",)),
)
"""In the order of what matters for looking back; every need stands in one of them."""


@dataclass(frozen=True, slots=True)
class ToolWeek:
    code: str
    title: str
    url: str
    lines: list[str]
    bare: bool = False
    """Nothing can be said but that it was used."""
    moved: bool = False
    """A number is not what it was: that is told first in its section."""

    @property
    def say(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    tools: list[ToolWeek]


@dataclass(frozen=True, slots=True)
class WeekPage:
    sections: list[Section]
    also: list[ToolWeek]
    """Used too, each once under its own name."""

    @property
    def any(self) -> bool:
        return bool(self.sections or self.also)


def page(at: Desk) -> WeekPage:
    found = weeks(at)
    said = [week for week in found if not week.bare]
    sections = [Section(_(title), _of(said, needs)) for title, needs in SECTIONS]
    names = {_parent(week.code).code for week in said}
    also = {
        tool.code: ToolWeek(tool.code, tool.title, _url(tool), [], bare=True)
        for week in found
        if (tool := _parent(week.code)).code not in names
    }
    return WeekPage([section for section in sections if section.tools], list(also.values()))


def _of(found: Sequence[ToolWeek], needs: tuple[Need, ...]) -> list[ToolWeek]:
    mine = [
        (not week.moved, needs.index(tool.need), tool.order, week)
        for week in found
        if (tool := _parent(week.code)).need in needs
    ]
    return [week for *_order, week in sorted(mine, key=lambda one: one[:3])]


def _parent(code: str) -> Tool:
    tool = catalogue.tool(code)
    return catalogue.tool(tool.part_of) if tool.part_of else tool


def _url(tool: Tool) -> str:
    return reverse("tools:tool", args=[tool.code])


def weeks(at: Desk, codes: Sequence[str] | None = None, without: Collection[str] = ()) -> list[ToolWeek]:
    """Each tool with something kept in the last seven days, those of `codes` only, a part after its tool.

    Measures of the fields in `without` are left out: somebody else is told less than oneself.
    """
    digests = history.read(at.room, at.now, BEFORE + 1).digests
    here = history.local_now(at.now, at.zone)
    monday = here - here % DAY - 6 * DAY
    past = weeks_before(history.local([at.state.joined], at.zone)[0], monday) if at.state.joined else 0.0
    found = []
    for tool in sorted(catalogue.catalogue().values(), key=lambda tool: (tool.part_of or tool.code, tool.code)):
        if codes is not None and tool.code not in codes:
            continue
        points = history.series(digests, tool.code, at.zone, by_day=tool.once_a_day)
        now, before = points.since(monday), _between(points, monday - BEFORE * WEEK, monday)
        if now.at and (week := _week(at, _less(tool, without), now, before, past)) is not None:
            found.append(week)
    return found


def _less(tool: Tool, without: Collection[str]) -> Tool:
    if not any(measure.field in without for measure in tool.measures):
        return tool
    return replace(tool, measures=tuple(measure for measure in tool.measures if measure.field not in without))


def _week(at: Desk, tool: Tool, now: Series, before: Series, past: float) -> ToolWeek | None:
    """None for a tool that keeps out of the week."""
    own = extras.call(tool.code, "week", None, at, tool, now, before)
    if own is not None:
        return ToolWeek(tool.code, _parent(tool.code).title, _url(tool), own) if own else None
    if tool.share == "L0" and not tool.measures:
        return None
    title = tool.line if tool.part_of and tool.line else tool.title
    if not at.numbers:
        return ToolWeek(tool.code, title, _url(tool), [_("You wrote here this week.")], bare=True)
    found = numbers(tool, now, before, past)
    moved = any(one.before is not None and not one.same for one in found)
    return ToolWeek(tool.code, title, _url(tool), say(tool, len(now.at), found), not sentences(found), moved)


def weeks_before(joined: int, monday: int) -> float:
    """How many of the weeks before this one somebody was here for; both are minutes on their own clock."""
    return max(0.0, min(BEFORE, (monday - joined) / WEEK))


def _between(points: Series, first: int, last: int) -> Series:
    late = points.since(first)
    keep = sum(at < last for at in late.at)
    return Series(
        late.at[:keep],
        {name: values[:keep] for name, values in late.numbers.items()},
        {name: tags[:keep] for name, tags in late.tags.items()},
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One number of the week: its name, itself, and what it was before (None where nothing can be set beside it)."""

    label: str
    now: float
    before: float | None = None
    least: float = 1.0
    unit: str = "%(n)s"

    @property
    def same(self) -> bool:
        return self.before is not None and abs(self.now - self.before) < self.least

    @property
    def words(self) -> str:
        return f"{self.label} {self.unit % {'n': figure(self.now)}}".strip()


def say(tool: Tool, times: int, found: Sequence[Said]) -> list[str]:
    """How often, and each measured number this week beside the weeks before it."""
    counted = any(measure.of in {"count", "days"} and not measure.option for measure in tool.measures)
    often = [] if counted else [f"{capital(how_often(tool, times))}."]
    return often + sentences(found)


def how_often(tool: Tool, n: int) -> str:
    if tool.living:
        return _("written or changed")
    if n == 1:
        return _("once")
    if tool.once_a_day:
        return _("on %(n)s days") % {"n": number(n)}
    return _("twice") if n == 2 else _("%(n)s times") % {"n": number(n)}


def sentences(found: Sequence[Said]) -> list[str]:
    """What moved first, then what has nothing beside it, then the names of what is about as before."""
    same = [one for one in found if one.same]
    plain = [one for one in found if one.before is None]
    moved = [one for one in found if one.before is not None and not one.same]
    lines = [_joined([_moved(one) for one in moved])]
    if len(plain) <= PLAIN:
        lines.append(_joined([one.words for one in plain]))
    if len(same) == len(found) == 1:
        lines.append(_("%(number)s, about as before.") % {"number": same[0].words})
    elif same:
        names = ", ".join(small(one.label) for one in same)
        lines.append(_("About as before: %(names)s.") % {"names": names})
    return [line for line in lines if line]


def numbers(tool: Tool, now: Series, before: Series, past: float = BEFORE) -> list[Said]:
    """What the tool measures, as far as this week holds it."""
    found = (_number(tool, measure, now, before, past) for measure in tool.measures)
    return [one for one in found if one is not None]


def _number(tool: Tool, measure: Measure, now: Series, before: Series, past: float) -> Said | None:
    step = least(tool, measure)
    if measure.of != "median":
        total, earlier = sum(value for _at, value in tally(measure, now)), tally(measure, before)
        beside = sum(value for _at, value in earlier) / past if len(earlier) >= FEW and past >= 1 else None
        times = _times(tool, measure, int(total))
        return Said(times or measure.label, total, beside, step, "" if times else "%(n)s")
    mine = [value for _at, value in now.points(measure.field)]
    others = [value for _at, value in before.points(measure.field)]
    if not mine:
        return None
    beside = median(others) if len(mine) >= FEW and len(others) >= FEW else None
    return Said(measure.label, median(mine), beside, step, _unit(tool.by_name[measure.field]))


def _times(tool: Tool, measure: Measure, n: int) -> str:
    """A count is said as people say it, and needs no name."""
    if measure.of == "days" and not measure.option:
        return _("On one day") if n == 1 else _("On %(n)s days") % {"n": number(n)}
    return capital(how_often(tool, n)) if measure.of == "count" and not measure.option else ""


def _unit(field: Field) -> str:
    """Out of ten goes without saying; the page says so."""
    units = {
        "scale4": _("%(n)s of 4"),
        "percent": _("%(n)s of 100"),
        "hours": _("%(n)s hours"),
        "minutes": _("%(n)s minutes"),
    }
    return units.get(field.type, "%(n)s")


def _moved(one: Said) -> str:
    words = {"number": one.words, "before": figure(one.before)}
    if one.before is not None and one.now > one.before:
        return _("%(number)s, up from %(before)s") % words
    return _("%(number)s, down from %(before)s") % words


def _joined(parts: Sequence[str]) -> str:
    """One sentence of several; only the first begins large."""
    return f"{'; '.join(small(part) if n else part for n, part in enumerate(parts))}." if parts else ""
