"""Rows: the same few questions asked of several things. Each row is a small form; an error stands beside its cell.

Own rows (situations, activities) are written one below the other, empty ones vanish. Fixed rows (areas of life, five
Cs) are one for each option. Without JavaScript a few empty rows are always there; keeping gives more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from goldseam.tools.definition import Cell, Field

Raw = Mapping[str, Any]
ALL_SHOWN = 5
"""Up to this many own rows stand there at once; of longer lists those filled and three more."""
SPARE = 3
FOLD_FROM = 5
"""From this many fixed rows on each is folded behind its name."""


class CellsForm(forms.Form):
    """One row."""

    use_required_attribute = False

    def __init__(
        self, cells: tuple[Cell, ...], made: Callable[[Cell], forms.Field], data: Raw | None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs | {"label_suffix": ""})
        self.cells = cells
        for cell in cells:
            self.fields[cell.name] = made(cell)

    def rest(self) -> None:
        """Shown as it was typed, not judged."""
        self.__dict__["_errors"] = ErrorDict()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.said() or self.errors:
            for cell in self.cells:
                if cell.required and cleaned.get(cell.name) in (None, "", False) and not self.has_error(cell.name):
                    self.add_error(cell.name, _("This row needs an answer here. Or empty the whole row."))
        return cleaned

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    title: str
    form: CellsForm
    filled: bool

    @property
    def wrong(self) -> bool:
        return self.form.is_bound and not self.form.is_valid()


class RowsInput(forms.Widget):
    """Hands the whole post on; the field picks its own parts out by their names."""

    template_name = "gs/rows.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[Any, str]:
        return data, name

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class RowsBound(forms.BoundField):
    """What the template draws: `rows`, `folded`, `more`."""

    field: RowsField

    @property
    def rows(self) -> list[Row]:
        if self.form.is_bound:
            found = self.field.sent(self.form.data, self.html_name)
            if getattr(self.form, "resting", False):
                for row in found:
                    row.form.rest()
            return found
        return self.field.begun(self.initial or [], self.html_name)

    def value(self) -> Any:
        if not self.form.is_bound:
            return self.initial or []
        return [row for row in self.rows if row.filled]

    @property
    def folded(self) -> bool:
        return len(self.field.spec.each) >= FOLD_FROM

    @property
    def grows(self) -> bool:
        """Whether keeping brings more empty rows."""
        return not self.field.spec.each and self.field.spec.items > len(self.rows)


class RowsField(forms.Field):
    kind = "rows"
    widget = RowsInput

    def __init__(self, spec: Field, made: Callable[[Cell], forms.Field], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.spec, self.made = spec, made

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> RowsBound:
        return RowsBound(form, self, field_name)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        data, name = value
        rows = self.sent(data, name)
        if not self.spec.each and len([row for row in rows if row.filled]) > self.spec.items:
            raise ValidationError(_("Please keep it to %(n)s rows.") % {"n": self.spec.items})
        if any(row.wrong for row in rows):
            raise ValidationError(_("Please look at the rows marked below."))
        kept = [({"id": row.key} if self.spec.each else {}) | row.form.said() for row in rows if row.form.said()]
        if self.required and not kept:
            raise ValidationError(_("Please fill in at least one row."))
        return kept

    def sent(self, data: Raw, name: str) -> list[Row]:
        """The rows of what was posted."""
        if self.spec.each:
            return [self._row(o.id, o.label, name, data, None) for o in self.spec.each]
        pattern = re.compile(rf"{re.escape(name)}-(\d{{1,2}})-")
        numbers = sorted({int(m[1]) for key in data if (m := pattern.match(str(key)))})
        numbers = sorted({*numbers, *range(self._shown(0))})
        return [self._row(str(n), "", name, data, None) for n in numbers]

    def begun(self, body: list[dict[str, Any]], name: str) -> list[Row]:
        """The rows of a record, or empty ones."""
        if self.spec.each:
            by_id = {str(row.get("id")): row for row in body}
            return [self._row(o.id, o.label, name, None, by_id.get(o.id, {})) for o in self.spec.each]
        shown = self._shown(len(body))
        return [self._row(str(n), "", name, None, body[n] if n < len(body) else {}) for n in range(shown)]

    def _shown(self, filled: int) -> int:
        return self.spec.items if self.spec.items <= ALL_SHOWN else min(self.spec.items, filled + SPARE)

    def _row(self, key: str, title: str, name: str, data: Raw | None, body: dict[str, Any] | None) -> Row:
        form = CellsForm(self.spec.of, self.made, data, prefix=f"{name}-{key}", initial=body or None)
        filled = bool(body) if data is None else _typed(data, f"{name}-{key}-")
        return Row(key, title, form, filled)


def _typed(data: Raw, start: str) -> bool:
    return any(str(key).startswith(start) and str(data[key]).strip() for key in data)
