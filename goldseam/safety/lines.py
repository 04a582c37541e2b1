"""Help lines by region: facts from `content/`, confirmed, mended or hidden by whoever runs this server.

The steward's own file is `helplines.toml` in the data folder (docs/helplines.md). A mistake in it must never take
a number off the page: it is then left out as a whole, and `goldseam check` says why through `steward_fault`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import msgspec
from django.conf import settings

from goldseam.safety.words import WordsError, doubled, read, refuse, words_dir

Purpose = Literal[
    "emergency", "suicide", "violence", "own_acts", "stop", "health", "substances", "children", "sexual", "money"
]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
EVERYWHERE = "world"

_ID = re.compile(r"[a-z]+(?:-[a-z0-9]+)+\Z")
_CODE = re.compile(r"[a-z]{2,5}\Z")
_NUMBER = re.compile(r"\+?[0-9][0-9 \-]{1,18}\Z")
_SMS_WORDS = re.compile(r"[A-Za-z0-9]{1,20}\Z")


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"purposes": "for"}):
    """One help line. At least one of `call`, `sms` and `site` is given."""

    id: str
    name: str
    purposes: tuple[Purpose, ...]
    source: str
    checked: str  # ISO date, or "" when nobody here has looked the number up with its publisher
    call: str = ""
    sms: str = ""
    sms_words: str = ""
    site: str = ""
    hours: str = ""
    note: str = ""

    @property
    def token(self) -> str:
        """Stands for this line in an address: a browser's history must not say whom somebody looked for."""
        return hashlib.sha256(self.id.encode()).hexdigest()[:8]

    @property
    def tel(self) -> str:
        """What goes behind `tel:`."""
        return re.sub(r"[^\d+]", "", self.call)

    @property
    def sms_to(self) -> str:
        return re.sub(r"[^\d+]", "", self.sms)

    @property
    def host(self) -> str:
        return (urlsplit(self.site).hostname or "").removeprefix("www.")


class Region(msgspec.Struct, frozen=True):
    code: str
    name: str
    languages: tuple[str, ...]
    lines: tuple[Line, ...]

    def lines_for(self, purposes: Iterable[str]) -> list[Line]:
        """Lines in the order of the purposes asked for, each once."""
        found: dict[str, Line] = {}
        for purpose in purposes:
            for line in self.lines:
                if purpose in line.purposes:
                    found.setdefault(line.id, line)
        return list(found.values())

    @property
    def emergency(self) -> list[Line]:
        return self.lines_for(["emergency"])

    def line(self, line_id: str) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"lines": "line"}):
    name: str
    lines: tuple[Line, ...]
    languages: tuple[str, ...] = ()


class _Steward(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"lines": "line"}):
    name: str = ""
    checked: str = ""
    hide: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def regions() -> list[Region]:
    """Every region, by name; the one for everywhere else comes last."""
    found = _all(*_stamp())
    return sorted(found.values(), key=lambda region: (region.code == EVERYWHERE, region.name))


def for_region(code: str) -> Region:
    """The region, or the one for everywhere else when nobody knows this code."""
    found = _all(*_stamp())
    return found.get(code) or found[EVERYWHERE]


def knows(code: str) -> bool:
    return code in _all(*_stamp())


def steward_fault() -> str:
    """What is wrong with the steward's own file, in one sentence; "" when it is fine or absent."""
    try:
        _with_steward(_built_in(words_dir() / "helplines"), _steward_path())
    except WordsError as error:
        return str(error)
    return ""


def guess(accept_language: str) -> str:
    """The region a browser's languages point to: "en-GB,en" says gb, "de" says de, "en" says nothing."""
    for part in accept_language.split(",")[:8]:
        language, _, territory = part.split(";")[0].strip().lower().partition("-")
        if territory:  # a country we have no lines for must not get its neighbour's
            code = {"uk": "gb"}.get(territory[-2:], territory[-2:])
            return code if knows(code) else ""
        spoken = next((region.code for region in regions() if language in region.languages), "")
        if spoken:
            return spoken
    return ""


def with_fallback(region: Region, purposes: Iterable[str]) -> list[Line]:
    """The region's lines; where it has none for a purpose, the worldwide ones for that purpose."""
    world = for_region(EVERYWHERE)
    found: dict[str, Line] = {}
    for purpose in purposes:
        for line in region.lines_for([purpose]) or world.lines_for([purpose]):
            found.setdefault(line.id, line)
    return list(found.values())


