"""What lies on the table about the check-in → how it stands. Pure; the table's entries come in order.

  t20.form   somebody proposes a form, a way and an hour. Nothing is agreed by that.
  t20.yes    the other agrees to exactly that one: it is in force from then on, and a new round begins
  t20.no     not this one; without a reason
  t20.fit    "I can talk now", for one round. It shows to the other only once they have said so too (R4)
  t20.turn   the one who speaks is done
  t20.moved  the round goes to another day. Both see the same words, whoever laid it
  t20.held, t20.stop   the round is over

A round is named by the entry that ended the one before it. What belongs to another round is not counted, so that a
press on an old page changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final
from uuid import UUID, uuid5

from goldseam.together.pace import Answer, Ask, Rest, may_ask
from goldseam.vault import Entry

KIND: Final = "t20"
"""Of its requests."""
FORM: Final = "t20.form"
YES: Final = "t20.yes"
NO: Final = "t20.no"
FIT: Final = "t20.fit"
TURN: Final = "t20.turn"
MOVED: Final = "t20.moved"
HELD: Final = "t20.held"
STOP: Final = "t20.stop"

FIT_FOR: Final = timedelta(hours=1)
"""For how long "I can talk now" is believed while the other has not said so."""
LONGEST: Final = timedelta(hours=2)
"""A round that was begun and never ended is over after this, without a word."""
TURNS: Final = 2
_SPACE: Final = UUID("6c2f0a6e-7d0c-4d6e-9a57-2f1f6a0f7d20")

OPEN_FOR: Final = timedelta(days=7)
"""For so long a proposal can be answered; its author may put another in its place sooner (R9)."""


@dataclass(slots=True)
class Checkin:
    """How it stands at `now`."""

    plan: Entry | None = None
    proposal: Entry | None = None
    round: str = ""
    since: datetime | None = None
    """When this round began: when the one before it ended."""
    after: int = 0
    """The number of the entry that ended the one before it."""
    fits: list[tuple[UUID, datetime]] = field(default_factory=list)
    """Who can talk now, the first to say so first."""
    turns: int = 0
    moved: date | None = None
    held: list[datetime] = field(default_factory=list)
    ended: str = ""
    """How the last round ended: held, stop, moved or nothing."""

    @property
    def form(self) -> str:
        return str(self.plan.body.get("form", "")) if self.plan else ""

    @property
    def way(self) -> str:
        return str(self.plan.body.get("way", "")) if self.plan else ""

    @property
    def hour(self) -> str:
        return str(self.plan.body.get("hour", "")) if self.plan else ""

    @property
    def on(self) -> bool:
        """Both can talk: the cards are open."""
        return len(self.fits) > 1

    @property
    def began(self) -> datetime | None:
        return self.fits[-1][1] if self.on else None

    @property
    def speaker(self) -> UUID | None:
        """Whose turn it is; None before and after the turns."""
        return self.fits[self.turns][0] if self.on and self.turns < TURNS else None

    def said_fit(self, person: UUID) -> bool:
        return any(one == person for one, _at in self.fits)


def read(entries: Iterable[Entry], now: datetime) -> Checkin:
    found = Checkin()
    for entry in entries:
        step = _STEPS.get(entry.kind)
        if step is not None and entry.author is not None:
            step(found, entry, entry.author)
    _let_go(found, now)
    if found.proposal is not None and now - found.proposal.at > OPEN_FOR:
        found.proposal = None
    return found


def _form(found: Checkin, entry: Entry, author: UUID) -> None:
    found.proposal = entry


def _yes(found: Checkin, entry: Entry, author: UUID) -> None:
    asked = found.proposal
    if asked is not None and entry.body.get("of") == asked.id.hex and author != asked.author:
        found.plan, found.proposal = asked, None
        _begin(found, entry)
        found.moved, found.ended = None, ""


def _no(found: Checkin, entry: Entry, author: UUID) -> None:
    if found.proposal is not None and entry.body.get("of") == found.proposal.id.hex:
        found.proposal = None


def _fit(found: Checkin, entry: Entry, author: UUID) -> None:
    _let_go(found, entry.at)
    if entry.body.get("round") == found.round != "" and not found.on and not found.said_fit(author):
        found.fits.append((author, entry.at))


def _turn(found: Checkin, entry: Entry, author: UUID) -> None:
    same = entry.body.get("round") == found.round and entry.body.get("n") == found.turns + 1
    if same and found.speaker == author:
        found.turns += 1


def _over(found: Checkin, entry: Entry, author: UUID) -> None:
    if entry.body.get("round") != found.round or not found.round:
        return
    _begin(found, entry)
    found.ended = entry.kind
    found.moved = _day(entry.body.get("day")) if entry.kind == MOVED else None
    if entry.kind == HELD:
        found.held.append(entry.at)


_STEPS: Final = {FORM: _form, YES: _yes, NO: _no, FIT: _fit, TURN: _turn, MOVED: _over, HELD: _over, STOP: _over}


def _begin(found: Checkin, entry: Entry) -> None:
    found.round, found.since, found.after = entry.id.hex, entry.at, entry.seq
    found.fits, found.turns = [], 0


def _let_go(found: Checkin, now: datetime) -> None:
    """What was said too long ago to mean now."""
    if found.began is not None:
        over = now - found.began > LONGEST
    else:
        over = bool(found.fits) and now - found.fits[0][1] > FIT_FOR
    if over:
        found.fits, found.turns = [], 0


def end_id(round: str, kind: str) -> UUID:
    """The same for both: a round ends once, also when both press in the same moment."""
    return uuid5(_SPACE, f"{round} {kind}")


def next_day(found: Checkin, every: int, now: datetime, zone: tzinfo) -> date:
    """When it is due next. A day that went by without one is nowhere: the next is today."""
    today = now.astimezone(zone).date()
    if found.moved is not None and found.moved > today:
        return found.moved
    if not found.held or found.ended == MOVED:
        return today
    return max(today, found.held[-1].astimezone(zone).date() + timedelta(days=every))


def move_to(found: Checkin, every: int, now: datetime, zone: tzinfo) -> date:
    """The new day, the same whoever asks for it: the next one that there is anyway, at the earliest tomorrow."""
    return max(now.astimezone(zone).date() + timedelta(days=1), next_day(found, every, now, zone))


def asks(entries: Iterable[Entry]) -> list[Ask]:
    """The proposals as requests, for the pace of asking (R9). Taken back is not answered."""
    asked: dict[str, Ask] = {}
    for entry in entries:
        of = str(entry.body.get("of", ""))
        if entry.kind == FORM and entry.author is not None:
            asked[entry.id.hex] = Ask(KIND, entry.author, entry.at)
        elif entry.kind in {YES, NO} and of in asked and entry.author != asked[of].by and not asked[of].answer:
            answer: Answer = "yes" if entry.kind == YES else "not_now"
            asked[of] = replace(asked[of], answer=answer, answered=entry.at)
    return list(asked.values())


def may_propose(asked: Iterable[Ask], rests: Iterable[Rest], person: UUID, now: datetime) -> bool:
    return may_ask(asked, rests, person, KIND, now)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
