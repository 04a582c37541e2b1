from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goldseam.people.me.stepup import Once
from goldseam.together.meeting import decisions, slots, topics
from goldseam.tools.definition import Ends, Option
from goldseam.tools.fields import DayField, OneField, ScaleField, WordsField, take_back
from goldseam.tools.times import DAYS

LENGTHS = (20, 30, 40, 50, 60)


def line(length: int, **kwargs: Any) -> WordsField:
    return WordsField(length, **kwargs)


class Suggest(Once):
    weekday = OneField([Option(str(n), name) for n, name in enumerate(DAYS)], label=_("On which day?"))
    time = forms.RegexField(
        r"^([01]\d|2[0-3]):[0-5]\d$",
        label=_("At what time?"),
        help_text=_("By the clock where you sit. Better not just before sleep."),
        error_messages={"required": _("Please choose a time."), "invalid": _("Please write the time like 19:30.")},
        widget=forms.TextInput(attrs={"type": "time"}),
    )
    minutes = OneField(
        [Option(str(n), str(n)) for n in LENGTHS],
        label=_("For how many minutes?"),
        help_text=_("Twenty are fine to begin with."),
        initial=str(slots.USUAL),
    )


class AddTopic(Once):
    words = line(
        topics.LONGEST, label=_("What is it about?"), help_text=_("A few words are enough. The other can read them.")
    )
    hard = forms.BooleanField(
        label=_("This one belongs in a session"),
        help_text=_("Too big for fifteen minutes at home: it waits for a therapist’s room."),
        required=False,
    )
    hard.kind = "check"  # type: ignore[attr-defined]


class Decide(Once):
    what = line(
        decisions.LONGEST,
        label=_("What was decided?"),
        help_text=_("Something that somebody can do, half as big as you first thought."),
    )
    field_order = ("what", "who", "by", "uid")

    def __init__(self, *args: Any, name: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = [
            Option(decisions.ME, gettext("I")),
            Option(decisions.YOU, name),
            Option(decisions.BOTH, gettext("Each of us")),
        ]
        self.fields["who"] = OneField(who, label=_("Who does it?"))
        self.fields["by"] = DayField(today, ahead=True, most=decisions.AHEAD, label=_("By when?"))
        self.order_fields(self.field_order)


class Felt(Once):
    field_order = ("safe", "heard", "uid")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            "safe": (_("How safe was it to speak?"), Ends(gettext("not safe"), gettext("quite safe"))),
            "heard": (_("How much did you feel heard?"), Ends(gettext("not at all"), gettext("quite"))),
        }
        for name, (label, ends) in asked.items():
            field = ScaleField("scale10", 10, ends, label=label, required=False)
            take_back(field, gettext("Leave this out"))
            self.fields[name] = field
        self.order_fields(self.field_order)
