"""T34: examples to start from; and the way from a limit that is none to a wish that can be said (T23)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import asides, catalogue
from goldseam.tools.desk import Desk, desk, not_saved, not_saved_status
from goldseam.tools.t34_limits import extra
from goldseam.tools.t34_limits.examples import examples
from goldseam.tools.views import PLACE
from goldseam.vault import NotSaved

WISH = "t23"
CARRIED = {"what_happened": "what_is_not", "request": "if_it_happens_I_will", "i_need": "what_is_ok"}
"""Question there → question here."""
LONGEST = 2000
"""Letters of one answer that are carried; a draft is judged when it is sent."""


@require_GET
@room_open
def examples_page(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t34")
    found, new = examples(), reverse("tools:new", args=["t34"])
    areas = [(area.label, found.of(area.id, at.roles)) for area in tool.by_name["protects"].options]
    context = {
        "place": PLACE,
        "tool": tool,
        "lead": found.lead,
        "evidence": found.evidence,
        "areas": [(label, [(one, f"{new}?from={one.id}") for one in some]) for label, some in areas if some],
    }
    return render(request, "tools/t34/examples.html", context)


@require_POST
@room_open
def ask(request: RoomRequest) -> HttpResponse:
    """What was typed goes on to “I feel” as a draft, sealed like any other."""
    at, tool = desk(request), catalogue.tool("t34")
    if asides.asked(at):  # from the page below, which says that nothing could be written down
        return asides.put(at, tool, tool.code, at.form(tool)) or HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        _lay_aside(at)
    except NotSaved as error:
        form = at.form(tool)
        form.add_error(None, not_saved(error))
        context = {"place": PLACE, "tool": tool, "form": form, **extra.new(at, tool, form)}
        return render(request, "tools/t34/new.html", context, status=not_saved_status(error))
    return see_other(reverse("tools:new", args=[WISH]))


def _lay_aside(at: Desk) -> None:
    """Where a wish was begun before, that one stays, and what was typed now waits as the limit it was meant to be."""
    typed = {name: at.request.POST.get(name, "").strip()[:LONGEST] for name in CARRIED.values()}
    taken = at.room.drafts.get(WISH, at.now) is not None
    slot, names = ("t34", {name: name for name in typed}) if taken else (WISH, CARRIED)
    said = [(there, [typed[here]]) for there, here in names.items() if typed[here]]
    if said:
        at.room.drafts.put(slot, said, at.now)
