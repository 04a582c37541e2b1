"""The monthly letter to oneself: half a page about one month, in the second person. Pure: what the month held in.

Each sentence says something that was kept. What was not done is not mentioned, days are counted and never streaks
(HR-6), nobody stands beside the reader (HR-20), and nothing another person did is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.utils.translation import gettext as _

from goldseam.insight.sentences import capital, figure, number
from goldseam.tools.times import MONTHS

MOST: Final = 12
"""Sentences of one letter. A full month leaves some of it out."""
QUIET: Final = 3
"""With fewer than these the letter says that the month was quiet, so that its shortness is no reproach."""
SHORT: Final = 90
WORDED: Final = 20
"""Above this a number stands in digits, and so does the one beside it."""
Part = Literal["did", "others", "carry"]
_PARTS: Final[tuple[Part, ...]] = ("did", "others", "carry")


@dataclass(frozen=True, slots=True)
class Helped:
    """What a pull, or a wave of fear, fell furthest with; medians of the person's own numbers."""

    what: str
    card: bool
    """Whether it is a grounding card."""
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Held:
    """What one month held, ready to be said."""

    days: int = 0
    hard: bool = False
    """Whether an answer was grave in it (H1, H4)."""
    lapse: bool = False
    met: int = 0
    """Urges answered with something chosen."""
    noticed: int = 0
    """Days in the diary."""
    practised: int = 0
    pages: int = 0
    helped: Helped | None = None
    need: str = ""
    marked: int = 0
    kept: int = 0
    people: int = 0
    win: str = ""
    lesson: str = ""
    sentence: str = ""
    value: str = ""
    act: str = ""


def write(held: Held, first: date, today: date, *, numbers: bool) -> list[str]:
    """The letter's paragraphs; none for a month that held nothing. `first` is the month's first day."""
    if not held.days:
        return []
    opening = [_opening(held, first, today, numbers), *_hard(held)]
    told = _most_wanted(_told(held, numbers), MOST - len(opening) - 1)
    if len(told) < QUIET and not (held.hard or held.lapse):
        opening.append(_("It was a quiet month here, and nothing had to be more than that."))
    groups = [opening, *([text for of, text in told if of == part] for part in _PARTS), [_closing(first, today)]]
    return [" ".join(group) for group in groups if group]


def _opening(held: Held, first: date, today: date, numbers: bool) -> str:
    words = {"month": month_name(first, today), "days": on_days(held.days)}
    if this_month(first, today):
        said = _("In %(month)s, so far, you kept something here %(days)s.")
        plain = _("In %(month)s, so far, you came here and kept things, a little at a time.")
    else:
        said = _("In %(month)s you kept something here %(days)s.")
        plain = _("In %(month)s you came here and kept things, a little at a time.")
    return (said if numbers else plain) % words


def _hard(held: Held) -> list[str]:
    """Gently, without a count, and with what is true: whoever reads this stayed (HR-6)."""
    if not (held.hard or held.lapse):
        return []
    wrote = _("Some hours went another way than you wanted, and you wrote them down instead of hiding them.")
    return [_("It was a hard month, and you stayed."), *([wrote] if held.lapse else [])]


def _told(held: Held, numbers: bool) -> list[tuple[int, Part, str]]:
    """In the order of reading, each with its turn when there is more than a letter holds; "" for what was not there."""
    return [
        (8, "did", _met(held, numbers)),
        (9, "did", _noticed(held, numbers)),
        (2, "did", _helped(held, numbers)),
        (7, "did", _need(held)),
        (10, "did", _practised(held, numbers)),
        (11, "did", _pages(held)),
        (3, "others", _people(held, numbers)),
        (4, "others", _kept(held, numbers)),
        (1, "carry", _win(held)),
        (5, "carry", _lesson(held)),
        (6, "carry", _value(held)),
    ]


def _most_wanted(told: list[tuple[int, Part, str]], most: int) -> list[tuple[Part, str]]:
    turns = sorted(turn for turn, _part, text in told if text)[:most]
    return [(part, text) for turn, part, text in told if turn in turns]


def _win(held: Held) -> str:
    return _("Something went right, in your own words: “%(win)s”.") % {"win": held.win} if held.win else ""


