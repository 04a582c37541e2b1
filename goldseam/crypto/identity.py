"""A person's long-lived identity: one Ed25519 pair to sign, one X25519 pair to receive, and its fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache

from mnemonic import Mnemonic
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from goldseam.crypto.derive import new_key
from goldseam.crypto.encode import parts
from goldseam.crypto.errors import Malformed

WORDS = 6
"""Six words of 11 bits read aloud: 66 bits over both identities (W6)."""


@dataclass(frozen=True, slots=True)
class Public:
    """What others may know: 32 bytes each."""

    sign: bytes
    box: bytes

    def fingerprint(self) -> bytes:
        """SHA-256 over both keys, 32 bytes."""
        if len(self.sign) != 32 or len(self.box) != 32:
            raise Malformed("identity")
        return hashlib.sha256(parts(b"identity/v1", self.sign, self.box)).digest()


@dataclass(frozen=True, slots=True)
class Identity:
    """The secret seeds, 32 bytes each; never shown by `repr`, so never in a traceback."""

    sign_seed: bytes = field(repr=False)
    box_seed: bytes = field(repr=False)

    def public(self) -> Public:
        """The public half."""
        return Public(
            sign=bytes(SigningKey(self.sign_seed).verify_key), box=bytes(PrivateKey(self.box_seed).public_key)
        )


def new_identity() -> Identity:
    """Fresh seeds from the operating system."""
    return Identity(new_key(), new_key())


@cache
def _wordlist() -> tuple[str, ...]:
    """The 2048 English words of BIP 39, read once from the `mnemonic` package."""
    return tuple(Mnemonic("english").wordlist)


def fingerprint_words(one: Public, other: Public) -> list[str]:
    """Six words both people see on their own screen, whichever way round they ask (W6)."""
    pair = sorted([one.fingerprint(), other.fingerprint()])
    digest = hashlib.sha256(parts(b"words/v1", *pair)).digest()
    bits = int.from_bytes(digest[:9], "big") >> (72 - 11 * WORDS)
    return [_wordlist()[(bits >> (11 * (WORDS - 1 - i))) & 0x7FF] for i in range(WORDS)]
