"""T42: ten minutes of waiting, and the relief noted afterwards."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue
from goldseam.tools.desk import desk, entry_or_404, keep_or_say
from goldseam.tools.forms import ToolForm
from goldseam.tools.t42_check import extra
from goldseam.tools.views import PLACE, kept_url
from goldseam.vault import Receipt

MINUTES = 10


@require_GET
@room_open
def ride(request: RoomRequest) -> HttpResponse:
    context = {"place": PLACE, "minutes": MINUTES, "done": reverse("tools:new", args=["t42"]) + "?rode=1"}
    return render(request, "tools/t42/ride.html", context)


@require_http_methods(["GET", "POST"])
@room_open
def later(request: RoomRequest, id: UUID) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t42")
    entry = actions.newest_version(at.room, entry_or_404(at.room, tool, id), at.now)
    if not actions.changeable(entry, at.now):
        return see_other(kept_url(tool, entry.id))
    known = {name: entry.body[name] for name in extra.RELIEF if name in entry.body}
    form = at.form(tool, only=extra.RELIEF, initial=known)

    def page(form: ToolForm, status: int) -> HttpResponse:
        context = {"place": PLACE, "tool": tool, "form": form, "entry": entry}
        return render(request, "tools/t42/later.html", context, status=status)

    def act(good: ToolForm) -> Receipt:
        body = extra.merged(entry, good.body())
        return actions.correct(at.room, tool, entry, actions.answers(body), good.uid, at.now)

    if request.method != "POST":
        return page(form, 200)
    return keep_or_say(form, act, page, lambda id: kept_url(tool, id))
