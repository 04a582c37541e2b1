"""What each does alone: writing the parts, saying how it felt, and the same cards with nobody else.

What is kept here lies in the own room. Only what was previewed and laid with the password lies on the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.safety.hints import Kind
from goldseam.together import laying
from goldseam.together.checkin import actions, pages, state
from goldseam.together.checkin.actions import NOTE
from goldseam.together.checkin.forms import Feelings, Lay, Parts
from goldseam.together.checkin.words import Form, words
from goldseam.together.pages import item_page
from goldseam.together.tables import LAID, Ours, ours
from goldseam.tools import looking
from goldseam.tools.desk import Desk, desk, not_saved, not_saved_status
from goldseam.tools.show import Answer
from goldseam.tools.t60_consent.state import frozen
from goldseam.tools.times import moment_words
from goldseam.vault import Entry, NotSaved

PLACE = "us"
LIES: Final = timedelta(days=7)
"""How long written lines lie on the table."""
LOW, TWICE = 3, 2
"""Two times in a row so low: a look at safety is offered, on the own screen only."""
REPORTED: Final = timedelta(days=14)
LATELY: Final = timedelta(days=62)
SHOWN: Final = 5
_KEPT: Final = "t20_kept"
_KINDS: Final[tuple[Kind, ...]] = ("scene", "blame", "threat", "custody", "verdict", "demand", "machine", "watching")


@require_http_methods(["GET", "POST"])
@room_open
def write(request: RoomRequest) -> HttpResponse:
    """Written alone, seen once more exactly as it will lie there, then laid."""
    at = desk(request)
    found = ours(request.vault, at.now)
    if found is None or not found.open:
        return see_other(reverse("together:us"))
    standing = state.read(found.entries, at.now)
    form = words().get(standing.form)
    if form is None:
        return see_other(reverse("together:checkin"))
    parts = Parts(form, request.POST or None, roles=at.roles, aloud=True)
    if request.method != "POST" or "edit" in request.POST or not _good(at, parts):
        return _writing(request, form, parts, editing="edit" in request.POST)
    lay = Lay(request.POST if "lay" in request.POST else None, request=request, initial={"uid": parts["uid"].value()})
    if "lay" in request.POST and lay.is_valid():
        try:
            _lay(at, found, form, parts)
            return see_other(reverse("together:checkin_after"))
        except NotSaved as error:
            lay.add_error(None, not_saved(error))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if lay.errors else HTTPStatus.OK
    context = {
        "place": PLACE,
        "name": found.other_name,
        "one": item_page(_item(at, form, parts), None, mine=True),
        "look": looking.look([(title, text, _KINDS) for title, text in parts.written()], {}),
        "lay": lay,
        "sent": [(name, value) for name in parts.fields if name != "uid" for value in request.POST.getlist(name)],
        "detail": words().detail,
    }
    return render(request, "together/checkin/look.html", context, status=status)


def _writing(request: RoomRequest, form: Form, parts: Parts, *, editing: bool) -> HttpResponse:
    lapse = "lapse" in {error.code for name in parts.errors for error in parts.errors.as_data()[name]}
    context = {
        "place": PLACE,
        "form": parts,
        "of": form,
        "words": words(),
        "lapse": words().lapse if lapse else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if parts.errors and not editing else HTTPStatus.OK
    return render(request, "together/checkin/write.html", context, status=status)


def _good(at: Desk, parts: Parts) -> bool:
    """HR-1: a lapse is laid only after all of it was written down for oneself; a part of it never."""
    if not parts.is_valid():
        return False
    if not parts.answers():
        parts.add_error(None, _("There is nothing to lay yet. One line is enough."))
    elif parts.lapse and not _reported(at):
        said = _("Write it down whole first. Then choose this again, or leave the line out today.")
        parts.add_error(parts.lapse, ValidationError(said, code="lapse"))
    return not parts.errors


def _reported(at: Desk) -> bool:
    """Whether the newest report of the last two weeks is the whole, as far as its writer says."""
    reports = [entry for entry in _lately(at, "t14") if at.now - entry.at <= REPORTED]
    return bool(reports) and reports[-1].body.get("more_unreported") == "no"


def _item(at: Desk, form: Form, parts: Parts) -> laying.Item:
    return {"kind": NOTE, "title": form.title, "when": at.today.isoformat(), "answers": parts.answers()}


def _lay(at: Desk, found: Ours, form: Form, parts: Parts) -> None:
    """Laid for a week. When the other has laid theirs in the same round, it was held."""
    standing = state.read(found.entries, at.now)
    laying.lay(at, found, _item(at, form, parts), at.today + LIES, id=parts.cleaned_data["uid"])
    if not frozen(at.state, at.now.astimezone(at.zone)) and _other_has(found, standing):
        actions.hold(found, standing, None)


def _other_has(found: Ours, standing: state.Checkin) -> bool:
    """Whether the other has laid lines of a check-in since the last round ended."""
    theirs = [one for one in found.of(LAID) if not found.mine(one) and one.seq > standing.after]
    return any(one.body.get("item", {}).get("kind") == NOTE for one in theirs)


# -- how it felt -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@room_open
def after(request: RoomRequest) -> HttpResponse:
    """Each alone. It is kept in the own room, and no page of the other knows of it."""
    at = desk(request)
    form = Feelings(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if form.answers:
                actions.keep_feelings(at.room, form.answers, id=form.cleaned_data["uid"], now=at.now)
            return _kept(request, "together:checkin_after")
        except NotSaved as error:
            form.add_error(None, not_saved(error))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    found = ours(request.vault, at.now)
    held = len(state.read(found.entries, at.now).held) if found is not None and found.open else 0
    context = {
        "place": PLACE,
        "form": form,
        "kept": request.session.pop(_KEPT, False),
        "held": pages.held_words(held),
        "unsafe": _unsafe(at),
    }
    return render(request, "together/checkin/after.html", context, status=status)


def _kept(request: RoomRequest, to: str) -> HttpResponse:
    """Say "kept" once, on the page after it. Nothing of that stands in an address."""
    request.session[_KEPT] = True
    return see_other(reverse(to))


def _unsafe(at: Desk) -> bool:
    said = [n for entry in _lately(at, NOTE) if isinstance(n := entry.body.get("felt_safe"), int)]
    return len(said) >= TWICE and all(n <= LOW for n in said[-TWICE:])


# -- by oneself --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    id: str
    title: str
    when: str
    answers: list[Answer]


@require_http_methods(["GET", "POST"])
@room_open
def alone(request: RoomRequest) -> HttpResponse:
    """The same cards with nobody else. It needs no table, and what is written lies in the own room."""
    at = desk(request)
    form = words().get(request.POST.get("form") or request.GET.get("form", "")) or words().forms[0]
    parts = Parts(form, request.POST or None, roles=at.roles, aloud=False)
    feelings = Feelings(request.POST or None, heard=False)
    status: int = HTTPStatus.OK
    if request.method == "POST":
        status = _keep_alone(at, form, parts, feelings)
        if status == HTTPStatus.SEE_OTHER:
            return _kept(request, "together:checkin_alone")
    context = {
        "place": PLACE,
        "of": form,
        "forms": words().forms,
        "form": parts,
        "feelings": feelings,
        "cards": pages.cards(form, at.roles),
        "lapse": pages.lapse_line(form, at.roles),
        "kept": request.session.pop(_KEPT, False),
        "before": [_written(at, entry) for entry in reversed(_alone(at))][:SHOWN],
    }
    return render(request, "together/checkin/alone.html", context, status=status)


def _keep_alone(at: Desk, form: Form, parts: Parts, feelings: Feelings) -> int:
    """Keep what there is; the status says what became of it."""
    if not parts.is_valid() or not feelings.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    said: dict[str, Any] = {"answers": parts.answers()} if parts.answers() else {}
    body = {**said, **feelings.answers}
    if not body:
        parts.add_error(None, _("There is nothing to keep yet. One line is enough."))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        at.room.append(NOTE, {**body, "form": form.id, "alone": True}, id=parts.cleaned_data["uid"], now=at.now)
    except NotSaved as error:
        parts.add_error(None, not_saved(error))
        return not_saved_status(error)
    return HTTPStatus.SEE_OTHER


@require_POST
@room_open
def drop(request: RoomRequest, id: UUID) -> HttpResponse:
    """Burn one of one's own; sent twice, it says the same."""
    at = desk(request)
    if not any(entry.id == id for entry in _alone(at)) and not at.room.holds(id):
        raise Http404
    if any(entry.id == id for entry in _alone(at)):
        at.room.burn(id)
    return see_other(reverse("together:checkin_alone"))


def _alone(at: Desk) -> list[Entry]:
    return [entry for entry in _lately(at, NOTE) if entry.body.get("alone") is True and entry.body.get("answers")]


def _written(at: Desk, entry: Entry) -> Written:
    form = words().get(str(entry.body.get("form", "")))
    answers = [Answer(one["label"], one["text"], tuple(one["lines"])) for one in entry.body["answers"]]
    return Written(str(entry.id), form.title if form else "", moment_words(entry.at, at.now, at.zone), answers)


def _lately(at: Desk, kind: str) -> list[Entry]:
    first = (at.now - LATELY).strftime("%Y-%m")
    return [entry for entry in at.room.between(first, "9999-12") if entry.kind == kind]
