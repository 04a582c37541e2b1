"""The steward's lists of meetings, groups and helpers: JSON files under `meetings/` in the data folder.

Each file is one list in the open meeting-list format. A list with a mistake is left out as a whole, and `faults` says
what is wrong; the others go on. Lists are read again when a file changes. Nothing is ever fetched from anywhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from goldseam.tools.t52_meetings import entries, fellowships
from goldseam.tools.t52_meetings.entries import NOTHING, Defaults, Listing, Raw

MOST_BYTES: Final = 8 << 20
MOST_ENTRIES: Final = 10_000
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")


class ListError(ValueError):
    """A list that cannot be used; one plain sentence for each mistake."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Placed:
    """A listing and the list it comes from."""

    of: str
    listing: Listing

    @property
    def token(self) -> str:
        """Stands for it in an address: neutral, and the same as long as the entry keeps its slug."""
        return hashlib.sha256(f"{self.of}:{self.listing.slug}".encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Directory:
    placed: tuple[Placed, ...]
    faults: tuple[str, ...]


def parse(text: str, defaults: Defaults = NOTHING) -> tuple[list[Raw], list[Listing]]:
    """A list as it is kept, and as it is shown. Raises ListError with every mistake, named by entry."""
    if len(text.encode()) > MOST_BYTES:
        raise ListError([f"the list is larger than {MOST_BYTES >> 20} MB"])
    try:
        raw: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ListError([f"this is not valid JSON: {error}"]) from error
    if not isinstance(raw, list):
        raise ListError(["a list is a JSON array: [ { … }, { … } ]"])
    if len(raw) > MOST_ENTRIES:
        raise ListError([f"the list has {len(raw)} entries; at most {MOST_ENTRIES} are read"])
    return _read(raw, defaults)


def _read(raw: list[Any], defaults: Defaults) -> tuple[list[Raw], list[Listing]]:
    kept: list[Raw] = []
    found: list[Listing] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, one in enumerate(raw, 1):
        listing, wrong = entries.read(one, defaults)
        faults += [f"{_where(number, one)}: {fault}" for fault in wrong]
        if listing is None:
            continue
        if listing.slug in seen:
            faults.append(f'{_where(number, one)}: the slug "{listing.slug}" is that of entry {seen[listing.slug]} too')
        seen.setdefault(listing.slug, number)
        kept.append(entries.kept(one, defaults))
        found.append(listing)
    if faults:
        raise ListError(faults)
    return kept, found


def _where(number: int, one: object) -> str:
    """Entry 3 (sunday-serenity), so that it can be found in a long list."""
    slug = one.get("slug") or one.get("name") if isinstance(one, dict) else None
    return f"entry {number} ({entries.clean(str(slug)[:64])})" if slug else f"entry {number}"


def directory() -> Directory:
    """Everything the steward's lists hold."""
    return _all(fellowships.folder(), _stamp())


def find(token: str) -> Placed | None:
    return next((placed for placed in directory().placed if placed.token == token), None)


def _stamp() -> tuple[tuple[str, int, int], ...]:
    try:
        files = [(path.name, path.stat()) for path in sorted(fellowships.folder().glob("*.json"))]
    except OSError:
        return ()
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in files)


@lru_cache(maxsize=2)
def _all(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Directory:
    placed: list[Placed] = []
    faults: list[str] = []
    for name, _changed, _size in stamp:
        try:
            text = (folder / name).read_text(encoding="utf-8")
            placed += [Placed(name.removesuffix(".json"), listing) for listing in parse(text)[1]]
        except ListError as error:
            faults += [f"{name}: {fault}" for fault in error.faults]
        except (OSError, UnicodeDecodeError):
            faults.append(f"{name}: the file cannot be read as UTF-8 text")
    return Directory(tuple(placed), tuple(faults))


def write(name: str, kept: list[Raw]) -> Path:
    """Put a list in place of the one of that name: whole or not at all, closed to others on the machine."""
    folder = fellowships.folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    handle, made = tempfile.mkstemp(dir=folder, prefix=f".{name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return path


def export() -> list[Raw]:
    """Every good list as one; a slug that two lists share gets its list's name in front."""
    found: list[Raw] = []
    used: set[str] = set()
    for name, _changed, _size in _stamp():
        try:
            kept, _listings = parse((fellowships.folder() / name).read_text(encoding="utf-8"))
        except (ListError, OSError, UnicodeDecodeError):
            continue
        for raw in kept:
            slug = str(raw["slug"])
            found.append({**raw, "slug": _free(slug, name.removesuffix(".json"), used)})
            used.add(str(found[-1]["slug"]))
    return found


def _free(slug: str, name: str, used: set[str]) -> str:
    if slug not in used:
        return slug
    longer, n = f"{name}-{slug}"[:64], 2
    while longer in used:
        longer, n = f"{name}-{slug}"[:60] + f"-{n}", n + 1
    return longer
