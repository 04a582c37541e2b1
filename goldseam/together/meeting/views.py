"""The weekly meeting over HTTP. Addresses name the place and the act, nothing of what is in it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, see_other, shut
from goldseam.together.access import TableRequest, table_open
from goldseam.together.forms import press
from goldseam.together.meeting import acts, forms, own, pages, slots
from goldseam.together.meeting.acts import Refused
from goldseam.together.meeting.agenda import agenda
from goldseam.together.meeting.looking import look_again
from goldseam.together.meeting.reader import Meeting, at_table, seated_meeting
from goldseam.together.pause.clocks import break_until
from goldseam.together.seat import Seat, seated
from goldseam.tools.desk import not_saved, not_saved_status, sees_numbers
from goldseam.vault import NotSaved

PLACE = "us"


def home_url() -> str:
    return reverse("together:meeting")


@require_GET
@table_open
def meeting(request: TableRequest) -> HttpResponse:
    found, seat = at_table(request)
    return show(request, found, seat)


def show(request: Any, found: Meeting, seat: Seat | None, problem: str = "", status: int = 200) -> HttpResponse:
    """The point that is on; between meetings, everything around them."""
    now = found.under_way
    context = {"place": PLACE, "problem": problem, "key": pages.Key(), "agenda": agenda()}
    context["break_until"] = break_until(found.found, found.zone)
    if now is not None:
        context["page"] = pages.on_page(found, seat, now)
        return render(request, "together/meeting/on.html", context, status=status)
    context["page"] = pages.home_page(found, seat)
    return render(request, "together/meeting/home.html", context, status=status)


def _uid(request: Any) -> UUID:
    form = press(request.POST)
    if not form.is_valid():
        raise Http404
    uid: UUID = form.cleaned_data["uid"]
    return uid


def _of(request: Any) -> UUID:
    try:
        return UUID(request.POST.get("of", ""))
    except ValueError as error:
        raise Http404 from error


def _pressed(request: Any, found: Meeting, seat: Seat | None, act: Callable[[], None]) -> HttpResponse:
    """Do it and go back. Not saved: the same page says so."""
    try:
        act()
    except NotSaved as error:
        return show(request, found, seat, not_saved(error), not_saved_status(error))
    return see_other(home_url())


def _form_page(request: Any, template: str, form: Form, status: int = 200, **more: Any) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors) and status == HTTPStatus.OK
    context = {"place": PLACE, "form": form, **more}
    return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else status)


def _kept(form: Form, act: Callable[[], None], refused: str) -> int:
    """Act on a good form: 0, or the status of the page that says why not."""
    try:
        act()
    except Refused:
        form.add_error(None, refused)
        return HTTPStatus.CONFLICT
    except NotSaved as error:
        form.add_error(None, not_saved(error))
        return not_saved_status(error)
    return 0


# -- when ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@seated
def slot(request: RoomRequest, seat: Seat) -> HttpResponse:
    form = forms.Suggest(request.POST or None, initial={"uid": uuid4()})
    found = seated_meeting(seat)
    may = acts.may_suggest(seat, found)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def act() -> None:
            acts.suggest(seat, int(said["weekday"]), said["time"], int(said["minutes"]), id=said["uid"])

        status = _kept(form, act, _("One suggestion at a time, and a few a week at most. Please wait a little."))
        if not status:
            return see_other(home_url())
    return _form_page(request, "together/meeting/slot.html", form, status, may=may or form.is_bound)


@require_POST
@seated
def answer(request: RoomRequest, seat: Seat) -> HttpResponse:
    of, uid, what = _of(request), _uid(request), request.POST.get("say", "")
    if what not in {"yes", "no", "back"}:
        raise Http404
    return _pressed(request, seated_meeting(seat), seat, lambda: acts.answer(seat, of, what, id=uid))


@require_GET
@table_open
def calendar(request: TableRequest) -> HttpResponse:
    """The agreed time as a file for a calendar, under a neutral name (R19)."""
    found, _seat = at_table(request)
    agreed = found.slots.agreed
    if agreed is None or found.day is None:
        return see_other(home_url())
    text = slots.calendar(agreed, found.day, found.now, str(uuid4()), _("Weekly hour"))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="week.ics"'
    return answer


# -- the meeting -----------------------------------------------------------------------------------------


@require_POST
@table_open
def ready(request: TableRequest) -> HttpResponse:
    found, seat = at_table(request)
    uid, yes = _uid(request), request.POST.get("say") == "yes"
    return _pressed(request, found, seat, lambda: acts.right_today(found, yes=yes, id=uid))


@require_POST
@table_open
def on(request: TableRequest) -> HttpResponse:
    found, seat = at_table(request)
    uid, do = _uid(request), request.POST.get("do", "")
    if do == "begin":
        return _pressed(request, found, seat, lambda: acts.begin(found, id=uid))
    if do == "stop":
        return _pressed(request, found, seat, lambda: acts.stop(found, id=uid))
    since = request.POST.get("from", "")
    if do != "next" or not since.isdecimal() or len(since) > 2:
        raise Http404
    return _pressed(request, found, seat, lambda: acts.go_on(found, int(since), id=uid))


@require_http_methods(["GET", "POST"])
@seated
def after(request: RoomRequest, seat: Seat) -> HttpResponse:
    """Two questions for one person alone; the answers stay in the own room."""
    found = seated_meeting(seat)
    if not found.held:
        return see_other(home_url())
    form = forms.Felt(request.POST or None, initial={"uid": uuid4()})
    last, status = found.held[-1], 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data.get(name) for name in ("safe", "heard")}
        status = _kept(form, lambda: own.keep_felt(seat, last.day, given, id=form.cleaned_data["uid"]), "")
        if not status:
            return see_other(reverse("together:meeting_after"))
    felt = own.felt(seat)
    more = {
        "kept": last.day in felt,
        "lines": pages.felt_lines(felt) if sees_numbers(seat.at.state.me) else [],
        "unsafe": own.unsafe(felt),
    }
    return _form_page(request, "together/meeting/after.html", form, status or 200, **more)


# -- topics ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@seated
def topic(request: RoomRequest, seat: Seat) -> HttpResponse:
    form = forms.AddTopic(request.POST or None, initial={"uid": uuid4()})
    again, status = None, 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        words = " ".join(said["words"].split())
        again = look_again(form, ["words"])
        if again is None:
            full = _("Seven of yours wait already. Take one off, or talk about one first.")
            act = lambda: acts.add_topic(seat, words, hard=said["hard"], id=said["uid"])  # noqa: E731
            status = _kept(form, act, full)
            if not status:
                return see_other(home_url())
    return _form_page(request, "together/meeting/topic.html", form, status, again=again)


@require_POST
@seated
def topic_move(request: RoomRequest, seat: Seat) -> HttpResponse:
    of, uid, what = _of(request), _uid(request), request.POST.get("do", "")
    if what not in {"off", "hard", "here"}:
        raise Http404
    return _pressed(request, seated_meeting(seat), seat, lambda: acts.move_topic(seat, of, what, id=uid))


# -- decisions -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@table_open
def decide(request: TableRequest) -> HttpResponse:
    found, seat = at_table(request)
    if request.method == "GET" and not acts.may_decide(found):
        return see_other(home_url())
    if found.under_way is None and seat is None:
        return shut(request, request.vault)
    name = found.found.other_name
    form = forms.Decide(request.POST or None, initial={"uid": uuid4()}, name=name, today=found.today)
    again, status = None, 200
    if request.method == "POST" and form.is_valid():
        said, again = form.cleaned_data, look_again(form, ["what"])
        if again is None:
            what = " ".join(said["what"].split())
            act = lambda: acts.decide(found, seat, what, said["who"], said["by"], id=said["uid"])  # noqa: E731
            status = _kept(form, act, _("Decisions are written down at a meeting, or on the day after it."))
            if not status:
                return see_other(home_url())
    return _form_page(request, "together/meeting/decide.html", form, status, again=again, name=name)


@require_POST
@seated
def about(request: RoomRequest, seat: Seat) -> HttpResponse:
    of, uid, what = _of(request), _uid(request), request.POST.get("say", "")
    if what not in {"take", "leave", "withdraw", "done", "part", "not", "let_go"}:
        raise Http404
    return _pressed(request, seated_meeting(seat), seat, lambda: acts.about(seat, of, what, id=uid))


@require_POST
@seated
def mine(request: RoomRequest, seat: Seat) -> HttpResponse:
    """Into one's own commitments, by one's own press. What is not this person's own has no such way (HR-4)."""
    found, uid = seated_meeting(seat), _uid(request)
    decision = found.decision(_of(request))
    if decision is None or found.me not in decision.owners or decision.by <= found.today:
        raise Http404
    try:
        own.take(seat, decision, id=uid)
    except NotSaved as error:
        return show(request, found, seat, not_saved(error), not_saved_status(error))
    return see_other(reverse("tools:tool", args=[own.COMMITMENT]))
