"""What the Path page shows, ready made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.path import signs, way
from goldseam.path.bowl import Bowl, number, step_name
from goldseam.path.gather import sign_line
from goldseam.path.known import LAST_STAGE, Known
from goldseam.path.way import Stop
from goldseam.tools import catalogue
from goldseam.tools.drawing import Link
from goldseam.tools.t08_library.beside import SignLine


@dataclass(frozen=True, slots=True)
class Row:
    """One stop. `state` is how far it is, in words. Signs stand on the lesson's page; here where there is none."""

    title: str
    url: str
    about: str
    state: str
    there: bool
    brief: tuple[str, ...]
    practice: str
    done: str
    tools: list[Link]
    signs: list[SignLine]


@dataclass(frozen=True, slots=True)
class Part:
    """One stage: what it is for, its stops, and signs that belong to none of them."""

    number: int
    title: str
    say: str
    words: str
    """How far it is; empty for another stage where nothing is done: that says only what it is about."""
    here: bool
    rows: list[Row]
    also: list[SignLine]
    practice: bool
    """Whether its readings are not written."""
    onward: str
    """What the link to the look back says; empty elsewhere than in the present stage."""


@dataclass(frozen=True, slots=True)
class PathPage:
    parts: list[Part]
    pair: list[Row]
    bowl: Bowl
    asked: bool
    rhythm: str


@dataclass(frozen=True, slots=True)
class StagePage:
    """The look back at the present part, and the step to another."""

    title: str
    now: str
    to: int
    to_title: str
    to_say: str
    onward: bool
    """Whether it is the next part; any other is simply gone to."""
    open: list[str]
    """Readings that were passed over; they stay open whatever is chosen."""
    rows: list[Row]
    """What that other part holds."""
    practice: bool
    uid: str


def stage_page(known: Known, to: int) -> StagePage:
    stops = way.way(known)
    here = way.of_stage(stops, known.stage)
    onward = to == known.stage + 1
    title = _("A look back") if onward else stage_title(to)
    unread = [stop.title for stop in here if stop.unread]
    return StagePage(
        title=title,
        now=stage_title(known.stage),
        to=to,
        to_title=stage_title(to),
        to_say=stage_say(to),
        onward=onward,
        open=unread,
        rows=[_row(stop, known, open=True) for stop in way.of_stage(stops, to)],
        practice=to not in way.WRITTEN,
        uid=str(uuid4()),
    )


def stage_title(stage: int) -> str:
    return (_("Safe start"), _("Understand"), _("Steady"), _("Connect and own"), _("Rebuild"))[stage]


def stage_say(stage: int) -> str:
    return (
        _("Nobody should be hurt by starting. Often one to fourteen days."),
        _(
            "What happened, why it grips, and what it did to the other person. For the one who was hurt: that it was "
            "not your fault, and how the shock works. Often two to eight weeks."
        ),
        _(
            "For one: meet the pull without feeding it, and make it hard to reach. For the other: a calmer body and "
            "firm ground. Often forty to ninety days, then practice."
        ),
        _(
            "Honest telling with help, agreements, people outside, a life that is wider than the problem. Often the "
            "main work of the first year."
        ),
        _("Amends, closeness if both want it, and your own life either way. A good parting belongs here too."),
    )[stage]


def path_page(known: Known, today: date) -> PathPage:
    stops = way.way(known)
    named = {sign.id for stop in stops for sign in stop.signs}
    parts = [_part(stage, way.of_stage(stops, stage), named, known) for stage in range(LAST_STAGE + 1)]
    pair = [_row(stop, known, open=False) for stop in way.pair(known) if stop.stage <= known.stage] if known.two else []
    return PathPage(parts, pair, signs.bowl_of(known), known.asked, rhythm_words(known, today))


def _part(stage: int, stops: list[Stop], named: Collection[str], known: Known) -> Part:
    """`named` are the signs that belong to a stop; the stage's others stand at its end."""
    here = stage == known.stage
    onward = ""
    if here and stage < LAST_STAGE:
        onward = _("Look back, and go on when you like")
    return Part(
        stage,
        stage_title(stage),
        stage_say(stage),
        said(stops, known.numbers) if here or any(stop.finished for stop in stops) else "",
        here,
        [_row(stop, known, open=here) for stop in stops],
        [sign_line(sign, known) for sign in signs.of_part(known, stage) if sign.id not in named],
        stage not in way.WRITTEN,
        onward,
    )


def _row(stop: Stop, known: Known, *, open: bool) -> Row:
    """Not `open`, a stop without a reading says only what it is about: the page of its part says the rest."""
    about = [step_name(stop.step)]
    if stop.written:
        about.insert(0, _("%(n)s minutes") % {"n": stop.minutes})
    full = open and not stop.written
    return Row(
        title=stop.title,
        url=reverse("tools:t08_lesson", args=[stop.id]) if stop.written else "",
        about=" · ".join(about),
        state=_state(stop, known.numbers),
        there=stop.finished,
        brief=stop.brief if open else stop.brief[:1],
        practice=stop.practice if full else "",
        done=stop.done if full else "",
        tools=[tool_link(code) for code in stop.tools if code not in known.resting] if full else [],
        signs=[sign_line(sign, known) for sign in stop.signs] if full and not stop.finished else [],
    )


def tool_link(code: str) -> Link:
    return Link(catalogue.tool(code).title, reverse("tools:tool", args=[code]))


def _state(stop: Stop, numbers: bool) -> str:
    if stop.left:
        return _("left out, by your choice")
    if stop.finished:
        return _("done")
    have = ""
    if stop.have and numbers and len(stop.signs) > 1:
        have = _("%(have)s of %(of)s signs") % {"have": number(stop.have), "of": number(len(stop.signs))}
    return " · ".join(part for part in (_("read") if stop.written and not stop.unread else "", have) if part)


def said(stops: list[Stop], numbers: bool) -> str:
    """How far a stage is, in words. Nothing is late here."""
    done = sum(stop.finished for stop in stops)
    if not stops or done == 0:
        return _("In any order, and only what helps you.")
    if done == len(stops):
        return _("All of it is there.")
    if not numbers:
        return _("Some of it is there. Any order will do.")
    words = {"have": number(done).capitalize(), "of": number(len(stops))}
    if done == 1:
        return _("%(have)s of %(of)s is done. Any order will do.") % words
    return _("%(have)s of %(of)s are done. Any order will do.") % words


def rhythm_words(known: Known, today: date) -> str:
    """“A reading every two days, and no Sunday.”"""
    days = known.rhythm.days
    reading = {1: _("A reading a day"), 2: _("A reading every two days"), 3: _("A reading every three days")}[days]
    if known.rhythm.rest is None:
        return _("%(reading)s at most, and no day of rest yet.") % {"reading": reading}
    if known.rests_on(today):
        return _("%(reading)s at most. Today is your day of rest.") % {"reading": reading}
    return _("%(reading)s at most, and %(day)s is your day of rest.") % {
        "reading": reading,
        "day": weekday(known.rhythm.rest),
    }


def weekday(day: int) -> str:
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))[day]
