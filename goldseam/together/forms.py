from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goldseam.people.me.stepup import Again, Once
from goldseam.together.laying import DAYS
from goldseam.tools.fields import INPUT_WHEN, WHEN_FORMATS

FARTHEST: Final = timedelta(days=366)
"""How far ahead a moment of leaving can lie."""


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


class AheadField(forms.DateTimeField):
    """A moment to come, in the person's own zone."""

    kind = "when"

    def __init__(self, **kwargs: Any) -> None:
        self.now, self.zone = datetime.now(UTC), UTC  # type: tuple[datetime, tzinfo]
        super().__init__(
            widget=forms.DateTimeInput(format=INPUT_WHEN, attrs={"type": "datetime-local"}),
            input_formats=WHEN_FORMATS,
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime | None:
        try:
            with timezone.override(self.zone):
                moment: datetime | None = super().to_python(value)
                late = moment is not None and moment <= self.now
                far = moment is not None and moment > self.now + FARTHEST
        except (ValidationError, OverflowError) as error:
            raise ValidationError(_("Please write it like 2026-03-14 21:40."), code="invalid") from error
        if late:
            raise ValidationError(_("This has gone by. Please choose a time to come."), code="late")
        if far:
            raise ValidationError(_("This is more than a year ahead. Please choose an earlier time."), code="far")
        return None if moment is None else moment.astimezone(UTC)


class LeaveAt(Again):
    moment = AheadField(
        label=_("From when on?"),
        help_text=_("Day and time where you are."),
        error_messages={"required": _("Please choose a day and a time.")},
    )
    field_order = ("moment", "password_again", "uid")

    def __init__(self, *args: Any, request: HttpRequest, now: datetime, zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        field = self.fields["moment"]
        assert isinstance(field, AheadField)  # noqa: S101 - declared above
        field.now, field.zone = now, zone


def press(data: Any) -> Once:
    """A button with nothing but its key."""
    return Once(data)
