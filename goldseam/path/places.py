"""Where each thing that Today or the path may offer is done. One list, so that nothing is offered that is not there."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.urls import reverse

_ALONE: Final = {"plan": "?alone=1"}
"""One part is promised there, so one part is what opens; the others follow on other days."""

_PLACES: Final[dict[str, tuple[str, tuple[str | int, ...]]]] = {
    "plan": ("tools:t57_part", (4,)),  # the people
    "plan_read": ("tools:tool", ("t57",)),
    "look": ("tools:t58", ()),
    "cards": ("tools:tool", ("t41",)),
    "pull": ("tools:tool", ("t09",)),
    "pull_new": ("tools:new", ("t09",)),
    "diary": ("tools:tool", ("t40",)),
    "diary_new": ("tools:new", ("t40",)),
    "journal_new": ("tools:new", ("t49",)),
    "words": ("today:you", ()),
    "kit": ("people:kit", ()),
    "lock": ("people:lock_time", ()),
    "leave": ("people:me", ()),
    "urgent": ("tools:t08_lesson", ("0R1",)),
    "help": ("safety:help", ()),
    "ride": ("tools:t09_ride", ()),
    "wave": ("safety:wave", ()),
    "ground": ("safety:now", ()),
    "later": ("today:later", ()),
    "tap_mood": ("today:mood", ()),
    "tap_pull": ("today:pull", ()),
    "tap_steady": ("today:steady", ()),
}


@cache
def address(place: str) -> str:
    if not place:
        return ""
    name, args = _PLACES[place]
    return reverse(name, args=args) + _ALONE.get(place, "")
