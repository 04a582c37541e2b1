"""T09: when urges come, and what was done about them. The first line of the page is the pattern itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from goldseam.insight import pictures, sentences, stats
from goldseam.insight.sentences import figure
from goldseam.insight.stats import FEW
from goldseam.tools import fold, history
from goldseam.tools.definition import Tool
from goldseam.tools.history import History, Series
from goldseam.tools.pages import Link, Picture, Table, picture, span_links
from goldseam.tools.times import from_minute
from goldseam.vault import Entry

STRONG = 8
HARD_DAY = 3
PARTS = ("morning", "midday", "evening", "night")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Helped:
    label: str
    times: str
    change: str
    few: bool


@dataclass(frozen=True, slots=True)
class UrgePage:
    total: int
    heading: str
    basis: str
    when: Picture | None
    helped: list[Helped]
    pictures: list[Picture]
    spans: list[Link]


def urge_page(
    tool: Tool, found: History, chosen: str, now: datetime, zone: tzinfo, *, numbers: bool = True
) -> UrgePage:
    """Without `numbers` only the words of the heading are left (HR-20)."""
    weeks = history.SPANS[chosen]
    points = history.series(found.digests, tool.code, zone)
    if weeks is not None:
        points = points.since(history.local_now(now, zone) - weeks * stats.WEEK)
    times = stats.grid(points.at)
    return UrgePage(
        total=found.state.counts.get(tool.code, 0),
        heading=sentences.when_heading(times),
        basis=_basis(times, points, weeks) if numbers else "",
        when=_when(times) if numbers and times.n >= FEW else None,
        helped=_helped(tool, points) if numbers else [],
        pictures=[
            picture(tool, measure, points, found, chosen, now, zone) for measure in (tool.measures if numbers else ())
        ],
        spans=span_links(tool.code, chosen),
    )


def _basis(times: stats.Grid, points: Series, weeks: int | None) -> str:
    n = sentences.number(times.n) if times.n <= 20 else str(times.n)
    if weeks is None:
        first = _("From %(n)s urges in all.") % {"n": n}
    else:
        first = _("From %(n)s urges in %(weeks)s weeks.") % {"n": n, "weeks": weeks}
    return f"{first} {sentences.when_detail(times, points.at)}".strip()


def _when(times: stats.Grid) -> Picture:
    parts, days = [_(part) for part in PARTS], [_(day) for day in DAYS]
    label = sentences.grid_label(times, _("Urges"))
    rows = [
        (sentences.capital(part), *(str(n) if n else "–" for n in counts), str(sum(counts)))
        for part, counts in zip(parts, times.counts, strict=True)
    ]
    return Picture(
        _("When they come"),
        _("A stronger colour means more often than your own average, after allowing for small numbers."),
        mark_safe(pictures.heat(times, parts, days, label)),  # noqa: S308 - numbers and escaped words
        table=Table(_("How many, by weekday and time of day"), (_("Time of day"), *days, _("All")), rows),
    )


def _helped(tool: Tool, points: Series) -> list[Helped]:
    options = tool.by_name["response"].by_id
    blank: list[float | None] = [None] * len(points.at)
    tags = points.tags.get("response", [])
    before, after = points.numbers.get("intensity_start", blank), points.numbers.get("intensity_end", blank)
    rows = stats.helped(zip(tags, before, after, strict=False))
    return [
        Helped(
            options[row.tag].label if row.tag in options else row.tag,
            str(row.n),
            _("too few entries yet") if row.before is None else f"{figure(row.before)} → {figure(row.after)}",
            row.before is None,
        )
        for row in rows
        if row.tag not in options or options[row.tag].mark != "slip"
    ]


def strong_on(entries: Iterable[Entry], day: date, zone: tzinfo) -> int:
    """How many strong ones one day had, on the person's own clock."""
    return sum(
        1
        for entry in entries
        if entry.kind == "t09"
        and entry.body.get("intensity_start", 0) >= STRONG
        and from_minute(fold.key(entry)).astimezone(zone).date() == day
    )
