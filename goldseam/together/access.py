"""Who may see a page of the table: somebody signed in whose table is open. Shut, it is the one page of `us`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.together.tables import Ours, ours
from goldseam.vault import Room

P = ParamSpec("P")


class TableRequest(SignedInRequest):
    """The first door is open, and so is the table. `own` is the own room, None while its door is shut."""

    ours: Ours
    own: Room | None


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def table_open(view: Callable[Concatenate[TableRequest, P], HttpResponse]) -> View[P]:
    """The view gets `request.ours`. Whatever the reason is for a table that is not open, the answer is the same."""

    @wraps(view)
    def inside(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = ours(request.vault, timezone.now())
        if found is None or not found.open:
            return see_other(reverse("together:us"))
        opened = cast(TableRequest, request)
        opened.ours, opened.own = found, request.vault.room
        return view(opened, *args, **kwargs)

    return signed_in(inside)
