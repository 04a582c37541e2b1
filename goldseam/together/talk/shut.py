"""When a talk in turns rests: for three days after a lapse was told at the table (T24). The same for both. Pure.

What lies on the table both know of. That somebody has read it, or has said it aloud, only that person's own room knows;
it shuts that person's own page and changes nothing on the other's (R4).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from goldseam.together.tables import LAID
from goldseam.together.telling.facts import READ, TELL, TOLD
from goldseam.vault import Entry

HARD: Final = timedelta(hours=72)
_OWN: Final = frozenset({TELL, READ, TOLD})


def rests(entries: Iterable[Entry], notes: Iterable[Entry], now: datetime) -> bool:
    """`entries` are the table's, `notes` the own room's."""
    if any(entry.kind == TELL and now - entry.at < HARD for entry in entries):
        return True
    return any(one.kind == LAID and one.body.get("as") in _OWN and now - one.at < HARD for one in notes)
