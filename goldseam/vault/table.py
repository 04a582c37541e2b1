"""A space of two: what both lay down, in one chain that neither can rewrite unnoticed. Read from the first door.

It is a room with two authors. Every entry that is read is checked against the keys pinned in the ceremony (W6): one
of the two may run the server and hold the epoch's key, so opening an envelope does not say who wrote it. An author may
withdraw what is theirs; a dated gap stays. Nobody can withdraw for the other.

A member leaves at once, or at a moment chosen before. The moment is kept in the own sealed ring only and looked at
whenever that ring is opened. Nothing of theirs goes anywhere without it, so nobody needs to be there when it comes.

Its key is renewed every 90 days (`epochs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import takewhile
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from goldseam.crypto import chain
from goldseam.vault import epochs, rows
from goldseam.vault.digests import Fold
from goldseam.vault.doors import Keys
from goldseam.vault.epochs import EPOCH
from goldseam.vault.errors import Ended, NotYours, Tampered
from goldseam.vault.links import LinkRing, close_link, open_link
from goldseam.vault.models import Membership, Space
from goldseam.vault.rings import OwnRing
from goldseam.vault.room import Archived, Entry, Receipt, Room, encoded, opened
from goldseam.vault.rows import Heads, Row
from goldseam.vault.saving import saving
from goldseam.vault.state import State, open_state


class Table(Room):
    """One member's view of a space of two. Made by `tables`."""

    def __init__(self, keys: Keys, own: OwnRing, link: LinkRing, sealed: bytes, heads: Heads | None = None) -> None:
        super().__init__(keys.person, own, link.ring(), heads)
        self.link = link
        self._part = keys, sealed
        self._now = link.since
        self._pins[link.other] = link.other_sign
        self._hashes: dict[int, bytes] = {0: chain.GENESIS}

    @property
    def other(self) -> UUID:
        return self.link.other

    @property
    def ended(self) -> bool:
        return self.link.ended is not None

    def append(self, kind: str, body: dict[str, Any], *, id: UUID, now: datetime, upon: int | None = None) -> Receipt:
        """As in a room. Raises `Ended` once this person has left."""
        if self.ended or self.link.over(now):
            raise Ended
        self._now = now
        before = self.link, self._ring, self._part
        try:
            return super().append(kind, body, id=id, now=now, upon=upon)
        except BaseException:
            self.link, self._ring, self._part = before  # a key that was drawn went with the transaction
            raise

    def _insert(self, state: State, id: UUID, text: bytes, month: str) -> None:
        """The space is locked by now: somebody who leaves in another browser has left before this, or leaves after."""
        if self.left_meanwhile():
            raise Ended
        if epochs.is_old(self.link, self._now):
            self._renew(state, month)
        super()._insert(state, id, text, month)

    def _renew(self, state: State, month: str) -> None:
        """The grant is the last entry of the old epoch; what is written next is the first of the new one."""
        link, body = epochs.begin(self.link, self._own.identity(), state.head, self._now)
        super()._insert(state, uuid4(), encoded(EPOCH, body, self._now), month)
        self._take(link)

    def _take(self, link: LinkRing) -> None:
        """Go on with more keys, and keep them in one's own part if it is still the one that was read."""
        keys, before = self._part
        ring = close_link(keys, link)
        self.link, self._ring = link, link.ring()
        if _part(keys, link.space).filter(ring=before).update(ring=ring):
            self._part = keys, ring

    def _catch_up(self, epoch: int) -> None:
        link = epochs.caught_up(self.link, self.person, self._own, epoch)
        if link is not self.link:
            with suppress(DatabaseError), transaction.atomic():
                self._take(link)

    def _open_state(self, epoch: int, envelope: bytes) -> State:
        if epoch > len(self._ring.epochs):
            self._catch_up(epoch)
        return super()._open_state(epoch, envelope)

    def left_meanwhile(self) -> bool:
        """Whether this person has left in another browser since this one looked. Asked while the space is locked."""
        keys, ring = self._part
        now = _ring(keys.person, self.space)
        return now is None or (now != ring and _has_left(keys, self.space, now))

    def _open_or_refuse(self, row: Row) -> Entry:
        """Opens nothing whose signature or place in the chain is not its author's."""
        if not self._signed(row) or not row.follows(self._hash_before(row)):
            raise Tampered("signature")
        if row.epoch > len(self._ring.epochs):
            self._catch_up(row.epoch)
        return super()._open_or_refuse(row)

    def later(self, row: Row) -> bool:
        """Whether this entry came after this person had left."""
        return self.link.last is not None and row.seq > self.link.last

    def _open(self, row: Row) -> Entry | None:
        return None if self.later(row) else super()._open(row)

    def _shown(self, row: Row) -> Entry | None:
        return _seen(super()._shown(row))

    def entry(self, id: UUID) -> Entry | None:
        row = rows.by_id(self.space, id)
        return None if row is None or row.burned or self.later(row) else _seen(self._open_or_refuse(row))

    def _hash_before(self, row: Row) -> bytes:
        known = self._hashes.get(row.seq - 1)
        if known is None:
            before = rows.by_seq(self.space, row.seq - 1)
            known = before.hash if before is not None else b""
            self._hashes[row.seq - 1] = known
        self._hashes[row.seq] = row.hash
        return known

    def burn(self, id: UUID, spare: Sequence[Fold[Any]] = ()) -> bool:
        """Withdraw one's own entry: its key and body are destroyed, a dated gap stays. Raises `NotYours`; the
        grant of an epoch is both's."""
        row = rows.by_id(self.space, id)
        if row is not None and (row.author != self.person or self._is_grant(row)):
            raise NotYours
        return super().burn(id, spare)

    def _is_grant(self, row: Row) -> bool:
        try:
            return not row.burned and self._open_or_refuse(row).kind == EPOCH
        except Tampered:
            return False

    def archive(self) -> Iterator[Archived]:
        """As of a room, up to the day on which this person left."""
        return takewhile(lambda item: not self.later(item.row), super().archive())

    @property
    def end(self) -> tuple[int, bytes]:
        """(sequence, hash) of the newest entry that is this person's to read."""
        row = None if self.link.last is None else rows.by_seq(self.space, self.link.last)
        return self.head if row is None else (row.seq, row.hash)

    @property
    def authors(self) -> dict[UUID, list[bytes]]:
        """Both people with the public signing keys that are believed of them, oldest first."""
        return {person: list(keys) for person, keys in self._pins.items()}

    def gaps(self) -> list[UUID]:
        """Ids of entries that were withdrawn, in order."""
        return [row.id for row in rows.every(self.space) if row.burned]


