"""The break over pages: call it, hear it, come back; settle it on a quiet day; practise it."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final, cast, get_args
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.people.me.stepup import Once
from goldseam.safety.hints import Hint, Kind, hints
from goldseam.together.access import TableRequest, table_open
from goldseam.together.live import newest
from goldseam.together.pause import actions, pages
from goldseam.together.pause import plan as plans
from goldseam.together.pause.asking import may_ask
from goldseam.together.pause.breaks import How, breaks, running
from goldseam.together.pause.clocks import zone_here
from goldseam.together.pause.forms import Call, Later, PlanForm
from goldseam.together.pause.words import words
from goldseam.tools.desk import Desk, not_saved, not_saved_status
from goldseam.vault import NotSaved

PLACE = "us"
LOOKED_AT: Final[tuple[Kind, ...]] = ("blame", "verdict", "demand", "threat", "scene", "watching")


def home_url() -> str:
    return reverse("together:pause")


def desk_of(request: TableRequest) -> Desk | None:
    """The own room's side of it, if the second door is open."""
    if request.own is None:
        return None
    inside = cast(RoomRequest, request)
    inside.room = request.own
    return Desk(inside, request.ours.now)


@require_GET
@table_open
def home(request: TableRequest) -> HttpResponse:
    return _home(request)


def _home(
    request: TableRequest,
    status: int = HTTPStatus.OK,
    *,
    call: Call | None = None,
    later: Later | None = None,
    problem: str = "",
) -> HttpResponse:
    found, zone = request.ours, zone_here(request)
    seq, all_plans = newest(found), actions.mine_and_laid(desk_of(request), found)
    page, clock = pages.home_page(found, all_plans, zone), pages.clock_in(found.now, zone)
    settled = plans.settled(all_plans, found.both)
    if page.run is None and call is None:
        call = Call(length=settled.length, clock=clock) if settled else Call(clock=clock)
    if page.run is not None and page.run.lengths and later is None:
        later = Later(lengths=page.run.lengths, clock=clock)
    context = {"place": PLACE, "page": page, "words": words(), "call": call, "later": later, "seq": seq, "uid": uuid4()}
    return render(request, "together/pause/home.html", context | {"problem": problem}, status=status)


@require_POST
@table_open
def go(request: TableRequest) -> HttpResponse:
    """Call it. It cannot begin without a time to come back (HR-22)."""
    found = request.ours
    settled = plans.settled(plans.plans(found.entries), found.both)
    clock = pages.clock_in(found.now, zone_here(request))
    form = Call(request.POST, length=settled.length, clock=clock) if settled else Call(request.POST, clock=clock)
    if not form.is_valid():
        return _home(request, HTTPStatus.UNPROCESSABLE_ENTITY, call=form)
    try:
        actions.begin(found, form.cleaned_data["minutes"], id=form.cleaned_data["uid"])
    except NotSaved as error:
        form.add_error(None, not_saved(error))
        return _home(request, not_saved_status(error), call=form)
    return see_other(home_url())


@require_POST
@table_open
def ok(request: TableRequest) -> HttpResponse:
    """Only "I have heard it". Pressed or not, the break runs."""
    form, found = _pressed(request), request.ours
    one = running(breaks(found.entries), found.now)
    try:
        if one is not None:
            actions.hear(found, one, id=form.cleaned_data["uid"])
    except NotSaved as error:
        return _home(request, not_saved_status(error), problem=not_saved(error))
    return see_other(home_url())


