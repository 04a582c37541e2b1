"""One press of a button that keeps something: which key it carries, and what is said when it could not be kept."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldseam.people.access import see_other
from goldseam.tools.actions import KeptOtherwise
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, not_saved, not_saved_status
from goldseam.vault import NotSaved, Receipt


def press(at: Desk, tool: Tool, act: Callable[[UUID], Receipt], back: str, *, look: bool = False) -> HttpResponse:
    """Do it and go back with 303, or on to what was kept when there is something to say about it (`look`).

    The same press sent twice is one; another button of the same page (after going back) counts as a new one, and what
    was pressed last holds.
    """
    uid = uid_of(at.request)
    try:
        try:
            receipt = act(uid)
        except KeptOtherwise:
            receipt = act(uuid4())
    except NotSaved as error:
        context = {"place": "tools", "tool": tool, "error": not_saved(error), "back": back}
        return render(at.request, "tools/press.html", context, status=not_saved_status(error))
    return see_other(reverse("tools:kept", args=[tool.code, str(receipt.id)]) if look else back)


def uid_of(request: HttpRequest) -> UUID:
    """A button's hidden key; one that was damaged on its way is answered like an address that is not there."""
    try:
        found = UUID(request.POST.get("uid", ""))
    except ValueError as error:
        raise Http404 from error
    if found.version != 4:
        raise Http404
    return found
