"""Who may see what: every address belongs to one class, and a class says what each of the cast gets.

The addresses are in addresses.toml, under the name of their class. `python -m tests.authz > docs/security.md` makes
the page; tests/authz/test_authz.py asks for every one of them as each of the cast.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from django.urls import URLPattern, URLResolver, get_resolver

ROOT: Final = Path(__file__).parents[2]
DATA: Final = Path(__file__).with_name("addresses.toml")
PAGE: Final = ROOT / "docs" / "security.md"
INTRO: Final = Path(__file__).with_name("intro.md")

Answer = Literal["page", "door", "nothing"]
Column = Literal["nobody", "shut", "own", "pair", "stranger", "left"]
COLUMNS: Final[dict[Column, str]] = {
    "nobody": "signed out",
    "shut": "own, room shut",
    "own": "own, room open",
    "pair": "the other of the pair",
    "stranger": "a stranger with a room",
    "left": "somebody who has left",
}
WORDS: Final[dict[Answer, str]] = {"page": "page", "door": "door", "nothing": "–"}


@dataclass(frozen=True, slots=True)
class Class:
    """`own` to `left` all ask for the same thing of the same person (`own`), where an address names a thing."""

    says: str
    nobody: Answer
    shut: Answer
    own: Answer
    pair: Answer
    stranger: Answer
    left: Answer

    def answer(self, column: Column) -> Answer:
        found: Answer = getattr(self, column)
        return found


CLASSES: Final[dict[str, Class]] = {
    "anybody": Class(
        "Doors, help, and what a browser needs. The same for everybody.", "page", "page", "page", "page", "page", "page"
    ),
    "first door": Class("Each sees what is their own.", "door", "page", "page", "page", "page", "page"),
    "both doors": Class("Each sees what is their own.", "door", "door", "page", "page", "page", "page"),
    "own thing, first door": Class(
        "Names a thing outside the room. For anybody else it is not there.",
        *("door", "page", "page", "nothing", "nothing", "nothing"),
    ),
    "own thing": Class(
        "Names a thing in the room. For anybody else it is not there.",
        *("door", "door", "page", "nothing", "nothing", "nothing"),
    ),
    "table": Class(
        "For the two of an open table. Without one, or after leaving, whatever the reason: back to Us, or nothing.",
        *("door", "page", "page", "page", "nothing", "nothing"),
    ),
    "table, room open": Class(
        "The same, where something of the own room is needed too.",
        *("door", "door", "page", "page", "nothing", "nothing"),
    ),
    "author's at the table": Class(
        "Names a thing that its author alone may lay down, change or take back.",
        *("door", "door", "page", "nothing", "nothing", "nothing"),
    ),
}


@cache
def addresses() -> dict[str, list[str]]:
    """Address templates by class."""
    return {name: found["addresses"] for name, found in tomllib.loads(DATA.read_text()).items()}


def class_of(template: str) -> str:
    """ "" for one that nobody has classed."""
    return next((name for name, found in addresses().items() if template in found), "")


def patterns(found: list[Any] | None = None, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address there is, as a template, with its converters."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield "/" + before + str(one.pattern), dict(one.pattern.converters)


HEAD: Final = "<!-- made by `python -m tests.authz > docs/security.md` from tests/authz/; do not edit here -->"


def table() -> str:
    """What stands in docs/security.md."""
    lines = [HEAD, ""]
    for name, group in CLASSES.items():
        found = sorted(addresses().get(name, []))
        if not found:
            continue
        lines += [f"### {name[0].upper()}{name[1:]}", "", group.says, ""]
        lines += ["| " + " | ".join(COLUMNS.values()) + " |", "|" + "---|" * len(COLUMNS)]
        lines += ["| " + " | ".join(WORDS[group.answer(column)] for column in COLUMNS) + " |", ""]
        lines += [", ".join(f"`{address}`" for address in found), ""]
    return "\n".join(lines)


def page() -> str:
    """docs/security.md as it is to be: the words of intro.md, then the matrix."""
    return INTRO.read_text() + table()
