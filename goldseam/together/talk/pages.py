"""What the pages of a talk show, ready made: the card of the one who looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, tzinfo
from uuid import UUID

from django.utils.translation import gettext as _

from goldseam.together.laying import notes
from goldseam.together.pause.clocks import at_clock, break_until
from goldseam.together.tables import Ours
from goldseam.together.talk import turns
from goldseam.together.talk.shut import rests
from goldseam.together.talk.turns import Move, Talk
from goldseam.together.talk.words import Side, words
from goldseam.tools import catalogue
from goldseam.tools.desk import Desk
from goldseam.tools.t23_feel.extra import Line, lines
from goldseam.tools.times import full_day

OWN_CARDS = 3
FEEL = "t23"


@dataclass(frozen=True, slots=True)
class Button:
    move: Move
    label: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One card as this person sees it."""

    who: str
    """Whose card it is, where one phone goes from hand to hand; "" on one's own."""
    side: Side
    buttons: list[Button]
    wait: str
    n: int
    round: str
    until: str
    time_up: bool
    hard: Side | None
    hard_open: bool
    own: list[list[Line]]
    """Own I-feel cards of the room, for the speaker's eyes."""


@dataclass(frozen=True, slots=True)
class Kept:
    topic: str
    day: str


@dataclass(frozen=True, slots=True)
class TalkPage:
    state: str
    """none, asked, invited, turn or over"""
    id: str
    over_id: str
    topic: str
    not_today: list[str]
    minutes: int
    until: str
    turn: Turn | None
    asks_keep: bool
    declined: bool
    shut: bool
    name: str
    break_until: str
    kept: list[Kept]


def talk_page(found: Ours, zone: tzinfo, at: Desk | None) -> TalkPage:
    every, now = turns.talks(found.entries, found.both), found.now
    one, after = turns.current(every, now), turns.just_over(every, now)
    last = every[-1] if every else None
    state = _state(one, after, found)
    return TalkPage(
        state=state,
        id=one.id.hex if one else "",
        over_id=after.id.hex if after else "",
        topic=one.topic if one else "",
        not_today=words().tags(one.not_today) if one else [],
        minutes=one.minutes if one else 0,
        until=at_clock(one.at + turns.LIES, now, zone) if one else "",
        turn=_turn(one, found, zone, at) if one and state == "turn" else None,
        asks_keep=after is not None and found.vault.person not in after.keeps,
        declined=bool(last and last.by == found.vault.person and _declined(last, found)),
        shut=state != "turn" and rests_here(found, at),
        name=found.other_name if state == "invited" else "",
        break_until=break_until(found, zone),
        kept=[Kept(k.topic, full_day(k.at.astimezone(zone).date())) for k in turns.kept(every, found.both, now)],
    )


def _state(one: Talk | None, after: Talk | None, found: Ours) -> str:
    if one is None:
        return "over" if after is not None else "none"
    if turns.going(one, found.now):
        return "turn"
    return "asked" if one.by == found.vault.person else "invited"


def _declined(last: Talk, found: Ours) -> bool:
    return last.answered is not None and not last.answered[0] and found.now - last.answered[1] <= turns.LIES


def _turn(talk: Talk, found: Ours, zone: tzinfo, at: Desk | None) -> Turn:
    me, card = found.vault.person, talk.spot.card
    speaker, acts = talk.speaker(found.both), card in ("say", "answer", "more", "round")
    speaks = acts if talk.one else speaker == me
    shown = speaker if speaks else next(person for person in found.both if person != speaker)
    begun = talk.begun or talk.at
    until = begun + timedelta(minutes=talk.minutes)
    mine = talk.holder(found.both) in (None, me)
    return Turn(
        who=_who(shown, found) if talk.one and card != "round" else "",
        side=words().card(card).speaks if speaks else words().card(card).listens,
        buttons=[Button(move, _label(card, move)) for move in talk.moves()] if mine else [],
        wait="" if mine else _("The other phone goes on from here. This page follows by itself."),
        n=talk.spot.n,
        round=words().first_round if talk.spot.round == 1 else words().later_rounds,
        until=at_clock(until, found.now, zone),
        time_up=found.now >= until,
        hard=words().hard if card in ("say", "back") and (talk.one or not speaks) else None,
        hard_open=at is not None and "R" in at.roles and not talk.one,
        own=_own(at) if at is not None and card == "say" and speaker == me else [],
    )


def _who(person: UUID, found: Ours) -> str:
    return _("the one whose phone this is") if person == found.vault.person else found.other_name


def rests_here(found: Ours, at: Desk | None) -> bool:
    """Whether this person's page lets no talk begin just now."""
    return rests(found.entries, notes(at) if at is not None else [], found.now)


def _own(at: Desk) -> list[list[Line]]:
    tool = catalogue.get(FEEL)
    if tool is None:
        return []
    found = [entry for entry in at.entries if entry.kind == FEEL][-OWN_CARDS:]
    return [lines(tool, entry.body) for entry in reversed(found)]


def _label(card: str, move: Move) -> str:
    said = {
        ("say", "on"): _("I have said it"),
        ("back", "on"): _("I have said it back"),
        ("answer", "yes"): _("Yes"),
        ("answer", "partly"): _("Partly"),
        ("answer", "not"): _("Not it"),
        ("sense", "on"): _("Said, or passed"),
        ("more", "more"): _("There is more"),
        ("more", "swap"): _("Change the floor"),
        ("round", "again"): _("One more round"),
    }
    return said[card, move]
