"""What the pages of the table show, ready made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse

from goldseam.together import places
from goldseam.together.older import RESTORED
from goldseam.together.places import PlaceRow
from goldseam.together.record.said import marks, not_me_line
from goldseam.together.tables import LAID, Ours, earlier, ours, over, read_by
from goldseam.tools.show import Answer
from goldseam.tools.times import full_day
from goldseam.vault import Entry, Vault, pairing
from goldseam.vault.pairing import Ceremony

SHOWN: Final = timedelta(days=30)

Held = Callable[[Ours], list[Entry]]
"""What its author sees as laid there and could not go out yet."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One thing on the table, as both see it."""

    kind: str
    title: str
    when: str
    until: str
    mine: bool
    answers: list[Answer]
    back: str
    """Where it can be taken back; empty for what the other laid there."""
    not_me: str = ""
    """The plain line, where its author has said that it was not them (R17)."""
    by: str = ""
    """The name of the other, on the page of tables that were left: there may have been several."""


@dataclass(frozen=True, slots=True)
class UsPage:
    state: str
    """none, ceremony, shut or open"""
    ceremony: Ceremony
    code: str
    name: str
    wants: bool
    laid: list[Laid]
    places: list[PlaceRow]
    earlier: int
    still: list[str]
    """Who can read what this person laid on a table that is left or shut, until its last day."""
    restored: str
    """On which day somebody took an older copy of the table as it was; "" for nothing lately."""
    two_here: bool
    """Whether this browser knows two people. Said privately: is somebody with you?"""
    uid: str

    @property
    def near(self) -> list[PlaceRow]:
        """Where something is under way or agreed, and what must be at hand; nothing while all is still to come."""
        busy = any(row.now for row in self.places)
        return [row for row in self.places if row.now or row.at_hand] if busy else []

    @property
    def further(self) -> list[PlaceRow]:
        near = self.near
        return [row for row in self.places if row not in near]


def us_page(request: HttpRequest, vault: Vault, now: datetime, zone: tzinfo, wants: bool, held: Held) -> UsPage:
    found, today = ours(vault, now), now.astimezone(zone).date()
    ceremony = pairing.ceremony(vault.keys, now) if found is None or not found.open else pairing.NONE
    return UsPage(
        state=_state(found, ceremony),
        ceremony=ceremony,
        code=ceremony.shown,
        name=found.other_name if found is not None else "",
        wants=wants,
        laid=_laid(found, today, held(found)) if found is not None and found.open else [],
        places=places.rows(found) if found is not None and found.open else [],
        earlier=len(earlier(vault)),
        still=_still(vault, found, now),
        restored=_restored(found, today) if found is not None and found.open else "",
        two_here=sum(name.removeprefix("__Host-").startswith("d-") for name in request.COOKIES) > 1,
        uid=str(uuid4()),
    )


def _laid(found: Ours, today: date, held: list[Entry]) -> list[Laid]:
    waiting, marked = [entry for entry in held if entry.kind == LAID], marks([*found.entries, *held])
    laid = sorted([*found.laid(today), *waiting], key=lambda entry: entry.at, reverse=True)
    return [_marked(found, entry) if entry.id in marked else laid_of(found, entry) for entry in laid]


def _marked(found: Ours, entry: Entry) -> Laid:
    return replace(laid_of(found, entry), not_me=not_me_line(found, found.mine(entry)))


def _restored(found: Ours, today: date) -> str:
    """For a month both see it, whoever pressed: the server was restored for both (W8)."""
    days = [entry.at.date() for entry in found.of(RESTORED)]
    return full_day(days[-1]) if days and today - days[-1] <= SHOWN else ""


def _state(found: Ours | None, ceremony: Ceremony) -> str:
    if found is None or ceremony.step != "none":
        return "none" if ceremony.step == "none" else "ceremony"
    return "open" if found.open else "shut"


def _still(vault: Vault, found: Ours | None, now: datetime) -> list[str]:
    return sorted({one.other_name for one in read_by(vault, found, now) if not one.open} - {""})


def before_page(vault: Vault, today: date) -> list[Laid]:
    """What lay on tables that were left, up to the day of leaving. What has run out is gone here too (R6)."""
    left = [Ours(vault, table, datetime.combine(today, datetime.min.time(), UTC)) for table in earlier(vault)]
    there = [(found, entry) for found in left for entry in found.table.every() if _stands(entry, today)]
    return [replace(laid_of(found, entry), by=found.other_name) for found, entry in there]


def _stands(entry: Entry, today: date) -> bool:
    return entry.kind == LAID and not over(entry.body, today)


def laid_of(found: Ours, entry: Entry) -> Laid:
    mine = found.mine(entry)
    return item_page(
        entry.body["item"],
        entry.body.get("until"),
        mine=mine,
        back=reverse("together:back", args=[str(entry.id)]) if mine else "",
    )


def item_page(item: dict[str, Any], until: str | None, *, mine: bool, back: str = "") -> Laid:
    """The same for the preview and for the reader: what is shown before is what is seen after."""
    answers = [Answer(one["label"], one["text"], tuple(one["lines"])) for one in item["answers"]]
    return Laid(
        str(item.get("kind", "")),
        item["title"],
        full_day(date.fromisoformat(item["when"])),
        full_day(date.fromisoformat(until)) if until else "",
        mine,
        answers,
        back,
    )
