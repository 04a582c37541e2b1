"""The shared journal: read, write, look at it first, lay it, answer by a press, take back."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, see_other
from goldseam.people.me.stepup import Once
from goldseam.safety.hints import Kind
from goldseam.together import out
from goldseam.together.journal import acts, pages
from goldseam.together.journal.forms import Answer, Lay, Write
from goldseam.together.journal.words import words
from goldseam.together.seat import Seat, seated
from goldseam.tools.looking import HEARD, look
from goldseam.vault import NotSaved

PLACE = "us"
LOOKED_AT: tuple[Kind, ...] = (*HEARD, "threat", "custody", "machine", "watching")


@require_GET
@seated
def journal(request: RoomRequest, seat: Seat) -> HttpResponse:
    context = {"place": PLACE, "words": words(), "page": pages.page(seat, _number(request))}
    return render(request, "together/journal/journal.html", context)


@require_GET
@seated
def mine(request: RoomRequest, seat: Seat) -> HttpResponse:
    """The own lines and the own number, for nobody else."""
    context = {"place": PLACE, "words": words(), "page": pages.page(seat, _number(request), mine=True)}
    return render(request, "together/journal/mine.html", context | {"count": pages.own_count(seat)})


@require_http_methods(["GET", "POST"])
@seated
def write(request: RoomRequest, seat: Seat) -> HttpResponse:
    """Three steps on one address: write, look at it, lay it. Only the last keeps anything."""
    if request.method == "GET" or "change" in request.POST:
        return _write(request, Write(initial={"days": "90", **request.POST.dict(), "uid": uuid4()}))
    form = Write(request.POST)
    if not form.is_valid():
        return _write(request, form)
    if "lay" not in request.POST:
        return _preview(request, form, Lay(initial=form.cleaned_data, request=request))
    return _lay(request, seat, form)


def _lay(request: RoomRequest, seat: Seat, written: Write) -> HttpResponse:
    form = Lay(request.POST, request=request)
    if not form.is_valid():
        return _preview(request, written, form)
    said, id = form.cleaned_data, form.cleaned_data["uid"]
    try:
        out.send(seat, acts.KINDS)
        if not acts.laid(seat, id) and acts.full(seat):
            form.add_error(None, words().full)
            return _preview(request, written, form, HTTPStatus.CONFLICT)
        acts.lay(seat, said["kind"], said["text"], int(said["days"]), id=id)
    except NotSaved:
        form.add_error(None, words().busy)
        return _preview(request, written, form, HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(reverse("together:journal"))


def _write(request: RoomRequest, form: Write) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"place": PLACE, "words": words(), "form": form}
    return render(request, "together/journal/write.html", context, status=status)


def _preview(request: RoomRequest, written: Write, form: Lay, status: int | None = None) -> HttpResponse:
    said, say = written.cleaned_data, words()
    context = {
        "place": PLACE,
        "words": say,
        "form": form,
        "kind": say.kinds[said["kind"]],
        "text": said["text"],
        "look": look([(say.ask_text, said["text"], LOOKED_AT)], {}),
    }
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    return render(request, "together/journal/preview.html", context, status=status)


@require_http_methods(["GET", "POST"])
@seated
def line(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """One line of the other's, and what can be pressed. Looking at it leaves no trace."""
    found = acts.find(seat, id)
    if found is None or seat.found.mine(found.entry):
        raise Http404
    if request.method == "POST":
        return _answer(request, seat, found)
    return _line(request, seat, found)


def _answer(request: RoomRequest, seat: Seat, found: acts.Line) -> HttpResponse:
    form = Answer(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        out.send(seat, acts.KINDS)
        acts.answer(seat, found, form.cleaned_data["re"], id=form.cleaned_data["uid"])
    except NotSaved:
        return _line(request, seat, found, words().busy, HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(reverse("together:journal"))


def _line(
    request: RoomRequest, seat: Seat, found: acts.Line, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "place": PLACE,
        "words": words(),
        "one": pages.shown(seat, found),
        "answers": pages.answers(found),
        "uid": uuid4(),
        "problem": problem,
    }
    return render(request, "together/journal/line.html", context, status=status)


@require_http_methods(["GET", "POST"])
@seated
def back(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """Asks once. Gone already says the same."""
    if request.method == "POST":
        if not Once(request.POST).is_valid():
            raise BadRequest
        try:
            acts.take_back(seat, id)
        except NotSaved:
            return _back(request, seat, id, words().busy, HTTPStatus.SERVICE_UNAVAILABLE)
        return see_other(reverse("together:journal"))
    return _back(request, seat, id)


def _back(request: RoomRequest, seat: Seat, id: UUID, problem: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    found = acts.find(seat, id)
    if found is None or not seat.found.mine(found.entry):
        raise Http404
    context = {"place": PLACE, "words": words(), "one": pages.shown(seat, found), "uid": uuid4(), "problem": problem}
    return render(request, "together/journal/back.html", context, status=status)


def _number(request: RoomRequest) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and 0 < len(asked) < 4 and int(asked) else 1
