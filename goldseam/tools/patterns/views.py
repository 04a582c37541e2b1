"""What one's own entries show, in words first. Nobody else has this page, and nothing of it can be shared."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldseam.people.access import RoomRequest, room_open
from goldseam.tools import catalogue, history
from goldseam.tools.desk import desk
from goldseam.tools.patterns.pages import LENGTHS, patterns_page
from goldseam.tools.patterns.read import read
from goldseam.tools.views import PLACE


@require_GET
@room_open
def patterns(request: RoomRequest) -> HttpResponse:
    at = desk(request)
    chosen = request.GET.get("weeks", "12")
    chosen = chosen if chosen in LENGTHS else "12"
    weeks = LENGTHS[chosen]
    detail, main = history.read_detail(at.room, at.now, weeks), history.read(at.room, at.now, weeks).digests
    answers = catalogue.tool("t09").by_name["response"].options
    slips = frozenset(answer.id for answer in answers if answer.mark == "slip")
    found = read(detail, main, at.now, at.zone, weeks, slips)
    page = patterns_page(found, chosen, at.roles, numbers=at.numbers)
    return render(request, "tools/patterns/page.html", {"place": PLACE, "page": page})
