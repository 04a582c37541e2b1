"""Looking through one's own writing: every free text of every tool, newest month first, until there is enough.

Records are sealed, so each is opened for this look and forgotten after it. No index is kept: it would be a copy of
what was written. What rests after a hard answer, what is out of sight, and what its author shut until a day is not
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _

from goldseam.tools import catalogue, crisis, fold, hooks, show
from goldseam.tools.definition import TEXTS, Tool
from goldseam.tools.desk import Desk
from goldseam.tools.pages import entry_line
from goldseam.tools.t08_library.finding import Snippet, holds, snippet
from goldseam.tools.times import MONTHS
from goldseam.tools.views import shown
from goldseam.vault import Entry, month_of

ENOUGH: Final = 20
"""Hits on one page."""
LOOKS: Final = (1, 5, 18)
"""Months opened at a time: two years for one press, and few questions to the database."""
_MARK: Final = re.compile(r"(\d{4}-\d\d)\.(\d{1,9})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """How far back was looked: all that is newer than this record of this month was."""

    month: str
    seq: int

    def __str__(self) -> str:
        return f"{self.month}.{self.seq}"


@dataclass(frozen=True, slots=True)
class Note:
    tool: str
    when: str
    iso: str
    url: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Notes:
    found: list[Note]
    back: str
    """Where the next look begins; empty when everything was looked at."""
    reached: str
    rests: bool
    """Whether anything was left out because it rests."""


def mark_of(said: str) -> Mark | None:
    """Where to go on; None, which is the beginning, for whatever is no mark."""
    match = _MARK.match(said)
    return Mark(match[1], int(match[2])) if match else None


def search(at: Desk, words: Sequence[str], since: Mark | None) -> Notes:
    """`since` is where the last look ended. At most `ENOUGH` notes out of at most the months of `LOOKS`."""
    found: list[tuple[Mark, Note]] = []
    months = [month for month in reversed(at.room.months()) if since is None or month <= since.month]
    now, later = months[: sum(LOOKS)], months[sum(LOOKS) :]
    seen = _Seen(at, words)
    for mark, entry in _standing(at, now):
        if (since is None or mark < since) and (note := seen.note(entry)) is not None:
            if len(found) == ENOUGH:
                return _answer(at, found, found[-1][0])
            found.append((mark, note))
    return _answer(at, found, Mark(now[-1], 0) if later else None)


def _answer(at: Desk, found: Sequence[tuple[Mark, Note]], back: Mark | None) -> Notes:
    rests = crisis.rests(at.state, at.now) is not None
    return Notes([note for _mark, note in found], str(back or ""), _reached(back), rests)


def _reached(back: Mark | None) -> str:
    """How far back this look went, in words."""
    if back is None:
        return _("Everything you wrote was looked through.")
    year, number = back.month.split("-")
    return _("Looked through back to %(month)s %(year)s.") % {"month": _(MONTHS[int(number) - 1]), "year": year}


def _standing(at: Desk, months: Sequence[str]) -> Iterator[tuple[Mark, Entry]]:
    """The records of these months that count, newest first. A log's record is replaced in its own month or the next,
    so the month after the newest of these is looked at too; of living things the shelf knows which version counts."""
    after = next((month for month in at.room.months() if months and month > months[0]), None)
    opened = at.room.between(after, after) if after is not None else []
    begun = 0
    for many in LOOKS:
        part = months[begun : begun + many]
        begun += many
        if not part:
            return
        new = at.room.between(part[-1], part[0])
        opened = [*new, *opened]
        counts = {entry.id for entry in fold.standing(opened)}
        marks = ((Mark(month_of(entry.at), entry.seq), entry) for entry in new if entry.id in counts)
        yield from sorted(marks, key=lambda pair: pair[0], reverse=True)


class _Seen:
    """One look with these words: what is known of each tool is asked once."""

    def __init__(self, at: Desk, words: Sequence[str]) -> None:
        self.at, self.words = at, words
        self.open = cache(self._open)

    def _open(self, kind: str) -> Tool | None:
        tool = catalogue.get(kind)
        return tool if kind not in fold.QUIET and tool is not None and shown(self.at, tool) else None

    def note(self, entry: Entry) -> Note | None:
        tool = self.open(entry.kind)
        if tool is None or self._old(entry) or show.closed_until(tool, entry.body, self.at.today):
            return None
        text = "\n".join(texts(tool, entry.body))
        if not holds(text, self.words):
            return None
        around = snippet(text, self.words)
        line = entry_line(tool, entry, self.at.now, self.at.zone, numbers=self.at.numbers)
        return Note(tool.title, line.when, line.iso, line.url, around) if around is not None else None

    def _old(self, entry: Entry) -> bool:
        """A version of a living thing that another one has replaced since."""
        item = self.at.shelf.get(entry.kind, str(entry.body.get("_item", "")))
        return item is not None and item.id != str(entry.id)


def texts(tool: Tool, body: Mapping[str, Any]) -> Iterator[str]:
    """What the person wrote in their own words, in the order of the form."""
    for field in tool.fields:
        if field.type in TEXTS or field.own:
            yield from hooks.texts(field, body.get(field.name))
