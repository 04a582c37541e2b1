"""T19: the day chosen for looking again at the rule that is being tried."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due, day_of, lately

CODE = "t19"


def waits(at: Desk) -> Due | None:
    item = at.shelf.one("t19")
    day = day_of(item.body.get("review_on")) if item is not None else None
    return Due("internet", LOOK, reverse("tools:tool", args=["t19"])) if lately(day, at.today) else None
