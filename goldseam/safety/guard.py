"""A local, rule-based hint that a text speaks of suicide or self-harm, and where each safety hook leads.

It runs in memory on the writer's own text, for the writer's own screen. Nothing of it is logged, counted or sent, and
nobody is told. It is meant to offer numbers rather once too often than once too seldom; it proves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from django.urls import reverse

from goldseam.safety.words import WordsError, read, words_dir

Hook = Literal["H1", "H2", "H3", "H4", "H5"]

# H1 self-harm, H2 fear or harm between partners, H3 illegal material or minors, H4 severe symptoms, H5 duress.
HOOKS: Final[dict[Hook, str]] = {"H1": "1", "H2": "2", "H3": "3", "H4": "4", "H5": "10"}

_LONGEST: Final = 20_000
# Zero-width characters and soft hyphens, which would hide a word from the rules.
_UNSEEN: Final = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    spellings: tuple[tuple[str, str], ...]
    harmless: tuple[str, ...]
    rules: tuple[str, ...]


class Guard(msgspec.Struct, frozen=True):
    """The patterns of one language, ready to use."""

    spellings: tuple[tuple[re.Pattern[str], str], ...]
    harmless: re.Pattern[str]
    rules: re.Pattern[str]

    def hints(self, text: str) -> bool:
        plain = unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_UNSEEN).lower()
        for pattern, better in self.spellings:
            plain = pattern.sub(better, plain)
        return self.rules.search(self.harmless.sub(" … ", plain)) is not None


def self_harm_hint(text: str) -> bool:
    """Whether this text may speak of the writer's own death or of hurting oneself."""
    return _guard(words_dir() / "guard.toml").hints(text)


def help_url(hook: Hook) -> str:
    """Where a safety hook leads: a public page, on this person's own screen only."""
    return reverse("safety:route", args=[HOOKS[hook]])


def load(path: Path) -> Guard:
    words = read(path, _Words)
    try:
        return Guard(
            tuple((re.compile(pattern), better) for pattern, better in words.spellings),
            re.compile("|".join(f"(?:{part})" for part in words.harmless)),
            re.compile("|".join(f"(?:{part})" for part in words.rules)),
        )
    except re.error as error:
        raise WordsError(f"{path.name}: {error}") from error


@cache
def _guard(path: Path) -> Guard:
    return load(path)
