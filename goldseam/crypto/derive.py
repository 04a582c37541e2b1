"""From what a person knows (password, PIN, phrase) and what a device holds to keys (W1, W2, W3).

One Argon2id run gives a 64-byte root; HKDF splits it, together with the device secret, into a login
half and a key half. The login half is stored only as SHA-256, so no stored value answers a guess for
less than one full Argon2id run.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13
from nacl.exceptions import CryptoError as NaclError

from goldseam.crypto.encode import parts, u32
from goldseam.crypto.errors import Malformed, OutOfReach, WeakParameters

KEY = 32
"""Bytes of every symmetric key."""
SALT = 16
"""Bytes of an Argon2id salt (libsodium fixes 16)."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id cost: `memory_kib` in KiB, `passes` over it; parallelism is always 1 (libsodium)."""

    memory_kib: int
    passes: int

    def encoded(self) -> bytes:
        """Bytes bound into the associated data, so that a changed cost breaks the envelope."""
        return b"argon2id13" + u32(self.memory_kib) + u32(self.passes)


FLOOR = Cost(memory_kib=64 * 1024, passes=3)
"""Never derive below this, whatever a stored row says (RFC 9106's low-memory class; downgrade check)."""
DEFAULT = Cost(memory_kib=128 * 1024, passes=3)
"""Used until the server has been calibrated (security design §1.4)."""


def demand(cost: Cost, floor: Cost | None = None) -> None:
    """Raise `WeakParameters` if `cost` is below the floor in either figure."""
    least = FLOOR if floor is None else floor
    if cost.memory_kib < least.memory_kib or cost.passes < least.passes:
        raise WeakParameters("derivation cost below the floor")


def stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id(NFKC(secret), salt) → 64 bytes.

    Raises `WeakParameters` below the floor, `Malformed` for an odd salt or text that is not Unicode (a lone
    surrogate), `OutOfReach` if this machine cannot give the memory asked for.
    """
    demand(cost)
    if len(salt) != SALT:
        raise Malformed("salt")
    try:
        normal = unicodedata.normalize("NFKC", secret).encode()
    except UnicodeEncodeError:
        raise Malformed("secret") from None
    try:
        out: bytes = crypto_pwhash_alg(
            64, normal, salt, cost.passes, cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13
        )
    except NaclError as error:
        raise OutOfReach("derivation cost") from error
    return out


def hkdf(key: bytes, *, salt: bytes, info: bytes, size: int = KEY) -> bytes:
    """HKDF-SHA512 (RFC 5869) → `size` bytes."""
    return HKDF(algorithm=SHA512(), length=size, salt=salt, info=info).derive(key)


@dataclass(frozen=True, slots=True)
class Halves:
    """`auth` proves knowledge to the server, `kek` opens the vault key; 32 bytes each."""

    auth: bytes = field(repr=False)
    kek: bytes = field(repr=False)

    @property
    def stored(self) -> bytes:
        """What a row may hold of `auth`: its SHA-256."""
        return hashlib.sha256(self.auth).digest()


def halves(root: bytes, device_secret: bytes, person: bytes) -> Halves:
    """Split a stretched password. `device_secret` is 32 bytes, `person` the 16 bytes of a UUID."""
    if len(root) != 64 or len(device_secret) != KEY or len(person) != 16:
        raise Malformed("derivation input")
    both = root + device_secret
    return Halves(
        auth=hkdf(both, salt=person, info=b"auth/v1"),
        kek=hkdf(both, salt=person, info=b"kek/v1"),
    )


def pin_key(root: bytes, device_secret: bytes, person: bytes) -> bytes:
    """The second door's key from a stretched PIN and the device secret (§1.4, second door)."""
    if len(root) != 64 or len(device_secret) != KEY or len(person) != 16:
        raise Malformed("derivation input")
    return hkdf(root + device_secret, salt=person, info=b"pin/v1")


def recovery_key(root: bytes, code: bytes, person: bytes) -> bytes:
    """The recovery kit's key: stretched phrase **and** the printed code's bytes (W3)."""
    if len(root) != 64 or len(person) != 16 or not code:
        raise Malformed("derivation input")
    return hkdf(parts(root, code), salt=person, info=b"recovery/v1")


def sub_key(key: bytes, purpose: str) -> bytes:
    """A key for one named purpose below another key."""
    return hkdf(key, salt=b"goldseam", info=b"sub/v1/" + purpose.encode())


def new_key() -> bytes:
    """32 bytes from the operating system."""
    return secrets.token_bytes(KEY)


def new_salt() -> bytes:
    """16 bytes from the operating system."""
    return secrets.token_bytes(SALT)
