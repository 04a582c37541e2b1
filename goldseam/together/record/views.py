"""Day by day what was written at the table; "this was not me"; copies of what was written to one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.people.me.stepup import Once
from goldseam.together.record import acts, pages
from goldseam.together.seat import Seat, seated
from goldseam.tools.desk import desk, not_saved, not_saved_status
from goldseam.vault import NotSaved

PLACE: Final = "us"


@require_GET
@seated
def record(request: RoomRequest, seat: Seat) -> HttpResponse:
    return _record(request, seat)


def _record(request: RoomRequest, seat: Seat, problem: str = "", status: int = 200) -> HttpResponse:
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 4 and int(asked) else 1
    context = {"place": PLACE, "page": pages.record_page(seat, number), "uid": uuid4(), "problem": problem}
    return render(request, "together/record/record.html", context, status=status)


@require_POST
@seated
def not_me(request: RoomRequest, seat: Seat) -> HttpResponse:
    """One tap. What it may mean for the own password is said on the next page, to this person alone."""
    return _act(request, seat, acts.say_not_me, reverse("together:record_done"))


@require_POST
@seated
def keep(request: RoomRequest, seat: Seat) -> HttpResponse:
    return _act(request, seat, acts.keep, reverse("together:kept"))


def _act(request: RoomRequest, seat: Seat, act: Callable[..., bool], to: str) -> HttpResponse:
    """What is gone, and what is nobody's to press, leads back to the page as it is now."""
    of, uid = _pressed(request)
    try:
        return see_other(to if act(seat, of, id=uid) else reverse("together:record"))
    except NotSaved as error:
        return _record(request, seat, not_saved(error), not_saved_status(error))


def _pressed(request: RoomRequest) -> tuple[UUID, Any]:
    form = Once(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        return UUID(request.POST.get("of", "")), form.cleaned_data["uid"]
    except ValueError as error:
        raise Http404 from error


@require_GET
@room_open
def done(request: RoomRequest) -> HttpResponse:
    return render(request, "together/record/done.html", {"place": PLACE})


@require_GET
@room_open
def kept(request: RoomRequest) -> HttpResponse:
    """One's own, with a table or without one, and whoever of the two has left."""
    return _kept(request)


def _kept(request: RoomRequest, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"place": PLACE, "copies": pages.copies(desk(request)), "uid": uuid4(), "problem": problem}
    return render(request, "together/record/kept.html", context, status=status)


@require_POST
@room_open
def away(request: RoomRequest) -> HttpResponse:
    of, _uid = _pressed(request)
    try:
        acts.put_away(request.room, of)
    except NotSaved as error:
        return _kept(request, not_saved(error), not_saved_status(error))
    return see_other(reverse("together:kept"))
