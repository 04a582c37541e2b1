"""Finding words in a text, whatever their case and accents, and marking them. Pure: no record, no page, no memory.

A word is found from its beginning ("call" finds "called", not "recall"). Scripts without capitals mostly write no
gaps between words or hang small words on the front of others, so there it is found anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

SHORTEST: Final = 2
"""Letters a word needs to be looked for."""
WIDE: Final = 200
"""About so many letters of a long passage are shown."""
BEFORE: Final = 60
"""So many of them before the first word found."""
_REMEMBERED: Final = 0x2200
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_SENTENCE: Final = re.compile(r"[.!?…][\"'”’)\]]*(\s+)|(\s*\n\s*)")
_ALIKE: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-"})
_NO_ACCENT: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that hold their stroke in themselves, so that Unicode does not take them apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, as it was written; `found` where a word stands."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """The sentence around what was found; `cut` on the sides where it goes on."""

    pieces: list[Piece]
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    word: str


class _Folds(dict[int, str]):
    """Each letter without case and accents; only those of common scripts are remembered."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        if code < _REMEMBERED:
            self[code] = plain
        return plain


def _plain(letter: str) -> str:
    spread = unicodedata.normalize("NFKD", letter.translate(_ALIKE)).casefold()
    spread = unicodedata.normalize("NFKD", spread.translate(_NO_ACCENT | _ALIKE))
    return "".join(one for one in spread if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")


_FOLDS: Final = _Folds()


def folded(text: str) -> str:
    """Without case, accents and marks that cannot be seen."""
    return text.translate(_FOLDS)


def words_of(asked: str) -> tuple[str, ...]:
    """What is to be found, each word once; what is too short to mean anything is left out."""
    words = (_EDGES.sub("", part) for part in folded(asked).split())
    return tuple(dict.fromkeys(word for word in words if sum(map(str.isalnum, word)) >= SHORTEST))


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether all the words occur."""
    plain = folded(text)
    return bool(words) and all(next(_starts(plain, word), None) is not None for word in words)


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The whole text, with those of the words that occur marked."""
    return _pieces(text, 0, len(text), _places(text, words))


def snippet(text: str, words: Sequence[str]) -> Snippet | None:
    """The first of the sentences that hold most of the words; None where none occurs."""
    places = _places(text, words)
    if not places:
        return None
    start, end = max(_sentences(text), key=lambda part: len({one.word for one in _inside(places, *part)}))
    here = _inside(places, start, end)
    first, last = _window(text, start, end, here[0])
    return Snippet(_pieces(text, first, last, _inside(here, first, last)), first > start, last < end)


def _starts(plain: str, word: str) -> Iterator[int]:
    at = plain.find(word)
    while at >= 0:
        if at == 0 or not plain[at - 1].isalnum() or not _has_gaps(plain[at]):
            yield at
        at = plain.find(word, at + 1)


def _has_gaps(letter: str) -> bool:
    return letter.isdecimal() or letter.upper() != letter


def _places(text: str, words: Sequence[str]) -> list[_Place]:
    """Where the words stand in the text itself, in order; one letter of it may fold to none or to several."""
    plain = folded(text)
    found = [(at, word) for word in words for at in _starts(plain, word)]
    if not found:
        return []
    origin = [at for at, letter in enumerate(text) for _ in _FOLDS[ord(letter)]]
    places = [_Place(origin[at], _whole(text, origin[at + len(word) - 1] + 1), word) for at, word in found]
    return sorted(places, key=lambda one: (one.start, one.end))


def _whole(text: str, end: int) -> int:
    """With the accents that hang on the last letter."""
    while end < len(text) and not _FOLDS[ord(text[end])]:
        end += 1
    return end


def _inside(places: Sequence[_Place], start: int, end: int) -> list[_Place]:
    return [one for one in places if start <= one.start and one.end <= end]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE.finditer(text):
        at = gap.start(gap.lastindex or 0)
        if at > start:
            yield start, at
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _window(text: str, start: int, end: int, first: _Place) -> tuple[int, int]:
    """So much of a sentence as is shown: all of a short one, else from a few words before what was found."""
    if end - start <= WIDE:
        return start, end
    left = max(start, first.start - BEFORE)
    if left > start:
        left = next((at + 1 for at in range(left, first.start) if text[at].isspace()), left)
    right = min(end, max(left + WIDE, first.end))
    if right < end:
        right = next((at for at in range(right, first.end, -1) if text[at].isspace()), right)
    return left, right


def _pieces(text: str, start: int, end: int, places: Sequence[_Place]) -> list[Piece]:
    """Every letter from `start` to `end` once; places that touch or overlap are one mark."""
    found, at = list[Piece](), start
    for first, last in _merged(places):
        found += [Piece(text[at:first])] * (first > at) + [Piece(text[first:last], found=True)]
        at = last
    return found + [Piece(text[at:end])] * (end > at)


def _merged(places: Sequence[_Place]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for one in places:
        if spans and one.start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], one.end)
        else:
            spans.append((one.start, one.end))
    return spans
