"""A pattern said in a sentence before it is shown. Every sentence carries how many entries it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goldseam.insight.stats import FEW, Grid, cell, top_day, top_part

_NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
PART_NAMES = ("Mornings", "Afternoons", "Evenings", "Late evenings and nights")
DAY_NAMES = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
PART_TIMES = ("between 05:00 and 12:00", "between 12:00 and 17:00", "between 17:00 and 21:00", "after 21:00")


def number(n: int) -> str:
    """A small number as a word, a larger one in digits."""
    return _(_NUMBERS[n]) if 0 <= n < len(_NUMBERS) else str(n)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The other way: a label or a sentence in the middle of another."""
    return text[:1].lower() + text[1:]


def figure(value: float | None) -> str:
    """7, 6.5 or a dash: as short as the number allows."""
    return "–" if value is None else f"{value:.1f}".rstrip("0").rstrip(".")


def when_heading(found: Grid) -> str:
    """The one line on top of a picture of times."""
    if found.n < FEW:
        return _("Too few entries yet.")
    part, day = top_part(found), top_day(found)
    if part is not None and day is not None:
        return _("%(part)s, most of all on %(day)s.") % {"part": _(PART_NAMES[part]), "day": _(DAY_NAMES[day])}
    if part is not None:
        return _("%(part)s, on any day of the week.") % {"part": _(PART_NAMES[part])}
    if day is not None:
        return _("%(day)s more than other days.") % {"day": _(DAY_NAMES[day])}
    return _("No clear time of day or week.")


def when_detail(found: Grid, newest_last: Sequence[int]) -> str:
    """How many of the last fourteen fell into the part of the day that stands out; empty when none does."""
    part = top_part(found)
    last = list(newest_last)[-14:]
    if part is None or len(last) < 8:
        return ""
    inside = sum(cell(at)[0] == part for at in last)
    return _("%(inside)s of the last %(all)s came %(time)s.") % {
        "inside": capital(number(inside)),
        "all": number(len(last)),
        "time": _(PART_TIMES[part]),
    }


def grid_label(found: Grid, things: str) -> str:
    """What a screen reader says of the heat picture."""
    heading = when_heading(found)
    return _("%(things)s by weekday and time of day, %(n)s in all. %(heading)s") % {
        "things": things,
        "n": found.n,
        "heading": heading,
    }


Halves = tuple[float, float]


def change(halves: Halves | None, least: float = 1.0) -> str:
    """Own past only, direction in plain words, no verdict. A difference under `least` is called about the same."""
    if halves is None:
        return _("Too few entries yet.")
    before, after = halves
    words = {"before": figure(before), "after": figure(after)}
    if before == after:
        return _("%(after)s, as in the four weeks before.") % words
    if abs(after - before) < least:
        return _("%(after)s, about as in the four weeks before (%(before)s).") % words
    return _("%(after)s now, %(before)s in the four weeks before.") % words


def changes(measured: Sequence[tuple[str, Halves | None, float]]) -> str:
    """Several numbers in one breath: which are lower, higher or about as before. (label, halves, least) each."""
    moved = [
        (label, after - before, least) for label, halves, least in measured if halves for before, after in [halves]
    ]
    if not moved:
        return ""
    groups = (
        (_("lower: %(labels)s"), [label for label, by, least in moved if by <= -least]),
        (_("higher: %(labels)s"), [label for label, by, least in moved if by >= least]),
        (_("about as before: %(labels)s"), [label for label, by, least in moved if -least < by < least]),
    )
    parts = [text % {"labels": ", ".join(label.lower() for label in labels)} for text, labels in groups if labels]
    return _("Next to the four weeks before, %(parts)s.") % {"parts": "; ".join(parts)}
