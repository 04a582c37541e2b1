"""T48: small wins of a month, and when the page stays out of sight. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.tools import fold
from goldseam.tools.definition import Tool
from goldseam.tools.pages import Link
from goldseam.tools.times import MONTHS, day_words, from_minute
from goldseam.vault import Entry

FIRST_DAYS = timedelta(days=14)
SETTING = "wins"
"""A key of the person's settings: "on" or "off" once they chose; absent before."""


def early_until(me: Mapping[str, Any], roles: Collection[str], joined: int, now: datetime) -> datetime | None:
    """Until when nobody who was betrayed is shown a page for good things; None when that is over or never was."""
    if "B" not in roles or me.get(SETTING) == "on":
        return None
    until = (from_minute(joined) if joined else now) + FIRST_DAYS
    return until if until > now else None


def hidden(me: Mapping[str, Any], roles: Collection[str], joined: int, now: datetime) -> bool:
    return me.get(SETTING) == "off" or early_until(me, roles, joined, now) is not None


@dataclass(frozen=True, slots=True)
class Win:
    text: str
    about: str
    day: str
    url: str


def wins(tool: Tool, entries: Iterable[Entry], now: datetime, zone: tzinfo) -> list[Win]:
    """One month, newest first."""
    mine = sorted((e for e in fold.standing(entries) if e.kind == tool.code), key=fold.key, reverse=True)
    today = now.astimezone(zone).date()
    about = tool.by_name["about"].by_id
    return [
        Win(
            str(entry.body.get("win", "")),
            about[entry.body["about"]].label if entry.body.get("about") in about else "",
            day_words(from_minute(fold.key(entry)).astimezone(zone).date(), today),
            reverse("tools:kept", args=[tool.code, str(entry.id)]),
        )
        for entry in mine
    ]


def around(tool: Tool, month: str, months: Sequence[str]) -> dict[str, Any]:
    """The month's name and the way to the one before and after that hold anything."""
    here = reverse("tools:tool", args=[tool.code])

    def link(other: str) -> Link:
        return Link(month_title(other), f"{here}?month={other}")

    older = [link(other) for other in months if other < month]
    newer = [link(other) for other in months if other > month]
    return {"month": month_title(month), "older": older[-1:], "newer": newer[:1]}


def month_title(month: str) -> str:
    year, number = month.split("-")
    return f"{_(MONTHS[int(number) - 1])} {year}"


def month_words(tool: Tool, count: int) -> str:
    if count == 0:
        return tool.word("month_none")
    return tool.word("month_one") if count == 1 else tool.word("month_many").format(n=count)
