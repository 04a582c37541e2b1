"""T05 asks in two steps: the goal and its rulers, then one's own reasons for just these numbers.

The first step keeps nothing. Its answers go along in the second form, so that the address never holds a word of them.
"""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, asides, catalogue, feeds, limits
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, desk, entry_or_404, keep_or_say
from goldseam.tools.forms import ToolForm, initial_from
from goldseam.tools.t05_rulers.pages import earlier
from goldseam.tools.t05_rulers.rulers import FIRST, SECOND, asked, reason_missing
from goldseam.tools.views import PLACE, kept_url, say_closed
from goldseam.vault import Entry, Receipt

CODE = "t05"
STEP = "step"
"""Posted by the second form."""


@require_http_methods(["GET", "POST"])
@room_open
def new(request: RoomRequest) -> HttpResponse:
    at, tool = desk(request), catalogue.tool(CODE)
    closed = limits.closed(at, tool)
    if closed is not None:
        return say_closed(at, tool, closed)
    initial = feeds.initial(at.room, tool, request.GET["from"]) if "from" in request.GET else {}
    return answer(at, tool, at.form(tool, initial=initial), None)


@require_http_methods(["GET", "POST"])
@room_open
def change(request: RoomRequest, id: UUID) -> HttpResponse:
    """The same two steps with the last answers in them; keeping makes a new version of this goal."""
    at, tool = desk(request), catalogue.tool(CODE)
    old = entry_or_404(at.room, tool, id)
    if request.method == "GET" and actions.newest_version(at.room, old, at.now).id != id:
        return see_other(kept_url(tool, id))
    return answer(at, tool, at.form(tool, initial=initial_from(tool, old.body, at.zone)), old)


def answer(at: Desk, tool: Tool, form: ToolForm, old: Entry | None) -> HttpResponse:
    slot = f"{CODE}/change/{old.body['_item']}" if old else CODE
    if at.request.method != "POST":
        aside = asides.bring_back(at, slot, form)
        if aside and STEP in form.data:
            return second(at, tool, form, old, aside=aside)
        return first(at, tool, form, old, aside=aside)
    if asides.asked(at):
        return asides.put(at, tool, slot, form) or first(at, tool, form, old, HTTPStatus.SERVICE_UNAVAILABLE)
    if STEP not in at.request.POST:
        if not form.is_valid() and _wrong(form, (*FIRST, "__all__")):
            return first(at, tool, form, old, HTTPStatus.UNPROCESSABLE_ENTITY)
        form.rest(with_last_words(at.request.POST, form))
        return second(at, tool, form, old)

    def page(form: ToolForm, status: int) -> HttpResponse:
        return (first if _wrong(form, FIRST) else second)(at, tool, form, old, status)

    def check(form: ToolForm) -> None:
        if reason_missing(form.body()):
            form.add_error("why_not_lower", tool.word("why_missing"))

    def act(good: ToolForm) -> Receipt:
        body = good.body()
        receipt = (
            actions.keep(at.room, tool, body, good.uid, at.now)
            if old is None
            else actions.correct(at.room, tool, old, body, good.uid, at.now)
        )
        asides.drop(at, slot)
        return receipt

    return keep_or_say(form, act, page, lambda id: kept_url(tool, id), check=check)


def _wrong(form: ToolForm, names: tuple[str, ...]) -> bool:
    return any(name in form.errors for name in names)


def with_last_words(posted: QueryDict, form: ToolForm) -> MultiValueDict[str, str]:
    """What was posted, and for the second step what was written last time."""
    data = posted.copy()
    for name in SECOND:
        last = form.initial.get(name)
        if last and name not in posted:
            data.setlist(name, [str(one) for one in last] if isinstance(last, list) else [str(last)])
    return data


def first(
    at: Desk, tool: Tool, form: ToolForm, old: Entry | None, status: int = 200, *, aside: bool = False
) -> HttpResponse:
    typed = [(name, value) for name in SECOND for value in _sent(form, name)]
    context = {
        "place": PLACE,
        "tool": tool,
        "form": form,
        "fields": [form[name] for name in FIRST],
        "carried": typed,
        "changing": old,
        "aside": aside,
    }
    return render(at.request, "tools/t05/first.html", context, status=status)


def _sent(form: ToolForm, name: str) -> list[str]:
    """What was sent under a name; nothing for a form that was not sent."""
    return form.data.getlist(name) if isinstance(form.data, MultiValueDict) else []


def second(
    at: Desk, tool: Tool, form: ToolForm, old: Entry | None, status: int = 200, *, aside: bool = False
) -> HttpResponse:
    importance = form.data.get("importance", "")
    n = int(importance) if importance.isascii() and importance.isdigit() else None
    if n:
        form["why_not_lower"].label = tool.word("why_ask").format(n=n)
    context = {
        "place": PLACE,
        "tool": tool,
        "form": form,
        "fields": [form[name] for name in asked(n, again=old is not None)],
        "carried": [(name, form.data.get(name, "")) for name in FIRST],
        "goal": form.data.get("goal", ""),
        "earlier": earlier(at, tool, but=str(old.body["_item"]) if old else ""),
        "changing": old,
        "aside": aside,
    }
    return render(at.request, "tools/t05/second.html", context, status=status)
