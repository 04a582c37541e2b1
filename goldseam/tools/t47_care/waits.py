"""T47: the weekly look at the three things, a week after they were chosen or last looked at."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due
from goldseam.tools.t47_care.extra import plan
from goldseam.tools.times import from_minute

CODE = "t47"
WEEK = timedelta(days=7)


def waits(at: Desk) -> Due | None:
    item = at.shelf.one("t47")
    if item is None or not plan(at):
        return None
    last = max(at.state.last.get("t47b", 0), item.since)
    return Due("care", LOOK, reverse("tools:new", args=["t47b"])) if at.now - from_minute(last) >= WEEK else None
