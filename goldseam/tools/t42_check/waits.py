"""T42: how long the relief lasted, asked within the day."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due
from goldseam.tools.t42_check.extra import relief_due

CODE = "t42"


def waits(at: Desk) -> Due | None:
    if not at.state.counts.get("t42"):
        return None
    return Due("relief", REVIEW, reverse("tools:tool", args=["t42"])) if relief_due(at) is not None else None
