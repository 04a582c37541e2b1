"""T13: what kind of day it is, and which plan belongs to a situation."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.insight.sentences import capital, number
from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue, lists
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, desk, not_saved, not_saved_status
from goldseam.tools.t12_plans.pages import cards
from goldseam.tools.t13_page import pages
from goldseam.tools.views import PLACE
from goldseam.vault import NotSaved


@require_GET
@room_open
def day(request: RoomRequest) -> HttpResponse:
    """Green, amber or red, from the person's own signs. Only numbers stand in the address, and nothing is kept."""
    at, tool = desk(request), catalogue.tool("t13")
    body = lists.document(at, at.shelf.get(tool.code, actions.ONLY))
    signs = pages.signs(body)
    here = sorted({int(n) for n in request.GET.getlist("s") if n in {str(i) for i in range(len(signs))}})
    kind = kind_of(len(here)) if "go" in request.GET else "red" if "red" in request.GET else ""
    context: dict[str, Any] = {
        "place": PLACE,
        "tool": tool,
        "signs": list(enumerate(signs)),
        "here": here,
        "kind": kind,
    }
    if kind == "amber":
        context |= amber(at, body, tool, len(here))
    return render(request, "tools/t13/day.html", context)


def kind_of(signs: int) -> str:
    if signs >= pages.AMBER:
        return "amber"
    return "green_one" if signs else "green_none"


def amber(at: Desk, body: dict[str, Any], tool: Tool, signs: int) -> dict[str, Any]:
    """The middle plan: the menu, the if–then plans, what to keep away from, and who."""
    return {
        "amber_say": tool.word("amber_say").format(n=capital(number(signs))),
        "menu": body.get("coping_menu", []),
        "plans": cards(at),
        "watch": pages.circles(at)["middle"],
        "people": pages.names(catalogue.get("t51"), at.shelf.standing("t51")),
    }


@require_http_methods(["GET", "POST"])
@room_open
def risk(request: RoomRequest, number: int) -> HttpResponse:
    """One situation and the plans there are: choose one, make one, or stay out of it for now."""
    at, tool = desk(request), catalogue.tool("t13")
    body = lists.document(at, at.shelf.get(tool.code, actions.ONLY))
    rows = [row for row in body.get("high_risk", []) if row.get("situation")]
    if not 1 <= number <= len(rows):
        raise Http404
    error, status = "", 200
    if request.method == "POST":
        kept = _choose(at, tool, body, rows[number - 1], request.POST.get("plan", ""))
        if kept is None:
            return see_other(reverse("tools:tool", args=[tool.code]))
        error, status = not_saved(kept), not_saved_status(kept)
    new = f"{reverse('tools:new', args=['t12'])}?risk={number}"
    context = {"place": PLACE, "tool": tool, "row": rows[number - 1], "plans": cards(at), "new": new, "uid": uuid4()}
    return render(request, "tools/t13/risk.html", context | {"error": error}, status=status)


def _choose(at: Desk, tool: Tool, body: dict[str, Any], row: dict[str, Any], plan: str) -> NotSaved | None:
    known = {item.key for item in at.shelf.standing("t12")} | {pages.AVOID, ""}
    if plan not in known:
        raise Http404
    changed = {name: value for name, value in row.items() if name != "plan"} | ({"plan": plan} if plan else {})
    rows = [changed if one is row else one for one in body["high_risk"]]
    try:
        try:
            actions.keep(at.room, tool, body | {"high_risk": rows}, _uid(at), at.now)
        except actions.KeptOtherwise:  # another plan, chosen on the same page after going back
            actions.keep(at.room, tool, body | {"high_risk": rows}, uuid4(), at.now)
    except NotSaved as error:
        return error
    return None


def _uid(at: Desk) -> UUID:
    try:
        return UUID(at.request.POST.get("uid", ""), version=4)
    except ValueError:
        return uuid4()
