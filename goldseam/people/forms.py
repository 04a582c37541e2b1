"""The forms of the doors. Passwords and PINs are never sent back to the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from goldseam.people.models import NAME_LENGTH, tidy
from goldseam.people.secrets import against_password, against_pin, read_pin

_MISSING = _("Please fill this in.")
_TOO_LONG = _("This is too long.")
_ERRORS = {"required": _MISSING, "max_length": _TOO_LONG, "null_characters_not_allowed": _("Please type this again.")}
_NAME = {
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
    "autocomplete": "username",
    "maxlength": None,
}


class Form(forms.Form):
    """Errors are worded here, not by the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Name"))
        super().__init__(max_length=100, error_messages=dict(_ERRORS), **kwargs)
        self.widget.attrs.update({k: v for k, v in _NAME.items() if v is not None})
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> str:
        return tidy(super().clean(value))


class SecretField(forms.CharField):
    """A password or phrase: kept exactly as typed, shown to nobody."""

    widget = forms.PasswordInput

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        super().__init__(strip=False, max_length=1000, error_messages=dict(_ERRORS), **kwargs)
        self.widget.attrs.update({"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"})
        self.widget.attrs.pop("maxlength", None)


class PinField(forms.CharField):
    """Digits; a number pad comes up on a phone."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, error_messages=dict(_ERRORS), **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off", "class": "code"})
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> str:
        return read_pin(super().clean(value))


class CodeField(forms.CharField):
    """A code copied by hand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, error_messages=dict(_ERRORS), **kwargs)
        self.widget.attrs.update(
            {"class": "code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        )
        self.widget.attrs.pop("maxlength", None)


class UidField(forms.UUIDField):
    """What makes a form sent twice one act. One that did not arrive whole is replaced: it stands for a first time."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(initial=uuid4, required=False, **kwargs)

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value) or uuid4()
        except ValidationError:
            return uuid4()


class SignUpForm(Form):
    uid = UidField()
    name = NameField(
        help_text=_("It is only for signing in. It need not be your real one. Whoever runs this server can see it.")
    )
    password = SecretField(
        label=_("Password"),
        autocomplete="new-password",
        help_text=_("At least ten letters. Three or four words that do not belong together are good."),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name.isprintable():
            raise ValidationError(_("Please use letters, digits and spaces."))
        if not 2 <= len(name) <= NAME_LENGTH:
            raise ValidationError(_("A name has from 2 to %(most)d letters."), params={"most": NAME_LENGTH})
        return name

    @sensitive_variables()
    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        why = against_password(password, [self.cleaned_data.get("name", "")])
        if why:
            raise ValidationError(why)
        return password


class SignInForm(Form):
    name = NameField()
    password = SecretField(label=_("Password"), autocomplete="current-password")


class NewDeviceForm(SignInForm):
    code = CodeField(label=_("Short code"), help_text=_("Ten letters and digits from a browser where you are in."))


class KitForm(SignInForm):
    code = CodeField(label=_("Code from your kit"), help_text=_("The 26 letters and digits on your paper."))
    phrase = SecretField(label=_("Your own phrase"), autocomplete="off", help_text=_("The one you chose for the kit."))


class PinForm(Form):
    """One question on a page of its own: the cursor waits in it, and an error is read out with it."""

    pin = PinField(label=_("PIN"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].widget.attrs["autofocus"] = True


class ChoosePinForm(Form):
    pin = PinField(
        label=_("PIN"),
        help_text=_("Six digits or more. No birthday, no year, nothing that somebody who knows you would try."),
    )
    again = PinField(label=_("The same PIN again"))

    def clean_pin(self) -> str:
        pin: str = self.cleaned_data["pin"]
        why = against_pin(pin)
        if why:
            raise ValidationError(why)
        return pin

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "pin" in cleaned and "again" in cleaned and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", _("The two PINs are not the same. Please type both again."))
        return cleaned


class OlderForm(PinForm):
    uid = UidField()
