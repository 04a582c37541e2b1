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


@dataclass(frozen=True, slots=True)
class Onward:
    title: str
    minutes: int
    url: str


def onward(at: Desk, page: KeptPage) -> Onward | None:
    """The first reading, while what is shown is all there is in the room."""
    found = lesson(READING)
    if found is None or page.cards or page.tool.code == "t08" or sum(at.state.counts.values()) != 1:
        return None
    return Onward(found.front.title, found.front.minutes, reverse("tools:t08_lesson", args=[READING]))
