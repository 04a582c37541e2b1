"""What the path and Today need to know about a person, worked out from their own records. Pure.

Settings a person makes ("me" records) are merged key by key, the newest winning. Everything else is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

Role = Literal["R", "B"]
Stage = Literal[0, 1, 2, 3, 4]
ROLES: Final[tuple[Role, ...]] = ("R", "B")
STRONG: Final = 8
EVENING: Final = 18
LAST_STAGE: Final = 4
USUAL: Final = 2
"""Days between two readings, unless somebody chose otherwise."""
OTHERS: Final = ("with", "unwilling", "untold", "apart", "children", "none")
"""How it stands with the other person: wants to work on it too, does not, was not told, apart, apart with children."""
ALONE: Final = frozenset(OTHERS[1:])
SUNDAY: Final = 6
LONGEST: Final = 56
"""Days that "not now" holds at most."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a person has said of one lesson (T08), and on which day they first did."""

    status: Literal["new", "read", "useful", "done", "not_for_me"]
    day: date

    @property
    def closed(self) -> bool:
        """Read or left on purpose: it is not offered again."""
        return self.status != "new"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How quickly a person wants to go: at least so many days from one reading to the next, and a day of rest."""

    days: int = USUAL
    rest: int | None = None
    """0 is Monday; None for no day."""


PACES: Final = (1, 2, 3)


def rhythm_of(settings: Mapping[str, Any]) -> Rhythm:
    days, rest = settings.get("pace"), settings.get("rest_day")
    return Rhythm(days if days in PACES else USUAL, rest if isinstance(rest, int) and 0 <= rest <= SUNDAY else None)


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
    dark: bool = False
    """Whether heavy things rest just now."""
    lessons: Mapping[str, Read] = field(default_factory=dict)
    """What was said of each lesson, by its id."""
    today: Mapping[str, int] = field(default_factory=dict)
    """How many records of each kind were kept today, corrections not counted."""
    lapse: Literal["", "open", "mended"] = ""
    """Whether the newest lapse still waits to be learned from, was learned from, or there is none."""

    @property
    def roles(self) -> frozenset[Role]:
        chosen = self.settings.get("roles")
        return frozenset(role for role in ROLES if isinstance(chosen, list) and role in chosen)

    @property
    def stage(self) -> int:
        """The stage the person has chosen; nothing else moves it."""
        chosen = self.settings.get("stage")
        return chosen if isinstance(chosen, int) and 0 <= chosen <= LAST_STAGE else 0

    @property
    def said(self) -> frozenset[str]:
        """Signs that the person says are there."""
        kept = self.settings.get("said")
        listed = [id for id in kept if isinstance(id, str)] if isinstance(kept, list) else []
        return frozenset([*listed, *(["leave"] if self.settings.get("tried_leave") is True else [])])

    @property
    def two(self) -> bool:
        """Whether what is for two may be shown at all: not to somebody who said that there is nobody to do it with."""
        return self.settings.get("other_is") not in ALONE

    @property
    def rhythm(self) -> Rhythm:
        return rhythm_of(self.settings)

    def rests_on(self, day: date) -> bool:
        return self.rhythm.rest == day.weekday()

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
        """Whether the person said "not now" to this card, for so many days; each further time it is twice as long."""
        put_off = self.settings.get("later")
        said, times = put_off_on(put_off.get(name) if isinstance(put_off, dict) else None)
        return said is not None and 0 <= (today - said).days < min(days * 2 ** (times - 1), max(days, LONGEST))


def put_off_on(said: object) -> tuple[date | None, int]:
    """When a card was put off last, and how often so far. Kept as "2026-11-18"; from the second time "2026-11-18*2"."""
    if not isinstance(said, str):
        return None, 0
    day, _star, times = said.partition("*")
    try:
        return date.fromisoformat(day), int(times or 1)
    except ValueError:
        return None, 0


def part_of_day(now: datetime) -> Literal["night", "morning", "afternoon", "evening"]:
    if now.hour < 5:
        return "night"
    if now.hour < 12:
        return "morning"
    return "afternoon" if now.hour < EVENING else "evening"
