"""Tool definition → Django form → record body. The body is plain data: strings, numbers, booleans, lists of strings."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept_field
from datetime import UTC, date, datetime, tzinfo
from typing import Any, NamedTuple

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from goldseam.tools import fields as f
from goldseam.tools.definition import Cell, Field, Option, Part, Tool, Unit
from goldseam.tools.rows import RowsField

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asks:
    """What depends on the person: their roles, the unit opened, and their own living things to pick from."""

    roles: tuple[str, ...] = ()
    unit: Unit | None = None
    picks: Mapping[str, Sequence[tuple[str, str]]] = kept_field(default_factory=dict)


ASKS_ALL = Asks()


class Section(NamedTuple):
    part: Part
    fields: list[forms.BoundField]


class ToolForm(forms.Form):
    """The form of one tool for one person at one moment (`now` bounds its dates, `zone` reads them)."""

    use_required_attribute = False
    resting = False
    """Filled from a draft: shown as it was typed, judged only when it is sent."""

    def __init__(
        self,
        tool: Tool,
        *args: Any,
        now: datetime,
        zone: tzinfo,
        only: tuple[str, ...] = (),
        asks: Asks = ASKS_ALL,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.tool, self.now, self.zone, self.asks = tool, now, zone, asks
        self.shown = [
            field
            for field in tool.asked(asks.roles)
            if (not only or field.name in only) and (field.type != "pick" or asks.picks.get(field.kind))
        ]
        for field in self.shown:
            if field.type != "tags" or field.options:
                self.fields[field.name] = form_field(field, now, zone, asks)
            if field.own:
                self.fields[own_name(field)] = own_field(field)
        self._forget_past_days()
        self._ask_unit()
        self.fields["uid"] = f.UidField(initial=lambda: str(uuid.uuid4()))
        self._offer_taking_back()

    def _forget_past_days(self) -> None:
        """A day to come that has come by now is asked again; the form would refuse it."""
        today = self.now.astimezone(self.zone).date().isoformat()
        for field in self.shown:
            if field.type == "until" and isinstance(day := self.initial.get(field.name), str) and day <= today:
                self.initial = {name: value for name, value in self.initial.items() if name != field.name}

    def _ask_unit(self) -> None:
        """The first text field asks what the unit asks."""
        field = next((field for field in self.shown if field.type == "text"), None)
        if self.asks.unit is not None and field is not None:
            self.fields[field.name].label = self.asks.unit.ask
            self.fields[field.name].help_text = self.asks.unit.help or field.help

    def _offer_taking_back(self) -> None:
        """A button once pressed cannot be unpressed, so each that may be left out has one more that takes it back.

        It is never chosen beforehand, and shows itself once there is something to take back (app.css).
        """
        for field in self.fields.values():
            if isinstance(field, f.ScaleField | f.OneField) and not field.required:
                f.take_back(field, _("Leave this out"))

    def add_error(self, field: str | None, error: Any) -> None:
        """A damaged hidden key is nobody's field: give the person a new one and say so on top of the form."""
        if field == "uid":
            self.renew()
            field = None
        super().add_error(field, error)

    def rest(self, data: MultiValueDict[str, str]) -> None:
        """Show what was typed before, without judging it."""
        self.data, self.is_bound, self.resting = data, True, True
        self.__dict__["_errors"] = ErrorDict()
        self.__dict__["_bound_fields_cache"] = {}

    def renew(self) -> None:
        """Give the form a new key, so that sending it again is a new act."""
        fresh = MultiValueDict(self.data.lists()) if isinstance(self.data, MultiValueDict) else dict(self.data)
        fresh[self.add_prefix("uid")] = str(uuid.uuid4())
        self.data = fresh

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in self.shown:
            mine, own = field.name, own_name(field)
            if field.own and field.required and not (cleaned.get(mine) or cleaned.get(own)):
                first = mine if mine in self.fields else own
                if not self.has_error(first):
                    self.add_error(first, _("Please choose or write at least one."))
        return cleaned

    @property
    def first(self) -> list[forms.BoundField]:
        return self._bound(more=False)

    @property
    def more(self) -> list[forms.BoundField]:
        return self._bound(more=True)

    def _bound(self, more: bool, part: str = "") -> list[forms.BoundField]:
        names = [
            name
            for field in self.shown
            if field.more is more and (not part or field.part == part)
            for name in (field.name, own_name(field))
        ]
        return [self[name] for name in names if name in self.fields]

    @property
    def sections(self) -> list[Section]:
        """The same questions under the headings of the tool's parts; empty for a tool without parts."""
        found = [Section(part, self._bound(more=False, part=part.id)) for part in self.tool.parts]
        return [section for section in found if section.fields]

    @property
    def more_open(self) -> bool:
        """Something in the folded part was typed just now or is wrong, so it must be seen. A date is always there."""
        dates = {field.name for field in self.shown if field.type in {"when", "day"}}
        return self.is_bound and any(
            bound.errors or (bound.name not in dates and bound.value() not in (None, "", [], False))
            for bound in self.more
        )

    @property
    def uid(self) -> uuid.UUID:
        return self.cleaned_data["uid"]

    def body(self) -> Body:
        """What is kept: every answer given; a question left out leaves no trace."""
        kept: Body = {}
        for field in self.shown:
            value = self.cleaned_data.get(field.name)
            if field.own:
                value = [*(value or []), *self.cleaned_data.get(own_name(field), [])]
            if value is None or value == "" or value == [] or (value is False and field.type == "yes"):
                continue
            kept[field.name] = plain(value)
        if self.asks.unit is not None:
            kept["unit"] = self.asks.unit.id
        return kept


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def initial_from(tool: Tool, body: Body, zone: tzinfo) -> Body:
    """A kept body as first values of a form, for a correction."""
    shown = dict(body)
    for field in tool.fields:
        if field.type == "when" and isinstance(body.get(field.name), str):
            shown[field.name] = moment(body[field.name]).astimezone(zone).strftime(f.INPUT_WHEN)
        if field.own:
            tags = body.get(field.name, [])
            shown[field.name] = [tag for tag in tags if tag in field.by_id]
            shown[own_name(field)] = ", ".join(tag for tag in tags if tag not in field.by_id)
    return shown


