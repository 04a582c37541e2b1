"""What is asked before a talk, and privately after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldseam.people.me.stepup import Once
from goldseam.together.talk.turns import MINUTES, TOPIC
from goldseam.together.talk.words import words
from goldseam.tools.definition import Ends
from goldseam.tools.fields import ScaleField

_CHOOSE = {
    "required": gettext_lazy("Please choose one."),
    "invalid_choice": gettext_lazy("Please choose from the answers shown."),
}


class Begin(Once):
    topic = forms.CharField(
        label=gettext_lazy("One topic"),
        help_text=gettext_lazy("A few words. It is gone again after the talk, unless both of you keep it."),
        max_length=TOPIC,
        required=False,
        error_messages={
            "max_length": gettext_lazy("This is %(show_value)s letters long. Please keep it to %(limit_value)s."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    topic.kind = "line"  # type: ignore[attr-defined]
    from_list = forms.ChoiceField(
        label=gettext_lazy("Or one that waits for the meeting"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("This one is not on the list any more.")},
    )
    from_list.kind = "stack"  # type: ignore[attr-defined]
    not_today = forms.MultipleChoiceField(
        label=gettext_lazy("Not today"),
        help_text=gettext_lazy("What you leave out this time."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Please choose from the answers shown.")},
    )
    not_today.kind = "chips"  # type: ignore[attr-defined]
    first = forms.ChoiceField(
        label=gettext_lazy("Who has the floor first"),
        choices=[("me", gettext_lazy("I")), ("you", gettext_lazy("The other one"))],
        initial="me",
        widget=forms.RadioSelect,
        error_messages=dict(_CHOOSE),
    )
    first.kind = "chips"  # type: ignore[attr-defined]
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long"),
        coerce=int,
        choices=[(str(n), gettext_lazy("%(n)s minutes") % {"n": n}) for n in MINUTES],
        initial=str(MINUTES[1]),
        widget=forms.RadioSelect,
        error_messages=dict(_CHOOSE),
    )
    minutes.kind = "chips"  # type: ignore[attr-defined]
    phones = forms.ChoiceField(
        label=gettext_lazy("With"),
        choices=[("two", gettext_lazy("Two phones")), ("one", gettext_lazy("This phone, from hand to hand"))],
        initial="two",
        widget=forms.RadioSelect,
        error_messages=dict(_CHOOSE),
    )
    phones.kind = "chips"  # type: ignore[attr-defined]

    def __init__(self, *args: Any, parked: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parked = dict(parked)
        self.fields["from_list"].choices = [*parked, ("", _("None of these"))]  # type: ignore[attr-defined]
        if not parked:
            del self.fields["from_list"]
        self.fields["not_today"].choices = [(one.id, one.label) for one in words().not_today]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What was written counts before what was chosen."""
        said = super().clean()
        chosen = self.parked.get(said.get("from_list", ""), "")
        if "topic" not in self.errors:
            said["topic"] = said.get("topic") or chosen
            if not said["topic"]:
                self.add_error("topic", _("Please write in a few words what it is about."))
        return said


class Heard(Once):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = Ends(low=_("not at all"), high=_("as far as I had hoped"))
        self.fields["heard"] = ScaleField("scale10", 10, ends, label=words().heard)
