"""T16: a pause begins after two short looks (T03, T05); it is closed or begun again by one press of one's own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue, views
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, desk
from goldseam.tools.forms import Body
from goldseam.tools.limits import Closed
from goldseam.tools.presses import press
from goldseam.tools.t16_pause import extra, gate
from goldseam.vault import Entry


@require_GET
@room_open
def overview(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t16")
    first = look_first(at, tool)
    return views.show_tool(at, tool) if first is None else views.say_closed(at, tool, first)


@require_http_methods(["GET", "POST"])
@room_open
def new(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t16")
    first = look_first(at, tool)
    if first is not None:
        return views.say_closed(at, tool, first, 200 if request.method == "GET" else 409)
    return views.answer_new(at, tool, at.form(tool))


def look_first(at: Desk, tool: Tool) -> Closed | None:
    """Which of the two looks is still missing; the page of the other one would be the wrong door."""
    if gate.may_begin(at.shelf) or tool.gate is None:
        return None
    if gate.sorted_out(at.shelf):
        return Closed(tool.word("first_matters"), reverse("tools:tool", args=["t05"]), tool.word("first_matters_to"))
    return Closed(tool.gate.say, reverse("tools:tool", args=[tool.gate.to]), tool.gate.button)


@require_POST
@room_open
def close(request: RoomRequest) -> HttpResponse:
    """The pause is put away as it stands. Sent again it changes nothing."""
    at, tool = desk(request), catalogue.tool("t16")
    entry = _running(at)
    return _keep(at, tool, entry, {**_answers(entry), "state": "closed"}) if entry else see_other(_back(tool))


@require_POST
@room_open
def again(request: RoomRequest) -> HttpResponse:
    """A new first day, by own choice only (HR-6). What was before it is kept beside it."""
    at, tool = desk(request), catalogue.tool("t16")
    entry = _running(at)
    if entry is None or entry.body["start"] == at.today.isoformat():
        return see_other(_back(tool))
    return _keep(at, tool, entry, {**_answers(entry), "start": at.today.isoformat()})


def _answers(entry: Entry) -> Body:
    return actions.answers(entry.body)


def _running(at: Desk) -> Entry | None:
    item = at.shelf.one("t16")
    return at.room.entry(UUID(item.id)) if item is not None else None


def _back(tool: Tool) -> str:
    return reverse("tools:tool", args=[tool.code])


def _keep(at: Desk, tool: Tool, entry: Entry, body: Body) -> HttpResponse:
    kept = extra.body(at, tool, body, entry)
    return press(at, tool, lambda uid: actions.correct(at.room, tool, entry, kept, uid, at.now), _back(tool))
