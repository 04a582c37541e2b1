"""T08: lessons by reader and theme, one lesson with its note, the word list, the books, the search.

What is noted of a lesson is a sealed record. What is looked for is kept nowhere.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.tools import actions, asides, catalogue
from goldseam.tools.desk import Desk, desk, keep_or_say
from goldseam.tools.forms import ToolForm, initial_from
from goldseam.tools.lists import document
from goldseam.tools.onto import place_url
from goldseam.tools.shelf import Item
from goldseam.tools.t08_library import beside, coming_back, notes, pages, small
from goldseam.tools.t08_library import search as house
from goldseam.tools.t08_library.finding import words_of
from goldseam.tools.t08_library.forms import SearchForm
from goldseam.tools.t08_library.lessons import Lesson
from goldseam.tools.t08_library.lessons import lesson as lesson_of
from goldseam.tools.t08_library.words import books as all_books
from goldseam.tools.t08_library.words import glossary
from goldseam.tools.views import PLACE, kept_url
from goldseam.vault import Receipt

CODE = "t08"


@require_GET
@room_open
def library(request: RoomRequest) -> HttpResponse:
    """Lessons by reader or by theme, what can be looked up, and the search."""
    at, tool = desk(request), catalogue.tool(CODE)
    by: pages.By = "theme" if request.GET.get("by") == "theme" else "reader"
    page = pages.library_page(tool, {item.key: item for item in at.shelf.items(CODE)}, at.roles, by)
    context = {"place": PLACE, "tool": tool, "page": page, "form": SearchForm()}
    return render(request, "tools/t08/tool.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@room_open
def search(request: RoomRequest) -> HttpResponse:
    """The answer is the page itself: an address of its own would stand in the history, a record would be one more
    thing kept. Whoever goes further back sends the words once more."""
    at, tool = desk(request), catalogue.tool(CODE)
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"place": PLACE, "tool": tool, "form": form}
    if not form.is_bound:
        return render(request, "tools/t08/search.html", context)
    if not form.is_valid():
        return render(request, "tools/t08/search.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    context |= _found(at, words_of(form.cleaned_data["words"]))
    return render(request, "tools/t08/search.html", context)


@sensitive_variables()
def _found(at: Desk, words: tuple[str, ...]) -> dict[str, object]:
    since = notes.mark_of(at.request.POST.get("back", ""))
    sections = house.sections(at, catalogue.tool(CODE), words) if since is None else []
    found = notes.search(at, words, since)
    return {"asked": True, "since": since, "sections": sections, "notes": found, "cards": house.cards(words)}


@require_http_methods(["GET", "POST"])
@room_open
def lesson(request: RoomRequest, lesson: str) -> HttpResponse:
    """Read it; and say, if you like, what it was to you. The same form again is a new version of that."""
    at, found = desk(request), lesson_of(lesson)
    if found is None:
        raise Http404
    item = at.shelf.get(CODE, found.id)
    return coming_back.arrived(_answer(at, found, item))


@require_GET
@room_open
def do(request: RoomRequest, lesson: str) -> HttpResponse:
    """To the lesson's exercise; the tool's pages lead back here."""
    found = lesson_of(lesson)
    if found is None or not found.front.do.tool:
        raise Http404
    return coming_back.set_out(see_other(reverse("tools:tool", args=[found.front.do.tool])), found)


def _answer(at: Desk, found: Lesson, item: Item | None) -> HttpResponse:
    tool, slot = catalogue.tool(CODE), f"{CODE}/{found.id}"
    form = at.form(tool, initial={"status": "read"} | initial_from(tool, document(at, item), at.zone))
    more: dict[str, object] = {}

    def page(form: ToolForm, status: int) -> HttpResponse:
        shown = pages.lesson_page(tool, found, item, at.roles, lambda name: place_url(at, name))
        context = {"place": PLACE, "tool": tool, "form": form, "page": shown, **more}
        context |= {"signs": beside.signs(at, found.front.signs), "takes": small.offered(at)}
        return render(at.request, "tools/t08/lesson.html", context, status=status)

    if at.request.method != "POST":
        more["aside"] = asides.bring_back(at, slot, form)
        return page(form, 200)
    if asides.asked(at):
        return asides.put(at, tool, slot, form) or page(form, 503)

    def act(good: ToolForm) -> Receipt:
        body = good.body() | {"lesson": found.id}
        receipt = actions.keep_item(at.room, tool, found.id, body, good.uid, at.now)
        if small.TAKE in at.request.POST and small.offered(at):
            small.take(at, found.front.small_step, good.uid)
        asides.drop(at, slot)
        return receipt

    return keep_or_say(form, act, page, lambda id: kept_url(tool, id))


@require_GET
@room_open
def words(request: RoomRequest) -> HttpResponse:
    context = {"place": PLACE, "tool": catalogue.tool(CODE), "terms": glossary()}
    return render(request, "tools/t08/words.html", context)


@require_GET
@room_open
def books(request: RoomRequest) -> HttpResponse:
    context = {"place": PLACE, "tool": catalogue.tool(CODE), "books": all_books()}
    return render(request, "tools/t08/books.html", context)
