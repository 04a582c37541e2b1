"""What this device remembers of a room's history: (sequence, hash, burns) sealed in a cookie (W8). Of the newest space
of two likewise, which it is, whether this person had left it, and how often their part in it was changed.

Whoever puts an older copy of the whole database back changes every row at once, but not this cookie.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

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
from goldseam.vault.table import Table

S = TypeVar("S", bound=msgspec.Struct)


class _Seen(msgspec.Struct):
    seq: int
    head: bytes
    burned: int


class _SeenTable(_Seen):
    space: UUID
    ended: bool
    turn: int = 0


def _aad(vault: Vault, room: Room) -> bytes:
    return parts(b"head/v1", vault.person.bytes, room.space.bytes)


def remember(vault: Vault, room: Room) -> str:
    """A cookie value for the room's present head."""
    seq, head = room.head
    return _closed(vault, _Seen(seq, head, room.burned), _aad(vault, room))


def compare(vault: Vault, room: Room, cookie: str) -> bool:
    """Check the room against this device's memory. True if the memory is already of the present head.

    Raises `HistoryWentBack`. A cookie that does not open (another person's, an old key's) says nothing.
    """
    seen = _opened(vault, cookie, _aad(vault, room), _Seen)
    return seen is not None and _compare(seen, room)


# -- the newest table ----------------------------------------------------------------------------------


def _table_aad(vault: Vault) -> bytes:
    return parts(b"table-head/v1", vault.person.bytes)


def newest(tables: Sequence[Table]) -> Table | None:
    """The table whose words were said last; one that was left may be it."""
    return max(tables, key=lambda table: table.link.since, default=None)


def remember_table(vault: Vault, table: Table) -> str:
    """A cookie value for the table's present head."""
    seq, head = table.head
    seen = _SeenTable(seq, head, table.burned, table.space, table.ended, table.link.turn)
    return _closed(vault, seen, _table_aad(vault))


def remembered_table(vault: Vault, cookie: str) -> UUID | None:
    """Which table the memory is of; None for one that does not open."""
    seen = _opened(vault, cookie, _table_aad(vault), _SeenTable)
    return None if seen is None else seen.space


def compare_table(vault: Vault, tables: Sequence[Table], cookie: str) -> bool:
    """The same for the tables of this person. A table that is gone, or that this person has left and is in again, or
    where an older part of theirs was put back (with another moment of leaving, or none), went back too. True if the
    memory is of the newest one and of its present head."""
    seen = _opened(vault, cookie, _table_aad(vault), _SeenTable)
    if seen is None:
        return False
    table = next((one for one in tables if one.space == seen.space), None)
    if table is None or (seen.ended and not table.ended) or table.link.turn < seen.turn:
        raise HistoryWentBack
    same = (seen.ended, seen.turn) == (table.ended, table.link.turn)
    return _compare(seen, table) and table is newest(tables) and same


# -- small parts ---------------------------------------------------------------------------------------


def _closed(vault: Vault, seen: _Seen, aad: bytes) -> str:
    sealed = seal(sub_key(vault.keys.vault_key, "head"), msgspec.json.encode(seen), aad)
    return base64.urlsafe_b64encode(sealed).decode()


def _opened(vault: Vault, cookie: str, aad: bytes, kind: type[S]) -> S | None:
    try:
        body = unseal(sub_key(vault.keys.vault_key, "head"), base64.urlsafe_b64decode(cookie), aad)
    except (CryptoError, ValueError):
        return None
    return msgspec.json.decode(body, type=kind)


def _compare(seen: _Seen, room: Room) -> bool:
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
