"""T57: a plan for a bad hour. Built one part at a time; each part kept is a new version of the whole plan."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.safety import pages as safety
from goldseam.safety import region, routes
from goldseam.tools import actions, catalogue, crisis
from goldseam.tools.desk import Desk, desk, keep_or_say
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.t57_plan.pages import PARTS, crisis_step, plan_page
from goldseam.tools.views import PLACE, kept_url
from goldseam.vault import Receipt

NOW = "1"  # the help route whose numbers stand first


def lines_of(request: RoomRequest) -> safety.Lines:
    route = routes.route(NOW)
    if route is None:
        raise Http404
    return safety.route_page(route, region.of(request)).lines


@require_GET
@room_open
def overview(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t57")
    page = plan_page(tool, at.state, at.now, at.zone)
    context = {"place": PLACE, "tool": tool, "page": page, "numbers": at.numbers}
    return render(request, "tools/t57/tool.html", context)


@require_POST
@room_open
def read(request: RoomRequest) -> HttpResponse:
    """ "I have read it, and it still holds": the plan stays as it is, and is asked about again later."""
    at = desk(request)
    try:
        uid = UUID(request.POST.get("uid", ""), version=4)
    except ValueError as error:
        raise BadRequest from error
    actions.set_me(at.room, crisis.plan_read(at.now), uid, at.now)
    return see_other(reverse("tools:tool", args=["t57"]))


@require_GET
@room_open
def start(request: RoomRequest) -> HttpResponse:
    """The address every tool has for a new record leads to the first part that is still empty."""
    at = desk(request)
    empty = [n for n, part in enumerate(PARTS, 1) if not any(name in at.state.plan for name in part)]
    return see_other(reverse("tools:t57_part", args=[empty[0] if empty else 1]))


@require_http_methods(["GET", "POST"])
@room_open
def part(request: RoomRequest, number: int) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t57")
    if not 1 <= number <= len(PARTS):
        raise Http404
    names, alone = PARTS[number - 1], "alone" in request.GET
    form = at.form(tool, only=names, initial=at.state.plan)

    def page(form: ToolForm, status: int) -> HttpResponse:
        context: dict[str, Any] = {
            "place": PLACE,
            "tool": tool,
            "form": form,
            "number": number,
            "of": len(PARTS),
            "back": reverse("tools:t57_part", args=[number - 1]) if number > 1 else "",
            "forward": after(number),
            "lines": lines_of(request) if alone or "professionals_and_lines" in names else None,
            "alone": alone,
        }
        return render(request, "tools/t57/part.html", context, status=status)

    if request.method != "POST":
        return page(form, HTTPStatus.OK)
    filled = any(name in at.state.plan for name in names)  # then an empty form means: take it out again
    return keep_or_say(
        form,
        lambda good: _keep(at, good, names),
        page,
        lambda id: kept_url(tool, id) if alone else after(number, kept=True),
        may_be_empty=filled,
    )


def after(number: int, *, kept: bool = False) -> str:
    """The next part, or the whole plan after the last."""
    if number < len(PARTS):
        return reverse("tools:t57_part", args=[number + 1]) + ("?kept=1" if kept else "")
    return reverse("tools:tool", args=["t57"])


def _keep(at: Desk, form: ToolForm, names: tuple[str, ...]) -> Receipt:
    """The whole plan with this part changed. It takes the place of the version before it."""

    def once() -> Receipt:
        here, seen = desk(at.request), at.room.head[0]
        body: Body = {name: value for name, value in here.state.plan.items() if name not in names} | form.body()
        old = at.room.entry(UUID(here.state.plan_id)) if here.state.plan_id else None
        if old is None or old.id == form.uid:
            return actions.keep(at.room, form.tool, body, form.uid, at.now, seen)
        return actions.correct(at.room, form.tool, old, body, form.uid, at.now, seen)

    return actions.settled(once)


@require_GET
@room_open
def now(request: RoomRequest, number: int = 0) -> HttpResponse:
    """The dark hour itself: numbers first, then one part of the plan on each screen."""
    at, tool = desk(request), catalogue.tool("t57")
    step = crisis_step(tool, at.state.plan, number)
    if step is None:
        raise Http404
    context = {"place": PLACE, "tool": tool, "step": step, "lines": lines_of(request) if step.lines else None}
    return render(request, "tools/t57/now.html", context)


@require_GET
@room_open
def printed(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t57")
    page = plan_page(tool, at.state, at.now, at.zone)
    context = {"place": PLACE, "tool": tool, "page": page, "lines": lines_of(request)}
    return render(request, "tools/t57/print.html", context)
