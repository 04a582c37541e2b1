"""Drafts: what was typed and not kept yet. Laid aside by a button, or by the page itself a moment after typing.

A draft lies sealed in the room (`goldseam.vault.drafts`), so it survives a session that ended. It is put back into the
form as it was, and goes as soon as the form is kept.
"""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from goldseam.people.access import see_other
from goldseam.people.typed import carried
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, not_saved, not_saved_status
from goldseam.tools.forms import ToolForm
from goldseam.vault import NotSaved

FIELD = "draft"
BY_ITSELF = "auto"
_NOT_WRITING = frozenset({FIELD, "uid"})


def asked(at: Desk) -> bool:
    """Whether this post only wants to lay something aside."""
    return at.request.method == "POST" and FIELD in at.request.POST


def put(at: Desk, tool: Tool, slot: str, form: ToolForm) -> HttpResponse | None:
    """Lay aside what was posted. None: it could not be written down, and the form says so."""
    found: dict[str, list[str]] = {}
    for name, value in carried(at.request.POST):
        if name not in _NOT_WRITING:
            found.setdefault(name, []).append(value)
    by_itself = at.request.POST.get(FIELD) == BY_ITSELF
    try:
        at.room.drafts.put(slot, list(found.items()), at.now)
    except (NotSaved, ValueError) as error:
        if by_itself:
            return HttpResponse(status=not_saved_status(error) if isinstance(error, NotSaved) else HTTPStatus.CONFLICT)
        if isinstance(error, NotSaved):
            form.add_error(None, not_saved(error))
        return None
    if by_itself:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return see_other(reverse("tools:tool", args=[tool.code]) + "?aside=1")


def bring_back(at: Desk, slot: str, form: ToolForm) -> bool:
    """Fill the form with what lies aside, as it was typed and without judging it. Whether there was anything."""
    written = at.room.drafts.get(slot, at.now)
    if written is None:
        return False
    data = QueryDict(mutable=True)
    for name, values in written.fields:
        data.setlist(name, values)
    data["uid"] = str(uuid.uuid4())
    form.rest(data)
    return True


def drop(at: Desk, slot: str) -> None:
    """The form was kept. A draft that cannot be dropped just now is no reason to say anything else."""
    try:
        at.room.drafts.drop(slot)
    except NotSaved:
        return
