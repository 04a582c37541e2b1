"""The talk in turns over pages: begin, go on card by card, end, keep the topic or not, and how heard one felt."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import room_open, see_other
from goldseam.people.me.stepup import Once
from goldseam.safety.hints import Hint, Kind, hints
from goldseam.together.access import TableRequest, table_open
from goldseam.together.live import newest
from goldseam.together.meeting.topics import topics
from goldseam.together.pause import actions as break_actions
from goldseam.together.pause.asking import may_ask
from goldseam.together.pause.clocks import zone_here
from goldseam.together.pause.views import desk_of
from goldseam.together.tables import Ours
from goldseam.together.talk import actions, pages, turns
from goldseam.together.talk.forms import Begin, Heard
from goldseam.together.talk.pages import rests_here
from goldseam.together.talk.words import words
from goldseam.tools.desk import not_saved, not_saved_status
from goldseam.vault import NotSaved

PLACE = "us"
LOOKED_AT: Final[tuple[Kind, ...]] = ("blame", "verdict", "minimising", "demand", "threat", "scene", "watching")


def home_url() -> str:
    return reverse("together:talk")


@require_GET
@table_open
def home(request: TableRequest) -> HttpResponse:
    return _home(request)


def _home(
    request: TableRequest,
    status: int = HTTPStatus.OK,
    *,
    form: Begin | None = None,
    marked: Sequence[Hint] = (),
    problem: str = "",
) -> HttpResponse:
    found = request.ours
    seq = newest(found)
    page = pages.talk_page(found, zone_here(request), desk_of(request))
    context: dict[str, Any] = {"place": PLACE, "page": page, "words": words(), "seq": seq, "uid": uuid4()}
    context |= {"form": form or Begin(parked=parked(found)), "hints": marked, "problem": problem}
    return render(request, "together/talk/home.html", context, status=status)


def parked(found: Ours) -> list[tuple[str, str]]:
    """What waits for the meeting, as both see it; a hard one waits for a session."""
    return [(one.id.hex, one.words) for one in topics(found.entries) if not one.hard]


@require_POST
@table_open
def begin(request: TableRequest) -> HttpResponse:
    found = request.ours
    form = Begin(request.POST, parked=parked(found))
    if not form.is_valid():
        return _home(request, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    said, one = form.cleaned_data, form.cleaned_data["phones"] == "one"
    if rests_here(found, desk_of(request)):
        return see_other(home_url())
    if found.table.holds(said["uid"]) or turns.current(turns.talks(found.entries, found.both), found.now) is not None:
        return see_other(home_url())
    if not one and not may_ask(found, turns.TALK, break_actions.mine_and_laid(desk_of(request), found)):
        form.add_error("phones", words().pace)
        return _home(request, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    marked = hints(said["topic"], LOOKED_AT)
    if marked and request.POST.get("seen") != said["topic"]:
        return _home(request, form=form, marked=marked)
    try:
        actions.tidy(found)
        actions.begin(
            found,
            said["topic"],
            said["not_today"],
            mine_first=said["first"] == "me",
            minutes=said["minutes"],
            one=one,
            id=said["uid"],
        )
    except NotSaved as error:
        form.add_error(None, not_saved(error))
        return _home(request, not_saved_status(error), form=form)
    return see_other(home_url())


@require_POST
@table_open
def answer(request: TableRequest) -> HttpResponse:
    """Begin, or not now."""
    return _act(request, "answer")


@require_POST
@table_open
def turn(request: TableRequest) -> HttpResponse:
    """On to the next card, from the card that was shown."""
    return _act(request, "turn")


@require_POST
@table_open
def end(request: TableRequest) -> HttpResponse:
    """Either, at any moment."""
    return _act(request, "end")


@require_POST
@table_open
def keep(request: TableRequest) -> HttpResponse:
    """The topic stays only if both press."""
    return _act(request, "keep")


def _act(request: TableRequest, what: str) -> HttpResponse:
    form, found = Once(request.POST), request.ours
    if not form.is_valid():
        raise BadRequest
    every, id = turns.talks(found.entries, found.both), form.cleaned_data["uid"]
    one = turns.just_over(every, found.now) if what == "keep" else turns.current(every, found.now)
    try:
        if one is not None and one.id.hex == request.POST.get("talk"):
            _one(request, what, one, id)
            actions.tidy(found)
    except NotSaved as error:
        return _home(request, not_saved_status(error), problem=not_saved(error))
    return see_other(home_url())


def _one(request: TableRequest, what: str, one: turns.Talk, id: Any) -> None:
    found, yes = request.ours, "yes" in request.POST
    if what == "answer" and not (yes and rests_here(found, desk_of(request))):
        actions.answer(found, one, yes=yes, id=id)
    elif what == "turn":
        actions.step(found, one, request.POST.get("n", ""), request.POST.get("move", ""), id=id)
    elif what == "end":
        actions.end(found, one, id=id)
    elif what == "keep":
        actions.keep(found, one, yes=yes, id=id)


@require_http_methods(["GET", "POST"])
@room_open
@table_open
def after(request: TableRequest) -> HttpResponse:
    """How heard one felt: into the own room, and nowhere else."""
    at, form = desk_of(request), Heard(request.POST or None)
    assert at is not None  # noqa: S101 - @room_open has seen to it
    status: int = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                actions.note_heard(at, form.cleaned_data["heard"], id=form.cleaned_data["uid"])
                return see_other(reverse("together:talk_after"))
            except NotSaved as error:
                form.add_error(None, not_saved(error))
                status = not_saved_status(error)
    before = actions.heard_before(at) if at.numbers else []
    context = {"place": PLACE, "form": form, "words": words(), "before": before}
    return render(request, "together/talk/after.html", context, status=status)
