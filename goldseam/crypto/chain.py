"""The hash chain: order and completeness of a space, signed by the author of each entry.

    h_i = SHA-256("chain/v1" || h_(i-1) || seq || space || epoch || author || SHA-256(envelope))

The signature covers h_i. Since the envelope hides under a random key, the signature proves nothing
about content once that key is destroyed (W17).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from goldseam.crypto.encode import u32, u64
from goldseam.crypto.errors import Malformed, Refused

GENESIS = b"\0" * 32
"""The head before the first entry."""
REMEMBERED = 2**14
"""Signatures whose answer is remembered by a process: some five megabytes."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as the chain sees it; `digest` is SHA-256 of its envelope (kept after a burn)."""

    seq: int
    space: bytes
    epoch: int
    author: bytes
    digest: bytes


def envelope_digest(envelope: bytes) -> bytes:
    """SHA-256 of an envelope, 32 bytes."""
    return hashlib.sha256(envelope).digest()


def link_hash(before: bytes, link: Link) -> bytes:
    """h_i from h_(i-1) and the entry; 32 bytes."""
    if len(before) != 32 or len(link.space) != 16 or len(link.author) != 16 or len(link.digest) != 32:
        raise Malformed("chain link")
    return hashlib.sha256(
        b"chain/v1" + before + u64(link.seq) + link.space + u32(link.epoch) + link.author + link.digest
    ).digest()


def sign(seed: bytes, head: bytes) -> bytes:
    """Ed25519 over a head; `seed` is the 32-byte signing seed; 64 bytes."""
    return SigningKey(seed).sign(head).signature


def check_signature(public: bytes, head: bytes, signature: bytes) -> None:
    """Raise `Refused` unless `signature` over `head` is by `public`."""
    if not _signed(public, head, signature):
        raise Refused("signature")


@lru_cache(maxsize=REMEMBERED)
def _signed(public: bytes, head: bytes, signature: bytes) -> bool:
    """The same bytes have the same answer for ever, and none of them is secret. A space of two is read with thousands
    of signatures at once, and they are the same ones on the next page."""
    try:
        VerifyKey(public).verify(head, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True
