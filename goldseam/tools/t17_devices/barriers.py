"""T17, pure: twenty barriers in three layers, how each stands, and when to look at them again. Time is passed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from goldseam.tools.definition import Tool
from goldseam.tools.shelf import Item

Body = Mapping[str, Any]
DONE: Final = "done"
REVIEW_DAYS: Final = (7, 30, 90)
LAYERS: Final = ("device", "network", "people")
HELD_NEEDS: Final = ("holder", "until", "how_I_get_out", "emergency_access", "own_choice")
"""What has to be said before somebody else holds something (HR-3)."""
HELD_ONLY: Final = (*HELD_NEEDS, "holder_is")
ACCOUNTS_OF: Final = "social"


@dataclass(frozen=True, slots=True)
class Layer:
    id: str
    title: str
    units: list[str]


def layers(tool: Tool) -> list[Layer]:
    return [Layer(id, tool.word(f"{id}_title"), tool.lines(f"{id}_layer")) for id in LAYERS]


def left_out(tool: Tool, unit: str) -> list[str]:
    """Questions that this one does not ask."""
    names = [] if unit in tool.lines("held") else list(HELD_ONLY)
    return [*names, *([] if unit == ACCOUNTS_OF else ["accounts", "accounts_own"])]


def missing(tool: Tool, body: Body, today: date) -> list[str]:
    """What is still to be said when something is to be held by another person; nothing while it is not done. A day that
    is over by now says no more when it will be given back."""
    if body.get("unit") not in tool.lines("held") or body.get("status") != DONE:
        return []
    over = {"until"} if held_over(body, today) is not None else set[str]()
    return [name for name in HELD_NEEDS if not body.get(name) or name in over]


def held_over(body: Body, today: date) -> date | None:
    """The day up to which somebody was to hold it, once it has passed."""
    until = body.get("until")
    if body.get("status") != DONE or not isinstance(until, str):
        return None
    day = date.fromisoformat(until)
    return day if day < today else None


def counted(items: Iterable[Item], known: Collection[str]) -> tuple[int, int]:
    """How many are decided, and how many of them done."""
    states = [item.body.get("status") for item in items if item.key in known]
    return len(states), states.count(DONE)


def review_due(begun: date | None, last: date | None, today: date) -> int | None:
    """Which of the days 7, 30 and 90 is open: the newest that has come, unless one looked since."""
    if begun is None:
        return None
    reached = [n for n in REVIEW_DAYS if today >= begun + timedelta(days=n)]
    if not reached or (last is not None and last >= begun + timedelta(days=reached[-1])):
        return None
    return reached[-1]
