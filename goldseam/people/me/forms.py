"""The forms of Me. Secrets are typed twice, never sent back to the page, and judged in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from zxcvbn_rs_py import zxcvbn

from goldseam.people.forms import CodeField, Form, NameField, PinField, SecretField
from goldseam.people.me.stepup import Again, Once, account_of
from goldseam.people.profile import IDLE_MINUTES
from goldseam.people.secrets import GOOD, PASSWORD_MOST, against_password, against_pin

PHRASE_WORDS, PHRASE_LETTERS = 4, 16
LABEL_LENGTH = 40


@sensitive_variables()
def against_phrase(phrase: str, known: list[str]) -> str | None:
    """Why this is no good phrase for something that may lie in a drawer for years, or None."""
    if len(phrase) > PASSWORD_MOST:
        return _("Please use at most %(most)d letters.") % {"most": PASSWORD_MOST}
    if len(phrase.split()) < PHRASE_WORDS and len(phrase) < PHRASE_LETTERS:
        return _("Please use at least four words, or sixteen letters.")
    if int(zxcvbn(phrase, known).score) < GOOD:
        return _("This is easy to guess. Words that do not belong together are better.")
    return None


class Twice(Form):
    """Pairs of fields, `x` and `x2`, that must be the same."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in [n for n in self.fields if f"{n}2" in self.fields]:
            if name in cleaned and f"{name}2" in cleaned and cleaned[name] != cleaned[f"{name}2"]:
                self.add_error(f"{name}2", _("The two are not the same. Please type both again."))
        return cleaned


class NewPassword(Twice):
    """`known` holds what somebody trying would try first."""

    new_password = SecretField(
        label=gettext_lazy("New password"),
        autocomplete="new-password",
        help_text=gettext_lazy("At least ten letters. Three or four words that do not belong together are good."),
    )
    new_password2 = SecretField(label=gettext_lazy("The new password again"), autocomplete="new-password")

    def known(self) -> list[str]:
        return []

    @sensitive_variables()
    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        why = against_password(password, self.known())
        if why:
            raise ValidationError(why)
        return password


class NewPin(Twice):
    new_pin = PinField(
        label=gettext_lazy("New PIN"),
        help_text=gettext_lazy(
            "Six digits or more. No birthday, no year, nothing that somebody who knows you would try."
        ),
    )
    new_pin2 = PinField(label=gettext_lazy("The new PIN again"))

    @sensitive_variables()
    def clean_new_pin(self) -> str:
        pin: str = self.cleaned_data["new_pin"]
        why = against_pin(pin)
        if why:
            raise ValidationError(why)
        return pin


class Phrase(Twice):
    phrase = SecretField(
        label=gettext_lazy("Your own phrase"),
        autocomplete="off",
        help_text=gettext_lazy("Four words or more that only you would put together. It is not printed."),
    )
    phrase2 = SecretField(label=gettext_lazy("The phrase again"), autocomplete="off")

    def known(self) -> list[str]:
        return []

    @sensitive_variables()
    def clean_phrase(self) -> str:
        phrase: str = self.cleaned_data["phrase"]
        why = against_phrase(phrase, self.known())
        if why:
            raise ValidationError(why)
        return phrase


class _Known:
    """The name of whoever is signed in is tried first by anybody."""

    def known(self) -> list[str]:
        return [account_of(self.request).name]  # type: ignore[attr-defined]


class KitForm(_Known, Again, Phrase):
    field_order = ("uid", "phrase", "phrase2", "password_again")


class PasswordForm(_Known, Again, NewPassword):
    field_order = ("uid", "password_again", "new_password", "new_password2")


class PinForm(Again, NewPin):
    field_order = ("uid", "password_again", "new_pin", "new_pin2")


