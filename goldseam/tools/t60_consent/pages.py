"""What the page says of the table, ready made. Without a table it says as ever that nobody sees anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.t60_consent.sight import Lying, Reader, Sight, sight

OTHER = 1
"""Which of the rows speaks of the other person."""


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    say: str
    back: str


@dataclass(frozen=True, slots=True)
class Block:
    """One reader: what lies there for them."""

    title: str
    lying: list[Line]
    things: str


def table(at: Desk) -> dict[str, Any]:
    tool, found = catalogue.tool("t60"), sight(at)
    if found is None:
        return {"sight": None}
    return {
        "sight": found,
        "rows": _rows(tool, found),
        "readers": [_block(tool, reader) for reader in found.readers],
        "ended": [tool.word("ended").format(title=one.title, since=one.since, until=one.until) for one in found.ended],
    }


def _rows(tool: Tool, found: Sight) -> list[str]:
    """Everybody who could see anything, the other person by name."""
    rows = [str(row) for row in tool.words["rows"]]
    others = [tool.word(f"other_{reader.state}").format(name=reader.name) for reader in found.readers]
    return [*rows[:OTHER], *(others or [tool.word("other_none")]), *rows[OTHER + 1 :]]


def _block(tool: Tool, reader: Reader) -> Block:
    left = reader.state == "left"
    title = tool.word("table_left" if left else "table_since").format(name=reader.name, day=reader.since)
    things = tool.word("things_one" if reader.things == 1 else "things").format(n=reader.things, day=reader.first)
    return Block(title, [_line(tool, one) for one in reader.lying], things if reader.things else "")


def _line(tool: Tool, one: Lying) -> Line:
    word = tool.word("lying" if one.until else "lying_open")
    return Line(one.title, word.format(since=one.since, until=one.until), one.back)
