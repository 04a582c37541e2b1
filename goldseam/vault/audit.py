"""What the steward can check without any key: order, hashes and signatures of every space.

Whose signature it must be is read from the public keys of the people here. Of somebody who has erased everything there
are none left; in a space of two whose other person stayed, their entries are looked at for order and hash only. The
person who stayed has the pinned keys, and their own check knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from goldseam.crypto import chain
from goldseam.vault import rows
from goldseam.vault.models import Identity, Membership, Record, RecordKey, Space

TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that does not fit. Names no person and no content."""

    space: UUID
    seq: int | None
    what: str


def verify_all() -> list[Finding]:
    """Walk every space's chain. An empty list means: nothing out of order, nothing unsigned."""
    signers: dict[UUID, list[bytes]] = defaultdict(list)
    members = Counter(Membership.objects.values_list("space_id", flat=True))
    for person, key in Identity.objects.values_list("person_id", "sign_public"):
        signers[person].append(bytes(key))
    findings: list[Finding] = []
    for space in Space.objects.values_list("id", flat=True):
        findings += _walk(space, signers, members[space])
    return findings


def _walk(space: UUID, signers: dict[UUID, list[bytes]], members: int) -> list[Finding]:
    """`members` of a space of two; 0 for a room."""
    found: list[Finding] = []
    left: set[UUID] = set()
    head, expected = chain.GENESIS, 1
    for row in rows.every(space):
        if row.seq != expected or not row.follows(head):
            found.append(Finding(space, row.seq, "chain broken"))
        elif members and row.author not in signers and len(left | {row.author}) + members <= TWO:
            left.add(row.author)
        elif not any(row.signed_by(key) for key in signers.get(row.author, ())):
            found.append(Finding(space, row.seq, "signature of nobody here"))
        if row.wrapped is None and not row.burned:
            found.append(Finding(space, row.seq, "key missing"))
        head, expected = row.hash, row.seq + 1
    # One statement, so that an entry kept during this walk is no finding.
    record = Record.objects.filter(space_id=space, seq=OuterRef("seq"))
    if RecordKey.objects.filter(~Exists(record), space_id=space).exists():
        found.append(Finding(space, None, "keys without records"))
    return found
