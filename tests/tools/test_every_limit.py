"""Every question of every tool: what is just within its limits is taken, what is just outside comes back with a word
beside it. Made from the definitions, so that a tool added tomorrow is tried too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict

from goldseam.tools.catalogue import read_folder
from goldseam.tools.definition import Cell, Field, Tool
from goldseam.tools.forms import Asks, ToolForm, own_name

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
PICKS = [("1a2b3c4d", "The first"), ("5e6f7a8b", "The second")]
Sent = dict[str, list[str]]


def shipped() -> dict[str, Tool]:
    return read_folder(Path(settings.CONTENT_DIR) / "en" / "tools")[0]


TOOLS = shipped()


def form(tool: Tool, sent: Sent) -> ToolForm:
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    picks = {field.kind: PICKS for field in tool.fields if field.kind}
    return ToolForm(tool, data, now=NOW, zone=UTC, asks=Asks((), None, picks))


def good(field: Field | Cell, name: str) -> Iterator[Sent]:
    """What lies just within."""
    low, high = field.range if isinstance(field, Field) else field.as_field().range
    match field.type:
        case "scale10" | "scale4" | "minutes" | "count" | "percent":
            yield {name: [f"{low:g}"]}
            yield {name: [f"{high:g}"]}
        case "hours":
            yield {name: [f"{low:g}"]}
            yield {name: [f"{high:g}".replace(".", ",")]}
        case "choice":
            yield {name: [field.options[-1].id]}
        case "text":
            yield {name: ["x" * field.length]}
        case "yes":
            yield {name: ["on"]}
        case _:
            assert isinstance(field, Field)
            yield from _good_larger(field, name)


def _good_larger(field: Field, name: str) -> Iterator[Sent]:
    match field.type:
        case "tags":
            yield {name: [option.id for option in field.options]}
        case "lines":
            yield {name: ["x" * field.length] * field.items}
        case "when":
            yield {name: ["2025-11-18T21:30"]}
        case "day":
            yield {name: ["2026-11-18"]}
        case "until":
            yield {name: [(NOW.date() + timedelta(days=field.until_max)).isoformat()]}
        case "pick":
            yield {name: [PICKS[0][0]]}


def bad(field: Field | Cell, name: str) -> Iterator[Sent]:
    """What lies just outside, and what is something else altogether."""
    low, high = field.range if isinstance(field, Field) else field.as_field().range
    match field.type:
        case "scale10" | "scale4" | "minutes" | "count" | "percent":
            yield from ({name: [value]} for value in (f"{high + 1:g}", f"{low - 1:g}", "x", "1e3", "٣x"))
        case "hours":
            yield from ({name: [value]} for value in (f"{high + 0.1:.1f}", "-1", "x", "1.2.3"))
        case "choice":
            yield {name: ["no_such_answer"]}
        case "text":
            yield {name: ["x" * (field.length + 1)]}
        case "yes":
            return
        case _:
            assert isinstance(field, Field)
            yield from _bad_larger(field, name)


def _bad_larger(field: Field, name: str) -> Iterator[Sent]:
    match field.type:
        case "tags" if field.options:
            yield {name: ["no_such_answer"]}
        case "lines":
            yield {name: ["x"] * (field.items + 1)}
            yield {name: ["x" * (field.length + 1)]}
        case "when":
            yield from ({name: [value]} for value in ("2026-11-18T23:59", "2024-01-01T00:00", "yesterday"))
        case "day":
            yield from ({name: [value]} for value in ("2026-11-19", "2024-01-01", "yesterday"))
        case "until":
            yield from ({name: [value]} for value in ("2026-11-18", "2036-12-31", "soon"))
        case "pick":
            yield {name: ["deadbeef"]}


@pytest.mark.parametrize("code", sorted(TOOLS))
def test_what_lies_within_the_limits_is_taken(code: str) -> None:
    tool = TOOLS[code]
    for field in tool.fields:
        for sent in good(field, field.name):
            assert field.name not in form(tool, sent).errors, (field.name, sent, form(tool, sent).errors)
        if field.own:
            name = own_name(field)
            words = ", ".join(f"{n}" + "x" * (min(field.length, 40) - 1) for n in range(5))
            assert name not in form(tool, {name: [words]}).errors


@pytest.mark.parametrize("code", sorted(TOOLS))
def test_what_lies_outside_comes_back_with_a_sentence_beside_it(code: str) -> None:
    tool = TOOLS[code]
    for field in tool.fields:
        for sent in bad(field, field.name):
            found = form(tool, sent).errors.get(field.name)
            assert found, (field.name, sent)
            assert str(found[0]).endswith("."), found
        if field.own:
            name = own_name(field)
            for words in ("x" * (min(field.length, 40) + 1), ", ".join("abcdef")):
                assert form(tool, {name: [words]}).errors.get(name), (name, words)


@pytest.mark.parametrize("code", sorted(TOOLS))
def test_what_must_be_answered_says_so(code: str) -> None:
    tool = TOOLS[code]
    found = form(tool, {}).errors
    for field in tool.fields:
        asked = field.name if field.type != "tags" or field.options else own_name(field)
        assert (asked in found) is field.required, field.name


def rows() -> list[tuple[str, Field]]:
    return [(code, field) for code, tool in sorted(TOOLS.items()) for field in tool.fields if field.type == "rows"]


@pytest.mark.parametrize(("code", "field"), rows(), ids=lambda one: one if isinstance(one, str) else one.name)
def test_each_cell_of_a_row_keeps_its_limits(code: str, field: Field) -> None:
    tool, key = TOOLS[code], field.each[0].id if field.each else "0"
    for cell in field.of:
        name = f"{field.name}-{key}-{cell.name}"
        rest = {f"{field.name}-{key}-{one.name}": _one(one) for one in field.of if one.required and one is not cell}
        for sent in good(cell, name):
            assert field.name not in form(tool, sent | rest).errors, (sent, form(tool, sent | rest).errors)
        for sent in bad(cell, name):
            bound = form(tool, sent | rest)
            assert field.name in bound.errors, sent
            row: Any = next(row for row in bound[field.name].rows if row.key == key)  # type: ignore[attr-defined]
            assert cell.name in row.form.errors, sent
    if not field.each:
        most = {f"{field.name}-{n}-{cell.name}": _one(cell) for n in range(field.items + 1) for cell in field.of[:1]}
        filled = most | {f"{field.name}-{n}-{c.name}": _one(c) for n in range(field.items + 1) for c in field.of}
        assert field.name in form(tool, filled).errors


def _one(cell: Cell) -> list[str]:
    return next(good(cell, "one"))["one"]
