"""Numbers that are rated rarely (once a week, once in two): a line from one rating to the next.

Weeks without a rating are left out of the line; the general pictures would show single dots and call them too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from goldseam.insight import pictures, stats
from goldseam.insight.sentences import figure
from goldseam.insight.stats import FEW, Step
from goldseam.tools.definition import Field, Measure, Tool
from goldseam.tools.drawing import Picture, Row, Table
from goldseam.tools.history import Series
from goldseam.tools.times import MONTHS, from_minute

NICE = (5, 10, 14, 20, 40, 80, 168)


def drawn(tool: Tool, measures: Sequence[Measure], points: Series) -> list[Picture]:
    """Only numbers with enough weeks for a line."""
    found = [(measure, _weeks(points.points(measure.field))) for measure in measures]
    return [_picture(tool, measure, steps) for measure, steps in found if len(steps) >= FEW]


def _weeks(points: list[tuple[int, float]]) -> list[Step]:
    return [step for step in stats.weekly(points, points[0][0], points[-1][0]) if step.n] if points else []


def _picture(tool: Tool, measure: Measure, steps: Sequence[Step]) -> Picture:
    values = [step.mid for step in steps if step.mid is not None]
    said = _said(len(steps), min(values), max(values))
    low, high = _ends(tool.by_name[measure.field], max(values))
    days = [_short(from_minute(step.start).date()) for step in steps]
    rows: list[Row] = [(day, figure(step.mid)) for day, step in zip(days, steps, strict=True)]
    return Picture(
        measure.label,
        said,
        mark_safe(pictures.line(steps, low, high, f"{measure.label}: {said}")),  # noqa: S308 - numbers, escaped words
        low=f"{figure(low)} {measure.low}".strip(),
        high=f"{figure(high)} {measure.high}".strip(),
        dates=f"{days[0]} – {days[-1]}",
        table=Table(measure.label, (_("Week of"), _("Middle")), rows),
    )


def _said(n: int, low: float, high: float) -> str:
    words = {"n": n, "low": figure(low), "high": figure(high)}
    if low == high:
        return _("Rated in %(n)s weeks, %(low)s each time.") % words
    return _("Rated in %(n)s weeks, from %(low)s to %(high)s.") % words


def _short(day: date) -> str:
    return f"{day.day} {_(MONTHS[day.month - 1])[:3]}"


def _ends(field: Field, most: float) -> tuple[float, float]:
    low, high = field.range
    if field.type in {"scale10", "scale4"}:
        return low, high
    return low, min(high, next((float(edge) for edge in NICE if edge >= most), high))
