"""What the path has for Today: a reading, an exercise of something read, a look back, a practice. One at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.path import way
from goldseam.path.known import LAST_STAGE, Known
from goldseam.path.places import address
from goldseam.path.signs import Sign
from goldseam.path.way import Off, Stop
from goldseam.today.next import Next
from goldseam.today.spent import budget, spent, takes
from goldseam.tools import catalogue
from goldseam.tools.desk import Desk

STAGE = "stage"


def offer(at: Desk, known: Known, today: date, off: Off) -> Next | None:
    """What still fits into the day; something is always offered to somebody who has done nothing yet."""
    left = budget(known.roles) - spent(known.today)
    stops = way.way(known)
    makers: tuple[Callable[[], Next | None], ...] = (
        lambda: _reading(stops, known, today, off, left),
        lambda: _look_back(stops, known, off),
        lambda: _exercise(stops, known, off, left),
        lambda: _practice(stops, known, off, left),
    )
    return next((card for make in makers if (card := make()) is not None), None)


def tools_ahead(known: Known) -> frozenset[str]:
    """Tools that a reading not read yet leads to: they come with it, not before it."""
    ahead = [stop for stop in way.way(known) if stop.unread and stop.stage <= max(known.stage, 1)]
    return frozenset(stop.exercise.tool for stop in ahead if stop.exercise is not None and stop.exercise.tool)


def _fits(minutes: int, known: Known, left: int) -> bool:
    return minutes <= left or not known.today


def _reading(stops: list[Stop], known: Known, today: date, off: Off, left: int) -> Next | None:
    stop = way.next_reading(stops, known, today, off)
    if stop is None or not _fits(stop.minutes, known, left):
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


def _exercise(stops: list[Stop], known: Known, off: Off, left: int) -> Next | None:
    found = way.next_exercise(stops, known, off)
    if found is None:
        return None
    stop, sign = found
    tool = catalogue.get(sign.words.tool)
    if not _fits(takes(tool.code) if tool is not None else 1, known, left):
        return None
    return Next(
        sign_card(sign),
        _("Next: %(act)s") % {"act": sign.words.act[0].lower() + sign.words.act[1:]},
        _("Because you have read “%(title)s”, and this belongs to it. %(why)s")
        % {"title": stop.title, "why": sign.words.why},
        _("Open it"),
        "",
        minutes=_said(tool.time) if tool is not None else "",
        url=reverse("tools:tool", args=[tool.code]) if tool is not None else address(sign.words.place),
    )


def sign_card(sign: Sign) -> str:
    """The name under which it is put off."""
    return f"s-{sign.id}"


def _said(time: str) -> str:
    return f"{time[0].upper()}{time[1:]}." if time else ""


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


def _practice(stops: list[Stop], known: Known, off: Off, left: int) -> Next | None:
    found = way.next_practice(stops, known, off)
    if found is None or not _fits(takes(found[1]), known, left):
        return None
    stop, code = found
    return Next(
        code,
        _("Next: %(title)s") % {"title": stop.title},
        _("Because it belongs to the part you are in. %(what)s") % {"what": stop.practice},
        _("Open it"),
        "",
        minutes=_said(catalogue.tool(code).time),
        url=reverse("tools:tool", args=[code]),
    )
