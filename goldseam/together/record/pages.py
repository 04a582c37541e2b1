from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from goldseam.together.record import acts
from goldseam.together.record.said import marks, not_me_line, said, title
from goldseam.together.record.tombs import GONE, tomb
from goldseam.together.seat import Seat
from goldseam.tools.desk import Desk
from goldseam.tools.times import full_day
from goldseam.vault import Entry

A_PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    title: str
    by: str
    words: str
    mine: bool
    not_me: str
    """The plain line, for both; "" where nothing was said."""
    keep: bool
    kept: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    rows: list[Row]
    older: int
    newer: int


def record_page(seat: Seat, number: int) -> RecordPage:
    there = acts.entries(seat)
    marked, rows = marks(there), [one for one in reversed(there) if _shown(seat, one)]
    first = (number - 1) * A_PAGE
    some = rows[first : first + A_PAGE]
    kept = acts.kept_of(seat) if any(not seat.found.mine(one) for one in some) else set()
    made = [_tomb(seat, one) if one.kind == GONE else _row(seat, one, one.id in marked, kept) for one in some]
    return RecordPage([one for one in made if one is not None], number + 1 if rows[first + A_PAGE :] else 0, number - 1)


def _shown(seat: Seat, entry: Entry) -> bool:
    return tomb(entry) is not None if entry.kind == GONE else said(entry) is not None


def _row(seat: Seat, entry: Entry, marked: bool, kept: set[str]) -> Row | None:
    what, mine = said(entry), seat.found.mine(entry)
    if what is None:
        return None
    return Row(
        entry.id,
        what.title,
        _by(seat, mine, entry.at.astimezone(seat.at.zone).date()),
        what.words if mine or what.to_other else "",
        mine,
        not_me_line(seat.found, mine) if marked else "",
        not mine and what.to_other and entry.id.hex not in kept,
        entry.id.hex in kept,
        False,
    )


def _tomb(seat: Seat, entry: Entry) -> Row | None:
    found = tomb(entry)
    if found is None:
        return None
    mine = seat.found.mine(entry)
    return Row(entry.id, title(found.what), _by(seat, mine, found.on), "", mine, "", False, False, True)


def _by(seat: Seat, mine: bool, day: date) -> str:
    words = _("%(day)s, by you") if mine else _("%(day)s, by %(name)s")
    return words % {"day": full_day(day), "name": seat.found.other_name}


@dataclass(frozen=True, slots=True)
class Copy:
    id: UUID
    title: str
    by: str
    words: str
    kept: str
    gone: bool


def copies(at: Desk) -> list[Copy]:
    found = acts.all_kept(at.room)
    there = acts.still_there(at, found)
    return [_copy(at, one, str(one.body["of"]) not in there) for one in found]


def _copy(at: Desk, one: Entry, gone: bool) -> Copy:
    body, kept = one.body, one.at.astimezone(at.zone).date()
    by = _("%(day)s, by %(name)s") % {"day": full_day(date.fromisoformat(body["on"])), "name": body["by"]}
    return Copy(one.id, body["what"], by, body["words"], full_day(kept), gone)
