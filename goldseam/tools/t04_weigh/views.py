"""T04: the line that follows from the boxes, written on the page that shows what weighs most in each."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, catalogue
from goldseam.tools.desk import desk, entry_or_404, keep_or_say
from goldseam.tools.forms import ToolForm
from goldseam.tools.t04_weigh.extra import LINE, line_form
from goldseam.tools.views import PLACE, kept_url
from goldseam.vault import Receipt


@require_POST
@room_open
def line(request: RoomRequest, id: UUID) -> HttpResponse:
    """Keeps a version of the whole record with the line in it."""
    at, tool = desk(request), catalogue.tool("t04")
    entry = entry_or_404(at.room, tool, id)

    def page(form: ToolForm, status: int) -> HttpResponse:
        return render(request, "tools/t04/line.html", {"place": PLACE, "tool": tool, "form": form}, status=status)

    def act(form: ToolForm) -> Receipt:
        newest = actions.newest_version(at.room, entry, at.now)
        body = actions.answers(newest.body) | {LINE: form.body()[LINE]}
        return actions.correct(at.room, tool, newest, body, form.uid, at.now)

    return keep_or_say(line_form(at, tool), act, page, lambda id: kept_url(tool, id))
