"""The one next thing on Today, with its reason. Pure: facts and the hour in, one suggestion out.

The order is the order of care: a hard day; the plan after something that sounded dark; help after a hard hour; the
ground to stand on; the evening's few taps; days somebody chose; looks that may wait; a pattern; the path; nothing. On a
day of rest, and once a day's minutes are used, only care is left.
Everything but the card of a hard day can be put off with "not now", which is a full answer for three days, and for two
weeks where somebody is asked to look at how safe they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goldseam.path.known import EVENING, Known
from goldseam.today.spent import budget, spent
from goldseam.tools.due import CARE, LOOK

HARD_DAY: Final = 3
"""This many strong ones in a day (T09)."""
ENOUGH_TO_SEE: Final = 10
NOT_NOW: Final = 3
NOT_NOW_LOOK: Final = 14


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
    url: str = ""
    """Its address, where it is no place of the list."""
    first: bool = False
    """Whether it stands on top of the page, before any question."""


Cards = tuple[tuple[str, Callable[[Known, datetime], bool], Callable[[], Next]], ...]
"""Name, whether it is wanted, what it shows; the first that is wanted and not put off is shown."""


def no_pattern() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the tools have to offer, each asked only when it could be shown: it opens more of the room.

    `pattern` is a sentence about the person's own records, or "". `due` answers what waits, up to a rank of
    `goldseam.tools.due`; `step` the next tool of a beginning.
    """

    pattern: Callable[[], str] = no_pattern
    due: Callable[[int], Next | None] = lambda _rank: None
    step: Callable[[], Next | None] = lambda: None


NOTHING = Offers()


def next_thing(known: Known, now: datetime, offers: Offers = NOTHING) -> Next:
    """`now` is in the person's own zone."""
    if known.strong_today >= HARD_DAY:
        return hard_day()
    if known.review == "hard" and (card := _first(_AFTER_DARK, known, now)) is not None:
        return card
    if (waiting := offers.due(CARE)) is not None:
        return waiting
    if known.rests_on(now.date()):
        return rest_day()
    if spent(known.today) >= budget(known.roles):
        return diary() if _evening_without_diary(known, now) and not known.later("diary", now.date()) else enough()
    if (card := _first(_CARDS, known, now)) is not None:
        return card
    if (waiting := offers.due(LOOK)) is not None:  # days somebody chose (REVIEW) come first in it
        return waiting
    wants_cards = known.cards == 0 and not known.later("cards", now.date())
    if wants_cards and "B" in known.roles:
        return cards()
    if _may_see_a_pattern(known, now) and (sentence := offers.pattern()):
        return picture(sentence)
    if (step := offers.step()) is not None:
        return step
    return cards() if wants_cards else enough()


def _first(cards: Cards, known: Known, now: datetime) -> Next | None:
    for name, wanted, card in cards:
        days = NOT_NOW_LOOK if name == "look" else NOT_NOW
        if wanted(known, now) and not known.later(name, now.date(), days):
            return card()
    return None


def hard_day() -> Next:
    return Next(
        "call",
        _("Call someone"),
        _("Because three strong ones in a day are a lot for one person. “A hard day. Can you talk?” is enough."),
        _("People and lines"),
        "help",
        later=False,
        first=True,
    )


def plan() -> Next:
    return Next(
        "plan",
        _("Next: write down who you would turn to"),
        _("Because the worst hour is a bad time to search for a number. One person is enough for today."),
        _("Start the safety plan"),
        "plan",
        minutes=_("About five minutes."),
    )


def review_hard() -> Next:
    return Next(
        "review",
        _("Next: read your plan once more"),
        _("Because something you kept sounded dark, and a plan that was read by day is easier to follow at night."),
        _("Open the plan"),
        "plan_read",
        minutes=_("Three minutes."),
    )


def review_old() -> Next:
    return Next(
        "review",
        _("Next: read your plan once more"),
        _("Because it has stood for three months, and people, numbers and places change."),
        _("Open the plan"),
        "plan_read",
        minutes=_("Three minutes."),
    )


def look() -> Next:
    return Next(
        "look",
        _("Next: a look for you alone"),
        _("Because some things are easier to see when somebody asks and nobody else is near. No answer is kept."),
        _("See what it is"),
        "look",
        minutes=_("Three minutes."),
    )


def kit() -> Next:
    return Next(
        "kit",
        _("Next: make a recovery kit"),
        _("Because you have kept something here now, and nobody else can open your room if the password is lost."),
        _("Make the kit"),
        "kit",
        minutes=_("Two minutes and a sheet of paper."),
    )


def diary() -> Next:
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


def cards() -> Next:
    return Next(
        "cards",
        _("Next: find a grounding card that suits you"),
        _("Because a card you have tried while calm is easier to use when you are not."),
        _("See the cards"),
        "cards",
        minutes=_("About three minutes."),
    )


def rest_day() -> Next:
    return Next(
        "rest_day",
        _("A day of rest"),
        _("Because you chose it. Nothing is asked of you here today."),
        "",
        "",
        later=False,
    )


def enough() -> Next:
    return Next(
        "enough", _("Enough for today"), _("Nothing is waiting for you here. Rest counts too."), "", "", later=False
    )


def _no_plan(known: Known, _now: datetime) -> bool:
    return not known.plan_people


def _dark_lately(known: Known, _now: datetime) -> bool:
    return known.review == "hard"


def _long_ago(known: Known, _now: datetime) -> bool:
    return known.review == "old"


def _look_due(known: Known, _now: datetime) -> bool:
    return known.look_due


def _no_kit(known: Known, _now: datetime) -> bool:
    return known.kept > 0 and not known.kit


def _evening_without_diary(known: Known, now: datetime) -> bool:
    return now.hour >= EVENING and not known.diary_today and ("B" in known.roles or known.count("t40") > 0)


def _may_see_a_pattern(known: Known, now: datetime) -> bool:
    """Enough urges to see something, one of them today, and a person whom it is about."""
    ready = "R" in known.roles and known.urges_today > 0 and known.count("t09") >= ENOUGH_TO_SEE
    return known.numbers and ready and not known.later("picture", now.date())


_AFTER_DARK: Final[Cards] = (("plan", _no_plan, plan), ("review", _dark_lately, review_hard))
"""After something that sounded dark the plan for such an hour comes before the learning from it."""
_CARDS: Final[Cards] = (
    ("plan", _no_plan, plan),
    ("kit", _no_kit, kit),
    ("look", _look_due, look),
    ("review", _long_ago, review_old),
    ("diary", _evening_without_diary, diary),
)
