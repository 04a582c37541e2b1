"""What one of the two has asked for in all places of the table together (R9: three in seven days, whatever it is).

A need, a talk on two phones, a plan for the break, an hour for the meeting, another form of the check-in. A telling is
counted in its own place only: nobody is to wait with the truth because they asked for a talk (HR-1).
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from goldseam.together import out
from goldseam.together.checkin import state as checkin
from goldseam.together.meeting import slots
from goldseam.together.needs import asking
from goldseam.together.pace import Ask
from goldseam.together.pause import plan
from goldseam.together.seat import Seat
from goldseam.together.tables import Ours
from goldseam.together.talk import turns

KINDS: Final = {checkin.FORM: checkin.KIND, slots.SLOT: slots.SLOT, plan.PLAN: plan.PLAN, asking.NEED: asking.NEED}
"""Entry → kind of request. A talk is asked for by its own rule: one that both came to asked nothing of anybody."""


def elsewhere(found: Ours, *here: str, seat: Seat | None = None) -> list[Ask]:
    """Requests of every kind but `here`, whose own place knows its answers. With the room open a need that has faded
    from the board counts too, by one's own note."""
    laid = [
        Ask(KINDS[one.kind], one.author, one.at)
        for one in found.entries
        if one.kind in KINDS and one.author is not None
    ]
    talks = turns.asks(turns.talks(found.entries, found.both))
    faded = _faded(seat, {entry.id for entry in found.entries if entry.kind == asking.NEED})
    return [one for one in [*laid, *talks, *faded] if one.kind not in here]


def _faded(seat: Seat | None, there: set[UUID]) -> list[Ask]:
    if seat is None:
        return []
    me = seat.found.vault.person
    notes = [(UUID(str(one.body["of"])), one.at) for one in out.noted(seat, asking.ASKED)]
    return [Ask(asking.NEED, me, at) for of, at in notes if of not in there]
