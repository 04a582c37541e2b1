"""T28: the first three days, the day of rest, words to look at again, and what may not leave the screen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.labels import item_name
from goldseam.tools.looking import look_at
from goldseam.tools.shelf import Item
from goldseam.tools.show import Answer
from goldseam.tools.t28_apology import draft
from goldseam.tools.times import day_words, from_minute, moment_words
from goldseam.vault import Entry

CODES = ("t28",)


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """What comes after the rest is asked after the rest, and on its own page."""
    item = at.shelf.get(tool.code, str(form.initial.get("_item", "")))
    for name in draft.AFTERWARDS if item is not None else (*draft.AFTERWARDS, "state"):
        form.fields.pop(name, None)
    return {}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    said = form.cleaned_data
    if said.get("known_since") == "days":
        form.add_error("known_since", tool.word("too_soon"))
    heard = said.get("read_aloud") or said.get("ear")
    if heard and (item is None or draft.step(item.body, item.at, at.now) == "rest"):
        form.add_error("read_aloud" if said.get("read_aloud") else "ear", not_rested(at, tool, item))


def not_rested(at: Desk, tool: Tool, item: Entry | None) -> str:
    until = draft.rested_at(item.body, item.at) if item is not None else at.now + draft.REST
    return tool.word("not_rested").format(when=when(at, until))


def when(at: Desk, moment: datetime) -> str:
    """A moment to come: the words for the past do not fit it."""
    local = moment.astimezone(at.zone)
    day = day_words(local.date(), at.today) if local.date() <= at.today else local.strftime("%A")
    return f"{day}, {local:%H:%M}"


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """A change made on the big form keeps what was noted after the rest, unless the words changed."""
    if item is None:
        return body
    noted = {name: item.body[name] for name in draft.AFTERWARDS if name in item.body}
    return draft.carried({**noted, **body}, item.body, item.at)


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    return {"drafts": [_line(at, tool, item) for item in at.shelf.standing(tool.code)]}


def _line(at: Desk, tool: Tool, item: Item) -> dict[str, str]:
    return {
        "name": item_name(tool, item.body),
        "url": reverse("tools:kept", args=[tool.code, item.id]),
        "state": state_words(at, tool, item.body, from_minute(item.at)),
    }


def state_words(at: Desk, tool: Tool, body: Body, kept_at: datetime) -> str:
    if draft.step(body, kept_at, at.now) == "rest":
        return tool.word("resting").format(when=when(at, draft.rested_at(body, kept_at)))
    return tool.word("rested")


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    step = draft.step(entry.body, entry.at, at.now)
    item = at.shelf.get(tool.code, str(entry.body.get("_item", "")))
    current = item is not None and item.id == str(entry.id)
    words = {"rest": "", "aloud": "then_aloud", "ear": "then_ear", "done": "then_done"}[step]
    return {
        "draft": draft.said(tool, entry.body),
        "look": look_at(tool, entry.body, draft.LOOKED_AT),
        "notes": draft.notes(tool, entry.body),
        "news": tool.word(key) if (key := draft.news(entry.body)) else "",
        "area": entry.body.get("harm_from_their_side") in {"partly", "not_yet"},
        "state": state_words(at, tool, entry.body, entry.at),
        "then": tool.word(words) if words else "",
        "may_note": current and step in {"aloud", "ear"},
        "print_url": f"{reverse('tools:print', args=[tool.code])}?draft={item.key}" if current and item else "",
    }


def printed(at: Desk, tool: Tool) -> dict[str, Any]:
    """Only drafts that hold nothing new to the other person; one of them, or all."""
    wanted = at.request.GET.get("draft", "")
    items = [item for item in at.shelf.standing(tool.code) if not wanted or item.key == wanted]
    sheets = [
        (item_name(tool, item.body), moment_words(from_minute(item.at), at.now, at.zone), _answers(tool, item))
        for item in items
        if not draft.may_be_news(item.body)
    ]
    return {"sheets": sheets, "held_back": any(draft.may_be_news(item.body) for item in items)}


def _answers(tool: Tool, item: Item) -> list[Answer]:
    return [Answer("", text) for text in draft.said(tool, item.body)]
