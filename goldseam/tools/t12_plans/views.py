"""T12: saying a plan aloud, and the weekly look at each."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, desk, not_saved, not_saved_status
from goldseam.tools.shelf import Item
from goldseam.tools.t12_plans.pages import card
from goldseam.tools.views import PLACE
from goldseam.vault import NotSaved

TIMES = 3
DECIDED = ("keep", "drop")


@require_http_methods(["GET", "POST"])
@room_open
def say(request: RoomRequest, key: str) -> HttpResponse:
    """Three times aloud, one screen each. Only the third is kept; going away before loses nothing."""
    at, tool = desk(request), catalogue.tool("t12")
    item = _standing(at, tool, key)
    if request.method != "POST":
        return _screen(at, tool, item, _step(request.GET.get("s", "")))
    times = int(item.body.get("rehearsed", 0)) + TIMES
    error = _keep(at, tool, item, {"rehearsed": min(times, 1000)})
    if error is not None:
        return _screen(at, tool, item, TIMES, not_saved(error), not_saved_status(error))
    return see_other(f"{reverse('tools:tool', args=[tool.code])}?said=1")


def _screen(at: Desk, tool: Tool, item: Item, step: int, error: str = "", status: int = 200) -> HttpResponse:
    context = {"place": PLACE, "tool": tool, "card": card(item), "step": step, "of": TIMES, "uid": uuid4()}
    context |= {"ask": tool.word(f"say_{step}"), "next": step + 1 if step < TIMES else 0, "error": error}
    return render(at.request, "tools/t12/say.html", context, status=status)


def _step(asked: str) -> int:
    return int(asked) if asked in {"1", "2", "3"} else 1


@require_POST
@room_open
def week(request: RoomRequest, key: str) -> HttpResponse:
    """Keep it another week, or let it go. Changing it is the general form."""
    at, tool = desk(request), catalogue.tool("t12")
    item, decided = at.shelf.get(tool.code, key), request.POST.get("week", "")
    if item is None or decided not in DECIDED:
        raise Http404
    if decided == "keep" and item.ended and len(at.shelf.standing(tool.code)) >= tool.most:
        return _refused(at, tool, tool.most_say, HTTPStatus.CONFLICT)
    error = _keep(at, tool, item, {"week": decided, "looked_on": at.today.isoformat()})
    if error is not None:
        return _refused(at, tool, not_saved(error), not_saved_status(error))
    return see_other(f"{reverse('tools:tool', args=[tool.code])}?week={decided}")


def _refused(at: Desk, tool: Tool, say: str, status: int) -> HttpResponse:
    closed: dict[str, Any] = {"say": say, "url": reverse("tools:tool", args=[tool.code]), "button": tool.title}
    return render(at.request, "tools/closed.html", {"place": PLACE, "tool": tool, "closed": closed}, status=status)


def _standing(at: Desk, tool: Tool, key: str) -> Item:
    item = at.shelf.get(tool.code, key)
    if item is None or item.ended:
        raise Http404
    return item


def _keep(at: Desk, tool: Tool, item: Item, change: dict[str, Any]) -> NotSaved | None:
    """A new version with only this changed. Sent twice it is kept once; another button of the same page, pressed after
    going back, is another press. A damaged key gets a new one."""
    body = {**actions.answers(item.body), **change}
    try:
        try:
            actions.keep_item(at.room, tool, item.key, body, _uid(at), at.now)
        except actions.KeptOtherwise:
            if "rehearsed" not in change:  # the count itself has moved on: the same press, sent twice
                actions.keep_item(at.room, tool, item.key, body, uuid4(), at.now)
    except NotSaved as error:
        return error
    return None


def _uid(at: Desk) -> UUID:
    try:
        return UUID(at.request.POST.get("uid", ""), version=4)
    except ValueError:
        return uuid4()
