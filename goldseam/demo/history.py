"""Four months in two made-up lives, always the same for the same last day: pure, seeded, no clock of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from goldseam.demo import linden, wren
from goldseam.demo.days import DAYS, QUIET, SLIPS
from goldseam.demo.script import Kept, Made, made, settle

__all__ = ["DAYS", "QUIET", "SLIPS", "Character", "Kept", "characters", "pair"]


@dataclass(frozen=True, slots=True)
class Character:
    """A made-up person and everything kept in that person's room, oldest first."""

    name: str
    kept: list[Kept]


def characters(content: Path) -> list[dict[str, Any]]:
    """The words of both, R first."""
    words = tomllib.loads((content / "en" / "demo" / "pair.toml").read_text())
    return [words["R"], words["B"]]


def pair(content: Path, now: datetime) -> list[Character]:
    """Both characters with `DAYS` days ending at `now`. Nothing is later than `now`."""
    r, b = characters(content)
    first = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
    return [
        Character(r["name"], settle("R", _life(content, r, first), now)),
        Character(b["name"], settle("B", _life(content, b, first), now)),
    ]


def _life(content: Path, words: dict[str, Any], first: datetime) -> Iterator[Made]:
    """What the days bring by rule, and what was written by hand."""
    written = tomllib.loads((content / "en" / "demo" / f"{words['name'].lower()}.toml").read_text())
    if "R" in words["roles"]:
        said = tomllib.loads((content / "en" / "decks" / "replies.toml").read_text())
        cards = {card["id"]: card["says"] for card in said["card"]}
        yield from wren.days(words, written, cards, first)
    else:
        yield from linden.days(words, written, first)
    yield from made(written["entry"], first)
