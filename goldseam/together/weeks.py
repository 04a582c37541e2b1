"""A week of one tool in words (L1), laid on the table: the sentences their owner sees, and never a single entry.

What the owner does not see is not shown either (HR-20). How safe somebody felt and how far they trust is in no summary,
and a lapse is told by its own way (T14), never by a count.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import msgspec
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, see_other
from goldseam.together import laying
from goldseam.together.forms import Lay
from goldseam.together.laying import Item
from goldseam.together.pages import item_page
from goldseam.together.seat import Seat, seated
from goldseam.together.tables import ours
from goldseam.tools import catalogue, week_words
from goldseam.tools.desk import Desk, not_saved, not_saved_status, tool_or_404
from goldseam.tools.times import full_day
from goldseam.tools.week_words import ToolWeek
from goldseam.vault import NotSaved

PLACE: Final = "us"
SUMMARY: Final = "L1"
NEVER: Final = frozenset({"t14", "t14c"})
SEALED: Final = frozenset({"felt_safe_today", "trust_now", "safe"})
"""Measures that are in no summary, whoever looks (HR-20)."""


class LayWeek(Lay):
    """`seen` says which sentences were on the page: a week that has gone on since is looked at once more."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def codes() -> list[str]:
    return [code for code, tool in catalogue.catalogue().items() if tool.share == SUMMARY and code not in NEVER]


def weeks(at: Desk) -> list[ToolWeek]:
    """What can be laid: tools with a week to tell. Where only their use could be told, there is nothing to show."""
    return [week for week in week_words.weeks(at, codes(), SEALED) if not week.bare and week.lines]


def way_to_the_table(at: Desk) -> str:
    """From the week in words."""
    if not any(not table.ended for table in at.request.vault.tables):
        return ""
    found = ours(at.request.vault, at.now)
    return reverse("together:weeks") if found is not None and found.open else ""


def item_of(at: Desk, week: ToolWeek) -> Item:
    label = _("Seven days up to %(day)s") % {"day": full_day(at.today)}
    how = _("A number by itself is out of ten, or a count. “From” is the middle of the writer's own four weeks before.")
    answers = [{"label": label, "text": week.say, "lines": []}]
    answers += [{"label": _("How to read it"), "text": how, "lines": []}] if any(map(str.isdigit, week.say)) else []
    title = _("%(tool)s: a week in words") % {"tool": week.title}
    return {"kind": "week", "title": title, "when": at.today.isoformat(), "answers": answers}


def mark(item: Item) -> str:
    return hashlib.sha256(msgspec.json.encode(item, order="deterministic")).hexdigest()


@require_GET
@seated
def index(request: RoomRequest, seat: Seat) -> HttpResponse:
    """Which week to show: only one's own, only from here."""
    return render(request, "together/weeks.html", {"place": PLACE, "weeks": weeks(seat.at)})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@seated
def lay(request: RoomRequest, seat: Seat, code: str) -> HttpResponse:
    """The preview is what the other will see. Nothing else goes."""
    at, tool = seat.at, tool_or_404(code)
    week = next((one for one in weeks(at) if one.code == tool.code), None)
    if week is None:
        raise Http404
    item = item_of(at, week)
    form, status = LayWeek(request.POST or None, request=request, initial={"seen": mark(item)}), HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] != mark(item):
            sent = request.POST.copy()
            sent["seen"] = mark(item)
            form.data = sent
            form.add_error(None, _("Something was added since you looked. This is how it reads now."))
        else:
            try:
                until = at.today + timedelta(days=form.cleaned_data["days"])
                laying.lay(at, seat.found, item, until, id=form.cleaned_data["uid"])
                return see_other(reverse("together:laid"))
            except NotSaved as error:
                form.add_error(None, not_saved(error))
                status = HTTPStatus(not_saved_status(error))
    if form.errors and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"place": PLACE, "form": form, "one": item_page(item, None, mine=True), "name": seat.found.other_name}
    return render(request, "together/week.html", context, status=status)
