"""What a tool has waiting just now: a review whose day has come, a question that was put off, a weekly look.

Each tool that can have something waiting says so itself, in a module `waits` of its folder: one thing, or several, of
which the next comes when the first was put off. What is known only above the tools is brought in at start (`bring`).
Today shows at most one. Nothing here reminds by itself, and what is not looked at goes away again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from goldseam.tools import catalogue, extras, limits
from goldseam.tools.desk import Desk

CARE: Final = 10
"""After a hard hour: it comes before everything but help itself."""
REVIEW: Final = 30
"""A day somebody chose has come."""
LOOK: Final = 40
"""A weekly look; may wait."""
OPEN: Final = 14
"""Days for which a day that has come stays on Today. After that the tool's own page says it, and nothing else does."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is waiting. Its words stand in content/en/today.toml under the same `id`."""

    id: str
    rank: int
    url: str
    rests: int = 3
    """For how many days "not now" is an answer."""


Found = Due | Sequence[Due] | None
Waits = Callable[[Desk], Found]
_brought: list[Waits] = []


def bring(waits: Waits) -> None:
    """What waits and no tool can tell by itself: the path's. Called once for each, when the path is ready."""
    if waits not in _brought:
        _brought.append(waits)


@cache
def _all() -> list[tuple[str, Waits]]:
    names = [f"goldseam.tools.{name}.waits" for name in extras.folders()]
    modules = [import_module(name) for name in names if find_spec(name) is not None]
    return [(module.CODE, module.waits) for module in modules]


def waiting(at: Desk) -> list[Due]:
    """Everything that waits, the most urgent first. Tools never used, of other roles, shut or resting are not asked."""
    roles, found = set(at.roles), list[Due]()
    for code, waits in _all():
        tool = catalogue.tool(code)
        if roles and not roles & set(tool.roles):
            continue
        dues = _listed(waits(at))
        if dues and limits.closed(at, tool) is None:
            found += dues
    found += [one for waits in _brought for one in _listed(waits(at))]
    return sorted(found, key=lambda one: one.rank)


def _listed(found: Found) -> list[Due]:
    return [found] if isinstance(found, Due) else list(found or ())


def day_of(said: object) -> date | None:
    """A day as it is kept in a record; None for none."""
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def lately(day: date | None, today: date, days: int = OPEN) -> bool:
    """Whether a day has come, and not so long ago that it should be left in peace."""
    return day is not None and 0 <= (today - day).days < days


def first(found: Sequence[Due], put_off: Callable[[Due], bool], up_to: int = LOOK) -> Due | None:
    """Of what waits, the first that was not put off lately and is at least as urgent as `up_to`."""
    return next((due for due in found if due.rank <= up_to and not put_off(due)), None)
