"""Reading and writing record rows. Plain SQL, because a month is read on every page and rows need no models."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from goldseam.crypto import chain
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.record import Place

BURNED = b"\0"
"""First byte of what stands in for a burned envelope; its SHA-256 follows."""
_FROM = (
    "FROM vault_record r LEFT JOIN vault_recordkey k ON k.space_id = r.space_id AND k.seq = r.seq "
    "WHERE r.space_id = %s "
)
_COLUMNS = "r.seq, r.id, r.epoch, r.author, r.tag, r.envelope, r.hash, r.signature, k.wrapped " + _FROM
_COLUMNS_SQLITE = (
    "r.seq, r.id, r.epoch, r.author, CAST(r.tag AS BLOB), CAST(r.envelope AS BLOB), CAST(r.hash AS BLOB), "
    "CAST(r.signature AS BLOB), CAST(k.wrapped AS BLOB) " + _FROM
)
"""SQLite keeps text in any column, and text that is no UTF-8 would end the whole reading, not only that row's."""


@dataclass(frozen=True, slots=True)
class Row:
    """A stored record as it lies there; `wrapped` is None once its key is destroyed."""

    space: UUID
    seq: int
    id: UUID
    epoch: int
    author: UUID
    tag: bytes
    envelope: bytes
    hash: bytes
    signature: bytes
    wrapped: bytes | None

    @property
    def gap(self) -> bool:
        """Is the body what a burn leaves?"""
        return self.envelope[:1] == BURNED and len(self.envelope) == 33

    @property
    def burned(self) -> bool:
        return self.wrapped is None and self.gap

    def follows(self, head: bytes) -> bool:
        """Does this row's hash continue a chain whose head was `head`?"""
        digest = self.envelope[1:] if self.burned else chain.envelope_digest(self.envelope)
        try:
            link = chain.Link(self.seq, self.space.bytes, self.epoch, self.author.bytes, digest)
            return chain.link_hash(head, link) == self.hash
        except CryptoError:  # a hash of the wrong length before it, a number no row can have
            return False

    def signed_by(self, public: bytes) -> bool:
        try:
            chain.check_signature(public, self.hash, self.signature)
        except CryptoError:
            return False
        return True

    @property
    def place(self) -> Place:
        return Place(self.space.bytes, self.id.bytes, self.seq, self.epoch, self.author.bytes, self.tag)


def _uuid(value: Any) -> UUID:
    """What stands in an id column. What cannot be an id becomes one that opens nothing (SQLite keeps any text)."""
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except (ValueError, AttributeError, TypeError):
        return UUID(int=0)


def _bytes(value: Any) -> bytes:
    """What stands in a binary column; empty, which opens nothing, for what is not binary."""
    return bytes(value) if isinstance(value, (bytes, memoryview)) else b""


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _param(value: UUID) -> Any:
    return value if connection.vendor == "postgresql" else value.hex


@dataclass(frozen=True, slots=True)
class Head:
    """A space's sealed state, and the number and hash of its newest row, of one moment."""

    epoch: int
    state: bytes
    seq: int
    hash: bytes


def heads(spaces: Collection[UUID]) -> dict[UUID, Head]:
    """Of those spaces that are there. One statement, so that nothing is kept between the two looks."""
    sqlite = connection.vendor == "sqlite"
    columns = "CAST(s.state AS BLOB), r.seq, CAST(r.hash AS BLOB)" if sqlite else "s.state, r.seq, r.hash"
    marks = ", ".join(["%s"] * len(spaces))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.id, s.epoch, {columns} FROM vault_space s LEFT JOIN vault_record r ON r.space_id = s.id "  # noqa: S608
            f"AND r.seq = (SELECT MAX(n.seq) FROM vault_record n WHERE n.space_id = s.id) WHERE s.id IN ({marks})",
            [_param(space) for space in spaces],
        )
        return {_uuid(space): _head(*row) for space, *row in cursor.fetchall()}


def _head(epoch: Any, state: Any, seq: Any, digest: Any) -> Head:
    return Head(_number(epoch), _bytes(state), *((0, chain.GENESIS) if seq is None else (_number(seq), _bytes(digest))))


class Heads:
    """The heads of what one person's page may look into, read together when the first of them is asked for.

    Each is given out once: whoever asks again, or has written since, reads anew."""

    def __init__(self) -> None:
        self._expected: set[UUID] = set()
        self._read: dict[UUID, Head] = {}

    def expect(self, space: UUID) -> None:
        self._expected.add(space)

    def forget(self, space: UUID) -> None:
        self._read.pop(space, None)

    def take(self, space: UUID) -> Head | None:
        if space in self._expected:
            self._read |= heads(self._expected)
            self._expected.clear()
        found = self._read.pop(space, None)
        return found if found is not None else heads([space]).get(space)


def _rows(space: UUID, where: str, params: Sequence[Any]) -> Iterator[Row]:
    with connection.cursor() as cursor:
        columns = _COLUMNS_SQLITE if connection.vendor == "sqlite" else _COLUMNS
        cursor.execute("SELECT " + columns + where, [_param(space), *params])
        for seq, rid, epoch, author, tag, envelope, digest, signature, wrapped in cursor.fetchall():
            yield Row(
                space,
                _number(seq),
                _uuid(rid),
                _number(epoch),
                _uuid(author),
                _bytes(tag),
                _bytes(envelope),
                _bytes(digest),
                _bytes(signature),
                None if wrapped is None else _bytes(wrapped),
            )


def by_tags(space: UUID, tags: Sequence[bytes]) -> list[Row]:
    """Rows of the months with these tags, in sequence order."""
    if not tags:
        return []
    marks = ", ".join(["%s"] * len(tags))
    return list(_rows(space, f"AND r.tag IN ({marks}) ORDER BY r.seq", list(tags)))


def by_id(space: UUID, record: UUID) -> Row | None:
    return next(_rows(space, "AND r.id = %s", [_param(record)]), None)


def by_ids(space: UUID, records: Sequence[UUID]) -> list[Row]:
    """Those that are there, in order."""
    if not records:
        return []
    places = ", ".join(["%s"] * len(records))
    return list(_rows(space, f"AND r.id IN ({places}) ORDER BY r.seq", [_param(record) for record in records]))


def by_seq(space: UUID, seq: int) -> Row | None:
    return next(_rows(space, "AND r.seq = %s", [seq]), None)


def first_of_epoch(space: UUID, epoch: int) -> Row | None:
    return next(_rows(space, "AND r.epoch = %s ORDER BY r.seq LIMIT 1", [epoch]), None)


def newest(space: UUID) -> Row | None:
    return next(_rows(space, "ORDER BY r.seq DESC LIMIT 1", []), None)


def every(space: UUID, batch: int = 500) -> Iterator[Row]:
    """All rows in order."""
    return after(space, 0, batch)


def after(space: UUID, seq: int, batch: int = 500) -> Iterator[Row]:
    """Those behind this number, a batch at a time, so that ten years need no more memory than a month."""
    while True:
        rows = list(_rows(space, "AND r.seq > %s ORDER BY r.seq LIMIT %s", [seq, batch]))
        yield from rows
        if len(rows) < batch or rows[-1].seq <= seq:
            return
        seq = rows[-1].seq
