"""content/en/together/talk.toml: the cards of a talk in turns. Words, not records."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.safety.words import read, refuse, words_dir
from goldseam.together.pause.words import Option

CARDS: Final = ("say", "back", "answer", "sense", "more", "round")


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    lines: tuple[str, ...]


class CardWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One moment of a talk, as each of the two sees it."""

    id: str
    speaks: Side
    listens: Side


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"cards": "card"}):
    title: str
    say: str
    lead: str
    rules: tuple[str, ...]
    not_for: tuple[str, ...]
    shut: str
    pace: str
    not_today: tuple[Option, ...]
    first_round: str
    later_rounds: str
    hard: Side
    cards: tuple[CardWords, ...]
    over: Side
    heard: str

    def card(self, id: str) -> CardWords:
        return next(one for one in self.cards if one.id == id)

    def tags(self, ids: tuple[str, ...]) -> list[str]:
        """The labels of what was chosen; what this file no longer names is left out."""
        return [one.label for one in self.not_today if one.id in ids]


def load(path: Path) -> Words:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, Words)
    faults = []
    if tuple(one.id for one in found.cards) != CARDS:
        faults.append(f"the cards are {', '.join(CARDS)}, in this order")
    sides = [side for one in found.cards for side in (one.speaks, one.listens)]
    if not all(side.title.strip() and side.lines for side in (*sides, found.hard, found.over)):
        faults.append("every card has a title and a line for each of the two")
    ids = [one.id for one in found.not_today]
    if not ids or len(set(ids)) != len(ids):
        faults.append("“not_today” has choices, each once")
    if not any("It makes sense that" in line for line in found.card("sense").listens.lines):
        faults.append("the card “sense” says: It makes sense that …")
    refuse(path.name, faults)
    return found


@cache
def words() -> Words:
    return load(words_dir() / "together" / "talk.toml")
