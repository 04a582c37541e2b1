from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest

from goldseam.people.me.stepup import Again, Once
from goldseam.together.telling.facts import ANSWERS, DAYS, LONGEST, NOW
from goldseam.together.telling.words import words

CHOOSE: Final = {"required": "Please choose one.", "invalid_choice": "Please choose from the answers shown."}
Choices = list[tuple[str, str]]


def _one_of(label: str, choices: Choices, **kwargs: Any) -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE, **kwargs)
    field.kind = "chips"  # type: ignore[attr-defined]
    return field


def _text(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=words().ask_help,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": None}),
        error_messages={"required": words().missing, "max_length": words().too_long},
    )


def _fields(whole: bool) -> dict[str, forms.Field]:
    """`whole`: what was done about it is agreed too."""
    say = words()
    found: dict[str, forms.Field] = {
        "more": _one_of(say.ask_more, [("no", say.more_no), ("yes", say.more_yes)], help_text=say.ask_more_help),
        "ended": _one_of(say.ask_ended, [("yes", say.ended_yes), ("no", say.ended_no)]),
    }
    return found | ({"did": _text(say.ask_did), "change": _text(say.ask_change)} if whole else {})


class Prepare(Once):
    """The first look: nothing is kept by it."""

    def __init__(self, *args: Any, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_fields(whole))
        self.order_fields(["more", "ended", "did", "change", "uid"])


class Lay(Again):
    """The same answers under their preview, for how long it may wait, and the password where it is asked."""

    def __init__(self, *args: Any, request: HttpRequest, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        days = [(str(n), words().days.format(n=n)) for n in DAYS]
        self.fields["days"] = _one_of(words().ask_days, days, initial=str(DAYS[-1]))
        for name, field in _fields(whole).items():
            field.widget = forms.HiddenInput()
            self.fields[name] = field
        self.order_fields(["days", "password_again", "uid"])


class When(Once):
    """When it suits the hearer. "Tonight" wants a time."""

    when = forms.ChoiceField(choices=[(one, one) for one in (NOW, *ANSWERS)])
    clock = forms.TimeField(required=False, input_formats=["%H:%M"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].error_messages = dict.fromkeys(("required", "invalid_choice"), words().card_choose)
        self.fields["clock"].error_messages["invalid"] = words().card_clock_ask

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("when") != "tonight":
            self.errors.pop("clock", None)  # the box may hold anything when another button was pressed
            cleaned["clock"] = None
        elif "clock" not in self.errors and cleaned.get("clock") is None:
            self.add_error("clock", words().card_clock_ask)
        return cleaned
