"""content/en/together/pause.toml: the fixed choices of a break and what its pages say. Words, not records."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.safety.words import read, refuse, words_dir

PHASES: Final = ("on", "soon", "here", "missed")
ENDS: Final = ("ready", "park", "drop")


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str


class Calm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    to: str
    label: str
    say: str


class Say(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    lines: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"phases": "phase", "ends": "end"}):
    title: str
    say: str
    lead: str
    rules: tuple[str, ...]
    no: tuple[Option, ...]
    do: tuple[Option, ...]
    calm: tuple[Calm, ...]
    phases: tuple[Say, ...]
    ends: tuple[Say, ...]
    often: str
    often_button: str
    unsafe: str
    unsafe_button: str
    practice: str
    practised: str
    settle: str
    pace: str

    def phase(self, id: str) -> Say:
        return next(one for one in self.phases if one.id == id)

    def end(self, id: str) -> Say:
        return next(one for one in self.ends if one.id == id)

    def chosen(self, which: str, ids: list[str]) -> list[str]:
        """The labels of what was chosen; what this file no longer names is left out."""
        options = self.no if which == "no" else self.do
        return [one.label for one in options if one.id in ids]


def load(path: Path) -> Words:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, Words)
    faults = []
    if tuple(one.id for one in found.phases) != PHASES:
        faults.append(f"the phases are {', '.join(PHASES)}, in this order")
    if tuple(one.id for one in found.ends) != ENDS:
        faults.append(f"the ends are {', '.join(ENDS)}, in this order")
    faults += [f"“{one.id}” says nothing" for one in (*found.phases, *found.ends) if not (one.title and one.lines)]
    for name, options in (("no", found.no), ("do", found.do)):
        ids = [one.id for one in options]
        if not ids or len(set(ids)) != len(ids):
            faults.append(f"“{name}” has choices, each once")
    if not {"t41", "t18"} <= {one.to for one in found.calm}:
        faults.append("the calm cards lead to t41 and t18")
    refuse(path.name, faults)
    return found


@cache
def words() -> Words:
    return load(words_dir() / "together" / "pause.toml")
