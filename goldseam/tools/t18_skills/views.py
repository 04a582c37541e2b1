"""T18: one skill in large words, with a timer beside it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldseam.people.access import RoomRequest, room_open
from goldseam.safety import cards
from goldseam.tools import catalogue, crisis
from goldseam.tools.desk import desk
from goldseam.tools.t18_skills import skills
from goldseam.tools.views import PLACE


@require_GET
@room_open
def practise(request: RoomRequest, skill: str) -> HttpResponse:
    """Whatever stands in the address is only a choice of words on this page; nothing is kept here."""
    at = desk(request)
    tool, said = catalogue.tool("t18"), request.GET
    skill = skills.named(tool, skill)
    if not skill:
        raise Http404
    short = crisis.rests(at.state, at.now) is not None
    one = skills.skill(tool, skill, short=short)
    gated, body = skill == skills.GATED, said.get("body", "")
    eyes_open = bool(one.open_eyes) and said.get("eyes") == "open"
    before = skills.level(said.get("before", ""))
    carried = {} if before is None else {"before": before}
    context = {
        "place": PLACE,
        "tool": tool,
        "skill": one,
        "minutes": skills.minutes(said.get("minutes", ""), one),
        "short": short,
        "eyes_open": eyes_open,
        "steps": _steps(tool.lines("tipp_gentle"), one, eyes_open=eyes_open, gentle=gated and body != "well"),
        "gate": gated and body not in {"well", "gentle"},
        "body": body if gated and body in {"well", "gentle"} else "",
        "kit": cards.kit(),
        "before": before,
        "done": f"{reverse('tools:new', args=['t18'])}?{urlencode({'skill': one.number, **carried})}",
    }
    return render(request, "tools/t18/skill.html", context)


def _steps(gentle_steps: list[str], one: skills.Skill, *, eyes_open: bool, gentle: bool) -> list[str]:
    if gentle:
        return gentle_steps
    return one.open_eyes if eyes_open else one.steps
