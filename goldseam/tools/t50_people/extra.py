"""T50: the map as a page, contacts of the week, and whom a contact was with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldseam.insight.sentences import capital, number
from goldseam.tools import history, show
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import ToolForm
from goldseam.tools.lists import thing
from goldseam.tools.shelf import Item
from goldseam.tools.t50_people import people
from goldseam.tools.t57_plan.pages import phone
from goldseam.vault import Entry

CODES = ("t50", "t50b")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    about: str
    good_for: str
    mind: str
    url: str
    number: str
    tel: str
    touch: str
    """Where to note that one was in touch."""


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t50":
        return {}
    items = at.shelf.items("t50")
    return {
        "people": [_person(at, tool, item) for item in people.in_order(items)],
        "sentences": _sentences(tool, people.look(items)),
        "contacts": contacts_words(at, tool, "t50b") if at.numbers else "",
        "away": [thing(at, tool, item) for item in items if item.ended],
    }


def _person(at: Desk, tool: Tool, item: Item) -> Person:
    said = {name: _said(at, tool, item, name) for name in ("kind", "good_for", "reach", "risk")}
    written = str(item.body.get("number", ""))
    return Person(
        name=" ".join(str(item.body.get("nickname", "")).split()),
        about=" · ".join(filter(None, (said["kind"], said["reach"]))),
        good_for=said["good_for"],
        mind=tool.word("careful").format(what=said["risk"]) if said["risk"] else "",
        url=reverse("tools:kept", args=["t50", item.id]),
        number=written,
        tel=phone(written),
        touch=reverse("tools:new", args=["t50b"]) + f"?p={item.key}",
    )


def _said(at: Desk, tool: Tool, item: Item, name: str) -> str:
    found = show.answers_to([tool.by_name[name]], item.body, at.now, at.zone)
    return found[0].text.lower() if found and name == "risk" else found[0].text if found else ""


def _sentences(tool: Tool, found: people.Map) -> list[str]:
    if not found.people:
        return []
    said = [counted(tool, "reachable", found.reachable)]
    if found.night:
        said.append(tool.word("night").format(names=", ".join(found.night)))
    said += [counted(tool, name, n) for name, n in (("nearer", found.nearer), ("further", found.further)) if n]
    return said


def counted(tool: Tool, name: str, n: int) -> str:
    """none, one or many in the definition's words."""
    if n == 0:
        return tool.word(f"{name}_none")
    return tool.word(f"{name}_one") if n == 1 else tool.word(name).format(n=capital(number(n)))


def contacts_words(at: Desk, tool: Tool, kind: str) -> str:
    """How many contacts were noted in the last seven days."""
    points = history.series(history.read(at.room, at.now, 2).digests, kind, at.zone)
    return counted(tool, "contacts", len(points.since(history.local_now(at.now, at.zone) - history.WEEK).at))


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """A contact begun from somebody's line knows who it was."""
    asked = at.request.GET.get("p", "")
    if tool.code == "t50b" and at.shelf.get("t50", asked) is not None:
        form.initial.setdefault("person", asked)
    return {}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    if tool.code == "t50b" and entry.body.get("after") == "heavier":
        return {"notes": [tool.word("heavier")]}
    return {}
