"""What the path has for Today: a reading, an exercise of something read, a look back, a practice. One at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.insight.sentences import capital, small
from goldseam.path import way
from goldseam.path.known import LAST_STAGE, Known
from goldseam.path.signs import Sign
from goldseam.path.way import Off, Stop
from goldseam.today.next import Next
from goldseam.today.spent import budget, spent, steps, takes
from goldseam.tools import catalogue

STAGE = "stage"


def offer(stops: list[Stop], known: Known, today: date, off: Off) -> Next | None:
    """The first that there is, that is not put off and that fits into the day."""
    makers: tuple[Callable[[], Next | None], ...] = (
        lambda: _reading(stops, known, today, off),
        lambda: _look_back(stops, known, off),
        lambda: _exercise(stops, known, today, off),
        lambda: _practice(stops, known, off),
    )
    return next((card for make in makers if (card := make()) is not None), None)


def tools_ahead(stops: list[Stop], known: Known) -> frozenset[str]:
    """Tools that a reading not read yet leads to: they come with it, not before it."""
    ahead = [stop for stop in stops if stop.unread and stop.stage <= max(known.stage, 1)]
    return frozenset(stop.exercise.tool for stop in ahead if stop.exercise is not None and stop.exercise.tool)


def fits(minutes: int, known: Known) -> bool:
    """Whether it still fits into the day; to somebody who has done nothing yet, something is always offered."""
    return minutes <= budget(known.roles) - spent(known.today) or steps(known.today) == 0


def _reading(stops: list[Stop], known: Known, today: date, off: Off) -> Next | None:
    stop = way.next_reading(stops, known, today, off)
    if stop is None or not fits(stop.minutes, known):
        return None
    return Next(
        stop.id,
        _("Next: read “%(title)s”") % {"title": stop.title},
        stop.because,
        _("Read it"),
        "",
        minutes=_("About %(n)s minutes.") % {"n": stop.minutes},
        url=reverse("tools:t08_lesson", args=[stop.id]),
    )


def _exercise(stops: list[Stop], known: Known, today: date, off: Off) -> Next | None:
    found = way.next_exercise(stops, known, today, off)
    if found is None:
        return None
    stop, sign = found
    words = sign.words
    if not fits(takes(words.tool), known):
        return None
    because = _("Because you have read “%(title)s”, and this belongs to it. %(why)s")
    said = because % {"title": stop.title, "why": words.why}
    return to_tool(sign_card(sign), small(words.act), said, words.tool)


def sign_card(sign: Sign) -> str:
    """The name under which it is put off."""
    return f"s-{sign.id}"


def to_tool(id: str, title: str, because: str, code: str, minutes: str = "") -> Next:
    """A card that leads to a tool; what it takes is said in the tool's own words unless better ones are brought."""
    said = minutes or f"{capital(catalogue.tool(code).time)}."
    url = reverse("tools:tool", args=[code])
    return Next(id, _("Next: %(title)s") % {"title": title}, because, _("Open it"), "", minutes=said, url=url)


def _look_back(stops: list[Stop], known: Known, off: Off) -> Next | None:
    if off(STAGE) or known.dark or known.stage >= LAST_STAGE or not way.all_read(stops, known.stage):
        return None
    return Next(
        STAGE,
        _("Next: look back at this part"),
        _("Because you have read all of it. Whether you go on now, later or not is yours to say."),
        _("Look back"),
        "",
        minutes=_("Five minutes."),
        url=reverse("path:stage"),
    )


def _practice(stops: list[Stop], known: Known, off: Off) -> Next | None:
    found = way.next_practice(stops, known, off)
    if found is None or not fits(takes(found[1]), known):
        return None
    stop, code = found
    because = _("Because it belongs to the part you are in. %(what)s") % {"what": stop.practice}
    return to_tool(code, stop.title, because, code)
