"""T08 on the general pages: a record belongs to a lesson, and is called by its title."""

from __future__ import annotations

from typing import Any

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.t08_library.lessons import lesson
from goldseam.tools.t08_library.pages import lesson_page
from goldseam.vault import Entry

CODES = ("t08",)


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    found = lesson(str(entry.body.get("lesson", "")))
    return {"lesson": lesson_page(tool, found, None, at.roles) if found is not None else None}


def body(at: Desk, tool: Tool, body: dict[str, Any], item: Entry | None) -> dict[str, Any]:
    """A changed record stays with its lesson."""
    return body | {"lesson": item.body["lesson"]} if item is not None and "lesson" in item.body else body
