"""T01: a look laid next to one's own start, and which one tool may help now. Pure; the thresholds are our own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Numbers = Mapping[str, Any]
Way = Literal["up", "down", "same", "only_now"]

UNSAFE = 3
LOW_HARD, LOW = 4, 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A tool worth offering, to whom, and when."""

    code: str
    roles: frozenset[str]
    when: Callable[[Numbers], bool]


def _rule(code: str, roles: str, when: Callable[[Numbers], bool]) -> Rule:
    return Rule(code, frozenset(roles), when)


def _at_least(name: str, least: float) -> Callable[[Numbers], bool]:
    return lambda body: name in body and body[name] >= least


def _at_most(name: str, most: float) -> Callable[[Numbers], bool]:
    return lambda body: name in body and body[name] <= most


def _any(*tests: Callable[[Numbers], bool]) -> Callable[[Numbers], bool]:
    return lambda body: any(test(body) for test in tests)


RULES: Sequence[Rule] = (
    _rule("t57", "RBS", _at_least("low", LOW)),
    _rule("t12", "R", _any(_at_least("strongest_urge", 8), _at_most("confidence_next_14", 4))),
    _rule("t11", "R", _at_least("days_inner_circle", 1)),
    _rule("t41", "B", _any(_at_least("on_guard", 3), _at_least("unwanted_images", 3), _at_most("felt_safe_today", 3))),
    _rule("t47", "BS", _at_most("sleep_hours", 4.9)),
    _rule("t44", "RB", _any(_at_least("shame_self", 7), _at_most("worth", 3))),
    _rule("t34", "B", _at_most("own_choice", 3)),
    _rule("t27", "R", _at_most("openness_kept", 3)),
    _rule("t50", "RBS", _at_most("support_people", 0)),
    _rule("t06", "R", lambda body: True),
    _rule("t40", "B", lambda body: True),
    _rule("t47", "S", lambda body: True),
)
"""In the order of what cannot wait. The last three are for steady times."""


def offers(body: Numbers, roles: Collection[str]) -> list[str]:
    """Codes of tools that fit these answers, the most needed first; all rules count for somebody who named no role."""
    mine = frozenset(roles) or frozenset("RBS")
    return [rule.code for rule in RULES if rule.roles & mine and rule.when(body)]


def way(before: float | None, now: float, least: float = 1.0) -> Way:
    """Which way a number went. A difference under `least` is no difference."""
    if before is None:
        return "only_now"
    if abs(now - before) < least:
        return "same"
    return "up" if now > before else "down"


def unsafe_twice(now: Numbers, before: Numbers) -> bool:
    """Whether this answer on feeling safe and the last one before it were both low."""
    return _at_most("felt_safe_today", UNSAFE)(now) and _at_most("felt_safe_today", UNSAFE)(before)
