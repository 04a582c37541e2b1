"""T14: the mood question before any facts, the walk on a calm day, and the way into the report."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, catalogue, views
from goldseam.tools.desk import Desk, desk, keep_or_say
from goldseam.tools.forms import ToolForm
from goldseam.tools.t14_lapse import course, pages
from goldseam.tools.views import PLACE, kept_url
from goldseam.vault import Receipt


@require_http_methods(["GET", "POST"])
@room_open
def new(request: RoomRequest) -> HttpResponse:
    """The report. Whoever comes here without having been asked how they are is asked first (HR-6)."""
    at = desk(request)
    if request.method == "GET" and not asked(at):
        return see_other(reverse("tools:t14_first"))
    answer: HttpResponse = views.new(request, code="t14")
    return answer


def asked(at: Desk) -> bool:
    answers = [item.at for item in at.shelf.recent("t14b") if item.body.get("why") != "dry"]
    return course.asked_lately(answers, int(at.now.timestamp()) // 60)


@require_GET
@room_open
def first(request: RoomRequest) -> HttpResponse:
    """The page before the report: one question, nothing else."""
    at, tool = desk(request), catalogue.tool("t14")
    return _ask(at, pages.question(tool, pages.mood_day(at)))


@require_GET
@room_open
def calm(request: RoomRequest) -> HttpResponse:
    """The same steps on a day when nothing has happened."""
    tool = catalogue.tool("t14")
    context = {"place": PLACE, "tool": tool, "question": pages.question(tool, why="dry")}
    return render(request, "tools/t14/calm.html", context)


@require_POST
@room_open
def safe(request: RoomRequest) -> HttpResponse:
    """One tap. The answer is kept, so that it can be asked again; nobody is told."""
    at, tool = desk(request), catalogue.tool("t14b")

    def page(form: ToolForm, status: int) -> HttpResponse:
        return _ask(at, pages.question(catalogue.tool("t14")), form, status)

    def act(form: ToolForm) -> Receipt:
        return actions.keep(at.room, tool, form.body(), form.uid, at.now)

    return keep_or_say(at.form(tool), act, page, lambda id: kept_url(tool, id))


def _ask(at: Desk, question: pages.Question, form: ToolForm | None = None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"place": PLACE, "tool": catalogue.tool("t14"), "question": question, "form": form}
    return render(at.request, "tools/t14/first.html", context, status=status)
