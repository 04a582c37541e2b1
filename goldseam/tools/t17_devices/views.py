"""T17: one press says how a barrier stands. Where another person is to hold something, the form asks more (HR-3)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue, lists
from goldseam.tools.desk import desk
from goldseam.tools.presses import press
from goldseam.tools.t17_devices import barriers


@require_POST
@room_open
def mark(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t17")
    unit, status = request.POST.get("unit", ""), request.POST.get("status", "")
    if unit not in tool.by_unit or status not in tool.by_name["status"].by_id:
        raise Http404
    item = at.shelf.get(tool.code, unit)
    body = {**lists.document(at, item), "unit": unit, "status": status}
    if barriers.missing(tool, body, at.today):
        form = reverse("tools:change", args=[tool.code, item.id]) + "?" if item else lists.unit_url(tool, unit) + "&"
        return see_other(f"{form}status={status}")
    back = f"{reverse('tools:tool', args=[tool.code])}#u_{unit}"
    return press(at, tool, lambda uid: actions.keep(at.room, tool, body, uid, at.now), back)
