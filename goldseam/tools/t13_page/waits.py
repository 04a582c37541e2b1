"""T13: the day the person chose for reading the page again."""

from __future__ import annotations

from django.urls import reverse

from goldseam.tools.desk import Desk
from goldseam.tools.due import REVIEW, Due
from goldseam.tools.t13_page.pages import review_day

CODE = "t13"


def waits(at: Desk) -> Due | None:
    item = at.shelf.one("t13")
    day = review_day(item.body) if item is not None else None
    return Due("onepage", REVIEW, reverse("tools:tool", args=["t13"])) if day is not None and day <= at.today else None
