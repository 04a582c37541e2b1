"""T17: what somebody else still holds although its time is over; the looks after 7, 30 and 90 days."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due
from goldseam.tools.t17_devices import barriers
from goldseam.tools.times import from_minute

CODE = "t17"


def waits(at: Desk) -> Due | None:
    """Held beyond its day comes first, and for as long as it lasts: it was lent until then and no longer (HR-3)."""
    if any(barriers.held_over(item.body, at.today) for item in at.shelf.standing("t17")):
        return Due("held", REVIEW, reverse("tools:tool", args=["t17"]))
    return _look(at)


def _look(at: Desk) -> Due | None:
    begun = min((item.since for item in at.shelf.items("t17")), default=None)
    if begun is None:
        return None
    looked = at.state.last.get("t17b")
    first = from_minute(begun).astimezone(at.zone).date()
    last = from_minute(looked).astimezone(at.zone).date() if looked else None
    if barriers.review_due(first, last, at.today) is None:
        return None
    return Due("devices", REVIEW, reverse("tools:tool", args=["t17"]))
