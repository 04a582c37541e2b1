"""Entries of the table, read with care: the other may run the server, so nothing in a body is believed to fit."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from goldseam.vault import Entry


def words(body: dict[str, Any], name: str, most: int) -> str:
    """One line of text, "" for anything else."""
    found = body.get(name)
    return " ".join(found.split())[:most] if isinstance(found, str) else ""


def whole(body: dict[str, Any], name: str, low: int, high: int) -> int | None:
    found = body.get(name)
    good = isinstance(found, int) and not isinstance(found, bool) and low <= found <= high
    return found if good else None


def named(entry: Entry, name: str = "of") -> UUID | None:
    """The older entry that this one speaks of."""
    try:
        return UUID(str(entry.body.get(name, "")))
    except ValueError:
        return None


def day(body: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(str(body.get(name, "")))
    except ValueError:
        return None
