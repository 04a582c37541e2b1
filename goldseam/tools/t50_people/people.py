"""T50: what a map of people says, from the living things of t50. Pure; words come from the definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldseam.tools.shelf import Item

FAR = 0
"""Closeness of somebody about whom none is said."""


@dataclass(frozen=True, slots=True)
class Map:
    """Counts of the people that stand, and what changed since it came to light."""

    people: int
    reachable: int
    nearer: int
    further: int
    night: tuple[str, ...]


def closeness(body: Mapping[str, Any], field: str = "closeness") -> int:
    """1 to 5; 0 when it is not said."""
    said = str(body.get(field, ""))
    return int(said[1:]) if said[:1] == "c" and said[1:].isdigit() else FAR


def is_reachable(body: Mapping[str, Any]) -> bool:
    return bool(body.get("reach") or body.get("number"))


def shift(body: Mapping[str, Any]) -> int:
    """Nearer (1) or further (-1) than before it came to light; 0 when the same or not said."""
    before, now = closeness(body, "before"), closeness(body)
    return 0 if not before or not now else (now > before) - (now < before)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Those that stand, the closest first, then in the order they were written."""
    standing = [item for item in items if not item.ended]
    return sorted(standing, key=lambda item: (-closeness(item.body), item.since, item.key))


def look(items: Sequence[Item]) -> Map:
    """Somebody who was put away still counts as moved further away while the shelf holds them."""
    standing = [item for item in items if not item.ended]
    shifts = [shift(item.body) for item in standing]
    gone = [item for item in items if item.ended and closeness(item.body, "before")]
    at_night = [item for item in standing if "night" in (item.body.get("good_for") or []) and is_reachable(item.body)]
    return Map(
        people=len(standing),
        reachable=sum(is_reachable(item.body) for item in standing),
        nearer=sum(one > 0 for one in shifts),
        further=sum(one < 0 for one in shifts) + len(gone),
        night=tuple(" ".join(str(item.body.get("nickname", "")).split()) for item in at_night),
    )
