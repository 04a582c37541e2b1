"""The page of the monthly letter, and keeping it: once, as a page of the journal (T49), with words of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Final

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goldseam.path import letter, letter_read
from goldseam.path.letter_read import MARK, Found
from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, asides, catalogue, crisis
from goldseam.tools.actions import KeptOtherwise
from goldseam.tools.desk import Desk, desk, keep_or_say
from goldseam.tools.drawing import Link
from goldseam.tools.fields import WordsField
from goldseam.tools.forms import ToolForm
from goldseam.tools.t48_wins.pages import month_title
from goldseam.tools.times import from_minute
from goldseam.tools.views import kept_url
from goldseam.vault import Receipt

CODE: Final = "t49"
FURTHEST: Final = 12
"""Months back that a letter is put together for."""
OWN: Final = 1000
"""Letters of one's own words below it: the page is half a page, and the journal has room for more."""


@dataclass(frozen=True, slots=True)
class LetterPage:
    title: str
    month: str
    """YYYY-MM, said in the form and never in an address."""
    paragraphs: list[str]
    over: bool
    """Whether the month has ended, so that its letter can be kept."""
    kept: str
    """Where it lies in the journal, once it was kept."""
    around: list[Link]
    dark: bool


@require_http_methods(["GET", "POST"])
@room_open
def page(request: RoomRequest) -> HttpResponse:
    at = desk(request)
    first = _posted(at) if request.method == "POST" else letter.back_from(at.today, _back(at))
    found, slot = letter_read.read(at, first), f"{CODE}/letter/{letter_read.month_key(first)}"
    form, more = _form(at), dict[str, object]()

    def show(form: ToolForm, status: int) -> HttpResponse:
        context = {"place": "path", "page": _page(at, first, found), "form": form, **more}
        return render(request, "path/letter.html", context, status=status)

    if request.method != "POST":
        more["aside"] = asides.bring_back(at, slot, form)
        return show(form, HTTPStatus.OK)
    if asides.asked(at):
        return asides.put(at, catalogue.tool(CODE), slot, form) or show(form, HTTPStatus.SERVICE_UNAVAILABLE)

    def act(good: ToolForm) -> Receipt:
        receipt = actions.settled(lambda: keep(at, first, good))
        asides.drop(at, slot)
        return receipt

    def check(good: ToolForm) -> str | None:
        if found.kept is None or at.room.entry(good.uid) is not None:
            return None
        return _("This letter is in your journal already. What you typed is still here: it can be added there.")

    return keep_or_say(form, act, show, lambda id: kept_url(catalogue.tool(CODE), id), may_be_empty=True, check=check)


def keep(at: Desk, first: date, form: ToolForm) -> Receipt:
    """Once for each month, whatever was pressed twice or elsewhere. Raises `NotSaved`, `KeptOtherwise`, `Moved`."""
    seen, before = at.room.head[0], at.room.entry(form.uid)
    if before is not None and before.body.get(MARK) == letter_read.month_key(first):
        return Receipt(before.id, before.seq, True)
    found = letter_read.read(at, first)
    if found.kept is not None:
        raise KeptOtherwise
    paragraphs = [title(first), *_written(at, first, found), str(form.body().get("text", ""))]
    body = {
        "text": "\n\n".join(part for part in paragraphs if part),
        "tags": [_("Letter to myself")],
        MARK: letter_read.month_key(first),
    }
    return actions.keep(at.room, catalogue.tool(CODE), body, form.uid, at.now, seen=seen)


def _written(at: Desk, first: date, found: Found) -> list[str]:
    return letter.write(found.held, first, at.today, numbers=at.numbers)


def title(first: date) -> str:
    return month_title(letter_read.month_key(first))


def _page(at: Desk, first: date, found: Found) -> LetterPage:
    return LetterPage(
        title=title(first),
        month=letter_read.month_key(first),
        paragraphs=_written(at, first, found),
        over=not letter.this_month(first, at.today),
        kept=kept_url(catalogue.tool(CODE), found.kept.id) if found.kept is not None else "",
        around=_around(at, first),
        dark=crisis.rests(at.state, at.now) is not None,
    )


def _around(at: Desk, first: date) -> list[Link]:
    """The month before and the one after, as far as the person was here and a letter reaches."""
    back = _months(first, at.today)
    return [_link(at, n) for n in (back + 1, back - 1) if 0 <= n <= _oldest(at)]


def _link(at: Desk, back: int) -> Link:
    month = letter.month_name(letter.back_from(at.today, back), at.today)
    text = _("The letter of %(month)s") if back else _("%(month)s, so far")
    return Link(text % {"month": month}, f"{reverse('path:letter')}?back={back}")


def _oldest(at: Desk) -> int:
    joined = from_minute(at.state.joined).astimezone(at.zone).date() if at.state.joined else at.today
    return min(_months(joined, at.today), FURTHEST)


def _months(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month


def _back(at: Desk) -> int:
    """How many months back is asked for: the last one, for somebody who was here then."""
    said = at.request.GET.get("back")
    if said is None:
        return min(_oldest(at), 1)
    if said not in {str(n) for n in range(FURTHEST + 1)}:
        raise Http404
    return int(said)


def _posted(at: Desk) -> date:
    """The month of the page that was sent: the calendar may have moved on since it was opened. The button that throws
    a draft away says none, and means the page it stands on."""
    if at.request.POST.get(asides.FIELD) == asides.AWAY:
        return letter.back_from(at.today, _back(at))
    said = at.request.POST.get("month", "")
    months = [letter.back_from(at.today, n) for n in range(1, FURTHEST + 2)]
    known = {letter_read.month_key(first): first for first in months}
    if said not in known:
        raise BadRequest
    return known[said]


def _form(at: Desk) -> ToolForm:
    form = at.form(catalogue.tool(CODE), only=("text",))
    form.fields["text"] = WordsField(
        OWN,
        label=_("Words of your own, if you like"),
        help_text=_("They stand below the letter. It is whole without them."),
        required=False,
    )
    return form
