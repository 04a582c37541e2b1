"""The word list, the books and the themes: `content/en/library/`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.safety.words import Evidence, doubled, evidence_faults, read, refuse, words_dir
from goldseam.tools.t08_library.lessons import ID as LESSON

_ID: Final = re.compile(r"[a-z][a-z_]{1,30}\Z")


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word explained. `also` are other names; `evidence` stands where something is claimed."""

    id: str
    term: str
    say: str
    also: str = ""
    evidence: Evidence | None = None


class Glossary(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"terms": "term"}):
    terms: tuple[Term, ...]


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Facts, one neutral line, and whom it suits. No address, no praise, no price."""

    title: str
    author: str
    about: str
    suits: str
    year: int | None = None


class Books(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"books": "book"}):
    books: tuple[Book, ...]


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lessons that belong together, in the order in which they are best read."""

    id: str
    title: str
    say: str
    lessons: tuple[str, ...]


class Themes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"themes": "theme"}):
    themes: tuple[Theme, ...]


def load_glossary(path: Path) -> Glossary:
    found = read(path, Glossary)
    faults = [f"“{id}” is there twice" for id in doubled(one.id for one in found.terms)]
    for one in found.terms:
        if not _ID.match(one.id):
            faults.append(f"“{one.id}”: an id is small letters and _")
        if not 20 <= len(one.say) <= 420:
            faults.append(f"“{one.id}”: an explanation has 20 to 420 characters")
        if one.evidence is not None:
            faults += evidence_faults(f"“{one.id}”", one.evidence)
    refuse(path.name, faults)
    return found


def load_books(path: Path) -> Books:
    found = read(path, Books)
    faults = []
    for one in found.books:
        for name in ("about", "suits"):
            if not 10 <= len(getattr(one, name)) <= 200:
                faults.append(f"“{one.title}”: {name} is one line of 10 to 200 characters")
        if one.year is not None and not 1900 <= one.year <= 2100:
            faults.append(f"“{one.title}”: the year is no year")
    refuse(path.name, faults)
    return found


def load_themes(path: Path) -> Themes:
    found = read(path, Themes)
    faults = [f"“{id}” is there twice" for id in doubled(one.id for one in found.themes)]
    for one in found.themes:
        if not _ID.match(one.id):
            faults.append(f"“{one.id}”: an id is small letters and _")
        if not 1 <= len(one.title) <= 40 or not 20 <= len(one.say) <= 120:
            faults.append(f"“{one.id}”: a title has 1 to 40 characters, a line 20 to 120")
        if not one.lessons or len(set(one.lessons)) != len(one.lessons):
            faults.append(f"“{one.id}”: it names lessons, each of them once")
        faults += [f"“{one.id}”: “{id}” is no lesson" for id in one.lessons if not LESSON.match(id)]
    in_themes = Counter(id for one in found.themes for id in set(one.lessons))
    faults += [f"“{id}” stands in {many} themes; two at most" for id, many in sorted(in_themes.items()) if many > 2]
    refuse(path.name, faults)
    return found


def theme_faults(themes: Themes, lessons: Collection[str]) -> list[str]:
    """Where the themes and the lessons that are there do not meet."""
    named = {id for one in themes.themes for id in one.lessons}
    return [
        *(f"it names the lesson “{id}”, which does not exist" for id in sorted(named - {*lessons})),
        *(f"the lesson “{id}” stands in no theme" for id in sorted({*lessons} - named)),
    ]


@cache
def glossary() -> list[Term]:
    """By the alphabet."""
    return sorted(load_glossary(words_dir() / "library" / "glossary.toml").terms, key=lambda one: one.term.lower())


@cache
def books() -> tuple[Book, ...]:
    return load_books(words_dir() / "library" / "books.toml").books


@cache
def themes() -> tuple[Theme, ...]:
    """In the order of the file: what is needed first stands first."""
    return load_themes(words_dir() / "library" / "themes.toml").themes
