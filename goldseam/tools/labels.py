"""How a kept record is named in a list, in the tool's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldseam.exports.kept import Words
from goldseam.insight.sentences import figure
from goldseam.tools.catalogue import get
from goldseam.tools.definition import Tool
from goldseam.tools.fold import Line


def line_text(line: Line, *, numbers: bool = True) -> str:
    """Without `numbers` a line names the thing and nothing it measured (HR-20)."""
    tool = get(line.kind)
    if tool is None:
        return ""
    if tool.code == "t09":
        return _urge(tool, line, numbers)
    if numbers and tool.code == "t41" and {"before", "after"} <= set(line.numbers):
        return tool.word("line_rated").format(**{name: figure(value) for name, value in line.numbers.items()})
    return tool.line or tool.title


def item_name(tool: Tool, body: Mapping[str, Any]) -> str:
    """What a living thing is called: the answer that names it, or its unit's title, or the tool's own title."""
    unit = tool.by_unit.get(str(body.get("unit", "")))
    if unit is not None:
        return unit.title
    field = tool.by_name.get(tool.named_by)
    said = body.get(tool.named_by)
    if field is None or not isinstance(said, str):
        return tool.line or tool.title
    return field.by_id[said].label if said in field.by_id else " ".join(said.split())


def _urge(tool: Tool, line: Line, numbers: bool) -> str:
    if slipped(tool, line.tags):
        return tool.word("line_slip")
    if not numbers:
        return tool.line or tool.title
    start, end = line.numbers.get("intensity_start"), line.numbers.get("intensity_end")
    rode = "surfed" in line.tags
    key = ("line_rode" if rode else "line_eased") if end is not None else ("line_rode_open" if rode else "line_noted")
    return tool.word(key).format(start=figure(start), end=figure(end))


def slipped(tool: Tool, tags: Iterable[str]) -> bool:
    """Whether one of the answers is marked as giving in; such a record is met with care first (HR-6)."""
    options = tool.by_name["response"].by_id
    return any(tag in options and options[tag].mark == "slip" for tag in tags)


def words_of(kind: str) -> Words | None:
    """What exports call a kind of record, its questions and its answers; None for a tool that is not here."""
    tool = get(kind)
    if tool is None:
        return None
    options = {
        field.name: {option.id: option.label for option in (*field.options, *field.each)} for field in tool.fields
    }
    labels = {field.name: field.label for field in tool.fields}
    for field in tool.fields:
        for cell in field.of:
            labels.setdefault(cell.name, cell.label)
            options.setdefault(cell.name, {option.id: option.label for option in cell.options})
    if tool.units:
        labels["unit"], options["unit"] = tool.title, {unit.id: unit.title for unit in tool.units}
    points = {field.name: field.kind for field in tool.fields if field.kind}
    return Words(tool.title, labels, options, tool.named_by, points)
