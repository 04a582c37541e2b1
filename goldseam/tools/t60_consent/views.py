"""T60: who sees what, on one page. It looks the same whether somebody is under pressure or not.

Both buttons go to this page's own address, so that no address tells which was pressed.
"""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.people.me.pages import browsers, me_page
from goldseam.tools import catalogue
from goldseam.tools.desk import Desk, desk, not_saved, not_saved_status
from goldseam.tools.t60_consent import actions, pages
from goldseam.vault import NotSaved

PLACE = "me"
MAY_BE_THE_OTHER = frozenset({"one_of_us", "unsaid"})
"""Answers to "who runs this server?" after which it may be the other person."""


@require_http_methods(["GET", "POST"])
@room_open
def consent(request: RoomRequest) -> HttpResponse:
    at = desk(request)
    if request.method != "POST":
        return _page(at)
    try:
        uid = UUID(request.POST.get("uid", ""), version=4)
    except ValueError as error:
        raise BadRequest from error
    try:
        return _act(at, request.POST.get("act", ""), uid)
    except NotSaved as error:
        return _page(at, problem=not_saved(error), status=not_saved_status(error))


def _act(at: Desk, act: str, uid: UUID) -> HttpResponse:
    if act == "press":
        actions.press(at.room, uid, at.now)
        return see_other(reverse("tools:t58"))
    if act == "release":
        actions.release(at.room, at.state.t60, uid, at.now)
        return _page(at, said=catalogue.tool("t60").word("released"))
    raise BadRequest


def _page(at: Desk, *, said: str = "", problem: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = {
        "place": PLACE,
        "tool": catalogue.tool("t60"),
        **pages.table(at),
        "page": me_page(at.request.vault, at.now),
        "browsers": browsers(at.request, at.request.vault),
        "partner": settings.CONF.steward in MAY_BE_THE_OTHER,
        "uid": uuid4(),
        "said": said,
        "problem": problem,
    }
    return render(at.request, "tools/t60/tool.html", context, status=status)


@require_http_methods(["GET", "POST"])
@room_open
def elsewhere(request: RoomRequest, rest: str) -> HttpResponse:
    """The general pages of a tool have nothing to show here: a list of marks would tell that there are some."""
    return see_other(reverse("tools:t60"))
