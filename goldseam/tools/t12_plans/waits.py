"""T12: once a week, whether the plans are kept, changed or let go."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due
from goldseam.tools.t12_plans.pages import looked, week_due

CODE = "t12"


def waits(at: Desk) -> Due | None:
    """Only when none was looked at for a week: seven plans are one look, not seven."""
    days = [looked(at, item) for item in at.shelf.standing("t12")]
    return Due("plans", LOOK, reverse("tools:tool", args=["t12"])) if days and week_due(max(days), at.today) else None
