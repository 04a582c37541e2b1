"""Leaving the table: now, or at a chosen moment (R8, R13). Alone, silent, one-sided; the other's pages never change.

The moment is sealed under the leaver's own key, so it stands in nobody's sight but theirs, and no part of the server
waits for it: whatever goes from this person to the table goes through that same ring, which by then says that it is
over. Why it is done so: docs/decisions/0024-leaving-at-a-chosen-time.md.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.people.profile import keep_settings, settings_of
from goldseam.together.forms import Leave, LeaveAt, press
from goldseam.together.tables import LAID, Ours, earlier, ours
from goldseam.tools.desk import Desk, desk
from goldseam.tools.times import clock, full_day
from goldseam.vault import NotSaved, Room, Vault, table

PLACE = "us"


@require_http_methods(["GET", "POST"])
@room_open
def leave(request: RoomRequest) -> HttpResponse:
    """One act, alone, at once; nobody is told (R13). Sent twice, it says the same."""
    at, found = desk(request), ours(request.vault, timezone.now())
    form = Leave(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            if found is not None:
                _leave(at, found, take_back=form.cleaned_data["take_back"])
            return see_other(reverse("together:us"))
        except NotSaved:
            form.add_error(None, _not_saved())
    if found is None and request.method != "POST":
        return see_other(reverse("together:us"))
    return _page(at, found, "together/leave.html", form)


def _leave(at: Desk, found: Ours, *, take_back: bool) -> None:
    if take_back:
        for entry in found.of(LAID):
            if found.mine(entry):
                found.table.burn(entry.id)
    table.leave(at.request.vault.keys, found.table.space, at.now)
    keep_settings(at.room, {"table": False}, id=uuid4(), now=at.now)


@require_http_methods(["GET", "POST"])
@room_open
def leave_at(request: RoomRequest) -> HttpResponse:
    """Choose the moment, or another one. Sent twice, it says the same."""
    at, found = desk(request), ours(request.vault, timezone.now())
    if found is None:
        return see_other(reverse("together:us"))
    form = LeaveAt(request.POST or None, request=request, now=at.now, zone=at.zone)
    if request.method == "POST" and form.is_valid():
        try:
            table.leave_at(request.vault.keys, found.table.space, form.cleaned_data["moment"], at.now)
            return see_other(reverse("together:leave_at"))
        except NotSaved:
            form.add_error(None, _not_saved())
    return _page(at, found, "together/leave_at.html", form)


@require_POST
@room_open
def stay(request: RoomRequest) -> HttpResponse:
    """Take the chosen moment back: one press, and nothing is left of it. One that has come stays."""
    if not press(request.POST).is_valid():
        raise BadRequest
    at, found = desk(request), ours(request.vault, timezone.now())
    try:
        if found is not None:
            table.leave_at(request.vault.keys, found.table.space, None, at.now)
    except NotSaved:
        form = LeaveAt(request=request, now=at.now, zone=at.zone)
        return _page(at, found, "together/leave_at.html", form, _not_saved(), HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(reverse("together:leave"))


def forget_the_wish(vault: Vault, room: Room, now: datetime) -> None:
    """A table that ended by its moment takes the wish for it along, as leaving by a press does: the next table, perhaps
    with somebody else, is wished for anew."""
    by_itself = any(one.link.ends is not None for one in earlier(vault))
    if by_itself and settings_of(room, now).get("table") is True:
        keep_settings(room, {"table": False}, id=uuid4(), now=now)


def _page(
    at: Desk, found: Ours | None, template: str, form: Leave | LeaveAt, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"place": PLACE, "form": form, "until": _until(at, found), "uid": str(uuid4()), "problem": problem}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else status
    return render(at.request, template, context, status=status)


def _until(at: Desk, found: Ours | None) -> str:
    """The chosen moment in words; "" without one."""
    ends = None if found is None else found.table.link.ends
    if ends is None:
        return ""
    return _("%(day)s, %(time)s") % {"day": full_day(ends.astimezone(at.zone).date()), "time": clock(ends, at.zone)}


def _not_saved() -> str:
    return _("This could not be saved just now. Please press again in a moment.")
