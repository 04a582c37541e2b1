"""T09: ride it, write it down in two taps or in full, and see when they come."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import catalogue, history, surface
from goldseam.tools.desk import Desk, desk, entry_or_404, keep_or_say
from goldseam.tools.fold import key
from goldseam.tools.forms import ToolForm
from goldseam.tools.labels import slipped
from goldseam.tools.t09_urge.pages import HARD_DAY, strong_on, urge_page
from goldseam.tools.t12_plans.pages import cards
from goldseam.tools.t14_lapse import pages as lapse
from goldseam.tools.times import from_minute
from goldseam.tools.views import PLACE, answer_new, chosen_span, kept_url, show_kept
from goldseam.vault import Receipt

TAP = ("intensity_start", "response")
LENGTHS = (5, 10, 20)


@require_GET
@room_open
def overview(request: RoomRequest) -> HttpResponse:
    at, tool, chosen = desk(request), catalogue.tool("t09"), chosen_span(request)
    found = history.read(at.room, at.now, history.SPANS[chosen])
    page = urge_page(tool, found, chosen, at.now, at.zone, numbers=at.numbers)
    context = {"place": PLACE, "tool": tool, "page": page, "form": tap_form(at), "recovering": at.speaks_to("R")}
    return render(request, "tools/t09/tool.html", context)


@require_GET
@room_open
def ride(request: RoomRequest) -> HttpResponse:
    asked = request.GET.get("minutes", "")
    minutes = int(asked) if asked in {str(length) for length in LENGTHS} else LENGTHS[1]
    done = reverse("tools:new", args=["t09"]) + "?rode=1"
    tool, plans = catalogue.tool("t09"), cards(desk(request))
    context = {"place": PLACE, "tool": tool, "minutes": minutes, "done": done, "plans": plans}
    return render(request, "tools/t09/ride.html", context)


@require_http_methods(["GET", "POST"])
@room_open
def new(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t09")
    rode = "rode" in request.GET
    known = after_ride(request.GET.get("minutes", "")) if rode else {}
    form = at.form(tool, initial=known)
    plans = cards(at) if rode else []
    return answer_new(at, tool, form, "tools/t09/new.html", rode=rode, minutes=known.get("passed_after"), plans=plans)


def after_ride(minutes: str) -> dict[str, object]:
    """What the timer already knows; anything odd in the address is left out."""
    passed = int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) <= 3 else 0
    initial: dict[str, object] = {"response": ["surfed"]}
    return initial | {"passed_after": passed} if 0 < passed <= 240 else initial


def tap_form(at: Desk) -> ToolForm:
    return at.form(catalogue.tool("t09"), only=TAP)


@require_POST
@room_open
def tap(request: RoomRequest) -> HttpResponse:
    """One tap: how strong, and what was done. The time is now."""
    at, tool = desk(request), catalogue.tool("t09")

    def page(form: ToolForm, status: int) -> HttpResponse:
        return render(request, "tools/t09/tap.html", {"place": PLACE, "tool": tool, "form": form}, status=status)

    def act(form: ToolForm) -> Receipt:
        body = form.body()
        return surface.tap_urge(at.room, body["intensity_start"], body.get("response", []), form.uid, at.now)

    return keep_or_say(tap_form(at), act, page, lambda id: kept_url(tool, id))


@require_GET
@room_open
def kept(request: RoomRequest, id: UUID) -> HttpResponse:
    """Care first when somebody gave in; someone to call when the day was hard; only then the rest."""
    at, tool = desk(request), catalogue.tool("t09")
    entry = entry_or_404(at.room, tool, id)
    day = from_minute(key(entry)).astimezone(at.zone).date()
    hard = day == at.today and strong_on(at.entries, day, at.zone) >= HARD_DAY
    slip = slipped(tool, entry.body.get("response", []))
    question = lapse.question(catalogue.tool("t14")) if slip and at.speaks_to("R") else None
    plans = [] if slip else cards(at)
    return show_kept(at, tool, id, "tools/t09/kept.html", slip=slip, hard_day=hard, question=question, plans=plans)
