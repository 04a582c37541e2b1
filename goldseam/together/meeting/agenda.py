"""The words of the meeting: its ten points with their minutes, and the rules shown before it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.safety.words import Evidence, evidence_faults, read, refuse, words_dir
from goldseam.together.meeting.sitting import POINTS
from goldseam.together.meeting.slots import SHORTEST, USUAL

TOPIC_MOST: Final = 15
LONGEST: Final = 400


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    say: str
    minutes: int
    needed: bool = False
    """One of the few that are enough for a short meeting."""
    to: str = ""
    """A place at the table that helps with it, if it is there."""
    to_label: str = ""


class Agenda(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"points": "point"}):
    rules: tuple[str, ...]
    ask: str
    moved: str
    end: str
    evidence: Evidence
    points: tuple[Point, ...]


def load(path: Path) -> Agenda:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, Agenda)
    faults = [*evidence_faults("evidence", found.evidence)]
    if len(found.points) != POINTS:
        faults.append(f"a meeting has {POINTS} points, not {len(found.points)}")
    if sum(point.minutes for point in found.points) != USUAL:
        faults.append(f"the minutes of the points are {USUAL} together")
    for said in (*found.rules, found.ask, found.moved, found.end, *(point.say for point in found.points)):
        if not 1 <= len(said.strip()) <= LONGEST:
            faults.append(f"“{said[:20]}” has 1 to {LONGEST} letters")
    faults += [
        f"“{point.title}” has a title and a minute, and leads nowhere without saying where"
        for point in found.points
        if _mute(point)
    ]
    refuse(path.name, faults)
    return found


def _mute(point: Point) -> bool:
    return bool(point.to) != bool(point.to_label) or not point.title.strip() or point.minutes < 1


@cache
def agenda() -> Agenda:
    return load(words_dir() / "together" / "meeting.toml")


def minutes(points: tuple[Point, ...], length: int) -> list[int]:
    """About how long each point may take in a meeting of this length. In the shortest the few that are needed share
    it, and the others have one minute, to be passed."""
    if length <= SHORTEST:
        whole = sum(point.minutes for point in points if point.needed)
        return [max(1, point.minutes * length // whole) if point.needed else 1 for point in points]
    return [max(1, min(TOPIC_MOST, round(point.minutes * length / USUAL))) for point in points]
