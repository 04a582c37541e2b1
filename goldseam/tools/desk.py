"""What every tool view needs at once: the open room, the moment, the person's clock and what is carried forward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from goldseam.people.access import RoomRequest, see_other
from goldseam.tools import catalogue, history, shelf, show
from goldseam.tools.actions import KeptOtherwise
from goldseam.tools.definition import Tool, Unit
from goldseam.tools.fold import State
from goldseam.tools.forms import Asks, ToolForm, require_answer
from goldseam.tools.gates import Gate
from goldseam.tools.labels import item_name
from goldseam.tools.shelf import Shelf
from goldseam.tools.times import zone_of
from goldseam.vault import Entry, NotSaved, Receipt, Room

Page = Callable[[ToolForm, int], HttpResponse]
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Desk:
    request: RoomRequest
    now: datetime

    @property
    def room(self) -> Room:
        return self.request.room

    @cached_property
    def state(self) -> State:
        return history.now_state(self.room, self.now)

    @cached_property
    def entries(self) -> list[Entry]:
        """The records that count of this month and of today."""
        return history.lately(self.room, self.now)

    @cached_property
    def zone(self) -> tzinfo:
        return zone_of(self.state.me, self.request.COOKIES)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def roles(self) -> list[str]:
        roles = self.state.me.get("roles")
        return [str(role) for role in roles] if isinstance(roles, list) else []

    def speaks_to(self, role: str) -> bool:
        """Whether something is for this person; somebody who named no role is shown what their own entries say."""
        return not self.roles or role in self.roles

    @cached_property
    def shelf(self) -> Shelf:
        """The person's living things as they stand."""
        return shelf.read(self.room, self.now)

    @property
    def numbers(self) -> bool:
        """Whether this person wants to see numbers (HR-20)."""
        return sees_numbers(self.state.me)

    @property
    def gate(self) -> Gate:
        return Gate(self.state, self.shelf, self.now, tuple(self.roles))

    def names(self, tool: Tool) -> dict[tuple[str, str], str]:
        """What the living things are called that this tool's answers may point to."""
        kinds = {field.kind for field in tool.fields if field.kind}
        return {(kind, key): name for kind in kinds for key, name in self._picks(kind, standing=False)}

    def asks(self, tool: Tool, unit: Unit | None = None, before: Mapping[str, Any] = NOTHING) -> Asks:
        """`before` are the answers there are: what was picked then may be picked still, also when it was put away."""
        kinds = {field.kind for field in tool.fields if field.kind}
        picks = {kind: self._picks(kind) for kind in kinds}
        for field in tool.fields:
            key = before.get(field.name)
            if field.kind and isinstance(key, str) and key not in dict(picks[field.kind]):
                named = dict(self._picks(field.kind, standing=False)).get(key, show.put_away())
                picks[field.kind] = [*picks[field.kind], (key, named)]
        return Asks(tuple(self.roles), unit, picks)

    def _picks(self, kind: str, *, standing: bool = True) -> list[tuple[str, str]]:
        of = catalogue.get(kind)
        if of is None:
            return []
        found = self.shelf.standing(kind) if standing else self.shelf.items(kind)
        return [(item.key, item_name(of, item.body)) for item in found]

    def form(
        self,
        tool: Tool,
        *,
        only: tuple[str, ...] = (),
        initial: dict[str, Any] | None = None,
        unit: Unit | None = None,
    ) -> ToolForm:
        """The tool's form: bound when something was sent."""
        data = self.request.POST if self.request.method == "POST" else None
        asks = self.asks(tool, unit, initial or {})
        return ToolForm(tool, data, now=self.now, zone=self.zone, only=only, asks=asks, initial=initial)


def sees_numbers(me: Mapping[str, Any]) -> bool:
    """All numbers can be hidden by their owner, in one place for all pages (`people:numbers`)."""
    return me.get("numbers") is not False


def desk(request: RoomRequest) -> Desk:
    return Desk(request, timezone.now())


def tool_or_404(code: str) -> Tool:
    tool = catalogue.get(code)
    if tool is None:
        raise Http404
    return tool


def entry_or_404(room: Room, tool: Tool, id: UUID) -> Entry:
    """Absent, burned, another tool's and another person's all answer alike."""
    entry = room.entry(id)
    if entry is None or entry.kind != tool.code:
        raise Http404
    return entry


def keep_or_say(
    form: ToolForm,
    act: Callable[[ToolForm], Receipt],
    page: Page,
    to: Callable[[UUID], str],
    *,
    may_be_empty: bool = False,
    check: Callable[[ToolForm], str | None] | None = None,
) -> HttpResponse:
    """Act on a good form and go on with 303; say what is wrong with any other, with everything still in it.

    `check` may add errors of its own to a good form, or answer with a sentence why nothing is kept just now (409).
    """
    if not (form.is_valid() if may_be_empty else require_answer(form)):
        return page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    refusal = check(form) if check is not None else None
    if form.errors:
        return page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if refusal:
        form.add_error(None, refusal)
        return page(form, HTTPStatus.CONFLICT)
    try:
        receipt = act(form)
    except NotSaved as error:
        form.add_error(None, not_saved(error))
        return page(form, not_saved_status(error))
    except KeptOtherwise:
        form.renew()
        form.add_error(None, _("This was kept a moment ago, with other answers. Send it once more to keep these too."))
        return page(form, HTTPStatus.CONFLICT)
    return see_other(to(receipt.id))


def not_saved(error: NotSaved) -> str:
    if error.why == "full":
        return _("Not saved: this server has no room left. What you typed is still here. Copy it somewhere safe.")
    if error.why == "busy":
        return _("Not saved: the server is busy. What you typed is still here. Please send it again in a moment.")
    return _("Not saved: the server could not write it down. What you typed is still here. Please send it again.")


def not_saved_status(error: NotSaved) -> int:
    return HTTPStatus.INSUFFICIENT_STORAGE if error.why == "full" else HTTPStatus.SERVICE_UNAVAILABLE
