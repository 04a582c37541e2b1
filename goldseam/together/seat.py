"""For pages of the table that need the own room too: both doors, and an open table. Shut, it is `us` for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.together.laying import WAITING
from goldseam.together.tables import LAID, Ours, ours
from goldseam.tools.desk import Desk, desk
from goldseam.tools.t60_consent.state import frozen
from goldseam.vault import Entry, month_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True)
class Seat:
    """One person at the open table, with the own room behind them."""

    at: Desk
    found: Ours

    @property
    def frozen(self) -> bool:
        """Whether nothing new may leave the room just now (T60)."""
        return frozen(self.at.state, self.at.now.astimezone(self.at.zone))

    @cached_property
    def notes(self) -> list[Entry]:
        """What the room has noted of the table in the last two months, read once."""
        room, month, first = self.at.room, month_of(self.at.now), month_of(self.at.now - WAITING)
        before = [one for one in room.months() if first <= one < month]
        older = room.between(before[0], before[-1]) if before else []
        return [entry for entry in [*older, *room.since(self.at.now)] if entry.kind == LAID]


def seated(view: Callable[Concatenate[RoomRequest, Seat, P], HttpResponse]) -> View[P]:
    """The view gets the request and a `Seat`."""

    @wraps(view)
    def inside(request: RoomRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        at = desk(request)
        found = ours(request.vault, at.now)
        if found is None or not found.open:
            return see_other(reverse("together:us"))
        return view(request, Seat(at, found), *args, **kwargs)

    return room_open(inside)
