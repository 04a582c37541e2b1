"""What the pages of T37 show, ready made: the same lines for the preview and for the reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from goldseam.together import out
from goldseam.together.seat import Seat
from goldseam.together.triggers import acts
from goldseam.together.triggers.acts import Offer
from goldseam.together.triggers.forms import help_words
from goldseam.together.triggers.plans import NOW, Part, Plan, Reply, may_begin
from goldseam.together.triggers.words import OWN, Words, words
from goldseam.tools.show import Answer
from goldseam.tools.times import full_day


@dataclass(frozen=True, slots=True)
class Row:
    """One plan: its two parts, whose they are, and what can be done with it."""

    id: str
    title: str
    by: str
    part: list[Answer]
    reply: list[Answer]
    reply_by: str
    notes: list[str]
    mine: bool
    due: bool
    replied: bool


@dataclass(frozen=True, slots=True)
class Home:
    rows: list[Row]
    may_begin: bool
    uid: str


@dataclass(frozen=True, slots=True)
class Moment:
    """It is happening now."""

    id: str
    title: str
    part: list[Answer]
    word: str
    mine: bool
    offer: Offer
    """For whoever began it: a phrase may be asked for, can be read, or was enough."""
    menu: tuple[str, ...]
    uid: str


def home(seat: Seat) -> Home:
    found = acts.all_plans(seat)
    return Home([_row(seat, plan) for plan in found], may_begin(found, seat.found.vault.person), str(uuid4()))


def moment(seat: Seat, plan: Plan) -> Moment:
    say = words()
    offer = acts.offered(out.noted(seat, NOW), plan.id, seat.at.now)
    lines = _helps(plan, say, can_only=True)
    part = [Answer(say.helps_title, lines=lines)] if lines else []
    part += [Answer(say.not_title, plan.part.no)] if plan.part.no else []
    menu = plan.reply.menu if plan.reply is not None else ()
    return Moment(
        str(plan.id), title(plan.part), part, plan.word, plan.by == seat.found.vault.person, offer, menu, str(uuid4())
    )


def title(part: Part) -> str:
    return part.own if part.trigger == OWN and part.own else words().trigger(part.trigger) or words().own


def part_lines(part: Part) -> list[Answer]:
    """The part of whoever began it, without an answer to it."""
    return _part(part, tuple(help_words(part, id) for id in part.asked))


def reply_lines(plan: Plan, reply: Reply, *, menu: bool = True) -> list[Answer]:
    """The other's part. Whoever began the plan finds the phrases in the moment they are for."""
    say, found = words(), []
    answered = replace(plan, reply=reply)
    for how, label in ((True, say.can), (False, say.cannot)):
        lines = tuple(help_words(plan.part, id) for id in plan.part.asked if answered.answered(id) is how)
        found += [Answer(label, lines=lines)] if lines else []
    found += [Answer(say.menu, lines=reply.menu)] if reply.menu and menu else []
    return [*found, Answer(say.word, reply.word)] if reply.word else found


def _part(part: Part, helps: tuple[str, ...]) -> list[Answer]:
    say = words()
    found = [Answer(say.sign, part.sign)] if part.sign else []
    found += [Answer(say.helps_title, lines=tuple(line for line in helps if line))] if any(helps) else []
    pairs = ((say.not_title, part.no), (say.after, part.after), (say.word, part.word))
    return found + [Answer(label, text) for label, text in pairs if text]


def _helps(plan: Plan, say: Words, *, can_only: bool = False) -> tuple[str, ...]:
    asked = [id for id in plan.part.asked if not can_only or plan.answered(id) is not False]
    return tuple(line for id in asked if (line := help_words(plan.part, id)))


def _row(seat: Seat, plan: Plan) -> Row:
    say, me = words(), seat.found.vault.person
    mine = plan.by == me
    name = seat.found.other_name
    return Row(
        str(plan.id),
        title(plan.part),
        say.by_me if mine else say.by_other.format(name=name),
        part_lines(plan.part),
        reply_lines(plan, plan.reply, menu=not mine) if plan.reply is not None else [],
        say.reply_other.format(name=name) if mine else say.reply_mine,
        _notes(seat, plan, mine=mine),
        mine,
        plan.trial(seat.at.now) == "due",
        plan.reply is not None,
    )


def _notes(seat: Seat, plan: Plan, *, mine: bool) -> list[str]:
    say, found = words(), []
    reply_word = plan.reply.word if plan.reply is not None else ""
    if plan.word:
        found.append(say.word_agreed.format(word=plan.word))
    elif plan.part.word or reply_word:
        own, other = (plan.part.word, reply_word) if mine else (reply_word, plan.part.word)
        found.append(say.word_theirs.format(word=other) if other else say.word_mine.format(word=own))
    found += [say.older] if plan.stale else []
    found += [say.no_reply] if plan.reply is None else []
    until = plan.tried_until
    match plan.trial(seat.at.now):
        case "trying" if until is not None:
            found.append(say.trying.format(day=full_day(until.astimezone(seat.at.zone).date())))
        case "due":
            found.append(say.due)
        case "looked" if plan.looked is not None:
            found.append(say.looked.format(day=full_day(plan.looked.astimezone(seat.at.zone).date())))
    last = (
        min(day for day in (plan.part.until, plan.reply.until if plan.reply else "") if day) if plan.part.until else ""
    )
    return [*found, say.until.format(day=full_day(date.fromisoformat(last)))] if last else found


def hidden(data: Any, names: list[str]) -> list[tuple[str, str]]:
    """What was typed, to come along behind the preview."""
    return [(name, value) for name in names for value in data.getlist(name)]


def address(name: str, id: UUID | None) -> str:
    return reverse(f"together:{name}", args=[id] if id is not None else [])