def _seen(entry: Entry | None) -> Entry | None:
    """A grant is the vault's own business."""
    return None if entry is None or entry.kind == EPOCH else entry


def end_all(keys: Keys, now: datetime, sealed_with: Keys | None = None, own: OwnRing | None = None) -> None:
    """End every membership of this person, inside a transaction; what was there stays readable, with the new keys if
    all locks are being changed from `own` to others. A ring that does not open is nobody's way in, and keeps nobody
    from changing locks."""
    for space in list(Membership.objects.filter(person_id=keys.person).values_list("space_id", flat=True)):
        with suppress(Tampered):
            _end(keys, space, now, sealed_with or keys, own)


def leave(keys: Keys, space: UUID, now: datetime) -> None:
    """One act, alone, at once and silent (R13): nothing is written into the space, and nobody is told."""
    with saving():
        _end(keys, space, now, keys)


def leave_at(keys: Keys, space: UUID, moment: datetime | None, now: datetime) -> None:
    """Choose the moment of leaving, or another one; None to stay. As silent (R8): one's own ring is sealed anew, and
    that is all. It ends at that moment whether anybody is signed in or not; once come, it cannot be taken back."""
    with saving():
        row, link = _locked(keys, space)
        if row is None or link is None or link.ended is not None or link.over(now) or link.ends == moment:
            return
        known = 0 if moment is None else _last(link, row)
        _keep(keys, msgspec.structs.replace(link, ends=moment, known=known, turn=link.turn + 1))


