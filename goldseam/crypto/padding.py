"""Sizes tell stories, so plaintexts grow to Padmé buckets with a floor of 1 KiB (W12).

Padmé (Nikitin et al., PoPETs 2019) lets at most 12 % be wasted and leaks O(log log n) bits of the size.
"""

from __future__ import annotations

import struct

from goldseam.crypto.errors import Malformed

FLOOR = 1024
"""Smallest padded size in bytes: every short entry looks the same."""


def bucket(size: int) -> int:
    """The padded size in bytes for a body of `size` bytes."""
    if size <= FLOOR:
        return FLOOR
    exponent = size.bit_length() - 1
    significant = exponent.bit_length()
    low = exponent - significant
    mask = (1 << low) - 1
    return (size + mask) & ~mask


def pad(body: bytes) -> bytes:
    """Length (4 bytes big-endian), body, zeros up to the bucket."""
    framed = struct.pack(">I", len(body)) + body
    return framed + b"\0" * (bucket(len(framed)) - len(framed))


def unpad(padded: bytes) -> bytes:
    """Undo `pad`; refuses a wrong bucket or non-zero filling with `Malformed`."""
    if len(padded) < 4:
        raise Malformed("padding")
    (size,) = struct.unpack_from(">I", padded)
    end = 4 + size
    if end > len(padded) or bucket(end) != len(padded) or padded.count(0, end) != len(padded) - end:
        raise Malformed("padding")
    return padded[4:end]
