"""T11 on the general pages: a map begun from an urge or a lapse, and what repeats once there are five."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from goldseam.insight.sentences import capital, number
from goldseam.tools import catalogue, history
from goldseam.tools.definition import Field, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm, moment, own_name
from goldseam.tools.history import Series
from goldseam.tools.t11_map import repeats
from goldseam.tools.t12_plans.extra import trigger_ids
from goldseam.vault import Entry

CODES = ("t11",)
WEEKS = 52
LATE = 21
EARLY = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One trigger that repeats, and the way to a plan while it has none."""

    label: str
    times: str
    planned: bool
    plan: str


@dataclass(frozen=True, slots=True)
class Repeats:
    few: str
    outer: list[Row]
    inner: list[Row]
    breaks: str
    shares: str


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    maps = history.series(history.read_detail(at.room, at.now, WEEKS), tool.code, at.zone)
    return {"repeats": _repeats(at, tool, maps) if maps.at else None}


def unplanned(at: Desk) -> bool:
    """Whether one of the main triggers has no plan yet."""
    found = overview(at, catalogue.tool("t11"))["repeats"]
    return found is not None and any(not row.planned for row in [*found.outer, *found.inner])


def _repeats(at: Desk, tool: Tool, maps: Series) -> Repeats:
    n = len(maps.at)
    if n < repeats.ENOUGH:
        return Repeats(tool.word("few" if at.numbers else "few_words").format(n=capital(number(n))), [], [], "", "")
    plans = [item.body.get("for_trigger", []) for item in at.shelf.standing("t12")]
    shown = n if at.numbers else 0
    outer, inner = (_rows(tool.by_name[name], maps.tags.get(name, []), plans, tool, shown) for name in OUTER_INNER)
    rows = [*outer, *inner]
    said = {"n": number(sum(row.planned for row in rows)), "all": number(len(rows))}
    shares = tool.word("shares").format(**said) if rows and at.numbers else ""
    return Repeats("", outer, inner, _breaks(tool, maps, shown), shares)


OUTER_INNER = ("antecedent_outer", "antecedent_inner")


def _rows(field: Field, maps: Iterable[list[str]], plans: list[list[str]], tool: Tool, n: int) -> list[Row]:
    """`n` is of how many maps; 0 leaves the numbers out (HR-20)."""
    found = repeats.top(maps, list(field.by_id))
    planned = repeats.planned([one.tag for one in found], plans)
    return [
        Row(
            field.by_id[one.tag].label if one.tag in field.by_id else one.tag,
            tool.word("times").format(n=one.times, all=n) if n else "",
            one.tag in planned,
            _new_plan(one.tag),
        )
        for one in found
    ]


def _new_plan(tag: str) -> str:
    """Where a plan for it is made. Its number stands in the address, no word of it; own words have none."""
    known = trigger_ids(catalogue.tool("t12"))
    new = reverse("tools:new", args=["t12"])
    return f"{new}?trigger={known.index(tag) + 1}" if tag in known else new


def _breaks(tool: Tool, maps: Series, n: int) -> str:
    one = repeats.usual(tag for tags in maps.tags.get("break_point", []) for tag in tags)
    if one is None:
        return tool.word("breaks_even")
    point = tool.by_name["break_point"].by_id[one.tag].label
    return tool.word("breaks_say").format(point=point, n=one.times, all=n) if n else point


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """What an urge or a lapse already said about its surroundings stands in the form."""
    if not form.is_bound and (source := _source(at)) is not None:
        known = known_of(source, at.zone)
        for name, tags in known.items():
            field = tool.by_name[name]
            form.initial[name] = [tag for tag in tags if tag in field.by_id]
            form.initial[own_name(field)] = ", ".join(tag for tag in tags if tag not in field.by_id)
        if source.kind == "t09" and "behaviour" not in form.initial and held(source):
            form.initial["behaviour"] = "urge_only"
    return {}


def _source(at: Desk) -> Entry | None:
    try:
        entry = at.room.entry(UUID(at.request.GET.get("from", "")))
    except ValueError:
        return None
    return entry if entry is not None and entry.kind in {"t09", "t14"} else None


def known_of(source: Entry, zone: Any) -> dict[str, list[str]]:
    """Surroundings and states out of a record of T09 or T14, as tags of a map."""
    body = source.body
    outer = [str(body[name]) for name in ("place", "device") if body.get(name) not in (None, "other", "none")]
    when = body.get("when")
    if isinstance(when, str) and is_late(moment(when).astimezone(zone)):
        outer.insert(0, "late")
    inner = [str(tag) for name in ("halt", "feeling") for tag in body.get(name, [])]
    return {"antecedent_outer": list(dict.fromkeys(outer)), "antecedent_inner": list(dict.fromkeys(inner))}


def is_late(here: datetime) -> bool:
    return here.hour >= LATE or here.hour < EARLY


def held(source: Entry) -> bool:
    """Whether an urge was met without giving in."""
    said = source.body.get("response", [])
    options = catalogue.tool("t09").by_name["response"].by_id
    return bool(said) and not any(options[tag].mark == "slip" for tag in said if tag in options)
