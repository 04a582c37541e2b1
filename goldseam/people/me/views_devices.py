"""Browsers that may sign in, and the sessions that are open now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people import devices
from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.people.me import actions
from goldseam.people.me.common import busy, filled, page, unknown
from goldseam.people.me.forms import LabelForm
from goldseam.people.me.pages import browsers, in_groups, qr, read_row, ticket_address
from goldseam.people.me.stepup import Again
from goldseam.vault import changes, sessions
from goldseam.vault.errors import Busy, WrongSecret

_TICKET = "_ticket"
"""In the sealed session: the short code, its form's key and when it is over. Not on any page but its own."""


@require_GET
@signed_in
def all_devices(request: SignedInRequest) -> HttpResponse:
    return page(
        request,
        "people/me/devices.html",
        browsers=browsers(request, request.vault),
        open=sessions.count(request.vault.sessions_mark, timezone.now()),
        bound=changes.is_device_bound(request.vault.person),
        done=request.GET.get("done", ""),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def rename(request: SignedInRequest, row: str) -> HttpResponse:
    browser = next((b for b in browsers(request, request.vault) if b.row == row), None)
    if browser is None:
        return not_there(request)
    form = filled(LabelForm, request, initial={"label": browser.label})
    if request.method == "POST" and form.is_valid():
        devices.relabel(request.vault.keys, read_row(row) or b"", form.cleaned_data["label"])
        return see_other(reverse("people:devices"))
    return page(request, "people/me/device_name.html", form)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def end(request: SignedInRequest, row: str) -> HttpResponse:
    """Ask once, saying what this does and what it cannot undo; then do it.

    With the password: a minute with a phone that was left lying about must not be enough to shut its owner out.
    """
    browser = next((b for b in browsers(request, request.vault) if b.row == row), None)
    if browser is None:
        return not_there(request)
    form = filled(Again, request)
    if request.method != "POST" or not form.is_valid():
        kit = changes.has_kit(request.vault.person)
        return page(request, "people/me/device_end.html", form, browser=browser, kit=kit)
    if browser.here:
        response = see_other(reverse("people:sign_in"))
        actions.forget_this_browser(request, request.vault, response)
        return response
    actions.end_device(request, request.vault, read_row(row) or b"")
    return see_other(reverse("people:devices") + "?done=end")


def not_there(request: SignedInRequest) -> HttpResponse:
    """Ended already, or never there: the list says how things are."""
    return see_other(reverse("people:devices"))


@require_POST
@signed_in
def everywhere(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    actions.sign_out_everywhere(request, request.vault)
    return see_other(reverse("people:sign_in"))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
def admit(request: SignedInRequest) -> HttpResponse:
    """Make a short code for a new phone or browser. It is shown on a page of its own, for ten minutes."""
    form = filled(Again, request)
    if request.method == "POST" and form.is_valid():
        try:
            _make_ticket(request, str(form.cleaned_data["uid"]))
            return see_other(reverse("people:device_code"))
        except WrongSecret:
            form.add_error(None, unknown())
        except Busy:
            form.add_error(None, busy())
    return page(request, "people/me/device_new.html", form, bound=changes.is_device_bound(request.vault.person))


def _make_ticket(request: SignedInRequest, uid: str) -> None:
    """A repeat of the same form keeps the code that is shown already."""
    held: dict[str, Any] = request.session.get(_TICKET, {})
    if held.get("uid") == uid:
        return
    now = timezone.now()
    code = changes.make_ticket(request.vault.keys, devices.secret_of(request, request.vault.person), now)
    until = (now + changes.TICKET_LIFE).timestamp()
    request.session[_TICKET] = {"uid": uid, "code": code, "until": until}


@require_GET
@signed_in
def code(request: SignedInRequest) -> HttpResponse:
    held: dict[str, Any] = request.session.get(_TICKET, {})
    left = held.get("until", 0) - timezone.now().timestamp()
    if left <= 0:
        request.session.pop(_TICKET, None)
        return see_other(reverse("people:device_new"))
    address = ticket_address(request, held["code"])
    return page(
        request,
        "people/me/device_code.html",
        code=in_groups(held["code"]),
        minutes=max(1, round(left / 60)),
        address=address.split("#")[0],
        picture=qr(address, _("The same address and code, for a camera")),
    )
