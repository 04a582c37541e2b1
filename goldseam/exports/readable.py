"""The same entries for eyes: one text file in order, or one JSON file. Not sealed; the page says what that means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from django.utils.translation import gettext as _

from goldseam.exports.kept import title_of
from goldseam.vault import Entry, Room


def as_text(room: Room, zone: tzinfo) -> str:
    """Every entry, oldest first: when, what, and each answer on a line of its own."""
    return "\n".join(_entry(entry, zone) for entry in room.every())


def as_json(room: Room) -> bytes:
    """Every entry, oldest first, as it was kept."""
    return msgspec.json.encode(
        [{"id": entry.id, "kind": entry.kind, "at": entry.at, "body": entry.body} for entry in room.every()]
    )


def _entry(entry: Entry, zone: tzinfo) -> str:
    when = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return "\n".join([f"{when}  {title_of(entry.kind)}", *_answers(entry.body, "  "), ""])


def _answers(body: dict[str, Any], indent: str) -> Iterator[str]:
    for name, value in body.items():
        if value is None or value == "" or value == [] or value == {}:
            continue
        label = name.replace("_", " ")
        if isinstance(value, dict):
            yield f"{indent}{label}:"
            yield from _answers(value, indent + "  ")
        else:
            yield f"{indent}{label}: {_plain(value, indent)}"


def _plain(value: Any, indent: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_plain(item, indent) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(item, indent)}" for name, item in value.items())
    return str(value).replace("\r\n", "\n").replace("\n", f"\n{indent}  ")


def zone(*names: str) -> tzinfo:
    """The first of these names that is a time zone, else UTC (settings and cookies can hold anything)."""
    for name in names:
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            if name:
                return ZoneInfo(name)
    return UTC
