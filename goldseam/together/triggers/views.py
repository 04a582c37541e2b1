"""T37 over pages: begin, answer, look again, and the moment itself. What one writes is seen first as the other will."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, see_other
from goldseam.people.me.stepup import Once
from goldseam.safety.hints import Kind, hints
from goldseam.together import out
from goldseam.together.seat import Seat, seated
from goldseam.together.triggers import acts, pages
from goldseam.together.triggers.forms import Lay, PlanForm, ReplyForm, first_of_plan, first_of_reply, texts
from goldseam.together.triggers.plans import KINDS, Part, Plan, Reply, may_begin
from goldseam.together.triggers.words import words
from goldseam.tools.desk import not_saved, not_saved_status
from goldseam.tools.show import Answer
from goldseam.vault import NotSaved

PLACE = "us"
IN_PLAN: Final[tuple[Kind, ...]] = ("blame", "verdict", "demand", "threat", "custody", "watching", "machine", "scene")
IN_REPLY: Final[tuple[Kind, ...]] = ("minimising", "defending", "blame", "but", "if", "promise", "threat", "scene")
WRITTEN_PLAN: Final = ("own", "sign", "help_own", "no", "after", "word")
WRITTEN_REPLY: Final = ("menu", "word")
Form = PlanForm | ReplyForm


def home_url() -> str:
    return reverse("together:triggers")


@require_GET
@seated
def home(request: RoomRequest, seat: Seat) -> HttpResponse:
    return _home(request, seat)


def _home(request: RoomRequest, seat: Seat, problem: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"place": PLACE, "words": words(), "page": pages.home(seat), "problem": problem}
    return render(request, "together/triggers/home.html", context, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@seated
def new(request: RoomRequest, seat: Seat) -> HttpResponse:
    if not may_begin(acts.all_plans(seat), seat.found.vault.person) and not _sent_before(request, seat):
        return _home(request, seat, words().most, HTTPStatus.CONFLICT)
    return _plan(request, seat, None)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@seated
def change(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """A new version of what one began. Somebody else's has no such page."""
    plan = _found_or_404(seat, id)
    if plan.by != seat.found.vault.person:
        raise Http404
    return _plan(request, seat, plan)


