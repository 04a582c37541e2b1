"""The look back at the end of a part: in words, beside one's own start and nobody else's.

Never a verdict (HR-6): which way a number went is said, what it means is left to its owner. Without numbers the same
sentences stand there in words (HR-20). In dark days nothing is compared at all (programme §9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.insight import stats
from goldseam.insight.sentences import capital, figure, number, small
from goldseam.insight.stats import FEW, Step
from goldseam.path import letter, signs, way
from goldseam.path.known import Known
from goldseam.tools import catalogue, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import Link, least
from goldseam.tools.history import Series
from goldseam.tools.labels import item_name
from goldseam.tools.shelf import Item
from goldseam.tools.t01_look.look import Way
from goldseam.tools.t01_look.look import way as went
from goldseam.tools.t05_rulers.pages import rulers
from goldseam.tools.t08_library.lessons import lesson as lesson_of
from goldseam.tools.times import from_minute

MOST: Final = 7
NAMED: Final = 3
"""Signs that are named; the Path page shows all of them."""
FEW_NUMBERS: Final = 4
FRESH: Final = timedelta(days=14)
NOW_WEEKS: Final = 4
"""Weeks within which the diary must have been written to say how it is now."""
EDGE: Final = 2
"""Weeks with entries at either end of the diary that are laid beside each other."""
HALF_HOUR: Final = 0.5
LIGHTER_UP: Final = frozenset(
    {"confidence_next_14", "openness_kept", "felt_safe_today", "sleep_hours", "worth", "own_choice", "support_people"}
)
LIGHTER_DOWN: Final = frozenset(
    {"days_inner_circle", "strongest_urge", "time_lost_hours", "shame_self", "on_guard", "unwanted_images", "low"}
)
"""Numbers of T01 of which one way is heavier. Wanting to put harm right, and trust, are neither."""


@dataclass(frozen=True, slots=True)
class LookBack:
    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Beside:
    """One number of the newest look beside the same one of the start."""

    label: str
    went: Way
    before: float
    now: float
    heavier: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Sentences about numbers, and whether one of them is heavier than at the start."""

    lines: list[str] = field(default_factory=list)
    heavier: bool = False


def look_back(at: Desk, known: Known) -> LookBack:
    stayed = [line for line in (came_true(true_here(known)), useful(known)) if line]
    if known.dark:
        heavy = _("These are heavy days, and a comparison would not be fair to you. It keeps.")
        return LookBack([heavy, *stayed])
    found = [_look(at), _rulers(at), _urges(at), _diary(at)]
    lines = [line for one in found for line in one.lines]
    if not lines and stayed:
        lines.append(_("There is too little here to compare yet. That says nothing about you."))
    if any(one.heavier for one in found):
        lines.append(_("What is heavier than at your start is worth knowing, and it is no verdict on you."))
    return LookBack([*lines[: MOST - len(stayed)], *stayed], _links(at))


# -- where I am now (T01) -------------------------------------------------------------------------------------


def start_of(first: Item | None, recent: Sequence[Item]) -> Item | None:
    """The look that is called the start, the newest of that name; else the very first."""
    called = [item for item in recent if item.body.get("set") == "start"]
    return called[-1] if called else first


def beside(tool: Tool, start: Mapping[str, Any], now: Mapping[str, Any]) -> list[Beside]:
    """What stands in both looks, in the order of the tool."""
    found = []
    for measure in tool.measures:
        before, after = start.get(measure.field), now.get(measure.field)
        if isinstance(before, int | float) and isinstance(after, int | float):
            to = went(before, after, least(tool, measure))
            found.append(Beside(measure.label, to, before, after, _heavier(measure.field, to)))
    return found


def _heavier(name: str, to: Way) -> bool:
    return (to == "down" and name in LIGHTER_UP) or (to == "up" and name in LIGHTER_DOWN)


def in_words(tool: Tool, found: Iterable[Beside], *, numbers: bool) -> list[str]:
    """Which way each went, in one sentence for each way; T01's own words for it."""
    listed = list(found)
    ways: tuple[Way, ...] = ("down", "up", "same")
    groups = [(to, [_named(one, numbers) for one in first_few(listed, to)]) for to in ways]
    return [f"{capital(tool.word(f'{to}_words'))}: {', '.join(names)}." for to, names in groups if names]


