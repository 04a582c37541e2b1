from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.path import actions, signs
from goldseam.path.forms import Rhythm
from goldseam.path.gather import of_desk, read
from goldseam.path.known import LAST_STAGE, Known
from goldseam.path.looking_back import look_back
from goldseam.path.pages import path_page, stage_page
from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools.desk import desk
from goldseam.tools.t08_library.lessons import lesson as lesson_of
from goldseam.vault import NotSaved


@require_GET
@room_open
def home(request: RoomRequest) -> HttpResponse:
    reading = read(request.vault, request.COOKIES, timezone.now())
    page = path_page(reading.known, reading.now.date())
    return render(request, "path/home.html", {"place": "path", "page": page})


@require_POST
@room_open
def said(request: RoomRequest) -> HttpResponse:
    """A press that says a sign is there; back to where it was pressed."""
    known, sign = _known(request), request.POST.get("sign", "")
    if sign not in {one.id for one in signs.signs(known)}:
        raise BadRequest
    actions.say_sign(request.room, sign, known.said, id=_uid(request), now=timezone.now())
    lesson = lesson_of(request.POST.get("lesson", ""))
    return see_other(reverse("tools:t08_lesson", args=[lesson.id]) if lesson else reverse("path:home"))


@require_http_methods(["GET", "POST"])
@room_open
def stage(request: RoomRequest) -> HttpResponse:
    """Look back at a part of the way, and go to another one, which is always the person's own act."""
    at = desk(request)
    known = of_desk(at)
    if request.method == "POST":
        to = _stage_of(request.POST.get("to", ""))
        if to is None:
            raise BadRequest
        actions.go_to(request.room, to, id=_uid(request), now=at.now)
        return see_other(reverse("path:home"))
    to = _stage_of(request.GET.get("to", "")) if "to" in request.GET else min(known.stage + 1, LAST_STAGE)
    if to is None:
        raise Http404
    context = {"place": "path", "page": stage_page(known, to), "back": look_back(at, known)}
    return render(request, "path/stage.html", context)


@require_http_methods(["GET", "POST"])
@room_open
def rhythm(request: RoomRequest) -> HttpResponse:
    known = _known(request)
    held = {"pace": str(known.rhythm.days), "rest_day": "" if known.rhythm.rest is None else str(known.rhythm.rest)}
    form = Rhythm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_rhythm(request.room, form.chosen(), id=form.cleaned_data["uid"], now=timezone.now())
            return see_other(reverse("path:home"))
        except NotSaved:
            form.add_error(None, _("This could not be saved just now. Please try again in a moment."))
    return render(request, "path/rhythm.html", {"place": "path", "form": form}, status=422 if form.errors else 200)


def _known(request: RoomRequest) -> Known:
    return read(request.vault, request.COOKIES, timezone.now()).known


def _stage_of(said: str) -> int | None:
    return int(said) if said in {str(stage) for stage in range(LAST_STAGE + 1)} else None


def _uid(request: RoomRequest) -> UUID:
    try:
        return UUID(request.POST.get("uid", ""), version=4)
    except ValueError as error:
        raise BadRequest from error
