"""T27 at the table: my side in, both sides open, less at any hour, back at any hour."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, see_other
from goldseam.people.me.stepup import Again, Once
from goldseam.together import out
from goldseam.together.openness import acts
from goldseam.together.openness.overlap import Sheet
from goldseam.together.openness.pages import own_rows, page
from goldseam.together.openness.words import words
from goldseam.together.seat import Seat, seated
from goldseam.vault import NotSaved

PLACE = "us"


def _home() -> str:
    return reverse("together:openness")


@require_GET
@seated
def openness(request: RoomRequest, seat: Seat) -> HttpResponse:
    return _page(request, seat)


def _page(request: RoomRequest, seat: Seat, problem: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"place": PLACE, "page": page(seat), "words": words(), "problem": problem}
    return render(request, "together/openness/openness.html", context, status=status)


@require_http_methods(["GET", "POST"])
@seated
def hand_in(request: RoomRequest, seat: Seat) -> HttpResponse:
    """What is shown here is what is handed in, and nothing else."""
    sheet, handed = acts.own_sheet(seat), acts.mine(seat).seal
    if request.method == "POST" and handed is not None and str(handed.id) == request.POST.get("uid"):
        return see_other(_home())
    if sheet == Sheet() or not acts.may_hand_in(seat):
        return _page(request, seat, words().again_wait if sheet != Sheet() else words().own_empty, HTTPStatus.CONFLICT)
    form = Again(request.POST or None, request=request, initial={"uid": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            out.send(seat, acts.KINDS)
            acts.hand_in(seat, sheet, id=form.cleaned_data["uid"])
            return see_other(_home())
        except NotSaved:
            form.add_error(None, words().busy)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"place": PLACE, "form": form, "words": words(), "sides": own_rows(sheet)}
    return render(request, "together/openness/in.html", context, status=status)


def _press(request: RoomRequest, seat: Seat, act: Callable[[Once], None]) -> HttpResponse:
    form = Once(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        out.send(seat, acts.KINDS)
        act(form)
    except NotSaved:
        return _page(request, seat, words().busy, HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(_home())


@require_POST
@seated
def lay_open(request: RoomRequest, seat: Seat) -> HttpResponse:
    return _press(request, seat, lambda form: acts.lay_open(seat, id=form.cleaned_data["uid"]))


@require_POST
@seated
def lower(request: RoomRequest, seat: Seat) -> HttpResponse:
    return _press(request, seat, lambda form: acts.lower(seat, id=form.cleaned_data["uid"]))


@require_http_methods(["GET", "POST"])
@seated
def back(request: RoomRequest, seat: Seat) -> HttpResponse:
    """Asks once. Nothing there any more says the same."""
    if request.method == "POST":
        return _press(request, seat, lambda _form: acts.take_back(seat))
    if acts.mine(seat).seal is None:
        return see_other(_home())
    context = {"place": PLACE, "words": words(), "uid": uuid4()}
    return render(request, "together/openness/back.html", context)
