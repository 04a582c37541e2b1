"""The one next thing on Today, with its reason. Pure: facts and the hour in, one suggestion out.

The order is the order of care: a hard day first, then the ground to stand on, then rhythm, then nothing at all.
Everything but the card of a hard day can be put off with "not now", which is a full answer for three days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goldseam.path.known import EVENING, Known

HARD_DAY: Final = 3
"""This many strong ones in a day (T09)."""


@dataclass(frozen=True, slots=True)
class Next:
    id: str
    title: str
    because: str
    button: str
    place: str
    """A key of goldseam.path.places."""
    later: bool = True
    minutes: str = ""


def next_thing(known: Known, now: datetime, pattern: str = "") -> Next:
    """`now` is in the person's own zone; `pattern` is a sentence about their own records, or empty."""
    if known.strong_today >= HARD_DAY:
        return hard_day()
    for wanted, card in _CARDS:
        if wanted(known, now, pattern):
            made = card(pattern)
            if not known.later(made.id, now.date()):
                return made
    return enough()


def hard_day() -> Next:
    return Next(
        "call",
        _("Call someone"),
        _("Because three strong ones in a day are a lot for one person. “A hard day. Can you talk?” is enough."),
        _("People and lines"),
        "help",
        later=False,
    )


def plan(_pattern: str) -> Next:
    return Next(
        "plan",
        _("Next: write down who you would turn to"),
        _("Because the worst hour is a bad time to search for a number. One person is enough for today."),
        _("Start the safety plan"),
        "plan",
        minutes=_("About five minutes."),
    )


def kit(_pattern: str) -> Next:
    return Next(
        "kit",
        _("Next: make a recovery kit"),
        _("Because you have kept something here now, and nobody else can open your room if the password is lost."),
        _("Make the kit"),
        "kit",
        minutes=_("Two minutes and a sheet of paper."),
    )


def diary(_pattern: str) -> Next:
    return Next(
        "diary",
        _("Next: how was today?"),
        _("Because it is evening, and a few taps are enough to see later what changed."),
        _("Open the diary"),
        "diary_new",
        minutes=_("A minute and a half."),
    )


def picture(pattern: str) -> Next:
    return Next(
        "picture",
        _("Next: look at what your records show"),
        _("Because a pattern stands out: %(pattern)s") % {"pattern": pattern},
        _("See the picture"),
        "pull",
        minutes=_("Two minutes."),
    )


def cards(_pattern: str) -> Next:
    return Next(
        "cards",
        _("Next: find a grounding card that suits you"),
        _("Because a card you have tried while calm is easier to use when you are not."),
        _("See the cards"),
        "cards",
        minutes=_("About three minutes."),
    )


def enough() -> Next:
    return Next(
        "enough", _("Enough for today"), _("Nothing is waiting for you here. Rest counts too."), "", "", later=False
    )


def _evening_without_diary(known: Known, now: datetime, _pattern: str) -> bool:
    return now.hour >= EVENING and not known.diary_today and ("B" in known.roles or known.count("t40") > 0)


_CARDS: Final[tuple[tuple[Callable[[Known, datetime, str], bool], Callable[[str], Next]], ...]] = (
    (lambda known, _now, _p: not known.plan_people, plan),
    (lambda known, _now, _p: known.kept > 0 and not known.kit, kit),
    (_evening_without_diary, diary),
    (lambda known, _now, p: bool(p) and "R" in known.roles, picture),
    (lambda known, _now, _p: known.cards == 0, cards),
)
