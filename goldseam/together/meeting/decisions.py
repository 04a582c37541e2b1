"""What was decided: who, what, by when. Nobody decides for the other (HR-4). Pure.

“Me” holds at once. “You” is only somebody's word until the other takes it on, and “each of us” holds for the writer
until the other does. Whether it was done is said by its owner, and by nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from goldseam.together.meeting.reading import day, named, words
from goldseam.vault import Entry

DECISION: Final = "decision"
TAKEN: Final = "decision_taken"
SAID: Final = "decision_said"
KINDS: Final = (DECISION, TAKEN, SAID)
LONGEST: Final = 120
AHEAD: Final = 90
"""Days: a commitment ends by then (T22)."""
ME, YOU, BOTH = "me", "you", "both"
WHO: Final = (ME, YOU, BOTH)
DONE, PART, NOT, LET_GO = "done", "part", "not", "let_go"
HOW: Final = (DONE, PART, NOT, LET_GO)
_OVER: Final = frozenset({DONE, LET_GO})
SHOWN: Final = timedelta(days=30)
"""How long after its day one stays on the page with nothing said."""


@dataclass(frozen=True, slots=True)
class Decision:
    id: UUID
    what: str
    by: date
    author: UUID
    owners: tuple[UUID, ...]
    """Those who have it, by their own word."""
    asked: UUID | None
    """Who has not said yet whether they take it on."""
    said: dict[UUID, str] = field(default_factory=dict)

    def over(self, today: date) -> bool:
        done = bool(self.owners) and self.asked is None and all(self.said.get(one) in _OVER for one in self.owners)
        return done or today - self.by > SHOWN


def body(what: str, who: str, by: date) -> dict[str, Any]:
    return {"what": what, "who": who, "by": by.isoformat()}


def decisions(entries: Iterable[Entry], both: Collection[UUID]) -> list[Decision]:
    """One that nobody has taken on, and the asked person does not want, is none."""
    there = list(entries)
    found = [one for entry in there if entry.kind == DECISION and (one := _read(entry, there, both)) is not None]
    return [one for one in found if one.owners or one.asked is not None]


def _read(entry: Entry, all: list[Entry], both: Collection[UUID]) -> Decision | None:
    what, by, who = words(entry.body, "what", LONGEST), day(entry.body, "by"), entry.body.get("who")
    if entry.author is None or entry.author not in both or not what or by is None or who not in WHO:
        return None
    other = next(person for person in both if person != entry.author)
    about = [one for one in all if one.author is not None and named(one) == entry.id]
    taken = [one.body.get("yes") is True for one in about if one.kind == TAKEN and one.author == other]
    mine = (entry.author,) if who != YOU else ()
    owners = (*mine, other) if who != ME and taken and taken[-1] else mine
    said = {one.author: how for one in about if one.kind == SAID and (how := one.body.get("how")) in HOW}
    asked = other if who != ME and not taken else None
    return Decision(
        entry.id, what, by, entry.author, owners, asked, {p: how for p, how in said.items() if p is not None}
    )


def tally(all: Iterable[Decision]) -> dict[str, int]:
    """How often an owner said each. A decision of both is said twice."""
    said = [one.said.get(owner) for one in all for owner in one.owners]
    return {how: said.count(how) for how in HOW}
