"""T09: somebody gave in to an urge today. First aid is offered before anything else, unless it was already begun."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from goldseam.tools import fold
from goldseam.tools.desk import Desk
from goldseam.tools.due import CARE, Due
from goldseam.tools.t14_lapse import pages as lapse
from goldseam.tools.times import from_minute
from goldseam.vault import Entry

CODE = "t09"
AID = ("t14", "t14b", "t14c")


def waits(at: Desk) -> Due | None:
    slips = [entry for entry in at.entries if lapse.slip(entry) and _day(at, entry) == at.today]
    if not slips or (at.roles and "R" not in at.roles) or _begun(at, slips):
        return None
    return Due("aid", CARE, reverse("tools:tool", args=["t14"]), rests=1)


def _day(at: Desk, entry: Entry) -> date:
    return from_minute(fold.key(entry)).astimezone(at.zone).date()


def _begun(at: Desk, slips: list[Entry]) -> bool:
    """Whether first aid, a report or a look back came after it was written down, or tells of that hour."""
    written = max(fold.minute(entry.at) for entry in slips)
    hour = max(fold.key(entry) for entry in slips)
    found = [item for kind in AID for item in at.shelf.recent(kind)]
    return any(item.at >= written for item in found) or any(item.since >= hour for item in at.shelf.recent("t14"))
