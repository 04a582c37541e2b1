"""The grounding kit (T41): short cards that bring a person back to here and now. Open to everyone, nothing kept."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from goldseam.safety.words import Evidence, doubled, evidence_faults, read, refuse, words_dir

Group = Literal["senses", "breath", "words", "body", "people"]

_ID = re.compile(r"[a-z]{2,12}\Z")


class Pace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"inward": "in", "outward": "out"}):
    """Seconds of one breath in and of one breath out."""

    inward: int
    outward: int


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    group: Group
    minutes: int
    body: tuple[str, ...]
    evidence: Evidence
    health_gate: bool = False  # HR-21: asked about the body before cold or hard effort
    asks_safe: bool = False  # ends with "is it safe here, now?"; no leads to the page for danger
    pace: Pace | None = None


class Kit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"cards": "card"}):
    gate_question: str
    gate_lines: tuple[str, ...]
    gate_yes: str
    gate_no: str
    gate_instead: str
    cards: tuple[Card, ...]


def kit() -> Kit:
    return _kit(words_dir() / "cards" / "ground.toml")


def cards() -> tuple[Card, ...]:
    return kit().cards


def card(card_id: str) -> Card | None:
    return next((found for found in cards() if found.id == card_id), None)


def load(path: Path) -> Kit:
    found = read(path, Kit)
    faults = [f'"{i}" is there twice' for i in doubled(one.id for one in found.cards)]
    for one in found.cards:
        faults += _faults(one)
    refuse(path.name, faults)
    return found


def _faults(one: Card) -> list[str]:
    faults = evidence_faults(f'"{one.id}"', one.evidence)
    if not _ID.match(one.id):
        faults.append(f'"{one.id}": an id is 2 to 12 small letters')
    if not 1 <= len(one.title) <= 40:
        faults.append(f'"{one.id}": a title has 1 to 40 characters')
    if not 3 <= len(one.body) <= 8 or any(not 1 <= len(line) <= 140 for line in one.body):
        faults.append(f'"{one.id}": a card has 3 to 8 lines of at most 140 characters')
    if not 1 <= one.minutes <= 20:
        faults.append(f'"{one.id}": a card takes 1 to 20 minutes')
    if one.pace and not (2 <= one.pace.inward <= 10 and one.pace.inward <= one.pace.outward <= 12):
        faults.append(f'"{one.id}": a breath in takes 2 to 10 seconds, and the breath out is not shorter')
    return faults


@cache
def _kit(path: Path) -> Kit:
    return load(path)
