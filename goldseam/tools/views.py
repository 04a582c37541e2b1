"""The pages that any tool gets from its definition alone: overview, new, kept, change, list, burn."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, history, pages, show
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, desk, entry_or_404, keep_or_say, not_saved, not_saved_status, tool_or_404
from goldseam.tools.forms import ToolForm, initial_from
from goldseam.vault import NotSaved, month_of

PLACE = "tools"


def kept_url(tool: Tool, id: UUID) -> str:
    return reverse("tools:kept", args=[tool.code, str(id)])


@require_GET
@room_open
def home(request: RoomRequest) -> HttpResponse:
    at = desk(request)
    return render(request, "tools/home.html", {"place": PLACE, "groups": pages.home_page(at.roles)})


@require_GET
@room_open
def tool(request: RoomRequest, code: str) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    chosen = chosen_span(request)
    past = history.read(at.room, at.now, history.SPANS[chosen])
    page = pages.tool_page(found, past, chosen, at.now, at.zone)
    return render(request, "tools/tool.html", {"place": PLACE, "page": page, "tool": found})


@require_GET
@room_open
def to_tool(request: RoomRequest, code: str) -> HttpResponse:
    """For a tool whose new records begin on its own page."""
    return see_other(reverse("tools:tool", args=[tool_or_404(code).code]))


def chosen_span(request: HttpRequest) -> str:
    chosen = request.GET.get("weeks", "12")
    return chosen if chosen in history.SPANS else "12"


@require_http_methods(["GET", "POST"])
@room_open
def new(request: RoomRequest, code: str) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    form = at.form(found)
    return answer_new(at, found, form)


def answer_new(at: Desk, found: Tool, form: ToolForm, template: str = "tools/new.html", **more: object) -> HttpResponse:
    """Show the form, or keep what was sent with it. Tools with more to say bring their own template and words."""

    def page(form: ToolForm, status: int) -> HttpResponse:
        return render(at.request, template, {"place": PLACE, "tool": found, "form": form, **more}, status=status)

    if at.request.method != "POST":
        return page(form, 200)
    return keep_or_say(
        form,
        lambda good: actions.keep(at.room, found, good.body(), good.uid, at.now),
        page,
        lambda id: kept_url(found, id),
    )


@require_GET
@room_open
def kept(request: RoomRequest, code: str, id: UUID) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    return show_kept(at, found, id, "tools/kept.html")


def show_kept(at: Desk, found: Tool, id: UUID, template: str, **more: object) -> HttpResponse:
    """Read the record back from the room: what the page says was kept is what was kept."""
    entry = entry_or_404(at.room, found, id)
    newest = actions.newest_version(at.room, entry) if actions.changeable(entry, at.now) else None
    page = pages.kept_page(found, entry, newest, at.now, at.zone)
    return render(at.request, template, {"place": PLACE, "page": page, "tool": found, "entry": entry, **more})


@require_http_methods(["GET", "POST"])
@room_open
def change(request: RoomRequest, code: str, id: UUID) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    entry = entry_or_404(at.room, found, id)
    open_to_change = actions.changeable(entry, at.now) and not show.closed_until(found, entry.body, at.today)
    if request.method == "GET" and not (open_to_change and actions.newest_version(at.room, entry).id == id):
        return see_other(kept_url(found, id))
    form = at.form(found, initial=initial_from(found, entry.body, at.zone))

    def page(form: ToolForm, status: int) -> HttpResponse:
        context = {"place": PLACE, "tool": found, "form": form, "changing": entry.id}
        return render(request, "tools/new.html", context, status=status)

    if request.method != "POST":
        return page(form, 200)
    return keep_or_say(
        form,
        lambda good: actions.correct(at.room, entry, good.body(), good.uid, at.now),
        page,
        lambda id: kept_url(found, id),
    )


@require_GET
@room_open
def listed(request: RoomRequest, code: str) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    months = at.room.months()
    month = request.GET.get("month", "")
    if month not in months:
        month = months[-1] if months else month_of(at.now)
    entries = at.room.month(month)
    page = pages.list_page(found, month, months, entries, at.now, at.zone)
    return render(request, "tools/list.html", {"place": PLACE, "page": page, "tool": found})


@require_http_methods(["GET", "POST"])
@room_open
def burn(request: RoomRequest, code: str, id: UUID) -> HttpResponse:
    """Asks once, says what will happen, then destroys the record and its older versions.

    Sent again (a second tap, a lost answer) it says the same: there is nothing of that name any more.
    """
    at, found = desk(request), tool_or_404(code)
    if request.method == "POST" and at.room.entry(id) is None:
        return see_other(reverse("tools:burned", args=[found.code]))
    entry = entry_or_404(at.room, found, id)
    context = {
        "place": PLACE,
        "tool": found,
        "entry": entry,
        "uid": uuid4(),
        "what": pages.entry_line(found, entry, at.now, at.zone),
    }
    if request.method != "POST":
        return render(request, "tools/burn.html", context)
    try:
        actions.burn(at.room, entry)
    except NotSaved as error:
        return render(request, "tools/burn.html", context | {"error": not_saved(error)}, status=not_saved_status(error))
    return see_other(reverse("tools:burned", args=[found.code]))


@require_GET
@room_open
def burned(request: RoomRequest, code: str) -> HttpResponse:
    return render(request, "tools/burned.html", {"place": PLACE, "tool": tool_or_404(code)})
