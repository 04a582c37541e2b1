"""Plans for what throws somebody off balance (T37), read from the table. Pure: entries in, plans out.

Whoever begins a plan writes what it is, what shows and what helps; the other answers what they can do, with words they
mean. Each writes only their own part, whoever they are (R22). A new version names the plan it belongs to, and the
newest of each part counts (R17). What does not read as such an entry is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal, TypeVar
from uuid import UUID

import msgspec
from msgspec import Meta

from goldseam.together.triggers.words import OWN
from goldseam.vault import Entry

PLAN: Final = "care"
REPLY: Final = "care_reply"
LOOKED: Final = "care_looked"
NOW: Final = "care_now"
"""Only ever a note in the own room."""
KINDS: Final = (PLAN, REPLY, LOOKED)
MOST: Final = 5
"""Plans that one person may have begun."""
PHRASES: Final = 5
PHRASE: Final = 80
LIES: Final = 90
"""Days for which a part lies there, if it is not written anew (R6)."""
TRIAL: Final = timedelta(days=14)
SHORT, LONG = 40, 200
LINE: Final = 120

Text = Annotated[str, Meta(max_length=LONG)]
Ids = Annotated[tuple[Annotated[str, Meta(max_length=SHORT)], ...], Meta(max_length=20)]
Trial = Literal["none", "trying", "due", "looked"]


class Part(msgspec.Struct, frozen=True):
    """What the one who began it wrote."""

    trigger: Text
    root: str = ""
    own: Text = ""
    sign: Text = ""
    helps: Ids = ()
    help_own: Text = ""
    no: Text = ""
    after: Text = ""
    word: Text = ""
    until: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """What can be answered with “I can” or “I can't”."""
        return (*self.helps, *((OWN,) if self.help_own else ()))


class Reply(msgspec.Struct, frozen=True):
    """What the other wrote. `own` is the wish in the other's words as it stood when it was answered."""

    plan: str
    can: Ids = ()
    cannot: Ids = ()
    own: Text = ""
    menu: Annotated[tuple[Annotated[str, Meta(max_length=PHRASE)], ...], Meta(max_length=PHRASES)] = ()
    word: Text = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    id: UUID
    """Of its first version; it stays."""
    by: UUID
    part: Part
    at: datetime
    reply: Reply | None = None
    replied: datetime | None = None
    looked: datetime | None = None

    @property
    def word(self) -> str:
        """The signal, once both have written the same."""
        one, other = self.part.word, self.reply.word if self.reply is not None else ""
        return one if one and _same(one, other) else ""

    @property
    def stale(self) -> bool:
        """Whether the plan was changed after it was answered."""
        return self.replied is not None and self.replied < self.at

    def answered(self, help: str) -> bool | None:
        """True for “I can”, False for “I can't”, None for neither."""
        if self.reply is None or (help == OWN and self.reply.own != self.part.help_own):
            return None
        return True if help in self.reply.can else False if help in self.reply.cannot else None

    @property
    def tried_until(self) -> datetime | None:
        """Two weeks from the day on which both parts were there as they are now."""
        return max(self.at, self.replied) + TRIAL if self.replied is not None and not self.stale else None

    def trial(self, now: datetime) -> Trial:
        until = self.tried_until
        if until is None:
            return "none"
        if now < until:
            return "trying"
        return "looked" if self.looked is not None and self.looked >= until else "due"


def plans(entries: Iterable[Entry]) -> list[Plan]:
    """Every plan that stands, in the order in which they were begun. `entries` are the oldest first."""
    every = [entry for entry in entries if entry.author is not None]
    found: dict[str, Plan] = {}
    for entry in every:
        part = _read(entry, Part) if entry.kind == PLAN else None
        if part is None or entry.author is None:
            continue
        root = part.root or entry.id.hex
        before = found.get(root)
        if before is None or before.by == entry.author:
            found[root] = Plan(UUID(root) if _is_hex(root) else entry.id, entry.author, part, entry.at)
    return [_with_the_rest(plan, every) for plan in found.values()]


def _with_the_rest(plan: Plan, every: Iterable[Entry]) -> Plan:
    reply, replied, looked = None, None, None
    for entry in every:
        read = _read(entry, Reply) if entry.kind == REPLY and entry.author != plan.by else None
        if read is not None and read.plan == plan.id.hex:
            reply, replied = read, entry.at
        if entry.kind == LOOKED and entry.body.get("plan") == plan.id.hex:
            looked = entry.at
    return Plan(plan.id, plan.by, plan.part, plan.at, reply, replied, looked)


def may_begin(found: Iterable[Plan], by: UUID) -> bool:
    """The same number for either."""
    return sum(plan.by == by for plan in found) < MOST


T = TypeVar("T", bound=msgspec.Struct)


def _read(entry: Entry, shape: type[T]) -> T | None:
    try:
        return msgspec.convert(entry.body, shape)
    except msgspec.ValidationError:
        return None


def _is_hex(text: str) -> bool:
    try:
        return UUID(text).hex == text
    except ValueError:
        return False


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
