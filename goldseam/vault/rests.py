"""A rest from being asked (R10), kept in the sealed state of a space of two and in no entry.

The other's program has to know of it, or it could not refuse to ask; the other's pages, copies and checks need not. An
entry would stand in both archives for ever, signed and dated. The state is in no archive, is written anew with every
entry, and forgets. Nobody's number in the chain moves, so no page that waits for something new is told of it.
It is sealed to the space, not signed: what it holds back is done by the asker's own program in any case.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from goldseam.vault.errors import Ended
from goldseam.vault.saving import saving
from goldseam.vault.state import Rest
from goldseam.vault.table import Table


def rests(table: Table) -> dict[UUID, Rest]:
    """What each of the two has set last. What is over may still be among it, till one of the two sets anew."""
    both = {person.hex: person for person in (table.person, table.other)}
    return {both[name]: rest for name, rest in table._state.rests.items() if name in both}


def set_rest(table: Table, days: int, *, id: UUID, now: datetime) -> None:
    """This person's own takes the place of an older one; 0 days ends it. The same press again changes nothing.
    Raises `Ended` once this person has left, `NotSaved`, `Tampered`."""
    with saving():
        state = table._read_state(lock=True)
        if table.ended or table.left_meanwhile():
            raise Ended
        mine = table.person.hex
        if mine in state.rests and state.rests[mine].id == id:
            return
        still = {name: rest for name, rest in state.rests.items() if rest.at + timedelta(days=rest.days) > now}
        theirs = {name: rest for name, rest in still.items() if name == table.other.hex}
        table._write_state(msgspec.structs.replace(state, rests=theirs | {mine: Rest(now, days, id)}))
    table._forget_state()