def own_name(field: Field) -> str:
    return f"{field.name}_own"


def own_field(field: Field) -> forms.Field:
    label = _("In your own words") if field.options else field.label
    help_text = _("Divide them by commas.") if field.options or not field.help else field.help
    return f.OwnWordsField(min(field.length, 40), label=label, help_text=help_text, required=False)


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)


def cell_field(cell: Cell) -> forms.Field:
    """A question of a row. Rows hold neither moments nor days, so no clock is asked."""
    made = form_field(cell.as_field(), datetime(1970, 1, 1, tzinfo=UTC), UTC)
    made.required = False  # the row decides: an empty row is no row
    if isinstance(made, f.ScaleField | f.OneField):
        f.take_back(made, _("Leave this out"))
    return made


def form_field(field: Field, now: datetime, zone: tzinfo, asks: Asks = ASKS_ALL) -> forms.Field:
    low, high = field.range
    common: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": field.required}
    match field.type:
        case "scale10" | "scale4":
            return f.ScaleField(field.type, int(high), field.ends, **common)
        case "choice":
            return f.OneField(field.options, **common)
        case "tags":
            return f.TagsField(field.options, **common | {"required": field.required and not field.own})
        case "text":
            return f.WordsField(field.length, **common)
        case "lines":
            return f.LinesField(field.items, field.length, **common)
        case "when":
            return f.WhenField(now, zone, **common)
        case "day" | "until":
            today = now.astimezone(zone).date()
            return f.DayField(today, ahead=field.type == "until", most=field.until_max, **common)
        case "rows":
            return RowsField(field, cell_field, **common)
        case "pick":
            return f.OneField([Option(key, label) for key, label in asks.picks.get(field.kind, ())], **common)
        case "minutes" | "count" | "percent":
            return f.WholeField(int(low), int(high), **common)
        case "hours":
            return f.HoursField(low, high, **common)
        case "yes":
            return f.YesField(**common)


def unanswered(form: ToolForm) -> bool:
    """Nothing but dates was given; keeping that would only make noise. A date that says "not before" is an answer."""
    dates = {one.name for one in form.shown if one.type in {"when", "day"} or (one.type == "until" and one.hide)}
    return not set(form.body()) - {"unit"} - dates


def require_answer(form: ToolForm) -> bool:
    if not form.is_valid():
        return False
    if unanswered(form):
        form.add_error(None, _("There is nothing to keep yet. One answer is enough."))
        return False
    return True
