"""What is asked: a time to come back, where it went, and on a quiet day the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldseam.people.me.stepup import Once
from goldseam.together.pause.breaks import LEAST, MOST, USUAL
from goldseam.together.pause.plan import FALLBACKS, TEXTS
from goldseam.together.pause.words import words

_CHOOSE = {"required": gettext_lazy("Please choose one."), "invalid_choice": gettext_lazy("Please choose one.")}


class Call(Once):
    """A break without a return is none (HR-22)."""

    minutes = forms.TypedChoiceField(label=gettext_lazy("I will be back"), coerce=int, widget=forms.RadioSelect)
    minutes.kind = "chips"  # type: ignore[attr-defined]

    def __init__(self, *args: Any, length: int = USUAL, clock: Callable[[int], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lengths = sorted({LEAST, 30, 45, MOST, length})
        field = self.fields["minutes"]
        field.choices = [(str(n), _("in %(n)s minutes, %(time)s") % {"n": n, "time": clock(n)}) for n in lengths]  # type: ignore[attr-defined]
        field.initial = str(length)
        say = _("Say when you will be back: at least 20 minutes from now, at most an hour.")
        field.error_messages |= {"required": say, "invalid_choice": say}


class Later(Once):
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Not yet. Once more, until"), coerce=int, widget=forms.RadioSelect
    )
    minutes.kind = "chips"  # type: ignore[attr-defined]

    def __init__(self, *args: Any, lengths: Sequence[int], clock: Callable[[int], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["minutes"]
        field.choices = [(str(n), clock(n)) for n in lengths]  # type: ignore[attr-defined]
        say = _("Say until when. All together it is a day at most.")
        field.error_messages |= {"required": say, "invalid_choice": say}


def _text(label: Any, hint: Any, length: int, *, required: bool = False) -> forms.CharField:
    field = forms.CharField(
        label=label,
        help_text=hint,
        max_length=length,
        required=required,
        error_messages={
            "required": gettext_lazy("Please write something here."),
            "max_length": gettext_lazy("This is %(show_value)s letters long. Please keep it to %(limit_value)s."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": None}),
    )
    field.widget.attrs.pop("maxlength", None)
    field.kind = "line"  # type: ignore[attr-defined]
    return field


class PlanForm(Once):
    signal = _text(
        gettext_lazy("The sign"),
        gettext_lazy("A word or a gesture that you do not use for anything else."),
        TEXTS["signal"],
        required=True,
    )
    length = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"),
        help_text=gettext_lazy("From 20 to 60. Thirty is a good beginning."),
        min_value=LEAST,
        max_value=MOST,
        initial=USUAL,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("Please write a whole number from 20 to 60."),
        ),
    )
    length.kind = "number"  # type: ignore[attr-defined]
    places = _text(
        gettext_lazy("Where each of you goes"),
        gettext_lazy("Two places are enough. “Balcony, and the bedroom.”"),
        TEXTS["places"],
    )
    children = _text(
        gettext_lazy("Who has the children"),
        gettext_lazy("If there are any. Who looks in, and what they are told."),
        TEXTS["children"],
    )
    no = forms.MultipleChoiceField(
        label=gettext_lazy("What we leave out meanwhile"), required=False, widget=forms.CheckboxSelectMultiple
    )
    no.kind = "chips"  # type: ignore[attr-defined]
    do = forms.MultipleChoiceField(
        label=gettext_lazy("What may help"), required=False, widget=forms.CheckboxSelectMultiple
    )
    do.kind = "chips"  # type: ignore[attr-defined]
    fallback = forms.TypedChoiceField(
        label=gettext_lazy("If nobody comes back, it waits for the next meeting, at the latest after"),
        coerce=int,
        choices=[(str(n), gettext_lazy("%(n)s hours") % {"n": n}) for n in FALLBACKS],
        widget=forms.RadioSelect,
        initial="72",
        error_messages=dict(_CHOOSE),
    )
    fallback.kind = "chips"  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (("no", words().no), ("do", words().do)):
            self.fields[name].choices = [(one.id, one.label) for one in options]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = _("Please choose from the answers shown.")

    def body(self) -> dict[str, Any]:
        names = ("signal", "length", "places", "children", "no", "do", "fallback")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name] not in ("", [])}

    def words(self) -> str:
        """What was written by hand, in one line: what the quiet look is about."""
        return " / ".join(self.cleaned_data[name] for name in ("signal", "places", "children"))
