"""This browser's memory of the room's head (W8): a cookie renewed after every request that may have written."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from goldseam.people import devices, doors
from goldseam.vault import HistoryWentBack, Vault, current, heads
from goldseam.vault.errors import VaultError


class HeadMemory:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" or doors.entered(request):
            try:
                vault = current(request)
                if vault is not None:
                    _remember(request, response, vault)
            except (VaultError, DatabaseError):  # what cannot be read is not what should be remembered
                return response
        return response


def _remember(request: HttpRequest, response: HttpResponse, vault: Vault) -> None:
    """Remember the present head, unless it is not what this browser's memory leads to.

    An older copy put there while the room was open must not be learned: the room is shut, and its door will explain.
    """
    room = vault.room
    if room is None:
        return
    before = request.COOKIES.get(devices.cookie_name(vault.person, "h"), "")
    try:
        if doors.entered(request) != "older" and heads.compare(vault, room, before):
            return
    except HistoryWentBack:
        vault.leave_room()
        return
    devices.remember_head(response, vault.person, heads.remember(vault, room))
