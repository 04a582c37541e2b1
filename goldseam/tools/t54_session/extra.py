"""T54: a draft of what has happened since, the page to take along, what was to be done from last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from goldseam.tools import catalogue, show, week_words
from goldseam.tools.definition import Field, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.labels import item_name
from goldseam.tools.times import full_day
from goldseam.tools.week_words import ToolWeek
from goldseam.vault import Entry

CODES = ("t54",)
PAPER = ("before", "hard")
"""Parts that go onto paper; what comes after the hour stays at home."""
NOT_ON_PAPER = frozenset({"risk_to_mention", "risks"})
"""A paper that says "I am afraid of someone" can be found by that someone (HR-11)."""
AFTER = "#id_took_away"
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Source:
    """A tool that a draft may draw on."""

    code: str
    title: str
    here: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    answers: list[show.Answer]
    homework: tuple[str, ...]
    first: bool
    """There is something dangerous to begin with; the paper does not say what."""


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    return {"sessions": [_links(tool, item) for item in at.shelf.standing(tool.code)], "none_yet": _first_time(at)}


def _links(tool: Tool, item: Any) -> dict[str, str]:
    return {
        "name": item_name(tool, item.body),
        "url": reverse("tools:kept", args=[tool.code, item.id]),
        "print": reverse("tools:print", args=[tool.code]) + f"?s={item.key}",
        "after": reverse("tools:change", args=[tool.code, item.id]) + AFTER,
    }


def _first_time(at: Desk) -> bool:
    return not at.shelf.items("t54")


# -- the draft ------------------------------------------------------------------------------------------


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """Offers a draft, and fills it in when it is asked for. What is drafted is kept only when the person keeps it."""
    weeks = [week for week in week_words.weeks(at) if may_draw_on(week.code)]
    asked = at.request.GET.getlist("t") if "d" in at.request.GET else None
    if at.request.method == "GET" and "_item" not in form.initial:
        form.initial.setdefault("session", tool.word("default_name").format(day=full_day(at.today)))
    drafted = asked is not None and at.request.method == "GET"
    if asked is not None and drafted:
        before = str(form.initial.get("since_last", ""))
        made = draft(at, tool, [week for week in weeks if week.code in asked])
        form.initial["since_last"] = fitted(before, made, tool.by_name["since_last"])
    found = [Source(week.code, week.title, asked is None or week.code in asked) for week in weeks]
    return {
        "sources": found,
        "drafted": drafted,
        "homework": _homework(at),
        "more_title": tool.word("after_title"),
    }


def may_draw_on(code: str) -> bool:
    """Sealed tools never leave their page. Of plans and people that live on, a number of changes says nothing."""
    tool = catalogue.get(code)
    return tool is not None and tool.share != "L0" and not tool.living


def draft(at: Desk, tool: Tool, weeks: Sequence[ToolWeek]) -> str:
    """Each chosen tool's week in words: counts and middles, never what somebody wrote."""
    if not weeks:
        return tool.word("draft_none")
    first = tool.word("draft_first").format(day=full_day(at.today - WEEK), today=full_day(at.today))
    return "\n".join([first, *(f"{week.title}: {' '.join(week.lines)}" for week in weeks)])


def fitted(before: str, made: str, field: Field) -> str:
    """The draft below what stands there already; cut at a line where it would be too long."""
    lines = (f"{before.rstrip()}\n\n{made}" if before.strip() else made).split("\n")
    while len("\r\n".join(lines)) > field.length and len(lines) > 1:
        lines.pop()
    return "\n".join(lines)[: field.length]


def _homework(at: Desk) -> list[str]:
    """What was to be done from the last session that was held."""
    held = [item for item in at.shelf.items("t54") if item.body.get("standing") == "held"]
    given = held[-1].body.get("homework") if held else None
    return [str(line) for line in given] if isinstance(given, list) else []


# -- paper, and after keeping ---------------------------------------------------------------------------


def printed(at: Desk, tool: Tool) -> dict[str, Any]:
    """One session, without what comes after it: the one asked for, else the one written last."""
    standing = at.shelf.standing(tool.code)
    item = at.shelf.get(tool.code, at.request.GET.get("s", "")) or next(reversed(standing), None)
    entry = at.room.entry(UUID(item.id)) if item is not None else None
    if entry is None:
        return {"sheet": None}
    hidden = NOT_ON_PAPER | {tool.named_by}
    fields = [field for field in tool.fields if field.part in PAPER and field.name not in hidden]
    answers = show.answers_to(fields, entry.body, at.now, at.zone)
    return {"sheet": Sheet(item_name(tool, entry.body), answers, tuple(_homework(at)), _risky(entry))}


def _risky(entry: Entry) -> bool:
    return entry.body.get("risk_to_mention") in {"yes", "unsure"} or bool(entry.body.get("risks"))


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    risk = entry.body.get("risk_to_mention")
    notes = [tool.word(f"risk_{risk}")] if risk in {"unsure", "yes"} else []
    held = entry.body.get("standing") in {"held", "off"}
    key = str(entry.body.get("_item", ""))
    return {
        "notes": notes,
        "print": "" if held else reverse("tools:print", args=[tool.code]) + f"?s={key}",
        "after": "" if held else reverse("tools:change", args=[tool.code, str(entry.id)]) + AFTER,
    }
