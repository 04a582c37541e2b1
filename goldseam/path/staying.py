"""What was there once stays: together with an act on a room, the signs that were true before it are written down.

Burning a record, letting a plan go or taking somebody off the map would otherwise take gold out of a seam. What is true
is looked up before an act (a POST) and written down after it went well, so that a refused one keeps nothing; looking at
a page never writes. Only a sign that is not written down yet makes a record: a room gets a few dozen of them in all its
years (docs/decisions/0018-signs-that-stay.md).
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldseam.path import actions, signs
from goldseam.path.gather import read
from goldseam.vault import VaultError, current

APPS: Final = frozenset({"today", "path", "tools"})
"""Acts on what a room holds. Those on its doors and keys are left alone: after one of them its ring may be another."""
PRESSES: Final = frozenset(
    {
        "today:pull", "today:steady", "today:mood", "today:later", "tools:t09_tap", "tools:t19_mark", "tools:t22_mark",
        "tools:t08_search",
    }
)  # fmt: skip
"""One press each, made many times a day, that can only add. They stay quick; the next other act catches up."""
_BEFORE: Final = "_signs_before"


class Staying:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        before = getattr(request, _BEFORE, None)
        if before and response.status_code == HTTPStatus.SEE_OTHER:
            _quietly(lambda: write_down(request, before))
        return response

    def process_view(self, request: HttpRequest, _view: object, _args: Any, _kwargs: Any) -> None:
        if request.method == "POST" and _may_take_away(request):
            _quietly(lambda: setattr(request, _BEFORE, unwritten(request)))


def _may_take_away(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.app_name in APPS and match.view_name not in PRESSES


def _quietly(act: Callable[[], None]) -> None:
    """The person's own act says what is wrong with the room; this one is only its shadow."""
    try:
        act()
    except (VaultError, DatabaseError):
        return


def unwritten(request: HttpRequest) -> list[str]:
    """All signs to be kept, when one of them was never written down; else nothing."""
    vault = current(request)
    if vault is None or vault.room is None:
        return []
    known = read(vault, request.COOKIES, timezone.now()).known
    fresh = signs.fresh(known)
    return sorted({*known.ever, *fresh}) if fresh else []


def write_down(request: HttpRequest, ids: list[str]) -> None:
    vault = current(request)
    if vault is not None and vault.room is not None:
        actions.keep_signs(vault.room, ids, id=uuid4(), now=timezone.now())
