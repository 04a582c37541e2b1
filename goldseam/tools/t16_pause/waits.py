"""T16: a look back whose day has come."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due
from goldseam.tools.t16_pause import pause
from goldseam.tools.times import from_minute

CODE = "t16"


def waits(at: Desk) -> Due | None:
    item = at.shelf.one("t16")
    if item is None:
        return None
    found = pause.of_body(item.body)
    looks = (look for look in at.shelf.items("t16b"))
    done = {
        str(look.body.get("which"))
        for look in looks
        if from_minute(look.since).astimezone(at.zone).date() >= found.start
    }
    return Due("pause", REVIEW, reverse("tools:tool", args=["t16"])) if found.due(at.today, done) else None
