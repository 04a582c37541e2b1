"""content/en/path.toml: what is not written of stages 2 to 4, two lines each, and what can be done with today's tools.

Words only. An entry speaks of the matter and of practice, never of a text to come.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.path.words import sign_words
from goldseam.safety.words import doubled, read, refuse, words_dir
from goldseam.tools.definition import Tool
from goldseam.tools.t08_library.lessons import ID, ROLES, Step

STAGES: Final = (2, 3, 4)
MOST_TOOLS: Final = 4
_TITLE: Final = (1, 60)
_LINE: Final = (30, 140)
_PRACTICE: Final = (20, 160)
_DONE: Final = (10, 160)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    step: Step
    brief: tuple[str, str]
    tools: tuple[str, ...]
    practice: str
    """What can be done of it now; empty while no tool is there for it."""
    done: str
    """Goes on from "You will know it is done when"."""
    signs: tuple[str, ...]

    @property
    def stage(self) -> int:
        return int(self.id[0])

    @property
    def role(self) -> str:
        return self.id[1]

    @property
    def order(self) -> tuple[int, int, int]:
        """The programme's: by stage, then by role, then by number."""
        return self.stage, [*ROLES].index(self.role), int(self.id[2:])  # type: ignore[arg-type]


class Outline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entry: tuple[Entry, ...]


def load(path: Path) -> tuple[Entry, ...]:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, Outline).entry
    faults = [f"“{id}” is there twice" for id in doubled(one.id for one in found)]
    known = {sign.id for sign in sign_words()}
    for one in found:
        faults += [f"“{one.id}”: {fault}" for fault in _faults(one, known)]
    refuse(path.name, faults)
    return tuple(sorted(found, key=lambda one: one.order))


def _faults(entry: Entry, signs: Collection[str]) -> list[str]:
    match = ID.match(entry.id)
    if match is None or int(match[1]) not in STAGES or match[2] == "A":
        return ["an id is a stage (2 to 4), a role (R, B, C, S or T) and a number"]
    found = [_length("a title", entry.title, _TITLE)]
    found += [_length("a line", line, _LINE) for line in entry.brief]
    if entry.tools:
        found += [_length("practice", entry.practice, _PRACTICE), _length("done", entry.done, _DONE)]
    elif entry.practice or entry.done:
        found.append("without a tool there is no practice and no done")
    if len(set(entry.tools)) != len(entry.tools) or len(entry.tools) > MOST_TOOLS:
        found.append(f"tools are {MOST_TOOLS} at most, each named once")
    found += [f"there is no sign “{id}”" for id in entry.signs if id not in signs]
    if entry.signs and not entry.tools:
        found.append("a sign comes from a tool, and there is none")
    return [fault for fault in found if fault]


def _length(what: str, words: str, limits: tuple[int, int]) -> str:
    low, high = limits
    if low <= len(words) <= high:
        return ""
    return f"{what} has {low} to {high} characters, not {len(words)}: “{words[:24]}”"


def tool_faults(entries: Collection[Entry], tools: Mapping[str, Tool]) -> list[str]:
    """Tools that an entry names and nobody of its role can open. What is for the two may be for one of them."""
    found = []
    for one in entries:
        readers = {"R", "B"} if one.role == "C" else {one.role}
        for code in one.tools:
            if code not in tools:
                found.append(f"“{one.id}”: it points to the tool “{code}”, which does not exist")
            elif not readers & set(tools[code].roles):
                found.append(f"“{one.id}”: the tool “{code}” is not for {one.role}")
    return found


def written(entries: Collection[Entry], lessons: Collection[str]) -> list[str]:
    """Entries that have become a lesson and would stand on the path twice."""
    return [f"“{one.id}”: there is a lesson of this id now, so the entry goes" for one in entries if one.id in lessons]


@cache
def outline() -> dict[str, Entry]:
    """All of them by id, in the programme's order."""
    return {one.id: one for one in load(words_dir() / "path.toml")}
