"""T03 in short: six of the twelve statements, two for each trouble, which is as few as a picture can be drawn from."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, catalogue, lists
from goldseam.tools.desk import desk, keep_or_say
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.t03_sort.sort import FEW
from goldseam.tools.views import PLACE, kept_url
from goldseam.vault import Receipt


@require_http_methods(["GET", "POST"])
@room_open
def few(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t03")
    form = at.form(tool, only=FEW, initial=lists.document(at, at.shelf.get(tool.code, actions.ONLY)))

    def page(form: ToolForm, status: int) -> HttpResponse:
        return render(request, "tools/t03/few.html", {"place": PLACE, "tool": tool, "form": form}, status=status)

    def act(good: ToolForm) -> Receipt:
        def merged() -> Body:
            here = desk(request)
            whole = lists.document(here, here.shelf.get(tool.code, actions.ONLY))
            return {name: value for name, value in whole.items() if name not in FEW} | good.body()

        return actions.keep_merged(at.room, tool, merged, good.uid, at.now)

    if request.method != "POST":
        return page(form, 200)
    return keep_or_say(form, act, page, lambda id: kept_url(tool, id))
