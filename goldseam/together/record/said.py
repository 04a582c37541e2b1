"""What of the table's entries is shown day by day: those whose author both can see anyway. Pure, apart from the words.

Not among them is what shows to nobody till both have pressed, or what is the same whoever pressed: whether somebody is
ready, a seal, "I can talk now", a meeting that moved (R4, R12).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from goldseam.together.journal import fold as journal
from goldseam.together.journal.words import words as journal_words
from goldseam.together.meeting import decisions, slots, topics
from goldseam.together.needs import asking
from goldseam.together.needs.words import board
from goldseam.together.pause import breaks
from goldseam.together.pause import plan as plans
from goldseam.together.record.tombs import to_the_other
from goldseam.together.tables import LAID, Ours, over
from goldseam.together.telling import facts
from goldseam.together.triggers import plans as care
from goldseam.vault import Entry

NOT_ME: Final = "not_me"
SENTENCE: Final = "t23"
"""Laid from the room, and said to the other: an "I feel"."""
LONGEST: Final = 2000
Body = dict[str, Any]
_LIVES: Final = {asking.NEED: asking.LIVES, asking.WORDS: asking.LIVES, asking.REPLY: timedelta(asking.PACE_DAYS)}


@dataclass(frozen=True, slots=True)
class Said:
    title: str
    words: str
    """"" where it stands on its own page, or is a press."""
    to_other: bool
    """A message or a request: whoever it is for may keep it."""


def said(entry: Entry) -> Said | None:
    """None for what is shown by its author's own way only."""
    known = _KINDS.get(entry.kind)
    if known is None:
        return None
    words = known.words(entry.body)[:LONGEST]
    to_other = bool(words) and to_the_other(entry.kind, entry.body)
    return Said(_laid_title(entry.body) if entry.kind == LAID else known.title(), words, to_other)


def kinds() -> tuple[str, ...]:
    return tuple(_KINDS)


def title(kind: str) -> str:
    return _KINDS[kind].title()


def gone(entry: Entry, now: datetime, today: date) -> bool:
    """Whether its time is over, to the minute where its own page counts so: then it is not here any more either,
    and it makes no difference when its author's next act destroys it (R4)."""
    return over(entry.body, today) or now - entry.at >= _LIVES.get(entry.kind, timedelta.max)


def marks(entries: Iterable[Entry]) -> dict[UUID, Entry]:
    """Entries of which their own author has said that it was not them. Nobody can say it of another's."""
    there = list(entries)
    by_id = {one.id.hex: one for one in there}
    found = [(by_id.get(str(one.body.get("of"))), one) for one in there if one.kind == NOT_ME]
    return {of.id: one for of, one in found if of is not None and of.author is not None and of.author == one.author}


def not_me_line(found: Ours, mine: bool) -> str:
    if mine:
        return _("You have said: this was not me.")
    return _("%(name)s says: this was not me.") % {"name": found.other_name}


# -- the words of each kind -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kind:
    title: Callable[[], str]
    words: Callable[[Body], str]


def _none(_body: Body) -> str:
    return ""


def _texts(*names: str) -> Callable[[Body], str]:
    return lambda body: "\n".join(text for name in names if isinstance(text := body.get(name), str) and text)


def _laid_title(body: Body) -> str:
    item = body.get("item")
    return str(item.get("title", "")) if isinstance(item, dict) else ""


def _laid(body: Body) -> str:
    """Only a sentence to the other; anything else that is laid down is about its author."""
    item = body.get("item")
    if not isinstance(item, dict) or item.get("kind") != SENTENCE or not isinstance(item.get("answers"), list):
        return ""
    return "\n".join(f"{one.get('label')}: {one.get('text')}" for one in item["answers"] if isinstance(one, dict))


def _journal(body: Body) -> str:
    text = body.get("text")
    return f"{journal_words().kinds.get(str(body.get('kind')), '')}: {text}" if isinstance(text, str) else ""


def _need(body: Body) -> str:
    label, span, own = board().need(body.get("need")), board().span(body.get("span")), body.get("words")
    return "\n".join(text for text in (label, span, own) if isinstance(text, str) and text)


_KINDS: Final[dict[str, _Kind]] = {
    LAID: _Kind(lambda: _("Something laid here"), _laid),
    journal.LINE: _Kind(lambda: _("A line in the journal"), _journal),
    journal.ANSWER: _Kind(lambda: _("An answer in the journal"), _none),
    asking.NEED: _Kind(lambda: _("Something asked for"), _need),
    asking.REPLY: _Kind(lambda: _("An answer to what was asked for"), lambda body: board().reply(body.get("how"))),
    asking.WORDS: _Kind(lambda: _("Words with an answer"), _texts("words")),
    topics.TOPIC: _Kind(lambda: _("A topic for the meeting"), _texts("words")),
    decisions.DECISION: _Kind(lambda: _("A decision written down"), _texts("what")),
    decisions.TAKEN: _Kind(lambda: _("An answer to a decision"), _none),
    decisions.SAID: _Kind(lambda: _("What became of a decision"), _none),
    slots.SLOT: _Kind(lambda: _("A time suggested"), _none),
    slots.ANSWER: _Kind(lambda: _("An answer to a time"), _none),
    plans.PLAN: _Kind(lambda: _("A plan for the break"), _texts("signal", "places", "children")),
    plans.SAID: _Kind(lambda: _("An answer to a plan for the break"), _none),
    breaks.CALL: _Kind(lambda: _("A break called"), _none),
    "t20.form": _Kind(lambda: _("A check-in proposed"), _none),
    "t20.yes": _Kind(lambda: _("A check-in agreed to"), _none),
    "talk": _Kind(lambda: _("A talk begun"), _none),
    facts.TELL: _Kind(lambda: _("Something held ready to tell"), _none),
    facts.WHEN: _Kind(lambda: _("A time for telling"), _none),
    care.PLAN: _Kind(lambda: _("A part of a plan"), _none),
    care.REPLY: _Kind(lambda: _("An answer to a plan"), _none),
}
