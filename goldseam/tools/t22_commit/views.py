"""T22: one press is one mark. Nobody but the person whose room it is can add a commitment or a mark (HR-4)."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, catalogue, hooks, lists, views
from goldseam.tools.desk import Desk, desk, keep_or_say
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.presses import press
from goldseam.tools.t22_commit import marks
from goldseam.tools.times import from_minute

NOTE = 140


@require_POST
@room_open
def mark(request: RoomRequest) -> HttpResponse:
    """Kept, partly, not or excused, for one commitment and one day of the last seven."""
    at, tool = desk(request), catalogue.tool("t22b")
    key, said = request.POST.get("of", ""), request.POST.get("mark", "")
    item, day = at.shelf.get("t22", key), _day(request.POST.get("day", ""))
    if item is None or said not in tool.by_name["mark"].by_id or day is None:
        raise Http404
    since = from_minute(item.since).astimezone(at.zone).date()
    if not marks.may_mark(day, since, at.today):
        raise Http404
    body = _marked(at, {"of": key, "day": day.isoformat(), "mark": said})
    back, heavy = _back(request, key, said), "note" in request.POST and bool(hooks.firing(tool, body))
    return press(at, tool, lambda uid: actions.keep(at.room, tool, body, uid, at.now), back, look=heavy)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _marked(at: Desk, body: Body) -> Body:
    """A note written before stays, unless a new one came with the press."""
    before = actions.kept_on(at.room, "t22b", body["day"], at.now, body["of"])
    note = " ".join(at.request.POST.get("note", "").split())[:NOTE]
    note = note or (str(before.body.get("note", "")) if before is not None else "")
    return {**body, "note": note} if note else body


def _back(request: RoomRequest, key: str, said: str) -> str:
    """To where it was pressed; after “not” to the page that asks what would help."""
    noted = bool(request.POST.get("note"))
    if said == marks.NOT and not noted:
        return f"{reverse('tools:tool', args=['t22'])}?missed={key}#missed"
    if request.POST.get("back") == "today":
        return reverse("today:home")
    return f"{reverse('tools:tool', args=['t22'])}#k_{key}"


@require_POST
@room_open
def drop(request: RoomRequest) -> HttpResponse:
    """Let one go, with one press. It is put away; its marks stay."""
    at, tool = desk(request), catalogue.tool("t22")
    item = at.shelf.get("t22", request.POST.get("of", ""))
    if item is None:
        raise Http404
    body = {**lists.document(at, item), "state": "dropped"}
    back = reverse("tools:tool", args=["t22"])
    return press(at, tool, lambda uid: actions.keep_item(at.room, tool, item.key, body, uid, at.now), back)


@require_POST
@room_open
def step(request: RoomRequest) -> HttpResponse:
    """Today's small step: first what it is, later how it went."""
    at, tool = desk(request), catalogue.tool("t22c")
    day = at.today.isoformat()
    before = actions.of_day(at.entries, tool.code, day)
    if before is not None and request.POST.get("mark", "") in tool.by_name["mark"].by_id:
        body = {**actions.answers(before.body), "mark": request.POST["mark"]}
        return press(at, tool, lambda uid: actions.keep(at.room, tool, body, uid, at.now), _home(request))
    return _write_step(at, day)


def _write_step(at: Desk, day: str) -> HttpResponse:
    tool = catalogue.tool("t22c")
    form = at.form(tool, only=("step",))

    def page(form: ToolForm, status: int) -> HttpResponse:
        context = {"place": views.PLACE, "tool": tool, "form": form}
        return render(at.request, "tools/t22/step.html", context, status=status)

    return keep_or_say(
        form,
        lambda good: actions.keep(at.room, tool, {**good.body(), "day": day}, good.uid, at.now),
        page,
        lambda id: views.kept_url(tool, id),
    )


def _home(request: RoomRequest) -> str:
    if request.POST.get("back") == "today":
        return reverse("today:home")
    return reverse("tools:tool", args=["t22"])
