"""An age file under a passphrase (age-encryption.org/v1), made in one pass over what is given.

Why not pyrage, which is here anyway: it chooses scrypt's memory by the speed of the processor, half a gibibyte on a
quick one, and a small server would be killed for it. Here it is fixed to what a sign-in costs too. The tests open
every file with pyrage. Format: header with one scrypt stanza, its MAC, then chunks of 64 KiB, each sealed.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

LOG_N = 17
"""scrypt with N = 2¹⁷ and r = 8: 128 MiB, as much as one derivation of a password."""
CHUNK = 64 * 1024
_VERSION = b"age-encryption.org/v1"


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _hkdf(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _header(file_key: bytes, passphrase: str) -> bytes:
    salt = secrets.token_bytes(16)
    stretched = Scrypt(salt=_VERSION + b"/scrypt" + salt, length=32, n=2**LOG_N, r=8, p=1).derive(passphrase.encode())
    wrapped = ChaCha20Poly1305(stretched).encrypt(bytes(12), file_key, None)
    said = _VERSION + b"\n-> scrypt %s %d\n%s\n---" % (_b64(salt), LOG_N, _b64(wrapped))
    return said + b" " + _b64(hmac.digest(_hkdf(file_key, None, b"header"), said, "sha256")) + b"\n"


def _chunks(plain: bytes, key: bytes) -> Iterator[bytes]:
    box = ChaCha20Poly1305(key)
    last = max(0, (len(plain) - 1) // CHUNK)
    for number in range(last + 1):
        nonce = number.to_bytes(11, "big") + bytes([number == last])
        yield box.encrypt(nonce, plain[number * CHUNK : (number + 1) * CHUNK], None)


def encrypt(plain: bytes, passphrase: str) -> bytes:
    """The whole file."""
    file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
    header = _header(file_key, passphrase)
    return b"".join([header, nonce, *_chunks(plain, _hkdf(file_key, nonce, b"payload"))])
