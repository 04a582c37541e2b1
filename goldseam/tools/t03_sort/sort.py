"""T03: where the weight of twelve answers lies. Pure. No sum is shown, no cut-off, no name of an illness.

Three groups of four statements. A group is drawn in one of five shades by the middle of its answers; a fourth field,
"mixed or unclear", is the darker the less the strongest group stands out. The person's own word counts above all this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Body = Mapping[str, Any]
Leaning = Literal["control", "conscience", "agreement", "mixed", ""]

GROUPS: dict[Literal["control", "conscience", "agreement"], tuple[str, ...]] = {
    "control": ("control_longer", "control_stop", "control_cost", "control_pull"),
    "conscience": ("conscience_right", "conscience_wish", "conscience_nobody", "conscience_person"),
    "agreement": ("agreement_broke", "agreement_hid", "agreement_untrue", "agreement_knew"),
}
LEAST_ANSWERS = 2
"""Of each group, before anything is drawn."""
FEW = tuple(name for names in GROUPS.values() for name in names[:LEAST_ANSWERS])
STANDS_OUT = 1.0
"""How far the strongest group must be ahead of the next one, in steps of the scale of five."""
SAYS_SOMETHING = 1.5
TOP = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """Shades from 0 (hardly any) to 4 (most of it), and which field stands out."""

    shades: dict[str, int]
    leaning: Leaning


def picture(body: Body) -> Picture | None:
    """None while too few statements are answered."""
    means: dict[Leaning, float] = {}
    for group, names in GROUPS.items():
        given = [body[name] for name in names if isinstance(body.get(name), int)]
        if len(given) < LEAST_ANSWERS:
            return None
        means[group] = sum(given) / len(given)
    (first, top), (_second, second), _third = sorted(means.items(), key=lambda pair: -pair[1])
    clear = top >= SAYS_SOMETHING and top - second >= STANDS_OUT
    shades: dict[str, int] = {group: _shade(mean) for group, mean in means.items()}
    shades["mixed"] = _mixed(top, top - second, clear=clear)
    return Picture(shades, first if clear else "mixed")


def _shade(mean: float) -> int:
    return min(TOP, int(mean + 0.5))


def _mixed(top: float, ahead: float, *, clear: bool) -> int:
    """The smaller the lead, the more mixed; where hardly anything was true, it is unclear rather than mixed."""
    if clear:
        return 1 if ahead < 2 * STANDS_OUT else 0
    return TOP - int(ahead * 2) if top >= SAYS_SOMETHING else TOP // 2


def leaning(body: Body) -> Leaning:
    """The person's own word; without one (or left open) what the answers show; empty when they show too little."""
    own = body.get("emphasis")
    if own in {*GROUPS, "mixed"}:
        return own
    found = picture(body)
    return found.leaning if found else ""
