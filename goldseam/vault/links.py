"""A member's part in a space of two, under the vault key: the space's keys, the other as pinned, and how it ends."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from goldseam.crypto.derive import sub_key
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.identity import Public
from goldseam.vault.doors import Keys
from goldseam.vault.errors import Tampered
from goldseam.vault.rings import RoomRing


class Was(msgspec.Struct, frozen=True):
    """What of an identity is needed to take a grant made out to it. Nothing can be signed with it."""

    sign: bytes
    box: bytes
    box_seed: bytes

    def public(self) -> Public:
        return Public(self.sign, self.box)


class LinkRing(msgspec.Struct, frozen=True):
    """One member's keys to a space of two, and the other as pinned in the ceremony."""

    space: UUID
    index_key: bytes
    epochs: list[bytes]
    other: UUID
    other_sign: list[bytes]
    """Every signing key pinned for the other, oldest first."""
    other_box: bytes
    since: datetime
    """When this member said that the words were the same."""
    ended: datetime | None = None
    """When this member left, or changed every lock (then the keys pinned by the other are no longer this person's).
    What was there by then stays readable; nothing new is read or written."""
    last: int | None = None
    """The number of the newest entry at that moment: what stands behind it, whatever date it bears, came later."""
    ends: datetime | None = None
    """The moment at which this member has chosen to leave; it stays when it has come."""
    known: int = 0
    """The number of the newest entry when that was chosen: what is up to it stays readable, whatever date it bears."""
    begun: datetime | None = None
    """When the newest epoch began, as far as it was not the first."""
    was: Was | None = None
    """Who this member was at this table, once every lock was changed: the other grants to those keys, knowing no
    others. They open nothing but epochs of this one table."""
    turn: int = 0
    """How often what stands here was changed. A device that remembers more of it refuses an older ring (W8)."""
    name: str = ""
    """What the other was called in the ceremony: that they have no account any more is told to nobody (R13)."""

    def over(self, now: datetime) -> bool:
        """Whether the chosen moment has come and nobody has looked since."""
        return self.ended is None and self.ends is not None and self.ends <= now

    def ring(self) -> RoomRing:
        return RoomRing(self.space, self.index_key, self.epochs)

    def public(self) -> Public:
        """The other's keys in force."""
        return Public(self.other_sign[-1], self.other_box)


_SPARE: Final = 256
"""More than those five together can take."""


def _aad(person: UUID, space: UUID) -> bytes:
    return parts(b"link/v1", person.bytes, space.bytes)


def close_link(keys: Keys, link: LinkRing) -> bytes:
    """Whether and when this person leaves makes no byte of difference in size, wherever the buckets have their edge."""
    still = msgspec.structs.replace(link, ended=None, last=None, ends=None, known=0, turn=0)
    text = msgspec.json.encode(link).ljust(len(msgspec.json.encode(still)) + _SPARE)
    return seal(sub_key(keys.vault_key, "link"), text, _aad(keys.person, link.space))


def open_link(keys: Keys, space: UUID, envelope: bytes) -> LinkRing:
    """Raises `Tampered` for a ring that was changed, belongs to somebody else or to another space."""
    try:
        text = unseal(sub_key(keys.vault_key, "link"), envelope, _aad(keys.person, space))
    except CryptoError as error:
        raise Tampered("link ring") from error
    return msgspec.json.decode(text, type=LinkRing)
