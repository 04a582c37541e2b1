"""One press: bring long writing back, or put it to rest for three days. Everybody's own choice, at any time."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.people.doors import local_path
from goldseam.tools import crisis
from goldseam.tools.actions import set_me
from goldseam.tools.desk import desk


@require_POST
@room_open
def switch(request: RoomRequest) -> HttpResponse:
    at, say = desk(request), request.POST.get("say", "")
    try:
        uid = UUID(request.POST.get("uid", ""), version=4)
    except ValueError as error:
        raise BadRequest from error
    if say not in {"show", "hide"}:
        raise BadRequest
    set_me(at.room, crisis.switched(say == "show", at.now), uid, at.now)
    return see_other(local_path(request.POST.get("to", ""), "/n/tools/"))
