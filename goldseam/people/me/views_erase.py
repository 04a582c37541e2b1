"""Erasing an account: alone, at once, silent; first said in full, then asked for by a typed word."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people import leaving
from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.people.me import actions
from goldseam.people.me.common import filled, page
from goldseam.people.me.forms import EraseForm
from goldseam.people.me.stepup import Again, account_of
from goldseam.vault import NotSaved


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def erase(request: SignedInRequest) -> HttpResponse:
    """The PIN is not asked for: whoever has forgotten it must still be able to leave with nothing left behind."""
    form = filled(EraseForm, request)
    if request.method == "POST" and form.is_valid():
        response = see_other(reverse("people:gone"))
        try:
            actions.erase(request, request.vault, response)
            return response
        except NotSaved:
            form.add_error(None, _("The server could not do this just now. Nothing was erased. Please try again."))
    due = leaving.due(request.vault.person)
    return page(request, "people/me/erase.html", form, has_room=request.vault.has_room, due=due)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def later(request: SignedInRequest) -> HttpResponse:
    """Ask to be erased in thirty days. Until then everything stays as it is, and one press takes it back."""
    form = filled(Again, request)
    if request.method == "POST" and form.is_valid():
        leaving.leave_later(account_of(request), timezone.now().date())
        return see_other(request.path)
    return page(request, "people/me/erase_later.html", form, due=leaving.due(request.vault.person))


@require_POST
@signed_in
def stay(request: SignedInRequest) -> HttpResponse:
    leaving.stay(account_of(request))
    return see_other(reverse("people:erase_later"))


@require_GET
def gone(request: HttpRequest) -> HttpResponse:
    """Signed out; nothing to look back at."""
    return render(request, "people/me/gone.html", {"place": ""})
