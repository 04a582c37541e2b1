from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.path.gather import Reading, read
from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.safety.guard import help_url
from goldseam.today import actions
from goldseam.today.forms import Kept, Later, Mood, Tap, You
from goldseam.today.offers import listed, offers_of
from goldseam.today.pages import FRONT_BOWL, greeting, minutes, today_page
from goldseam.tools import surface
from goldseam.tools.times import zone_of
from goldseam.vault import NotSaved, Vault, current


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    vault = current(request)
    if vault is None:
        return render(request, "today/front.html", {"place": "today", "bowl": FRONT_BOWL})
    if vault.room is None:
        return _shut(request, vault)
    return _open(request, vault)


def _shut(request: HttpRequest, vault: Vault) -> HttpResponse:
    """Nothing here may come from the room, so this is the same page for everybody."""
    context = {
        "place": "today",
        "greeting": greeting(timezone.now().astimezone(zone_of({}, request.COOKIES))),
        "new": not vault.has_room,
        "minutes": minutes(frozenset(), room_open=False),
    }
    return render(request, "today/shut.html", context)


def _open(request: HttpRequest, vault: Vault, problem: str = "") -> HttpResponse:
    reading = read(vault, request.COOKIES, timezone.now())
    page = today_page(reading, offers_of(request, vault, reading), listed(vault, reading))
    context = {"place": "today", "page": page, "problem": problem}
    return render(request, "today/home.html", context, status=422 if problem else 200)


def _reading(request: RoomRequest) -> Reading:
    return read(request.vault, request.COOKIES, timezone.now())


def _keep(request: RoomRequest, form: Kept, act: Callable[[UUID], object]) -> HttpResponse:
    """Carry out one press; whatever is wrong is said on Today itself, where the press can be repeated."""
    if not form.is_valid():
        return _open(request, request.vault, _("That did not arrive whole, so nothing was kept. Please press again."))
    try:
        act(form.cleaned_data["uid"])
    except NotSaved:
        return _open(request, request.vault, _("This could not be saved just now. Please press again in a moment."))
    return see_other(reverse("today:home"))


@require_POST
@room_open
def keep_mood(request: RoomRequest) -> HttpResponse:
    """ "Not sure" and "no" lead to people who answer, on this screen only; nobody is told."""
    form = Mood(request.POST)
    answer = _keep(
        request,
        form,
        lambda uid: surface.tap_mood(request.room, form.cleaned_data["safe"], uid, timezone.now()),
    )
    kept = answer.status_code == HTTPStatus.SEE_OTHER
    return see_other(help_url("H1")) if kept and form.cleaned_data["safe"] in {"unsure", "no"} else answer


@require_POST
@room_open
def keep_pull(request: RoomRequest) -> HttpResponse:
    form = Tap(request.POST)
    return _keep(
        request,
        form,
        lambda uid: surface.tap_urge(request.room, form.cleaned_data["value"], [], uid, timezone.now()),
    )


@require_POST
@room_open
def keep_steady(request: RoomRequest) -> HttpResponse:
    form = Tap(request.POST)
    return _keep(
        request,
        form,
        lambda uid: surface.tap_safe(
            request.room, form.cleaned_data["value"], uid, timezone.now(), _reading(request).zone
        ),
    )


@require_POST
@room_open
def not_now(request: RoomRequest) -> HttpResponse:
    form = Later(request.POST)

    def put_off(uid: UUID) -> object:
        found, name = _reading(request), form.cleaned_data["name"]
        return actions.put_off(request.room, name, found.state.me, found.now.date(), id=uid, now=timezone.now())

    return _keep(request, form, put_off)


@require_http_methods(["GET", "POST"])
@room_open
def you(request: RoomRequest) -> HttpResponse:
    """What brings me, and my words. "Skip" keeps the answer as it is, and counts as one."""
    me = read(request.vault, request.COOKIES, timezone.now()).state.me
    words = me.get("words") or {}
    form = You(request.POST or None, initial={"roles": me.get("roles", []), "other_is": me.get("other_is"), **words})
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        if "skip" in request.POST:
            chosen = {"roles": me.get("roles", []), "words": words}
        try:
            actions.say_what_brings_me(request.room, chosen, id=form.cleaned_data["uid"], now=timezone.now())
            return see_other(reverse("today:home"))
        except NotSaved:
            form.add_error(None, _("This could not be saved just now. Please try again in a moment."))
    return render(request, "today/you.html", {"place": "me", "form": form}, status=422 if form.errors else 200)
