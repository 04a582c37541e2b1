"""About how many minutes of a day went into this place, told from what was kept. Pure.

It is used for one thing: after enough, Today says so (programme §1: fifteen minutes a day for R, ten for B).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Final

from goldseam.tools import catalogue

ENOUGH: Final = {"R": 15, "B": 10}
LONGEST: Final = 15
"""Of a tool that says it takes longer, a part is a day's share."""
_ONE_UP: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS: Final = {word: n for n, word in enumerate(_ONE_UP, start=1)} | {"a": 1, "fifteen": 15, "twenty": 20}
_MINUTES: Final = re.compile(r"(\w+) minutes?\b")


@cache
def takes(code: str) -> int:
    """Minutes that a tool says it takes; one for a tap."""
    tool = catalogue.get(code)
    found = _MINUTES.search(tool.time) if tool is not None else None
    if found is None:
        return 1
    word = found[1].lower()
    return min(int(word) if word.isdecimal() else _WORDS.get(word, 1), LONGEST)


def spent(today: Mapping[str, int]) -> int:
    """`today`: how many records of each kind were kept today."""
    return sum(takes(kind) * count for kind, count in today.items())


def budget(roles: Collection[str]) -> int:
    """Minutes a day; for somebody who is both, and for somebody who has not said, the larger."""
    return ENOUGH["B"] if set(roles) == {"B"} else ENOUGH["R"]
