"""T52: looking for a meeting or a helper. Looking leaves no trace; an address holds letters, no words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import catalogue
from goldseam.tools.desk import desk
from goldseam.tools.t52_meetings import directory, fellowships, finder, pages
from goldseam.tools.t52_meetings.finder import Wish
from goldseam.tools.t52_meetings.pages import Clock
from goldseam.tools.views import PLACE


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where a link leads, named before anything leaves this server."""

    name: str
    host: str
    url: str
    back: str


@require_GET
@room_open
def find(request: RoomRequest) -> HttpResponse:
    at, tool, placed = desk(request), catalogue.tool("t52"), directory.directory().placed
    page = pages.find_page(tool, Clock(at.now, at.zone), placed, wish(request, placed), fellowships.by_id())
    return render(request, "tools/t52/find.html", {"place": PLACE, "tool": tool, "page": page})


def wish(request: HttpRequest, placed: tuple[directory.Placed, ...]) -> Wish:
    """What the address asks for; anything it does not know is passed over."""
    asked = request.GET
    region = next((name for name in finder.regions(placed) if pages.token(name) == asked.get("r")), "")
    language = asked.get("l", "")
    return Wish(
        whom=pages.WHOM.get(asked.get("a", ""), ""),
        mode=pages.MODES.get(asked.get("m", ""), ""),
        language=language if language in finder.languages(placed) else "",
        kind=pages.KINDS.get(asked.get("k", ""), "meeting"),
        region=region,
    )


@require_GET
@room_open
def entry(request: RoomRequest, token: str) -> HttpResponse:
    at, tool, placed = desk(request), catalogue.tool("t52"), directory.find(token)
    if placed is None:
        raise Http404
    page = pages.entry_page(tool, Clock(at.now, at.zone), placed, fellowships.by_id())
    return render(request, "tools/t52/entry.html", {"place": PLACE, "tool": tool, "page": page})


@require_GET
@room_open
def known(request: RoomRequest) -> HttpResponse:
    """Fellowships and registers, each with its own definition of sobriety (HR-10)."""
    at, tool, found = desk(request), catalogue.tool("t52"), fellowships.fellowships()
    context = {
        "place": PLACE,
        "tool": tool,
        "groups": pages.fellowship_groups(tool, found, at.roles),
        "note": pages.fellowships_note(tool, found),
    }
    return render(request, "tools/t52/known.html", context)


@require_GET
@room_open
def ask(request: RoomRequest) -> HttpResponse:
    """Seven questions to ask a therapist, also on paper."""
    tool = catalogue.tool("t52")
    return render(request, "tools/t52/ask.html", {"place": PLACE, "tool": tool, "questions": pages.questions(tool)})


@require_GET
@room_open
def go(request: RoomRequest, token: str, what: str) -> HttpResponse:
    leaving = _leaving(token, what)
    if leaving is None:
        raise Http404
    return render(request, "tools/t52/go.html", {"place": PLACE, "tool": catalogue.tool("t52"), "leaving": leaving})


def _leaving(token: str, what: str) -> Leaving | None:
    fellowship = next((one for one in fellowships.fellowships() if one.token == token), None)
    if fellowship is not None:
        return Leaving(fellowship.name, fellowship.host, fellowship.site, "") if what == "page" else None
    placed = directory.find(token)
    if placed is None:
        return None
    url = placed.listing.join_url if what == "join" else placed.listing.url if what == "page" else ""
    return Leaving(placed.listing.name, pages.host(url), url, placed.token) if url else None
