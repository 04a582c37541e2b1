"""The two ways to take a copy: sealed under a passphrase, or readable by anybody."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from goldseam.people.forms import SecretField
from goldseam.people.me.forms import Twice, against_phrase
from goldseam.people.me.stepup import Again, account_of


class SealedForm(Again, Twice):
    passphrase = SecretField(
        label=_("A passphrase for the file"),
        autocomplete="off",
        help_text=_("Four words or more. Without it nobody can open the file, you neither."),
    )
    passphrase2 = SecretField(label=_("The passphrase again"), autocomplete="off")
    field_order = ("uid", "passphrase", "passphrase2", "password_again")

    @sensitive_variables()
    def clean_passphrase(self) -> str:
        phrase: str = self.cleaned_data["passphrase"]
        why = against_phrase(phrase, [account_of(self.request).name])
        if why:
            raise ValidationError(why)
        return phrase


class PlainForm(Again):
    shape = forms.ChoiceField(
        label=_("As"),
        choices=[("text", _("Text to read")), ("json", _("Data for a program"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one of these.")},
    )
    shape.kind = "chips"  # type: ignore[attr-defined]
    marks = forms.BooleanField(
        label=_("With the marks that no page shows"),
        help_text=_(
            "Whether something is held back from your side. Leave it empty if anybody may ask to see the file."
        ),
        required=False,
    )
    field_order = ("uid", "shape", "marks", "password_again")
