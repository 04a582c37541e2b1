"""What the frame of every page needs to know, worked out only when a template asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldseam.tools.t08_library import coming_back
from goldseam.vault import changes, current
from goldseam.web.headers import nonce

THEMES: Final = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Links:
    today: str
    path: str
    tools: str
    us: str
    me: str
    sign_in: str
    help: str
    wave: str
    now: str
    room: str
    leave: str
    manifest: str


@cache
def links() -> Links:
    """The addresses of the frame never change while a process lives, so they are looked up once."""
    return Links(
        today=reverse("today:home"),
        path=reverse("path:home"),
        tools=reverse("tools:home"),
        us=reverse("together:us"),
        me=reverse("people:me"),
        sign_in=reverse("people:sign_in"),
        help=reverse("safety:help"),
        wave=reverse("safety:wave"),
        now=reverse("safety:now"),
        room=reverse("people:room"),
        leave=reverse("web:leave"),
        manifest=reverse("web:manifest"),
    )


class Shell:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.name: str = settings.CONF.name
        self.demo: bool = settings.CONF.demo
        self.exit_url: str = settings.CONF.exit_url

    @cached_property
    def plain(self) -> bool:
        """The worker asks for a help page to keep: as a stranger sees it, so that no trace of anybody is in it."""
        return "X-Plain" in self._request.headers

    @cached_property
    def signed_in(self) -> bool:
        return not self.plain and current(self._request) is not None

    @cached_property
    def room_open(self) -> bool:
        vault = None if self.plain else current(self._request)
        return vault is not None and vault.room is not None

    @property
    def problems(self) -> bool:
        """Whether something did not fit in what this request has read of the room or of a table. Nothing is read to
        find out."""
        vault = current(self._request)
        if vault is None:
            return False
        read = [vault.__dict__.get("room"), *vault.__dict__.get("tables", [])]
        return any(room is not None and room.problems for room in read)

    @cached_property
    def recovery_due(self) -> datetime | None:
        """When somebody's use of this person's kit takes effect; every page of every session says so (W3)."""
        vault = current(self._request)
        if vault is None:
            return None
        if vault.looked and self._request.method != "POST":  # an act may have changed it
            return changes.due_of(vault.kit)
        return changes.recovery_due(vault.person)

    @cached_property
    def theme(self) -> str:
        chosen = "" if self.plain else self._request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @cached_property
    def back(self) -> coming_back.Back | None:
        """The lesson whose exercise is under way. No room is looked at on any other page, least of all on help."""
        found = coming_back.back(self._request)
        return found if found is not None and self.room_open else None

    @property
    def to(self) -> Links:
        return links()

    @property
    def nonce(self) -> str:
        return nonce(self._request)


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
