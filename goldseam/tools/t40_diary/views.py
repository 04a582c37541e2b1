"""T40: the day diary. One record for a day; a second look at the same day corrects it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.insight import sentences, stats
from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, catalogue, fold, history
from goldseam.tools.desk import Desk, desk, entry_or_404
from goldseam.tools.forms import initial_from
from goldseam.tools.pages import least, tool_page
from goldseam.tools.t40_diary.advice import Advice, advice, strong, unchanged
from goldseam.tools.views import PLACE, answer_new, chosen_span, show_kept
from goldseam.vault import Entry

FEW = ("anxiety", "low_mood", "on_guard", "flashback_images", "anger", "numb")
"""Six taps for somebody who has only just come; `day` goes with them, folded away."""


@require_GET
@room_open
def overview(request: RoomRequest) -> HttpResponse:
    at, tool, chosen = desk(request), catalogue.tool("t40"), chosen_span(request)
    found = history.read(at.room, at.now, history.SPANS[chosen])
    points = history.drawn(found, tool.code, chosen, at.zone, by_day=True)
    here = history.local_now(at.now, at.zone)
    stuck = unchanged({name: points.points(name) for name in points.numbers}, here)
    moved = [(m.label, stats.two_halves(points.points(m.field), here), least(tool, m)) for m in tool.measures]
    context = {
        "place": PLACE,
        "tool": tool,
        "summary": sentences.changes(moved),
        "page": tool_page(tool, found, chosen, at.now, at.zone, numbers=at.numbers),
        "reaction": reaction(at.today),
        "advice": [tool.word(key) for key in _advice(at, stuck)],
        "triggers": found.state.counts.get("t40b", 0),
        "today": actions.of_day(at.entries, tool.code, at.today.isoformat()),
    }
    return render(request, "tools/t40/tool.html", context)


def _advice(at: Desk, stuck: bool) -> list[Advice]:
    days = [(date.fromisoformat(entry.body["day"]), entry.body) for entry in _lately(at)]
    return advice(days, at.today, stuck)


def _lately(at: Desk) -> list[Entry]:
    """Diary records of the last two weeks; the month before is opened only while this one is young."""
    entries = fold.standing(at.room.since(at.now - timedelta(days=14)))
    return [entry for entry in entries if entry.kind == "t40" and "day" in entry.body]


def reaction(day: date) -> str:
    """One line a day, the same all day."""
    lines = catalogue.tool("t40").lines("reactions")
    return lines[day.toordinal() % len(lines)]


@require_http_methods(["GET", "POST"])
@room_open
def new(request: RoomRequest) -> HttpResponse:
    """Today's form; when today was written already it comes back filled, and keeping it corrects it."""
    at, tool = desk(request), catalogue.tool("t40")
    before = actions.of_day(at.entries, tool.code, at.today.isoformat())
    few = "few" in request.GET and before is None
    known = initial_from(tool, before.body, at.zone) if before else None
    form = at.form(tool, initial=known, only=(*FEW, "day") if few else ())
    more_title = _("Another day") if few else ""
    return answer_new(at, tool, form, "tools/t40/new.html", again=before is not None, more_title=more_title)


@require_GET
@room_open
def kept(request: RoomRequest, id: UUID) -> HttpResponse:
    at, tool = desk(request), catalogue.tool("t40")
    entry = entry_or_404(at.room, tool, id)
    return show_kept(at, tool, id, "tools/t40/kept.html", reaction=reaction(at.today), ground=strong(entry.body))