def _helped(held: Held, numbers: bool) -> str:
    found = held.helped
    if found is None:
        return ""
    words = {"what": found.what, "before": figure(found.before), "after": figure(found.after)}
    if not numbers:
        plain = _("You came down furthest with the grounding card “%(what)s”.")
        return (plain if found.card else _("A pull fell furthest with this: “%(what)s”.")) % words
    if found.card:
        said = _("You came down furthest with the grounding card “%(what)s”, usually from %(before)s to %(after)s.")
    else:
        said = _("By your own numbers a pull fell furthest with “%(what)s”, usually from %(before)s to %(after)s.")
    return said % words


def _people(held: Held, numbers: bool) -> str:
    if not held.people:
        return ""
    if not numbers:
        return _("You did not do it all alone: you were with somebody, or in touch.")
    return _("You did not do it all alone: %(times)s you were with somebody, or in touch.") % {
        "times": times(held.people)
    }


def _kept(held: Held, numbers: bool) -> str:
    if not held.marked:
        return ""
    if not held.kept:
        return _("You marked honestly how your commitments had gone.")
    if not numbers:
        return _("You kept things you had said you would do, and marked them yourself.")
    if held.marked == 1:
        return _("You marked one commitment, and it was kept.")
    words = {"marked": number(held.marked), "kept": str(held.kept) if held.marked > WORDED else number(held.kept)}
    return _("Of %(marked)s commitments that you marked, you kept %(kept)s.") % words


def _lesson(held: Held) -> str:
    return sentence_of(held.lesson, held.sentence) if held.sentence else ""


def sentence_of(lesson: str, sentence: str) -> str:
    """What stays of a lesson that was marked useful."""
    words = {"title": lesson, "sentence": sentence}
    return _("“%(title)s” was useful to you, and this is its sentence: “%(sentence)s”") % words


def _value(held: Held) -> str:
    if not held.value:
        return ""
    words = {"value": held.value, "act": held.act}
    if not held.act:
        return _("You chose “%(value)s” as a direction.") % words
    return _("You chose “%(value)s” as a direction, with a small act to go with it: “%(act)s”.") % words


def _need(held: Held) -> str:
    if not held.need:
        return ""
    return _("When you looked at what you needed, “%(need)s” stood out most often.") % {"need": held.need}


def _met(held: Held, numbers: bool) -> str:
    if not held.met:
        return ""
    if held.met == 1 or not numbers:
        return _("You met the pull with something you had chosen.")
    return _("You met %(n)s pulls with something you had chosen.") % {"n": number(held.met)}


def _noticed(held: Held, numbers: bool) -> str:
    if not held.noticed:
        return ""
    if not numbers:
        return _("You stopped and noticed how you were.")
    return _("%(days)s you stopped and noticed how you were.") % {"days": capital(on_days(held.noticed))}


def _practised(held: Held, numbers: bool) -> str:
    if not held.practised:
        return ""
    return (
        _("You practised a skill %(days)s.") % {"days": on_days(held.practised)}
        if numbers
        else _("You practised a skill.")
    )


def _pages(held: Held) -> str:
    return _("You wrote for yourself, where nobody else reads.") if held.pages else ""


def _closing(first: date, today: date) -> str:
    """An open line. It looks ahead only while there is something ahead."""
    after = next_month(first)
    if this_month(first, today):
        return _("What would you like the rest of it to hold?")
    if this_month(after, today):
        return _("What would you like to take with you into %(month)s?") % {"month": _(MONTHS[after.month - 1])}
    return _("What would you like to take with you from it?")


# -- days and months ------------------------------------------------------------------------------------------


def back_from(today: date, months: int) -> date:
    """The first day of the month so many months back; 0 is the present one."""
    at = today.year * 12 + today.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def next_month(first: date) -> date:
    return back_from(first, -1)


def this_month(first: date, today: date) -> bool:
    return (first.year, first.month) == (today.year, today.month)


def month_name(first: date, today: date) -> str:
    """October, or October 2025 once the year is another."""
    name = _(MONTHS[first.month - 1])
    return name if first.year == today.year else f"{name} {first.year}"


def on_days(n: int) -> str:
    return _("on one day") if n == 1 else _("on %(n)s days") % {"n": number(n)}


def times(n: int) -> str:
    if n <= 2:
        return _("once") if n == 1 else _("twice")
    return _("%(n)s times") % {"n": number(n)}


def quoted(text: str) -> str:
    """A person's own words, short enough for a letter, without the full stop that the sentence brings."""
    plain = " ".join(text.split())
    if len(plain) > SHORT:
        plain = f"{plain[:SHORT].rsplit(' ', 1)[0].rstrip(' ,;:–-.')}…"
    return plain.rstrip(".") or plain
