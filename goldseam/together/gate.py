"""When the table opens: both want it, both took the look alone and nothing stood out, both have begun, days went by.

Each side works out its own part in its own room and lays one word on the table: ready or not. Why not is in no record.
While one of them is not, both see the same words, whatever the reason is and whosever it is (HR-11, R11, R12). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from goldseam.tools.fold import State
from goldseam.tools.shelf import Shelf
from goldseam.tools.t58_check import state as look
from goldseam.vault import Entry

WAIT: Final = timedelta(days=3)
"""After the words were said, for every pair: time to think, and one harmless reason for a table not yet open."""
HOLDS: Final = timedelta(days=120)
"""How long "ready" is believed without being said again (T58: a clear look counts for 90 days and 30 more)."""
READY: Final = "ready"
_ALL: Final = frozenset({"0A1", "0A3"})
_R: Final = frozenset({"0A1", "0A2", "0A3", "0A4", "0R1", "0R2"})
_B_ONE_MORE: Final = 3


def begun(read: Collection[str], roles: Collection[str]) -> bool:
    """Stage 0 is done (programme §2). R: all six. B: privacy, safety and one more. Neither: the two for everybody."""
    safe = [id for id in read if id.startswith("0")]
    if "R" in roles and not set(read) >= _R:
        return False
    if "B" in roles and len(safe) < _B_ONE_MORE:
        return False
    return set(read) >= _ALL


def ready(state: State, shelf: Shelf, now: datetime) -> bool:
    """Whether this person's own part is there. `now` is in the person's own zone. Never shown, never explained."""
    read = {item.key for item in shelf.items("t08") if item.body.get("status", "new") != "new"}
    roles = state.me.get("roles")
    wants = state.me.get("table") is True
    first = begun(read, roles if isinstance(roles, list) else [])
    return wants and first and look.clear(state, now)


def last_word(entries: Iterable[Entry]) -> dict[UUID, tuple[bool, datetime]]:
    """What each has said last: whether ready, and when."""
    said: dict[UUID, tuple[bool, datetime]] = {}
    for entry in entries:
        if entry.kind == READY and entry.author is not None:
            said[entry.author] = (entry.body.get("ok") is True, entry.at)
    return said


def is_open(said: dict[UUID, tuple[bool, datetime]], both: Collection[UUID], since: datetime, now: datetime) -> bool:
    """`since` is the later of the two days on which they said that the words were the same, as far as is known here."""
    if now - since < WAIT:
        return False
    return all(person in said and said[person][0] and now - said[person][1] <= HOLDS for person in both)


def word(ok: bool) -> dict[str, Any]:
    return {"ok": ok}
