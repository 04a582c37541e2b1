"""Changing the locks: password, PIN, whether a known browser is asked for, and everything at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people import devices
from goldseam.people.access import RoomRequest, SignedInRequest, room_open, see_other, signed_in
from goldseam.people.delays import Wait
from goldseam.people.me import actions
from goldseam.people.me.common import both_doors, busy, filled, page, unknown
from goldseam.people.me.forms import BindingForm, EverythingForm, PasswordForm, PinForm
from goldseam.vault import changes
from goldseam.vault.errors import Busy, NotSaved, WrongSecret


@require_GET
@signed_in
def locks(request: SignedInRequest) -> HttpResponse:
    """One page from which each lock is changed."""
    bound = changes.is_device_bound(request.vault.person)
    done = request.GET.get("done", "")
    return page(request, "people/me/locks.html", bound=bound, has_room=request.vault.has_room, done=done)


def _done(request: HttpRequest, what: str) -> HttpResponse:
    from django.urls import reverse

    return see_other(f"{reverse('people:locks')}?done={what}")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def password(request: SignedInRequest) -> HttpResponse:
    form = filled(PasswordForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_password(request, request.vault, form.cleaned_data["new_password"])
            return _done(request, "password")
        except WrongSecret:
            form.add_error(None, unknown())
        except (Busy, NotSaved):
            form.add_error(None, busy())
    return page(request, "people/me/password.html", form)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@room_open
def pin(request: RoomRequest) -> HttpResponse:
    form = filled(PinForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_pin(request, request.vault, form.cleaned_data["new_pin"])
            return _done(request, "pin")
        except WrongSecret:
            form.add_error(None, unknown())
        except (Busy, NotSaved):
            form.add_error(None, busy())
    return page(request, "people/me/pin.html", form)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@both_doors
def binding(request: SignedInRequest) -> HttpResponse:
    """From "known browsers only" to "any browser with the password", or back."""
    vault = request.vault
    bound = changes.is_device_bound(vault.person)
    form = filled(BindingForm, request, has_room=vault.has_room, initial={"wanted": "any" if bound else "known"})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        wanted = typed["wanted"] == "known"
        if wanted == bound:  # the same form sent twice
            return _done(request, typed["wanted"])
        try:
            token = actions.change_binding(
                request, vault, typed["password_again"], typed.get("pin"), wanted, timezone.now()
            )
        except WrongSecret:
            form.add_error("pin" if "pin" in form.fields else None, _("This PIN does not open your room."))
        except Wait as error:
            form.add_error("pin", error.words)
        except (Busy, NotSaved):
            form.add_error(None, busy())
        else:
            response = _done(request, typed["wanted"])
            if token is not None:
                devices.settle(request, response, vault.person, token)
            return response
    response = page(request, "people/me/binding.html", form, bound=bound)
    devices.offer_next(request, response, vault.person)
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@both_doors
def everything(request: SignedInRequest) -> HttpResponse:
    """ "Someone may know my password": new keys behind new locks, and everybody out."""
    vault = request.vault
    form = filled(EverythingForm, request, has_room=vault.has_room)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            token = actions.change_everything(request, vault, typed["new_password"], typed.get("new_pin"))
        except WrongSecret:
            form.add_error(None, unknown())
        except (Busy, NotSaved):
            form.add_error(None, busy())
        else:
            response = page(request, "people/me/changed.html")
            devices.settle(request, response, vault.person, token)
            return response
    response = page(request, "people/me/everything.html", form)
    devices.offer_next(request, response, vault.person)
    return response
