"""What must be true of a person's own records before a tool opens. Pure; a definition names a rule by its key here.

A gate protects the person who would go through it; it never waits for anybody else, and it says what opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from goldseam.tools import crisis
from goldseam.tools.fold import State
from goldseam.tools.shelf import Shelf
from goldseam.tools.t16_pause.gate import may_begin
from goldseam.tools.t45_room.pages import DECIDED as ANSWERED
from goldseam.tools.t58_check.state import hold

DECIDED_FROM = 7
"""Importance from which a balance of pros and cons may firm a decision instead of loosening it (T04, HR-18, E23)."""

PRACTISED = 10
"""Answers to practise alone before one's own story (T29)."""


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
    """T04 opens once a goal of T05 is important and decided, or once the question of T45 is (HR-18)."""
    room = gate.shelf.one("t45")
    return (room is not None and room.body.get("where") in ANSWERED) or any(
        item.body.get("decided") == "yes" and item.body.get("importance", 0) >= DECIDED_FROM
        for item in gate.shelf.standing("t05")
    )


def practised(gate: Gate) -> bool:
    """T29's own story opens after ten answers practised alone."""
    return gate.count("t29") >= PRACTISED


def one_area(gate: Gate) -> bool:
    """A repair is written down once one area of the impact was looked at."""
    return gate.count("t29b") >= 1


def owned_and_repaired(gate: Gate) -> bool:
    """T39 opens after an area of the impact and one repair, so that it is no way round the harm (HR-8)."""
    return one_area(gate) and gate.count("t39b") >= 1


def apology(gate: Gate) -> bool:
    """T28: the impact comes first for R (S1-3); shut while a look alone (T58) holds, in the same words."""
    hurt_somebody = "R" in gate.roles or not gate.roles
    return not hold(gate.state) and (one_area(gate) or not hurt_somebody)


def pause(gate: Gate) -> bool:
    """T16 comes after a look at the kind of trouble (T03) and at how much change matters (T05). HR-10."""
    return may_begin(gate.shelf)


def firm_ground(gate: Gate) -> bool:
    """T31 waits in a dark hour, and while a look alone (T58) holds: in the same words, so that it tells neither."""
    return not hold(gate.state) and crisis.rests(gate.state, gate.now) is None


RULES: dict[str, Callable[[Gate], bool]] = {
    "decided": decided,
    "practised": practised,
    "one_area": one_area,
    "owned_and_repaired": owned_and_repaired,
    "apology": apology,
    "pause": pause,
    "firm_ground": firm_ground,
}
