"""Form fields for the field types of a tool definition. Each has the `kind` that gs/field.html draws by.

Bad input never raises: every field either gives a clean plain value or a sentence for the person.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from goldseam.tools.definition import Ends, Option

AHEAD = timedelta(minutes=5)
BACK = timedelta(days=366)
TEN_YEARS = 3660
OWN_WORDS = 5
INPUT_WHEN = "%Y-%m-%dT%H:%M"
WHEN_FORMATS = [INPUT_WHEN, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]


class LinesInput(forms.Widget):
    """A few short lines, each its own input, all posted under one name."""

    template_name = "tools/widgets/lines.html"

    def __init__(self, items: int, length: int, label: str) -> None:
        super().__init__()
        self.items, self.length, self.label = items, length, label

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if isinstance(data, MultiValueDict) else list(data.get(name) or [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        lines = list(value or [])
        context["widget"] |= {
            "lines": lines + [""] * (self.items - len(lines)),
            "length": self.length,
            "label": self.label,
        }
        return context


class ScaleField(forms.TypedChoiceField):
    """Worded ends, whole steps. Nothing is chosen beforehand, so leaving it alone leaves it out."""

    def __init__(self, kind: str, top: int, ends: Ends | None, **kwargs: Any) -> None:
        self.pairs = [(str(n), str(n)) for n in range(top + 1)]
        super().__init__(
            choices=self.pairs,
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Please choose a number."),
                "invalid_choice": _("Please choose a number from 0 to %(top)s.") % {"top": top},
            },
            **kwargs,
        )
        self.kind = kind
        self.low, self.high = (ends.low, ends.high) if ends else ("", "")


class OneField(forms.ChoiceField):
    kind = "chips"

    def __init__(self, options: Sequence[Option], **kwargs: Any) -> None:
        self.pairs = [(option.id, option.label) for option in options]
        super().__init__(
            choices=self.pairs,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Please choose one."),
                "invalid_choice": _("Please choose one of the answers shown."),
            },
            **kwargs,
        )


def take_back(field: ScaleField | OneField, label: str) -> None:
    """One more button, for taking an answer back."""
    field.pairs = [*field.pairs, ("", label)]
    field.choices = field.pairs


def leave_out(field: OneField, ids: Collection[str]) -> None:
    """Some options are shown only to those who ask for them."""
    field.pairs = [pair for pair in field.pairs if pair[0] not in ids]
    field.choices = field.pairs


class TagsField(forms.MultipleChoiceField):
    kind = "chips"

    def __init__(self, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(
            choices=[(option.id, option.label) for option in options],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Please choose at least one."),
                "invalid_choice": _("Please choose from the answers shown."),
                "invalid_list": _("Please choose from the answers shown."),
            },
            **kwargs,
        )


class OwnWordsField(forms.CharField):
    """A line of own words divided by commas, beside the ready ones of a tags field."""

    kind = "line"

    def __init__(self, length: int, **kwargs: Any) -> None:
        self.length = length
        super().__init__(max_length=(length + 2) * OWN_WORDS, widget=forms.TextInput, **kwargs)

    def clean(self, value: Any) -> list[str]:
        words = split_own(super().clean(value))
        if len(words) > OWN_WORDS:
            raise ValidationError(_("Please add at most %(n)s words of your own.") % {"n": OWN_WORDS})
        if any(len(word) > self.length for word in words):
            raise ValidationError(_("Please keep each of your own words to %(n)s letters.") % {"n": self.length})
        return words


def split_own(typed: str) -> list[str]:
    return list(dict.fromkeys(word for word in (" ".join(part.split()) for part in typed.split(",")) if word))


class LinesField(forms.Field):
    kind = "lines"

    def __init__(self, items: int, length: int, **kwargs: Any) -> None:
        self.items, self.length = items, length
        kwargs.setdefault("error_messages", {"required": _("Please write at least one line.")})
        super().__init__(widget=LinesInput(items, length, str(kwargs.get("label", ""))), **kwargs)

    def to_python(self, value: Any) -> list[str]:
        lines = [line for line in (" ".join(part.split()) for part in value or []) if line]
        if any("\x00" in line for line in lines):
            raise ValidationError(_("There is a character here that cannot be kept."))
        if len(lines) > self.items:
            raise ValidationError(_("Please write at most %(n)s lines.") % {"n": self.items})
        if any(len(line) > self.length for line in lines):
            raise ValidationError(_("Please keep each line to %(n)s letters.") % {"n": self.length})
        return lines


class WordsField(forms.CharField):
    kind = "text"

    def __init__(self, length: int, **kwargs: Any) -> None:
        widget: forms.Widget = (
            forms.TextInput()
            if length <= 140
            else forms.Textarea(attrs={"rows": 3 if length <= 400 else 6 if length <= 1000 else 14, **_tall(length)})
        )
        super().__init__(
            max_length=length,
            widget=widget,
            error_messages={
                "required": _("Please write something here."),
                "max_length": _("This is %(show_value)s letters long. Please keep it to %(limit_value)s."),
            },
            **kwargs,
        )


def _tall(length: int) -> dict[str, str]:
    """A page to write on, rather than a box to fill in."""
    return {"class": "tall"} if length > 1000 else {}


class WhenField(forms.DateTimeField):
    """A moment in the person's own zone; at most a year back, never later than now."""

    kind = "when"

    def __init__(self, now: datetime, zone: tzinfo, **kwargs: Any) -> None:
        self.now, self.zone = now, zone
        kwargs.setdefault("initial", now.astimezone(zone).strftime(INPUT_WHEN))
        super().__init__(
            widget=forms.DateTimeInput(format=INPUT_WHEN, attrs={"type": "datetime-local"}),
            input_formats=WHEN_FORMATS,
            error_messages={
                "required": _("Please say when it was."),
                "invalid": _("Please write it like 2026-03-14 21:40."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            found = value.replace(tzinfo=None)
        else:
            for pattern in WHEN_FORMATS:
                try:
                    found = datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007 - local to the person
                    break
                except ValueError:
                    continue
            else:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            moment = found.replace(tzinfo=self.zone).astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if moment > self.now + AHEAD:
            raise ValidationError(_("This is in the future. Please choose a time up to now."))
        if moment < self.now - BACK:
            raise ValidationError(_("This is more than a year ago. Please choose a time within the last year."))
        return moment


class DayField(forms.DateField):
    """A day in the person's own calendar: within the last year (`ahead` false) or within the next ten (`ahead`)."""

    kind = "when"

    def __init__(self, today: date, ahead: bool = False, most: int = TEN_YEARS, **kwargs: Any) -> None:
        self.today, self.ahead, self.most = today, ahead, most
        if not ahead:
            kwargs.setdefault("initial", today.isoformat())
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d"],
            error_messages={
                "required": _("Please choose a day."),
                "invalid": _("Please write the day like 2026-03-14."),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        found = super().clean(value)
        if found is None:
            return None
        if self.ahead and found <= self.today:
            raise ValidationError(_("Please choose a day after today."))
        if self.ahead and found > self.today + timedelta(days=self.most):
            if self.most < TEN_YEARS:
                raise ValidationError(_("Please choose a day within the next %(n)s days.") % {"n": self.most})
            raise ValidationError(_("Please choose a day within the next ten years."))
        if not self.ahead and found > self.today:
            raise ValidationError(_("This day is still to come. Please choose today or a day before."))
        if not self.ahead and found < self.today - BACK:
            raise ValidationError(_("This is more than a year ago. Please choose a day within the last year."))
        return found


class WholeField(forms.IntegerField):
    """Minutes or a count."""

    kind = "number"

    def __init__(self, low: int, high: int, **kwargs: Any) -> None:
        between = _("Please write a whole number from %(low)s to %(high)s.") % {"low": low, "high": high}
        super().__init__(
            min_value=low,
            max_value=high,
            error_messages={"invalid": between, "min_value": between, "max_value": between},
            **kwargs,
        )


class HoursField(forms.Field):
    """Hours with at most one decimal, comma or point: 6.5 or 6,5."""

    kind = "number"
    widget = forms.TextInput

    def __init__(self, low: float, high: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.low, self.high = low, high
        self.widget.attrs |= {"inputmode": "decimal", "size": "5", "autocomplete": "off"}

    def to_python(self, value: Any) -> float | None:
        typed = str(value or "").strip().replace(",", ".")
        if not typed:
            return None
        whole, _dot, part = typed.partition(".")
        if not (whole.isascii() and whole.isdigit() and len(whole) <= 4 and len(part) <= 2):
            raise self._outside()
        if part and not (part.isascii() and part.isdigit()):
            raise self._outside()
        hours = round(float(f"{whole}.{part or 0}"), 1)
        if not self.low <= hours <= self.high:
            raise self._outside()
        return hours

    def _outside(self) -> ValidationError:
        message = _("Please write a number from %(low)s to %(high)s, such as 6.5.")
        return ValidationError(message % {"low": f"{self.low:g}", "high": f"{self.high:g}"})


class YesField(forms.BooleanField):
    kind = "check"


class UidField(forms.CharField):
    """The idempotency key the server put into the form: a random UUID, so that a second send keeps nothing twice."""

    kind = "uid"
    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        message = _("This form was damaged on its way. Please send it once more; what you typed is still here.")
        super().__init__(max_length=64, error_messages={"required": message, "max_length": message}, **kwargs)
        self.message = message

    def clean(self, value: Any) -> uuid.UUID:
        text = super().clean(value)
        try:
            found = uuid.UUID(text)
        except ValueError as error:
            raise ValidationError(self.message) from error
        if found.version != 4 or str(found) != text.lower():
            raise ValidationError(self.message)
        return found
