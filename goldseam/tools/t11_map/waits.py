"""T11: with the fifth map it can be seen what repeats. Offered for the three days after it, and then no more."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due, lately
from goldseam.tools.t11_map.repeats import ENOUGH
from goldseam.tools.times import from_minute

CODE = "t11"
OFFERED = 3


def waits(at: Desk) -> Due | None:
    if at.state.counts.get("t11") != ENOUGH:
        return None
    newest = from_minute(at.state.last["t11"]).astimezone(at.zone).date()
    return Due("repeats", LOOK, reverse("tools:tool", args=["t11"])) if lately(newest, at.today, OFFERED) else None
