"""Pages beside the six every tool has: one part of a document, a page to print, the week in words."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import actions, asides, extras, fold, hooks, limits, lists, onto, show, week_words
from goldseam.tools.definition import Part, Tool
from goldseam.tools.desk import Desk, desk, keep_or_say, tool_or_404
from goldseam.tools.forms import Body, ToolForm, initial_from
from goldseam.tools.labels import item_name
from goldseam.tools.pages import entry_line, without_numbers
from goldseam.tools.views import PLACE, kept_url, say_closed, templates
from goldseam.vault import Entry, Receipt, month_of


@require_http_methods(["GET", "POST"])
@room_open
def part(request: RoomRequest, code: str, part: str) -> HttpResponse:
    """One part of a document. Keeping it keeps the whole document with this part changed."""
    at, found = desk(request), tool_or_404(code)
    here = _part(found, part)
    names = tuple(field.name for field in lists.fields_of(found, here, at))
    if not names:
        raise Http404
    closed = limits.closed(at, found)
    if closed is not None and request.method != "POST":
        return say_closed(at, found, closed)
    whole = lists.document(at, at.shelf.get(found.code, actions.ONLY))
    form = at.form(found, only=names, initial=initial_from(found, whole, at.zone))
    slot = f"{found.code}/part/{here.id}"
    more: dict[str, object] = {}

    def page(form: ToolForm, status: int) -> HttpResponse:
        order = [p.id for p in found.parts if lists.fields_of(found, p, at)]
        context = {"place": PLACE, "tool": found, "form": form, "part": here, **more}
        context |= {"number": order.index(here.id) + 1, "of": len(order), "forward": after(found, order, here.id)}
        context |= extras.call(found.code, "new", {}, at, found, form)
        return render(request, templates(found, "part"), context, status=status)

    if request.method != "POST":
        more["aside"] = asides.bring_back(at, slot, form)
        return page(form, 200)
    if asides.asked(at):
        return asides.put(at, found, slot, form) or page(form, 503)

    def check(form: ToolForm) -> str | None:
        if closed is not None and closed.rest is None:
            return closed.say
        extras.call(found.code, "check", None, at, found, form, _newest(at, found))
        return None

    def act(good: ToolForm) -> Receipt:
        receipt = actions.keep_merged(
            at.room, found, lambda: _merged(desk(request), found, good, names), good.uid, at.now
        )
        asides.drop(at, slot)
        return receipt

    order = [p.id for p in found.parts if lists.fields_of(found, p, at)]

    def to(id: UUID) -> str:
        """A worrying answer leads to the page that offers something for it; any other one to the next part."""
        return kept_url(found, id) if hooks.firing(found, form.body()) else after(found, order, here.id, kept=True)

    filled = any(name in whole for name in names)  # then an empty form means: take it out again
    return keep_or_say(form, act, page, to, may_be_empty=filled, check=check)


def _merged(at: Desk, found: Tool, good: ToolForm, names: Collection[str]) -> Body:
    """The whole document as it stands at this moment, with this part changed."""
    whole = lists.document(at, at.shelf.get(found.code, actions.ONLY))
    body = {name: value for name, value in whole.items() if name not in names} | good.body()
    changed: Body = extras.call(found.code, "body", body, at, found, body, _newest(at, found))
    return changed


def _part(found: Tool, id: str) -> Part:
    here = next((part for n, part in enumerate(found.parts, 1) if id in {part.id, str(n)}), None)
    if here is None or found.living != "one":
        raise Http404
    return here


def after(found: Tool, order: list[str], id: str, *, kept: bool = False) -> str:
    """The next part, or the whole document after the last."""
    at = order.index(id) + 1
    if at < len(order):
        return lists.part_url(found, order[at]) + ("?kept=1" if kept else "")
    return reverse("tools:tool", args=[found.code])


def _newest(at: Desk, found: Tool) -> Entry | None:
    item = at.shelf.get(found.code, actions.ONLY)
    return at.room.entry(UUID(item.id)) if item is not None else None


@require_GET
@room_open
def printed(request: RoomRequest, code: str) -> HttpResponse:
    """Everything that stands, or one month of a log, on a page for paper."""
    at, found = desk(request), tool_or_404(code)
    closed = limits.closed(at, found)
    if closed is not None:
        return say_closed(at, found, closed)
    context = {"place": PLACE, "tool": found, "sheets": _sheets(at, found)}
    context |= extras.call(found.code, "printed", {}, at, found)
    return render(request, templates(found, "print"), context)


def _sheets(at: Desk, found: Tool) -> list[tuple[str, str, list[show.Answer]]]:
    """Title, when, answers. Living things by their newest version, all opened in one look."""
    if found.living:
        ids = [UUID(item.id) for item in at.shelf.standing(found.code)]
        entries = at.room.entries(ids)
    else:
        month = at.request.GET.get("month", "")
        known = at.room.months()
        month = month if month in known else month_of(at.now)
        entries = [entry for entry in fold.standing(at.room.month(month)) if entry.kind == found.code]
    names = at.names(found)
    open_ones = [entry for entry in entries if not show.closed_until(found, entry.body, at.today)]
    return [_sheet(at, found, entry, names) for entry in sorted(open_ones, key=fold.key)]


def _sheet(at: Desk, found: Tool, entry: Entry, names: show.Names) -> tuple[str, str, list[show.Answer]]:
    title = item_name(found, entry.body) if found.living else found.line or found.title
    when = entry_line(found, entry, at.now, at.zone).when
    body = entry.body if at.numbers else without_numbers(found, entry.body)
    return title, when, show.answers(found, body, at.now, at.zone, names)


@require_GET
@room_open
def week(request: RoomRequest) -> HttpResponse:
    """What was kept in the last seven days, in words, beside one's own weeks before."""
    at = desk(request)
    context = {"place": "today", "page": week_words.page(at), "table_url": onto.week_url(at)}
    return render(request, "tools/week.html", context)
