"""T11: what repeats over several maps: the main triggers and the place where the chain breaks. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 5
TOP: Final = 3
TWICE: Final = 2
"""What was there once is an event; from twice on it repeats."""


@dataclass(frozen=True, slots=True)
class Repeat:
    tag: str
    times: int


def top(maps: Iterable[Sequence[str]], known: Sequence[str] = ()) -> list[Repeat]:
    """The three that came up most, each counted once a map; a tie goes by the order of the form, own words last."""
    counted = Counter(tag for tags in maps for tag in dict.fromkeys(tags))
    place = {tag: at for at, tag in enumerate(known)}
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], place.get(pair[0], len(place)), pair[0]))
    return [Repeat(tag, times) for tag, times in ranked if times >= TWICE][:TOP]


def usual(points: Iterable[str]) -> Repeat | None:
    """The break point named most often; none while two are level or nothing came twice."""
    ranked = Counter(point for point in points if point).most_common(2)
    if not ranked or ranked[0][1] < TWICE or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return Repeat(*ranked[0])


def planned(triggers: Iterable[str], plans: Iterable[Sequence[str]]) -> set[str]:
    """Which of the triggers some plan answers."""
    answered = {tag for plan in plans for tag in plan}
    return {tag for tag in triggers if tag in answered}
