"""T15: the monthly look at the circles."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due
from goldseam.tools.t15_circles import circles

CODE = "t15"


def waits(at: Desk) -> Due | None:
    if not at.shelf.standing("t15"):
        return None
    talks = at.shelf.items("t15b")
    due = circles.review_due(circles.stage(at.shelf.items("t15"), talks, at.now), talks, at.now)
    return Due("circles", REVIEW, reverse("tools:tool", args=["t15"])) if due is not None else None
