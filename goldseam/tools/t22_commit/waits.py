"""T22: a commitment whose time is over; nothing goes on by silence."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due, lately
from goldseam.tools.t22_commit import marks

CODE = "t22"


def waits(at: Desk) -> Due | None:
    ended = (marks.ends(item.body) for item in at.shelf.standing("t22") if marks.over(item.body, at.today))
    if not any(lately(day, at.today) for day in ended):
        return None
    return Due("over", REVIEW, reverse("tools:tool", args=["t22"]))
