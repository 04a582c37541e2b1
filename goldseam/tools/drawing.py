"""A number over time as a sentence, a drawing and a table: weekly medians, or how often, on how many days, how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldseam.insight import pictures, sentences, stats
from goldseam.insight.sentences import figure
from goldseam.insight.stats import Step
from goldseam.tools import history
from goldseam.tools.definition import Measure, Tool
from goldseam.tools.history import History, Series
from goldseam.tools.times import MONTHS, from_minute

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: Row
    rows: list[Row]

    @property
    def body(self) -> SafeString:
        """Made ready here: ten years are a thousand cells, and a template would take longer than all the rest."""
        drawn = []
        for first, *rest in self.rows:
            cells = "".join([f"<td>{escape(cell)}</td>" for cell in rest])
            drawn.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
        return mark_safe("\n".join(drawn))  # noqa: S308 - each cell is escaped


@dataclass(frozen=True, slots=True)
class Picture:
    """The sentence first, then the drawing, then the table."""

    title: str
    sentence: str
    svg: str = ""
    low: str = ""
    high: str = ""
    dates: str = ""
    table: Table | None = None


def picture(
    tool: Tool, measure: Measure, points: Series, found: History, chosen: str, now: datetime, zone: tzinfo
) -> Picture:
    """One number over time: weekly medians, or monthly ones when everything is asked for."""
    if measure.of != "median":
        return _tallied(tool, measure, points, chosen, now, zone)
    here = history.local_now(now, zone)
    mine = points.points(measure.field)
    sentence = sentences.change(stats.two_halves(mine, here), least(tool, measure))
    weeks = history.SPANS[chosen]
    if weeks is None:
        steps = history.monthly(found.digests, tool.code, measure.field)
        names = [month_words(step.start) for step in steps]
        unit = _("Month")
    else:
        first = max(here - weeks * stats.WEEK, mine[0][0]) if mine else here
        steps = stats.weekly([point for point in mine if point[0] >= first], first, here)
        names = [_week_words(step.start) for step in steps]
        unit = _("Week of")
    if sum(step.n for step in steps) < stats.FEW or sum(step.n > 0 for step in steps) < 2:
        return Picture(measure.label, _("Too few entries yet."))
    low, high = _scale(tool, measure, steps)
    said = {"label": measure.label, "sentence": sentence, "first": names[0], "last": names[-1]}
    aria = _("%(label)s: %(sentence)s Medians from %(first)s to %(last)s.") % said
    return Picture(
        measure.label,
        sentence,
        mark_safe(  # noqa: S308 - drawn from numbers and escaped definition words
            pictures.line(steps, low, high, aria)
        ),
        low=_edge(tool, measure, low, measure.low),
        high=_edge(tool, measure, high, measure.high),
        dates=f"{names[0]} – {names[-1]}" if len(names) > 1 else names[0],
        table=Table(
            measure.label,
            (unit, _("Entries"), _("Lowest"), _("Middle"), _("Highest")),
            [
                (name, str(step.n), figure(step.low), figure(step.mid), figure(step.high))
                for name, step in zip(names, steps, strict=True)
                if step.n
            ],
        ),
    )


def _scale(tool: Tool, measure: Measure, steps: Sequence[Step]) -> tuple[float, float]:
    low, high = tool.by_name[measure.field].range
    if tool.by_name[measure.field].type in {"scale10", "scale4", "percent"}:
        return low, high
    top = max((step.high or 0 for step in steps), default=0)
    nice = next((edge for edge in (5, 10, 12, 15, 20, 30, 60, 120, 240, 600) if edge >= top), 1440)
    return low, float(min(nice, high))


def least(tool: Tool, measure: Measure) -> float:
    """The smallest change worth a word: a step of a scale, half an hour of sleep, ten minutes."""
    return {"hours": 0.5, "minutes": 10.0}.get(tool.by_name[measure.field].type, 1.0)


def _edge(tool: Tool, measure: Measure, value: float, words: str) -> str:
    """The end of an axis in words: 4 extremely, 12 hours."""
    units = {"hours": _("%(n)s hours"), "minutes": _("%(n)s minutes"), "count": "%(n)s"}
    unit = units.get(tool.by_name[measure.field].type)
    return unit % {"n": figure(value)} if unit else f"{figure(value)} {words}".strip()


def month_words(minute: int) -> str:
    day = from_minute(minute).date()
    return f"{_(MONTHS[day.month - 1])} {day.year}"


def _week_words(minute: int) -> str:
    day = from_minute(minute).date()
    return f"{day.day} {_(MONTHS[day.month - 1])[:3]}"


# -- how often, on how many days, how much in all ------------------------------------------------------------


def tally(measure: Measure, points: Series) -> list[tuple[int, float]]:
    """The points that count: (local minute, how much). Days count once each."""
    at = [moment for i, moment in enumerate(points.at) if _counts(measure, points, i)]
    if measure.of == "sum":
        values = points.numbers.get(measure.field, [])
        return [
            (moment, value or 0)
            for i, (moment, value) in enumerate(zip(points.at, values, strict=False))
            if value is not None and _counts(measure, points, i)
        ]
    if measure.of == "days":
        at = sorted({moment // stats.DAY * stats.DAY for moment in at})
    return [(moment, 1.0) for moment in at]


def _counts(measure: Measure, points: Series, i: int) -> bool:
    if measure.option:
        tags = points.tags.get(measure.field, [])
        return i < len(tags) and measure.option in tags[i]
    values = points.numbers.get(measure.field)
    if measure.of == "count" and values is not None:
        return values[i] is not None
    return measure.field not in points.tags or bool(points.tags[measure.field][i])


def _tallied(tool: Tool, measure: Measure, points: Series, chosen: str, now: datetime, zone: tzinfo) -> Picture:
    """Each week's number; a week without entries between the first and now is a real nought."""
    here = history.local_now(now, zone)
    mine = tally(measure, points)
    weeks = history.SPANS[chosen]
    first = min((at for at, _value in mine), default=here)
    if weeks is not None:
        first = max(first, here - weeks * stats.WEEK)
    steps = _sums([point for point in mine if point[0] >= first], first, here)
    if len(mine) < stats.FEW or len(steps) < 2:
        return Picture(measure.label, _("Too few entries yet."))
    top = max(step.high or 0 for step in steps)
    high = float(next((edge for edge in (5, 7, 10, 15, 20, 30, 60, 120, 240, 600, 1200) if edge >= top), top))
    names = [_week_words(step.start) for step in steps]
    sentence = _tally_sentence(measure, steps)
    aria = _("%(label)s: %(sentence)s From %(first)s to %(last)s.") % {
        "label": measure.label, "sentence": sentence, "first": names[0], "last": names[-1],
    }  # fmt: skip
    return Picture(
        measure.label,
        sentence,
        mark_safe(pictures.line(steps, 0, high, aria)),  # noqa: S308 - drawn from numbers and escaped words
        low="0",
        high=f"{figure(high)} {measure.high}".strip(),
        dates=f"{names[0]} – {names[-1]}",
        table=Table(
            measure.label,
            (_("Week of"), measure.label),
            [(name, figure(step.mid)) for name, step in zip(names, steps, strict=True)],
        ),
    )


def _sums(points: Sequence[tuple[int, float]], first: int, last: int) -> list[Step]:
    by_week: dict[int, float] = {}
    for at, value in points:
        by_week[stats.week_of(at)] = by_week.get(stats.week_of(at), 0) + value
    starts = range(stats.week_of(first), stats.week_of(last) + 1, stats.WEEK)
    return [Step(start, 1, total, total, total) for start in starts for total in [by_week.get(start, 0.0)]]


def _tally_sentence(measure: Measure, steps: Sequence[Step]) -> str:
    """This week, which is still open, and the weeks before it."""
    before = stats.median([step.mid or 0 for step in steps[:-1][-4:]])
    words = {"now": figure(steps[-1].mid), "before": figure(before)}
    if measure.of == "days":
        return _("On %(now)s days this week so far. In the weeks before: %(before)s.") % words
    return _("%(now)s this week so far. In the weeks before: %(before)s.") % words
