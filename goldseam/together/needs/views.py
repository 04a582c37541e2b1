"""The needs board, and the cards. Addresses tell nothing of what is on either."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, SignedInRequest, room_open, see_other, signed_in
from goldseam.together.access import TableRequest, table_open
from goldseam.together.deck import deck
from goldseam.together.forms import press
from goldseam.together.live import newest
from goldseam.together.meeting import sitting
from goldseam.together.meeting.looking import look_again
from goldseam.together.meeting.pages import Key
from goldseam.together.meeting.reader import seat_of
from goldseam.together.needs import acts, asking, cards, forms
from goldseam.together.needs.acts import TooSoon
from goldseam.together.needs.words import board
from goldseam.together.seat import Seat, seated
from goldseam.together.tables import ours
from goldseam.tools.desk import not_saved, not_saved_status
from goldseam.vault import NotSaved

PLACE = "us"
_SEED = 32


def home_url() -> str:
    return reverse("together:needs")


@require_GET
@table_open
def needs(request: TableRequest) -> HttpResponse:
    found, seat = request.ours, seat_of(request)
    entries = acts.entries(seat) if seat is not None else found.entries
    there = asking.open_needs(entries, board(), found.now)
    return _board(request, acts.rows(there, found.vault.person, found.other_name), newest(found))


def _board(request: Any, rows: list[dict[str, Any]], live: int, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"place": PLACE, "rows": rows, "live": live, "key": Key(), "problem": problem}
    context["mine"] = any(row["mine"] for row in rows)
    return render(request, "together/needs/board.html", context, status=status)


def _form_page(request: Any, template: str, form: Form, status: int = 200, **more: Any) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors) and status == HTTPStatus.OK
    context = {"place": PLACE, "form": form, **more}
    return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else status)


def _kept(form: Form, act: Callable[[], None]) -> int:
    """Act on a good form: 0, or the status of the page that says why not."""
    try:
        act()
    except TooSoon:
        form.add_error(None, too_soon())
        return HTTPStatus.CONFLICT
    except NotSaved as error:
        form.add_error(None, not_saved(error))
        return not_saved_status(error)
    return 0


def too_soon() -> str:
    """The same for every reason (R10)."""
    return _("One thing at a time, and a few a week at most. Nothing was put up. Please wait a little.")


@require_http_methods(["GET", "POST"])
@seated
def ask(request: RoomRequest, seat: Seat) -> HttpResponse:
    form = forms.Ask(request.POST or None, initial={"uid": uuid4()})
    again, status = None, 200
    if request.method == "POST" and form.is_valid():
        said, again = form.cleaned_data, look_again(form, ["words"])
        if again is None:
            words = " ".join(said["words"].split())
            status = _kept(form, lambda: acts.ask(seat, said["need"], words, said["span"], id=said["uid"]))
            if not status:
                return see_other(home_url())
    may = form.is_bound or acts.may_ask(seat)
    return _form_page(request, "together/needs/ask.html", form, status, again=again, may=may)


@require_http_methods(["GET", "POST"])
@seated
def reply(request: RoomRequest, seat: Seat) -> HttpResponse:
    me = seat.found.vault.person
    need = next((one for one in acts.standing(seat) if one.author != me), None)
    if need is None:  # gone by now, or never there: the board says no more than it always does
        return see_other(home_url())
    form = forms.Reply(request.POST or None, initial={"uid": uuid4()})
    again, status = None, 200
    if request.method == "POST" and form.is_valid():
        said, again = form.cleaned_data, look_again(form, ["words"])
        if again is None:
            words, of = " ".join(said["words"].split()), _of(request)
            status = _kept(form, lambda: acts.reply(seat, of, said["how"], words, id=said["uid"]))
            if not status:
                return see_other(home_url())
    row = acts.rows([need], me, seat.found.other_name)[0]
    return _form_page(request, "together/needs/reply.html", form, status, again=again, row=row)


@require_POST
@seated
def back(request: RoomRequest, seat: Seat) -> HttpResponse:
    of = _of(request)
    try:
        acts.take_back(seat, of)
    except NotSaved as error:
        rows = acts.rows(acts.standing(seat), seat.found.vault.person, seat.found.other_name)
        return _board(request, rows, newest(seat.found), not_saved(error), not_saved_status(error))
    return see_other(home_url())


def _of(request: Any) -> UUID:
    try:
        return UUID(request.POST.get("of", ""))
    except ValueError as error:
        raise Http404 from error


# -- cards -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@signed_in
def card(request: SignedInRequest) -> HttpResponse:
    """A press draws a card; the page holds it and nothing else does. Works without a table, for one person."""
    most = _deepest(request)
    if request.method != "POST":
        return _choose(request, most)
    depth, n, seed = (request.POST.get(name, "") for name in ("depth", "n", "seed"))
    together = most > 0 and "alone" not in request.POST
    if depth not in {"1", "2", "3", "4"} or (together and int(depth) > most):
        return see_other(reverse("together:cards"))
    n = n if n.isdecimal() and len(n) < 4 else "0"
    seed = seed[:_SEED] or token_hex(_SEED // 2)
    context = {
        "place": PLACE,
        "card": cards.draw(deck(), int(depth), seed, int(n)),
        "depth": deck().depths[int(depth) - 1],
        "together": together,
        "seed": seed,
        "n": int(n) + 1,
        "key": Key(),
    }
    return render(request, "together/needs/card.html", context)


def _deepest(request: SignedInRequest) -> int:
    """How deep the two may draw together; 0 without an open table."""
    found = ours(request.vault, timezone.now())
    if found is None or not found.open:
        return 0
    held = sitting.held(sitting.sittings(found.entries, found.both), found.now)
    return cards.deepest(len(held))


def _choose(request: SignedInRequest, most: int, problem: str = "", status: int = 200) -> HttpResponse:
    room = request.vault.room
    context = {
        "place": PLACE,
        "depths": deck().depths,
        "together": [depth for depth in deck().depths if depth.id <= most],
        "more_later": 0 < most < cards.DEEP,
        "kept": cards.kept(room, timezone.now()) if room is not None else [],
        "key": Key(),
        "problem": problem,
    }
    return render(request, "together/needs/cards.html", context, status=status)


@require_POST
@room_open
def keep(request: RoomRequest) -> HttpResponse:
    """A card for oneself; what was said to it is nowhere."""
    form, found = press(request.POST), deck().get(request.POST.get("card", ""))
    if found is None or not form.is_valid():
        raise Http404
    return _card_act(request, lambda: cards.keep(request.room, found, id=form.cleaned_data["uid"], now=timezone.now()))


@require_POST
@room_open
def away(request: RoomRequest) -> HttpResponse:
    of = _of(request)
    return _card_act(request, lambda: cards.put_away(request.room, of, timezone.now()))


def _card_act(request: RoomRequest, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except NotSaved as error:
        return _choose(request, _deepest(request), not_saved(error), not_saved_status(error))
    return see_other(reverse("together:cards"))
