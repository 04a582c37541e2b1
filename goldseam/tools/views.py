"""The pages that any tool gets from its definition alone: overview, new, kept, change, list, burn."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import (
    actions,
    asides,
    crisis,
    extras,
    feeds,
    first_thing,
    history,
    limits,
    lists,
    onto,
    pages,
    show,
)
from goldseam.tools.definition import Tool, Unit
from goldseam.tools.desk import Desk, desk, entry_or_404, keep_or_say, not_saved, not_saved_status, tool_or_404
from goldseam.tools.forms import Body, ToolForm, initial_from
from goldseam.tools.rest.pages import rest
from goldseam.vault import Entry, NotSaved, Receipt, month_of

PLACE = "tools"


def kept_url(tool: Tool, id: UUID) -> str:
    return reverse("tools:kept", args=[tool.code, str(id)])


@require_GET
@room_open
def home(request: RoomRequest) -> HttpResponse:
    at = desk(request)
    everything = "all" in request.GET
    page = pages.home_page(() if everything else at.roles, lambda tool: shown(at, tool))
    lately = pages.used_lately(at.state, lambda tool: shown(at, tool))
    context = {
        "place": PLACE,
        "groups": page,
        "lately": lately,
        "talks": onto.talks(at),
        "everything": everything or not at.roles,
        "rest": rest(at.state, at.now, at.zone),
    }
    return render(request, "tools/home.html", context)


def shown(at: Desk, tool: Tool) -> bool:
    """Some tools stay out of sight for a while: each says for whom in its own code, and heavy ones rest (`crisis`)."""
    return crisis.hides(tool, at.state, at.now) is None and bool(extras.call(tool.code, "listed", True, at, tool))


@require_GET
@room_open
def tool(request: RoomRequest, code: str) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    return show_tool(at, found)


def show_tool(at: Desk, found: Tool, **more: object) -> HttpResponse:
    """A tool's own page. Tools with more to say bring a template, and words in `overview` of their extra."""
    closed = limits.closed(at, found)
    if closed is not None:
        return say_closed(at, found, closed)
    chosen = chosen_span(at.request)
    past = history.read(at.room, at.now, history.SPANS[chosen])
    page = pages.tool_page(found, past, chosen, at.now, at.zone, numbers=at.numbers, roles=at.roles)
    context = {
        "place": PLACE,
        "page": page,
        "tool": found,
        "living": lists.living(at, found),
        "aside": "aside" in at.request.GET,
        "reads": found.reads_for(at.roles),
        **more,
        **extras.call(found.code, "overview", {}, at, found),
    }
    return render(at.request, templates(found, "tool"), context)


def templates(found: Tool, page: str) -> list[str]:
    """The tool's own template where it has one."""
    return [f"tools/{found.code}/{page}.html", f"tools/{page}.html"]


def say_closed(at: Desk, found: Tool, closed: limits.Closed, status: int = 200) -> HttpResponse:
    context = {"place": PLACE, "tool": found, "closed": closed}
    return render(at.request, "tools/closed.html", context, status=status)


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
    unit = _unit(at, found)
    before = _written_before(at, found, unit)
    in_parts = found.living == "one" and bool(found.parts)
    if before is not None and (request.method != "POST" or in_parts):
        return see_other(before)
    initial = feeds.initial(at.room, found, request.GET["from"]) if "from" in request.GET else None
    return answer_new(at, found, at.form(found, unit=unit, initial=initial), unit=unit)


def _unit(at: Desk, found: Tool) -> Unit | None:
    if not found.units:
        return None
    asked = at.request.GET.get("unit", "")
    unit = next((unit for n, unit in enumerate(found.units, 1) if asked in {unit.id, str(n)}), None)
    if unit is None:
        raise Http404
    return unit


def _written_before(at: Desk, found: Tool, unit: Unit | None) -> str | None:
    """A document or a unit is written once; after that it is changed."""
    if found.living == "one" and found.parts:
        return reverse("tools:tool", args=[found.code])
    key = unit.id if unit is not None else actions.ONLY if found.living == "one" else ""
    item = at.shelf.get(found.code, key) if key else None
    return None if item is None else reverse("tools:change", args=[found.code, item.id])


def answer_new(
    at: Desk, found: Tool, form: ToolForm, template: str | list[str] = "", *, unit: Unit | None = None, **more: object
) -> HttpResponse:
    """Show the form, or keep what was sent with it. Tools with more to say bring their own template and words."""
    slot = f"{found.code}/{unit.id}" if unit is not None else found.code
    may = _may_begin(at, found, unit)

    def page(form: ToolForm, status: int) -> HttpResponse:
        context = {"place": PLACE, "tool": found, "form": form, "unit": unit, **more}
        context |= extras.call(found.code, "new", {}, at, found, form)
        return render(at.request, template or templates(found, "new"), context, status=status)

    if at.request.method != "POST":
        if may is not None:
            return say_closed(at, found, may)
        more["aside"] = asides.bring_back(at, slot, form)
        return page(form, 200)
    if asides.asked(at):
        return asides.put(at, found, slot, form) or page(form, 503)

    def check(form: ToolForm) -> str | None:
        if _is_repeat(at, form):
            return None
        if may is not None:
            return may.say
        extras.call(found.code, "check", None, at, found, form, None)
        return None

    def act(good: ToolForm) -> Receipt:
        body = extras.call(found.code, "body", good.body(), at, found, good.body(), None)
        receipt = actions.keep(at.room, found, body, good.uid, at.now)
        asides.drop(at, slot)
        return receipt

    return keep_or_say(form, act, page, lambda id: kept_url(found, id), check=check)