@require_POST
@table_open
def back(request: TableRequest) -> HttpResponse:
    """Ready, once more, to the meeting, or let go."""
    found, how = request.ours, request.POST.get("how")
    one, clock = running(breaks(found.entries), found.now), pages.clock_in(found.now, zone_here(request))
    if how not in get_args(How):
        raise BadRequest
    later = None
    if how == "later":
        lengths = pages.extensions(one, found.now) if one is not None else []
        later = Later(request.POST, lengths=lengths, clock=clock)
        if one is not None and lengths and not later.is_valid():
            return _home(request, HTTPStatus.UNPROCESSABLE_ENTITY, later=later)
    form = later if later is not None and later.is_valid() else _pressed(request)
    try:
        if one is not None:
            actions.turn_back(
                found, one, cast(How, how), form.cleaned_data.get("minutes", 0), id=form.cleaned_data["uid"]
            )
    except NotSaved as error:
        return _home(request, not_saved_status(error), problem=not_saved(error))
    return see_other(home_url())


@require_http_methods(["GET", "POST"])
@room_open
@table_open
def plan(request: TableRequest) -> HttpResponse:
    """Settle it on a quiet day. What one writes here the other reads: a quiet look at the words first."""
    all_plans = actions.mine_and_laid(desk_of(request), request.ours)
    if request.method != "POST":
        settled = plans.settled(all_plans, request.ours.both)
        return _plan(request, PlanForm(initial=dict(settled.body) if settled else None))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _plan(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if any(one.id == form.cleaned_data["uid"] for one in all_plans):
        return see_other(home_url())
    if not may_ask(request.ours, plans.PLAN, all_plans):
        form.add_error(None, words().pace)
        return _plan(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    marked = hints(form.words(), LOOKED_AT)
    if marked and request.POST.get("seen") != form.words():
        return _plan(request, form, marked=marked)
    return _propose(request, form)


def _propose(request: TableRequest, form: PlanForm) -> HttpResponse:
    at = desk_of(request)
    assert at is not None  # noqa: S101 - @room_open has seen to it
    try:
        actions.propose(at, request.ours, form.body(), id=form.cleaned_data["uid"])
    except NotSaved as error:
        form.add_error(None, not_saved(error))
        return _plan(request, form, not_saved_status(error))
    return see_other(home_url())


def _plan(
    request: TableRequest, form: PlanForm, status: int = HTTPStatus.OK, *, marked: Sequence[Hint] = ()
) -> HttpResponse:
    context = {"place": PLACE, "form": form, "words": words(), "hints": marked, "uid": uuid4()}
    return render(request, "together/pause/plan.html", context, status=status)


@require_POST
@table_open
def say(request: TableRequest) -> HttpResponse:
    """Yes or not now to what is proposed; or: what was settled no longer holds."""
    form, found, at = _pressed(request), request.ours, desk_of(request)
    all_plans = actions.mine_and_laid(at, found)
    to = plans.settled(all_plans, found.both) if "end" in request.POST else plans.open_plan(all_plans, found.now)
    yes = "yes" in request.POST
    try:
        if to is not None and to.id.hex == request.POST.get("plan") and not (yes and to.by == found.vault.person):
            actions.answer(at, found, to, yes=yes, id=form.cleaned_data["uid"])
    except NotSaved as error:
        return _home(request, not_saved_status(error), problem=not_saved(error))
    return see_other(home_url())


@require_http_methods(["GET", "POST"])
@table_open
def practise(request: TableRequest) -> HttpResponse:
    """The whole way once, with nothing written: neither here nor on the other side."""
    found = request.ours
    clock, step = pages.clock_in(found.now, zone_here(request)), "call"
    form = Call(request.POST if "minutes" in request.POST or "go" in request.POST else None, clock=clock)
    status = HTTPStatus.OK
    if "how" in request.POST:
        step = "end"
    elif form.is_bound:
        step = "run" if form.is_valid() else "call"
        status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    until = clock(form.cleaned_data["minutes"]) if step == "run" else ""
    context = {"place": PLACE, "words": words(), "form": form, "step": step, "until": until, "calm": pages.calm()}
    return render(request, "together/pause/try.html", context | {"on": words().phase("on")}, status=status)


def _pressed(request: TableRequest) -> Once:
    form = Once(request.POST)
    if not form.is_valid():
        raise BadRequest
    return form
