"""Us: the ceremony, the table, what lies on it, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, SignedInRequest, room_open, see_other, signed_in
from goldseam.people.me.stepup import account_of
from goldseam.people.profile import keep_settings, settings_of
from goldseam.together import laying, shown
from goldseam.together.forms import Code, Invite, Lay, press
from goldseam.together.pages import before_page, item_page, us_page
from goldseam.together.record.acts import held_marks
from goldseam.together.tables import LAID, Ours, holding, may_begin, ours
from goldseam.tools.desk import desk, entry_or_404, tool_or_404
from goldseam.tools.times import zone_of
from goldseam.vault import Entry, NotSaved, pairing
from goldseam.vault.errors import Busy, NoInvitation

PLACE = "us"


def home_url() -> str:
    return reverse("together:us")


@require_GET
@signed_in
def us(request: SignedInRequest) -> HttpResponse:
    return _us(request)


def _us(request: SignedInRequest, problem: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    now, room = timezone.now(), request.vault.room
    if room is not None and ours(request.vault, now) is not None:
        room.since(now - laying.WAITING)  # what may still wait, and all that follows here, in one look
    me = settings_of(room, now) if room is not None else {}
    page = us_page(request, request.vault, now, zone_of(me, request.COOKIES), me.get("table") is True, _held(request))
    context = {"place": PLACE, "page": page, "room_open": room is not None, "problem": problem}
    return render(request, "together/us.html", context, status=status)


def _held(request: SignedInRequest) -> Callable[[Ours], list[Entry]]:
    """What had to wait (T60) stands on its author's own page as if it lay there."""
    room = request.vault.room
    if room is None:
        return lambda _found: []
    inside = cast(RoomRequest, request)
    inside.room = room

    def held(found: Ours) -> list[Entry]:
        at = desk(inside)
        return [*laying.held(at, found), *held_marks(at, found)]

    return held


@require_http_methods(["GET", "POST"])
@room_open
def invite(request: RoomRequest) -> HttpResponse:
    if not may_begin(request.vault, timezone.now()):
        return see_other(home_url())
    form = Invite(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            pairing.invite(request.vault.keys, timezone.now(), account_of(request).name)
            return see_other(home_url())
        except (Busy, NotSaved):
            form.add_error(None, _("The server is busy just now. Please try again in a few seconds."))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "together/invite.html", {"place": PLACE, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@room_open
def code(request: RoomRequest) -> HttpResponse:
    if not may_begin(request.vault, timezone.now()):
        return see_other(home_url())
    form = Code(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            pairing.answer(request.vault.keys, form.cleaned_data["code"], timezone.now(), account_of(request).name)
            return see_other(home_url())
        except NoInvitation:
            form.add_error("code", _("This code opens nothing. It may be over, used, or typed with a slip."))
        except (Busy, NotSaved):
            form.add_error(None, _("The server is busy just now. Please try again in a few seconds."))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "together/code.html", {"place": PLACE, "form": form}, status=status)


@require_POST
@room_open
def words(request: RoomRequest) -> HttpResponse:
    """ "The words are the same", or anything else: that ends it."""
    if not press(request.POST).is_valid():
        raise BadRequest
    try:
        if "same" in request.POST:
            pairing.confirm(request.vault.keys, timezone.now())
        else:
            pairing.drop(request.vault.keys)
    except NoInvitation:
        return _us(request, _("This invitation is over. You can begin again."), HTTPStatus.CONFLICT)
    except NotSaved:
        return _us(request, _("This could not be saved just now. Please press again in a moment."), 503)
    return see_other(home_url())


@require_POST
@room_open
def want(request: RoomRequest) -> HttpResponse:
    """Whether this person wants the table to open. It is kept in the own room and told to nobody."""
    form = press(request.POST)
    if not form.is_valid():
        raise BadRequest
    wish = {"table": request.POST.get("want") == "yes"}
    try:
        keep_settings(request.room, wish, id=form.cleaned_data["uid"], now=timezone.now())
    except NotSaved:
        return _us(request, _("This could not be saved just now. Please press again in a moment."), 503)
    return see_other(home_url())


@require_http_methods(["GET", "POST"])
@room_open
def lay(request: RoomRequest, code: str, id: UUID) -> HttpResponse:
    """The preview is what the other will see. Nothing else goes."""
    at, tool = desk(request), tool_or_404(code)
    entry = entry_or_404(at.room, tool, id)
    found = _open_or_404(request)
    if not laying.may(tool):
        raise Http404
    item = laying.item_of(at, tool, entry)
    form = Lay(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        until = at.today + timedelta(days=form.cleaned_data["days"])
        try:
            laying.lay(at, found, item, until, id=form.cleaned_data["uid"])
            return see_other(reverse("together:laid"))
        except NotSaved:
            form.add_error(None, _("This could not be saved just now. Please press again in a moment."))
    context = {"place": PLACE, "form": form, "one": item_page(item, None, mine=True), "name": found.other_name}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context |= {"tool": tool, "entry": entry, "alone": shown.warnings(tool, entry.body)}
    return render(request, "together/lay.html", context, status=status)


@require_GET
@room_open
def laid(request: RoomRequest) -> HttpResponse:
    return render(request, "together/laid.html", {"place": PLACE})


@require_http_methods(["GET", "POST"])
@room_open
def back(request: RoomRequest, id: UUID) -> HttpResponse:
    """Asks once, says what it does and what it cannot, then withdraws."""
    at, found = desk(request), holding(request.vault, id, timezone.now())
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            laying.take_back(at, found, id)
        except NotSaved:
            return _us(request, _("This could not be taken back just now. Please press again in a moment."), 503)
        return see_other(home_url())
    laid = [*found.of(LAID), *laying.held(at, found)]
    entry = next((one for one in laid if one.id == id and found.mine(one)), None)
    if entry is None:
        raise Http404
    return render(request, "together/back.html", {"place": PLACE, "title": entry.body["item"]["title"], "id": id})


@require_GET
@signed_in
def before(request: SignedInRequest) -> HttpResponse:
    """What lay on tables that were left, up to the day of leaving."""
    now, room = timezone.now(), request.vault.room
    zone = zone_of(settings_of(room, now) if room is not None else {}, request.COOKIES)
    laid = before_page(request.vault, now.astimezone(zone).date())
    return render(request, "together/before.html", {"place": PLACE, "laid": laid})


def _open_or_404(request: RoomRequest) -> Ours:
    found = ours(request.vault, timezone.now())
    if found is None or not found.open:
        raise Http404
    return found
