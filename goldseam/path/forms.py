"""How quickly, and which day is free; and what every form of Today and the path has in common."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_ERRORS = {"invalid_choice": _("Please choose from the answers shown."), "required": _("Please choose one.")}


class Kept(forms.Form):
    """A form whose record gets the key the server put into it."""

    use_required_attribute = False
    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["uid"].initial = uuid.uuid4


class Rhythm(Kept):
    pace = forms.ChoiceField(
        label=_("How often would you like something to read?"),
        help_text=_("It is only offered, and “not now” is always an answer. The first few come a day sooner."),
        choices=[
            ("3", _("Every three days at most")),
            ("2", _("Every two days at most")),
            ("1", _("Every day at most")),
        ],
        widget=forms.RadioSelect,
        error_messages=_ERRORS,
    )
    rest_day = forms.ChoiceField(
        label=_("A day of rest"),
        help_text=_("On that day Today asks for nothing. Help, and what you choose to open, is there as ever."),
        choices=[
            ("", _("None")),
            ("0", _("Monday")),
            ("1", _("Tuesday")),
            ("2", _("Wednesday")),
            ("3", _("Thursday")),
            ("4", _("Friday")),
            ("5", _("Saturday")),
            ("6", _("Sunday")),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages=_ERRORS,
    )
    pace.kind = "stack"  # type: ignore[attr-defined]
    rest_day.kind = "chips"  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        rest = self.cleaned_data["rest_day"]
        return {"pace": int(self.cleaned_data["pace"]), "rest_day": int(rest) if rest else None}
