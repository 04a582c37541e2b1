"""What the page on consent (T60) says of the table: who reads what of mine, since when, until when, and what has ended.

Everything that had to wait under pressure stands here as if it lay there, so that this page tells nobody of it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldseam.people.access import RoomRequest, room_open, see_other
from goldseam.people.me.stepup import Once
from goldseam.together import laying, out
from goldseam.together.gate import READY
from goldseam.together.older import RESTORED
from goldseam.together.record import tombs
from goldseam.together.record.said import NOT_ME
from goldseam.together.seat import Seat
from goldseam.together.tables import BACK, LAID, Ours, ours, over, read_by
from goldseam.tools.desk import Desk, desk, not_saved, not_saved_status
from goldseam.tools.t60_consent.sight import Asking, Ended, Lying, Reader, Sight
from goldseam.tools.times import full_day
from goldseam.vault import Entry, NotSaved, pairing

PLACE: Final = "me"
WORDLESS: Final = frozenset({READY, RESTORED, NOT_ME, tombs.GONE})
"""What lies there for the table itself: whether somebody is ready, that an older copy was taken. And what is never
taken back: that something was not its author's (R17), and that something was taken back (R16)."""
LONGEST: Final = 20
"""Of what has ended, the newest; the rest is in the archive."""


def sight(at: Desk) -> Sight | None:
    vault = at.request.vault
    if not vault.tables and not pairing.about(vault.person, at.now):
        return None
    found, log = ours(vault, at.now), _log(at)
    asking, tables = _asking(at, found), _tables(at, found)
    ended = [_ended(at, note) for note in log if _is_over(at, note)][-LONGEST:]
    if found is None and not (tables or ended or asking):
        return None
    return Sight(
        readers=[_reader(at, one, found, log) for one in tables],
        ended=ended[::-1],
        asking=asking,
        at_table=found is not None,
        us=reverse("together:us"),
        back_all=reverse("together:back_all"),
        leave=reverse("together:leave"),
    )


def _log(at: Desk) -> list[Entry]:
    """One's own notes of what was laid, oldest first. They are the room's, and nobody else reads them."""
    return [entry for entry in at.room.since(at.now - BACK) if entry.kind == LAID]


def _asking(at: Desk, found: Ours | None) -> Asking:
    """A ceremony that is not over yet."""
    if found is not None and found.open:
        return ""
    step = pairing.ceremony(at.request.vault.keys, at.now).step
    return "" if step == "none" else "code" if step == "waiting" else "words"


def _is_over(at: Desk, note: Entry) -> bool:
    return "ended" in note.body or ("item" in note.body and over(note.body, at.today))


def _tables(at: Desk, found: Ours | None) -> list[Ours]:
    """The table there is, and those that were left while something of mine lies there."""
    others = [one for one in read_by(at.request.vault, found, at.now) if found is None or one.table is not found.table]
    return [*([found] if found is not None else []), *others]


def _reader(at: Desk, one: Ours, found: Ours | None, log: list[Entry]) -> Reader:
    things = _things(at, one, log)
    return Reader(
        one.other_name,
        _day(at, one.table.link.since),
        "left" if one is not found else "open" if one.open else "shut",
        [_lying(at, entry) for entry in _laid(at, one, log)],
        len(things),
        _day(at, min(entry.at for entry in things)) if things else "",
    )


def _laid(at: Desk, one: Ours, log: list[Entry]) -> list[Entry]:
    """What was laid there and has not run out, newest first."""
    held = [] if one.table.ended else laying.waiting(at, one, log)
    there = [entry for entry in one.of(LAID) if one.mine(entry) and not over(entry.body, at.today)]
    return sorted([*there, *held], key=lambda entry: entry.at, reverse=True)


def _things(at: Desk, one: Ours, log: list[Entry]) -> list[Entry]:
    """One's own in the places at the table, whatever they are."""
    there = [entry for entry in one.entries if one.mine(entry) and entry.kind not in WORDLESS | {LAID}]
    kinds = {str(note.body[out.AS]) for note in log if "go" in note.body} - WORDLESS
    held = [] if one.table.ended else out.unsent(_seat(at, one, log), kinds)
    return [entry for entry in [*there, *held] if not over(entry.body, at.today)]


def _seat(at: Desk, one: Ours, log: list[Entry]) -> Seat:
    """With the notes that were read already."""
    seat = Seat(at, one)
    seat.__dict__["notes"] = log
    return seat


def _lying(at: Desk, entry: Entry) -> Lying:
    until = entry.body.get("until")
    return Lying(
        entry.body["item"]["title"],
        _day(at, entry.at),
        full_day(date.fromisoformat(until)) if until else "",
        reverse("together:back", args=[entry.id]),
    )


def _ended(at: Desk, note: Entry) -> Ended:
    if "ended" in note.body:
        said = note.body["ended"]
        since, until = (full_day(date.fromisoformat(said[name])) for name in ("since", "until"))
        return Ended(said["title"], since, until)
    return Ended(note.body["item"]["title"], _day(at, note.at), full_day(date.fromisoformat(note.body["until"])))


def _day(at: Desk, moment: datetime) -> str:
    return full_day(moment.astimezone(at.zone).date())


@require_http_methods(["GET", "POST"])
@room_open
def back_all(request: RoomRequest) -> HttpResponse:
    """Everything of one's own, from every table. Asks once; what lies there says the other may notice."""
    at = desk(request)
    if request.method != "POST":
        return _ask(request)
    if not Once(request.POST).is_valid():
        raise BadRequest
    try:
        found = ours(request.vault, timezone.now())
        for one in _tables(at, found):
            take_all_back(at, one, _log(at))
    except NotSaved as error:
        return _ask(request, not_saved(error), not_saved_status(error))
    return see_other(reverse("tools:t60"))


def take_all_back(at: Desk, one: Ours, log: list[Entry]) -> None:
    for entry in _laid(at, one, log):
        laying.take_back(at, one, entry.id)
    for entry in _things(at, one, log):
        tombs.withdraw(_seat(at, one, log), entry.id)


def _ask(request: RoomRequest, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"place": PLACE, "uid": str(uuid4()), "problem": problem}
    return render(request, "together/back_all.html", context, status=status)
