"""T22: the list of today, ready made. Today's page may show it too: `read` asks for a room and a moment, no desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from uuid import uuid4

from django.urls import reverse

from goldseam.insight.sentences import number
from goldseam.tools import actions, catalogue, history, shelf
from goldseam.tools.definition import Tool
from goldseam.tools.shelf import Item
from goldseam.tools.t22_commit import marks
from goldseam.tools.t22_commit.marks import ByDay
from goldseam.tools.times import from_minute, full_day
from goldseam.vault import Entry, Room

WEEKS = 13
"""Ninety days: as long as one commitment is made for."""


@dataclass(frozen=True, slots=True)
class Button:
    value: str
    label: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    what: str
    because: str
    by: str
    """Until when, for a thing to be done once."""
    week: str
    days: str
    note: str
    marked: str
    """Today's mark in words, "" while there is none."""
    buttons: list[Button]
    url: str
    change: str
    uid: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True, slots=True)
class Step:
    """Today's small step; `text` is empty while none is written."""

    text: str
    buttons: list[Button]
    url: str = ""
    uid: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True, slots=True)
class TodayList:
    rows: list[Row]
    others: list[Row]
    over: list[Row]
    rest: int
    """How many more are due than the list shows."""
    step: Step
    day: str

    @property
    def any(self) -> bool:
        return bool(self.rows or self.others or self.over)


def read(room: Room, now: datetime, zone: tzinfo, *, numbers: bool = True) -> TodayList:
    standing = history.lately(room, now)
    items = shelf.read(room, now).standing("t22")
    found = history.read(room, now, WEEKS).digests if items else []
    by_key = marks.by_commitment(history.series(found, "t22b", UTC, by_day=True))
    return today_list(items, by_key, standing, now, zone, numbers=numbers)


def today_list(
    items: list[Item],
    by_key: dict[str, dict[date, str]],
    standing: list[Entry],
    now: datetime,
    zone: tzinfo,
    *,
    numbers: bool = True,
) -> TodayList:
    today, tool = now.astimezone(zone).date(), catalogue.tool("t22")
    due = marks.due(items, by_key, today)
    shown, rest = due[: marks.MOST_TODAY], due[marks.MOST_TODAY :]
    over = [item for item in items if marks.over(item.body, today)]
    named = {item.key for item in (*shown, *over)}

    def row(item: Item) -> Row:
        return _row(tool, item, by_key.get(item.key, {}), standing, today, zone, numbers=numbers)

    return TodayList(
        rows=[row(item) for item in shown],
        others=[row(item) for item in items if item.key not in named],
        over=[row(item) for item in over],
        rest=len(rest),
        step=step_of(standing, today),
        day=today.isoformat(),
    )


def _row(
    tool: Tool, item: Item, mine: ByDay, standing: list[Entry], today: date, zone: tzinfo, *, numbers: bool
) -> Row:
    body, since = item.body, from_minute(item.since).astimezone(zone).date()
    options = catalogue.tool("t22b").by_name["mark"].options
    said, end = mine.get(today, ""), marks.ends(item.body)
    once = body.get("rhythm") == "by_date"
    return Row(
        key=item.key,
        what=str(body.get("what", "")),
        because=tool.word("because").format(why=body["because"]) if body.get("because") else "",
        by=_by(tool, end, today, once=once),
        week=_week(tool, marks.week(body, since, mine, today)) if numbers and not once else "",
        days=_days(tool, body, since, mine, today) if numbers else "",
        note=_noted(tool, item.key, standing),
        marked=next((option.label for option in options if option.id == said), ""),
        buttons=[Button(option.id, option.label, option.id == said) for option in options],
        url=reverse("tools:kept", args=[tool.code, item.id]),
        change=reverse("tools:change", args=[tool.code, item.id]),
    )


def _by(tool: Tool, end: date | None, today: date, *, once: bool) -> str:
    if end is None:
        return ""
    if end < today:
        return tool.word("ended").format(day=full_day(end))
    return tool.word("gone_by").format(day=full_day(end)) if once else ""


def _week(tool: Tool, week: marks.Week) -> str:
    """“Kept 5 of 7 in the last seven days, 1 partly.”"""
    if week.of <= 0 and not week.kept:
        return f"{tool.word('begins')}."
    beside = [
        tool.word(name).format(n=number(n))
        for name, n in (("partly", week.partly), ("excused", week.excused), ("unmarked", week.unmarked))
        if n
    ]
    first = tool.word("kept_of").format(kept=week.kept, of=week.of) if week.kept else tool.word("kept_none")
    return f"{', '.join([first, *beside])}."


def _days(tool: Tool, body: marks.Body, since: date, mine: ByDay, today: date) -> str:
    days = marks.days_of_days(since, mine, today)
    if body.get("rhythm") != "daily" or days.of <= marks.WEEK:
        return ""
    return tool.word("days_of").format(kept=days.stood, of=days.of, day=full_day(since))


def _noted(tool: Tool, key: str, standing: Iterable[Entry]) -> str:
    """What was written beside the newest mark of this month that has a note."""
    mine = [entry.body for entry in standing if entry.kind == "t22b" and entry.body.get("of") == key]
    notes = [body["note"] for body in mine if "note" in body]
    return tool.word("learned").format(note=notes[-1]) if notes else ""


def step_of(standing: Iterable[Entry], today: date) -> Step:
    entry = actions.of_day(standing, "t22c", today.isoformat())
    if entry is None:
        return Step("", [])
    options = catalogue.tool("t22c").by_name["mark"].options
    buttons = [Button(o.id, o.label, o.id == entry.body.get("mark")) for o in options]
    return Step(str(entry.body.get("step", "")), buttons, reverse("tools:kept", args=["t22c", str(entry.id)]))
