"""The examples of T34: limits to start from, by what they look after. Words, not records."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

import msgspec

from goldseam.safety.words import Evidence, doubled, evidence_faults, read, refuse, words_dir
from goldseam.tools.definition import Role

LONGEST = 200


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    protects: str
    title: str
    what_is_ok: str
    what_is_not: str
    if_it_happens_I_will: str
    roles: tuple[Role, ...] = ()

    @property
    def answers(self) -> dict[str, str]:
        """What it fills into a form. Whether one can do it alone and may say it aloud, nobody else can know."""
        return {
            "protects": self.protects,
            "what_is_ok": self.what_is_ok,
            "what_is_not": self.what_is_not,
            "if_it_happens_I_will": self.if_it_happens_I_will,
        }


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"limits": "limit"}):
    lead: str
    evidence: Evidence
    limits: tuple[Example, ...]

    def get(self, id: str) -> Example | None:
        return next((one for one in self.limits if one.id == id), None)

    def of(self, protects: str, roles: Collection[str]) -> list[Example]:
        """Those of one area that fit a person of these roles; all of them for somebody who named none."""
        mine = [one for one in self.limits if not one.roles or not roles or set(one.roles) & set(roles)]
        return [one for one in mine if one.protects == protects]


def examples() -> Examples:
    return _examples(words_dir() / "decks" / "limits.toml")


def load(path: Path) -> Examples:
    found = read(path, Examples)
    faults = evidence_faults("the examples", found.evidence)
    faults += [f'"{id}" is there twice' for id in doubled(one.id for one in found.limits)]
    faults += [f'"{one.id}": an id is a number' for one in found.limits if not one.id.isdecimal()]
    for one in found.limits:
        if any(not 1 <= len(said) <= LONGEST for said in (one.title, *one.answers.values())):
            faults.append(f'"{one.id}": each line has 1 to {LONGEST} letters')
    refuse(path.name, faults)
    return found


@cache
def _examples(path: Path) -> Examples:
    return load(path)
