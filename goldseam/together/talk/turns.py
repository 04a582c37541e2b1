"""One talk in turns (T24), read from what both have laid there. Pure, the time is passed in.

A press names the card it was made on, so that two presses at once go on once, and a phone that was away comes back to
the card that is on now. What was answered on a card is in no entry that stays: when a talk is over its author's steps
are withdrawn, and its topic too unless both keep it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from goldseam.together.pace import Ask
from goldseam.vault import Entry

TALK: Final = "talk"
ABOUT: Final = "talk_about"
JOIN: Final = "talk_in"
STEP: Final = "talk_step"
END: Final = "talk_end"
KEEP: Final = "talk_keep"
KINDS: Final = (TALK, ABOUT, JOIN, STEP, END, KEEP)
TOPIC: Final = 80
MINUTES: Final = (10, 15, 20)
LIES: Final = timedelta(hours=1)
"""How long a talk waits for the other phone."""
IDLE: Final = timedelta(hours=2)
"""A talk that nobody pressed on for so long is over; a phone may have run out."""
AFTER: Final = timedelta(hours=24)
"""How long after the end the topic can be kept."""
SHOWN: Final = timedelta(days=90)
"""How long a kept topic is shown."""
MORE: Final = 3
"""Turns of one speaker before the floor changes."""
ROUNDS: Final = 4

Card = Literal["say", "back", "answer", "sense", "more", "round"]
Move = Literal["on", "yes", "partly", "not", "more", "swap", "again"]
MOVES: Final[dict[str, tuple[Move, ...]]] = {
    "say": ("on",),
    "back": ("on",),
    "answer": ("yes", "partly", "not"),
    "sense": ("on",),
    "more": ("more", "swap"),
    "round": ("again",),
}
_NEXT: Final[dict[tuple[str, str], Card]] = {
    ("say", "on"): "back",
    ("back", "on"): "answer",
    ("answer", "yes"): "sense",
    ("answer", "partly"): "back",
    ("answer", "not"): "say",
    ("sense", "on"): "more",
    ("more", "more"): "say",
}
_SPEAKS: Final = frozenset({"say", "answer", "more"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a talk stands."""

    card: Card = "say"
    second: bool = False
    """The one who did not begin has the floor."""
    round: int = 1
    turn: int = 1
    n: int = 0
    """How many presses it took; the key of the card."""


@dataclass(frozen=True, slots=True)
class Talk:
    id: UUID
    by: UUID
    at: datetime
    one: bool
    """On one phone that goes from hand to hand."""
    topic: str = ""
    not_today: tuple[str, ...] = ()
    first: UUID | None = None
    minutes: int = MINUTES[1]
    answered: tuple[bool, datetime] | None = None
    spot: Spot = Spot()
    last: datetime | None = None
    ended: datetime | None = None
    keeps: dict[UUID, bool] = field(default_factory=dict)

    @property
    def begun(self) -> datetime | None:
        if self.one:
            return self.at
        return self.answered[1] if self.answered and self.answered[0] else None

    def speaker(self, both: Sequence[UUID]) -> UUID:
        first = self.first if self.first in both else self.by
        second = next(person for person in both if person != first)
        return second if self.spot.second else first  # type: ignore[return-value]

    def holder(self, both: Sequence[UUID]) -> UUID | None:
        """Whose press goes on; None: either's."""
        if self.one or self.spot.card == "round":
            return None
        speaker = self.speaker(both)
        return speaker if self.spot.card in _SPEAKS else next(person for person in both if person != speaker)

    def moves(self) -> tuple[Move, ...]:
        if self.spot.card == "more" and self.spot.turn >= MORE:
            return ("swap",)
        if self.spot.card == "round" and self.spot.round >= ROUNDS:
            return ()
        return MOVES[self.spot.card]

    def kept(self, both: Sequence[UUID]) -> bool:
        return all(self.keeps.get(person) is True for person in both)


def going(talk: Talk, now: datetime) -> bool:
    return talk.ended is None and talk.begun is not None and now - (talk.last or talk.begun) < IDLE


def waiting(talk: Talk, now: datetime) -> bool:
    return talk.ended is None and talk.begun is None and talk.answered is None and now - talk.at < LIES


def over_at(talk: Talk, now: datetime) -> datetime | None:
    """When it ended, or would have by itself; None while it goes on or when it was never begun."""
    if talk.begun is None or going(talk, now):
        return None
    return talk.ended or (talk.last or talk.begun) + IDLE


