"""A local, rule-based hint on words that often close an ear: playing down, defending, “but” and the like.

It marks places in a text for its own writer, on the writer's own screen, and lets the writer decide. It runs in memory;
nothing of it is kept, counted or sent. It knows patterns, not meaning: it misses much and sometimes marks an innocent
sentence, and says neither that a text is good nor that it is bad.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

from goldseam.safety.words import WordsError, doubled, read, refuse, words_dir

Kind = Literal[
    "minimising", "fixing", "defending", "self_pity", "blame", "but", "if", "promise",
    "thought", "no_feeling", "verdict", "demand", "machine", "watching", "scene", "threat", "custody",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

_LONGEST: Final = 20_000
_FILL: Final = "·"
# One letter for one letter, so that places in the copy are places in the text.
_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "\u00a0": " ", "\t": " "})


class _Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: Kind
    title: str
    say: str
    rules: tuple[str, ...]
    harmless: tuple[str, ...] = ()


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"hints": "hint"}):
    harmless: tuple[str, ...]
    hints: tuple[_Hint, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of hint, ready to use."""

    kind: Kind
    title: str
    say: str
    rules: re.Pattern[str]
    harmless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Guard:
    harmless: re.Pattern[str]
    rules: dict[Kind, Rule]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text, as Python slices it."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said about one kind of mark in a text, and the words it is about, each once."""

    kind: Kind
    title: str
    say: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; `kind` is empty where nothing is marked."""

    text: str
    kind: str = ""


def marks(text: str, kinds: Iterable[Kind] = KINDS) -> list[Mark]:
    """Every marked place, in the order of the text."""
    guard = _guard(words_dir() / "hints.toml")
    plain = _mask(guard.harmless, text[:_LONGEST].translate(_PLAIN))
    found: list[Mark] = []
    for kind in kinds:
        rule = guard.rules[kind]
        searched = _mask(rule.harmless, plain) if rule.harmless else plain
        found += [Mark(kind, *_trim(searched, *m.span())) for m in rule.rules.finditer(searched)]
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def hints(text: str, kinds: Iterable[Kind] = KINDS) -> list[Hint]:
    """One hint for each kind that is in the text, in the order of `kinds`."""
    wanted = tuple(kinds)
    guard = _guard(words_dir() / "hints.toml")
    by_kind: dict[Kind, list[str]] = {}
    for mark in marks(text, wanted):
        by_kind.setdefault(mark.kind, []).append(" ".join(text[mark.start : mark.end].split()))
    return [
        Hint(kind, guard.rules[kind].title, guard.rules[kind].say, tuple(dict.fromkeys(by_kind[kind])))
        for kind in wanted
        if kind in by_kind
    ]


def pieces(text: str, kinds: Iterable[Kind] = KINDS) -> list[Piece]:
    """The whole text in stretches, for a page that underlines the marked ones. Where they overlap, the first counts."""
    found: list[Piece] = []
    at = 0
    for mark in marks(text, kinds):
        if mark.start < at or mark.start == mark.end:
            continue
        if mark.start > at:
            found.append(Piece(text[at : mark.start]))
        found.append(Piece(text[mark.start : mark.end], mark.kind))
        at = mark.end
    return [*found, Piece(text[at:])] if at < len(text) else found


def _mask(harmless: re.Pattern[str] | None, plain: str) -> str:
    return harmless.sub(lambda m: _FILL * len(m[0]), plain) if harmless else plain


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the full stop or the space in front that a rule needed in order to see where a sentence begins."""
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


def load(path: Path) -> Guard:
    words = read(path, _Words)
    kinds = [one.id for one in words.hints]
    faults = [f'"{kind}" is missing' for kind in KINDS if kind not in kinds]
    faults += [f'"{kind}" is there twice' for kind in doubled(kinds)]
    faults += [f'"{one.id}" says nothing' for one in words.hints if not (one.title.strip() and one.say.strip())]
    refuse(path.name, faults)
    try:
        return Guard(
            _any(words.harmless),
            {
                one.id: Rule(one.id, one.title, one.say, _any(one.rules), _any(one.harmless) if one.harmless else None)
                for one in words.hints
            },
        )
    except re.error as error:
        raise WordsError(f"{path.name}: {error}") from error


def _any(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


@cache
def _guard(path: Path) -> Guard:
    return load(path)
