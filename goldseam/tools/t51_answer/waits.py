"""T51: the day somebody set for looking again at a person they answer to. Nothing goes on by silence (HR-4)."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due, day_of, lately

CODE = "t51"


def waits(at: Desk) -> Due | None:
    come = any(lately(day_of(item.body.get("ends")), at.today) for item in at.shelf.standing("t51"))
    return Due("answer", LOOK, reverse("tools:tool", args=["t51"])) if come else None
