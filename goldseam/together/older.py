"""The table is older than this browser remembers: explain, and let the person decide. An older copy that is taken as it
is leaves a signed entry on the table, which both see (W8)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goldseam.people import devices, typed
from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.people.me.stepup import Again
from goldseam.vault import HistoryWentBack, NotSaved, Vault, heads

RESTORED: Final = "restored"
_TAKEN: Final = "_goldseam_older_table"


class Take(Again):
    """ "I was told of it": whoever finds a phone lying about must not agree to it."""


def page(request: HttpRequest, form: Take | None = None, status: int = HTTPStatus.CONFLICT) -> HttpResponse:
    """In place of every page of the table. What was typed can be copied."""
    shown = form or Take(request=request, initial={"uid": uuid4()})
    context = {"place": "us", "form": shown, "text": "" if form else typed.shown(request.POST)}
    return render(request, "together/older.html", context, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def older(request: SignedInRequest) -> HttpResponse:
    """Take the older copy as it is. Asked without need, it leads back."""
    if not _went_back(request):
        return see_other(reverse("together:us"))
    if request.method != "POST":
        return page(request)
    form = Take(request.POST, request=request)
    if form.is_valid():
        try:
            _announce(request.vault, devices.seen_table(request, request.vault.person), form.cleaned_data["uid"])
            setattr(request, _TAKEN, True)
            return see_other(reverse("together:us"))
        except NotSaved:
            form.add_error(None, _("This could not be saved just now. Please press again in a moment."))
    return page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def taken(request: HttpRequest) -> bool:
    """Whether this very request took the older copy: then it is what is remembered."""
    return hasattr(request, _TAKEN)


def _went_back(request: SignedInRequest) -> bool:
    try:
        heads.compare_table(request.vault, request.vault.tables, devices.seen_table(request, request.vault.person))
    except HistoryWentBack:
        return True
    return False


def _announce(vault: Vault, cookie: str, id: UUID) -> None:
    """On the table that went back, if it is still there and this person still at it."""
    space = heads.remembered_table(vault, cookie)
    for table in vault.tables:
        if table.space == space and not table.ended:
            table.append(RESTORED, {"accepted": True}, id=id, now=timezone.now())
