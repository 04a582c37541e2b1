"""T12: once a week, whether the plans are kept, changed or let go; and a plan for a trigger that keeps coming back."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due, lately
from goldseam.tools.t11_map.extra import unplanned
from goldseam.tools.t11_map.repeats import ENOUGH
from goldseam.tools.t12_plans.pages import local_day, looked, week_due

CODE = "t12"


def waits(at: Desk) -> Due | None:
    """The look only when no plan was looked at for a week: seven plans are one look, not seven."""
    plans = at.shelf.standing("t12")
    if plans and week_due(max(looked(at, item) for item in plans), at.today):
        return Due("plans", LOOK, reverse("tools:tool", args=["t12"]))
    room_for_one = len(plans) < catalogue.tool("t12").most
    if room_for_one and _mapped_lately(at) and unplanned(at):
        return Due("unplanned", LOOK, reverse("tools:tool", args=["t11"]))
    return None


def _mapped_lately(at: Desk) -> bool:
    """Only then are the months of maps read: most days ask nothing of the database."""
    newest = at.state.last.get("t11")
    return bool(newest) and at.state.counts["t11"] >= ENOUGH and lately(local_day(at, newest or 0), at.today)
