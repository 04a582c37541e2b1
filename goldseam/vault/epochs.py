"""New keys for a space of two: a new epoch with the first entry that is written 90 days after the last one began.

Whoever writes that entry draws the key and lays, before it and in the same transaction, a grant in the chain: boxed for
exactly the pinned other, signed, naming both members and the head it follows (W7). It is the last entry of the old
epoch. The other finds it at the next look, checks it against the own pins only, and keeps the key in the own ring. Its
writer can read it again too, so a ring that was put back costs nobody a key. Once both have a key nobody needs to meet.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from goldseam.crypto import chain, derive
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.grant import Terms, make_grant, read_grant
from goldseam.crypto.identity import Identity, Public
from goldseam.vault import rows
from goldseam.vault.errors import Tampered
from goldseam.vault.links import LinkRing, Was
from goldseam.vault.rings import OwnRing
from goldseam.vault.room import Entry, opened
from goldseam.vault.rows import Row

EPOCH: Final = "epoch"
"""The kind of the entry. No feature sees one."""
LASTS: Final = timedelta(days=90)


class _Granted(msgspec.Struct, frozen=True):
    """Its body."""

    epoch: int
    grant: bytes


def is_old(link: LinkRing, now: datetime) -> bool:
    """Whether the next entry begins a new epoch."""
    return now - (link.begun or link.since) >= LASTS


def begin(link: LinkRing, own: Identity, head: bytes, now: datetime) -> tuple[LinkRing, dict[str, Any]]:
    """The ring with a new key, and the body of the entry that grants it to the other; it follows `head`."""
    key, epoch = derive.new_key(), len(link.epochs) + 1
    grant = make_grant(own, link.public(), _terms(link, own.public(), epoch, head), key)
    body = {"epoch": epoch, "grant": base64.b64encode(grant).decode()}
    return msgspec.structs.replace(link, epochs=[*link.epochs, key], begun=now), body


def caught_up(link: LinkRing, person: UUID, own: OwnRing, epoch: int) -> LinkRing:
    """The ring with the keys up to `epoch`, as far as they were granted. What is no such grant ends it there."""
    while len(link.epochs) < epoch:
        try:
            link = _next(link, person, own)
        except Tampered:
            break
    return link


def as_it_was(own: OwnRing) -> Was:
    """What is kept of an identity that is given up, so that the space it was pinned in stays readable."""
    public = own.identity().public()
    return Was(public.sign, public.box, own.box_seed)


def _next(link: LinkRing, person: UUID, own: OwnRing) -> LinkRing:
    """The entry before the first one of the next epoch must be its grant."""
    epoch = len(link.epochs) + 1
    first = rows.first_of_epoch(link.space, epoch)
    row = rows.by_seq(link.space, first.seq - 1) if first is not None else None
    if row is None or row.epoch != epoch - 1 or row.burned:
        raise Tampered("no grant")
    before = rows.by_seq(link.space, row.seq - 1)
    head = chain.GENESIS if before is None else before.hash
    entry = _read(link, row, head, person, own)
    try:
        granted = msgspec.convert(entry.body, _Granted)
        me = link.was or as_it_was(own)
        mine, theirs = me.public(), link.public()
        sender, recipient = (mine, theirs) if row.author == person else (theirs, mine)
        terms = _terms(link, mine, epoch, head)
        key = read_grant(me.box_seed, theirs.box, sender, recipient, granted.grant, terms)
    except (CryptoError, msgspec.ValidationError) as error:
        raise Tampered("grant") from error
    if granted.epoch != epoch or key in link.epochs:
        raise Tampered("grant")
    return msgspec.structs.replace(link, epochs=[*link.epochs, key], begun=entry.at)


def _read(link: LinkRing, row: Row, head: bytes, person: UUID, own: OwnRing) -> Entry:
    """The entry, in its place and signed by one of the two."""
    signers = {person: own.signed_by, link.other: link.other_sign}.get(row.author, [])
    if not row.follows(head) or not any(row.signed_by(key) for key in signers):
        raise Tampered("signature")
    entry = opened(link.ring(), row)
    if entry.kind != EPOCH:
        raise Tampered("no grant")
    return entry


def _terms(link: LinkRing, mine: Public, epoch: int, head: bytes) -> Terms:
    both = sorted((mine.fingerprint(), link.public().fingerprint()))
    return Terms(link.space.bytes, epoch, tuple(both), head)
