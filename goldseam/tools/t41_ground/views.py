"""T41, signed in: the same cards as on the public page, with before and after, favourites and a card of one's own."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.safety.cards import Card
from goldseam.tools import actions, catalogue, history
from goldseam.tools.desk import Desk, desk, keep_or_say, not_saved, not_saved_status
from goldseam.tools.forms import ToolForm
from goldseam.tools.t41_ground.pages import FAVOURITES, OWN, card_or_none, ground_page, kit
from goldseam.tools.views import PLACE, chosen_span, kept_url
from goldseam.vault import NotSaved, Receipt


@require_GET
@room_open
def overview(request: RoomRequest) -> HttpResponse:
    at, tool, chosen = desk(request), catalogue.tool("t41"), chosen_span(request)
    found = history.read(at.room, at.now, history.SPANS[chosen])
    page = ground_page(tool, found, chosen, at.now, at.zone, numbers=at.numbers)
    return render(request, "tools/t41/tool.html", {"place": PLACE, "tool": tool, "page": page, "uid": uuid4()})


@require_http_methods(["GET", "POST"])
@room_open
def card(request: RoomRequest, card: str) -> HttpResponse:
    """One card in large words; below it, how it was before and how it is after."""
    at, tool = desk(request), catalogue.tool("t41")
    shown = _card(at, card)
    form = at.form(tool)

    def page(form: ToolForm, status: int) -> HttpResponse:
        context = {
            "place": PLACE,
            "tool": tool,
            "form": form,
            "card": shown,
            "own": at.state.own_card if card == OWN else "",
            "kit": kit(),
            "gate": shown is not None and shown.health_gate and "well" not in request.GET and not form.is_bound,
            "favourite": card in favourites(at),
            "id": card,
            "fresh": uuid4(),
        }
        return render(request, "tools/t41/card.html", context, status=status)

    if request.method != "POST":
        return page(form, HTTPStatus.OK)

    def act(good: ToolForm) -> Receipt:
        return actions.keep(at.room, tool, {**good.body(), "card": card}, good.uid, at.now)

    return keep_or_say(form, act, page, lambda id: kept_url(tool, id))


@require_POST
@room_open
def favourite(request: RoomRequest, card: str) -> HttpResponse:
    """Put a card among the favourites, or take it away; at most six, so that the list is short in a bad moment."""
    at = desk(request)
    _card(at, card)
    now_liked = favourites(at)
    liked = [id for id in now_liked if id != card] if request.POST.get("liked") == "no" else [*now_liked, card]
    back = see_other(reverse("tools:t41_card", args=[card]) + "?well=1")
    if len(set(liked)) > FAVOURITES:
        return _refuse(request, catalogue.tool("t41").word("favourites_full"), HTTPStatus.UNPROCESSABLE_ENTITY, card)
    try:
        actions.set_me(at.room, {"favourites": list(dict.fromkeys(liked))}, _uid(request), at.now)
    except NotSaved as error:
        return _refuse(request, not_saved(error), not_saved_status(error), card)
    return back


def _refuse(request: RoomRequest, why: str, status: int, card: str) -> HttpResponse:
    return render(request, "tools/t41/refused.html", {"place": PLACE, "why": why, "id": card}, status=status)


def _uid(request: RoomRequest) -> UUID:
    """A button's hidden key; one that was damaged on its way is answered like an address that is not there."""
    try:
        found = UUID(request.POST.get("uid", ""))
    except ValueError as error:
        raise Http404 from error
    if found.version != 4:
        raise Http404
    return found


def favourites(at: Desk) -> list[str]:
    kept = at.state.me.get("favourites")
    return [id for id in kept if isinstance(id, str)] if isinstance(kept, list) else []


def _card(at: Desk, id: str) -> Card | None:
    """The card, None for the person's own; 404 when there is none of that name."""
    found = card_or_none(id)
    if found is None and not (id == OWN and at.state.own_card):
        raise Http404
    return found
