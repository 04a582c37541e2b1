"""T13: whether every section of the page holds something, told from the living things alone. Pure, opens no record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goldseam.tools.shelf import Shelf
from goldseam.tools.t15_circles.circles import in_force

LAPSE = ("if_lapse_first_10_minutes", "if_lapse_first_day", "if_lapse_first_week")


def whole(shelf: Shelf, now: datetime) -> bool:
    """The same sections as `pages.one_page`; hidden numbers make no gap here."""
    item = shelf.one("t13")
    return item is not None and _own(item.body) and _others(shelf, now) and _why(shelf, item.body)


def _own(body: Mapping[str, Any]) -> bool:
    named = all(body.get(name) for name in ("high_risk", "early_signs", "coping_menu"))
    balance = bool(body.get("lifestyle_balance")) or {"wants", "shoulds"} <= set(body)
    lapse = any(body.get(name) for name in LAPSE)
    return named and balance and lapse and bool(body.get("review_on") or body.get("seen_by_one_person"))


def _others(shelf: Shelf, now: datetime) -> bool:
    barrier = any(item.body.get("status") == "done" for item in shelf.standing("t17"))
    circles = any(in_force(shelf.items("t15"), now).values())
    return barrier and circles and bool(shelf.standing("t12")) and bool(shelf.standing("t51"))


def _why(shelf: Shelf, body: Mapping[str, Any]) -> bool:
    """Own reasons, or those said in T05 (where only they can be too long for the shelf), or a value of one's own."""
    reasons = any(item.body.get("why_not_lower") or item.cut for item in shelf.standing("t05"))
    return bool(body.get("reasons")) or reasons or bool(shelf.standing("t06c"))
