"""T50: one person, offered to whoever has people on the map and was in touch with nobody for a week.

It stands there on one day in seven and goes away by itself. It does not say how long it has been (HR-6).
"""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due
from goldseam.tools.times import from_minute

CODE = "t50"
WEEK = 7
CONTACTS = ("t50b", "t51b")


def waits(at: Desk) -> Due | None:
    people = at.shelf.standing("t50")
    if not people:
        return None
    newest = max([item.since for item in people] + [at.state.last.get(kind, 0) for kind in CONTACTS])
    days = (at.today - from_minute(newest).astimezone(at.zone).date()).days
    if days <= 0 or days % WEEK:
        return None
    return Due("person", LOOK, reverse("tools:tool", args=["t50"]))
