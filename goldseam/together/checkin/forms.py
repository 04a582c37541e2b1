from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldseam.people.me.stepup import Again, Once
from goldseam.together.checkin.words import Form, Part, words
from goldseam.tools.definition import Ends
from goldseam.tools.fields import ScaleField, take_back

WAYS: Final = {
    "one": gettext_lazy("Spoken, with one phone between you"),
    "two": gettext_lazy("Spoken, each with an own phone"),
    "apart": gettext_lazy("Written, each alone"),
}
LAPSE: Final = "lapse"
HID: Final = {
    "steady": gettext_lazy("Steady"),
    "struggled": gettext_lazy("Struggled"),
    LAPSE: gettext_lazy("A lapse"),
}
HURT: Final = {
    "worry": gettext_lazy("Worry"),
    "checking": gettext_lazy("Checking"),
    "sleep": gettext_lazy("Sleep"),
    "other": gettext_lazy("Something else"),
}
_CHOOSE: Final = {
    "required": gettext_lazy("Please choose one."),
    "invalid_choice": gettext_lazy("Please choose one of the answers shown."),
}


class Fresh(Once):
    """A page that is opened anew begins a new act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"uid": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class Choose(Fresh):
    form = forms.ChoiceField(
        label=gettext_lazy("Which form?"), choices=[], widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How?"), choices=[], widget=forms.RadioSelect, initial="one", error_messages=_CHOOSE
    )
    hour = forms.TimeField(
        label=gettext_lazy("At which hour?"),
        help_text=gettext_lazy("When both of you are fed and awake. Not just before sleep."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages={
            "required": gettext_lazy("Please say at which hour."),
            "invalid": gettext_lazy("Please write it like 19:30."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in (
            ("form", [(one.id, f"{one.title}: {one.say}") for one in words().forms]),
            ("way", list(WAYS.items())),
        ):
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
            self.fields[name].kind = "stack"  # type: ignore[attr-defined]


class Press(Fresh):
    """A button: which word, and for which round. What is of an older page is dropped where it is read."""

    round = forms.CharField(widget=forms.HiddenInput, max_length=32)
    word = forms.CharField(widget=forms.HiddenInput, max_length=8)


class Feelings(Fresh):
    """Own, and never at the table. Nothing has to be answered."""

    mood = ScaleField(
        "scale10", 10, Ends("very low", "very good"), label=gettext_lazy("How is your mood now?"), required=False
    )
    felt_safe = ScaleField(
        "scale10",
        10,
        Ends("not at all", "fully"),
        label=gettext_lazy("How safe did it feel to speak?"),
        required=False,
    )
    felt_heard = ScaleField(
        "scale10", 10, Ends("not at all", "fully"), label=gettext_lazy("How far did you feel heard?"), required=False
    )

    def __init__(self, *args: Any, heard: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mood", "felt_safe", "felt_heard"):
            field = self.fields[name]
            assert isinstance(field, ScaleField)  # noqa: S101 - made above
            take_back(field, _("Leave this out"))
        if not heard:
            del self.fields["felt_safe"], self.fields["felt_heard"]

    @property
    def answers(self) -> dict[str, int]:
        return {name: n for name, n in self.cleaned_data.items() if name != "uid" and n is not None}


class Lay(Again):
    """What is laid for the other asks for the password, in the preview."""


class Parts(Fresh):
    """One's own answers to the parts of a form; each may be left out, or kept for saying it aloud."""

    def __init__(self, form: Form, *args: Any, roles: Collection[str], aloud: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.roles = form, roles
        for part in form.parts:
            self._add(part, aloud)

    def _add(self, part: Part, aloud: bool) -> None:
        says = [text for _whose, text in part.prompts(self.roles)]
        if part.status and (choices := self._choices()):
            self.fields[f"how_{part.id}"] = _choice(choices)
        field = forms.CharField(
            label=part.title,
            help_text=" ".join(says),
            required=False,
            max_length=part.length,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": _("This is %(show_value)s letters long. Please keep it to %(limit_value)s.")},
        )
        self.fields[part.id] = field
        if aloud:
            self.fields[f"aloud_{part.id}"] = _check(_("I will say this one aloud. Nothing of it is laid."))

    def _choices(self) -> dict[str, Any]:
        if "R" in self.roles:
            return HID
        return HURT if "B" in self.roles else {}

    @property
    def lapse(self) -> str:
        """The field in which a lapse was said, or nothing."""
        return next((name for name, value in self.cleaned_data.items() if name[:4] == "how_" and value == LAPSE), "")

    def answers(self) -> list[dict[str, Any]]:
        """What the other will see, as the table shows it: title and words of each part that was answered."""
        found = []
        for part in self.of.parts:
            if self.cleaned_data.get(f"aloud_{part.id}"):
                found.append({"label": part.title, "text": _("To be said aloud."), "lines": []})
                continue
            how = str((self._choices() or {}).get(self.cleaned_data.get(f"how_{part.id}", ""), ""))
            text = self.cleaned_data.get(part.id, "")
            said = [one for one in (how, text) if one]
            if said:
                found.append({"label": part.title, "text": ". ".join(said), "lines": []})
        return found

    def written(self) -> list[tuple[str, str]]:
        """Own words that would be laid, for the hints."""
        parts = [part for part in self.of.parts if not self.cleaned_data.get(f"aloud_{part.id}")]
        return [(part.title, self.cleaned_data[part.id]) for part in parts if self.cleaned_data.get(part.id)]


def _choice(choices: dict[str, Any]) -> forms.ChoiceField:
    pairs = [*choices.items(), ("", _("Leave this out"))]
    field = forms.ChoiceField(
        label=_("In a word"), choices=pairs, widget=forms.RadioSelect, required=False, error_messages=_CHOOSE
    )
    field.kind = "chips"  # type: ignore[attr-defined]
    return field


def _check(label: str) -> forms.BooleanField:
    field = forms.BooleanField(label=label, required=False)
    field.kind = "check"  # type: ignore[attr-defined]
    return field
