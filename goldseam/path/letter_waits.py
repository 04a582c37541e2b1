"""The letter of last month, offered in the first week of a month to somebody who kept something. Brought to `due`."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from goldseam.path.letter import back_from
from goldseam.path.letter_read import MARK, month_key
from goldseam.tools import crisis, fold
from goldseam.tools.desk import Desk
from goldseam.tools.due import LOOK, Due

WEEK: Final = 7
ENOUGH: Final = 10
"""Records from which on a month is told about unasked."""
RESTS: Final = 14


def waits(at: Desk) -> Due | None:
    if at.today.day > WEEK or crisis.rests(at.state, at.now) is not None:
        return None
    month = month_key(back_from(at.today, 1))
    if _written(at, month) < ENOUGH or _kept(at, month):
        return None
    return Due("letter", LOOK, reverse("path:letter"), rests=RESTS)


def _written(at: Desk, month: str) -> int:
    """How many records the month holds, from its sums: the month itself is not opened for it."""
    found = at.room.digests(fold.FOLD, month, month, at.now)
    columns = [digest.column(kind) for _month, digest in found for kind in digest.points]
    return sum(len(column.at) for column in columns if column is not None)


def _kept(at: Desk, month: str) -> bool:
    return any(entry.body.get(MARK) == month for entry in at.room.since(at.now))
