"""T27: one press says that the plan still fits. It is kept once more as it stands, so that the month begins again."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, catalogue, lists
from goldseam.tools.actions import ONLY
from goldseam.tools.desk import desk
from goldseam.tools.forms import Body
from goldseam.tools.presses import press


@require_POST
@room_open
def same(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t27")

    def whole() -> Body:
        now = desk(request)
        item = now.shelf.get(tool.code, ONLY)
        if item is None:
            raise Http404
        return lists.document(now, item)

    back = reverse("tools:tool", args=[tool.code])
    return press(at, tool, lambda uid: actions.keep_merged(at.room, tool, whole, uid, at.now), back)
