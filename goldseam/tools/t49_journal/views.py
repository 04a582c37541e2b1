"""T49: the journal. Sealed like all the rest, never shared, burned on wish."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import catalogue, fields
from goldseam.tools.desk import desk
from goldseam.tools.fields import OneField
from goldseam.tools.forms import ToolForm
from goldseam.tools.views import answer_new


@require_http_methods(["GET", "POST"])
@room_open
def new(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t49")
    form = at.form(tool)
    faith = "with" in request.GET or at.state.me.get("faith") is True
    if request.method != "POST" and not faith:
        leave_out(form, "prompt", "faith")
    return answer_new(at, tool, form, "tools/t49/new.html", faith=faith)


def leave_out(form: ToolForm, name: str, mark: str) -> None:
    """Prayer and silence are ways in for those who ask for them; others are not shown them."""
    field = form.fields[name]
    if isinstance(field, OneField):
        fields.leave_out(field, {option.id for option in form.tool.by_name[name].options if option.mark == mark})
