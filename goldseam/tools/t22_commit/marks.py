"""T22, pure: what is due today, how a week went, and days of days. Time is passed in.

A day nobody marked says nothing. An excused day is not counted. What was kept stays kept: no figure here can fall back
to nought because of one day (HR-6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from goldseam.tools.history import Series
from goldseam.tools.shelf import Item
from goldseam.tools.t16_pause.days import Days, day_of

Body = Mapping[str, Any]
ByDay = Mapping[date, str]
MOST_TODAY: Final = 5
WEEK: Final = 7
SOON: Final = 3
"""Days before its date from which a thing to be done once stands first."""
BACK: Final = 6
"""How many days back a mark may still be set or changed."""
KEPT, PARTLY, NOT, EXCUSED = "kept", "partly", "not", "excused"


@dataclass(frozen=True, slots=True)
class Week:
    kept: int
    of: int
    partly: int
    excused: int
    unmarked: int


def by_commitment(marks: Series) -> dict[str, dict[date, str]]:
    """Commitment → day → mark. `marks` is by the day; what was pressed last for a day counts."""
    found: dict[str, dict[date, str]] = {}
    of, said = marks.tags.get("of", []), marks.tags.get("mark", [])
    for at, keys, words in zip(marks.at, of, said, strict=False):
        if keys and words:
            found.setdefault(keys[0], {})[day_of(at)] = words[0]
    return found


def due(items: Iterable[Item], marks: Mapping[str, ByDay], today: date) -> list[Item]:
    """What stands on today's list, the most pressing first. The page shows no more than `MOST_TODAY` of it."""
    wanted = [item for item in items if _wanted(item.body, marks.get(item.key, {}), today)]
    return sorted(wanted, key=lambda item: (_rank(item.body, today), item.since, item.key))


def _wanted(body: Body, mine: ByDay, today: date) -> bool:
    if over(body, today):
        return False
    match body.get("rhythm"):
        case "weekly":
            return today in mine or _kept(mine, today - timedelta(days=WEEK - 1), today) < int(body.get("target") or 1)
        case "by_date":
            return KEPT not in mine.values() or today in mine
        case _:
            return True


def _rank(body: Body, today: date) -> int:
    if body.get("rhythm") != "by_date":
        return 1
    end = ends(body)
    return 0 if end is not None and (end - today).days < SOON else 2


def ends(body: Body) -> date | None:
    said = body.get("end")
    return date.fromisoformat(said) if isinstance(said, str) else None


def over(body: Body, today: date) -> bool:
    end = ends(body)
    return end is not None and end < today


def _kept(mine: ByDay, first: date, last: date) -> int:
    return sum(mark == KEPT and first <= day <= last for day, mark in mine.items())


def week(body: Body, since: date, mine: ByDay, today: date) -> Week:
    """The last seven days, today included, of those the commitment has lived. Today counts once it is marked."""
    first = max(since, today - timedelta(days=WEEK - 1))
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    said = [mine.get(day, "") for day in days]
    excused, unmarked = said.count(EXCUSED), sum(not mine.get(day) for day in days if day != today)
    open_today = int(bool(days) and not mine.get(today))
    of = len(days) - excused - open_today
    if body.get("rhythm") == "weekly":
        of = min(int(body.get("target") or 1), WEEK)
        unmarked = 0
    return Week(said.count(KEPT), of, said.count(PARTLY), excused, unmarked)


def days_of_days(since: date, mine: ByDay, today: date) -> Days:
    """Kept days of those marked since it began; excused ones are left out."""
    counted = [mark for day, mark in mine.items() if since <= day <= today and mark != EXCUSED]
    return Days(counted.count(KEPT), len(counted))


def may_mark(day: date, since: date, today: date) -> bool:
    return max(since, today - timedelta(days=BACK)) <= day <= today
