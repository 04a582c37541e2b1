"""What must be true of a person's own records before a tool opens. Pure; a definition names a rule by its key here.

A gate protects the person who would go through it; it never waits for anybody else, and it says what opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from goldseam.tools.fold import State
from goldseam.tools.shelf import Shelf

DECIDED_FROM = 7
"""Importance from which a balance of pros and cons may firm a decision instead of loosening it (T04, HR-18, E23)."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Everything a rule may look at."""

    state: State
    shelf: Shelf
    now: datetime
    roles: tuple[str, ...]

    def count(self, kind: str) -> int:
        return self.state.counts.get(kind, 0)


def decided(gate: Gate) -> bool:
    """T04 opens once a goal of T05 is important and decided (HR-18)."""
    return any(
        item.body.get("decided") == "yes" and item.body.get("importance", 0) >= DECIDED_FROM
        for item in gate.shelf.standing("t05")
    )


RULES: dict[str, Callable[[Gate], bool]] = {"decided": decided}
