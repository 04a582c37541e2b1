"""The course: which readings and practices lie before a person, what is done, and which comes next. Pure.

Stages 0 and 1 are written as lessons, and so is what stage 2 has for the two; the other stops of the later stages are
practice only (`goldseam.path.outline`). A stop is done when its signs are there, or when the person says so. Nothing
but a person's own act closes or skips one, and nothing here is locked: the few gates belong to tools.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final

from goldseam.path.bowl import Step
from goldseam.path.known import Known, Read
from goldseam.path.outline import outline
from goldseam.path.signs import Sign, signs
from goldseam.tools.t08_library.lessons import Exercise, lessons
from goldseam.tools.t08_library.lessons import Step as LessonStep

WRITTEN: Final = (0, 1)
"""Stages whose readings are written on a person's own track. What is for the two may be written further."""
FIRST: Final = {"R": ("0A1", "0A3", "0R1", "0R2", "0A4", "0A2"), "B": ("0A1", "0B1", "0A3", "0A4", "0B2", "0A2")}
"""The order of the safe start: privacy, safety and the first relief come before names."""

NEVER: Final = {
    "R": frozenset({"t04", "t14", "t16", "t30", "t45"}),
    "B": frozenset({"t04", "t16", "t30", "t45", "t48"}),
}
"""Tools that no page leads to of its own accord: letters, the decision room, weighing up, a pause, first aid after a
lapse; small wins for B, who owes nobody cheer (HR-8, HR-18; content/en/today.toml)."""
FRESH: Final = 21
"""Days for which Today offers the exercises of something read. After that they stand on the path, and nothing asks."""
OWN_CARD: Final = frozenset({"looked", "cards"})
"""Signs that Today has a card for anyway."""

Off = Callable[[str], bool]
"""Whether a tool or a card is not to be led to just now: shut, resting, or put off."""


@dataclass(frozen=True, slots=True)
class Stop:
    id: str
    title: str
    step: Step
    minutes: int
    """How long the reading takes; 0 where there is none."""
    because: str
    brief: tuple[str, ...]
    tools: tuple[str, ...]
    practice: str
    done: str
    """What is done when it is done, where no reading says so."""
    signs: tuple[Sign, ...]
    read: Read | None
    care: bool = False
    exercise: Exercise | None = None

    @property
    def stage(self) -> int:
        return int(self.id[0])

    @property
    def role(self) -> str:
        return self.id[1]

    @property
    def written(self) -> bool:
        return self.minutes > 0

    @property
    def unread(self) -> bool:
        return self.written and (self.read is None or not self.read.closed)

    @property
    def left(self) -> bool:
        return self.read is not None and self.read.status == "not_for_me"

    @property
    def have(self) -> int:
        return sum(sign.there for sign in self.signs)

    @property
    def finished(self) -> bool:
        """Left on purpose, said to be done, or read with all its signs there."""
        if self.left or (self.read is not None and self.read.status == "done"):
            return True
        return not self.unread and self.have == len(self.signs) and (self.written or bool(self.signs))

    @property
    def open_signs(self) -> list[Sign]:
        return [sign for sign in self.signs if not sign.there]


def way(known: Known) -> list[Stop]:
    """The stops of this person's own track, stage by stage; those for everybody only while no role is named."""
    named = {sign.id: sign for sign in signs(known)}
    roles = [role for role in ("R", "B") if role in known.roles]
    tracks = [_track(role) for role in roles] or [[id for id in _ids() if id[1] == "A"]]
    found = [_stop(id, known, named) for id in _mixed(tracks)]
    return sorted(found, key=lambda stop: stop.stage)


def pair(known: Known) -> list[Stop]:
    """What is for the two together. It belongs to nobody's own track: nobody has to wait for it."""
    return [_stop(id, known, {}) for id in _ids() if id[1] == "C"]


def _ids() -> list[str]:
    return [*lessons(), *outline()]


def _track(role: str) -> list[str]:
    first = FIRST[role]
    return [*first, *(id for id in _ids() if id[1] in {"A", role} and id not in first)]


