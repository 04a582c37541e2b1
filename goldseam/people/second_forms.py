"""The forms of the second factor: allauth's, with our words, and proof against a code that was used before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldseam.people import devices
from goldseam.people.delays import Wait, counted
from goldseam.people.second_factor import spend

LABEL_LENGTH = 40
_TOO_OFTEN = frozenset({"too_many_login_attempts", "rate_limited"})


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Code from your app"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}),
        error_messages={
            "required": gettext_lazy("Please type the six digits your app shows."),
            "max_length": gettext_lazy("The code has six digits."),
            "null_characters_not_allowed": gettext_lazy("Please type this again."),
        },
    )


def _in_our_words(error: ValidationError) -> ValidationError:
    if getattr(error, "code", "") in _TOO_OFTEN:
        return ValidationError(_("That was tried too often. Please wait a minute, then try again."))
    return ValidationError(_("That did not fit. Take the code your app shows now, or try the key again."))


@contextmanager
def _one_try(user: Any) -> Iterator[None]:
    """Counted as a password is: the wait grows, and nobody else's tries hold up a browser that is known."""
    token = devices.known(context.request, user.pk)
    try:
        with counted("second", str(user.pk), token.row if token else None, timezone.now()):
            yield
    except Wait as wait:
        raise ValidationError(wait.words) from None
    except ValidationError as error:
        raise _in_our_words(error) from error


class _Plain:
    """As our own forms: worded by the server, no colon after labels."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class CodeForm(_Plain, AuthenticateForm):
    """The second factor at the door, typed."""

    code = _code_field()

    def clean_code(self) -> str:
        with _one_try(self.user):
            code: str = super().clean_code()
        if not spend(self.user.pk, code):
            raise ValidationError(_("This code was used already. Please wait for the next one."))
        return code


class AppForm(_Plain, ActivateTOTPForm):
    """Adding an app: the first code proves that the app and this server agree."""

    code = _code_field()

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()
        except ValidationError as error:
            raise _in_our_words(error) from error
        spend(self.user.pk, code)
        return code


class _Answer(_Plain):
    """The browser's answer is a hidden field; whatever is wrong with it is one sentence for the person."""

    def _refuse(self) -> ValidationError:
        return ValidationError(_("The key did not answer as it should. Nothing was changed. Please try again."))


class KeyForm(_Answer, AuthenticateWebAuthnForm):
    """The second factor at the door, by a key."""

    def clean_credential(self) -> Any:
        try:
            with _one_try(self.user):
                return super().clean_credential()
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._refuse() from error


class AddKeyForm(_Answer, AddWebAuthnForm):
    """Adding a key."""

    name = forms.CharField(
        label=gettext_lazy("A name for it"),
        help_text=gettext_lazy("“Phone” or “blue stick” is enough. Only you can read it."),
        max_length=LABEL_LENGTH,
        required=False,
        error_messages={"max_length": gettext_lazy("Please keep it to %(limit_value)s letters.")},
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError as error:
            raise self._refuse() from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._refuse() from error
        return cleaned