def _may_begin(at: Desk, found: Tool, unit: Unit | None) -> limits.Closed | None:
    """Why nothing new is begun here now. What was already written before a hard answer may still be kept."""
    closed = limits.closed(at, found)
    if closed is not None and not (at.request.method == "POST" and closed.rest is not None):
        return closed
    say = limits.refusal(at, found)
    if not say or (unit is not None and at.shelf.get(found.code, unit.id) is not None):
        return None
    return limits.Closed(say, reverse("tools:tool", args=[found.code]), found.title)


def _is_repeat(at: Desk, form: ToolForm) -> bool:
    """The same form sent twice is answered as it was the first time, also when it was the last that had room, and when
    the tool's own rules would now find in the room what the first one kept."""
    return at.room.entry(form.uid) is not None


@require_GET
@room_open
def kept(request: RoomRequest, code: str, id: UUID) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    return show_kept(at, found, id)


def show_kept(at: Desk, found: Tool, id: UUID, template: str | list[str] = "", **more: object) -> HttpResponse:
    """Read the record back from the room: what the page says was kept is what was kept."""
    entry = entry_or_404(at.room, found, id)
    newest = actions.newest_version(at.room, entry, at.now) if actions.changeable(entry, at.now) else None
    page = pages.kept_page(found, entry, newest, at.now, at.zone, names=at.names(found), numbers=at.numbers)
    context = {
        "place": PLACE,
        "page": page,
        "tool": found,
        "entry": entry,
        "onwards": feeds.links(found, entry),
        "table_url": onto.table_url(at, found, entry),
        "first_thing": first_thing.onward(at, page),
        **more,
        **extras.call(found.code, "kept", {}, at, found, entry),
    }
    return render(at.request, template or templates(found, "kept"), context)


@require_http_methods(["GET", "POST"])
@room_open
def change(request: RoomRequest, code: str, id: UUID) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    entry = entry_or_404(at.room, found, id)
    open_to_change = actions.changeable(entry, at.now) and not show.closed_until(found, entry.body, at.today)
    if request.method == "GET" and not (open_to_change and actions.newest_version(at.room, entry, at.now).id == id):
        return see_other(kept_url(found, id))
    closed = limits.closed(at, found)
    if closed is not None and request.method != "POST":
        return say_closed(at, found, closed)
    unit = found.by_unit.get(str(entry.body.get("unit", "")))
    form = at.form(found, initial=initial_from(found, entry.body, at.zone), unit=unit)
    slot = f"{found.code}/change/{entry.body.get('_item') or entry.id}"
    more: dict[str, object] = {}

    def page(form: ToolForm, status: int) -> HttpResponse:
        context = {"place": PLACE, "tool": found, "form": form, "changing": entry.id, "unit": unit, **more}
        context |= extras.call(found.code, "new", {}, at, found, form)
        return render(
            request,
            templates(found, "new") if found.living else [f"tools/{found.code}/change.html", "tools/new.html"],
            context,
            status=status,
        )

    if request.method != "POST":
        more["aside"] = asides.bring_back(at, slot, form)
        return page(form, 200)
    if asides.asked(at):
        return asides.put(at, found, slot, form) or page(form, 503)

    def act(good: ToolForm) -> Receipt:
        said = _unasked(found, good, entry) | good.body()
        body = extras.call(found.code, "body", said, at, found, said, entry)
        receipt = actions.correct(at.room, found, entry, body, good.uid, at.now)
        asides.drop(at, slot)
        return receipt

    def check(form: ToolForm) -> str | None:
        if closed is not None and closed.rest is None:
            return closed.say
        extras.call(found.code, "check", None, at, found, form, entry)
        return limits.taking_up(at, found, entry, form.body()) if found.living == "many" else None

    return keep_or_say(form, act, page, lambda id: kept_url(found, id), check=check)


def _unasked(found: Tool, form: ToolForm, entry: Entry) -> Body:
    """Answers to questions that this form does not ask, such as those for another role: they stay as they were."""
    asked = {field.name for field in form.shown}
    return {name: value for name, value in entry.body.items() if name in found.by_name and name not in asked}


@require_GET
@room_open
def listed(request: RoomRequest, code: str) -> HttpResponse:
    at, found = desk(request), tool_or_404(code)
    months = at.room.months()
    month = request.GET.get("month", "")
    if month not in months:
        month = months[-1] if months else month_of(at.now)
    entries = at.room.month(month)
    page = pages.list_page(found, month, months, entries, at.now, at.zone, numbers=at.numbers)
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
        "what": pages.entry_line(found, entry, at.now, at.zone, numbers=at.numbers),
    }
    if request.method != "POST":
        return render(request, "tools/burn.html", context)
    try:
        asides.drop(at, *asides.of(found, actions.burn(at.room, entry)))
    except NotSaved as error:
        return render(request, "tools/burn.html", context | {"error": not_saved(error)}, status=not_saved_status(error))
    return see_other(reverse("tools:burned", args=[found.code]))


@require_GET
@room_open
def burned(request: RoomRequest, code: str) -> HttpResponse:
    return render(request, "tools/burned.html", {"place": PLACE, "tool": tool_or_404(code)})
