"""T58 without its pages: what a look means, and the one small mark that is kept of it. Pure.

Answers come in, are judged, and are forgotten. What is kept (kind "t58") is `hold` and a date:
  hold true   something stood out: tools for two stay shut from this person's side. The date is that day.
  hold false  nothing stood out on that date. It says nothing about being safe.
  hold null   the look was left open (unsure, or not every question answered). Not shut, and not clear either.
So the mark cannot tell what somebody does to this person from what this person did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from goldseam.tools.fold import State
from goldseam.tools.times import from_minute

NO_SAY: Final = 3
"""Up to here "I can say no here" is too low for anything between two."""
WAIT: Final = timedelta(days=14)
AGAIN: Final = timedelta(days=90)
OPEN_AGAIN: Final = timedelta(days=7)
"""A look that was left open is offered again sooner."""
GRACE: Final = timedelta(days=30)
"""How long after the quiet reminder a clear look still counts, so that a gate does not fall shut overnight."""

Mark = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the answers say, taken together. Never kept, never logged: it chooses the page and the mark."""

    danger: bool = False
    own_acts: bool = False
    open: bool = False
    """Somebody was unsure, left something out, or is not alone with this device."""

    @property
    def holds(self) -> bool:
        return self.danger or self.own_acts

    @property
    def clear(self) -> bool:
        return not (self.holds or self.open)


def judge(
    done_to_me: Iterable[str | None], done_by_me: Iterable[str | None], say_no: int | None, device: str | None
) -> Seen:
    """Each answer is "yes", "no", "unsure" or None (left out). `device` is whether it is this person's alone."""
    suffered, acted = list(done_to_me), list(done_by_me)
    return Seen(
        danger="yes" in suffered or (say_no is not None and say_no <= NO_SAY),
        own_acts="yes" in acted,
        open=any(answer != "no" for answer in (*suffered, *acted)) or say_no is None or device != "yes",
    )


def mark(before: Mark, seen: Seen, reopen: bool, today: date) -> Mark:
    """What is kept after a look. A hold ends only by the person's own word, with a clear look, 14 days later."""
    if seen.holds:
        return {"hold": True, "date": today.isoformat()}
    held = (_date(before) or today) if before.get("hold") is True else None
    if held is not None and not (reopen and seen.clear and today - held >= WAIT):
        return {"hold": True, "date": held.isoformat()}
    return {"hold": False if seen.clear else None, "date": today.isoformat()}


def may_look_again(today: date) -> date:
    """The earliest day on which a clear look can end a hold that begins today."""
    return today + WAIT


def hold(state: State) -> bool:
    """Whether tools for two are shut from this person's side."""
    return state.t58.get("hold") is True


def clear(state: State, now: datetime) -> bool:
    """Whether this person's last look lets tools for two open: nothing stood out, and it is not too long ago.

    `now` is in the person's own zone. Whoever asks must answer the same words for false as for "not ready yet".
    """
    looked = _date(state.t58)
    return state.t58.get("hold") is False and looked is not None and now.date() - looked <= AGAIN + GRACE


def due(state: State, now: datetime) -> bool:
    """Whether a look is offered, quietly: first, after 90 days, after a hard answer (H2, H5); sooner if left open."""
    if not state.t58_at:
        return True
    if state.h2_at > state.t58_at:
        return True
    wait = OPEN_AGAIN if state.t58.get("hold") is None else AGAIN
    return now - from_minute(state.t58_at) >= wait


def _date(found: Mark) -> date | None:
    try:
        return date.fromisoformat(str(found.get("date", "")))
    except ValueError:
        return None
