"""T14, part 3: what there is to tell, how much of it is agreed, and how far a telling is. Pure: no clock, no words.

All facts go at once (HR-1), as kinds and counts, never as scenes (HR-17): they come from the report's own choices, and
the agreed detail says which of them. What is not agreed is not told here at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from goldseam.together.openness.overlap import DETAIL, NONE, Terms
from goldseam.together.pace import Ask
from goldseam.tools.shelf import Item
from goldseam.tools.t14_lapse.after import WINDOWS
from goldseam.tools.t14_lapse.course import DAY
from goldseam.tools.t14_lapse.pages import course_of
from goldseam.vault import Entry

TELL: Final = "tell"
WHEN: Final = "tell_when"
READ: Final = "tell_read"
TOLD: Final = "tell_told"
LAID_ON: Final = "tell_day"
KIND: Final = "telling"
NOW: Final = "now"
ANSWERS: Final = ("tonight", "tomorrow", "session", "not_yet")
"""What the hearer can choose beside "now"; only these are shown to the teller."""
TOPICS: Final = {"inner": "lapse", "middle": "middle"}
DAYS: Final = (7, 30)
LOOKS_BACK: Final = 30 * DAY
"""Reports of the last thirty days (minutes). What lies further back is told with help (T31)."""
LONGEST: Final = 300
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

State = Literal["nothing", "found", "unfinished", "never", "session", "ready"]


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything of one kind that is written down and not told yet. Minutes since 1970."""

    reports: tuple[str, ...]
    circle: str
    kinds: tuple[str, ...]
    times: int
    first: int
    last: int
    kept: int
    """When the first of the reports was kept: from there the agreed time runs."""
    more: bool
    found_out: bool
    somebody_knows: bool

    @property
    def topic(self) -> str:
        return TOPICS[self.circle]


def gather(items: Sequence[Item], covered: Collection[str], now: int) -> Happened | None:
    """The reports that the other does not know of: the inner circle's, or if there are none, the middle one's."""
    found = [item for item in items if now - item.at < LOOKS_BACK and not _known(item, covered)]
    newest = max(found, key=lambda item: item.since, default=None)
    if newest is not None and not _found_out(newest):  # what was found out earlier needs no telling any more
        found = [item for item in found if not _found_out(item)]
    for circle in TOPICS:
        of = [item for item in found if item.body.get("circle") == circle]
        if of:
            return _happened(circle, of)
    return None


def _known(item: Item, covered: Collection[str]) -> bool:
    return "partner" in item.body.get("told", []) or course_of(item.id, item.body) in covered


def _found_out(item: Item) -> bool:
    return "found_out" in item.body.get("told", [])


def _happened(circle: str, items: Sequence[Item]) -> Happened:
    told = {str(who) for item in items for who in item.body.get("told", [])}
    return Happened(
        reports=tuple(course_of(item.id, item.body) for item in items),
        circle=circle,
        kinds=tuple(dict.fromkeys(str(item.body["category"]) for item in items if item.body.get("category"))),
        times=sum(int(item.body.get("times_since_last_report", 1)) for item in items),
        first=min(item.since for item in items),
        last=max(item.since for item in items),
        kept=min(item.at for item in items),
        more=any(item.body.get("more_unreported") == "yes" for item in items),
        found_out="found_out" in told,
        somebody_knows=bool(told - {"nobody", "found_out", "partner"}),
    )


def state(happened: Happened | None, terms: Terms) -> State:
    """Whether anything can be prepared here. Not what was found out, not a part, not what is not wanted."""
    if happened is None:
        return "nothing"
    if happened.found_out:
        return "found"
    if happened.more:
        return "unfinished"
    if terms.soon == NONE:
        return "never"
    return "session" if terms.soon == "session" else "ready"


def shows(terms: Terms, detail: str) -> bool:
    """Whether as much as this is agreed."""
    return DETAIL.index(terms.detail) >= DETAIL.index(detail)


def window_end(happened: Happened, terms: Terms) -> int | None:
    """The minute at which the agreed time is over; None where none is agreed."""
    return happened.kept + WINDOWS[terms.soon] if terms.soon in WINDOWS else None


@dataclass(frozen=True, slots=True)
class Held:
    """One telling on the table, and the newest time that its hearer has chosen."""

    entry: Entry
    when: Entry | None

    @property
    def answer(self) -> str:
        return str(self.when.body["when"]) if self.when is not None else ""


def held(entries: Iterable[Entry], teller: UUID) -> list[Held]:
    """What one person holds ready for the other, newest first. Only the hearer's own choice counts."""
    said, found = {}, []
    for entry in entries:
        if entry.kind == WHEN and entry.author != teller and _whole(entry):
            said[str(entry.body.get("of"))] = entry
        elif entry.kind == TELL and entry.author == teller:
            found.append(entry)
    return [Held(entry, said.get(entry.id.hex)) for entry in reversed(found)]


def _whole(entry: Entry) -> bool:
    clock = entry.body.get("clock", "")
    return entry.body.get("when") in ANSWERS and isinstance(clock, str) and (not clock or bool(_CLOCK.fullmatch(clock)))


def asks(days: Iterable[tuple[str, datetime]], told: Collection[str], when: Iterable[Entry], by: UUID) -> list[Ask]:
    """What was laid before, as requests whose pace is kept (R9). `days` are id and moment, from the own room."""
    answers = {str(one.body.get("of")): one for one in when if one.kind == WHEN and one.author != by}
    return [_ask(id, at, by, id in told, answers.get(id)) for id, at in days]


def _ask(id: str, at: datetime, by: UUID, told: bool, when: Entry | None) -> Ask:
    if when is not None and when.body.get("when") == "not_yet":
        return Ask(KIND, by, at, "not_now", when.at)
    return Ask(KIND, by, at, "yes" if told or when is not None else "")
