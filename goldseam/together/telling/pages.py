"""What the pages of telling show, ready made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from goldseam.together.openness import pages as plan
from goldseam.together.openness.acts import CODE as PLAN
from goldseam.together.seat import Seat
from goldseam.together.telling import acts, facts
from goldseam.together.telling.acts import Before
from goldseam.together.telling.facts import Happened, Held
from goldseam.together.telling.words import words
from goldseam.tools import catalogue, fold
from goldseam.tools.show import Answer
from goldseam.tools.times import from_minute, full_day


@dataclass(frozen=True, slots=True)
class Card:
    """What the hearer sees of a telling: that there is one, and what was chosen."""

    id: str
    chosen: str
    read: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """What the teller sees of the own telling. Nothing here depends on whether it was read."""

    id: str
    until: str
    said: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Ready:
    """What the teller can do about what is written down and not told."""

    state: str
    terms: str
    window: str
    passed: bool
    first: bool
    """By the report nobody knows of it yet."""


@dataclass(frozen=True, slots=True)
class TellingPage:
    cards: list[Card]
    gaps: list[str]
    laid: Laid | None
    ready: Ready | None
    told: bool
    told_there: list[str]
    """What was noted as told and still lies there; it can be taken back too."""
    uid: str

    @property
    def calm(self) -> bool:
        return not (self.cards or self.gaps or self.laid or self.ready)


def page(seat: Seat) -> TellingPage:
    mine, read = acts.mine(seat), acts.was_read(seat)
    return TellingPage(
        cards=[card(one, one.entry.id.hex in read) for one in acts.theirs(seat)],
        gaps=[words().gap.format(day=full_day(day)) for day in acts.gaps(seat)],
        laid=laid(seat, mine) if mine is not None else None,
        ready=ready(seat, acts.before(seat)) if mine is None else None,
        told=mine is None and bool(acts.told(seat)),
        told_there=[str(one.entry.id) for one in acts.all_mine(seat) if one.entry.id.hex in acts.told(seat)],
        uid=str(uuid4()),
    )


def card(one: Held, read: bool) -> Card:
    return Card(str(one.entry.id), words().card_mine.format(when=chosen(one)) if one.answer else "", read)


def chosen(one: Held) -> str:
    clock = str(one.when.body.get("clock", "")) if one.when is not None else ""
    return words().answers[one.answer].format(clock=clock)


def laid(seat: Seat, one: Held) -> Laid:
    say, until = words(), one.entry.body.get("until")
    day = _day(seat, one.when.at) if one.when is not None else ""
    return Laid(
        str(one.entry.id),
        say.laid_until.format(day=full_day(date.fromisoformat(until))) if until else "",
        say.laid_answer.format(when=chosen(one), day=day) if one.answer else say.laid_none,
        answers(one.entry.body),
    )


def ready(seat: Seat, found: Before) -> Ready | None:
    if found.happened is None:
        return None
    end = facts.window_end(found.happened, found.terms)
    passed = end is not None and fold.minute(seat.at.now) >= end
    return Ready(
        found.state,
        _terms(found),
        words().window.format(day=_day(seat, from_minute(end))) if end is not None and not passed else "",
        passed and found.state in ("ready", "session", "unfinished"),
        not found.happened.somebody_knows,
    )


def _terms(found: Before) -> str:
    field = catalogue.tool(PLAN).by_name["will_tell"]
    if not found.terms.settled:
        return words().ready_open
    soon, detail = plan.label(field, 0, found.terms.soon), plan.label(field, 1, found.terms.detail)
    return words().ready_terms.format(soon=soon, detail=detail)


def answers(body: Mapping[str, Any]) -> list[Answer]:
    """Lines of a telling; anything that is not one is left out."""
    found = [one for one in body.get("answers", []) if isinstance(one, dict)]
    return [Answer(str(one.get("label", "")), str(one.get("text", ""))) for one in found]


def lines(seat: Seat, found: Before, said: Mapping[str, str]) -> list[dict[str, str]]:
    """The whole telling, as much as is agreed, in the order in which it is read. `said` may be empty before a look."""
    say, happened = words(), found.happened
    if happened is None:
        return []
    shown = [
        (say.line_what, say.line_inner if happened.circle == "inner" else say.line_middle),
        (say.line_when, _when(seat, happened)),
    ]
    if facts.shows(found.terms, "kind"):
        shown += [(say.line_kind, _kinds(happened)), (say.line_often, _often(happened))]
    if said:
        shown.append((say.line_ended, say.ended_yes if said["ended"] == "yes" else say.ended_no))
        shown += [(say.line_did, said.get("did", "")), (say.line_change, said.get("change", ""))]
    shown.append((say.line_ask, say.line_nothing))
    return [{"label": label, "text": text} for label, text in shown if text]


def _kinds(happened: Happened) -> str:
    options = catalogue.tool("t14").by_name["category"].by_id
    return ", ".join(options[kind].label for kind in happened.kinds if kind in options)


def _often(happened: Happened) -> str:
    return words().once if happened.times == 1 else words().times.format(n=happened.times)


def _when(seat: Seat, happened: Happened) -> str:
    first, last = (_day(seat, from_minute(at)) for at in (happened.first, happened.last))
    return words().when_day.format(day=first) if first == last else words().when_days.format(first=first, last=last)


def _day(seat: Seat, moment: datetime) -> str:
    return full_day(moment.astimezone(seat.at.zone).date())


def said(seat: Seat, one: Held) -> str:
    return words().read_said.format(day=_day(seat, one.entry.at))
