"""A grant: a space's epoch key, boxed for one pinned recipient inside a statement signed by the sender.

The statement names the full member list, so a reader who is not on it is refused, not warned about (W7),
and the recipient's fingerprint, so a key swapped by the server opens nothing (W6).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from nacl.exceptions import CryptoError as NaclError
from nacl.public import Box, PrivateKey, PublicKey

from goldseam.crypto.chain import check_signature, sign
from goldseam.crypto.derive import KEY
from goldseam.crypto.encode import parts, split, u32
from goldseam.crypto.errors import Malformed, Refused
from goldseam.crypto.identity import Identity, Public

_KIND = b"grant/v1"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a grant says: 16-byte space id, epoch, fingerprints of all members, the head it follows."""

    space: bytes
    epoch: int
    members: tuple[bytes, ...]
    head: bytes


def make_grant(
    sender: Identity, recipient: Public, terms: Terms, epoch_key: bytes, *, nonce: bytes | None = None
) -> bytes:
    """Grant `epoch_key` (32 bytes) to `recipient`.

    Raises `Refused` if either is not among `terms.members` or the recipient's key is one no honest person
    can have (a low-order point), `Malformed` on wrong lengths.
    """
    mine, theirs = sender.public().fingerprint(), recipient.fingerprint()
    if len(epoch_key) != KEY or len(terms.head) != 32 or len(terms.space) != 16:
        raise Malformed("grant")
    if mine not in terms.members or theirs not in terms.members:
        raise Refused("not a member")
    used = secrets.token_bytes(Box.NONCE_SIZE) if nonce is None else nonce
    if len(used) != Box.NONCE_SIZE:
        raise Malformed("nonce")
    try:
        box = Box(PrivateKey(sender.box_seed), PublicKey(recipient.box)).encrypt(epoch_key, used)
    except NaclError as error:
        raise Refused("recipient key") from error
    statement = parts(
        _KIND, terms.space, u32(terms.epoch), mine, theirs, parts(*sorted(terms.members)), terms.head, bytes(box)
    )
    return parts(statement, sign(sender.sign_seed, statement))


def open_grant(recipient: Identity, sender: Public, grant: bytes, expect: Terms) -> bytes:
    """The epoch key, if the pinned `sender` granted exactly `expect` to this recipient. Raises `Refused`."""
    return read_grant(recipient.box_seed, sender.box, sender, recipient.public(), grant, expect)


def read_grant(
    box_seed: bytes, peer_box: bytes, sender: Public, recipient: Public, grant: bytes, expect: Terms
) -> bytes:
    """The same for either of the two: a box opens for whoever has one of its two seeds, `box_seed`, and the public key
    of the other end, `peer_box`. So a sender reads again what they granted. Raises `Refused`."""
    try:
        statement, signature = split(grant)
        kind, space, epoch, mine, theirs, members, head, box = split(statement)
        listed = split(members)
    except (Malformed, ValueError) as error:
        raise Refused("grant shape") from error
    check_signature(sender.sign, statement, signature)
    own = recipient.fingerprint()
    if (
        kind != _KIND
        or space != expect.space
        or epoch != u32(expect.epoch)
        or mine != sender.fingerprint()
        or theirs != own
        or listed != sorted(expect.members)
        or own not in listed
        or mine not in listed
        or head != expect.head
    ):
        raise Refused("grant terms")
    try:
        key = Box(PrivateKey(box_seed), PublicKey(peer_box)).decrypt(box)
    except (NaclError, ValueError, TypeError) as error:
        raise Refused("grant box") from error
    if len(key) != KEY:
        raise Refused("grant key")
    return bytes(key)
