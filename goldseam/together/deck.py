"""The cards to talk by (T26): ninety open questions and beginnings in four depths. Words, not records."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.safety.words import read, refuse, words_dir

CARDS: Final = {1: 30, 2: 24, 3: 20, 4: 16}
LONGEST: Final = 140
LONGEST_TITLE: Final = 40
_ID: Final = re.compile(r"d([1-4])_\d\d")


class Depth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: int
    title: str
    say: str


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    depth: int
    say: str


class Deck(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"depths": "depth", "cards": "card"}):
    depths: tuple[Depth, ...]
    cards: tuple[Card, ...]

    def of(self, depth: int) -> list[Card]:
        return [card for card in self.cards if card.depth == depth]

    def get(self, id: str) -> Card | None:
        return next((card for card in self.cards if card.id == id), None)


def load(path: Path) -> Deck:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, Deck)
    faults = _depth_faults(found)
    ids = [card.id for card in found.cards]
    faults += [f"“{id}” is there twice" for id in sorted({id for id in ids if ids.count(id) > 1})]
    for card in found.cards:
        faults += [f"“{card.id}”: {fault}" for fault in _faults(card)]
    refuse(path.name, faults + _alike(found))
    return found


@cache
def deck() -> Deck:
    return load(words_dir() / "decks" / "talk.toml")


def _depth_faults(deck: Deck) -> list[str]:
    faults = []
    if [depth.id for depth in deck.depths] != [*CARDS]:
        faults.append("the depths are 1, 2, 3 and 4, in this order")
    for depth in deck.depths:
        if not 1 <= len(depth.title.strip()) <= LONGEST_TITLE or not 1 <= len(depth.say.strip()) <= LONGEST:
            faults.append(f"depth {depth.id} has a title of 1 to {LONGEST_TITLE} letters and a line of 1 to {LONGEST}")
    for id, count in CARDS.items():
        if (there := len(deck.of(id))) != count:
            faults.append(f"depth {id} has {count} cards, not {there}")
    return faults


def _faults(card: Card) -> list[str]:
    faults = []
    if card.depth not in CARDS:
        faults.append("a depth is 1, 2, 3 or 4")
    if (match := _ID.fullmatch(card.id)) is None:
        faults.append("an id is d, its depth, _ and two digits")
    elif int(match[1]) != card.depth:
        faults.append(f"its id speaks of depth {match[1]}, the card of {card.depth}")
    if not 1 <= len(card.say.strip()) <= LONGEST:
        faults.append(f"a card has 1 to {LONGEST} letters")
    elif not card.say.endswith(("?", "…")):
        faults.append("a card is a question or the beginning of a sentence")
    return faults


def _alike(deck: Deck) -> list[str]:
    """Cards with the same words, whatever their capitals, spaces and punctuation."""
    first: dict[str, str] = {}
    faults = []
    for card in deck.cards:
        words = re.sub(r"[\W_]", "", card.say.casefold())
        if words in first:
            faults.append(f"“{card.id}” says the same as “{first[words]}”")
        first.setdefault(words, card.id)
    return faults
