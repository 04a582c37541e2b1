"""Who may see a page: nobody, a signed-in person, or a person whose room is open. Every view wears one of these.

A closed door answers GET with a way to it (303). It answers POST with a page that keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from goldseam.people import doors, typed
from goldseam.people.delays import Wait
from goldseam.people.secrets import read_pin
from goldseam.vault import Room, Vault, current
from goldseam.vault.errors import HistoryWentBack, WrongSecret

P = ParamSpec("P")
_LONG = 100
"""Longer than any PIN: what is behind it is not looked at."""


class SignedInRequest(HttpRequest):
    """The first door is open."""

    vault: Vault


class RoomRequest(SignedInRequest):
    """Both doors are open."""

    room: Room


R = TypeVar("R", bound=SignedInRequest)
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def see_other(address: str) -> HttpResponseRedirect:
    """303: whatever was sent, the answer is looked at with GET."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def signed_in(view: Callable[Concatenate[SignedInRequest, P], HttpResponse]) -> View[P]:
    """The view gets `request.vault`. A POST that carries a PIN (from `doors.ask_pin`) opens the room on its way."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        vault = current(request)
        if vault is None:
            return nobody(request)
        refusal = _pin_on_the_way(request, vault)
        if refusal is not None:
            return refusal
        inside = cast(SignedInRequest, request)
        inside.vault = vault
        return view(inside, *args, **kwargs)

    return guarded


def room_open(view: Callable[Concatenate[RoomRequest, P], HttpResponse]) -> View[P]:
    """The view gets `request.vault` and `request.room`."""

    @wraps(view)
    def inside(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        room = request.vault.room
        if room is None:
            return shut(request, request.vault)
        opened = cast(RoomRequest, request)
        opened.room = room
        return view(opened, *args, **kwargs)

    return signed_in(inside)


def nobody(request: HttpRequest) -> HttpResponse:
    """Not signed in, or not any more."""
    if request.method == "POST":
        return doors.aside(request)
    return see_other(doors.sign_in_address(doors.local_path(request.path)))


def shut(request: HttpRequest, vault: Vault) -> HttpResponse:
    """Signed in, but the room is shut (or there is none yet)."""
    if request.method == "POST":
        return doors.ask_pin(request) if vault.has_room else doors.aside(request)
    return see_other(doors.room_address(doors.local_path(request.path)))


def _pin_on_the_way(request: HttpRequest, vault: Vault) -> HttpResponse | None:
    """Open the room with a PIN that came with the form. None: go on."""
    if request.method != "POST" or typed.PIN not in request.POST or vault.room is not None:
        return None
    try:
        doors.enter(request, vault, read_pin(request.POST[typed.PIN][:_LONG]), timezone.now())
    except HistoryWentBack:
        return doors.older(request)
    except (WrongSecret, Wait) as error:
        return doors.ask_pin(request, *doors.pin_refusal(error))
    return None
