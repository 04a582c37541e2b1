"""Key rings: what hangs under the vault key and under the room key, as typed values."""

from __future__ import annotations

from uuid import UUID

import msgspec

from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.identity import Identity
from goldseam.vault.errors import Tampered


class OwnRing(msgspec.Struct, frozen=True):
    """Under the vault key: the identity's seeds, every signing key this person ever had (own pins), and whether a
    known device is asked for. The last is also a clear column, which is believed only when it agrees: whoever flips
    it there would otherwise have the next password wrapped without the device's part (W2)."""

    sign_seed: bytes
    box_seed: bytes
    signed_by: list[bytes]
    device_bound: bool = True

    def identity(self) -> Identity:
        return Identity(self.sign_seed, self.box_seed)


class RoomRing(msgspec.Struct, frozen=True):
    """Under the room key: the room's space, its index key, and one key for each epoch (newest last)."""

    space: UUID
    index_key: bytes
    epochs: list[bytes]

    def key(self, epoch: int) -> bytes:
        """The key of `epoch` (counted from 1); raises `Tampered` for one that never was."""
        if not 1 <= epoch <= len(self.epochs):
            raise Tampered("unknown epoch")
        return self.epochs[epoch - 1]


def _aad(person: UUID, name: str) -> bytes:
    return parts(b"ring/v1", person.bytes, name.encode())


def close_ring(key: bytes, person: UUID, name: str, ring: OwnRing | RoomRing) -> bytes:
    return seal(key, msgspec.json.encode(ring), _aad(person, name))


def open_own_ring(key: bytes, person: UUID, envelope: bytes) -> OwnRing:
    try:
        return msgspec.json.decode(unseal(key, envelope, _aad(person, "own")), type=OwnRing)
    except CryptoError as error:
        raise Tampered("own ring") from error


def open_room_ring(key: bytes, person: UUID, envelope: bytes) -> RoomRing:
    try:
        return msgspec.json.decode(unseal(key, envelope, _aad(person, "room")), type=RoomRing)
    except CryptoError as error:
        raise Tampered("room ring") from error
