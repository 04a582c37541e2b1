"""The formats of docs/vault-format.md written a second time, from the document, with other parts.

Nothing here comes from `goldseam` or libsodium: hashes and MACs are the standard library's, Argon2id,
Ed25519, X25519, Poly1305 and ChaCha20-Poly1305 are OpenSSL's through `cryptography`, and the Salsa20 and
ChaCha20 cores that turn them into their X variants are written out below. Slow, and for tests only.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import unicodedata

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.poly1305 import Poly1305

SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def hkdf(key: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869 with SHA-512, step by step."""
    prk = hmac.digest(salt or bytes(64), key, "sha512")
    out, block = b"", b""
    for count in range(1, -(-size // 64) + 1):
        block = hmac.digest(prk, block + info + bytes([count]), "sha512")
        out += block
    return out[:size]


def argon2id(secret: str, salt: bytes, memory_kib: int, passes: int) -> bytes:
    normal = unicodedata.normalize("NFKC", secret).encode("utf-8")
    return Argon2id(salt=salt, length=64, iterations=passes, lanes=1, memory_cost=memory_kib).derive(normal)


def joined(*pieces: bytes) -> bytes:
    return b"".join(len(piece).to_bytes(4, "big") + piece for piece in pieces)


def padded(body: bytes) -> bytes:
    """Padmé by its definition: round up until the last E − S bits of the length are zero."""
    framed = len(body).to_bytes(4, "big") + body
    size = len(framed)
    if size < 1024:
        return framed.ljust(1024, b"\0")
    exponent = size.bit_length() - 1
    step = 2 ** (exponent - exponent.bit_length())
    while size % step:
        size += 1
    return framed.ljust(size, b"\0")


def _rotate(word: int, by: int) -> int:
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def _chacha_rounds(s: list[int]) -> list[int]:
    def quarter(a: int, b: int, c: int, d: int) -> None:
        for one, two, three, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[one] = (s[one] + s[two]) & 0xFFFFFFFF
            s[three] = _rotate(s[three] ^ s[one], by)

    for _ in range(10):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return s


def hchacha20(key: bytes, nonce16: bytes) -> bytes:
    s = _chacha_rounds([*SIGMA, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce16)])
    return struct.pack("<8I", *s[:4], *s[12:])


def xchacha20poly1305(key: bytes, nonce24: bytes, text: bytes, aad: bytes) -> bytes:
    return ChaCha20Poly1305(hchacha20(key, nonce24[:16])).encrypt(bytes(4) + nonce24[16:], text, aad)


def poly1305_key(key: bytes, nonce24: bytes) -> bytes:
    """What XChaCha20-Poly1305 authenticates one message with: the first 32 bytes of its key stream."""
    cipher = Cipher(ChaCha20(hchacha20(key, nonce24[:16]), bytes(8) + nonce24[16:]), mode=None)
    return cipher.encryptor().update(bytes(32))


def sealed(
    key: bytes, nonce: bytes, body: bytes, aad: bytes, *, header: bytes = b"\x01\x01", framed: bytes | None = None
) -> bytes:
    """The envelope, from its definition; another header or framing makes one that an honest sealer never would."""
    okm = hkdf(key, nonce, b"seal/v1" + header + hashlib.sha256(aad).digest(), 64)
    enc, commit = okm[:32], okm[32:]
    text = padded(body) if framed is None else framed
    return header + nonce + commit + xchacha20poly1305(enc, nonce, text, aad + commit)


def _salsa_rounds(s: list[int]) -> list[int]:
    def quarter(a: int, b: int, c: int, d: int) -> None:
        for to, one, two, by in ((b, a, d, 7), (c, b, a, 9), (d, c, b, 13), (a, d, c, 18)):
            s[to] ^= _rotate((s[one] + s[two]) & 0xFFFFFFFF, by)

    for _ in range(10):
        for i in range(4):
            quarter(*((5 * i + 4 * j) % 16 for j in range(4)))
        for i in range(4):
            quarter(*(4 * i + (i + j) % 4 for j in range(4)))
    return s


def _salsa_state(key: bytes, middle: tuple[int, ...]) -> list[int]:
    k = struct.unpack("<8I", key)
    return [SIGMA[0], *k[:4], SIGMA[1], *middle, SIGMA[2], *k[4:], SIGMA[3]]


def hsalsa20(key: bytes, nonce16: bytes) -> bytes:
    s = _salsa_rounds(_salsa_state(key, struct.unpack("<4I", nonce16)))
    return struct.pack("<8I", *(s[i] for i in (0, 5, 10, 15, 6, 7, 8, 9)))


def _salsa_stream(key: bytes, nonce8: bytes, size: int) -> bytes:
    out = b""
    for count in range(-(-size // 64)):
        start = _salsa_state(key, (*struct.unpack("<2I", nonce8), count & 0xFFFFFFFF, count >> 32))
        turned = _salsa_rounds(list(start))
        out += struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(start, turned, strict=True)))
    return out[:size]


def box(secret: bytes, public: bytes, nonce24: bytes, text: bytes) -> bytes:
    """NaCl's crypto_box with its nonce in front: X25519, HSalsa20, XSalsa20-Poly1305."""
    shared = X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(public))
    key = hsalsa20(hsalsa20(shared, bytes(16)), nonce24[:16])
    stream = _salsa_stream(key, nonce24[16:], 32 + len(text))
    hidden = bytes(a ^ b for a, b in zip(text, stream[32:], strict=True))
    return nonce24 + Poly1305.generate_tag(stream[:32], hidden) + hidden


def signed(seed: bytes, message: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def publics(sign_seed: bytes, box_seed: bytes) -> tuple[bytes, bytes]:
    return (
        Ed25519PrivateKey.from_private_bytes(sign_seed).public_key().public_bytes_raw(),
        X25519PrivateKey.from_private_bytes(box_seed).public_key().public_bytes_raw(),
    )


def fingerprint(sign_public: bytes, box_public: bytes) -> bytes:
    return hashlib.sha256(joined(b"identity/v1", sign_public, box_public)).digest()


def word_numbers(one: bytes, other: bytes) -> list[int]:
    """Six numbers of 11 bits, from the front of the digest over both fingerprints."""
    digest = hashlib.sha256(joined(b"words/v1", min(one, other), max(one, other))).digest()
    bits = "".join(f"{byte:08b}" for byte in digest)
    return [int(bits[11 * i : 11 * i + 11], 2) for i in range(6)]
