"""What the tools' pages show, ready made: the templates only lay it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldseam.insight import pictures, sentences, stats
from goldseam.insight.sentences import figure
from goldseam.insight.stats import Step
from goldseam.tools import catalogue, fold, history, show
from goldseam.tools.actions import MARKS
from goldseam.tools.definition import Evidence, Measure, Tool
from goldseam.tools.history import History, Series
from goldseam.tools.labels import line_text
from goldseam.tools.times import MONTHS, ago, day_words, from_minute, full_day, moment_words
from goldseam.vault import Entry

Row = tuple[str, ...]
NEEDS = (
    ("moment", "In the moment"),
    ("daily", "Each day"),
    ("dark", "When it is dark"),
    ("think", "To think"),
)


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
    title: str
    tools: list[Listed]


def home_page(roles: Sequence[str]) -> list[Group]:
    """Tools by need; within a need those meant for this person's roles come first."""

    def order(tool: Tool) -> tuple[bool, int]:
        mine = not roles or not tool.roles or tool.roles[0] in roles
        return (not mine, tool.order)

    listed = sorted((tool for tool in catalogue.catalogue().values() if not tool.part_of), key=order)
    groups = [Group(_(title), [_listed(tool) for tool in listed if tool.need == need]) for need, title in NEEDS]
    return [group for group in groups if group.tools]


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


def tool_page(tool: Tool, found: History, chosen: str, now: datetime, zone: tzinfo) -> ToolPage:
    """The generic page: one picture for each measure."""
    points = history.drawn(found, tool.code, chosen, zone, by_day=tool.once_a_day)
    drawn = [picture(tool, measure, points, found, chosen, now, zone) for measure in tool.measures]
    return ToolPage(tool, found.state.counts.get(tool.code, 0), drawn, span_links(tool.code, chosen))


def picture(
    tool: Tool, measure: Measure, points: Series, found: History, chosen: str, now: datetime, zone: tzinfo
) -> Picture:
    """One number over time: weekly medians, or monthly ones when everything is asked for."""
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
    if tool.by_name[measure.field].type in {"scale10", "scale4"}:
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


def kept_page(tool: Tool, entry: Entry, newest: Entry | None, now: datetime, zone: tzinfo) -> KeptPage:
    """`newest` is the version that counts, None for a record too old to be changed."""
    until = show.closed_until(tool, entry.body, now.astimezone(zone).date())
    body = {name: value for name, value in entry.body.items() if name not in MARKS}
    given = [] if until else show.answers(tool, body, now, zone)
    return KeptPage(
        tool=tool,
        when=moment_words(entry.at, now, zone),
        answers=given,
        closed=full_day(until) if until else "",
        cards=show.cards(tool, body),
        change=newest is not None and newest.id == entry.id and not until,
        newer=reverse("tools:kept", args=[tool.code, str(newest.id)]) if newest and newest.id != entry.id else "",
    )


def entry_line(tool: Tool, entry: Entry, now: datetime, zone: tzinfo) -> Kept:
    lines = fold.close(None, "", [entry]).state.lately
    text = line_text(lines[0]) if lines else tool.title
    url = reverse("tools:kept", args=[tool.code, str(entry.id)])
    day = entry.body.get("day")
    if isinstance(day, str):
        return Kept(text, day_words(date.fromisoformat(day), now.astimezone(zone).date()), day, url)
    at = from_minute(fold.key(entry))
    return Kept(text, ago(at, now, zone), at.strftime("%Y-%m-%dT%H:%MZ"), url)


def list_page(
    tool: Tool, month: str, months: Sequence[str], entries: Sequence[Entry], now: datetime, zone: tzinfo
) -> ListPage:
    """One month, newest first, with the way to the month before and after."""
    mine = [entry for entry in fold.standing(entries) if entry.kind == tool.code]
    mine.sort(key=fold.key, reverse=True)
    here = reverse("tools:list", args=[tool.code])

    def link(other: str | None) -> Link | None:
        return Link(_month_name(other), f"{here}?month={other}") if other else None

    before = [other for other in months if other < month]
    after = [other for other in months if other > month]
    lines = [entry_line(tool, entry, now, zone) for entry in mine]
    older, newer = link(before[-1] if before else None), link(after[0] if after else None)
    return ListPage(tool, _month_name(month), lines, older, newer)


def _month_name(month: str) -> str:
    year, number = month.split("-")
    return f"{_(MONTHS[int(number) - 1])} {year}"
