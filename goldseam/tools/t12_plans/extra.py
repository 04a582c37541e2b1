"""T12 on the general pages: a cue is asked for its when and where, and counts are kept by the house."""

from __future__ import annotations

from typing import Any

from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.t12_plans import cues, pages, risks
from goldseam.vault import Entry

CODES = ("t12", "t12b")
NOT_ASKED = ("rehearsed", "week", "looked_on")
"""Counted or decided elsewhere, never typed."""


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    return {"plans": pages.plan_cards(at, catalogue.tool("t12"))}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    if tool.code != "t12":
        return {}
    item = at.shelf.get(tool.code, str(entry.body.get("_item", "")))
    return {"plan": None if item is None or item.ended else pages.card(item)}


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    if tool.code == "t12b":
        if not form.is_bound and at.request.GET.get("plan"):
            form.initial.setdefault("plan", at.request.GET["plan"])
        return {"none": "plan" not in form.fields}
    for name in NOT_ASKED:
        form.fields.pop(name, None)
    if not form.is_bound:
        _from_address(at, tool, form)
    return {"asked_twice": form.is_bound and bool(_questions(tool, form))}


def _from_address(at: Desk, tool: Tool, form: ToolForm) -> None:
    """Opened for a trigger of the map or for a risk of the plan: only a number stands in the address."""
    trigger = risks.numbered(trigger_ids(tool), at.request.GET.get("trigger", ""))
    if trigger:
        form.initial.setdefault("for_trigger", [trigger])
    risk = risks.asked(at)
    if risk:
        form.initial.setdefault("if", risk)


def trigger_ids(tool: Tool) -> list[str]:
    return list(tool.by_name["for_trigger"].by_id)


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    """Ask once more for a cue that can be seen and an act that is one; “keep it as it is” is an answer."""
    if tool.code != "t12" or form.data.get("as_it_is"):
        return
    for field, say in _questions(tool, form).items():
        form.add_error(field, say)


def _questions(tool: Tool, form: ToolForm) -> dict[str, str]:
    found = {}
    if cues.wide(str(form.data.get("if", ""))):
        found["if"] = tool.word("wide")
    if form.data.get("kind") != "ignore" and cues.only_absence(str(form.data.get("then", ""))):
        found["then"] = tool.word("negative")
    return found


def body(at: Desk, tool: Tool, body: dict[str, Any], item: Entry | None) -> dict[str, Any]:
    """What the house counts goes along with a change; another sentence has not been said aloud yet."""
    if tool.code != "t12":
        return body
    asked = {name: value for name, value in body.items() if name not in NOT_ASKED}
    if item is None:
        risk = risks.asked(at)
        return asked | ({risks.MARK: risk} if risk else {})
    same = all(asked.get(name) == item.body.get(name) for name in ("if", "then"))
    names = (risks.MARK, "rehearsed") if same else (risks.MARK,)
    carried = {name: item.body[name] for name in names if name in item.body}
    return asked | carried | {"week": "change", "looked_on": at.today.isoformat()}
