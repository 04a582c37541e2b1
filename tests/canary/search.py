"""Looking for words in everything a server left behind, in the disguises a leak would wear."""

from __future__ import annotations

import base64
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

PREFIX = "ZqKanariVogel7"
"""How every typed word begins: long enough to be recognised in each disguise."""
PACKED = 16 * 1024
"""Files up to so many bytes are searched for compressed pieces too; caches hold small ones."""


def disguises(word: str) -> set[bytes]:
    """The word as it is, in UTF-16, hex, percent-encoding, and base64 at each of the three offsets."""
    raw = word.encode()
    found = {raw, raw.lower(), word.encode("utf-16-le"), raw.hex().encode(), quote(word).encode()}
    for shift in range(3):
        body = base64.b64encode(b"\0" * shift + raw)
        found.add(body[4 if shift else 0 : -4])
    return {one for one in found if len(one) >= 10}


def files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                yield Path(root) / name


def leaks(typed: dict[str, str], places: Iterable[tuple[str, bytes]]) -> list[str]:
    """Which typed words stand in which places. Places are (name, bytes).

    Nearly all words begin alike, so one look for the beginning clears a place; only then is it searched word by word.
    """
    alike = {word for word in typed if word.startswith(PREFIX)}
    first = {one.lower() for word in [PREFIX, *(set(typed) - alike)] for one in disguises(word)}
    found = []
    for place, content in places:
        lowered = content.lower()
        if any(one in lowered for one in first):
            names = [typed[word] for word in typed if any(one.lower() in lowered for one in disguises(word))]
            found += [f"{name} → {place}" for name in names or ["part of a word"]]
    return sorted(set(found))


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What compressed pieces hold (Django's caches pack what they keep)."""
    for head in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08"):
        at = content.find(head)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(47).decompress(content[at:], 2**20)
            at = content.find(head, at + 1)


def left_behind(folders: Iterable[Path], cookies: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in files(folders):
        try:
            content = path.read_bytes()
        except OSError:  # gone since, or a socket
            continue
        yield str(path), content
        if len(content) <= PACKED:
            yield from ((f"{path}, unpacked", part) for part in _unpacked(content))
    for line in cookies:
        name, _, value = line.partition("=")
        yield f"cookie {name}", value.encode()
        try:
            yield f"cookie {name}, decoded", base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        except ValueError:
            continue
