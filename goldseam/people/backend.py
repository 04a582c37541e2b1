"""Signing in, as Django and allauth see it: a password is right when it opens the vault (W1).

allauth runs the stages between the first factor and being signed in; `Adapter.post_login` is the one place that is
reached only when all of them are done, so a new device is let in there and not before.
"""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from goldseam.people import devices
from goldseam.people.delays import Wait
from goldseam.people.models import Account
from goldseam.vault.access import pending
from goldseam.vault.errors import WrongSecret

ADMIT = "_admit"
"""In the session between password and second factor: the device secret of a browser about to be let in."""
HOLDS = "_holds"
"""In the same place: the device secret that opened, of a browser that is known."""


class DoorBackend(BaseBackend):
    """Only for a known browser: new ones are let in by `people.doors` alone."""

    @sensitive_variables("password")
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> Account | None:
        from goldseam.people import doors

        if request is None or username is None or password is None:
            return None
        try:
            return doors.knock(request, username, password, timezone.now()).account
        except (WrongSecret, Wait):
            return None

    def get_user(self, user_id: Any) -> Account | None:
        return Account.objects.filter(pk=user_id).first()


class Adapter(DefaultAccountAdapter):
    """allauth without mail, without its own sign-up, without messages."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no mail."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Messages would lie in a cookie; pages say what happened themselves."""

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        person: UUID = user.pk
        secret, holds = request.session.pop(ADMIT, None), request.session.pop(HOLDS, None)
        keys = pending(request)
        if secret is not None and keys is not None:
            token: devices.Token | None = devices.admit(keys, base64.b64decode(secret), devices.guess(request))
        else:
            token = devices.known(request, person)
            if token is not None and holds is not None:
                token = devices.Token(token.id, base64.b64decode(holds))
        if token is not None:
            devices.settle(request, response, person, token)
        if response.status_code == 302:
            response.status_code = 303
        return response
