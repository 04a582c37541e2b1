from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest

from goldseam.people.me.stepup import Again, Once
from goldseam.together.journal.fold import ANSWERS, KINDS, LONGEST
from goldseam.together.journal.words import words
from goldseam.together.laying import DAYS

CHOOSE: Final = {"required": "Please choose one.", "invalid_choice": "Please choose from the answers shown."}
NO_END: Final = "0"


def _one_of(label: str, choices: list[tuple[str, str]], **kwargs: Any) -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE, **kwargs)
    field.kind = "chips"  # type: ignore[attr-defined]
    return field


def _fields() -> dict[str, forms.Field]:
    say = words()
    days = [*((str(n), say.days.format(n=n)) for n in DAYS), (NO_END, say.for_good)]
    return {
        "kind": _one_of(say.ask_kind, [(kind, say.kinds[kind]) for kind in KINDS]),
        "text": forms.CharField(
            label=say.ask_text,
            help_text=say.help_text,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 6, "maxlength": None}),
            error_messages={"required": say.missing, "max_length": say.too_long},
        ),
        "days": _one_of(say.ask_days, days, help_text=say.help_days, initial=str(DAYS[-1])),
    }


class Write(Once):
    """The first look: nothing is kept by it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_fields())
        self.order_fields(["kind", "text", "days", "uid"])


class Lay(Again):
    """The same answers under their preview, with the password where it is asked."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        for name, field in _fields().items():
            field.widget = forms.HiddenInput()
            self.fields[name] = field


class Answer(Once):
    """What the reader presses; "none" takes an answer back."""

    re = forms.ChoiceField(choices=[(one, one) for one in (*ANSWERS, "none")])
