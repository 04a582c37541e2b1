"""An open room: append, read by month, burn, fold, verify. Features see this and nothing below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import IntegrityError

from goldseam.crypto import chain
from goldseam.crypto.envelope import unseal
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.record import Place, Sealed, content_key, month_tag, open_record, seal_record
from goldseam.vault import rows
from goldseam.vault.digests import Fold, Folded, Keeper, made
from goldseam.vault.drafts import Drafts
from goldseam.vault.errors import Moved, Tampered
from goldseam.vault.models import Digest, Record, RecordKey, Space
from goldseam.vault.rings import OwnRing, RoomRing
from goldseam.vault.rows import BURNED, Heads, Row
from goldseam.vault.saving import forget_on_disk, saving
from goldseam.vault.state import State, close_state, open_state

D = TypeVar("D", bound=msgspec.Struct)
RECORD_VERSION = 1
LARGEST = 64 * 1024
"""Most bytes of one record's JSON; far above any form's limits."""


class _Body(msgspec.Struct):
    """The sealed JSON of a record."""

    v: int
    kind: str
    at: datetime
    body: dict[str, Any]


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(_Body).decode


@dataclass(frozen=True, slots=True)
class Entry:
    """One opened record; `at` is when it was kept (UTC), `body` what the tool wrote."""

    id: UUID
    seq: int
    kind: str
    at: datetime
    body: dict[str, Any]
    author: UUID | None = field(default=None, compare=False)
    """Who wrote it; None for entries that were not read from a space."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was acknowledged after the commit; `replayed` when the same id had been kept before."""

    id: UUID
    seq: int
    replayed: bool


@dataclass(frozen=True, slots=True)
class Archived:
    """Everything about one stored record, for its owner's archive.

    `text` is the sealed JSON byte for byte. `text` and `key` are None once burned, and for a damaged record.
    """

    row: Row
    digest: bytes
    text: bytes | None
    key: bytes | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit; `seq` is the record's number or None for the space as a whole."""

    seq: int | None
    what: str


def month_of(moment: datetime) -> str:
    """ "YYYY-MM" in UTC, the unit of reading."""
    return moment.astimezone(UTC).strftime("%Y-%m")


def encoded(kind: str, body: dict[str, Any], now: datetime) -> bytes:
    """The JSON of a record as it is sealed."""
    return _encode(_Body(RECORD_VERSION, kind, now.astimezone(UTC), body))


def opened(ring: RoomRing, row: Row) -> Entry:
    """What stands in a row. Raises `Tampered`. Who signed it is not looked at here."""
    if row.wrapped is None:
        raise Tampered("key is gone")
    try:
        text = open_record(ring.key(row.epoch), row.place, Sealed(row.envelope, row.wrapped))
        body = _decode(text)
    except (CryptoError, msgspec.DecodeError) as error:
        raise Tampered("record") from error
    return Entry(row.id, row.seq, body.kind, body.at, body.body, row.author)


