"""The practice deck of T29: forty short statements, and one way to answer each in three moves. Words, not records."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from goldseam.safety.words import Evidence, doubled, evidence_faults, read, refuse, words_dir

Kind = Literal["fear", "anger", "image", "question", "silence"]
KINDS: tuple[Kind, ...] = get_args(Kind)
EACH = 8


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    kind: Kind
    says: str
    hears: str
    sense: str
    owns: str


class Moves(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hears: str
    sense: str
    owns: str


class Deck(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"cards": "card"}):
    lead: str
    moves: Moves
    kinds: dict[str, str]
    evidence: Evidence
    cards: tuple[Card, ...]

    def of(self, kind: str) -> list[Card]:
        return [card for card in self.cards if card.kind == kind]

    def get(self, id: str) -> Card | None:
        return next((card for card in self.cards if card.id == id), None)

    def turn(self, practised: int, kind: str = "") -> Card:
        """The card whose turn it is: through the whole deck before any comes again, kinds taking turns."""
        if kind in KINDS:
            mine = self.of(kind)
            return mine[practised % len(mine)]
        row, column = divmod(practised % len(self.cards), len(KINDS))
        return self.of(KINDS[column])[row]


def deck() -> Deck:
    return _deck(words_dir() / "decks" / "replies.toml")


def load(path: Path) -> Deck:
    found = read(path, Deck)
    faults = evidence_faults("the deck", found.evidence)
    faults += [f'"{id}" is there twice' for id in doubled(card.id for card in found.cards)]
    faults += [f'"{kind}" has {EACH} cards' for kind in KINDS if len(found.of(kind)) != EACH]
    faults += [f'"{kind}" has a name' for kind in KINDS if not found.kinds.get(kind, "").strip()]
    for card in found.cards:
        if not 1 <= len(card.id) <= 4:
            faults.append(f'"{card.id}": an id has 1 to 4 letters')
        if any(not 1 <= len(said) <= 200 for said in (card.says, card.hears, card.sense, card.owns)):
            faults.append(f'"{card.id}": what is said has 1 to 200 letters')
    refuse(path.name, faults)
    return found


@cache
def _deck(path: Path) -> Deck:
    return load(path)
