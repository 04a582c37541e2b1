"""How a kept record is named in a list, in the tool's own words."""

from __future__ import annotations

from collections.abc import Iterable

from goldseam.exports.kept import Words
from goldseam.insight.sentences import figure
from goldseam.tools.catalogue import get
from goldseam.tools.definition import Tool
from goldseam.tools.fold import Line


def line_text(line: Line) -> str:
    tool = get(line.kind)
    if tool is None:
        return ""
    if tool.code == "t09":
        return _urge(tool, line)
    if tool.code == "t41" and {"before", "after"} <= set(line.numbers):
        return tool.word("line_rated").format(**{name: figure(value) for name, value in line.numbers.items()})
    return tool.line or tool.title


def _urge(tool: Tool, line: Line) -> str:
    if slipped(tool, line.tags):
        return tool.word("line_slip")
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
    options = {field.name: {option.id: option.label for option in field.options} for field in tool.fields}
    return Words(tool.title, {field.name: field.label for field in tool.fields}, options)
