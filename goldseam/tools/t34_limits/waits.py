"""T34: the day on which somebody wanted to look at a limit again. The limit itself is never quoted on Today."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due, day_of, lately

CODE = "t34"


def waits(at: Desk) -> Due | None:
    days = (day_of(item.body.get("review_on")) for item in at.shelf.standing("t34"))
    return Due("limit", REVIEW, reverse("tools:tool", args=["t34"])) if any(lately(d, at.today) for d in days) else None
