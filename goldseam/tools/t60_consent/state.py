"""T60's own mark, pure: "I am under pressure". While it stands nothing new goes out of this room, and nothing shows it.

Whoever lets anything out of a room asks `frozen` first and answers as if there were nothing to send. What was readable
before stays as it is, so that nothing visible changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from goldseam.tools.fold import State
from goldseam.tools.times import from_minute

THAW: Final = timedelta(hours=72)
"""The freeze ends this long after the person says so: a person who is made to say it has three days to be elsewhere."""

Mark = dict[str, Any]


def press(now: datetime) -> Mark:
    return {"pressure": "on", "at": _minute(now)}


def release(before: Mark, now: datetime) -> Mark:
    """Taken back. Where nothing was frozen there is nothing to wait for; said twice, the first time counts."""
    if before.get("pressure") == "off":
        return {"pressure": "off", "at": before.get("at", 0)}
    return {"pressure": "off", "at": _minute(now) if before.get("pressure") == "on" else 0}


def frozen(state: State, now: datetime) -> bool:
    """Whether nothing new may leave this room."""
    said, at = state.t60.get("pressure"), state.t60.get("at")
    if said == "on":
        return True
    return said == "off" and isinstance(at, int) and now < from_minute(at) + THAW


def _minute(now: datetime) -> int:
    return int(now.timestamp()) // 60
