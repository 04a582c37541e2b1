"""What a person does at the two doors. Views and decorators call these; keys stay in the vault's hands."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Literal
from uuid import UUID, uuid4

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from goldseam.people import backend, devices, typed
from goldseam.people.delays import Wait, counted
from goldseam.people.models import Account, folded
from goldseam.people.profile import idle_of
from goldseam.vault import access, changes, heads
from goldseam.vault import doors as locks
from goldseam.vault.access import Vault
from goldseam.vault.doors import Keys
from goldseam.vault.errors import HistoryWentBack, WrongSecret


class NameTaken(Exception):
    """Somebody here has that name."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A first door that was just opened. `device` is the known browser's token, None for a new one."""

    account: Account
    keys: Keys
    secret: bytes = field(repr=False)
    device: devices.Token | None = None


# -- the first door ------------------------------------------------------------------------------------


@sensitive_variables()
def join(id: UUID, name: str, password: str, seed: bytes | None, now: datetime) -> Opened:
    """Make an account, whole or not at all. The same form sent twice makes one: `id` and `seed` come from its browser.

    Raises `NameTaken`, `Wait`, `Busy`.
    """
    before = Account.objects.named(name)
    if before is not None:
        return _again(before, id, password, seed, now)
    try:
        keys, secret = locks.create(id, password, seed, lambda: Account.objects.create(id=id, name=name))
    except IntegrityError:
        return _again(Account.objects.filter(pk=id).first(), id, password, seed, now)
    return Opened(Account.objects.get(pk=id), keys, secret)


def _again(before: Account | None, id: UUID, password: str, seed: bytes | None, now: datetime) -> Opened:
    """A lost answer, so only until the room is made: later this would let in a device that was ended, for `seed` may
    be the secret it still holds. Counted like any other try."""
    if before is None or before.id != id or seed is None or locks.has_room(id):
        raise NameTaken
    try:
        with counted("password", before.folded, None, now):
            return Opened(before, locks.sign_in(id, password, seed), seed)
    except WrongSecret:
        raise NameTaken from None


@sensitive_variables()
def knock(request: HttpRequest, name: str, password: str, now: datetime) -> Opened:
    """Name and password, in a known browser. Raises `WrongSecret` (whatever the reason), `Wait`, `Busy`.

    Every refusal costs one derivation, so that nobody can tell a name that is not there, a browser that is not
    known and a wrong password apart by the clock.
    """
    account = Account.objects.named(name)
    token = devices.known(request, account.id) if account else None
    with counted("password", folded(name), token.row if token else None, now):
        if account is None or (token is None and changes.is_device_bound(account.id)):
            locks.waste(password)
            raise WrongSecret
        secret = token.secret if token else locks.ANY_DEVICE
        try:
            return Opened(account, locks.sign_in(account.id, password, secret), secret, token)
        except WrongSecret:
            spare = devices.spare(request, account.id) if token else None
            if token is None or spare is None:
                raise
            moved = devices.Token(token.id, spare)  # the answer to a change of locks never reached this browser
            return Opened(account, locks.sign_in(account.id, password, spare), spare, moved)


@sensitive_variables()
def knock_with_code(request: HttpRequest, name: str, password: str, code: str, now: datetime) -> Opened:
    """A new browser with a short code from a signed-in one. Raises `WrongSecret`, `Wait`, `Busy`."""
    account = Account.objects.named(name)
    with counted("code", folded(name), None, now):
        if account is None:
            locks.waste(password)
            raise WrongSecret
        keys, secret = changes.admit_by_ticket(account.id, password, code, now)
    return Opened(account, keys, secret)


@sensitive_variables()
def knock_with_kit(request: HttpRequest, name: str, password: str, code: str, phrase: str, now: datetime) -> Opened:
    """A new browser with the recovery kit. Raises `WrongSecret`, `Wait`, `Busy`."""
    account = Account.objects.named(name)
    with counted("kit", folded(name), None, now):
        if account is None:
            locks.waste(password)
            raise WrongSecret
        keys, secret = changes.admit_by_kit(account.id, password, code, phrase)
    return Opened(account, keys, secret)


@sensitive_variables()
def let_in(request: HttpRequest, opened: Opened, to: str) -> HttpResponse:
    """Start a session of its own for an opened door, and hand over to the stages (a second factor, if there is one)."""
    request.session.flush()
    access.admit(request.session, opened.keys)
    if opened.device is None:
        request.session[backend.ADMIT] = base64.b64encode(opened.secret).decode()
    else:
        request.session[backend.HOLDS] = base64.b64encode(opened.secret).decode()
    login = Login(user=opened.account, redirect_url=room_address(to))
    response = perform_password_login(request, {"username": opened.account.name}, login)
    if response.status_code == HTTPStatus.FOUND:
        response.status_code = HTTPStatus.SEE_OTHER
    return response


