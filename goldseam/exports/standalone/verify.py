#!/usr/bin/env python3
"""Check an archive made by Goldseam. Needs Python 3.9 or newer and nothing else; works without any network.

    python3 verify.py            (in the folder of the archive)
    python3 verify.py FOLDER

It answers: is every entry there, in its order, as it was written, and signed by the keys named in identity.json?
Each folder table-1, table-2, … holds what two people laid on a table they share; it is checked in the same way, and
each entry must be signed by the one it says it is from.
Whoever can make a whole new archive can also make new keys, so compare the fingerprints it prints with ones you
have from elsewhere (an older archive, a printed page). If PyNaCl is installed it is used, because it is faster.

The arithmetic below follows RFC 8439 (ChaCha20, Poly1305), RFC 8032 (Ed25519), RFC 5869 (HKDF) and the
XChaCha draft; docs/vault.md of Goldseam describes the formats.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sodium: Any
try:
    from nacl import bindings as sodium
except ImportError:
    sodium = None

Row = dict[str, Any]
Point = tuple[int, int, int, int]


class Wrong(Exception):
    """Something does not fit."""


# -- keys and envelopes ------------------------------------------------------------------------------


def parts(*items: bytes) -> bytes:
    """Each item behind its length, so that no two lists look the same."""
    return b"".join(struct.pack(">I", len(item)) + item for item in items)


def hkdf_sha512(key: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    secret = hmac.new(salt, key, hashlib.sha512).digest()
    out, block, count = b"", b"", 1
    while len(out) < size:
        block = hmac.new(secret, block + info + bytes([count]), hashlib.sha512).digest()
        out, count = out + block, count + 1
    return out[:size]


def _rounds(state: tuple[int, ...]) -> list[int]:
    """Twenty rounds of ChaCha over sixteen 32-bit words."""
    x = list(state)
    order = (
        (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
        (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
    )  # fmt: skip
    for _ in range(10):
        for a, b, c, d in order:
            xa, xb, xc, xd = x[a], x[b], x[c], x[d]
            xa = (xa + xb) & 0xFFFFFFFF
            xd ^= xa
            xd = (xd << 16 | xd >> 16) & 0xFFFFFFFF
            xc = (xc + xd) & 0xFFFFFFFF
            xb ^= xc
            xb = (xb << 12 | xb >> 20) & 0xFFFFFFFF
            xa = (xa + xb) & 0xFFFFFFFF
            xd ^= xa
            xd = (xd << 8 | xd >> 24) & 0xFFFFFFFF
            xc = (xc + xd) & 0xFFFFFFFF
            xb ^= xc
            xb = (xb << 7 | xb >> 25) & 0xFFFFFFFF
            x[a], x[b], x[c], x[d] = xa, xb, xc, xd
    return x


CONSTANT = struct.unpack("<4I", b"expand 32-byte k")


def _hchacha20(key: bytes, nonce: bytes) -> bytes:
    x = _rounds(CONSTANT + struct.unpack("<8I", key) + struct.unpack("<4I", nonce))
    return struct.pack("<8I", *(x[0:4] + x[12:16]))


def _chacha20_block(key: bytes, counter: int, nonce: bytes) -> bytes:
    state = CONSTANT + struct.unpack("<8I", key) + (counter,) + struct.unpack("<3I", nonce)
    mixed = _rounds(state)
    return struct.pack("<16I", *[(mixed[n] + state[n]) & 0xFFFFFFFF for n in range(16)])


def _poly1305(key: bytes, message: bytes) -> bytes:
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    s = int.from_bytes(key[16:], "little")
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at : at + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return ((total + s) % 2**128).to_bytes(16, "little")


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 16)


def xchacha_open(box: bytes, aad: bytes, nonce: bytes, key: bytes) -> bytes:
    """XChaCha20-Poly1305: the text, or Wrong."""
    if sodium is not None:
        try:
            opened: bytes = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(box, aad, nonce, key)
            return opened
        except Exception as error:
            raise Wrong("does not open") from error
    key, nonce = _hchacha20(key, nonce[:16]), b"\0\0\0\0" + nonce[16:]
    body, tag = box[:-16], box[-16:]
    lengths = struct.pack("<QQ", len(aad), len(body))
    mac = _poly1305(_chacha20_block(key, 0, nonce)[:32], _padded(aad) + _padded(body) + lengths)
    if not hmac.compare_digest(mac, tag):
        raise Wrong("does not open")
    stream = b"".join(_chacha20_block(key, 1 + n, nonce) for n in range((len(body) + 63) // 64))[: len(body)]
    return (int.from_bytes(body, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(body), "big")


def bucket(size: int) -> int:
    """Every text is filled up to one of few sizes (Padmé, at least 1 KiB), so that its length tells nothing."""
    if size <= 1024:
        return 1024
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def unseal(key: bytes, envelope: bytes, aad: bytes) -> bytes:
    """Header 2, nonce 24, commitment 32, then the sealed text, which begins with its own length."""
    header, nonce, commit = envelope[:2], envelope[2:26], envelope[26:58]
    if header != b"\x01\x01" or len(envelope) < 78:
        raise Wrong("is not an envelope")
    okm = hkdf_sha512(key, nonce, b"seal/v1" + header + hashlib.sha256(aad).digest(), 64)
    if not hmac.compare_digest(okm[32:], commit):
        raise Wrong("does not belong here")
    text = xchacha_open(envelope[58:], aad + commit, nonce, okm[:32])
    (size,) = struct.unpack_from(">I", text)
    if bucket(4 + size) != len(text) or any(text[4 + size :]):
        raise Wrong("has wrong filling")
    return text[4 : 4 + size]


# -- signatures --------------------------------------------------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _add(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _double(one: Point) -> Point:
    a, b, c = one[0] * one[0] % P, one[1] * one[1] % P, 2 * one[2] * one[2] % P
    h = a + b
    e = h - (one[0] + one[1]) * (one[0] + one[1]) % P
    g = a - b
    f = c + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def _point(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        raise Wrong("is not a key")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        raise Wrong("is not a key")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _encoded(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this Ed25519 key made this signature."""
    if sodium is not None:
        try:
            sodium.crypto_sign_open(signature + message, public)
            return True
        except Exception:
            return False
    try:
        key = _point(public)
    except Wrong:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    minus = (P - key[0], key[1], 1, P - key[3])
    both = _add(BASE, minus)
    total = (0, 1, 1, 0)
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        total = _double(total)
        choice = (s >> bit & 1, k >> bit & 1)
        if choice != (0, 0):
            total = _add(total, {(1, 0): BASE, (0, 1): minus, (1, 1): both}[choice])
    return _encoded(total) == signature[:32]


