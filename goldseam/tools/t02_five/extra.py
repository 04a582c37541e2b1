"""T02: a draft of the summary from the five cards, and where to go from there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from goldseam.tools import catalogue, lists
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import Link
from goldseam.tools.forms import ToolForm
from goldseam.tools.t02_five.draft import CARDS, answered, begun, draft

CODES = ("t02",)
SUMMARY = "in_my_words"


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """The summary begins as a draft, until the person has kept words of their own."""
    if SUMMARY in form.fields and not form.initial.get(SUMMARY):
        length = tool.by_name[SUMMARY].length
        form.initial[SUMMARY] = draft(tool, _body(at))[:length]
    return {}


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    body = _body(at)
    steps = [("t03", "sorter"), ("t52", "helper")]
    onward = [
        (tool.word(f"{key}_say"), Link(catalogue.tool(code).title, reverse("tools:tool", args=[code])))
        for code, key in steps
        if catalogue.get(code) is not None
    ]
    return {"done": len(answered(body)) == len(CARDS), "onward": onward if begun(body) else []}


def _body(at: Desk) -> dict[str, Any]:
    return lists.document(at, at.shelf.get("t02", ONLY))
