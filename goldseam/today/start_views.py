"""The first step: one screen, one press, and on to the thing it opens. Never forced; "skip" leads to Today."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goldseam.path.gather import read
from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.today import actions
from goldseam.today.start import HOME, NOT_SAFE, address, kept, start_page
from goldseam.today.start_forms import Skip, Start
from goldseam.vault import NotSaved, current


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """No door stands between fear at home and the page that helps: with the room shut, nothing at all is kept."""
    vault = current(request)
    if request.method == "POST" and NOT_SAFE in request.POST and (vault is None or vault.room is None):
        return see_other(address(HOME))
    return _inside(request)


@room_open
def _inside(request: RoomRequest) -> HttpResponse:
    me = read(request.vault, request.COOKIES, timezone.now()).state.me
    found = me.get("roles")
    held = [str(role) for role in found] if isinstance(found, list) else []
    if request.method != "POST":
        return _page(request, held)
    if NOT_SAFE in request.POST:
        return _not_safe(request, held)
    if "skip" in request.POST:
        return _press(request, held, Skip(request.POST), {"roles": held}, reverse("today:home"))
    form = Start(request.POST)
    if not form.is_valid():
        return _damaged(request, held)
    id = form.cleaned_data["hardest"]
    return _press(request, held, form, kept(held, id, both=form.cleaned_data["both"]), address(id))


def _page(request: RoomRequest, held: list[str], problem: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"place": "today", "page": start_page(held), "uid": uuid4(), "problem": problem}
    return render(request, "today/start.html", context, status=status)


def _damaged(request: RoomRequest, held: list[str]) -> HttpResponse:
    problem = _("That did not arrive whole, so nothing was kept. Please press again.")
    return _page(request, held, problem, HTTPStatus.UNPROCESSABLE_ENTITY)


def _press(
    request: RoomRequest, held: list[str], form: Start | Skip, chosen: Mapping[str, Any], to: str
) -> HttpResponse:
    if not form.is_valid():
        return _damaged(request, held)
    try:
        _keep(request, chosen, form.cleaned_data["uid"])
    except NotSaved:
        problem = _("This could not be saved just now. Please press again in a moment.")
        return _page(request, held, problem, HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(to)


def _not_safe(request: RoomRequest, held: list[str]) -> HttpResponse:
    """Help first: neither a damaged form nor a full disk stands in its way."""
    form = Start(request.POST)
    form.is_valid()
    uid = form.cleaned_data.get("uid")
    if uid is not None:
        with suppress(NotSaved):
            _keep(request, kept(held, HOME, both=bool(form.cleaned_data.get("both"))), uid)
    return see_other(address(HOME))


def _keep(request: RoomRequest, chosen: Mapping[str, Any], uid: UUID) -> None:
    actions.say_what_brings_me(request.room, chosen, id=uid, now=timezone.now())
