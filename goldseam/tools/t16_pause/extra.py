"""T16: what the general pages do not know of a pause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from goldseam.insight.sentences import figure
from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.shelf import Item
from goldseam.tools.t16_pause import gate, pause
from goldseam.tools.t16_pause.days import Days, days_of_days
from goldseam.tools.t16_pause.pause import Pause, Span
from goldseam.tools.t16_pause.reports import lapses
from goldseam.tools.times import from_minute, full_day
from goldseam.vault import Entry

CODES = ("t16", "t16b")
WRITTEN_BY_US = ("closed_on", "begun_before")
SHOWN_FROM = 2
"""Days after which a count says something."""


@dataclass(frozen=True, slots=True)
class Look:
    title: str
    when: str
    mood: str
    learned: str


@dataclass(frozen=True, slots=True)
class Running:
    id: str
    heading: str
    say: str
    reasons: list[str]
    count: str
    """58 of 60 days; empty for somebody who hid numbers, and before the first day."""
    lapses: str
    before: list[str]
    learned: str
    looks: list[Look]
    due: str
    due_which: str
    over: bool
    helped: list[str]


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t16":
        return {}
    item = at.shelf.one("t16")
    return {
        "running": _running(at, tool, item) if item is not None else None,
        "offers": tool.lines("offers"),
        "conscience": gate.conscience_only(at.shelf),
        "uid": uuid4(),
        "again_uid": uuid4(),
    }


def _running(at: Desk, tool: Tool, item: Item) -> Running:
    found = pause.of_body(item.body)
    looks = [look for look in at.shelf.items("t16b") if _day(at, look.since) >= found.start]
    due = found.due(at.today, {str(look.body.get("which")) for look in looks})
    whole = found.counted(at.today)
    earlier = pause.spans(item.body.get("begun_before"))
    days = lapses(at, "inner", min([whole.first, *(span.first for span in earlier)]))
    return Running(
        id=item.id,
        heading=tool.by_name["aim"].by_id[item.body["aim"]].label,
        say=_say(at, tool, found),
        reasons=[str(line) for line in item.body.get("reasons", [])],
        count=_count(tool, _days(whole, days)) if at.numbers else "",
        lapses=tool.word("lapses" if any(whole.first <= day <= whole.last for day in days) else "lapses_none"),
        before=_earlier(tool, earlier, days) if at.numbers else [],
        learned=next((str(look.body["learned"]) for look in reversed(looks) if "learned" in look.body), ""),
        looks=[_look(at, look) for look in looks],
        due=_due(tool, due) if due else "",
        due_which=due[0] if due else "between",
        over=found.over(at.today),
        helped=[str(line) for line in item.body.get("supports", [])],
    )


def _day(at: Desk, minute: int) -> date:
    return from_minute(minute).astimezone(at.zone).date()


def _days(span: Span, lapsed: set[date]) -> Days:
    return days_of_days(span.first, span.last, lapsed)


def _say(at: Desk, tool: Tool, found: Pause) -> str:
    key = "over" if found.over(at.today) else "so_far"
    said = tool.word(f"{key}_say" if at.numbers else f"{key}_words")
    return said.format(day=found.day(at.today), days=found.days, end=full_day(found.last))


def _count(tool: Tool, days: Days) -> str:
    """Nothing is counted on a first day, and nought is never shown: it would say what no count can say (HR-6)."""
    if days.of < SHOWN_FROM or not days.stood:
        return ""
    return tool.word("so_far").format(stood=days.stood, of=days.of)


def _earlier(tool: Tool, spans: list[Span], lapsed: set[date]) -> list[str]:
    found = [(span, _days(span, lapsed)) for span in spans]
    return [
        tool.word("before").format(day=full_day(span.first), stood=days.stood, of=days.of)
        for span, days in found
        if days.stood
    ]


def _due(tool: Tool, due: tuple[str, int]) -> str:
    which, n = due
    return tool.word("due_end") if which == pause.END else tool.word("due").format(day=n)


def _look(at: Desk, item: Item) -> Look:
    which = catalogue.tool("t16b").by_name["which"].by_id.get(str(item.body.get("which")))
    mood = item.body.get("mood")
    return Look(
        title=which.label if which else "",
        when=full_day(_day(at, item.since)),
        mood=figure(mood) if mood is not None and at.numbers else "",
        learned=str(item.body.get("learned", "")),
    )


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    """After a look back: what was decided can be done at once."""
    if tool.code != "t16b":
        return {}
    return {"decision": entry.body.get("decision", ""), "running": at.shelf.one("t16"), "uid": uuid4()}


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Only what can be asked now. The number of days and which look back it is may come with the address."""
    if tool.code == "t16b":
        _offer(form, "which", at.request.GET.get("which", ""), set(tool.by_name["which"].by_id))
        return {}
    for name in WRITTEN_BY_US:
        form.fields.pop(name, None)
    if changing(at):
        form.initial.setdefault("state", "running")
    else:
        form.fields.pop("state", None)
        _offer(form, "days", at.request.GET.get("days", ""), set(tool.lines("offers")))
    if not gate.conscience_only(at.shelf):
        form.fields.pop("with_helper", None)
    return {"conscience": gate.conscience_only(at.shelf)}


def _offer(form: ToolForm, name: str, said: str, known: set[str]) -> None:
    """Fill in a first value from the address; anything odd in it is left out."""
    if said in known:
        form.initial.setdefault(name, said)


def changing(at: Desk) -> bool:
    match = at.request.resolver_match
    return match is not None and match.url_name == "change"


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    if tool.code != "t16":
        return
    body = form.body()
    moved = item is None or item.body.get("start") != body["start"]
    if moved and date.fromisoformat(body["start"]) < at.today - timedelta(days=pause.BACK):
        form.add_error("start", tool.word("start_far"))
    if item is None and gate.conscience_only(at.shelf) and not body.get("with_helper"):
        form.add_error("with_helper", tool.word("needs_helper"))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """What we write ourselves: the day it was closed, and what was begun before. A new first day drops neither."""
    if tool.code != "t16":
        return body
    found = {name: value for name, value in body.items() if name not in WRITTEN_BY_US}
    before = item.body if item is not None else {}
    if "begun_before" in before:
        found["begun_before"] = before["begun_before"]
    if before and body["start"] > before["start"]:
        found["begun_before"] = pause.begun_again(before, date.fromisoformat(body["start"]))
    if body.get("state") == "closed":
        found["closed_on"] = before.get("closed_on") or at.today.isoformat()
    return found
