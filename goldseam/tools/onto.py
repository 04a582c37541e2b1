"""From something kept to the table: a way that is known only above the tools. Brought in at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.vault import Entry

Way = Callable[[Desk, Tool, Entry], str]
"""The address where this one entry could be shown to the other person; "" where it cannot."""


def _nowhere(_at: Desk, _tool: Tool, _entry: Entry) -> str:
    return ""


_way: list[Way] = [_nowhere]


def lead_with(way: Way) -> None:
    """Called once, when everything is ready."""
    _way[:] = [way]


Weeks = Callable[[Desk], str]
"""The address where a week in words could be shown to the other person; "" where it cannot."""


def _no_week(_at: Desk) -> str:
    return ""


_weeks: list[Weeks] = [_no_week]


def lead_weeks_with(way: Weeks) -> None:
    """The same for the week in words."""
    _weeks[:] = [way]


Place = Callable[[Desk, str], str]
"""The address of a place at the table by its name; "" while the table is not open."""


def _no_place(_at: Desk, _name: str) -> str:
    return ""


_place: list[Place] = [_no_place]


def lead_places_with(place: Place) -> None:
    """The same for a lesson whose exercise is done at the table."""
    _place[:] = [place]


@dataclass(frozen=True, slots=True)
class There:
    """Something to do that is no tool of a room."""

    title: str
    say: str
    url: str


@dataclass(frozen=True, slots=True)
class Talks:
    """What the list of tools shows of talking: at an open table its places, otherwise what works with one chair."""

    title: str
    rows: list[There]

    @property
    def names(self) -> str:
        return " · ".join(row.title for row in self.rows)


List = Callable[[Desk], Talks | None]


def _no_talks(_at: Desk) -> Talks | None:
    return None


_talks: list[List] = [_no_talks]


def list_with(talks: List) -> None:
    """The same for the list of tools."""
    _talks[:] = [talks]


def talks(at: Desk) -> Talks | None:
    return _talks[0](at)


def place_url(at: Desk, name: str) -> str:
    return _place[0](at, name)


def week_url(at: Desk) -> str:
    return _weeks[0](at)


def table_url(at: Desk, tool: Tool, entry: Entry) -> str:
    return _way[0](at, tool, entry)
