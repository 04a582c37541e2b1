"""Something from a room, laid on the table: exactly what is shown before, nothing else, with a last day.

It is a copy. The table gets the words under today's questions, never the record, so that a change in the room changes
nothing there, and no address leads back. While somebody is under pressure (T60) the page says the same and nothing
goes out: what was to be laid waits in the room and goes when the pressure is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from django.urls import reverse

from goldseam.together import shown
from goldseam.together.tables import LAID, Ours, ours, over
from goldseam.tools import pages
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.t60_consent.state import frozen
from goldseam.vault import Entry
from goldseam.vault.errors import Ended, NotYours

DAYS: Final = (7, 30, 90)
"""For how long something may lie there; the last is the longest and what is chosen when nothing else is (R6)."""
SHARED: Final = "L2"
WAITING: Final = timedelta(days=62)
"""How far back the room is looked through for what still waits to go out."""

Item = dict[str, Any]


def may(tool: Tool) -> bool:
    """One entry can be shown. What is only ever a summary (L1), or never (L0), has no such way."""
    return tool.share == SHARED and tool.code not in shown.ELSEWHERE


def way_to_the_table(at: Desk, tool: Tool, entry: Entry) -> str:
    vault = at.request.vault
    if not may(tool) or not any(not table.ended for table in vault.tables):
        return ""
    found = ours(vault, at.now)
    return reverse("together:lay", args=[tool.code, str(entry.id)]) if found is not None and found.open else ""


def item_of(at: Desk, tool: Tool, entry: Entry) -> Item:
    """What the other will see, word for word: the tool's name, and the answers under their questions."""
    entry = replace(entry, body=shown.seen(tool, entry.body))
    page = pages.kept_page(tool, entry, None, at.now, at.zone, names=at.names(tool))
    answers = [{"label": one.label, "text": one.text, "lines": list(one.lines)} for one in page.answers]
    return {"kind": tool.code, "title": shown.title(tool), "when": entry.at.date().isoformat(), "answers": answers}


def lay(at: Desk, found: Ours, item: Item, until: date, *, id: UUID) -> None:
    """Keep in the room that it is to lie there; lay it, unless nothing may leave the room just now."""
    body = {"item": item, "until": until.isoformat(), "space": found.table.space.hex}
    at.room.append(LAID, body, id=id, now=at.now)
    if not frozen(at.state, at.now.astimezone(at.zone)):
        found.table.append(LAID, {"item": item, "until": until.isoformat()}, id=id, now=at.now)


def take_back(at: Desk, found: Ours, id: UUID) -> None:
    """Withdraw: the key of the copy is destroyed on the table, and the note of it in the room."""
    try:
        found.table.burn(id)
    except NotYours:
        return
    kept = at.room.entry(id)
    if kept is not None and kept.kind == LAID:  # no other record of the room goes by this way
        if "item" in kept.body:
            at.room.append(LAID, _gone(at, kept), id=uuid5(id, "ended"), now=at.now)
        at.room.burn(id)


def _gone(at: Desk, kept: Entry) -> Item:
    """What stays in the own log of something taken back: its name and its days, none of its words."""
    since = kept.at.astimezone(at.zone).date()
    return {"ended": {"title": kept.body["item"]["title"], "since": since.isoformat(), "until": at.today.isoformat()}}


def held(at: Desk, found: Ours) -> list[Entry]:
    """What its author sees as laid and could not go out yet (T60): their own pages say nothing else of it."""
    mine = at.request.vault.person
    return [replace(entry, author=mine) for entry in waiting(at, found, notes(at))]


def waiting(at: Desk, found: Ours, entries: Iterable[Entry]) -> list[Entry]:
    """Notes in the room of what never went out and has not run out. `entries` are the room's of the last months."""
    there = {entry.id for entry in found.of(LAID)}
    mine = [entry for entry in entries if entry.kind == LAID and entry.body.get("space") == found.table.space.hex]
    return [entry for entry in mine if entry.id not in there and not over(entry.body, at.today)]


def send_what_waits(at: Desk, found: Ours) -> None:
    """After the pressure is over: lay what was to be laid."""
    if frozen(at.state, at.now.astimezone(at.zone)) or not found.open:
        return
    for entry in waiting(at, found, notes(at)):
        if not found.table.holds(entry.id):
            body = {"item": entry.body["item"], "until": entry.body["until"]}
            found.table.append(LAID, body, id=entry.id, now=at.now)


def notes(at: Desk) -> list[Entry]:
    return [entry for entry in at.room.since(at.now - WAITING) if entry.kind == LAID]


def take_back_what_is_over(at: Desk, found: Ours) -> None:
    """What has reached its last day is withdrawn at its author's next act; nobody sees it from that day on anyway."""
    laid = [entry for entry in found.table.every() if entry.kind == LAID] if found.away else found.of(LAID)
    for entry in laid:
        if found.mine(entry) and over(entry.body, at.today):
            try:
                found.table.burn(entry.id)
            except Ended:
                return
