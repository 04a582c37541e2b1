"""T06: one minute a week for what matters."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools import fold
from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due
from goldseam.tools.t06_values.values import due

CODE = "t06"


def waits(at: Desk) -> Due | None:
    item = at.shelf.one("t06")
    if item is None or not item.body.get("core"):
        return None
    last = max(at.state.last.get("t06b", 0), item.since)
    return Due("values", LOOK, reverse("tools:new", args=["t06b"])) if due(last, fold.minute(at.now)) else None
