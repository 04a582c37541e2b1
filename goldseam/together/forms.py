from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goldseam.people.me.stepup import Again, Once
from goldseam.together.laying import DAYS


class Invite(Again):
    """Making a code is weighty: it asks for the password."""


class Code(Again):
    code = forms.CharField(
        label=_("The code"),
        help_text=_("Fourteen letters and digits, as the other phone shows them. Case and dashes do not matter."),
        max_length=40,
        error_messages={
            "required": _("Type the code that the other phone shows."),
            "max_length": _("That is longer than a code. Please look again."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    code.kind = "code"  # type: ignore[attr-defined]
    field_order = ("code", "password_again", "uid")


class Lay(Again):
    days = forms.TypedChoiceField(
        label=_("For how long may it lie there?"),
        help_text=_("After that it is withdrawn by itself. You can take it back on any day before."),
        coerce=int,
        choices=[(str(n), _("%(n)s days") % {"n": n}) for n in DAYS],
        widget=forms.RadioSelect,
        initial=str(DAYS[-1]),
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("Please choose from the answers shown."),
        },
    )
    days.kind = "chips"  # type: ignore[attr-defined]
    field_order = ("days", "password_again", "uid")


class Leave(Again):
    take_back = forms.BooleanField(
        label=_("First take back everything I laid there"),
        help_text=_("The other person may notice that. Without it, what lies there stays as it is."),
        required=False,
    )
    take_back.kind = "check"  # type: ignore[attr-defined]
    field_order = ("take_back", "password_again", "uid")


def press(data: Any) -> Once:
    """A button with nothing but its key."""
    return Once(data)
