"""T06: forty cards, a core of five at most, three for now. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from goldseam.tools.definition import Option

MOST_CORE, MOST_NOW = 5, 3
WEEK = 7 * 24 * 60
NARROWED = {"core": "matters", "now": "core"}
"""Each is chosen from the one before."""
MOST = {"core": MOST_CORE, "now": MOST_NOW}


def pruned(body: Mapping[str, Any]) -> dict[str, Any]:
    """A card that no longer matters is not in the core either, and what left the core is not one of the three."""
    kept = dict(body)
    for name, wider in NARROWED.items():
        if name in kept:
            kept[name] = [card for card in kept[name] if card in kept.get(wider, ())]
            if not kept[name]:
                del kept[name]
    return kept


def fault(name: str, chosen: Sequence[str], body: Mapping[str, Any]) -> str:
    """The key of the sentence that says what is wrong with a choice; empty when nothing is."""
    if len(chosen) > MOST[name]:
        return f"{name}_most"
    return "" if set(chosen) <= set(body.get(NARROWED[name], ())) else f"{name}_open"


def name_of(option: Option) -> str:
    """Honesty, of "Honesty: what I say is so"."""
    return option.label.partition(":")[0]


def says(option: Option) -> str:
    return option.label.partition(":")[2].strip()


def due(last: int, now: int) -> bool:
    """Once a week is enough; both in minutes."""
    return now - last >= WEEK
