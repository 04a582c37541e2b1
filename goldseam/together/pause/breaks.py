"""A break and its return (T25), read from what both have laid there. Times only; pure, the time is passed in.

Nothing is edited: a call is one entry, an "ok", an extension or a return is another that names it. Whoever presses
second presses into the break that is there already, so two calls at once are one break.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from goldseam.vault import Entry

CALL: Final = "pause"
HEARD: Final = "pause_ok"
BACK: Final = "pause_back"
LEAST: Final = 20
"""Minutes before which no body has come down (HR-22)."""
MOST: Final = 60
USUAL: Final = 30
ALL: Final = timedelta(hours=24)
"""From the call to the return, the one extension included."""
FALLBACK: Final = timedelta(hours=72)
"""When nobody came back, the next meeting takes it; after this long the break is over by itself."""
SOON: Final = timedelta(minutes=5)
GRACE: Final = timedelta(minutes=15)
OFTEN: Final = 4
WHILE: Final = timedelta(days=14)
STAYS: Final = timedelta(hours=2)
"""How long the page after a break is shown."""

How = Literal["ready", "later", "park", "drop"]
Phase = Literal["on", "soon", "here", "missed", "over"]


@dataclass(frozen=True, slots=True)
class Break:
    id: UUID
    by: UUID
    at: datetime
    back: datetime
    heard: bool = False
    longer: bool = False
    """The one extension is used."""
    ready: frozenset[UUID] = frozenset()
    end: str = ""
    ended: datetime | None = None


def call(back: datetime) -> dict[str, Any]:
    return {"back": back.isoformat()}


def heard(of: Break) -> dict[str, Any]:
    return {"pause": of.id.hex}


def come_back(of: Break, how: How, back: datetime | None = None) -> dict[str, Any]:
    return {"pause": of.id.hex, "how": how, **({"back": back.isoformat()} if back else {})}


def phase(one: Break, now: datetime) -> Phase:
    if one.end or now > one.back + FALLBACK:
        return "over"
    if now < one.back - SOON:
        return "on"
    if now < one.back:
        return "soon"
    return "here" if now <= one.back + GRACE else "missed"


def may(one: Break, how: How, now: datetime, back: datetime | None = None) -> bool:
    """A break is not ended from the other side of the door: until shortly before the return it stands."""
    if phase(one, now) in ("on", "over"):
        return False
    if how != "later":
        return True
    return not one.longer and back is not None and now + timedelta(minutes=LEAST) <= back <= one.at + ALL


def extensions(one: Break, now: datetime) -> list[int]:
    """Minutes from now that a return may still be moved to, within the day."""
    return [n for n in (30, 60, 120, 600, 1200) if may(one, "later", now, now + timedelta(minutes=n))]


def breaks(entries: Iterable[Entry]) -> list[Break]:
    """Every break there was, oldest first."""
    found: list[Break] = []
    for entry in entries:
        if entry.kind == CALL:
            _called(found, entry)
        elif entry.kind in (HEARD, BACK) and found and entry.body.get("pause") == found[-1].id.hex:
            found[-1] = _heard(found[-1], entry) if entry.kind == HEARD else _back(found[-1], entry)
    return found


def running(found: list[Break], now: datetime) -> Break | None:
    return found[-1] if found and phase(found[-1], now) != "over" else None


def just_ended(found: list[Break], now: datetime) -> Break | None:
    last = found[-1] if found else None
    return last if last is not None and last.ended is not None and now - last.ended <= STAYS else None


def often(found: list[Break], now: datetime) -> bool:
    """Whether one and the same person called so many in two weeks. It is said to both alike, and not of whom."""
    lately = [one.by for one in found if now - one.at <= WHILE]
    return any(lately.count(person) >= OFTEN for person in set(lately))


def _called(found: list[Break], entry: Entry) -> None:
    back = _moment(entry.body.get("back"))
    if back is None or entry.author is None or running(found, entry.at) is not None:
        return
    if timedelta(minutes=LEAST) <= back - entry.at <= timedelta(minutes=MOST):
        found.append(Break(entry.id, entry.author, entry.at, back))


def _heard(one: Break, entry: Entry) -> Break:
    return replace(one, heard=True) if entry.author != one.by and phase(one, entry.at) != "over" else one


def _back(one: Break, entry: Entry) -> Break:
    how, back = entry.body.get("how"), _moment(entry.body.get("back"))
    if entry.author is None or how not in ("ready", "later", "park", "drop") or not may(one, how, entry.at, back):
        return one
    if how == "later":
        return replace(one, longer=True, back=back or one.back, ready=frozenset())
    if how == "ready":
        ready = one.ready | {entry.author}
        return replace(one, ready=ready, end="ready", ended=entry.at) if len(ready) > 1 else replace(one, ready=ready)
    return replace(one, end=how, ended=entry.at)


def _moment(said: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