def _locked(keys: Keys, space: UUID) -> tuple[Space | None, LinkRing | None]:
    """The space is locked first, as whoever writes into it does: so it is certain what was there by then."""
    row = Space.objects.select_for_update().filter(pk=space).first()
    ring = _ring(keys.person, space)
    return row, None if ring is None else open_link(keys, space, ring)


def _part(keys: Keys, space: UUID) -> QuerySet[Membership]:
    return Membership.objects.filter(space_id=space, person_id=keys.person)


def _ring(person: UUID, space: UUID) -> bytes | None:
    ring = Membership.objects.filter(space_id=space, person_id=person).values_list("ring", flat=True).first()
    return None if ring is None else bytes(ring)


def _keep(keys: Keys, link: LinkRing) -> None:
    _part(keys, link.space).update(ring=close_link(keys, link))


def _has_left(keys: Keys, space: UUID, ring: bytes) -> bool:
    """Of a ring that is not the one that was read: who changed every lock meanwhile has left too."""
    try:
        return open_link(keys, space, ring).ended is not None
    except Tampered:
        return True


def _end(keys: Keys, space: UUID, now: datetime, sealed_with: Keys, own: OwnRing | None = None) -> None:
    row, link = _locked(keys, space)
    if row is None or link is None:
        return
    if own is not None:
        link = epochs.caught_up(link, keys.person, own, row.epoch)
        link = msgspec.structs.replace(link, was=link.was or epochs.as_it_was(own))
    if link.over(now):
        link = _come(link)
    elif link.ended is None:
        changed = {"ended": now, "last": _last(link, row), "ends": None, "turn": link.turn + 1}
        link = msgspec.structs.replace(link, **changed)
    _keep(sealed_with, link)


def _last(link: LinkRing, space: Space) -> int:
    """What the sealed state says; where that was spoilt, what lies there: nothing keeps anybody from leaving."""
    try:
        return open_state(link.ring(), space.epoch, bytes(space.state)).seq
    except Tampered:
        newest = rows.newest(space.id)
        return newest.seq if newest is not None else 0


def _come(link: LinkRing) -> LinkRing:
    """The ring of somebody whose chosen moment has come. What was kept from that moment on is not theirs to read."""
    last = link.known
    for row in rows.after(link.space, link.known):
        if _kept_from(link, row):
            break
        last = row.seq
    return msgspec.structs.replace(link, ended=link.ends, last=last, turn=link.turn + 1)


def _kept_from(link: LinkRing, row: Row) -> bool:
    """Whether this was kept at the chosen moment or after it. A gap, and what does not open, says nothing of when; an
    epoch of which there is no key began without this member."""
    assert link.ends is not None  # noqa: S101 - asked only of a moment that has come
    if row.burned:
        return False
    if row.epoch > len(link.epochs):
        return True
    try:
        return opened(link.ring(), row).at >= link.ends
    except Tampered:
        return False


def tables(keys: Keys, own: OwnRing, heads: Heads | None = None) -> list[Table]:
    """The spaces of two that this person is in. A ring that does not open is left out: it is nobody's way in."""
    found, heads = [], heads or Heads()
    for member in Membership.objects.filter(person_id=keys.person).order_by("space_id"):
        try:
            ring = bytes(member.ring)
            link = open_link(keys, member.space_id, ring)
        except Tampered:
            continue
        if link.ends is not None and link.over(timezone.now()):
            link = _come(_caught_up(keys, own, link))
            _note(keys, link, ring)
        found.append(Table(keys, own, link, ring, heads))
    return found


def _caught_up(keys: Keys, own: OwnRing, link: LinkRing) -> LinkRing:
    epoch = Space.objects.filter(pk=link.space).values_list("epoch", flat=True).first() or 0
    return epochs.caught_up(link, keys.person, own, epoch)


def _note(keys: Keys, link: LinkRing, before: bytes) -> None:
    """Keep that the moment has come, so that no entry that is given an earlier date afterwards is read. Best effort:
    where it cannot be kept just now, the next look finds the same."""
    with suppress(DatabaseError), transaction.atomic():
        _part(keys, link.space).filter(ring=before).update(ring=close_link(keys, link))
