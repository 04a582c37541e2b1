"""T14, part 3 at the table: hold it ready, choose when, note that it was told, take it back.

That something was read is known to its reader's own room alone: nothing on the table, and so nothing on the teller's
page, is different by it (R4, HR-2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from goldseam.together import out, pace
from goldseam.together.openness import overlap
from goldseam.together.resting import rests
from goldseam.together.seat import Seat
from goldseam.together.tables import over
from goldseam.together.telling import facts
from goldseam.together.telling.facts import Happened, Held
from goldseam.tools import fold

KINDS: Final = (facts.TELL, facts.WHEN)


@dataclass(frozen=True, slots=True)
class Before:
    """What there is to tell, and what both have settled for it."""

    happened: Happened | None
    terms: overlap.Terms

    @property
    def state(self) -> facts.State:
        return facts.state(self.happened, self.terms)


def before(seat: Seat) -> Before:
    happened = facts.gather(seat.at.shelf.recent("t14"), _covered(seat), fold.minute(seat.at.now))
    topic = happened.topic if happened is not None else overlap.LAPSE
    entries, me, other = out.of(seat, overlap.SEAL, overlap.SIDE), seat.found.vault.person, seat.found.table.other
    return Before(happened, overlap.terms(entries, me, other, seat.found.table.space, topic))


def _covered(seat: Seat) -> set[str]:
    """Reports that are held ready, or were told."""
    standing = [one for one in out.noted(seat, facts.TELL) if not over(one.body["go"], seat.at.today)]
    return {str(id) for one in [*standing, *out.noted(seat, facts.TOLD)] for id in one.body.get("reports", [])}


def mine(seat: Seat) -> Held | None:
    """What this person holds ready for the other and has not noted as told."""
    done = told(seat)
    return next((one for one in all_mine(seat) if one.entry.id.hex not in done), None)


def all_mine(seat: Seat) -> list[Held]:
    return facts.held(out.of(seat, *KINDS), seat.found.vault.person)


def find_mine(seat: Seat, id: UUID) -> Held | None:
    return next((one for one in all_mine(seat) if one.entry.id == id), None)


def theirs(seat: Seat) -> list[Held]:
    return facts.held(out.of(seat, *KINDS), seat.found.table.other)


def told(seat: Seat) -> set[str]:
    return {str(one.body["of"]) for one in out.noted(seat, facts.TOLD)}


def was_read(seat: Seat) -> dict[str, dict[str, Any]]:
    """What this person has read here, by the own room: id → when it was laid and until when."""
    return {str(one.body["of"]): one.body for one in out.noted(seat, facts.READ)}


def gaps(seat: Seat) -> list[date]:
    """Days on which something was told that its reader has read and its author has taken back since."""
    there = {one.entry.id.hex for one in theirs(seat)}
    gone = [body for id, body in was_read(seat).items() if id not in there and not over(body, seat.at.today)]
    return sorted(date.fromisoformat(str(body["day"])) for body in gone)


def may_lay(seat: Seat) -> bool:
    """One at a time, and the pace of asking (R9), for both alike."""
    days = [(str(one.body["of"]), one.at) for one in out.noted(seat, facts.LAID_ON)]
    me = seat.found.vault.person
    found = facts.asks(days, told(seat), out.of(seat, facts.WHEN), me)
    return mine(seat) is None and pace.may_ask(found, rests(seat.found), me, facts.KIND, seat.at.now)


def lay(seat: Seat, answers: list[dict[str, Any]], reports: tuple[str, ...], days: int, *, id: UUID) -> None:
    until = (seat.at.today + timedelta(days=days)).isoformat()
    out.note(seat, facts.LAID_ON, {"of": id.hex}, id=uuid5(id, "day"))
    out.put(seat, facts.TELL, {"answers": answers, "until": until}, id=id, private={"reports": list(reports)})


def choose(seat: Seat, one: Held, when: str, clock: str, *, id: UUID) -> None:
    """ "Now" stays in the own room. Any other choice is said to the teller; the newest counts (R17). Another button of
    the same page, pressed after going back, is another press."""
    id = uuid5(id, when + clock)
    if when == facts.NOW:
        day = one.entry.at.astimezone(seat.at.zone).date().isoformat()
        out.note(seat, facts.READ, {"of": one.entry.id.hex, "day": day, "until": one.entry.body.get("until")}, id=id)
        return
    go = {"of": one.entry.id.hex, "when": when, "until": one.entry.body.get("until")}
    out.put(seat, facts.WHEN, go | ({"clock": clock} if clock else {}), id=id)
    if one.when is not None and one.when.id != id:
        out.withdraw(seat, one.when.id)


def note_told(seat: Seat, one: Held, *, id: UUID) -> None:
    """For the teller's own page: it has been told. What lies on the table stays as it is."""
    kept = next((note.body for note in out.noted(seat, facts.TELL) if note.id == one.entry.id), {})
    body = {"of": one.entry.id.hex, "reports": kept.get("reports", [])}
    out.note(seat, facts.TOLD, body, id=uuid5(id, facts.TOLD))


def take_back(seat: Seat, id: UUID) -> None:
    if find_mine(seat, id) is not None:
        out.withdraw(seat, id)
