"""T49: finding a page again by the words its writer put on it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from goldseam.tools import fold, show
from goldseam.tools.definition import Tool
from goldseam.vault import Entry

MOST = 24
"""Words shown; the ones used most."""

Tagged = Sequence[tuple[str, Sequence[Sequence[str]]]]
"""(month, the words of each page of it)."""


def words(tagged: Tagged) -> list[str]:
    """The writer's own words, those used most first, then by the alphabet; capitals make no difference."""
    spelled: dict[str, str] = {}
    often: Counter[str] = Counter()
    for _month, pages in tagged:
        for word in (word for page in pages for word in page):
            spelled.setdefault(word.casefold(), word)
            often[word.casefold()] += 1
    chosen = sorted(often, key=lambda word: (-often[word], word))[:MOST]
    return [spelled[word] for word in chosen]


def months_with(tagged: Tagged, word: str) -> list[str]:
    """Which months need to be opened to find it."""
    wanted = word.casefold()
    return [month for month, pages in tagged if any(wanted == one.casefold() for page in pages for one in page)]


def found(tool: Tool, entries: Iterable[Entry], word: str, today: date) -> list[Entry]:
    """Pages that carry the word, newest first. A page that is closed for a while is not brought up."""
    wanted = word.casefold()
    mine = [
        entry
        for entry in fold.standing(entries)
        if entry.kind == tool.code
        and any(wanted == str(one).casefold() for one in entry.body.get("tags", []))
        and not show.closed_until(tool, entry.body, today)
    ]
    return sorted(mine, key=fold.key, reverse=True)
