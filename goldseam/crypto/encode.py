"""Unambiguous bytes: every part carries its length, so no two lists of parts share an encoding (W5)."""

from __future__ import annotations

import struct

from goldseam.crypto.errors import Malformed


def parts(*items: bytes) -> bytes:
    """Join `items`, each behind its length as 4 bytes big-endian."""
    return b"".join(struct.pack(">I", len(item)) + item for item in items)


def split(data: bytes) -> list[bytes]:
    """Undo `parts`. Raises `Malformed` on a short or overlong tail."""
    out: list[bytes] = []
    at = 0
    while at < len(data):
        if at + 4 > len(data):
            raise Malformed("cut short")
        (size,) = struct.unpack_from(">I", data, at)
        at += 4
        if at + size > len(data):
            raise Malformed("cut short")
        out.append(data[at : at + size])
        at += size
    return out


def u32(number: int) -> bytes:
    """4 bytes big-endian; raises `Malformed` outside 0 … 2³²−1."""
    if not 0 <= number < 2**32:
        raise Malformed("number out of range")
    return struct.pack(">I", number)


def u64(number: int) -> bytes:
    """8 bytes big-endian; raises `Malformed` outside 0 … 2⁶⁴−1."""
    if not 0 <= number < 2**64:
        raise Malformed("number out of range")
    return struct.pack(">Q", number)
