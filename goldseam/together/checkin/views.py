"""The check-in at the table: choosing a form together, "fit to talk now?", turns, the end."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import see_other
from goldseam.together.access import TableRequest, table_open
from goldseam.together.checkin import actions, pages
from goldseam.together.checkin.forms import Choose, Press
from goldseam.together.checkin.pages import Here, here
from goldseam.together.checkin.words import Form, words
from goldseam.together.live import newest
from goldseam.together.pause.clocks import break_until
from goldseam.vault import NotSaved

PLACE = "us"
HOME, NOW, AFTER = "together:checkin", "together:checkin_now", "together:checkin_after"


@require_GET
@table_open
def home(request: TableRequest) -> HttpResponse:
    return _home(request, here(request))


def _home(request: TableRequest, at: Here, problem: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    page = pages.home_page(at)
    context = {"place": PLACE, "page": page, "name": at.found.other_name, "problem": problem, "press": Press()}
    context["break_until"] = break_until(at.found, at.zone)
    return render(request, "together/checkin/home.html", context, status=status)


@require_http_methods(["GET", "POST"])
@table_open
def choose(request: TableRequest) -> HttpResponse:
    """Propose a form; nothing is agreed until the other says yes."""
    at = here(request)
    agreed = {"form": at.state.form, "way": at.state.way or "one", "hour": at.state.hour}
    form = Choose(request.POST or None, initial=agreed)
    if request.method == "POST" and form.is_valid():
        if not pages.may_propose(at.found):
            return see_other(reverse(HOME))
        said = form.cleaned_data
        try:
            hour = said["hour"].strftime("%H:%M")
            actions.propose(at.found, said["form"], said["way"], hour, id=said["uid"])
            return see_other(reverse(HOME))
        except NotSaved:
            form.add_error(None, _later())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "together/checkin/choose.html", {"place": PLACE, "form": form}, status=status)


@require_POST
@table_open
def answer(request: TableRequest) -> HttpResponse:
    """Yes, or not this one, to exactly the proposal that was shown."""
    at, said = here(request), _pressed(request)
    asked = at.state.proposal
    if asked is None or asked.id.hex != said["round"]:
        return see_other(reverse(HOME))
    yes = said["word"] == "yes"
    if yes and asked.author == at.found.vault.person:
        raise BadRequest
    return _done(request, at, lambda: actions.answer(at.found, said["round"], yes=yes, id=said["uid"]), reverse(HOME))


@require_GET
@table_open
def now(request: TableRequest) -> HttpResponse:
    at = here(request)
    if at.form is None:
        return see_other(reverse(HOME))
    page = pages.now_page(request, at, at.form)
    live = page.stage in {"wait", "speak", "listen", "close"} and not page.one
    context = {
        "place": PLACE,
        "page": page,
        "words": words(),
        "form": at.form,
        "press": Press(),
        "seq": newest(at.found) if live else None,
        "break_until": break_until(at.found, at.zone),
    }
    return render(request, f"together/checkin/{page.stage}.html", context)


@require_POST
@table_open
def fit(request: TableRequest) -> HttpResponse:
    """ "Fit to talk now?" Yes, or not now; no reason is asked for, and none is kept."""
    at, said = here(request), _pressed(request)
    form = at.form
    if form is None or said["round"] != at.state.round:
        return see_other(reverse(HOME))
    yes = said["word"] == "yes"
    if at.state.way == "one":
        return _fit_one(request, at, form, yes=yes)
    if not yes:
        return _done(request, at, lambda: actions.move(at.found, at.state, form.every, at.zone), reverse(HOME))
    return _done(request, at, lambda: actions.say_fit(at.found, at.state, id=said["uid"]), reverse(NOW))


def _fit_one(request: TableRequest, at: Here, form: Form, *, yes: bool) -> HttpResponse:
    """Both press on one phone, each alone with it. The first answer is looked at only with the second."""
    one = pages.one_phone(request, at.state.round, at.found.now)
    if one.on:
        return see_other(reverse(NOW))
    if not one.first:
        one.first = "yes" if yes else "no"
        pages.remember(request, one, at.found.now)
        return see_other(reverse(NOW))
    if not (yes and one.first == "yes"):
        pages.forget(request)
        return _done(request, at, lambda: actions.move(at.found, at.state, form.every, at.zone), reverse(HOME))
    one.began = at.found.now
    pages.remember(request, one, at.found.now)
    return see_other(reverse(NOW))


@require_POST
@table_open
def turn(request: TableRequest) -> HttpResponse:
    """ "I have said it": the other speaks now, or the end is there. Only whoever speaks can say so."""
    at, said = here(request), _pressed(request)
    if said["round"] != at.state.round:
        return see_other(reverse(HOME))
    if at.state.way != "one":
        return _done(request, at, lambda: actions.done_speaking(at.found, at.state, id=said["uid"]), reverse(NOW))
    one = pages.one_phone(request, at.state.round, at.found.now)
    if one.on and said["word"] == str(one.turns):
        one.turns += 1
        pages.remember(request, one, at.found.now)
    return see_other(reverse(NOW))


@require_POST
@table_open
def close(request: TableRequest) -> HttpResponse:
    """Thanked and held, or stopped. Either may say either, at any moment."""
    at, said = here(request), _pressed(request)
    if said["round"] != at.state.round:
        return see_other(reverse(HOME) if said["word"] == "stop" else reverse(AFTER))
    if said["word"] == "stop":
        return _done(request, at, lambda: _ended(request, lambda: actions.stop(at.found, at.state)), reverse(HOME))
    one = pages.one_phone(request, at.state.round, at.found.now)
    began = one.began if at.state.way == "one" else at.state.began
    if began is None:
        return see_other(reverse(NOW))
    return _done(request, at, lambda: _ended(request, lambda: actions.hold(at.found, at.state, began)), reverse(AFTER))


def _ended(request: TableRequest, act: Callable[[], None]) -> None:
    act()
    pages.forget(request)


def _pressed(request: TableRequest) -> dict[str, Any]:
    form = Press(request.POST)
    if not form.is_valid():
        raise BadRequest
    return form.cleaned_data


def _done(request: TableRequest, at: Here, act: Callable[[], None], to: str) -> HttpResponse:
    try:
        act()
    except NotSaved:
        return _home(request, at, _later(), HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(to)


def _later() -> str:
    return _("This could not be saved just now. Please press again in a moment.")
