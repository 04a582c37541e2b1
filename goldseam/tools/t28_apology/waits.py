"""T28: a draft that has rested its day and was not yet read aloud."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due, lately
from goldseam.tools.shelf import Item
from goldseam.tools.t28_apology import draft
from goldseam.tools.times import from_minute

CODE = "t28"


def waits(at: Desk) -> Due | None:
    ready = next((item for item in at.shelf.standing("t28") if _rested(at, item)), None)
    return Due("draft", LOOK, reverse("tools:kept", args=["t28", ready.id])) if ready is not None else None


def _rested(at: Desk, item: Item) -> bool:
    kept_at = from_minute(item.at)
    if draft.step(item.body, kept_at, at.now) != "aloud":
        return False
    return lately(draft.rested_at(item.body, kept_at).astimezone(at.zone).date(), at.today)
