"""T51: people R answers to. R's own side only: nothing here reaches the person, and nobody else can begin it (HR-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from goldseam.tools import show
from goldseam.tools.definition import Field, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.shelf import Item
from goldseam.tools.times import full_day
from goldseam.vault import Entry

CODES = ("t51", "t51b")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    about: str
    because: str
    partner: bool
    review: str
    url: str
    touch: str


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t51":
        return {}
    standing = at.shelf.standing("t51")
    found = [_person(at, tool, item) for item in sorted(standing, key=is_partner)]
    alone = bool(standing) and all(is_partner(item) for item in standing)
    return {"people": found, "others": tool.word("others") if alone else ""}


def is_partner(item: Item) -> bool:
    return item.body.get("partner") == "yes"


def _person(at: Desk, tool: Tool, item: Item) -> Person:
    said = [answer.text for answer in show.answers_to(_fields(tool), item.body, at.now, at.zone)]
    if item.body.get("agreed"):
        said.append(tool.word(f"agreed_{item.body['agreed']}"))
    because = str(item.body.get("because", "")).strip()
    return Person(
        name=" ".join(str(item.body.get("person", "")).split()),
        about=" · ".join(said),
        because=tool.word("chosen").format(because=because) if because else "",
        partner=is_partner(item),
        review=_review(at, tool, item),
        url=reverse("tools:kept", args=["t51", item.id]),
        touch=reverse("tools:new", args=["t51b"]) + f"?p={item.key}",
    )


def _fields(tool: Tool) -> list[Field]:
    return [tool.by_name[name] for name in ("role", "rhythm")]


def _review(at: Desk, tool: Tool, item: Item) -> str:
    """The day it ends or is looked at again; it never goes on by silence without being asked about."""
    try:
        day = date.fromisoformat(str(item.body.get("ends", "")))
    except ValueError:
        return ""
    return tool.word("review_due") if day <= at.today else tool.word("review").format(day=full_day(day))


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    asked = at.request.GET.get("p", "")
    if tool.code == "t51b" and at.shelf.get("t51", asked) is not None:
        form.initial.setdefault("person", asked)
    return {}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    if tool.code == "t51" and entry.body.get("partner") == "yes":
        return {"care": [f"{tool.word('partner_title')}. {tool.word('partner_say')}"]}
    if tool.code == "t51b" and entry.body.get("said") == "not_yet":
        return {"notes": [tool.word("not_yet")]}
    return {}