# -- the archive -------------------------------------------------------------------------------------


def raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def uuid_bytes(text: str) -> bytes:
    data = bytes.fromhex(text.replace("-", ""))
    if len(data) != 16:
        raise Wrong("has an odd id")
    return data


def link(before: bytes, space: bytes, row: Row, digest: bytes) -> bytes:
    return hashlib.sha256(
        b"chain/v1" + before + struct.pack(">Q", row["seq"]) + space + struct.pack(">I", row["epoch"])
        + uuid_bytes(row["author"]) + digest
    ).digest()  # fmt: skip


def text_of(space: bytes, row: Row) -> bytes:
    """The sealed text of one entry, opened where it stands."""
    aad = parts(
        b"record/v1", b"body", space, uuid_bytes(row["id"]), struct.pack(">Q", row["seq"]),
        struct.pack(">I", row["epoch"]), uuid_bytes(row["author"]), raw(row["tag"]),
    )  # fmt: skip
    return unseal(raw(row["key"]), raw(row["envelope"]), aad)


class Signers:
    """Whose keys an entry may be signed with: one's own in a room, those of its author at a table."""

    def __init__(self, about: Row) -> None:
        self.authors: Row = about.get("authors", {})
        self.own = [raw(key) for key in about.get("sign", [])]

    def keys(self, row: Row) -> list[bytes]:
        return [raw(key) for key in self.authors[row["author"]]["sign"]] if self.authors else self.own

    def mark(self, row: Row) -> bytes:
        return b'"by":"%s",' % self.authors[row["author"]]["mark"].encode() if self.authors else b""

    def every(self) -> list[bytes]:
        return self.own + [raw(key) for one in self.authors.values() for key in one["sign"]]


