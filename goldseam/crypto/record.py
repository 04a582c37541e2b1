"""A record: its own content key, sealed under the space's epoch key, and everything bound to its place.

The place (space, id, sequence, epoch, author, month tag) is associated data of both envelopes: a record
moved, replayed, renumbered or given another author does not open (W5). The epoch is the key's id: a space
has one key in each.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from goldseam.crypto.derive import KEY, new_key
from goldseam.crypto.encode import parts, u32, u64
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import Malformed, Refused

TAG = 16
"""Bytes of a month tag."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands. Ids are the 16 bytes of a UUID; `tag` is the month tag, 16 bytes."""

    space: bytes
    record: bytes
    seq: int
    epoch: int
    author: bytes
    tag: bytes

    def aad(self, purpose: bytes) -> bytes:
        """Associated data for one purpose ("body" or "wrap")."""
        if len(self.space) != 16 or len(self.record) != 16 or len(self.author) != 16 or len(self.tag) != TAG:
            raise Malformed("place")
        return parts(
            b"record/v1", purpose, self.space, self.record, u64(self.seq), u32(self.epoch), self.author, self.tag
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is stored: the body's envelope, and its content key wrapped under the space's epoch key."""

    envelope: bytes
    wrapped: bytes


def seal_record(
    epoch_key: bytes,
    place: Place,
    body: bytes,
    *,
    content_key: bytes | None = None,
    nonces: tuple[bytes, bytes] | None = None,
) -> Sealed:
    """Seal one record. `content_key` and `nonces` are given by test vectors only."""
    key = new_key() if content_key is None else content_key
    first, second = nonces or (None, None)
    envelope = seal(key, body, place.aad(b"body"), nonce=first)
    wrapped = seal(epoch_key, key, place.aad(b"wrap"), nonce=second)
    return Sealed(envelope, wrapped)


def content_key(epoch_key: bytes, place: Place, wrapped: bytes) -> bytes:
    """Unwrap a record's content key, 32 bytes. Raises `Refused`."""
    key = unseal(epoch_key, wrapped, place.aad(b"wrap"))
    if len(key) != KEY:
        raise Refused("content key")
    return key


def open_record(epoch_key: bytes, place: Place, sealed: Sealed) -> bytes:
    """Open one record where it stands. Raises `Refused`."""
    return unseal(content_key(epoch_key, place, sealed.wrapped), sealed.envelope, place.aad(b"body"))


def month_tag(index_key: bytes, month: str) -> bytes:
    """HMAC-SHA256(index key, "month" || YYYY-MM), first 16 bytes: a month without a name (W12)."""
    return hmac.digest(index_key, b"month" + month.encode(), hashlib.sha256)[:TAG]
