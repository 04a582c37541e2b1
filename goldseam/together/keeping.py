"""After somebody's own act: say on the table whether this person is ready, if that has changed; send what waited;
withdraw what has run out. Only the person's own presses lead here (R2), and nothing of it shows on the other's pages
except a table that is open or is not (R12).
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import cast
from uuid import uuid4

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldseam.people.access import RoomRequest
from goldseam.together import gate, laying, leaving, memory, out
from goldseam.together.seat import Seat
from goldseam.together.tables import Ours, ours
from goldseam.tools.desk import Desk
from goldseam.tools.t60_consent.state import frozen
from goldseam.vault import VaultError, current


class Keeping:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == HTTPStatus.SEE_OTHER:
            try:
                _keep(request)
            except (VaultError, DatabaseError):  # the person's own act says what is wrong; this is only its shadow
                return response
        return response


def _keep(request: HttpRequest) -> None:
    vault = current(request)
    if vault is None or vault.room is None:
        return
    vault.__dict__.pop("tables", None)
    found = ours(vault, timezone.now())
    if found is None:
        leaving.forget_the_wish(vault, vault.room, timezone.now())
    if found is None or not memory.fits(request, vault):
        return
    inside = cast(RoomRequest, request)
    inside.vault, inside.room = vault, vault.room
    at = Desk(inside, found.now)
    laying.take_back_what_is_over(at, found)  # first: whoever says something is not away
    _say(at, found)
    laying.send_what_waits(at, found)
    out.send_all(Seat(at, found))


def _say(at: Desk, found: Ours) -> None:
    """Under pressure (T60) nothing is said anew, so that nothing changes on the other side."""
    if frozen(at.state, at.now.astimezone(at.zone)):
        return
    ok = gate.ready(at.state, at.shelf, at.now.astimezone(at.zone))
    before = found.said.get(found.vault.person)
    stale = before is not None and ok and at.now - before[1] > gate.HOLDS / 2
    if before is None or before[0] != ok or stale:
        found.table.append(gate.READY, gate.word(ok), id=uuid4(), now=at.now)
        found.__dict__.pop("entries", None)
        found.__dict__.pop("said", None)
        found.__dict__.pop("open", None)
