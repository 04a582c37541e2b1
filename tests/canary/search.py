"""Looking for words in everything a server left behind, in the disguises a leak would wear."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote


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
    """Which typed words stand in which places. Places are (name, bytes)."""
    sought = {one: word for word in typed for one in disguises(word)}
    found = []
    for place, content in places:
        lowered = content.lower()
        for one, word in sought.items():
            if one in content or one.lower() in lowered:
                found.append(f"{typed[word]} → {place}")
    return sorted(set(found))


def left_behind(folders: Iterable[Path], cookies: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in files(folders):
        try:
            yield str(path), path.read_bytes()
        except (FileNotFoundError, PermissionError, OSError):
            continue
    for line in cookies:
        name, _, value = line.partition("=")
        yield f"cookie {name}", value.encode()
        try:
            yield f"cookie {name}, decoded", base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        except ValueError:
            continue
