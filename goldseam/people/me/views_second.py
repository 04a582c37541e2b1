"""A second factor for signing in: an app's code (works everywhere) or a passkey (needs a script)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import flows as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal import flows as keys
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.people.me.common import page
from goldseam.people.me.pages import qr
from goldseam.people.me.stepup import Again, account_of, recently
from goldseam.people.second_forms import AddKeyForm, AppForm
from goldseam.vault.errors import VaultError

TOTP, KEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def still_you(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password on a page before this one, unless it was given just now: what follows must not be
    repeated because a password had a slip in it (a key's answer, a secret that is shown)."""

    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        if recently(request):
            return view(request, *args, **kwargs)
        ask = request.method == "POST" and "password_again" in request.POST
        form = Again(request.POST if ask else None, request=request, initial={"uid": uuid4()})
        if ask and form.is_valid():
            return see_other(request.path)
        return page(request, "people/me/again.html", form)

    return guarded


def _mine(request: HttpRequest) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user_id=account_of(request).pk).order_by("pk"))


def _name_of(authenticator: Authenticator) -> str:
    try:
        return str(get_adapter().decrypt(authenticator.data["name"]))
    except (VaultError, ValueError, KeyError):
        return _("A key")


@require_GET
@signed_in
def second(request: SignedInRequest) -> HttpResponse:
    mine = _mine(request)
    listed = [(key.pk, _name_of(key)) for key in mine if key.type == KEY]
    app = any(one.type == TOTP for one in mine)
    return page(request, "people/me/second.html", app=app, keys=listed, any=bool(mine))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
@still_you
def app(request: SignedInRequest) -> HttpResponse:
    """Show the secret as a picture and as text; the first code from the app switches it on."""
    account = account_of(request)
    if any(one.type == TOTP for one in _mine(request)):
        return see_other(reverse("people:second"))
    posted = request.method == "POST" and "code" in request.POST
    form = AppForm(request.POST if posted else None, user=account)
    if posted and form.is_valid():
        totp.activate_totp(request, form)
        return see_other(reverse("people:second"))
    address = get_adapter().build_totp_url(account, form.secret)
    secret = " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4))
    picture = qr(address, _("The same secret, for the app’s camera"))
    return page(request, "people/me/second_app.html", form, secret=secret, picture=picture)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
@still_you
def key(request: SignedInRequest) -> HttpResponse:
    """Add a passkey. The browser does the work; without a script there is no way to ask it."""
    account = account_of(request)
    posted = request.method == "POST" and "credential" in request.POST
    form = AddKeyForm(request.POST if posted else None, user=account)
    if posted and form.is_valid():
        name = get_adapter().encrypt(form.cleaned_data["name"])
        keys.add_authenticator(request, name=name, credential=form.cleaned_data["credential"])
        return see_other(reverse("people:second"))
    asked = webauthn.begin_registration(account, False)
    return page(request, "people/me/second_key.html", form, key=json.dumps(asked["publicKey"]))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in
@still_you
def remove(request: SignedInRequest, number: int) -> HttpResponse:
    """Take one away (0 is the app). Signing in then asks for one thing less."""
    mine = _mine(request)
    wanted = [one for one in mine if (one.type == TOTP if number == 0 else one.type == KEY and one.pk == number)]
    if not wanted:
        return see_other(reverse("people:second"))
    if request.method == "POST" and "remove" in request.POST:
        delete_and_cleanup(request, wanted[0])
        return see_other(reverse("people:second"))
    name = _("your app’s code") if number == 0 else _name_of(wanted[0])
    return page(request, "people/me/second_remove.html", name=name, last=len(mine) == 1)