def first_few(found: Sequence[Beside], to: Way) -> list[Beside]:
    """Few enough for one sentence; what is heavier is never what is left out. The tool's page shows them all."""
    mine = [one for one in found if one.went == to]
    chosen = sorted(mine, key=lambda one: not one.heavier)[:FEW_NUMBERS]
    return [one for one in mine if one in chosen]


def _named(one: Beside, numbers: bool) -> str:
    label = small(one.label)
    if not numbers or one.went == "same":
        return label
    return _("%(label)s (%(before)s then, %(now)s now)") % {
        "label": label,
        "before": figure(one.before),
        "now": figure(one.now),
    }


def _look(at: Desk) -> Compared:
    recent = at.shelf.recent("t01")
    start = start_of(at.shelf.first.get("t01"), recent)
    if start is None or not recent or recent[-1].since <= start.since:
        return Compared()
    found = beside(catalogue.tool("t01"), start.body, recent[-1].body)
    heavier = any(one.heavier for one in found)
    return Compared(in_words(catalogue.tool("t01"), found, numbers=at.numbers), heavier)


# -- the rulers (T05) -----------------------------------------------------------------------------------------


def _rulers(at: Desk) -> Compared:
    """The goal looked at last, if it was looked at more than once. A lower number is no heavier one here."""
    again = [item for item in at.shelf.standing("t05") if item.at > item.since]
    if not at.speaks_to("R") or not again:
        return Compared()
    tool, item = catalogue.tool("t05"), max(again, key=lambda one: one.at)
    said = "; ".join(f"{small(one.title)}: {one.text}" for one in rulers(at, tool, item.key, item.body))
    goal = letter.quoted(item_name(tool, item.body))
    return Compared([_("“%(goal)s”: %(said)s.") % {"goal": goal, "said": _once(said)}] if said else [])


def _once(said: str) -> str:
    """A colon inside a list that begins with one would stumble."""
    return said.replace(": ", ", ")


# -- urges (T09) ----------------------------------------------------------------------------------------------


def _urges(at: Desk) -> Compared:
    if not at.speaks_to("R") or not at.state.counts.get("t09"):
        return Compared()
    points = history.series(history.read(at.room, at.now, None).digests, "t09", at.zone)
    line = urges_line(points, slips(catalogue.tool("t09")), numbers=at.numbers)
    return Compared([line] if line else [])


def slips(tool: Tool) -> frozenset[str]:
    return frozenset(option.id for option in tool.by_name["response"].options if option.mark == "slip")


def urges_line(points: Series, slipped: frozenset[str], *, numbers: bool) -> str:
    """How many were met with something chosen, and how far they usually fell; no sentence for what did not happen."""
    tags = points.tags.get("response", [])
    met = sum(bool(said) and not slipped & set(said) for said in tags)
    if len(points.at) < FEW or not met:
        return ""
    fall = _fall(points)
    if not numbers:
        words = (
            _("You met many of your urges with something you had chosen.")
            if 2 * met >= len(points.at)
            else _("You met some of your urges with something you had chosen.")
        )
        return f"{words[:-1]}, {_('and usually they fell')}." if fall else words
    said = {"met": number(met), "all": number(len(points.at))}
    all_met = _("You met all %(all)s urges that you wrote down with something you had chosen")
    some = _("Of %(all)s urges that you wrote down, you met %(met)s with something you had chosen")
    first = (all_met if met == len(points.at) else some) % said
    if fall is None:
        return f"{first}."
    return _("%(first)s; usually they fell from %(before)s to %(after)s.") % {
        "first": first,
        "before": figure(fall[0]),
        "after": figure(fall[1]),
    }


def _fall(points: Series) -> tuple[float, float] | None:
    blank: list[float | None] = [None] * len(points.at)
    starts, ends = points.numbers.get("intensity_start", blank), points.numbers.get("intensity_end", blank)
    pairs = [(a, b) for a, b in zip(starts, ends, strict=True) if a is not None and b is not None]
    if len(pairs) < FEW:
        return None
    before, after = median(a for a, _b in pairs), median(b for _a, b in pairs)
    return (before, after) if before - after >= 1 else None


# -- the diary (T40) ------------------------------------------------------------------------------------------


def _diary(at: Desk) -> Compared:
    if not at.speaks_to("B") or not at.state.counts.get("t40"):
        return Compared()
    points = history.series(history.read(at.room, at.now, None).digests, "t40", at.zone, by_day=True)
    here = history.local_now(at.now, at.zone)
    return diary_lines(points, here, numbers=at.numbers)


