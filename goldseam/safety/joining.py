"""What a person is told before joining: who runs the server, and the honest limits in four sentences."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args

import msgspec

from goldseam.conf import Steward
from goldseam.safety.words import read, refuse, words_dir

STEWARDS: tuple[str, ...] = get_args(Steward)
SENTENCES = 4


class Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words for one answer to "who runs this server?"."""

    line: str
    limits: list[str]


class AllJoining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    unsaid: Joining
    one_of_us: Joining
    friend: Joining
    clinic: Joining
    company: Joining


def limits(steward: str) -> list[str]:
    """Four sentences. An answer nobody knows is treated as "unsaid", the most careful wording."""
    return list(_for(steward).limits)


def steward_line(steward: str) -> str:
    return _for(steward).line


def load(path: Path) -> AllJoining:
    found = read(path, AllJoining)
    refuse(
        path.name, [f'"{who}" has four sentences' for who in STEWARDS if len(getattr(found, who).limits) != SENTENCES]
    )
    return found


@cache
def _all() -> AllJoining:
    return load(words_dir() / "joining.toml")


def _for(steward: str) -> Joining:
    words: Joining = getattr(_all(), steward if steward in STEWARDS else "unsaid")
    return words
