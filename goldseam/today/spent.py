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
TAPS: Final = frozenset(
    {"t09", "t10", "t12b", "t14b", "t22b", "t22c", "t40", "t40b", "t41", "t42", "t44", "t48", "t50b", "t52b"}
)
"""A moment each, on the day's own occasion: they are no step of the path."""
STEPS: Final = 2
"""Steps of the path a day: something read, and something done with it."""
A_PART: Final = {"t02": 3, "t06": 5, "t13": 5, "t17": 2, "t27": 5, "t31": 5, "t34": 4, "t47": 5, "t50": 4, "t57": 3}
"""Kinds that are kept part by part: minutes for one."""
LONGEST: Final = 15
"""Of a tool that says it takes longer, a part is a day's share."""
_ONE_UP: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS: Final = {word: n for n, word in enumerate(_ONE_UP, start=1)} | {"a": 1, "fifteen": 15, "twenty": 20}
_MINUTES: Final = re.compile(r"(\w+) minutes?\b")


@cache
def takes(code: str) -> int:
    """Minutes that a tool says it takes; one for a tap."""
    if code in A_PART or code in TAPS:
        return A_PART.get(code, 1)
    tool = catalogue.get(code)
    found = _MINUTES.search(tool.time) if tool is not None else None
    if found is None:
        return 1
    word = found[1].lower()
    return min(int(word) if word.isdecimal() else _WORDS.get(word, 1), LONGEST)


def spent(today: Mapping[str, int]) -> int:
    """`today`: how many records of each kind were kept today."""
    return sum(takes(kind) * count for kind, count in today.items() if catalogue.get(kind) is not None)


def steps(today: Mapping[str, int]) -> int:
    return sum(1 for kind in today if kind not in TAPS and catalogue.get(kind) is not None)


def budget(roles: Collection[str]) -> int:
    """Minutes a day; for somebody who is both, and for somebody who has not said, the larger."""
    return ENOUGH["B"] if set(roles) == {"B"} else ENOUGH["R"]
