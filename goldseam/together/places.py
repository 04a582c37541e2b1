"""What can be done at an open table, in the order of its page. Each folder brings itself in with `PLACE` and `urls`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.urls import URLPattern, reverse

from goldseam.together.tables import Ours, ours
from goldseam.tools.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """One thing to do together. `now` says in a line what is under way or next there, "" for nothing."""

    order: int
    name: str
    """Its address, as a name in `together:`."""
    title: str
    say: str
    now: Callable[[Ours], str] = lambda _ours: ""
    at_hand: bool = False
    """Never folded away: what somebody may need while it is hard to look for it."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    title: str
    say: str
    now: str
    url: str
    at_hand: bool


@cache
def folders() -> tuple[str, ...]:
    here = Path(__file__).parent
    return tuple(sorted(path.name for path in here.iterdir() if (path / "place.py").is_file()))


@cache
def places() -> tuple[Place, ...]:
    found = [import_module(f"goldseam.together.{name}.place").PLACE for name in folders()]
    return tuple(sorted(found, key=lambda one: one.order))


def rows(ours: Ours) -> list[PlaceRow]:
    return [
        PlaceRow(one.title, one.say, one.now(ours), reverse(f"together:{one.name}"), one.at_hand) for one in places()
    ]


def way_to_a_place(at: Desk, name: str) -> str:
    """For the lessons of the two. Whatever the reason is for a table that is not open, it leads nowhere."""
    found = ours(at.request.vault, at.now)
    return reverse(f"together:{name}") if found is not None and found.open else ""


def patterns() -> list[URLPattern]:
    names = [f"goldseam.together.{name}.urls" for name in folders()]
    return [pattern for name in names if find_spec(name) for pattern in import_module(name).urlpatterns]
