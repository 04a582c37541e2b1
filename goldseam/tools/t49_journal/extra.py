"""T49: the words a writer put on the pages are links to them. An address holds a word's number, never the word."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from goldseam.tools import history
from goldseam.tools import pages as general
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.t49_journal import pages

CODES = ("t49",)
WEEKS = 52


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    digests = history.read_detail(at.room, at.now, WEEKS)
    columns = [(digest.month, digest.column(tool.code)) for digest in digests]
    tagged = [(month, column.tags.get("tags", [])) for month, column in columns if column is not None]
    known = pages.words(tagged)
    word = numbered(known, at.request.GET.get("word", ""))
    links = [link(tool, one, number, one == word) for number, one in enumerate(known, start=1)]
    context: dict[str, Any] = {"words": links, "word": word}
    if word:
        entries = [entry for month in pages.months_with(tagged, word) for entry in at.room.month(month)]
        lines = pages.found(tool, entries, word, at.today)
        context["found"] = [general.entry_line(tool, entry, at.now, at.zone) for entry in lines]
    return context


def numbered(known: list[str], number: str) -> str:
    """The word that stands at this place of the list, counted from 1; empty for anything else."""
    return next((word for n, word in enumerate(known, start=1) if str(n) == number), "")


def link(tool: Tool, word: str, number: int, here: bool) -> general.Link:
    return general.Link(word, f"{reverse('tools:tool', args=[tool.code])}?word={number}", here)
