"""Drawing cards to talk by. Nothing of it is kept: which ones were drawn, passed or talked about is in no record.

The order is shuffled by a seed that travels with the page, so that a card comes again only after all the others of its
depth. A card that somebody keeps is a small record in their own room: the card's id and no word of theirs. It is no
journal page (T49), which would say that somebody had written, and no setting; it is burned where it is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from goldseam.together.deck import Card, Deck, deck
from goldseam.tools import actions
from goldseam.vault import Entry, Room

KEPT: Final = "kept_card"
BACK: Final = timedelta(days=400)
DEEP: Final = 3
"""The first depth that two people reach only after some meetings."""
MEETINGS: Final = 4


@dataclass(frozen=True, slots=True)
class Kept:
    id: UUID
    card: Card


def deepest(held: int) -> int:
    """How deep two people may draw after so many meetings held."""
    return 4 if held >= MEETINGS else DEEP - 1


def draw(of: Deck, depth: int, seed: str, n: int) -> Card:
    cards = sorted(of.of(depth), key=lambda card: sha256(f"{seed}/{card.id}".encode()).digest())
    return cards[n % len(cards)]


def kept(room: Room, now: datetime) -> list[Kept]:
    """Newest first, each once."""
    found: dict[str, Kept] = {}
    for entry in _entries(room, now):
        card = deck().get(str(entry.body.get("card", "")))
        if card is not None:
            found.setdefault(card.id, Kept(entry.id, card))
    return list(found.values())[::-1]


def _entries(room: Room, now: datetime) -> list[Entry]:
    entries = room.between((now - BACK).strftime("%Y-%m"), "9999-12")
    return [entry for entry in entries if entry.kind == KEPT]


def keep(room: Room, card: Card, *, id: UUID, now: datetime) -> None:
    if not any(one.card == card for one in kept(room, now)):
        room.append(KEPT, {"card": card.id}, id=id, now=now)


def put_away(room: Room, id: UUID, now: datetime) -> None:
    """Every time that card was kept."""
    there = _entries(room, now)
    card = next((entry.body.get("card") for entry in there if entry.id == id), None)
    for entry in there:
        if card is not None and entry.body.get("card") == card:
            actions.burn(room, entry)
