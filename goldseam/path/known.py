"""What the path and Today need to know about a person, worked out from their own records. Pure.

Settings a person makes ("me" records) are merged key by key, the newest winning. Everything else is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

Role = Literal["R", "B"]
ROLES: Final[tuple[Role, ...]] = ("R", "B")
STRONG: Final = 8
EVENING: Final = 18


@dataclass(frozen=True, slots=True)
class Known:
    """Counts and yes/no only: no word a person has written is in here, except the settings they chose."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind were ever kept (corrections not counted)."""
    ridden: int = 0
    plan_people: bool = False
    urges_today: int = 0
    strong_today: int = 0
    diary_today: bool = False
    kit: bool = False
    review: Literal["", "hard", "old"] = ""
    """Whether the plan for a bad hour should be read again, and why."""
    look_due: bool = False
    """Whether a look alone (T58) is offered. What an earlier one said is not known here."""
    there: frozenset[str] = frozenset()
    """Signs that the private tools show at this moment (`goldseam.path.facts`)."""
    resting: frozenset[str] = frozenset()
    """Tools that are not led to just now (after a hard answer)."""

    @property
    def roles(self) -> frozenset[Role]:
        chosen = self.settings.get("roles")
        return frozenset(role for role in ROLES if isinstance(chosen, list) and role in chosen)

    @property
    def numbers(self) -> bool:
        """Whether this person wants to see numbers (HR-20)."""
        return self.settings.get("numbers") is not False

    @property
    def asked(self) -> bool:
        """Whether the question of what brings you was answered; "skip" is an answer."""
        return "roles" in self.settings

    @property
    def ever(self) -> frozenset[str]:
        """Signs that were written down as true before something was changed or burned (decision 0018)."""
        kept = self.settings.get("ever")
        return frozenset(id for id in kept if isinstance(id, str)) if isinstance(kept, list) else frozenset()

    @property
    def cards(self) -> int:
        chosen = self.settings.get("favourites")
        return len(chosen) if isinstance(chosen, list) else 0

    @property
    def kept(self) -> int:
        return sum(self.counts.values())

    def count(self, kind: str) -> int:
        return self.counts.get(kind, 0)

    def later(self, name: str, today: date, days: int = 3) -> bool:
        """Whether the person said "not now" to this card today or on the days before, three in all."""
        put_off = self.settings.get("later")
        said = put_off.get(name) if isinstance(put_off, dict) else None
        try:
            return said is not None and 0 <= (today - date.fromisoformat(said)).days < days
        except (TypeError, ValueError):
            return False


def part_of_day(now: datetime) -> Literal["night", "morning", "afternoon", "evening"]:
    if now.hour < 5:
        return "night"
    if now.hour < 12:
        return "morning"
    return "afternoon" if now.hour < EVENING else "evening"
