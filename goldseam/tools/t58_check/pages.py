"""What T58 shows. The page of a look is made from the answers while they are there, and from nothing afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from goldseam.safety import pages as safety
from goldseam.safety import region, routes
from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.t58_check.state import Seen, judge, may_look_again
from goldseam.tools.times import full_day

FEAR, OWN_ACTS, DARK = "2", "9", "1"
"""Help routes."""
ANGER = "t18"


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Result:
    title: str
    lead: str
    numbers: safety.Lines
    points: list[str]
    first: Link
    more: list[Link]
    device: str
    """Said first of all when others may hold this device; else empty."""
    both: str
    """Said to somebody in danger who also did harm; else empty."""
    held: list[str]
    """What stays shut and how it may open; empty when nothing stood out."""


def seen(tool: Tool, given: Mapping[str, Any]) -> Seen:
    def of(part: str) -> list[str | None]:
        return [given.get(field.name) for field in tool.fields if field.part == part]

    return judge(of("to_me"), of("by_me"), given.get("can_I_say_no_here"), given.get("device_private"))


def result(tool: Tool, request: HttpRequest, found: Seen, device: str | None, today: date) -> Result:
    """Fear comes before own acts: whoever says both is first of all in danger. Only a full, quiet look is clear."""
    if found.danger:
        kind, route, more = "danger", FEAR, _own_acts(tool) if found.own_acts else []
    elif found.own_acts:
        kind, route, more = "acts", OWN_ACTS, [*_anger(tool), Link(tool.word("acts_dark"), _route(DARK))]
    else:
        kind, route, more = "open" if found.open else "clear", FEAR, []
    return Result(
        title=tool.word(f"{kind}_title"),
        lead=tool.word(f"{kind}_lead"),
        numbers=_numbers(request, route),
        points=tool.lines(kind),
        first=Link(tool.word(f"{kind}_steps"), _route(route)),
        more=more,
        device=tool.word("device_note") if device in {"no", "unsure"} else "",
        both=tool.word("danger_both") if found.danger and found.own_acts else "",
        held=_held(tool, today) if found.holds else [],
    )


def _held(tool: Tool, today: date) -> list[str]:
    day = full_day(may_look_again(today))
    return [line.replace("{day}", day) for line in tool.lines("held")]


def _own_acts(tool: Tool) -> list[Link]:
    found = routes.route(OWN_ACTS)
    return [Link(found.title, _route(OWN_ACTS))] if found else []


def _anger(tool: Tool) -> list[Link]:
    there = catalogue.get(ANGER) is not None
    return [Link(tool.word("acts_skills"), reverse("tools:tool", args=[ANGER]))] if there else []


def _route(slug: str) -> str:
    return reverse("safety:route", args=[slug])


def _numbers(request: HttpRequest, slug: str) -> safety.Lines:
    return safety.route_page(routes.routes()[slug], region.of(request)).lines
