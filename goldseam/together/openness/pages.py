"""What the page of T27 shows, ready made. Nothing of the other's own side is in it, only what both come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from goldseam.together.openness import acts, overlap
from goldseam.together.openness.overlap import Choices, Line, Sheet
from goldseam.together.openness.words import words
from goldseam.together.seat import Seat
from goldseam.tools import catalogue
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Field
from goldseam.tools.t27_open.extra import last_look
from goldseam.tools.times import full_day

MONTH: Final = 30


@dataclass(frozen=True, slots=True)
class Row:
    topic: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Side:
    """One direction: what I tell, or what I am told."""

    title: str
    met: list[Row]
    gaps: list[Row]


@dataclass(frozen=True, slots=True)
class OpennessPage:
    has_side: bool
    state: str
    """none, waiting, ready (both in, mine still sealed) or both"""
    sides: list[Side]
    gaps: bool
    may_lower: bool
    may_again: bool
    until_say: str
    month: bool
    uid: str


def page(seat: Seat) -> OpennessPage:
    mine, theirs, own = acts.mine(seat), acts.theirs(seat), acts.own_sheet(seat)
    both = mine.sheet is not None and theirs.sheet is not None
    ready = mine.seal is not None and mine.side is None and theirs.seal is not None
    sides = _sides(mine.sheet, theirs.sheet) if mine.sheet is not None and theirs.sheet is not None else []
    return OpennessPage(
        has_side=own != Sheet(),
        state="none" if mine.seal is None else "both" if both else "ready" if ready else "waiting",
        sides=sides,
        gaps=any(side.gaps for side in sides),
        may_lower=mine.sheet is not None and overlap.smaller(mine.sheet, own) != mine.sheet,
        may_again=mine.seal is not None and acts.may_hand_in(seat),
        until_say=words().until.format(day=_day(mine.seal.body.get("until"))) if mine.seal is not None else "",
        month=_month(seat, mine.since),
        uid=str(uuid4()),
    )


def _sides(mine: Sheet, theirs: Sheet) -> list[Side]:
    will, want = (catalogue.tool(acts.CODE).by_name[name] for name in ("will_tell", "want_to_hear"))
    said = [
        (words().tells, will, overlap.lines(mine.tell, theirs.hear, _topics(will))),
        (words().told_to_me, want, overlap.lines(theirs.tell, mine.hear, _topics(want))),
    ]
    return [_side(title, field, lines) for title, field, lines in said if lines]


def _side(title: str, field: Field, lines: Iterable[Line]) -> Side:
    rows = [(line.state, row(field, line)) for line in lines]
    gaps = [one for state, one in rows if state == "differ"]
    return Side(title, [one for _state, one in rows if one not in gaps], gaps)


def row(field: Field, line: Line) -> Row:
    note = words().left_open if line.state == "open" else ""
    return Row(_topic(field, line.topic), said(field, line.soon, line.detail), note)


def said(field: Field, soon: str, detail: str) -> str:
    """“Within 48 hours: what kind it was”."""
    if not soon or soon == overlap.NONE:
        return words().none if soon else ""
    first, how = label(field, 0, soon), label(field, 1, detail)
    return words().soon_how.format(soon=first, detail=how) if how else words().soon.format(soon=first)


def own_rows(sheet: Sheet) -> list[tuple[str, list[Row]]]:
    """What would be handed in, in the same words."""
    tool = catalogue.tool(acts.CODE)
    titles = {part.id: part.title for part in tool.parts}
    fields = [(tool.by_name["will_tell"], sheet.tell), (tool.by_name["want_to_hear"], sheet.hear)]
    return [(titles[field.part], _own(field, choices)) for field, choices in fields if choices]


def _own(field: Field, choices: Choices) -> list[Row]:
    return [
        Row(_topic(field, topic), said(field, *choices[topic]) or label(field, 1, choices[topic][1]), "")
        for topic in _topics(field)
        if topic in choices
    ]


def _topics(field: Field) -> list[str]:
    return [option.id for option in field.each]


def _topic(field: Field, id: str) -> str:
    return next((option.label for option in field.each if option.id == id), id)


def label(field: Field, number: int, id: str) -> str:
    return next((option.label for option in field.of[number].options if option.id == id), "")


def _month(seat: Seat, since: datetime | None) -> bool:
    handed_in = since.astimezone(seat.at.zone).date() if since is not None else None
    looked = last_look(seat.at, seat.at.shelf.get(acts.CODE, ONLY))
    return overlap.review_due(handed_in, looked, seat.at.today, MONTH)


def _day(said: object) -> str:
    return full_day(date.fromisoformat(said)) if isinstance(said, str) else ""
