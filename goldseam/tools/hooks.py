"""When an answer is worrying: which hooks of a definition fire for a body. Nothing here stores, sends or tells anybody.

A hook offers words and a link on this person's own screen. H1 and H4 leave a mark inside the record itself, so that
deep writing rests for three days (`goldseam.tools.crisis`), H2 and H5 one so that T58 is offered again; the mark is
sealed with the record and burned with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldseam.safety.guard import self_harm_hint
from goldseam.tools.definition import TEXTS, Condition, Field, Hook, Tool

Body = dict[str, Any]
GRAVE: tuple[tuple[str, frozenset[str]], ...] = (
    ("_h1", frozenset({"H1"})),
    ("_h2", frozenset({"H2", "H5"})),
    ("_h4", frozenset({"H4"})),
)


def firing(tool: Tool, body: Body) -> list[Hook]:
    """In the order of the definition."""
    return [hook for hook in tool.hooks if fires(hook, tool, body)]


def fires(hook: Hook, tool: Tool, body: Body) -> bool:
    if hook.all:
        return all(holds(one, body.get(one.field)) for one in hook.all)
    if hook.self_harm_words:
        asked = [
            field for field in tool.fields if hook.field in {"*", field.name} and (field.type in TEXTS or field.own)
        ]
        return any(self_harm_hint(text) for field in asked for text in texts(field, body.get(field.name)))
    return holds(hook, body.get(hook.field))


def holds(one: Hook | Condition, value: Any) -> bool:
    if value is None:
        return False
    if one.equals:
        return one.equals in value if isinstance(value, list) else value == one.equals
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    if one.at_least is not None:
        return value >= one.at_least
    return one.at_most is not None and value <= one.at_most


def texts(field: Field, value: Any) -> Iterator[str]:
    """Everything a person wrote into one field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if field.type == "rows":
            written = [cell.name for cell in field.of if cell.type == "text"]
            yield from (str(row[name]) for row in value for name in written if name in row)
        elif field.type == "tags":
            yield "\n".join(str(word) for word in value if word not in field.by_id)
        else:
            yield "\n".join(str(line) for line in value)


def marks(tool: Tool, body: Body) -> Body:
    """What a record says of itself when an answer was grave."""
    codes = {hook.hook for hook in firing(tool, body) if hook.mark}
    return {mark: True for mark, grave in GRAVE if codes & grave}
