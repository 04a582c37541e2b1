"""What a tool has waiting just now: a review whose day has come, a question that was put off, a list for this evening.

Each tool that can have something waiting says so itself (`waits(at, tool)` in its `extra`). Today shows at most one.
Nothing here reminds by itself, and what is not looked at goes away again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from goldseam.tools import catalogue, extras, limits
from goldseam.tools.desk import Desk

CARE: Final = 10
"""After a hard hour: it comes before everything but help itself."""
EVENING: Final = 20
"""The rhythm of the day."""
REVIEW: Final = 30
"""A day somebody chose has come."""
LOOK: Final = 40
"""A weekly look; may wait."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is waiting. Its words stand in content/en/today.toml under the same `id`."""

    id: str
    rank: int
    url: str


def waiting(at: Desk) -> list[Due]:
    """Everything that waits, the most urgent first. Tools of other roles, shut or resting ones are not asked."""
    roles = set(at.roles)
    found: list[Due] = []
    for tool in catalogue.catalogue().values():
        if not extras.has(tool.code, "waits") or (roles and not roles & set(tool.roles)):
            continue
        due: Due | None = extras.call(tool.code, "waits", None, at, tool)
        if due is not None and limits.closed(at, tool) is None:
            found.append(due)
    return sorted(found, key=lambda one: one.rank)


def first(at: Desk, put_off: Callable[[str], bool], up_to: int = LOOK) -> Due | None:
    """The first that was not put off lately, of those at least as urgent as `up_to`."""
    return next((due for due in waiting(at) if due.rank <= up_to and not put_off(due.id)), None)
