"""What the pages of the meeting show, ready made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldseam.insight.sentences import capital, figure, number
from goldseam.together.live import newest
from goldseam.together.meeting import acts, decisions, own, slots, topics
from goldseam.together.meeting.agenda import Point, agenda, minutes
from goldseam.together.meeting.decisions import Decision
from goldseam.together.meeting.looking import place_url
from goldseam.together.meeting.own import Felt
from goldseam.together.meeting.reader import Meeting
from goldseam.together.meeting.sitting import POINTS, Sitting
from goldseam.together.meeting.slots import Slot
from goldseam.together.seat import Seat
from goldseam.tools.desk import sees_numbers
from goldseam.tools.times import DAYS, full_day

FRESH = timedelta(hours=24)
"""How long a meeting that is over is spoken of."""


class Key:
    """A new key for each form of a page."""

    def __str__(self) -> str:
        return str(uuid4())


@dataclass(frozen=True, slots=True)
class TopicRow:
    id: UUID
    words: str
    mine: bool
    hard: bool
    may_move: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    id: UUID
    what: str
    who: str
    by: str
    said: list[str]
    asked: bool
    """This person is asked whether they take it on."""
    waits: bool
    """The other has not taken it on, so far it is only a word."""
    mine: bool
    """This person owns it and says what became of it."""
    how: str
    may_take: bool
    """It can become this person's own commitment, and is not one yet as far as is known here."""
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class HomePage:
    name: str
    slot: str
    day: str
    step: str
    moved: bool
    offer: str
    offer_mine: bool
    offer_id: UUID | None
    fresh: bool
    decisions: list[DecisionRow]
    topics: list[TopicRow]
    hard: list[TopicRow]
    may_decide: bool
    measured: list[str]
    live: int | None


@dataclass(frozen=True, slots=True)
class OnPage:
    """One point of a meeting that is on."""

    number: int
    of: int
    point: Point
    minutes: int
    url: str
    topics: list[TopicRow]
    decisions: list[DecisionRow]
    live: int


def slot_words(slot: Slot) -> str:
    return _("%(day)s at %(time)s, %(n)s minutes") % {
        "day": _(DAYS[slot.weekday]),
        "time": slot.time,
        "n": slot.minutes,
    }


def home_page(meeting: Meeting, seat: Seat | None) -> HomePage:
    agreed, offer, step = meeting.slots.agreed, meeting.slots.open, meeting.step
    rows = topic_rows(meeting)
    return HomePage(
        name=meeting.found.other_name,
        slot=slot_words(agreed) if agreed is not None else "",
        day=full_day(meeting.day) if meeting.day is not None else "",
        step=step or "",
        moved=meeting.moved_today,
        offer=slot_words(offer) if offer is not None else "",
        offer_mine=offer is not None and offer.author == meeting.me,
        offer_id=offer.id if offer is not None else None,
        fresh=fresh(meeting) is not None,
        decisions=decision_rows(meeting, seat),
        topics=[row for row in rows if not row.hard],
        hard=[row for row in rows if row.hard],
        may_decide=acts.may_decide(meeting),
        measured=measured(meeting) if seat is None or sees_numbers(seat.at.state.me) else [],
        live=newest(meeting.found) if step in {"wait", "ready"} else None,
    )


def fresh(meeting: Meeting) -> Sitting | None:
    """The meeting that was over a short while ago."""
    held = meeting.held
    return held[-1] if held and meeting.now - held[-1].last < FRESH else None


def on_page(meeting: Meeting, seat: Seat | None, now: Sitting) -> OnPage:
    agreed, words = meeting.slots.agreed, agenda()
    point = words.points[now.point - 1]
    length = agreed.minutes if agreed is not None else slots.USUAL
    return OnPage(
        now.point,
        POINTS,
        point,
        minutes(words.points, length)[now.point - 1],
        place_url(point.to) if point.to else "",
        [row for row in topic_rows(meeting) if not row.hard] if now.point in {6, 7, 8} else [],
        decision_rows(meeting, seat) if now.point in {4, 9} else [],
        newest(meeting.found),
    )


def topic_rows(meeting: Meeting) -> list[TopicRow]:
    return [
        TopicRow(
            one.id,
            one.words,
            one.author == meeting.me,
            one.hard,
            topics.may_move(one, meeting.me, hard=not one.hard),
        )
        for one in meeting.topics
    ]


def decision_rows(meeting: Meeting, seat: Seat | None) -> list[DecisionRow]:
    taken = own.taken(seat) if seat is not None and meeting.decisions else set()
    return [_row(meeting, one, taken) for one in meeting.decisions if not one.over(meeting.today)]


def _row(meeting: Meeting, one: Decision, taken: set[str]) -> DecisionRow:
    mine = meeting.me in one.owners
    return DecisionRow(
        one.id,
        one.what,
        _who(meeting, one),
        full_day(one.by),
        [_said(meeting, person, how) for person, how in one.said.items() if person in one.owners],
        asked=one.asked == meeting.me,
        waits=one.asked is not None and one.asked != meeting.me,
        mine=mine,
        how=one.said.get(meeting.me, ""),
        may_take=mine and str(one.id) not in taken and one.by > meeting.today,
        may_withdraw=one.author == meeting.me,
    )


def _who(meeting: Meeting, one: Decision) -> str:
    names = {meeting.me: _("You"), meeting.found.table.other: meeting.found.other_name}
    return ", ".join(names[person] for person in meeting.found.both if person in one.owners)


def _said(meeting: Meeting, person: UUID, how: str) -> str:
    own_words = {
        decisions.DONE: _("You said: done."),
        decisions.PART: _("You said: in part."),
        decisions.NOT: _("You said: not yet."),
        decisions.LET_GO: _("You have let it go."),
    }
    if person == meeting.me:
        return own_words[how]
    theirs = {
        decisions.DONE: _("%(name)s said: done."),
        decisions.PART: _("%(name)s said: in part."),
        decisions.NOT: _("%(name)s said: not yet."),
        decisions.LET_GO: _("%(name)s has let it go."),
    }
    return theirs[how] % {"name": meeting.found.other_name}


def measured(meeting: Meeting) -> list[str]:
    """In words: meetings held, and decisions carried out as their owners say."""
    held, tally = len(meeting.held), decisions.tally(meeting.decisions)
    found = []
    if held:
        said = ngettext("%(n)s meeting held.", "%(n)s meetings held.", held)
        found.append(capital(said % {"n": number(held)}))
    parts = [
        (tally[decisions.DONE], _("%(n)s done")),
        (tally[decisions.PART], _("%(n)s in part")),
        (tally[decisions.LET_GO], _("%(n)s let go")),
    ]
    told = [words % {"n": number(n)} for n, words in parts if n]
    if told:
        found.append(_("Of what was decided, as its owners say: %(parts)s.") % {"parts": ", ".join(told)})
    return found


def felt_lines(all: dict[str, Felt]) -> list[str]:
    """Own past only, the middle of all answers; below four nothing is said."""
    asked = (
        (_("In the middle of %(n)s meetings it was safe to speak: %(value)s of 10."), "safe"),
        (_("In the middle of %(n)s meetings you felt heard: %(value)s of 10."), "heard"),
    )
    found = []
    for words, name in asked:
        given = [value for one in all.values() if (value := getattr(one, name)) is not None]
        if (value := own.middle(given)) is not None:
            found.append(words % {"n": number(len(given)), "value": figure(value)})
    return found