class EverythingForm(_Known, Again, NewPassword, NewPin):
    """Both doors at once; without a room there is no PIN to choose."""

    field_order = ("uid", "password_again", "new_password", "new_password2", "new_pin", "new_pin2")

    def __init__(self, *args: Any, has_room: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_room:
            del self.fields["new_pin"], self.fields["new_pin2"]


class BindingForm(Again):
    """Password and PIN are needed themselves: both locks are made anew."""

    always = True
    wanted = forms.ChoiceField(choices=[("known", "known"), ("any", "any")], widget=forms.HiddenInput)
    pin = PinField(label=gettext_lazy("Your PIN"))
    field_order = ("uid", "wanted", "password_again", "pin")

    def __init__(self, *args: Any, has_room: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_room:
            del self.fields["pin"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "wanted" in self.errors:
            self.add_error(None, _("This did not arrive whole, so nothing was changed. Please open the page anew."))
        return cleaned


class EraseForm(Again):
    """`word` must be typed, so that no slip of a finger erases anything."""

    word = forms.CharField(max_length=40)
    field_order = ("uid", "word", "password_again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Type the word “%(word)s”") % {"word": self.wanted()}
        self.fields["word"].error_messages = {
            "required": _("Please type the word “%(word)s”. Nothing was erased.") % {"word": self.wanted()},
            "max_length": _("Please type the word “%(word)s”. Nothing was erased.") % {"word": self.wanted()},
        }
        self.fields["word"].widget.attrs.update({"autocomplete": "off", "autocapitalize": "none"})

    def wanted(self) -> str:
        return _("erase")

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if word.strip().casefold() != self.wanted().casefold():
            raise ValidationError(self.fields["word"].error_messages["required"])
        return word


class LabelForm(Form):
    """Another name for a browser."""

    label = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Only you can read it. “Phone” or “work” is enough."),
        max_length=LABEL_LENGTH,
        error_messages={
            "required": gettext_lazy("Please give it a name."),
            "max_length": gettext_lazy("Please keep it to %(limit_value)s letters."),
            "null_characters_not_allowed": gettext_lazy("Please type this again."),
        },
    )


class LockTimeForm(Once):
    idle = forms.TypedChoiceField(
        label=gettext_lazy("Your room shuts by itself after"),
        choices=[(str(n), gettext_lazy("%(count)d minutes") % {"count": n}) for n in IDLE_MINUTES],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("without anything being opened or kept. Then your PIN is asked for."),
        error_messages={
            "required": gettext_lazy("Please choose one."),
            "invalid_choice": gettext_lazy("Please choose one of these."),
        },
    )
    idle.kind = "chips"  # type: ignore[attr-defined]


class NumbersForm(Once):
    numbers = forms.ChoiceField(
        label=gettext_lazy("Numbers, pictures and tables"),
        choices=[("show", gettext_lazy("Show them")), ("hide", gettext_lazy("Hide them all"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Nothing is deleted. What you tap is kept as before, and comes back when you want it."),
        error_messages={
            "required": gettext_lazy("Please choose one."),
            "invalid_choice": gettext_lazy("Please choose one of these."),
        },
    )
    numbers.kind = "chips"  # type: ignore[attr-defined]


class KitWaitForm(Form):
    """Signed out, without the password."""

    name = NameField()
    code = CodeField(
        label=gettext_lazy("Code from your kit"),
        help_text=gettext_lazy("The 26 letters and digits you printed or wrote down."),
    )
    phrase = SecretField(
        label=gettext_lazy("Your own phrase"),
        autocomplete="off",
        help_text=gettext_lazy("The phrase you chose for the kit."),
    )


class KitEndForm(KitWaitForm, NewPassword, NewPin):
    """After the wait."""

    field_order = ("name", "code", "phrase", "new_password", "new_password2", "new_pin", "new_pin2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_pin", "new_pin2"):
            self.fields[name].help_text = _("For your room. If you never chose a PIN, choose one now all the same.")
        self.fields["new_pin2"].help_text = ""

    def known(self) -> list[str]:
        return [self.cleaned_data.get("name", "")]
