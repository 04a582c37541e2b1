"""T19: one press says how today was with the plan."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, catalogue
from goldseam.tools.desk import desk
from goldseam.tools.presses import press


@require_POST
@room_open
def mark(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t19b")
    within, day = request.POST.get("within", ""), at.today.isoformat()
    if within not in tool.by_name["within"].by_id:
        raise Http404
    before = actions.of_day(at.entries, tool.code, day)
    body = {**(actions.answers(before.body) if before is not None else {}), "day": day, "within": within}
    back = reverse("tools:tool", args=["t19"])
    return press(at, tool, lambda uid: actions.keep(at.room, tool, body, uid, at.now), back)
