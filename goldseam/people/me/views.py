"""Me: who runs this, my doors, my settings, my records, and what all this does not do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, SignedInRequest, room_open, see_other, signed_in
from goldseam.people.me import actions
from goldseam.people.me.common import filled, page
from goldseam.people.me.forms import LockTimeForm, NumbersForm
from goldseam.people.me.pages import me_page
from goldseam.people.profile import IDLE_MINUTES, settings_of
from goldseam.vault import NotSaved


@require_GET
@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    return page(request, "people/me/me.html", page=me_page(request.vault, timezone.now()))


@require_GET
def discreet(request: HttpRequest) -> HttpResponse:
    """What neutral names hide, and what they do not."""
    return page(request, "people/me/discreet.html")


@require_http_methods(["GET", "POST"])
@room_open
def lock_time(request: RoomRequest) -> HttpResponse:
    """After how many quiet minutes the room shuts."""
    now = timezone.now()
    chosen = settings_of(request.room, now).get("idle")
    initial = {"idle": str(chosen if chosen in IDLE_MINUTES else IDLE_MINUTES[-1])}
    form = filled(LockTimeForm, request, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_idle(request.vault, form.cleaned_data["idle"], id=form.cleaned_data["uid"], now=now)
        except NotSaved:
            form.add_error(None, _("This could not be saved just now. Please try again in a moment."))
        else:
            return see_other(request.path + "?kept")
    return page(request, "people/me/lock_time.html", form, kept="kept" in request.GET)


@require_http_methods(["GET", "POST"])
@room_open
def numbers(request: RoomRequest) -> HttpResponse:
    """Whether this person wants to see numbers: all of them, on every page, by one switch (HR-20)."""
    now = timezone.now()
    hidden = settings_of(request.room, now).get("numbers") is False
    form = filled(NumbersForm, request, initial={"numbers": "hide" if hidden else "show"})
    if request.method == "POST" and form.is_valid():
        show = form.cleaned_data["numbers"] == "show"
        try:
            actions.keep_setting(request.room, "numbers", show, id=form.cleaned_data["uid"], now=now)
        except NotSaved:
            form.add_error(None, _("This could not be saved just now. Please try again in a moment."))
        else:
            return see_other(request.path + "?kept")
    return page(request, "people/me/numbers.html", form, kept="kept" in request.GET)


@require_GET
@room_open
def check(request: RoomRequest) -> HttpResponse:
    """Walk the whole chain of the room and say what was found."""
    found = request.room.verify()
    entries = request.room.head[0]
    return page(request, "people/me/check.html", found=found, entries=entries)
