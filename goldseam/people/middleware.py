"""This browser's memory of the room's head (W8): a cookie renewed after every request that may have written."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from goldseam.people import devices, doors
from goldseam.vault import current, heads
from goldseam.vault.errors import VaultError


class HeadMemory:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" or doors.entered(request):
            self._remember(request, response)
        return response

    def _remember(self, request: HttpRequest, response: HttpResponse) -> None:
        try:
            vault = current(request)
            if vault is None or vault.room is None:
                return
            devices.remember_head(response, vault.person, heads.remember(vault, vault.room))
        except (VaultError, DatabaseError):  # what cannot be read is not what should be remembered
            return
