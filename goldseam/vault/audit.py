"""What the steward can check without any key: order, hashes and signatures of every space."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from goldseam.crypto import chain
from goldseam.crypto.errors import CryptoError
from goldseam.vault import rows
from goldseam.vault.models import Identity, RecordKey, Space


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that does not fit. Names no person and no content."""

    space: UUID
    seq: int | None
    what: str


def verify_all() -> list[Finding]:
    """Walk every space's chain. An empty list means: nothing out of order, nothing unsigned."""
    signers: dict[UUID, list[bytes]] = defaultdict(list)
    for person, key in Identity.objects.values_list("person_id", "sign_public"):
        signers[person].append(bytes(key))
    findings: list[Finding] = []
    for space in Space.objects.values_list("id", flat=True):
        findings += _walk(space, signers)
    return findings


def _walk(space: UUID, signers: dict[UUID, list[bytes]]) -> list[Finding]:
    found: list[Finding] = []
    head, expected = chain.GENESIS, 1
    for row in rows.every(space):
        digest = row.envelope[1:] if row.burned else chain.envelope_digest(row.envelope)
        link = chain.Link(row.seq, space.bytes, row.epoch, row.author.bytes, digest)
        if row.seq != expected or chain.link_hash(head, link) != row.hash:
            found.append(Finding(space, row.seq, "chain broken"))
        elif not any(_signs(key, row.hash, row.signature) for key in signers[row.author]):
            found.append(Finding(space, row.seq, "signature of nobody here"))
        if row.wrapped is None and not row.burned:
            found.append(Finding(space, row.seq, "key missing"))
        head, expected = row.hash, row.seq + 1
    if RecordKey.objects.filter(space_id=space, seq__gte=expected).exists():
        found.append(Finding(space, None, "keys without records"))
    return found


def _signs(public: bytes, head: bytes, signature: bytes) -> bool:
    try:
        chain.check_signature(public, head, signature)
    except CryptoError:
        return False
    return True
