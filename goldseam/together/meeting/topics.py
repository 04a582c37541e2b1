"""What waits for a meeting: short topics of either. A hard one waits for a session instead. Pure.

Whoever wrote a topic takes it off, nobody else. Either may say that one is too hard for fifteen minutes, and only who
said so brings it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from goldseam.together.meeting.reading import named, words
from goldseam.vault import Entry

TOPIC: Final = "topic"
TO: Final = "topic_to"
KINDS: Final = (TOPIC, TO)
LONGEST: Final = 80
MOST: Final = 7
"""Of each person, so that neither fills the list."""


@dataclass(frozen=True, slots=True)
class Topic:
    id: UUID
    words: str
    author: UUID | None
    hard: bool
    by: UUID | None
    """Who said last where it belongs."""


def body(said: str, *, hard: bool) -> dict[str, Any]:
    return {"words": said} | ({"hard": True} if hard else {})


def topics(entries: Iterable[Entry]) -> list[Topic]:
    found: dict[UUID, Topic] = {}
    for entry in entries:
        of = named(entry)
        if entry.kind == TOPIC and (said := words(entry.body, "words", LONGEST)):
            hard = entry.body.get("hard") is True
            found[entry.id] = Topic(entry.id, said, entry.author, hard, entry.author)
        elif entry.kind == TO and of in found:
            found[of] = _moved(found[of], entry)
    return list(found.values())


def _moved(topic: Topic, entry: Entry) -> Topic:
    hard = entry.body.get("hard") is True
    if not may_move(topic, entry.author, hard=hard):
        return topic
    return Topic(topic.id, topic.words, topic.author, hard, entry.author)


def may_move(topic: Topic, person: UUID | None, *, hard: bool) -> bool:
    return hard != topic.hard and (hard or topic.by == person)


def of_mine(all: Iterable[Topic], me: UUID) -> int:
    return sum(topic.author == me for topic in all)
