"""Fellowships and registers of professionals: facts from `content/`, confirmed, mended or hidden by the steward.

The same pattern as the help lines: nothing is called confirmed before the person who runs the server has looked it
up, and a mistake in the steward's own file (`meetings/fellowships.toml` in the data folder) leaves that file out whole.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec
from django.conf import settings

from goldseam.safety.words import WordsError, read, refuse, words_dir

Style = Literal["steps", "secular", "programme", "register"]
Whom = Literal["R", "B", "both", "S"]
Mode = Literal["in_person", "phone", "video", "text"]

STYLES: Final = ("steps", "secular", "programme", "register")
_ID = re.compile(r"[a-z][a-z0-9-]{1,30}\Z")


class Fellowship(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"whom": "for", "modes": "mode"}):
    """One fellowship, course or register. `definition` is how it defines sobriety, in neutral words (HR-10)."""

    name: str
    kind: Style
    whom: tuple[Whom, ...]
    definition: str
    about: str
    site: str
    source: str
    checked: str  # ISO date, or "" when nobody here has looked it up
    id: str = ""  # the file's name, for those that come with the program
    short: str = ""
    modes: tuple[Mode, ...] = ()
    order: int = 50

    @property
    def called(self) -> str:
        return self.short or self.name

    @property
    def host(self) -> str:
        return (urlsplit(self.site).hostname or "").removeprefix("www.")

    @property
    def token(self) -> str:
        """Stands for it in an address: a browser's history must not say what somebody looked for."""
        return hashlib.sha256(f"f:{self.id}".encode()).hexdigest()[:10]


class _Steward(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"own": "fellowship"}):
    checked: str = ""
    hide: tuple[str, ...] = ()
    own: tuple[Fellowship, ...] = ()


def load(path: Path) -> Fellowship:
    """One built-in file, checked; its name is the id."""
    found = msgspec.structs.replace(read(path, Fellowship), id=path.stem)
    refuse(path.name, faults_of(found))
    return found


def faults_of(one: Fellowship) -> list[str]:
    """What a reader could trip over, as sentences."""
    found = []
    if not _ID.match(one.id):
        found.append(f'"{one.id}": an id has small letters, digits and dashes')
    if not one.name.strip() or len(one.name) > 120 or len(one.short) > 40:
        found.append(f'"{one.id}": a name has 1 to 120 characters, its short form at most 40')
    if not one.whom:
        found.append(f'"{one.id}": "for" names R, B, both or S')
    if not one.definition.strip() or len(one.definition) > 400:
        found.append(
            f'"{one.id}": "definition" says how sobriety is defined, or that it is not; at most 400 characters'
        )
    if not one.about.strip() or len(one.about) > 400:
        found.append(f'"{one.id}": "about" has 1 to 400 characters')
    if not (one.site.startswith("https://") and one.host):
        found.append(f'"{one.id}": a site starts with https://')
    if not one.source.strip():
        found.append(f'"{one.id}": "source" says who publishes this')
    if one.checked and not is_date(one.checked):
        found.append(f'"{one.id}": "checked" is a date such as 2026-11-20, or empty')
    return found


def is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def folder() -> Path:
    """The steward's lists."""
    return Path(settings.CONF.data) / "meetings"


def fellowships() -> list[Fellowship]:
    """Those that come with the program and the steward's, in order."""
    return _all(words_dir() / "meetings", _own(), _stamp())


def by_id() -> dict[str, Fellowship]:
    return {one.id: one for one in fellowships()}


def fault() -> str:
    """What is wrong with the steward's file, in one sentence; "" when it is fine or absent."""
    try:
        _merged(_built_in(words_dir() / "meetings"), _own())
    except WordsError as error:
        return str(error)
    return ""


def _own() -> Path:
    return folder() / "fellowships.toml"


def _stamp() -> int:
    try:
        return _own().stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=2)
def _all(built_in: Path, own: Path, changed: int) -> list[Fellowship]:
    found = _built_in(built_in)
    if changed:
        try:
            return _merged(found, own)
        except WordsError:
            return list(found)
    return list(found)


@lru_cache(maxsize=2)
def _built_in(path: Path) -> tuple[Fellowship, ...]:
    return tuple(sorted((load(file) for file in path.glob("*.toml")), key=lambda one: (one.order, one.name)))


def _merged(built_in: tuple[Fellowship, ...], own: Path) -> list[Fellowship]:
    """The steward's take the place of those with the same id; what is hidden goes."""
    if not own.exists():
        return list(built_in)
    wish = read(own, _Steward)
    if wish.checked and not is_date(wish.checked):
        raise WordsError(f'{own.name}: "checked" is a date such as 2026-11-20')
    refuse(own.name, [fault for one in wish.own for fault in faults_of(one)])
    found = {one.id: one for one in (*built_in, *wish.own) if one.id not in wish.hide}
    merged = [
        msgspec.structs.replace(one, checked=wish.checked) if wish.checked and not one.checked else one
        for one in found.values()
    ]
    return sorted(merged, key=lambda one: (one.order, one.name))
