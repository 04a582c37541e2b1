"""T54: a session is written down, and what it is to be about is not yet."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due, lately
from goldseam.tools.times import from_minute

CODE = "t54"


def waits(at: Desk) -> Due | None:
    """The one touched last, for two weeks: most sessions lie no further ahead, and older ones have taken place."""
    open_ones = [item for item in at.shelf.standing("t54") if not item.body.get("top3")]
    newest = max(open_ones, key=lambda item: item.at, default=None)
    if newest is None or not lately(from_minute(newest.at).astimezone(at.zone).date(), at.today):
        return None
    return Due("session", REVIEW, reverse("tools:change", args=["t54", newest.id]))
