"""T49: the words a writer put on the pages are links to them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

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
    asked = at.request.GET.get("word", "")
    word = next((one for one in known if one.casefold() == asked.casefold()), "")
    context: dict[str, Any] = {"words": [link(tool, one, one == word) for one in known], "word": word}
    if word:
        entries = [entry for month in pages.months_with(tagged, word) for entry in at.room.month(month)]
        lines = pages.found(tool, entries, word, at.today)
        context["found"] = [general.entry_line(tool, entry, at.now, at.zone) for entry in lines]
    return context


def link(tool: Tool, word: str, here: bool) -> general.Link:
    return general.Link(word, f"{reverse('tools:tool', args=[tool.code])}?{urlencode({'word': word})}", here)