class Room:
    """One person's sealed space while both doors are open. Made by `goldseam.vault.current` for one request: it
    shows what was there when it was first looked into, and what it wrote itself."""

    def __init__(self, person: UUID, own: OwnRing, ring: RoomRing, heads: Heads | None = None) -> None:
        self.person = person
        self.space = ring.space
        self._heads = heads or Heads()
        self._heads.expect(self.space)
        self.problems: list[Problem] = []
        self._damage = 0
        self._folded: dict[tuple[str, int, str], Any] = {}
        self._digests: dict[tuple[str, int], dict[str, Any]] = {}
        self._current: dict[str, list[Entry]] = {}
        self._own = own
        self._ring = ring
        self._pins: dict[UUID, list[bytes]] = {person: own.signed_by}

    # -- state ---------------------------------------------------------------------------------

    def _read_state(self, *, lock: bool = False) -> State:
        found = Space.objects.filter(pk=self.space)
        row = (found.select_for_update() if lock else found).first()
        if row is None:
            raise Tampered("space is gone")
        return self._open_state(row.epoch, bytes(row.state))

    def _open_state(self, epoch: int, envelope: bytes) -> State:
        return open_state(self._ring, epoch, envelope)

    @cached_property
    def _state(self) -> State:
        found = self._heads.take(self.space)
        if found is None:
            raise Tampered("space is gone")
        state = self._open_state(found.epoch, found.state)
        if (state.seq, state.head) != (found.seq, found.hash):
            self._found(None, "the newest entries were removed or exchanged")
        return state

    def _forget_state(self) -> None:
        self.__dict__.pop("_state", None)
        self._heads.forget(self.space)
        self._folded.clear()
        self._digests.clear()
        self._current.clear()

    def _found(self, seq: int | None, what: str) -> None:
        self._damage += 1
        problem = Problem(seq, what)
        if problem not in self.problems:
            self.problems.append(problem)

    @property
    def head(self) -> tuple[int, bytes]:
        """(sequence, hash) of the newest record as sealed in the state."""
        return self._state.seq, self._state.head

    @property
    def burned(self) -> int:
        """How many records were ever burned; it never goes down."""
        return sum(count[1] for count in self._state.months.values())

    # -- write ---------------------------------------------------------------------------------

    def append(self, kind: str, body: dict[str, Any], *, id: UUID, now: datetime, upon: int | None = None) -> Receipt:
        """Keep one record under the client's `id`. A repeat of the same id stores nothing and answers the same.

        Returns only after the commit. Raises `NotSaved` (nothing was kept that this call can vouch for; a retry
        with the same id is safe), `Tampered`, or `ValueError` for a body over `LARGEST` bytes. `upon` is the number
        of the newest record the body was made from: `Moved` if another was kept since.
        """
        text = encoded(kind, body, now)
        if len(text) > LARGEST:
            raise ValueError("record too large")
        with saving():
            state = self._read_state(lock=True)
            before = rows.by_id(self.space, id)
            if before is not None:
                return self._again(state, before)
            if upon is not None and state.seq != upon:
                self._forget_state()
                raise Moved
            try:
                self._insert(state, id, text, month_of(now))
            except IntegrityError as error:  # the place behind the sealed head is taken
                raise Tampered("entries beyond the head") from error
        self._forget_state()
        return Receipt(id, state.seq, False)

    def _again(self, state: State, before: Row) -> Receipt:
        """Answer a repeat. Only for an entry that is still what was kept; a forged one is not called saved."""
        if not before.burned:
            self._open_or_refuse(before)
        if before.seq > state.seq:
            raise Tampered("entries beyond the head")
        # The first commit may never have reached the disk or the standby (a kill between writing and syncing, a
        # cancelled wait). Committing something now carries it there before "saved" is said again.
        self._write_state(state)
        return Receipt(before.id, before.seq, True)

    def _insert(self, state: State, id: UUID, text: bytes, month: str) -> None:
        epoch = len(self._ring.epochs)
        seq = state.seq + 1
        place = Place(self.space.bytes, id.bytes, seq, epoch, self.person.bytes, month_tag(self._ring.index_key, month))
        sealed = seal_record(self._ring.key(epoch), place, text)
        digest = chain.envelope_digest(sealed.envelope)
        head = chain.link_hash(state.head, chain.Link(seq, self.space.bytes, epoch, self.person.bytes, digest))
        Record.objects.bulk_create(
            [
                Record(
                    space_id=self.space,
                    seq=seq,
                    id=id,
                    epoch=epoch,
                    author=self.person,
                    tag=place.tag,
                    envelope=sealed.envelope,
                    hash=head,
                    signature=chain.sign(self._own.sign_seed, head),
                )
            ]
        )
        RecordKey.objects.bulk_create([RecordKey(space_id=self.space, seq=seq, wrapped=sealed.wrapped)])
        state.seq, state.head = seq, head
        state.months.setdefault(month, [0, 0])[0] += 1
        self._write_state(state)

    def _write_state(self, state: State) -> None:
        epoch = len(self._ring.epochs)
        Space.objects.filter(pk=self.space).update(epoch=epoch, state=close_state(self._ring, epoch, state))

    def burn(self, id: UUID, spare: Sequence[Fold[Any]] = ()) -> bool:
        """Destroy one record's key and body for good; its place in the chain stays. False if it is not there.

        Digests go with it, for they hold its numbers. Those that `spare`'s folds made of the months before it know
        nothing of it and stay; whatever else there is goes, of folds nobody names here too.
        """
        with saving():
            state = self._read_state(lock=True)
            row = rows.by_id(self.space, id)
            if row is None or row.burned:
                return False
            if row.gap:  # burned, but somebody put a key back
                RecordKey.objects.filter(space_id=self.space, seq=row.seq).delete()
                return False
            month = next((m for m in state.months if month_tag(self._ring.index_key, m) == row.tag), None)
            if month is None:
                raise Tampered("month of a record")
            RecordKey.objects.filter(space_id=self.space, seq=row.seq).delete()
            Record.objects.filter(space_id=self.space, seq=row.seq).update(
                envelope=BURNED + chain.envelope_digest(row.envelope)
            )
            self._drop_digests(month, spare)
            state.months[month][1] += 1
            self._write_state(state)
        forget_on_disk()
        self._forget_state()
        return True

    def _drop_digests(self, month: str, spare: Sequence[Fold[Any]]) -> None:
        keeper = self._keeper()
        sound = [keeper.tag(fold, earlier) for fold in spare for earlier in self.months() if earlier < month]
        Digest.objects.filter(space_id=self.space).exclude(tag__in=sound).delete()

    # -- read ----------------------------------------------------------------------------------

    def months(self) -> list[str]:
        """The months that hold records, oldest first."""
        return sorted(self._state.months)

    def month(self, month: str) -> list[Entry]:
        """The readable entries of one month, in order. Damaged ones are left out and named in `problems`."""
        return self._months([month])

    def between(self, first: str, last: str) -> list[Entry]:
        """The same of all months from `first` to `last`, in one look."""
        return self._months([m for m in self.months() if first <= m <= last])

    def current(self, now: datetime) -> list[Entry]:
        """This month's entries, and any later ones a wrong clock has made."""
        return self._months([m for m in self.months() if m >= month_of(now)])

    def _months(self, months: Sequence[str]) -> list[Entry]:
        tags = [month_tag(self._ring.index_key, m) for m in months]
        found = rows.by_tags(self.space, tags)
        while not self._counts_fit(months, found):
            again = self._read_state()
            if again == self._state:
                self._found(None, "entries are missing from a month, or were added to it")
                break
            self._forget_state()  # kept or burned on another device since our last look
            self.__dict__["_state"] = again
            found = rows.by_tags(self.space, tags)
        opened = (self._shown(row) for row in found if not row.burned)
        return [entry for entry in opened if entry is not None]

    def _counts_fit(self, months: Sequence[str], found: Sequence[Row]) -> bool:
        counts = [self._state.months.get(m, [0, 0]) for m in months]
        burned = sum(1 for row in found if row.burned)
        return (len(found), burned) == (sum(c[0] for c in counts), sum(c[1] for c in counts))

    def _shown(self, row: Row) -> Entry | None:
        """What features see of a row."""
        return self._open(row)

    def _open(self, row: Row) -> Entry | None:
        try:
            return self._open_or_refuse(row)
        except Tampered:
            self._found(row.seq, "an entry was changed, moved or replaced")
            return None

    def _open_or_refuse(self, row: Row) -> Entry:
        return opened(self._ring, row)

    def entry(self, id: UUID) -> Entry | None:
        """One record by its id; None if absent or burned. Raises `Tampered` if it was changed."""
        row = rows.by_id(self.space, id)
        return None if row is None or row.burned else self._open_or_refuse(row)

    def holds(self, id: UUID) -> bool:
        """Whether anything was ever kept under this id, also if it was burned since."""
        return rows.by_id(self.space, id) is not None

    def entries(self, ids: Sequence[UUID]) -> list[Entry]:
        """Several records by their ids, in order; absent and burned ones are left out, damaged ones named."""
        opened = (self._shown(row) for row in rows.by_ids(self.space, ids) if not row.burned)
        return [entry for entry in opened if entry is not None]

    def every(self) -> Iterator[Entry]:
        """All readable entries, oldest first (search, export)."""
        for row in self._walk():
            entry = None if row.burned else self._shown(row)
            if entry is not None:
                yield entry

    def _walk(self) -> Iterator[Row]:
        """All rows, oldest first; at the end, a number that does not fit the sealed head is named."""
        newest, count = self._state.seq, 0
        for row in rows.every(self.space):
            count += row.seq <= newest
            yield row
        if count != newest:
            self._found(None, "entries are missing, or were added")

    # -- fold ----------------------------------------------------------------------------------

    def folded(self, fold: Fold[D], now: datetime) -> Folded[D]:
        """The open month's entries and the digest of everything before it; read once."""
        month = month_of(now)
        known: Folded[D] | None = self._folded.get((fold.name, fold.version, month))
        if known is not None:
            return known
        closed = [m for m in self.months() if m < month]
        past = self._made(fold, closed, closed[-1:])[closed[-1]] if closed else None
        entries = self.since(now)
        found = Folded(past, entries, lambda: fold.close(past, month, entries))
        self._folded[fold.name, fold.version, month] = found
        return found

    def since(self, moment: datetime) -> list[Entry]:
        """The entries of the month of `moment` and of all later ones; read once, however many folds and pages ask."""
        month = month_of(moment)
        if month not in self._current:
            longer = next((entries for first, entries in self._current.items() if first < month), None)
            if longer is None:
                self._current[month] = self.current(moment)
            else:
                self._current[month] = [entry for entry in longer if month_of(entry.at) >= month]
        return self._current[month]

    def digests(self, fold: Fold[D], first: str, last: str, now: datetime) -> list[tuple[str, D]]:
        """Sealed summaries of the closed months from `first` to `last`, made where missing."""
        closed = [m for m in self.months() if m < month_of(now)]
        wanted = [m for m in closed if first <= m <= last]
        have = self._made(fold, closed, wanted)
        return [(m, have[m]) for m in wanted]

    def _made(self, fold: Fold[D], closed: Sequence[str], wanted: Sequence[str]) -> dict[str, D]:
        """Each digest is opened once, however many parts of a page look at it."""
        have: dict[str, D] = self._digests.setdefault((fold.name, fold.version), {})
        missing = [month for month in wanted if month not in have]
        if missing:
            have |= made(self._keeper(), fold, closed, missing)
        return have

    @property
    def drafts(self) -> Drafts:
        """Unfinished writing of this room."""
        return Drafts(self.space, self._ring.index_key, self._ring.epochs[-1])

    def _keeper(self) -> Keeper:
        ring = self._ring
        return Keeper(self.space, ring.index_key, ring.epochs[-1], self._state, self.month, lambda: self._damage)

    # -- check ---------------------------------------------------------------------------------

    def verify(self) -> list[Problem]:
        """Walk the whole chain: order, hashes, signatures by keys this person pinned, every body, every count."""
        state = self._read_state()
        while True:
            found = self._verify(state)
            again = self._read_state()
            if not found or again == state:
                return found
            state = again  # something was kept or burned during the walk

    def _verify(self, state: State) -> list[Problem]:
        found: list[Problem] = []
        head, seq = chain.GENESIS, 0
        counts: dict[bytes, list[int]] = {}
        for row in rows.every(self.space):
            seq += 1
            found += self._verify_row(row, seq, head)
            head, seq = row.hash, row.seq
            count = counts.setdefault(row.tag, [0, 0])
            count[0] += 1
            count[1] += row.burned
        expected = {month_tag(self._ring.index_key, m): c for m, c in state.months.items()}
        if (seq, head) != (state.seq, state.head) or counts != expected:
            found.append(Problem(None, "entries are missing, or were added"))
        return found

    def _verify_row(self, row: Row, seq: int, head: bytes) -> list[Problem]:
        if row.seq != seq or not row.follows(head):
            return [Problem(row.seq, "the order was changed or an entry exchanged")]
        if not self._signed(row):
            return [Problem(row.seq, "the signature is not yours")]
        try:
            if not row.burned:
                self._open_or_refuse(row)
        except Tampered:
            return [Problem(row.seq, "an entry was changed, moved or replaced")]
        return []

    def _signed(self, row: Row) -> bool:
        """By a key that this person had pinned for its author."""
        return any(row.signed_by(key) for key in self._pins.get(row.author, ()))

    def archive(self) -> Iterator[Archived]:
        """Everything stored, oldest first, with content keys, for the owner's own archive."""
        for row in self._walk():
            if row.burned:
                yield Archived(row, row.envelope[1:], None, None)
                continue
            text = key = None
            if self._open(row) is not None and row.wrapped is not None:
                key = content_key(self._ring.key(row.epoch), row.place, row.wrapped)
                text = unseal(key, row.envelope, row.place.aad(b"body"))
            yield Archived(row, chain.envelope_digest(row.envelope), text, key)

    @property
    def signers(self) -> list[bytes]:
        """Every public signing key this person has had, oldest first (32 bytes each)."""
        return list(self._own.signed_by)
