"""What was there once stays: before anything in a room is changed, the signs that are true now are written down.

Burning a record, letting a plan go or taking somebody off the map would otherwise take gold out of a seam. It happens
at the beginning of an act (a POST) and never on looking at a page; only a sign that is not written down yet makes a
record, so a room gets a few dozen of them in all its years (docs/decisions/0018-signs-that-stay.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldseam.path import actions, signs
from goldseam.path.gather import read
from goldseam.vault import VaultError, current

INSIDE = "/n/"
"""Every act on a room has its address below this one."""


class Staying:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: Any, _kwargs: Any) -> None:
        if request.method == "POST" and request.path_info.startswith(INSIDE):
            try:
                remember(request)
            except (VaultError, DatabaseError):  # the act itself will say what is wrong
                return


def remember(request: HttpRequest) -> None:
    vault = current(request)
    if vault is None or vault.room is None:
        return
    now = timezone.now()
    known = read(vault, request.COOKIES, now).known
    fresh = signs.fresh(known)
    if fresh:
        actions.keep_signs(vault.room, {*known.ever, *fresh}, id=uuid4(), now=now)
