"""What the pages of Me show, ready made."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from goldseam.people import devices, leaving
from goldseam.people.profile import settings_of
from goldseam.safety.joining import limits, steward_line
from goldseam.vault import Room, Vault, sessions

KitState = Literal["made", "declined", "none"]


@dataclass(frozen=True, slots=True)
class MePage:
    steward: str
    limits: list[str]
    has_room: bool
    open: bool
    kit: KitState
    kept: bool
    """Whether anything was kept yet, as far as can be seen from here."""
    browsers: int
    due: date | None
    """The day of being erased, if that was asked for."""


def me_page(vault: Vault, now: datetime) -> MePage:
    room = vault.room
    return MePage(
        steward=steward_line(settings.CONF.steward),
        limits=limits(settings.CONF.steward),
        has_room=vault.has_room,
        open=room is not None,
        kit=kit_state(vault, room, now),
        kept=room is None or room.head[0] > 0,
        browsers=sessions.count(vault.sessions_mark, now),
        due=leaving.due(vault.person),
    )


def kit_state(vault: Vault, room: Room | None, now: datetime) -> KitState:
    """Whether there is a kit. That there shall be none is written in the room, so it shows only while that is open."""
    if vault.kit is not None:
        return "made"
    if room is not None and settings_of(room, now).get("kit") == "none":
        return "declined"
    return "none"


@dataclass(frozen=True, slots=True)
class Browser:
    row: str
    """The row's id, for a form."""
    label: str
    here: bool


def browsers(request: HttpRequest, vault: Vault) -> list[Browser]:
    """Every browser that may sign in, this one first."""
    token = devices.offered(request, vault.person)  # one that was ended is not among the rows below
    mine = token.row if token else None
    listed = [Browser(written(row), label, row == mine) for row, label in devices.labels(vault.keys)]
    return sorted(listed, key=lambda browser: not browser.here)


def written(row: bytes) -> str:
    return base64.urlsafe_b64encode(row).decode().rstrip("=")


def read_row(text: str) -> bytes | None:
    """Undo `written`; None for anything else."""
    try:
        row = base64.urlsafe_b64decode(text + "=")
    except ValueError:
        return None
    return row if len(row) == 32 else None


def origin(request: HttpRequest) -> str:
    """Where this server is reached: as set up, else as this very page was."""
    configured: str = settings.CONF.origin
    return configured if settings.CONF.https else f"{request.scheme}://{request.get_host()}"


def ticket_address(request: HttpRequest, code: str) -> str:
    """What a QR code says. After “#” nothing is ever sent to the server or written to a log."""
    return f"{origin(request)}{reverse('people:new_device')}#{code}"


def qr(text: str, label: str) -> SafeString:
    """An SVG without style or script. Dark on white in both themes: many cameras read nothing else."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=1, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None, title=label
    )
    return mark_safe(drawn)  # noqa: S308 - made of numbers by segno; the title is escaped there


def in_groups(code: str) -> str:
    """For reading aloud, copying and printing: groups of five or four, none with a letter alone."""
    groups = -(-len(code) // 5)
    size, longer = divmod(len(code), groups)
    cuts = [number * size + min(number, longer) for number in range(groups + 1)]
    return "-".join(code[start:end] for start, end in pairwise(cuts))
