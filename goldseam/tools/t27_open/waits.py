"""T27: the monthly look at one's own side. It waits two weeks on Today and then stays with the page."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.actions import ONLY
from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due, lately
from goldseam.tools.t27_open.extra import MONTH, last_look

CODE = "t27"


def waits(at: Desk) -> Due | None:
    last = last_look(at, at.shelf.get("t27", ONLY))
    if last is None or not lately(last + MONTH, at.today):
        return None
    return Due("openness", LOOK, reverse("tools:tool", args=["t27"]), rests=7)
