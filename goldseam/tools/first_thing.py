"""The one line under the first thing somebody ever keeps: it is finished, and what could be next.

Not where something kept sounded dark: then care stands there, and nothing else is next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.pages import KeptPage
from goldseam.tools.t08_library.lessons import lesson

READING: Final = "0A1"
"""What this place is, and who can read it: the first lesson of everybody."""
NO_READING: Final = frozenset({"t08", "t14b"})
"""After a lesson, and after the question that follows a lapse, Today is next."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The next step: a reading, or without a title Today."""

    url: str
    title: str = ""
    minutes: int = 0


def onward(at: Desk, page: KeptPage) -> Onward | None:
    """None unless what is shown is all there is in the room."""
    if page.cards or sum(at.state.counts.values()) != 1:
        return None
    found = None if page.tool.code in NO_READING else lesson(READING)
    if found is None:
        return Onward(reverse("today:home"))
    return Onward(reverse("tools:t08_lesson", args=[READING]), found.front.title, found.front.minutes)
