"""T48: the switch that puts the page away or brings it back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue
from goldseam.tools.desk import desk, not_saved, not_saved_status
from goldseam.tools.t48_wins.pages import SETTING
from goldseam.tools.views import PLACE
from goldseam.vault import NotSaved


@require_POST
@room_open
def switch(request: RoomRequest) -> HttpResponse:
    """Anything but the two words changes nothing; a damaged key is answered like an address that is not there."""
    at, said = desk(request), request.POST.get("show", "")
    uid = _uid(request.POST.get("uid", ""))
    if said in {"on", "off"} and at.state.me.get(SETTING) != said:
        try:
            actions.set_me(at.room, {SETTING: said}, uid, at.now)
        except NotSaved as error:
            context = {"place": PLACE, "tool": catalogue.tool("t48"), "why": not_saved(error)}
            return render(request, "tools/t48/refused.html", context, status=not_saved_status(error))
    return see_other(reverse("tools:tool", args=["t48"]))


def _uid(typed: str) -> UUID:
    try:
        found = UUID(typed)
    except ValueError as error:
        raise Http404 from error
    if found.version != 4:
        raise Http404
    return found
