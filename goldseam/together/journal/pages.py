from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from goldseam.together import out
from goldseam.together.journal import acts, fold
from goldseam.together.journal.fold import ANSWERS, Line
from goldseam.together.journal.words import words
from goldseam.together.record.said import NOT_ME, marks, not_me_line
from goldseam.together.seat import Seat
from goldseam.tools.times import day_words, full_day

A_PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """One line, as its reader or its author sees it."""

    kind: str
    text: str
    by: str
    until: str
    answer: str
    mine: bool
    url: str
    back: str
    not_me: str
    """The plain line, where its author has said that it was not them."""


@dataclass(frozen=True, slots=True)
class JournalPage:
    lines: list[Shown]
    older: int
    newer: int
    """Number of the next and the former page; 0 for none."""


def page(seat: Seat, number: int, *, mine: bool = False) -> JournalPage:
    found = [line for line in acts.lines(seat) if not mine or seat.found.mine(line.entry)]
    first = (number - 1) * A_PAGE
    return JournalPage(
        [shown(seat, line) for line in found[first : first + A_PAGE]],
        number + 1 if len(found) > first + A_PAGE else 0,
        number - 1,
    )


def shown(seat: Seat, line: Line) -> Shown:
    mine, say, id = seat.found.mine(line.entry), words(), str(line.entry.id)
    day = day_words(line.entry.at.astimezone(seat.at.zone).date(), seat.at.today)
    until, answer = line.entry.body.get("until"), say.answers.get(line.answer, "")
    who = say.answered_other if mine else say.answered_me
    return Shown(
        say.kinds[line.kind],
        line.text,
        say.by_me.format(day=day) if mine else say.by_other.format(day=day),
        say.until.format(day=full_day(date.fromisoformat(until))) if until else "",
        who.format(answer=answer) if answer else "",
        mine,
        "" if mine else reverse("together:journal_line", args=[id]),
        reverse("together:journal_back", args=[id]) if mine else "",
        not_me_line(seat.found, mine) if line.entry.id in marks(out.of(seat, fold.LINE, NOT_ME)) else "",
    )


def answers(line: Line) -> list[tuple[str, str]]:
    return [(one, words().answers[one]) for one in ANSWERS if one != line.answer]


def own_count(seat: Seat) -> str:
    """One's own number, unless its owner wants no numbers (HR-20)."""
    if not seat.at.numbers:
        return ""
    n = fold.told_before_asked(_own(seat), seat.found.vault.person)
    return words().count_none if n == 0 else words().count_one if n == 1 else words().count.format(n=n)


def _own(seat: Seat) -> Sequence[fold.Entry]:
    return out.of(seat, fold.LINE)
