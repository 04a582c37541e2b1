"""The committing envelope: the only way anything is sealed here (W4, W5, W18).

    hdr  = version 0x01 || algorithm 0x01
    okm  = HKDF-SHA512(K, salt = nonce, info = "seal/v1" || hdr || SHA-256(AAD)) → enc 32 || commit 32
    out  = hdr || nonce 24 || commit 32 || XChaCha20-Poly1305(enc, nonce, pad(body), AAD || commit)

XChaCha20-Poly1305 alone does not commit to its key; the derived commitment, compared first and in
constant time, does. The algorithm byte leaves room for a later hybrid (W18).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError as NaclError

from goldseam.crypto.derive import KEY, hkdf
from goldseam.crypto.errors import Malformed, Refused
from goldseam.crypto.padding import pad, unpad

HEADER = b"\x01\x01"
NONCE = 24
COMMIT = 32
OVERHEAD = len(HEADER) + NONCE + COMMIT + 16
"""Bytes an envelope adds to the padded body."""


def _keys(key: bytes, nonce: bytes, header: bytes, aad: bytes) -> tuple[bytes, bytes]:
    if len(key) != KEY:
        raise Malformed("key")
    okm = hkdf(key, salt=nonce, info=b"seal/v1" + header + hashlib.sha256(aad).digest(), size=64)
    return okm[:32], okm[32:]


def seal(key: bytes, body: bytes, aad: bytes, *, nonce: bytes | None = None) -> bytes:
    """Seal `body` under the 32-byte `key`, bound to `aad`. `nonce` is given by test vectors only."""
    used = secrets.token_bytes(NONCE) if nonce is None else nonce
    if len(used) != NONCE:
        raise Malformed("nonce")
    enc, commit = _keys(key, used, HEADER, aad)
    box = crypto_aead_xchacha20poly1305_ietf_encrypt(pad(body), aad + commit, used, enc)
    return HEADER + used + commit + box


def unseal(key: bytes, envelope: bytes, aad: bytes) -> bytes:
    """Open an envelope; raises `Refused` if it was changed, moved or made for another key or place."""
    if len(envelope) < OVERHEAD:
        raise Refused("envelope cut short")
    header, at = envelope[:2], 2 + NONCE
    nonce, commit = envelope[2:at], envelope[at : at + COMMIT]
    enc, expected = _keys(key, nonce, header, aad)
    if not hmac.compare_digest(commit, expected) or header != HEADER:
        raise Refused("envelope does not belong here")
    try:
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(envelope[at + COMMIT :], aad + commit, nonce, enc)
    except (NaclError, ValueError, TypeError) as error:
        raise Refused("envelope does not open") from error
    try:
        return unpad(padded)
    except Malformed as error:
        raise Refused("envelope padding") from error