# -- the second door -----------------------------------------------------------------------------------


@sensitive_variables()
def choose_pin(request: HttpRequest, vault: Vault, pin: str) -> None:
    """Make the room and enter it. Raises `Tampered` if there is one already, `WrongSecret` in an unknown browser."""
    token = devices.known(request, vault.person)
    vault.enter(locks.make_room(vault.keys, pin, token.secret if token else None))
    devices.went_inside(vault.keys, token)


@sensitive_variables()
def enter(request: HttpRequest, vault: Vault, pin: str, now: datetime, *, older: UUID | None = None) -> None:
    """Open the room in this session. Raises `WrongSecret`, `Wait`, `Busy`, `Tampered`, `HistoryWentBack`.

    `older` is the id of a record to keep when the person accepts a history that went back ("I was told of it").
    """
    token = devices.known(request, vault.person)
    with counted("pin", str(vault.person), devices.row_for_pin(vault.keys, token), now):
        key = locks.open_room(vault.keys, pin, token.secret if token else None)
    devices.went_inside(vault.keys, token)
    vault.enter(key)
    room = vault.demand_room()
    try:
        if older is None:
            heads.compare(vault, room, request.COOKIES.get(devices.cookie_name(vault.person, "h"), ""))
    except HistoryWentBack:
        vault.leave_room()
        raise
    if older is not None:
        room.append("restored", {"accepted": True}, id=older, now=now)
    idle = idle_of(room, now)
    if idle is not None:
        vault.enter(key, idle)
    request._goldseam_entered = "older" if older else "as remembered"  # type: ignore[attr-defined]


Entered = Literal["", "as remembered", "older"]


def entered(request: HttpRequest) -> Entered:
    """How the room was opened by this very request, if it was: what the browser is to remember hangs on it."""
    how: Entered = getattr(request, "_goldseam_entered", "")
    return how


def ask_pin(request: HttpRequest, error: str = "", status: int = HTTPStatus.FORBIDDEN) -> HttpResponse:
    """For a POST while the room is shut: ask for the PIN and carry what was typed; the PIN then does the POST."""
    context = {
        "action": request.get_full_path(),
        "carried": typed.carried(request.POST),
        "text": typed.shown(request.POST),
        "unkept": typed.has_unkept(request.POST),
        "error": error,
        "pin": typed.PIN,
    }
    return render(request, "people/ask_pin.html", context, status=status)


def aside(request: HttpRequest) -> HttpResponse:
    """For a POST after the session has ended: nothing was kept; what was typed can be copied."""
    context = {"text": typed.shown(request.POST), "to": local_path(request.path)}
    return render(request, "people/aside.html", context, status=HTTPStatus.FORBIDDEN)


def older(
    request: HttpRequest,
    error: str = "",
    status: int = HTTPStatus.CONFLICT,
    to: str = "",
    uid: UUID | None = None,
) -> HttpResponse:
    """The stored history is older than this browser remembers: explain, and let the person decide.

    `uid` is that of this page's own form sent before. Never that of another form: its entry must not count as kept.
    """
    context = {
        "uid": uid or uuid4(),
        "to": to or local_path(request.POST.get("to") or "/"),
        "error": error,
        "text": typed.shown(request.POST),
    }
    return render(request, "people/older.html", context, status=status)


def pin_refusal(error: WrongSecret | Wait) -> tuple[str, int]:
    """The sentence and the status for a PIN that did not open."""
    if isinstance(error, Wait):
        return error.words, HTTPStatus.TOO_MANY_REQUESTS
    return _("This PIN does not open your room. Nothing was changed. Please try again."), HTTPStatus.FORBIDDEN


# -- where to ------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"/([A-Za-z0-9_.-]+/)*")
_DOORS = ("/room/", "/in/", "/new/", "/out/", "/leave/")


def local_path(value: str, otherwise: str = "/") -> str:
    """`value` if it is a plain address of this site that is no door, without its query; else `otherwise`."""
    path = value.split("?", 1)[0].split("#", 1)[0]
    fine = len(path) <= 200 and _PLAIN.fullmatch(path) and not path.startswith(_DOORS)
    return path if fine else otherwise


def with_to(address: str, to: str) -> str:
    return address if to == "/" else f"{address}?{urlencode({'to': to})}"


def room_address(to: str) -> str:
    return with_to(reverse("people:room"), to)


def sign_in_address(to: str) -> str:
    return with_to(reverse("people:sign_in"), to)


def moment() -> datetime:
    return timezone.now()
