"""The kit: a printed code and a phrase in one's head, together a way back in (W3)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people import doors
from goldseam.people.access import RoomRequest, SignedInRequest, room_open, see_other, signed_in
from goldseam.people.delays import Wait
from goldseam.people.me import actions
from goldseam.people.me.common import busy, filled, page, unknown
from goldseam.people.me.forms import KitEndForm, KitForm, KitWaitForm
from goldseam.people.me.pages import in_groups, kit_state, origin
from goldseam.people.me.stepup import Again
from goldseam.vault import changes
from goldseam.vault.errors import Busy, NotSaved, Tampered, TooSoon, WrongSecret

_SHOWN = "_kit"
"""In the sealed session: the code, until the person says that it is on paper."""


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@room_open
def kit(request: RoomRequest) -> HttpResponse:
    """Choose a phrase; get the code."""
    form = filled(KitForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            _make(request, str(form.cleaned_data["uid"]), form.cleaned_data["phrase"])
            return see_other(reverse("people:kit_code"))
        except WrongSecret:
            form.add_error(None, unknown())
        except (Busy, NotSaved):
            form.add_error(None, busy())
    state = kit_state(request.vault, request.room, timezone.now())
    return page(request, "people/me/kit.html", form, state=state, void="void" in request.GET)


def _make(request: RoomRequest, uid: str, phrase: str) -> None:
    """A repeat of the same form keeps the code that is shown already: another would void the printed one."""
    held: dict[str, Any] = request.session.get(_SHOWN, {})
    if held.get("uid") != uid:
        code, mark = actions.make_kit(request, request.vault, phrase)
        request.session[_SHOWN] = {"uid": uid, "code": code, "mark": mark}


@require_http_methods(["GET", "POST"])
@room_open
def kit_code(request: RoomRequest) -> HttpResponse:
    """The sheet to print. It can be looked at until the person says that it is on paper.

    Only the code of the kit in force is shown: another was made since, or two at once by pressing twice.
    """
    held: dict[str, Any] = request.session.get(_SHOWN, {})
    void = bool(held) and held["mark"] != changes.kit_mark(request.vault.person)
    if request.method == "POST" or not held or void:
        request.session.pop(_SHOWN, None)
        return see_other(reverse("people:kit") + ("?void" if void else ""))
    return page(request, "people/me/kit_code.html", code=in_groups(held["code"]), address=origin(request) + "/in/kit/")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@room_open
def kit_none(request: RoomRequest) -> HttpResponse:
    """No kit, as a full choice; one that is there opens nothing from then on."""
    form = filled(Again, request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_setting(request.room, "kit", "none", id=form.cleaned_data["uid"], now=timezone.now())
            changes.drop_kit(request.vault.person)
            return see_other(reverse("people:kit"))
        except NotSaved:
            form.add_error(None, busy())
    state = kit_state(request.vault, request.room, timezone.now())
    return page(request, "people/me/kit_none.html", form, state=state)


# -- signed out, without the password ------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def kit_wait(request: HttpRequest) -> HttpResponse:
    """Start the wait of three days, or find out how long it still is."""
    form = filled(KitWaitForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            due = actions.ask_recovery(**form.cleaned_data, now=timezone.now())
            return page(request, "people/me/kit_waiting.html", due=due, over=due <= timezone.now())
        except WrongSecret:
            form.add_error(None, _wrong())
        except Wait as error:
            form.add_error(None, error.words)
        except (Busy, Tampered):
            form.add_error(None, busy())
    return page(request, "people/me/kit_wait.html", form)


def _wrong() -> str:
    return _("Name, code and phrase do not belong together. Nothing was changed. Check each of them, then try again.")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def kit_end(request: HttpRequest) -> HttpResponse:
    """After the wait: a new password and a new PIN, and in."""
    form = filled(KitEndForm, request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            opened = actions.finish_recovery(
                typed["name"], typed["code"], typed["phrase"], typed["new_password"], typed["new_pin"], timezone.now()
            )
            return doors.let_in(request, opened, "/")
        except WrongSecret:
            form.add_error(None, _wrong())
        except TooSoon:
            form.add_error(None, _("The wait is not over, or nobody has asked for it yet. Nothing was changed."))
        except Wait as error:
            form.add_error(None, error.words)
        except (Busy, NotSaved, Tampered):
            form.add_error(None, busy())
    return page(request, "people/me/kit_end.html", form)


@require_POST
@signed_in
def stop(request: SignedInRequest) -> HttpResponse:
    """Somebody waits to come in with the kit: stop that, from any session, at once, without a question."""
    changes.cancel_recovery(request.vault.person)
    return see_other(reverse("people:kit_stopped"))


@require_GET
@signed_in
def stopped(request: SignedInRequest) -> HttpResponse:
    return page(request, "people/me/stopped.html")