def _mixed(tracks: list[list[str]]) -> list[str]:
    """Two tracks, turn by turn; nothing twice."""
    turns = [id for turn in zip_longest(*tracks) for id in turn if id is not None]
    return list(dict.fromkeys(turns))


def _stop(id: str, known: Known, named: dict[str, Sign]) -> Stop:
    lesson, read = lessons().get(id), known.lessons.get(id)
    if lesson is None:
        entry = outline()[id]
        mine = tuple(named[one] for one in entry.signs if one in named)
        return Stop(
            id, entry.title, _seam(entry.step), 0, "", entry.brief, entry.tools, entry.practice, entry.done, mine, read
        )
    front = lesson.front
    mine = tuple(named[one] for one in front.signs if one in named)
    return Stop(
        id=id,
        title=front.title,
        step=_seam(front.step),
        minutes=front.minutes,
        because=front.because,
        brief=(),
        tools=front.tools,
        practice="",
        done="",
        signs=mine,
        read=read,
        care=front.care,
        exercise=front.do,
    )


def _seam(step: LessonStep) -> Step:
    """Nine steps in the programme's words, seven seams in the bowl."""
    if step == "near":
        return "talk"
    return "learn" if step == "help" else step


def of_stage(stops: Iterable[Stop], stage: int) -> list[Stop]:
    return [stop for stop in stops if stop.stage == stage]


def next_reading(stops: Iterable[Stop], known: Known, today: date, off: Off) -> Stop | None:
    """The next lesson, when enough days have gone by since the last one; in dark days only the few that carry."""
    newest = max((read.day for read in known.lessons.values() if read.closed), default=None)
    if newest is not None and (today - newest).days < pause(known):
        return None
    here = [stop for stop in stops if stop.stage <= known.stage and stop.unread and (stop.care or not known.dark)]
    here.sort(key=lambda stop: -stop.stage)  # of the present stage first; what was passed over after it
    return next((stop for stop in here if not off(stop.id)), None)


def pause(known: Known) -> int:
    """Days from one reading to the next. The safe start goes a day quicker: it is short, and it is needed."""
    days = known.rhythm.days
    return max(1, days - 1) if known.stage == 0 else days


def next_exercise(stops: Iterable[Stop], known: Known, today: date, off: Off) -> tuple[Stop, Sign] | None:
    """A sign of something lately read that can come true in a tool not used today: first what was never begun. What
    only a press can say, and what has a card of its own on Today, is not asked for here; after a while nothing is."""
    read = [stop for stop in stops if _lately_read(stop, today) and not stop.finished]
    open = [(stop, sign) for stop in read if stop.care or not known.dark for sign in stop.open_signs]
    open.sort(key=lambda pair: known.count(pair[1].words.tool) > 0)
    return next((pair for pair in open if _may_be_asked(pair[1], known, off)), None)


def _lately_read(stop: Stop, today: date) -> bool:
    return stop.read is not None and stop.read.closed and (today - stop.read.day).days < FRESH


def _may_be_asked(sign: Sign, known: Known, off: Off) -> bool:
    tool = sign.words.tool
    if not tool or sign.words.press or sign.id in OWN_CARD or known.today.get(tool):
        return False
    return not off(f"s-{sign.id}") and not off(tool)


def next_practice(stops: Iterable[Stop], known: Known, off: Off) -> tuple[Stop, str] | None:
    """In a stage without readings: a stop whose tool was never used, and that tool."""
    for stop in stops:
        if stop.stage != known.stage or stop.written or stop.finished or known.dark:
            continue
        tools = [code for code in stop.tools if code not in NEVER.get(stop.role, frozenset())]
        begun = any(known.count(code) for code in stop.tools)
        tool = next((code for code in tools if not off(code)), None)
        if tool is not None and not begun:
            return stop, tool
    return None


def all_read(stops: Iterable[Stop], stage: int) -> bool:
    """Whether every reading of a stage was read or left on purpose; its signs may come whenever they come."""
    here = of_stage(stops, stage)
    return stage in WRITTEN and bool(here) and not any(stop.unread for stop in here)
