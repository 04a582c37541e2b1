"""The table of a person, read once for a page: whose it is, whether it is open, what lies on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from goldseam.together import gate
from goldseam.vault import Entry, Vault, pairing
from goldseam.vault.table import Table

LAID: Final = "laid"
LASTS: Final = timedelta(days=92)
"""Longer than anything may lie there (R6): on a table that was left before that, nothing lies any more."""
BACK: Final = timedelta(days=400)
"""How far back a page reads. What lies there longer has had an end date, or is found in the archive."""
AWAY: Final = BACK - LASTS
"""Whoever wrote nothing here for so long may have laid something that a page does not reach any more."""


@dataclass
class Ours:
    """One person's view of the table."""

    vault: Vault
    table: Table
    now: datetime

    @cached_property
    def entries(self) -> list[Entry]:
        first = (self.now - BACK).strftime("%Y-%m")
        return self.table.between(first, "9999-12")

    @cached_property
    def said(self) -> dict[UUID, tuple[bool, datetime]]:
        return gate.last_word(self.entries)

    @property
    def both(self) -> tuple[UUID, UUID]:
        return self.vault.person, self.table.other

    @cached_property
    def away(self) -> bool:
        """Whether this person wrote nothing here for a long time, as of the first look."""
        return not any(self.mine(entry) and self.now - entry.at < AWAY for entry in self.entries)

    @cached_property
    def open(self) -> bool:
        return not self.table.ended and gate.is_open(self.said, self.both, self.table.link.since, self.now)

    @property
    def other_name(self) -> str:
        """What they were called in the ceremony; looked up nowhere, so it shows no account that was erased (R13)."""
        return self.table.link.name

    def of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]

    def laid(self, today: date) -> list[Entry]:
        """What lies there and has not reached its last day, newest first."""
        return [entry for entry in reversed(self.of(LAID)) if not over(entry.body, today)]

    def mine(self, entry: Entry) -> bool:
        return entry.author == self.vault.person


def over(body: dict[str, Any], today: date) -> bool:
    until = body.get("until")
    return isinstance(until, str) and date.fromisoformat(until) < today


def ours(vault: Vault, now: datetime) -> Ours | None:
    """The newest table that this person has not left; None without one."""
    live = [table for table in vault.tables if not table.ended]
    return Ours(vault, max(live, key=lambda table: table.link.since), now) if live else None


def earlier(vault: Vault) -> list[Table]:
    """Tables that were left, in the order in which they were begun: what was there can still be read."""
    return sorted((table for table in vault.tables if table.ended), key=lambda table: table.link.since)


def may_begin(vault: Vault, now: datetime) -> bool:
    """One table at a time: whoever is at one leaves it first, so that its page always names everybody who reads (R5).
    While one's own code is about, a new one may be made: the space that waits for the guest goes with the old."""
    return ours(vault, now) is None or pairing.inviting(vault.person)


def holding(vault: Vault, id: UUID, now: datetime) -> Ours | None:
    """The table on which this lies or lay, also one that was left: one's own can be taken back from there too (R6)."""
    there = next((table for table in vault.tables if table.holds(id)), None)
    return Ours(vault, there, now) if there is not None else ours(vault, now)


def read_by(vault: Vault, found: Ours | None, now: datetime) -> list[Ours]:
    """The tables on which something of this person's still lies for the other, and the one that is open (R5).
    `found` is the one at which this person is, if it was read already."""
    today = now.date() - timedelta(days=1)  # wherever the other lives, the last day is not over there before
    known = [] if found is None else [found]
    others = [table for table in vault.tables if all(table is not one.table for one in known)]
    left = [Ours(vault, table, now) for table in others if table.link.ended is None or now - table.link.ended < LASTS]
    return [one for one in [*known, *left] if one.open or any(one.mine(entry) for entry in one.laid(today))]
