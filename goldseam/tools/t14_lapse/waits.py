"""T14: after a hard hour, in this order: how the person is on days 1, 3 and 7, the rest of a report, then what it can
teach once the first day is over."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from goldseam.tools import catalogue, crisis
from goldseam.tools.desk import Desk
from goldseam.tools.due import CARE, Due
from goldseam.tools.t14_lapse import course, pages
from goldseam.tools.times import from_minute

CODE = "t14"
REST = timedelta(hours=12)
"""Nobody is sent to learn from an hour that has only just passed."""


def waits(at: Desk) -> Due | None:
    if pages.mood_day(at) and not crisis.ask_again(at.state, at.now.astimezone(at.zone)):  # Today asks then by itself
        return Due("safe", CARE, reverse("tools:t14_first"))
    if not at.shelf.recent("t14"):
        return None
    tool = catalogue.tool("t14")
    found = pages.reports(at, tool)
    if course.unfinished(found) is not None:
        return Due("rest", CARE, reverse("tools:tool", args=["t14"]))
    open_one = course.to_review(found, int(at.now.timestamp()) // 60)
    if open_one is None or at.now - from_minute(open_one.at) < REST:
        return None
    return Due("lapse", CARE, f"{reverse('tools:new', args=['t14c'])}?report={open_one.id}")
