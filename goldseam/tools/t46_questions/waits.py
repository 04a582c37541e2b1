"""T46: the day on which somebody wanted to look at an answer again. The question itself is never quoted on Today."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due, lately
from goldseam.tools.t43_identity.progress import progress
from goldseam.tools.t46_questions import pages

CODE = "t46"


def waits(at: Desk) -> Due | None:
    items = at.shelf.items("t46")
    if not items:
        return None
    tool = catalogue.tool("t46")
    found = pages.due(progress(tool.units_for(at.roles), items, None, at.today, at.zone).units, at.today)
    days = [date.fromisoformat(str(one.item.body["revisit_on"])) for one in found if one.item is not None]
    return Due("revisit", LOOK, reverse("tools:tool", args=["t46"])) if any(lately(d, at.today) for d in days) else None