def faults_of(line: Line, code: str) -> list[str]:
    """What a reader could trip over in one line, as sentences."""
    found = []
    if not _ID.match(line.id) or not line.id.startswith(f"{code}-"):
        found.append(f'"{line.id}": an id starts with "{code}-" and has only small letters, digits and dashes')
    if not line.name.strip() or len(line.name) > 80:
        found.append(f'"{line.id}": a name has 1 to 80 characters')
    if not line.purposes:
        found.append(f'"{line.id}": "for" names at least one purpose')
    if not (line.call or line.sms or line.site):
        found.append(f'"{line.id}": give a number to call, a number for texts or a site')
    for number in filter(None, (line.call, line.sms)):
        if not _NUMBER.match(number):
            found.append(f'"{line.id}": "{number}" is not a number that a phone can call')
    if line.sms_words and not (line.sms and _SMS_WORDS.match(line.sms_words)):
        found.append(f'"{line.id}": "sms_words" is one plain word and needs "sms"')
    if line.site and not (line.site.startswith("https://") and line.host):
        found.append(f'"{line.id}": a site starts with https://')
    if not line.source.strip():
        found.append(f'"{line.id}": "source" says who publishes this')
    if line.checked and not _is_date(line.checked):
        found.append(f'"{line.id}": "checked" is a date such as 2026-11-20, or empty')
    if len(line.note) > 140 or len(line.hours) > 60:
        found.append(f'"{line.id}": a note has at most 140 characters, hours at most 60')
    return found


def load(path: Path) -> Region:
    """One built-in file, checked; its name is the region's code."""
    raw = read(path, _File)
    region = Region(path.stem, raw.name, raw.languages, raw.lines)
    refuse(path.name, _region_faults(region))
    return region


def _region_faults(region: Region) -> list[str]:
    found = [fault for line in region.lines for fault in faults_of(line, region.code)]
    found += [f'"{line_id}" is there twice' for line_id in doubled(line.id for line in region.lines)]
    if not _CODE.match(region.code):
        found.append(f'"{region.code}": a region is named by its two-letter country code')
    if not region.name.strip() or len(region.name) > 40:
        found.append(f'"{region.code}": a region has a name of 1 to 40 characters')
    if not region.emergency:
        found.append(f'"{region.code}": a region has at least one emergency line')
    return found


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _steward_path() -> Path:
    return Path(settings.CONF.data) / "helplines.toml"


def _stamp() -> tuple[Path, Path, int]:
    """Names what is cached: the steward's file may change while the server runs."""
    own = _steward_path()
    try:
        changed = own.stat().st_mtime_ns
    except OSError:
        changed = 0
    return words_dir() / "helplines", own, changed


@lru_cache(maxsize=2)
def _all(built_in: Path, own: Path, changed: int) -> dict[str, Region]:
    regions = _built_in(built_in)
    try:
        return _with_steward(regions, own) if changed else regions
    except WordsError:
        return regions


@lru_cache(maxsize=2)
def _built_in(folder: Path) -> dict[str, Region]:
    return {path.stem: load(path) for path in sorted(folder.glob("*.toml"))}


def _with_steward(built_in: dict[str, Region], own: Path) -> dict[str, Region]:
    if not own.exists():
        return built_in
    try:
        raw: dict[str, Any] = tomllib.loads(own.read_text(encoding="utf-8"))
        given = msgspec.convert(raw, dict[str, _Steward])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise WordsError(f"{own.name}: {error}") from error
    merged = dict(built_in)
    for code, wish in given.items():
        if wish.checked and not _is_date(wish.checked):
            raise WordsError(f'{own.name}: "checked" of {code} is a date such as 2026-11-20')
        merged[code] = _merge(merged.get(code) or Region(code, wish.name, (), ()), wish)
        refuse(own.name, _region_faults(merged[code]))
    return merged


def _merge(region: Region, wish: _Steward) -> Region:
    """The steward's lines replace those of the same id and otherwise come first; what is hidden goes."""
    own = {line.id: line for line in wish.lines}
    kept = [own.pop(line.id, line) for line in region.lines if line.id not in wish.hide]
    merged = [*own.values(), *kept]
    if wish.checked:
        merged = [line if line.checked else msgspec.structs.replace(line, checked=wish.checked) for line in merged]
    return Region(region.code, wish.name or region.name, region.languages, tuple(merged))
