"""After an answer that spoke of self-harm (H1) or of symptoms that need a doctor (H4): what rests, and what is asked.

Long and deep writing rests for 72 hours. The person may bring it back, or put it to rest by themselves: the newest word
counts, and a new hard answer counts as one. On days 1, 3 and 7 after it, and after a lapse that was written down, Today
asks once whether they are safe. The answer is a record of T14's own question (t14b), wherever it was given.
Pure: `now` is passed in, aware, in the person's own zone where days matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from goldseam.tools.fold import State
from goldseam.tools.times import from_minute

REST: Final = timedelta(hours=72)
STOPPED: Final = frozenset({"t07", "t30", "t43"})
"""What rests after H4 too: looking at one's own past, worst moments, deep questions about oneself."""
LAPSE: Final = "t14"
QUESTION: Final = "t14b"
ASK_ON: Final = (1, 3, 7)
ASK_UP_TO: Final = 21
"""Days. Whoever comes back later than that is not asked about an old night."""
REVIEW: Final = timedelta(days=90)


class Heavy(Protocol):
    """What must be known of a tool."""

    @property
    def code(self) -> str: ...
    @property
    def part_of(self) -> str: ...
    @property
    def heavy(self) -> bool: ...


def hidden(state: State, now: datetime) -> datetime | None:
    """Until when long writing rests, or None."""
    switch = _said(state, "heavy")
    by_hand = _minute(switch) if switch.get("say") == "hide" else 0
    return _until(state, max(state.h1_at, by_hand), now)


def stopped(state: State, now: datetime) -> datetime | None:
    """Until when the tools of `STOPPED` rest because of symptoms that need a doctor, or None."""
    return _until(state, state.h4_at, now)


def hides(tool: Heavy, state: State, now: datetime) -> datetime | None:
    """Until when this tool rests, or None."""
    found = [hidden(state, now) if tool.heavy else None]
    if tool.code in STOPPED or tool.part_of in STOPPED:
        found.append(stopped(state, now))
    return max((until for until in found if until), default=None)


def rests(state: State, now: datetime) -> datetime | None:
    """Until when anything rests, for the one sentence on the Tools page."""
    return max((until for until in (hidden(state, now), stopped(state, now)) if until), default=None)


def ask_again(state: State, now: datetime) -> bool:
    """Whether Today asks how safe the person is with themselves: once from day 1, 3 and 7 on, until it is answered."""
    since = max(state.h1_at, state.last.get(LAPSE, 0))
    if not since:
        return False
    first = from_minute(since).astimezone(now.tzinfo).date()
    days = (now.date() - first).days
    reached = [day for day in ASK_ON if day <= days]
    if not reached or days > ASK_UP_TO:
        return False
    answered = state.last.get(QUESTION, 0)
    if answered <= since:
        return True
    return (from_minute(answered).astimezone(now.tzinfo).date() - first).days < reached[-1]


def plan_review_due(state: State, now: datetime) -> bool:
    """Whether the plan for a bad hour should be read once more: after a hard answer, and every 90 days."""
    if not state.plan:
        return False
    read = last_read(state)
    return state.h1_at > read or now - from_minute(read) > REVIEW


def after_hard_answer(state: State) -> bool:
    """Whether the reading is due because of a hard answer (the other reason is time)."""
    return state.h1_at > last_read(state)


def last_read(state: State) -> int:
    """The minute in which the plan was last kept, or read and found to hold."""
    return max(state.plan_at, _number(state.me.get("plan_read")))


# -- what is written into the settings ("me") ------------------------------------------------------------


def switched(show: bool, now: datetime) -> dict[str, Any]:
    """ "Show heavy writing again", or "Hide heavy writing for three days"."""
    return {"heavy": {"say": "show" if show else "hide", "at": _now(now)}}


def plan_read(now: datetime) -> dict[str, Any]:
    """That the plan was read and still holds."""
    return {"plan_read": _now(now)}


def _until(state: State, since: int, now: datetime) -> datetime | None:
    switch = _said(state, "heavy")
    if not since or (switch.get("say") == "show" and _minute(switch) >= since):
        return None
    until = from_minute(since) + REST
    return until if now < until else None


def _said(state: State, name: str) -> Mapping[str, Any]:
    said = state.me.get(name)
    return said if isinstance(said, dict) else {}


def _minute(said: Mapping[str, Any]) -> int:
    return _number(said.get("at"))


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _now(now: datetime) -> int:
    return int(now.timestamp()) // 60
