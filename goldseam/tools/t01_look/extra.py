"""T01: this look beside one's own start, one tool that may help now, and a quiet word after low answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldseam.insight.sentences import figure
from goldseam.safety.guard import help_url
from goldseam.tools import catalogue, fold, history
from goldseam.tools.definition import NUMBERS, Measure, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import least
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.pages import ToolPage
from goldseam.tools.rarely import drawn
from goldseam.tools.show import Card
from goldseam.tools.t01_look.look import LOW, LOW_HARD, offers, unsafe_twice, way
from goldseam.tools.times import from_minute, full_day
from goldseam.vault import Entry

CODES = ("t01",)
Numbers = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Moved:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    say: str
    title: str
    url: str


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    form.initial.setdefault("set", "every_2_weeks" if at.state.counts.get("t01") else "start")
    if "days_inner_circle" in form.fields and _has_inner_circle(at):
        form["days_inner_circle"].label = tool.word("new_circle")
    return {}


def _has_inner_circle(at: Desk) -> bool:
    return any(item.body.get("circle") == "inner" for item in at.shelf.standing("t15"))


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    """The one number R is asked for; somebody who named no role may leave it out like all the rest."""
    if "R" in at.roles and "days_inner_circle" not in form.body():
        form.add_error("days_inner_circle", tool.word("days_missing"))


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    past = _before(_points(at), history.local([fold.key(entry)], at.zone)[0])
    start = None if entry.body.get("set") == "start" else _start(past)
    body = entry.body
    return {
        "since": _since(tool, past, start),
        "moved": moved(tool, at, _numbers(past, start), body) if start is not None else [],
        "offer": offer(tool, at, body),
        "low": tool.word("low_say") if LOW <= body.get("low", 0) < LOW_HARD else "",
        "unsafe": _unsafe(tool) if unsafe_twice(body, _last(past, "felt_safe_today")) else None,
    }


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    """The newest look beside the start, once there are two; then each number look by look.

    Looks are too rare for a line of weeks, so the general pictures stay out.
    """
    points = _points(at)
    found: dict[str, Any] = {"page": ToolPage(tool, at.state.counts.get("t01", 0), [])}
    if len(points.at) < 2:
        return found
    past = _before(points, points.at[-1])
    start = _start(past)
    if start is not None and "start" not in points.tags.get("set", [[]])[-1]:
        newest = _numbers(points, len(points.at) - 1)
        found |= {"since": _since(tool, past, start), "moved": moved(tool, at, _numbers(past, start), newest)}
    return found | {"drawn": drawn(tool, tool.measures, points) if at.numbers else []}


def moved(tool: Tool, at: Desk, start: Numbers, now: Mapping[str, Any]) -> list[Moved]:
    """Each number of this look beside the same one of the start. Without numbers (HR-20) only the direction."""
    found = []
    for measure in tool.measures:
        value = now.get(measure.field)
        if isinstance(value, int | float) and tool.by_name[measure.field].type in NUMBERS:
            found.append(Moved(measure.label, _words(tool, measure, start.get(measure.field), value, at.numbers)))
    return found


def _words(tool: Tool, measure: Measure, before: float | None, now: float, numbers: bool) -> str:
    went = way(before, now, least(tool, measure))
    if not numbers:
        return tool.word(f"{went}_words")
    return tool.word(went).format(before=figure(before), after=figure(now))


def offer(tool: Tool, at: Desk, body: Mapping[str, Any]) -> Offer | None:
    """One tool, the first that fits and is there."""
    for code in offers(body, at.roles):
        found = catalogue.get(code)
        if found is not None:
            return Offer(tool.word(f"to_{code}"), found.title, reverse("tools:tool", args=[code]))
    return None


def _unsafe(tool: Tool) -> Card:
    url = reverse("tools:tool", args=["t58"]) if catalogue.get("t58") else help_url("H2")
    return Card("H2", tool.word("unsafe_say"), url, tool.word("unsafe_button"))


# -- one's own past -------------------------------------------------------------------------------------------


def _points(at: Desk) -> Series:
    """Every look ever; one in two weeks is little to read."""
    return history.series(history.read(at.room, at.now, None).digests, "t01", at.zone)


def _before(points: Series, minute: int) -> Series:
    keep = [i for i, at in enumerate(points.at) if at < minute]
    return Series(
        [points.at[i] for i in keep],
        {name: [values[i] for i in keep] for name, values in points.numbers.items()},
        {name: [tags[i] for i in keep] for name, tags in points.tags.items()},
    )


def _start(past: Series) -> int | None:
    """Which look is the start: the newest that was called so, else the very first."""
    called = [i for i, tags in enumerate(past.tags.get("set", [])) if "start" in tags]
    return called[-1] if called else 0 if past.at else None


def _since(tool: Tool, past: Series, start: int | None) -> str:
    """Points are local minutes already."""
    return tool.word("since").format(day=full_day(from_minute(past.at[start]).date())) if start is not None else ""


def _numbers(points: Series, i: int) -> dict[str, float]:
    return {name: value for name, values in points.numbers.items() if (value := values[i]) is not None}


def _last(past: Series, name: str) -> dict[str, float]:
    """The newest answer to one question, however long ago it was given."""
    known = past.points(name)
    return {name: known[-1][1]} if known else {}