def check_row(space: bytes, signers: Signers, before: bytes, expected: int, row: Row) -> bytes:
    """Order, hash and signature of one line of chain.jsonl. Returns its hash."""
    if row["seq"] != expected:
        raise Wrong(f"is number {row['seq']} but number {expected} comes next")
    digest, kept = raw(row["digest"]), raw(row["hash"])
    if row["envelope"] is not None and hashlib.sha256(raw(row["envelope"])).digest() != digest:
        raise Wrong("holds another envelope than the one that was signed")
    if link(before, space, row, digest) != kept:
        raise Wrong("does not follow from the entry before it")
    if not any(signed_by(key, kept, raw(row["signature"])) for key in signers.keys(row)):
        raise Wrong("is signed by none of its author's keys in identity.json")
    return kept


def lines(path: Path) -> Iterator[bytes]:
    with open(path, "rb") as file:
        for line in file:
            yield line.rstrip(b"\n")


def check_text(space: bytes, signers: Signers, row: Row, records: Iterator[bytes]) -> int:
    """The readable line of one entry must be exactly what was sealed. A burned entry has none, nor has one that the
    other person had laid on a table until a day that was past, or that was theirs alone to show."""
    if row["burned"]:
        if row["envelope"] is not None or row["key"] is not None:
            raise Wrong("is marked as burned but is still here")
        return 0
    if row.get("over") is True and row["key"] is None and signers.mark(row) == b'"by":"the other",':
        return 1
    if row["key"] is None:
        raise Wrong("could already not be opened when this archive was made")
    start = b'{"seq":%d,"id":"%s",%s"record":' % (row["seq"], row["id"].encode(), signers.mark(row))
    if next(records, None) != start + text_of(space, row) + b"}":
        raise Wrong("reads otherwise in records.jsonl than it was sealed, or is missing there")
    return 1


def check(folder: Path) -> tuple[list[str], int, int]:
    """Returns (problems, entries, burned)."""
    about = json.loads((folder / "identity.json").read_text())
    space, signers = uuid_bytes(about["space"]), Signers(about)
    problems, count, burned, before = [], 0, 0, b"\0" * 32
    records = lines(folder / "records.jsonl")
    for line in lines(folder / "chain.jsonl"):
        count += 1
        try:
            row = json.loads(line)
            before = check_row(space, signers, before, count, row)
            burned += 1 - check_text(space, signers, row, records)
        except (Wrong, ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
            problems.append(f"Entry {count} {error}" if isinstance(error, Wrong) else f"Entry {count} cannot be read")
            break
    if not problems and next(records, None) is not None:
        problems.append("records.jsonl holds entries that are not in the chain")
    if not problems and (count != about["entries"] or before != raw(about["head"])):
        problems.append(f"The archive should end with entry {about['entries']}, but ends with entry {count}")
    return problems, count, burned


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def folders(root: Path) -> list[Path]:
    """The room's own, and one for each table."""
    found = [path for path in root.iterdir() if path.is_dir() and path.name.startswith("table-")]
    return [root, *sorted(found)]


def look(folder: Path, name: str) -> int:
    """Check one folder and say what was found: 0 in order, 1 not, 2 cannot be read."""
    try:
        problems, count, burned = check(folder)
        about = json.loads((folder / "identity.json").read_text())
        fingerprints = [hashlib.sha256(key).hexdigest()[:32] for key in Signers(about).every()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Wrong):
        say(f"NOT IN ORDER{name}: a file of the archive is missing or cannot be read.")
        return 2
    if problems:
        say(f"NOT IN ORDER{name}: " + problems[0] + ".")
        say("Nothing after that place was checked.")
        return 1
    say(f"In order{name}: {count} entries, of which {burned} were burned by their author.")
    say("Signed by: " + ", ".join(fingerprints))
    return 0


def main(arguments: list[str]) -> int:
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        return max(look(folder, "" if folder == root else f" ({folder.name})") for folder in folders(root))
    except OSError:
        say("NOT IN ORDER: a file of the archive is missing or cannot be read.")
        return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
