"""T14 on the general pages: first aid on top, care before facts, and what a report leads to."""

from __future__ import annotations

from typing import Any

from goldseam.tools import catalogue, fold
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.fields import INPUT_WHEN
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.t14_lapse import course, pages
from goldseam.tools.t57_plan.views import lines_of
from goldseam.vault import Entry

CODES = ("t14", "t14b", "t14c")
DARK = ("no", "unsure")


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    return {"lapse": pages.page(at, tool)}


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str] | None:
    """It was written down, and what was built stands (HR-6). How often is on the tool's own page, for whoever asks."""
    if tool.code != "t14":
        return None
    return [line for line in (tool.word("week"), pages.stands(at, tool)) if line]


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    if tool.code == "t14b":
        safe = str(entry.body.get("safe", ""))
        dark = safe in DARK
        return {
            "safe": safe,
            "dark": dark,
            "why": entry.body.get("why"),
            "lines": lines_of(at.request) if dark else None,
        }
    if tool.code == "t14c":
        return {"same": _same_place(at, entry), "place": pages.to(str(entry.body.get("change_in", "")))}
    page = pages.page(at, tool)
    voices = pages.self_talk(at, tool, entry.body.get("self_talk", []))
    return {"lapse": page, "voices": voices, "more": entry.body.get("more_unreported") == "yes"}


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """What can be known is not asked: hours are counted, and an urge that was given in to says when."""
    form.fields.pop("told_after", None)
    if form.is_bound:
        return {}
    if tool.code == "t14c" and "what_still_stood" not in form.initial:
        form.initial["what_still_stood"] = pages.stands(at, catalogue.tool("t14"))
    if tool.code == "t14" and "when" not in form.initial and (when := pages.newest_slip(at)):
        form.initial["when"] = when.astimezone(at.zone).strftime(INPUT_WHEN)
    return {}


def body(at: Desk, tool: Tool, body: dict[str, Any], item: Entry | None) -> dict[str, Any]:
    """A corrected report stays the same report; a review says which one it is about."""
    old = item.body if item is not None else {}
    if tool.code == "t14":
        return body | _course(item, old) | _told(at, body, old)
    if tool.code == "t14c":
        about = old.get("report") or _about(at)
        return body | ({"report": about} if about else {})
    return body


def _course(item: Entry | None, old: dict[str, Any]) -> dict[str, Any]:
    return {"course": old.get("course", str(item.id))} if item is not None else {}


def _told(at: Desk, body: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """Hours from the event to the version in which somebody first knows."""
    if not course.somebody_knows(body.get("told", [])):
        return {}
    hours = course.hours_between(fold.key_of(body, at.now), fold.minute(at.now))
    return {"told_after": old.get("told_after", hours)}


def _about(at: Desk) -> str:
    """The report named in the address, if it is one of the last ones; else the newest."""
    known = [one.id for one in pages.reports(at, catalogue.tool("t14"))]
    asked = at.request.GET.get("report", "")
    return asked if asked in known else (known[-1] if known else "")


def _same_place(at: Desk, entry: Entry) -> bool:
    """Whether the review before this one named the same break point."""
    others = [item for item in at.shelf.recent("t14c") if item.id != str(entry.id) and item.at <= fold.minute(entry.at)]
    return bool(others) and others[-1].body.get("break_point") == entry.body.get("break_point", "-")
