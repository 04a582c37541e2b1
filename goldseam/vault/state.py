"""A space's sealed state: its head and how many records (and burned ones) each month holds.

It makes missing, added or swapped rows visible without walking the chain: counts and head are compared
on every read. A restored older copy of everything is caught by the device's own memory (`heads`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from goldseam.crypto.chain import GENESIS
from goldseam.crypto.derive import sub_key
from goldseam.crypto.encode import parts, u32
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.vault.errors import Tampered
from goldseam.vault.rings import RoomRing


class Rest(msgspec.Struct, frozen=True):
    """For so many days from `at` somebody does not want to be asked. `id` is that of the press."""

    at: datetime
    days: int
    id: UUID


class State(msgspec.Struct, omit_defaults=True):
    """`seq` of the newest record (0: none), its hash, and per month [records, of these burned]. `rests` by the hex of
    the person: in a space of two only, and only while one is there (`rests`)."""

    seq: int
    head: bytes
    months: dict[str, list[int]]
    rests: dict[str, Rest] = msgspec.field(default_factory=dict)

    def through(self, month: str) -> list[int]:
        """[records, burned] up to and including `month`."""
        counts = [c for name, c in self.months.items() if name <= month]
        return [sum(c[0] for c in counts), sum(c[1] for c in counts)]


def _aad(space: UUID, epoch: int) -> bytes:
    return parts(b"state/v1", space.bytes, u32(epoch))


def close_state(ring: RoomRing, epoch: int, state: State) -> bytes:
    return seal(sub_key(ring.key(epoch), "state"), msgspec.json.encode(state), _aad(ring.space, epoch))


def open_state(ring: RoomRing, epoch: int, envelope: bytes) -> State:
    """Raises `Tampered` for a state that was changed or belongs elsewhere."""
    if epoch != len(ring.epochs):
        raise Tampered("epoch")
    try:
        body = unseal(sub_key(ring.key(epoch), "state"), envelope, _aad(ring.space, epoch))
    except CryptoError as error:
        raise Tampered("state") from error
    return msgspec.json.decode(body, type=State)


def first_state(ring: RoomRing) -> bytes:
    """The state of an empty space."""
    return close_state(ring, len(ring.epochs), State(0, GENESIS, {}))