def diary_lines(points: Series, here: int, *, numbers: bool) -> Compared:
    """Sleep and feeling safe: the middle of the first weeks of the diary beside that of the last ones."""
    sleep, safe = (edges(points.points(name), here) for name in ("sleep_hours", "safe"))
    slept = went(sleep[0], sleep[1], HALF_HOUR) if sleep else "only_now"
    felt = went(safe[0], safe[1]) if safe else "only_now"
    parts = [_part(_SLEEP[slept](), sleep, _("%(before)s hours a night then, %(now)s now"), numbers)] if sleep else []
    parts += [_part(_SAFE[felt](), safe, _("%(before)s of 10 then, %(now)s now"), numbers)] if safe else []
    if not parts:
        return Compared()
    line = _("Beside the first weeks of your diary: %(parts)s.") % {"parts": "; ".join(parts)}
    return Compared([line], "down" in {slept, felt})


_SLEEP: Final = {
    "up": lambda: _("more sleep"),
    "down": lambda: _("less sleep"),
    "same": lambda: _("about as much sleep"),
}
_SAFE: Final = {
    "up": lambda: _("you feel safer"),
    "down": lambda: _("you feel less safe"),
    "same": lambda: _("you feel about as safe"),
}


def _part(words: str, found: tuple[float, float] | None, figures: str, numbers: bool) -> str:
    if found is None or not numbers:
        return words
    return f"{words} ({figures % {'before': figure(found[0]), 'now': figure(found[1])}})"


def edges(points: Sequence[tuple[int, float]], here: int) -> tuple[float, float] | None:
    """(the middle of the first weeks, that of the last), of weekly medians; None where there is too little, or where
    the last is too long ago to be called now."""
    if not points:
        return None
    weeks = [step for step in stats.weekly(points, points[0][0], points[-1][0]) if step.n]
    first, last = weeks[:EDGE], weeks[-EDGE:]
    if len(weeks) < 2 * EDGE or here - last[-1].start > NOW_WEEKS * stats.WEEK:
        return None
    return (_middle(first), _middle(last)) if min(_many(first), _many(last)) >= FEW else None


def _middle(weeks: Iterable[Step]) -> float:
    return float(median(step.mid for step in weeks if step.mid is not None))


def _many(weeks: Iterable[Step]) -> int:
    return sum(step.n for step in weeks)


# -- what came true, and what is kept in mind -----------------------------------------------------------------


def true_here(known: Known) -> list[str]:
    """Titles of this part's signs that are there, those of its last stops first: they were the longest way."""
    named = {sign.id: sign for stop in way.of_stage(way.way(known), known.stage) for sign in stop.signs}
    loose = {sign.id: sign for sign in signs.of_part(known, known.stage)}
    return [sign.words.title for sign in reversed((named | loose).values()) if sign.there]


def came_true(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    said = "; ".join(small(title) for title in titles[:NAMED])
    if len(titles) > NAMED:
        return _("Came true in this part: %(said)s; and more.") % {"said": said}
    return _("Came true in this part: %(said)s.") % {"said": said}


def useful(known: Known) -> str:
    """The sentence to keep of the lesson marked useful last, of this part before any other."""
    marked = [
        (id[:1] == str(known.stage), read.day, id) for id, read in known.lessons.items() if read.status == "useful"
    ]
    found = lesson_of(max(marked)[2]) if marked else None
    return letter.sentence_of(found.front.title, found.front.sentence) if found is not None else ""


# -- onward ---------------------------------------------------------------------------------------------------


def _links(at: Desk) -> list[Link]:
    found = []
    if _long_ago(at, "t01"):
        again = _("Take the look again") if at.state.counts.get("t01") else _("Take a first look")
        found.append(Link(again, reverse("tools:new", args=["t01"])))
    if at.state.counts.get("t01", 0) > 1:
        found.append(Link(_("All of your looks, side by side"), reverse("tools:tool", args=["t01"])))
    if at.speaks_to("R") and at.state.counts.get("t05") and _long_ago(at, "t05"):
        found.append(Link(_("Look at your rulers again"), reverse("tools:tool", args=["t05"])))
    if at.state.joined and from_minute(at.state.joined).astimezone(at.zone).date() < letter.back_from(at.today, 0):
        found.append(Link(_("The letter of last month"), reverse("path:letter")))
    return found


def _long_ago(at: Desk, code: str) -> bool:
    last = at.state.last.get(code)
    return not last or at.now - from_minute(last) > FRESH
