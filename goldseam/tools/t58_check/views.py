"""T58: a look, alone, at how safe things are. First where one sits, then the questions, then people who know this.

The answer to the form is the page itself and not a redirect to one: an address for each outcome would stand in the
browser's history and in a proxy's log, and a note in the session would be an answer kept. All four outcomes have the
same address, the same status and one record of the same size.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.people.typed import UNKEPT
from goldseam.tools import catalogue
from goldseam.tools.desk import Desk, desk, not_saved, not_saved_status
from goldseam.tools.forms import ToolForm
from goldseam.tools.t58_check import actions, pages, state
from goldseam.tools.views import PLACE
from goldseam.vault import NotSaved

PREFIX = UNKEPT.removesuffix("-")


@require_GET
@room_open
def first(request: RoomRequest) -> HttpResponse:
    """The same for everybody, always: nothing here tells whether there was ever a look."""
    return render(request, "tools/t58/tool.html", {"place": PLACE, "tool": catalogue.tool("t58")})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@room_open
def look(request: RoomRequest) -> HttpResponse:
    at = desk(request)
    if request.method != "POST":
        return _questions(at, _form(at), HTTPStatus.OK)
    if not any(name.startswith(UNKEPT) for name in request.POST):  # the room had shut: its door carries no answers
        return _questions(at, _form(at), HTTPStatus.UNPROCESSABLE_ENTITY, "anew")
    form = _form(at, request.POST)
    if not form.is_valid():
        return _questions(at, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not (set(form.body()) - {"reopen"}):
        return _questions(at, _form(at), HTTPStatus.UNPROCESSABLE_ENTITY, "nothing")
    try:
        return _judged(at, form)
    except NotSaved as error:
        form.add_error(None, not_saved(error))
        return _questions(at, form, not_saved_status(error))


def _form(at: Desk, data: QueryDict | None = None) -> ToolForm:
    return ToolForm(catalogue.tool("t58"), data, now=at.now, zone=at.zone, prefix=PREFIX)


@sensitive_variables()
def _judged(at: Desk, form: ToolForm) -> HttpResponse:
    given = form.body()
    found = pages.seen(form.tool, given)
    mark = state.mark(at.state.t58, found, reopen=given.get("reopen") == "open", today=at.today)
    actions.keep_mark(at.room, mark, form.uid, at.now)
    page = pages.result(form.tool, at.request, found, given.get("device_private"), at.today)
    return render(at.request, "tools/t58/result.html", {"place": PLACE, "tool": form.tool, "page": page})


def _questions(at: Desk, form: ToolForm, status: int, say: str = "") -> HttpResponse:
    problem = form.tool.word(say) if say else ""
    context = {"place": PLACE, "tool": form.tool, "form": form, "problem": problem}
    return render(at.request, "tools/t58/look.html", context, status=status)


@require_http_methods(["GET", "POST"])
@room_open
def elsewhere(request: RoomRequest, rest: str) -> HttpResponse:
    """The general pages of a tool (new, list, one record, change, burn) have nothing to show here and keep nothing."""
    return see_other(reverse("tools:t58"))
