"""T14, part 3: prepare, look at it, let it be held; choose when; read; note that it was told; take it back."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID, uuid4

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, see_other
from goldseam.people.me.stepup import Once
from goldseam.safety.hints import Kind
from goldseam.together import out
from goldseam.together.seat import Seat, seated
from goldseam.together.telling import acts, facts, pages
from goldseam.together.telling.acts import Before
from goldseam.together.telling.forms import Lay, Prepare, When
from goldseam.together.telling.words import words
from goldseam.tools.looking import HEARD, look
from goldseam.vault import NotSaved

PLACE = "us"
LOOKED_AT: tuple[Kind, ...] = (*HEARD, "promise")


def _home() -> str:
    return reverse("together:telling")


@require_GET
@seated
def telling(request: RoomRequest, seat: Seat) -> HttpResponse:
    return _page(request, seat)


def _page(
    request: RoomRequest, seat: Seat, problem: str = "", status: int = HTTPStatus.OK, form: When | None = None
) -> HttpResponse:
    context = {"place": PLACE, "words": words(), "page": pages.page(seat), "problem": problem, "form": form}
    return render(request, "together/telling/telling.html", context, status=status)


# -- the teller -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@seated
def prepare(request: RoomRequest, seat: Seat) -> HttpResponse:
    """Three steps on one address: write, look at it, let it be held. Only the last keeps anything."""
    if request.method == "POST" and seat.at.room.holds(_sent(request)):
        return see_other(_home())
    found = acts.before(seat)
    if found.state != "ready" or acts.mine(seat) is not None:
        return see_other(_home())
    whole = facts.shows(found.terms, "did")
    if request.method == "GET" or "change_it" in request.POST:
        return _prepare(request, seat, found, Prepare(initial={**request.POST.dict(), "uid": uuid4()}, whole=whole))
    form = Prepare(request.POST, whole=whole)
    if not form.is_valid():
        return _prepare(request, seat, found, form)
    if form.cleaned_data["more"] == "yes":
        return render(request, "together/telling/hold.html", {"place": PLACE, "words": words()})
    if "lay" not in request.POST:
        return _preview(request, seat, found, form, Lay(initial=form.cleaned_data, request=request, whole=whole))
    return _lay(request, seat, found, form)


def _sent(request: RoomRequest) -> UUID:
    """The key that was sent, or one that nothing was ever kept under."""
    try:
        return UUID(request.POST.get("uid", ""))
    except ValueError:
        return uuid4()


def _lay(request: RoomRequest, seat: Seat, found: Before, written: Prepare) -> HttpResponse:
    form = Lay(request.POST, request=request, whole="did" in written.fields)
    if not form.is_valid() or found.happened is None:
        return _preview(request, seat, found, written, form)
    said = form.cleaned_data
    try:
        out.send(seat, acts.KINDS)
        if not acts.may_lay(seat):
            form.add_error(None, words().pace)
            return _preview(request, seat, found, written, form, HTTPStatus.CONFLICT)
        shown = pages.lines(seat, found, said)
        acts.lay(seat, shown, found.happened.reports, int(said["days"]), id=said["uid"])
    except NotSaved:
        form.add_error(None, words().busy)
        return _preview(request, seat, found, written, form, HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(_home())


def _prepare(request: RoomRequest, seat: Seat, found: Before, form: Prepare) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"place": PLACE, "words": words(), "form": form, "lines": pages.lines(seat, found, {})}
    context |= {"ready": pages.ready(seat, found)}
    return render(request, "together/telling/prepare.html", context, status=status)


def _preview(
    request: RoomRequest, seat: Seat, found: Before, written: Prepare, form: Lay, status: int | None = None
) -> HttpResponse:
    said = written.cleaned_data
    texts = [(words().line_did, said.get("did", "")), (words().line_change, said.get("change", ""))]
    context = {
        "place": PLACE,
        "words": words(),
        "form": form,
        "lines": pages.lines(seat, found, said),
        "look": look([(label, text, LOOKED_AT) for label, text in texts], {}),
    }
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    return render(request, "together/telling/preview.html", context, status=status)


def _press(request: RoomRequest, seat: Seat, act: Callable[[UUID], None]) -> HttpResponse:
    form = Once(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        out.send(seat, acts.KINDS)
        act(form.cleaned_data["uid"])
    except NotSaved:
        return _page(request, seat, words().busy, HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(_home())


@require_POST
@seated
def told(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """The teller's own note. Nothing on the table is different by it."""
    found = acts.find_mine(seat, id)
    if found is None:
        raise Http404
    return _press(request, seat, lambda uid: acts.note_told(seat, found, id=uid))


@require_http_methods(["GET", "POST"])
@seated
def back(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """Asks once. Gone already says the same."""
    if request.method == "POST":
        return _press(request, seat, lambda _uid: acts.take_back(seat, id))
    if acts.find_mine(seat, id) is None:
        raise Http404
    return render(request, "together/telling/back.html", {"place": PLACE, "words": words(), "uid": uuid4()})


# -- the hearer -----------------------------------------------------------------------------------------


@require_POST
@seated
def when(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """ "Now" opens it for the hearer and tells nobody. Every other answer is a time, shown to the teller."""
    found = next((one for one in acts.theirs(seat) if one.entry.id == id), None)
    if found is None:
        raise Http404
    form = When(request.POST)
    if not form.is_valid():
        return _page(request, seat, status=HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    chosen, clock = form.cleaned_data["when"], form.cleaned_data["clock"]
    try:
        out.send(seat, acts.KINDS)
        acts.choose(seat, found, chosen, f"{clock:%H:%M}" if clock else "", id=form.cleaned_data["uid"])
    except NotSaved:
        return _page(request, seat, words().busy, HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(reverse("together:telling_read", args=[str(id)]) if chosen == facts.NOW else _home())


@require_GET
@seated
def read(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """Only after "now" was chosen; before that, and when it was taken back, there is the page with the card."""
    found = next((one for one in acts.theirs(seat) if one.entry.id == id), None)
    if found is None or id.hex not in acts.was_read(seat):
        return see_other(_home())
    context = {
        "place": PLACE,
        "words": words(),
        "one": pages.card(found, read=True),
        "said": pages.said(seat, found),
        "answers": pages.answers(found.entry.body),
        "uid": uuid4(),
    }
    return render(request, "together/telling/read.html", context)
