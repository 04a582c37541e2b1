"""T10 on the general pages: one thing for the highest need, and what comes before urges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldseam.insight.sentences import capital, number
from goldseam.tools import catalogue, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.t10_halt import look
from goldseam.vault import Entry

CODES = ("t10",)
WEEKS = 12
LEADS: dict[str, tuple[str, ...]] = {
    "angry": ("t18", "t41"),
    "lonely": ("t50", "t51"),
    "ashamed": ("t57",),
    "low": ("t57",),
    "stressed": ("t41",),
}
"""Need → tools that help with it, the first that this server has."""


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing: its name, what to do, and a tool beside it."""

    title: str
    say: str
    url: str = ""
    button: str = ""


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """What to do is the answer, not a question."""
    form.fields.pop("do_now", None)
    return {"more_title": tool.word("more")}


def body(at: Desk, tool: Tool, body: dict[str, Any], item: Entry | None) -> dict[str, Any]:
    act = look.one_thing(body)
    rest = {name: value for name, value in body.items() if name != "do_now"}
    return rest | {"do_now": act} if act else rest


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    needs = look.high(entry.body)
    if not needs:
        return {"step": None, "others": ""}
    others = ", ".join(tool.by_name[need].label.lower() for need in needs[1:])
    return {"step": _step(tool, needs[0]), "others": tool.word("also").format(others=others) if others else ""}


def _step(tool: Tool, need: str) -> Step:
    act = look.ACTS[need]
    title = tool.by_name["do_now"].by_id[act].label
    there = next((found for code in LEADS.get(need, ()) if (found := catalogue.get(code))), None)
    url = reverse("tools:tool", args=[there.code]) if there else ""
    return Step(title, tool.word(act), url, there.title if there else "")


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    looks = looks_of(history.series(history.read(at.room, at.now, WEEKS).digests, tool.code, at.zone))
    urges = history.series(history.read_detail(at.room, at.now, WEEKS), "t09", at.zone)
    before = look.before_urges(urges.at, urges.tags.get("halt") or [[]] * len(urges.at), looks)
    often = look.standing_out([answers for _, answers in looks])
    return {
        "often": _say(at, tool, often) if often else "",
        "before": [_row(at, tool, seen) for seen in before[:4]] if before and before[0].of >= 4 else [],
        "plan": reverse("tools:new", args=["t12"]) if often or before else "",
    }


def looks_of(points: Series) -> list[tuple[int, Mapping[str, object]]]:
    """Each look as (minute, {need: value})."""
    rated = {need: points.numbers[need] for need in look.ACTS if need in points.numbers}
    return [(at, {need: whole(values[i]) for need, values in rated.items()}) for i, at in enumerate(points.at)]


def whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _say(at: Desk, tool: Tool, seen: look.Seen) -> str:
    if not at.numbers:
        return tool.by_name[seen.need].label
    said = {"need": tool.by_name[seen.need].label, "n": number(seen.times), "all": number(seen.of)}
    return tool.word("often_say").format(**said)


def _row(at: Desk, tool: Tool, seen: look.Seen) -> str:
    if not at.numbers:
        return tool.by_name[seen.need].label
    said = {"need": tool.by_name[seen.need].label, "n": number(seen.times), "all": number(seen.of)}
    return tool.word("before_say").format(**said)


def week(at: Desk, tool: Tool, points: Series, before: Series) -> list[str]:
    """Which need stood out this week, in words; nothing about how high."""
    looks = [answers for _, answers in looks_of(points)]
    seen = look.standing_out(looks)
    return [capital(_say(at, tool, seen))] if seen else []