def current(found: Sequence[Talk], now: datetime) -> Talk | None:
    last = found[-1] if found else None
    return last if last is not None and (going(last, now) or waiting(last, now)) else None


def just_over(found: Sequence[Talk], now: datetime) -> Talk | None:
    last = found[-1] if found else None
    at = over_at(last, now) if last is not None else None
    return last if at is not None and now - at < AFTER else None


def asks(found: Sequence[Talk]) -> list[Ask]:
    """What was asked of the other's phone, for the pace. A talk that both came to asked nothing of anybody; one phone
    asks nobody."""
    away = [one for one in found if not one.one and one.begun is None]
    return [Ask(TALK, one.by, one.at, *(("not_now", one.answered[1]) if one.answered else ())) for one in away]


def kept(found: Sequence[Talk], both: Sequence[UUID], now: datetime) -> list[Talk]:
    return [one for one in reversed(found) if one.topic and one.kept(both) and now - one.at <= SHOWN]


def settled(talk: Talk, both: Sequence[UUID], now: datetime) -> bool:
    """Whether nothing of it can be kept any more, or all of it is."""
    if going(talk, now) or waiting(talk, now):
        return False
    at = over_at(talk, now)
    return at is None or now - at >= AFTER or False in talk.keeps.values()


def talks(entries: Iterable[Entry], both: Sequence[UUID]) -> list[Talk]:
    """Every talk there was, oldest first."""
    found: dict[str, Talk] = {}
    about: dict[str, Entry] = {}
    for entry in entries:
        if entry.author is None or entry.kind not in KINDS:
            continue
        of = str(entry.body.get("talk"))
        if entry.kind == ABOUT:
            about[of] = entry
        elif entry.kind == TALK:
            _begin(found, entry, about.get(entry.id.hex))
        elif of in found:
            found[of] = _READ[entry.kind](found[of], entry, both)
    return list(found.values())


def _begin(found: dict[str, Talk], entry: Entry, about: Entry | None) -> None:
    if entry.author is None or current(list(found.values()), entry.at) is not None:
        return
    begun = Talk(entry.id, entry.author, entry.at, entry.body.get("one") is True)
    if about is not None and about.author == entry.author:
        begun = _about(begun, about.body)
    found[entry.id.hex] = begun


def _about(talk: Talk, body: dict[str, Any]) -> Talk:
    """The other may run the server, so nothing in a body is believed to fit."""
    topic, tags, minutes = body.get("topic"), body.get("not_today"), body.get("minutes")
    first = body.get("first")
    return replace(
        talk,
        topic=" ".join(topic.split())[:TOPIC] if isinstance(topic, str) else "",
        not_today=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        minutes=minutes if minutes in MINUTES else MINUTES[1],
        first=_uuid(first),
    )


def _join(talk: Talk, entry: Entry, both: Sequence[UUID]) -> Talk:
    if entry.author == talk.by or talk.one or not waiting(talk, entry.at):
        return talk
    return replace(talk, answered=(entry.body.get("ok") is True, entry.at))


def _step(talk: Talk, entry: Entry, both: Sequence[UUID]) -> Talk:
    if not going(talk, entry.at) or entry.body.get("n") != talk.spot.n or entry.body.get("move") not in talk.moves():
        return talk
    if talk.holder(both) not in (None, entry.author):
        return talk
    return replace(talk, spot=after(talk.spot, entry.body["move"]), last=entry.at)


def after(spot: Spot, move: Move) -> Spot:
    n = spot.n + 1
    if move == "swap":
        if spot.second:
            return replace(spot, card="round", n=n)
        return replace(spot, card="say", second=True, turn=1, n=n)
    if move == "again":
        return Spot("say", second=False, round=spot.round + 1, turn=1, n=n)
    return replace(spot, card=_NEXT[spot.card, move], turn=spot.turn + (move == "more"), n=n)


def _end(talk: Talk, entry: Entry, both: Sequence[UUID]) -> Talk:
    open_still = going(talk, entry.at) or (entry.author == talk.by and waiting(talk, entry.at))
    return replace(talk, ended=entry.at) if open_still else talk


def _keep(talk: Talk, entry: Entry, both: Sequence[UUID]) -> Talk:
    at, keep = over_at(talk, entry.at), entry.body.get("keep") is True
    if at is None or entry.author is None or (keep and entry.at - at >= AFTER):
        return talk
    return replace(talk, keeps={**talk.keeps, entry.author: keep})


_READ: Final = {JOIN: _join, STEP: _step, END: _end, KEEP: _keep}


def _uuid(said: Any) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None
