"""T10: which need is highest, what one thing helps, and which need was there before urges. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

ACTS: Final[dict[str, str]] = {
    "hungry": "eat",
    "tired": "rest",
    "angry": "cool_down",
    "lonely": "reach_out",
    "ashamed": "be_kind",
    "low": "lift",
    "stressed": "put_down",
    "bored": "do_something",
}
"""Need → the one thing. The order settles a tie: what is quickest to mend comes first."""
HIGH: Final = 2
BEFORE: Final = 180
"""Minutes before an urge in which a look belongs to it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a need stood out, of how many times."""

    need: str
    times: int
    of: int


def high(body: Mapping[str, object]) -> list[str]:
    """The needs that stand out, the highest first."""
    rated = {need: value for need in ACTS if isinstance(value := body.get(need), int)}
    order = list(ACTS)
    found = [need for need, value in rated.items() if value >= HIGH]
    return sorted(found, key=lambda need: (-rated[need], order.index(need)))


def one_thing(body: Mapping[str, object]) -> str:
    """The act for the highest need; empty when nothing stands out."""
    needs = high(body)
    return ACTS[needs[0]] if needs else ""


def standing_out(looks: Iterable[Mapping[str, object]]) -> Seen | None:
    """The need that was highest most often, once there are four looks or more."""
    tops = [needs[0] if (needs := high(look)) else "" for look in looks]
    counted = Counter(top for top in tops if top)
    if len(tops) < 4 or not counted:
        return None
    need, times = counted.most_common(1)[0]
    return Seen(need, times, len(tops))


def before_urges(
    urges: Sequence[int], tagged: Sequence[Sequence[str]], looks: Sequence[tuple[int, Mapping[str, object]]]
) -> list[Seen]:
    """For each need, before how many urges it was there: written with the urge, or seen in a look shortly before.

    `urges` are minutes, `tagged` the needs chosen in each; `looks` are (minute, answers) in order of time. Only urges
    that say anything about needs count.
    """
    minutes = [at for at, _ in looks]
    counted: Counter[str] = Counter()
    known = 0
    for at, tags in zip(urges, tagged, strict=True):
        near = looks[bisect_left(minutes, at - BEFORE) : bisect_left(minutes, at + 1)]
        needs = {tag for tag in tags if tag in ACTS} | {need for _, look in near for need in high(look)}
        counted.update(needs)
        known += bool(needs or tags or near)
    order = list(ACTS)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], order.index(pair[0])))
    return [Seen(need, times, known) for need, times in ranked]
