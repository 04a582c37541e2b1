"""T01: the look once a fortnight, offered quietly and not again for a while when it is left."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due
from goldseam.tools.times import from_minute

CODE = "t01"
FORTNIGHT = timedelta(days=14)


def waits(at: Desk) -> Due | None:
    last = at.state.last.get("t01")
    if not last or at.now - from_minute(last) < FORTNIGHT:
        return None
    return Due("fortnight", LOOK, reverse("tools:new", args=["t01"]))
