"""What the tools have for Today: what waits, the next tool of a beginning, the list of today. Asked only when shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import cast

from django.http import HttpRequest

from goldseam.path import way
from goldseam.path.gather import Reading
from goldseam.people.access import RoomRequest
from goldseam.today import course, path
from goldseam.today.next import Next, Offers
from goldseam.today.spent import STEPS, steps, takes
from goldseam.today.words import Step, today_words
from goldseam.tools import catalogue, due, limits, surface
from goldseam.tools.desk import Desk
from goldseam.tools.due import CARE, Due
from goldseam.tools.t22_commit import today as commitments
from goldseam.tools.t22_commit.today import TodayList
from goldseam.tools.times import from_minute
from goldseam.vault import Vault


def offers_of(request: HttpRequest, vault: Vault, reading: Reading) -> Offers:
    inside = cast(RoomRequest, request)
    inside.vault, inside.room = vault, vault.demand_room()
    at = Desk(inside, reading.now)
    waiting = cache(lambda: due.waiting(at))
    return Offers(
        pattern=lambda: surface.pattern(at.room, reading.now, reading.zone),
        due=lambda rank: _due(waiting(), reading, rank),
        step=lambda: _step(at, reading),
    )


def listed(vault: Vault, reading: Reading) -> TodayList | None:
    """The commitments of today that are not marked yet, for somebody who has any."""
    if not reading.state.counts.get("t22"):
        return None
    found = commitments.read(vault.demand_room(), reading.now, reading.zone, numbers=reading.known.numbers)
    return found if found.rows else None


def _due(waiting: Sequence[Due], reading: Reading, rank: int) -> Next | None:
    today = reading.now.date()
    found = due.first(waiting, lambda one: reading.known.later(one.id, today, one.rests), rank)
    if found is None:
        return None
    words = today_words().by_id[found.id]
    return Next(
        found.id,
        words.title,
        words.because,
        words.button,
        "",
        minutes=words.minutes,
        url=found.url,
        first=found.rank <= CARE,
    )


def _step(at: Desk, reading: Reading) -> Next | None:
    """A step of the path; where it has none, the next tool of a beginning."""
    known, today = reading.known, reading.now.date()
    if steps(known.today) >= STEPS:
        return None

    def off(name: str) -> bool:
        """A card that is put off, or a tool that is put off, shut or resting."""
        tool = catalogue.get(name)
        return known.later(name, today) or (tool is not None and limits.closed(at, tool) is not None)

    stops = way.way(known)
    found = path.offer(stops, known, today, off)
    if found is not None or known.dark:  # in dark days only the few that carry (programme §9)
        return found
    later = path.tools_ahead(stops, known)
    mine = [step for step in today_words().course if step.tool not in later and path.fits(takes(step.tool), known)]
    return _beginning(reading, mine, off)


def _beginning(reading: Reading, mine: Sequence[Step], off: Callable[[str], bool]) -> Next | None:
    state, today = reading.state, reading.now.date()
    last = {kind: _day(reading, minute) for kind, minute in state.last.items()}
    joined = _day(reading, state.joined) if state.joined else today
    step = course.next_step(mine, reading.known.roles, state.counts, last, joined, today, off)
    if step is None:
        return None
    return path.to_tool(step.tool, catalogue.tool(step.tool).title, step.because, step.tool, step.minutes)


def _day(reading: Reading, minute: int) -> date:
    return from_minute(minute).astimezone(reading.zone).date()