def _plan(request: RoomRequest, seat: Seat, of: Plan | None) -> HttpResponse:
    first = first_of_plan(of.part) if of is not None else {}
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm(initial=first | {"uid": uuid4()})

    def shown(body: dict[str, Any]) -> tuple[str, list[Answer]]:
        part = msgspec.convert(body, Part)
        return pages.title(part), pages.part_lines(part)

    def lay(body: dict[str, Any], id: UUID) -> None:
        acts.lay_plan(seat, body, of, id=id)

    title = words().change_title if of is not None else words().form_title
    context = {"title": title, "lead": words().form_lead, "who": words().form_who, "button": words().preview_title}
    return _written(request, seat, form, shown, lay, (WRITTEN_PLAN, IN_PLAN), context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@seated
def reply(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """The other's part. Whoever began it has no such page."""
    plan = _found_or_404(seat, id)
    if plan.by == seat.found.vault.person:
        raise Http404
    first = first_of_reply(plan, plan.reply) | {"uid": uuid4()}
    form = ReplyForm(request.POST, of=plan) if request.method == "POST" else ReplyForm(initial=first, of=plan)
    if request.method == "POST" and form.is_valid() and not form.body():
        form.add_error(None, words().reply_nothing)

    def shown(body: dict[str, Any]) -> tuple[str, list[Answer]]:
        return pages.title(plan.part), pages.reply_lines(plan, msgspec.convert(body | {"plan": plan.id.hex}, Reply))

    def lay(body: dict[str, Any], id: UUID) -> None:
        acts.lay_reply(seat, body, plan, id=id)

    say, part = words(), pages.part_lines(plan.part)
    context: dict[str, Any] = {"title": say.reply_title, "lead": say.reply_lead, "who": say.reply_who}
    context |= {"button": say.preview_title, "about": pages.title(plan.part), "part": part}
    return _written(request, seat, form, shown, lay, (WRITTEN_REPLY, IN_REPLY), context)


def _written(
    request: RoomRequest,
    seat: Seat,
    form: Form,
    shown: Callable[[dict[str, Any]], tuple[str, list[Answer]]],
    lay: Callable[[dict[str, Any], UUID], None],
    look: tuple[Sequence[str], tuple[Kind, ...]],
    context: dict[str, Any],
) -> HttpResponse:
    """Form, preview, laid: three pages with one address. Nothing is kept before the last."""
    context |= {"place": PLACE, "words": words(), "form": form, "name": seat.found.other_name}
    act = request.POST.get("act", "")
    if request.method != "POST" or not form.is_valid() or act == "change":
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" and form.errors else HTTPStatus.OK
        return render(request, "together/triggers/form.html", context, status=status)
    body = form.body()
    sure = Lay(request.POST if act == "lay" else None, request=request, initial={"uid": form.cleaned_data["uid"]})
    status = HTTPStatus.OK
    if act == "lay" and sure.is_valid():
        try:
            out.send(seat, KINDS)
            lay(body, form.cleaned_data["uid"])
            return see_other(home_url())
        except NotSaved as error:
            sure.add_error(None, not_saved(error))
            status = HTTPStatus(not_saved_status(error))
    if sure.errors and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    title, answers = shown(body)
    names = [name for name in form.fields if name != "uid"]
    context |= {"sure": sure, "about": title, "answers": answers, "hidden": pages.hidden(request.POST, names)}
    context["hints"] = hints("\n".join(texts(body, look[0])), look[1])
    return render(request, "together/triggers/preview.html", context, status=status)


@require_http_methods(["GET", "POST"])
@seated
def moment(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """It is happening now. A phrase can be asked for once; after that a card does more."""
    plan = _found_or_404(seat, id)
    if request.method == "POST":
        return _press(request, seat, lambda uid: acts.ask(seat, plan, id=uid), pages.address("triggers_now", id))
    context = {"place": PLACE, "words": words(), "page": pages.moment(seat, plan)}
    return render(request, "together/triggers/now.html", context)


@require_POST
@seated
def looked(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    plan = _found_or_404(seat, id)
    return _press(request, seat, lambda uid: acts.look(seat, plan, id=uid), home_url())


@require_http_methods(["GET", "POST"])
@seated
def back(request: RoomRequest, seat: Seat, id: UUID) -> HttpResponse:
    """Take back one's own part. Asks once; sent again, it is gone already."""
    plan = acts.find(seat, id)
    if request.method == "POST":
        return _press(request, seat, lambda _uid: acts.take_back(seat, plan) if plan is not None else None, home_url())
    mine = plan is not None and plan.by == seat.found.vault.person
    if plan is None or not (mine or plan.reply is not None):
        raise Http404
    context = {"place": PLACE, "words": words(), "title": pages.title(plan.part), "mine": mine, "uid": str(uuid4())}
    return render(request, "together/triggers/back.html", context)


def _press(request: RoomRequest, seat: Seat, act: Callable[[UUID], None], to: str) -> HttpResponse:
    form = Once(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        out.send(seat, KINDS)
        act(form.cleaned_data["uid"])
    except NotSaved as error:
        return _home(request, seat, not_saved(error), not_saved_status(error))
    return see_other(to)


def _found_or_404(seat: Seat, id: UUID) -> Plan:
    plan = acts.find(seat, id)
    if plan is None:
        raise Http404
    return plan


def _sent_before(request: RoomRequest, seat: Seat) -> bool:
    """The fifth plan, sent a second time, is not a sixth."""
    sent = request.POST.get("uid", "")
    return any(sent in {str(entry.id), entry.id.hex} for entry in out.of(seat, *KINDS))
