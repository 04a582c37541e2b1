"""What this device remembers of a room's history: (sequence, hash, burns) sealed in a cookie (W8).

Whoever puts an older copy of the whole database back changes every table at once, but not this cookie.
"""

from __future__ import annotations

import base64

import msgspec

from goldseam.crypto import chain
from goldseam.crypto.derive import sub_key
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.vault import rows
from goldseam.vault.access import Vault
from goldseam.vault.errors import HistoryWentBack
from goldseam.vault.room import Room


class _Seen(msgspec.Struct):
    seq: int
    head: bytes
    burned: int


def _aad(vault: Vault, room: Room) -> bytes:
    return parts(b"head/v1", vault.person.bytes, room.space.bytes)


def remember(vault: Vault, room: Room) -> str:
    """A cookie value for the room's present head."""
    seq, head = room.head
    body = msgspec.json.encode(_Seen(seq, head, room.burned))
    return base64.urlsafe_b64encode(seal(sub_key(vault.keys.vault_key, "head"), body, _aad(vault, room))).decode()


def compare(vault: Vault, room: Room, cookie: str) -> bool:
    """Check the room against this device's memory. True if the memory is already of the present head.

    Raises `HistoryWentBack`. A cookie that does not open (another person's, an old key's) says nothing.
    """
    try:
        body = unseal(sub_key(vault.keys.vault_key, "head"), base64.urlsafe_b64decode(cookie), _aad(vault, room))
    except (CryptoError, ValueError):
        return False
    seen = msgspec.json.decode(body, type=_Seen)
    seq, head = room.head
    if room.burned < seen.burned:  # what was burned has come back
        raise HistoryWentBack
    if (seen.seq, seen.head) == (seq, head):
        return seen.burned == room.burned
    if seen.seq >= seq:
        raise HistoryWentBack
    if seen.seq == 0:
        if seen.head != chain.GENESIS:
            raise HistoryWentBack
        return False
    row = rows.by_seq(room.space, seen.seq)
    if row is None or row.hash != seen.head:
        raise HistoryWentBack
    return False
