"""T28: noting, after the day of rest, that a draft was read aloud and who has heard it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue, limits
from goldseam.tools.desk import desk, entry_or_404, keep_or_say
from goldseam.tools.forms import ToolForm
from goldseam.tools.t28_apology import draft, extra
from goldseam.tools.views import PLACE, kept_url, say_closed
from goldseam.vault import Receipt


@require_http_methods(["GET", "POST"])
@room_open
def step(request: RoomRequest, id: UUID) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t28")
    entry = actions.newest_version(at.room, entry_or_404(at.room, tool, id), at.now)
    closed = limits.closed(at, tool)
    if closed is not None:
        return say_closed(at, tool, closed)
    if request.method == "GET" and draft.step(entry.body, entry.at, at.now) == "rest":
        return see_other(kept_url(tool, entry.id))
    noted = {name: entry.body[name] for name in draft.AFTERWARDS if name in entry.body}
    form = at.form(tool, only=draft.AFTERWARDS, initial=noted)

    def page(form: ToolForm, status: int) -> HttpResponse:
        context = {"place": PLACE, "tool": tool, "form": form, "entry": entry}
        return render(request, "tools/t28/step.html", context, status=status)

    def check(form: ToolForm) -> None:
        extra.check(at, tool, form, entry)

    def act(good: ToolForm) -> Receipt:
        words = {name: value for name, value in actions.answers(entry.body).items() if name not in draft.AFTERWARDS}
        body = draft.carried({**words, **good.body()}, entry.body, entry.at)
        return actions.correct(at.room, tool, entry, body, good.uid, at.now)

    if request.method != "POST":
        return page(form, 200)
    return keep_or_say(form, act, page, lambda id: kept_url(tool, id), may_be_empty=True, check=check)
