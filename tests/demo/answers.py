"""A kept body turned back into what somebody would have sent to keep it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.http import QueryDict

from goldseam.tools.definition import Field, Tool
from goldseam.tools.forms import initial_from, own_name

Sent = list[tuple[str, str]]


def posted(tool: Tool, body: dict[str, Any], uid: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data["uid"] = uid
    shown = initial_from(tool, body, UTC)
    for field in tool.fields:
        for name, value in [*_answer(field, shown.get(field.name)), *_own(field, shown)]:
            data.appendlist(name, value)
    return data


def _answer(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    if value is None or value is False:
        return
    if field.type == "rows":
        for number, row in enumerate(value):
            key = row.get("id", number)
            yield from ((f"{field.name}-{key}-{name}", str(one)) for name, one in row.items() if name != "id")
    elif isinstance(value, list):
        yield from ((field.name, str(one)) for one in value)
    else:
        yield field.name, "on" if value is True else str(value)


def _own(field: Field, shown: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if field.own and shown.get(own_name(field)):
        yield own_name(field), shown[own_name(field)]
