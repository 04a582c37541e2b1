"""Which entries of the directory fit what somebody asks for, and in what order. Pure; the time is passed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from goldseam.tools.t52_meetings.directory import Placed
from goldseam.tools.t52_meetings.entries import Listing
from goldseam.tools.t52_meetings.fellowships import Fellowship
from goldseam.tools.t52_meetings.schedule import Occurrence, Rule, following
from goldseam.tools.t52_meetings.schedule import soon as soon_of

SOON: Final = timedelta(hours=2)
LATE: Final = timedelta(minutes=10)
"""Somebody may still come in this long after it began."""

Fellowships = Mapping[str, Fellowship]
Found = tuple[Occurrence | None, Placed]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; an empty one asks for everything."""

    whom: str = ""
    mode: str = ""
    language: str = ""
    kind: str = "meeting"
    region: str = ""


def whom_of(listing: Listing, known: Fellowships) -> tuple[str, ...]:
    """Who it is for: as the entry says, else as its fellowship does."""
    if listing.whom:
        return listing.whom
    fellowship = known.get(listing.fellowship)
    return tuple(fellowship.whom) if fellowship else ()


def fits(listing: Listing, wish: Wish, known: Fellowships) -> bool:
    """What an entry does not say is no reason to hide it, save for the kind."""
    whom = whom_of(listing, known) or listing.sees
    modes = ("in_person",) if listing.closed else listing.modes
    wanted = {wish.whom, "couple" if wish.whom == "both" else "both"} if wish.whom else set()
    return (
        (not wish.kind or listing.kind == wish.kind)
        and (not wanted or not whom or bool(wanted & set(whom)))
        and (not wish.mode or not modes or wish.mode in modes)
        and (not wish.language or not listing.languages or wish.language in listing.languages)
        and (not wish.region or listing.region == wish.region)
    )


def chosen(placed: Iterable[Placed], wish: Wish, known: Fellowships) -> list[Placed]:
    return [one for one in placed if fits(one.listing, wish, known)]


def for_roles(placed: Iterable[Placed], roles: Collection[str], known: Fellowships) -> list[Placed]:
    """Meetings that are meant for one of these roles; all of them for somebody who named none."""
    wishes = [Wish(whom=role) for role in roles if role in {"R", "B", "S"}] or [Wish()]
    return [one for one in placed if any(fits(one.listing, wish, known) for wish in wishes)]


def soon(placed: Iterable[Placed], now: datetime) -> list[tuple[Occurrence, Placed]]:
    """What begins in the next two hours, or began a few minutes ago."""
    return soon_of(_open(placed), now, SOON, LATE)


def _open(placed: Iterable[Placed]) -> list[tuple[Placed, Rule]]:
    return [(one, one.listing.rule) for one in placed if one.listing.rule and not one.listing.closed]


def next_of_all(placed: Iterable[Placed], now: datetime) -> tuple[Occurrence, Placed] | None:
    """The very next one."""
    found = [(one, what) for what, rule in _open(placed) if (one := following(rule, now))]
    return min(found, key=lambda pair: pair[0], default=None)


def in_order(placed: Iterable[Placed], now: datetime) -> list[Found]:
    """By their next time; after them those by appointment, and last those shut for now. Helpers by name."""
    found: list[Found] = []
    for one in placed:
        rule = one.listing.rule
        found.append((following(rule, now) if rule and not one.listing.closed else None, one))
    return sorted(found, key=lambda pair: _key(pair, now))


def _key(found: Found, now: datetime) -> tuple[bool, datetime, bool, str]:
    occurrence, placed = found
    when = occurrence.start if occurrence else now
    return (occurrence is None, when, placed.listing.closed, placed.listing.name.casefold())


def languages(placed: Sequence[Placed]) -> list[str]:
    return sorted({language for one in placed for language in one.listing.languages})


def regions(placed: Sequence[Placed]) -> list[str]:
    return sorted({one.listing.region for one in placed if one.listing.region})
