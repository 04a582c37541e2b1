"""Drafts: what was typed and not kept yet. Laid aside by a button, or by the page itself a moment after typing.

A draft lies sealed in the room (`goldseam.vault.drafts`), so it survives a session that ended. It is put back into the
form as it was, and goes as soon as the form is kept.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from goldseam.people.access import see_other
from goldseam.people.typed import carried
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk, not_saved, not_saved_status
from goldseam.tools.forms import ToolForm
from goldseam.vault import Entry, NotSaved

FIELD = "draft"
BY_ITSELF = "auto"
AWAY = "drop"
"""Said by the button that throws the draft away."""
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
    asked_for = at.request.POST.get(FIELD)
    by_itself = asked_for == BY_ITSELF
    try:
        if asked_for == AWAY:
            at.room.drafts.drop(slot)
            return see_other(at.request.get_full_path())
        at.room.drafts.put(slot, list(found.items()), at.now)
        if by_itself and _was_kept(at):  # the page's last draft may arrive after the form itself
            at.room.drafts.drop(slot)
    except (NotSaved, ValueError) as error:
        if by_itself:
            return HttpResponse(status=not_saved_status(error) if isinstance(error, NotSaved) else HTTPStatus.CONFLICT)
        if isinstance(error, NotSaved):
            form.add_error(None, not_saved(error))
        return None
    if by_itself:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return see_other(reverse("tools:tool", args=[tool.code]) + "?aside=1")


def _was_kept(at: Desk) -> bool:
    """Whether the form that was posted is a record by now. Asked after the draft was laid aside: who keeps the form
    drops the draft after that, so that one of the two comes last and neither leaves it lying."""
    try:
        return at.room.holds(uuid.UUID(at.request.POST.get("uid", "")))
    except ValueError:
        return False


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


def drop(at: Desk, *slots: str) -> None:
    """The form was kept. A draft that cannot be dropped just now is no reason to say anything else."""
    try:
        at.room.drafts.drop(*slots)
    except NotSaved:
        return


def of(tool: Tool, versions: Iterable[Entry]) -> list[str]:
    """Every slot in which words of these records may lie."""
    slots = [f"{tool.code}/part/{part.id}" for part in tool.parts if tool.living == "one"]
    for entry in versions:
        name = str(entry.body.get("_item") or entry.id)
        slots += [f"{tool.code}/{name}", f"{tool.code}/change/{name}"]
    return list(dict.fromkeys(slots))
