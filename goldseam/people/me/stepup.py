"""Is it still you? A weighty act asks for the password again, in its own form, unless that was done just now.

What is remembered is allauth's own record of having authenticated again (settings.ACCOUNT_REAUTHENTICATION_TIMEOUT,
five minutes), in the sealed session; so our acts and allauth's agree.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from allauth.account.internal.flows import reauthentication
from django import forms
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from goldseam.people import doors
from goldseam.people.delays import Wait
from goldseam.people.forms import Form, SecretField
from goldseam.people.models import Account
from goldseam.vault.errors import Busy, WrongSecret


def recently(request: HttpRequest) -> bool:
    """Whether the password was given again in the last five minutes of this session."""
    return bool(reauthentication.did_recently_reauthenticate(request))


def account_of(request: HttpRequest) -> Account:
    """The account of a signed-in request."""
    assert isinstance(request.user, Account)  # noqa: S101 - @signed_in has seen to it
    return request.user


@sensitive_variables("password")
def give_again(request: HttpRequest, password: str) -> None:
    """Check the password and remember that it was given. Raises `WrongSecret`, `Wait`, `Busy`."""
    doors.knock(request, account_of(request).name, password, timezone.now())
    reauthentication.reauthenticate_by_password(request)


class Once(Form):
    """A form with an idempotency key. A key that did not arrive whole is replaced, and the person asked to repeat."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "uid" in self.errors:
            sent = cast("QueryDict", self.data).copy()
            sent["uid"] = str(uuid4())
            self.data = sent
            self.add_error(None, _("This did not arrive whole, so nothing was changed. Please send it again."))
        return cleaned


class Again(Once):
    """A form for a weighty act. `password_again` comes last unless `field_order` says otherwise; only when needed."""

    password_again = SecretField(
        label=gettext_lazy("Your password, once more"),
        autocomplete="current-password",
        help_text=gettext_lazy("So that nobody can do this on a phone that was left lying about."),
    )
    always = False
    """Ask even if the password was given just now (the act itself needs it)."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        field = self.fields.pop("password_again")
        if self.always or not recently(request):
            self.fields["password_again"] = field
            self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """The password is looked at last: a slip elsewhere in the form costs no try."""
        cleaned = super().clean() or {}
        if not self.errors and "password_again" in self.fields:
            self._give(cleaned["password_again"])
        return cleaned

    @sensitive_variables()
    def _give(self, password: str) -> None:
        try:
            give_again(self.request, password)
        except WrongSecret:
            self.add_error("password_again", _("This password does not open your account. Nothing was changed."))
        except Wait as error:
            self.add_error("password_again", error.words)
        except Busy:
            self.add_error(None, _("The server is busy just now. Please try again in a few seconds."))
