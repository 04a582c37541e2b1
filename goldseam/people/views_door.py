"""The doors as pages: sign up, sign in, the room's PIN, lock, sign out."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from goldseam.people import devices, doors
from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.people.delays import Wait
from goldseam.people.forms import ChoosePinForm, KitForm, NewDeviceForm, OlderForm, PinForm, SignInForm, SignUpForm
from goldseam.safety.joining import limits, steward_line
from goldseam.vault import current
from goldseam.vault.errors import Busy, HistoryWentBack, NotSaved, Tampered, WrongSecret

_SEED = "n"
_HOUR = 3600


def _to(request: HttpRequest) -> str:
    return doors.local_path(request.POST.get("to") or request.GET.get("to") or "/")


# -- sign up -------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """A name, a password, and what this server can and cannot promise."""
    if request.method != "POST" and current(request) is not None:
        return see_other("/")
    form = SignUpForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if not _may_join(request):
            form.add_error(None, _("Many rooms were made from here just now. Please wait a minute, then try again."))
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif form.is_valid():
            try:
                return _joined(request, form.cleaned_data)
            except Wait as wait:
                form.add_error(None, wait.words)
                status = HTTPStatus.TOO_MANY_REQUESTS
            except doors.NameTaken:
                form.add_error("name", _("Somebody here has this name already. Please choose another."))
            except Busy:
                form.add_error(None, _busy())
                status = HTTPStatus.SERVICE_UNAVAILABLE
    steward = settings.CONF.steward
    context = {"form": form, "limits": limits(steward), "steward": steward_line(steward), "place": ""}
    response = render(request, "people/sign_up.html", context, status=status)
    if _seed(request) is None:
        _give_seed(response)
    return response


def _may_join(request: HttpRequest) -> bool:
    """allauth's limit for each address of the network, counted in memory. Where no address can be told, no limit."""
    try:
        return ratelimit.consume(request, app="allauth.account", action="signup") is not None
    except (PermissionDenied, ImproperlyConfigured):
        return True


def _joined(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    opened = doors.join(typed["uid"], typed["name"], typed["password"], _seed(request), timezone.now())
    response = doors.let_in(request, opened, "/")
    response.delete_cookie(_seed_name(), samesite="Strict")
    return response


def _seed_name() -> str:
    return f"__Host-{_SEED}" if settings.CONF.https else _SEED


def _seed(request: HttpRequest) -> bytes | None:
    """The device secret to be, handed out with the form: if the answer to a sign-up is lost, sending the form again
    lets the same browser in instead of shutting it out for good."""
    try:
        raw = base64.urlsafe_b64decode(request.COOKIES.get(_seed_name(), ""))
    except ValueError:
        return None
    return raw if len(raw) == devices.SECRET else None


def _give_seed(response: HttpResponse) -> None:
    value = base64.urlsafe_b64encode(secrets.token_bytes(devices.SECRET)).decode()
    response.set_cookie(
        _seed_name(), value, max_age=_HOUR, secure=settings.CONF.https, httponly=True, samesite="Strict"
    )


# -- sign in -------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    return _first_door(
        request,
        SignInForm,
        "people/sign_in.html",
        lambda typed: doors.knock(request, typed["name"], typed["password"], timezone.now()),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new_device(request: HttpRequest) -> HttpResponse:
    """With a short code shown on a browser that is signed in."""
    return _first_door(
        request,
        NewDeviceForm,
        "people/new_device.html",
        lambda typed: doors.knock_with_code(request, **typed, now=timezone.now()),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def kit(request: HttpRequest) -> HttpResponse:
    """With the printed code and the phrase."""
    return _first_door(
        request,
        KitForm,
        "people/kit.html",
        lambda typed: doors.knock_with_kit(request, **typed, now=timezone.now()),
    )


def _first_door(
    request: HttpRequest, kind: type[Form], template: str, knock: Callable[[dict[str, Any]], doors.Opened]
) -> HttpResponse:
    to = _to(request)
    if request.method != "POST" and current(request) is not None:
        return see_other(to)
    form = kind(request.POST or None)
    status, refused = HTTPStatus.OK, False
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                return doors.let_in(request, knock(form.cleaned_data), to)
            except Wait as wait:
                form.add_error(None, wait.words)
                status = HTTPStatus.TOO_MANY_REQUESTS
            except WrongSecret:
                refused, status = True, HTTPStatus.FORBIDDEN
            except Busy:
                form.add_error(None, _busy())
                status = HTTPStatus.SERVICE_UNAVAILABLE
    return render(request, template, {"form": form, "to": to, "refused": refused, "place": "in"}, status=status)


def _busy() -> str:
    return _("Several people are at the door just now. Please wait a few seconds, then try again.")


# -- the room ------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def room(request: SignedInRequest) -> HttpResponse:
    """Choose the PIN the first time, type it from then on."""
    if not request.vault.has_room:
        return _choose(request)
    to = _to(request)
    if request.vault.room is not None:
        return see_other(to)
    form = PinForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                doors.enter(request, request.vault, form.cleaned_data["pin"], timezone.now())
                return see_other(to)
            except HistoryWentBack:
                return doors.older(request)
            except (WrongSecret, Wait) as error:
                words, code = doors.pin_refusal(error)
                form.add_error("pin", words)
                status = HTTPStatus(code)
    return render(request, "people/room.html", {"form": form, "to": to}, status=status)


def _choose(request: SignedInRequest) -> HttpResponse:
    form = ChoosePinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            doors.choose_pin(request, request.vault, form.cleaned_data["pin"])
        except (Tampered, NotSaved):  # the same form, sent twice: the room is there, and whoever has its PIN may enter
            return see_other(doors.room_address(_to(request)))
        except WrongSecret:
            form.add_error(None, _("This browser is not known any more. Please sign out, and sign in again."))
        else:
            return see_other(_to(request))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/choose_pin.html", {"form": form, "to": _to(request)}, status=status)


@sensitive_post_parameters()
@require_POST
@signed_in
def older(request: SignedInRequest) -> HttpResponse:
    """ "I was told the server was restored": take the older copy as it is, and keep a record of that."""
    form = OlderForm(request.POST)
    to = _to(request)
    if not form.is_valid():
        return doors.older(request, _("Please type your PIN."), HTTPStatus.UNPROCESSABLE_ENTITY, to)
    typed = form.cleaned_data
    uid: UUID = typed["uid"]
    try:
        doors.enter(request, request.vault, typed["pin"], timezone.now(), older=uid)
    except (WrongSecret, Wait) as error:
        words, code = doors.pin_refusal(error)
        return doors.older(request, words, code, to, uid)
    return see_other(to)


@require_POST
@signed_in
def lock(request: SignedInRequest) -> HttpResponse:
    request.vault.leave_room()
    return see_other("/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return see_other("/")
