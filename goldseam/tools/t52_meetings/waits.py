"""T52: one of the person's own times begins within a day. Its name is theirs and is not repeated on Today."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due
from goldseam.tools.t52_meetings import own

CODE = "t52"
AHEAD = timedelta(days=1)


def waits(at: Desk) -> Due | None:
    if not own.coming(at.shelf.standing("t52"), at.now, at.zone, AHEAD):
        return None
    return Due("meeting", REVIEW, reverse("tools:tool", args=["t52"]), rests=1)
