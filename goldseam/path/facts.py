"""Which signs the private tools can show at this moment, from what is carried forward and from the living things.

No text is read: whether an answer is there, how many there are, which choice was made. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from goldseam.path.known import ALONE
from goldseam.tools.fold import State
from goldseam.tools.shelf import Shelf
from goldseam.tools.t13_page.filled import whole
from goldseam.tools.t15_circles import circles

FIVE_CS: Final = ("compulsive", "control", "cravings", "continued", "consequences")
PLAN: Final = (
    "my_warning_signs",
    "what_I_can_do_alone",
    "people_and_places_that_shift_me",
    "making_it_safer",
    "reasons_to_stay",
)
TELL: Final = ("people_I_can_tell", "professionals_and_lines")
THREE: Final = 3
SIX: Final = 6
FIVE: Final = 5
TEN: Final = 10
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Facts:
    state: State
    shelf: Shelf
    now: datetime

    def count(self, kind: str) -> int:
        """How many were ever kept; it goes down only when one is burned."""
        return self.state.counts.get(kind, 0)

    def says(self, kind: str, *names: str) -> bool:
        """Whether the person's one document of this kind holds any of these answers."""
        item = self.shelf.one(kind)
        return item is not None and any(item.body.get(name) for name in names)


def _five_cs(facts: Facts) -> bool:
    return all(facts.says("t02", f"{name}_present") for name in FIVE_CS)


def _goal(facts: Facts) -> bool:
    return any(item.holds("why_not_lower") for item in facts.shelf.items("t05"))


def _values(facts: Facts) -> bool:
    act = any(item.body.get("small_act") for item in facts.shelf.items("t06c"))
    return facts.says("t06", "core") and act


def _plan_whole(facts: Facts) -> bool:
    """All six parts of the plan for a bad hour (T57); somebody to tell may be a person or a line."""
    plan = facts.state.plan
    return all(plan.get(name) for name in PLAN) and any(plan.get(name) for name in TELL)


def _openness(facts: Facts) -> bool:
    """One's own side of the openness plan (T27); alone, the same honesty towards somebody chosen (T51; §8)."""
    own = facts.shelf.one("t27")
    rows = [row for name, value in own.body.items() if isinstance(value, list) for row in value] if own else []
    return len(rows) >= SIX or (facts.state.me.get("other_is") in ALONE and facts.count("t51") >= 1)


def _linked(facts: Facts) -> bool:
    return sum(item.holds("what_I_did_that_led_here") for item in facts.shelf.items("t29b")) >= THREE


def _circles(facts: Facts) -> bool:
    """Gone through with somebody; a look alone does not start them."""
    held = circles.stage(facts.shelf.items("t15"), facts.shelf.items("t15b"), facts.now)
    return held.where == "active"


def _small_care(facts: Facts) -> bool:
    item = facts.shelf.one("t47")
    return item is not None and any(row.get("one_thing") for row in item.body.get("areas", []))


def _limits(facts: Facts) -> int:
    """How many limits stand that say what the person will do (T34)."""
    return sum(item.holds("if_it_happens_I_will") for item in facts.shelf.standing("t34"))


def _know_lists(facts: Facts) -> bool:
    """Both lists of T31 hold a line: what is to be answered, and what not."""
    return facts.says("t31", "questions_I_want_answered") and facts.says("t31", "do_not_want_to_know")


RULES: Final[dict[str, Callable[[Facts], bool]]] = {
    "barriers": lambda facts: facts.count("t17") >= FIVE,
    "one_person": lambda facts: facts.count("t50") >= 1,
    "small_care": _small_care,
    "looked": lambda facts: facts.state.t58_at > 0,
    "plan_whole": _plan_whole,
    "loop": lambda facts: facts.count("t11") >= 1,
    "help_step": lambda facts: any(facts.count(kind) for kind in ("t52b", "t52c", "t54")),
    "linked": _linked,
    "openness": _openness,
    "first_limit": lambda facts: _limits(facts) >= 1,
    "two_limits": lambda facts: _limits(facts) >= 2,
    "know_lists": _know_lists,
    "three_maps": lambda facts: facts.count("t11") >= THREE,
    "triggers": lambda facts: facts.count("t40b") >= THREE,
    "start": lambda facts: facts.count("t01") >= 1,
    "five_cs": _five_cs,
    "emphasis": lambda facts: facts.says("t03", "emphasis"),
    "goal": _goal,
    "story": lambda facts: facts.count("t07c") >= 1,
    "answers": lambda facts: facts.count("t29") >= TEN,
    "relief": lambda facts: facts.state.relieved >= 3,
    "fairer": lambda facts: facts.count("t44") >= 2,
    "values": _values,
    "three_people": lambda facts: facts.count("t50") >= 3 and facts.count("t50b") >= 1,
    "maps": lambda facts: facts.count("t11") >= FIVE,
    "plans": lambda facts: len(facts.shelf.standing("t12")) >= 3,
    "circles": _circles,
    "one_page": lambda facts: whole(facts.shelf, facts.now),
    "practice": lambda facts: facts.state.practised >= TEN,
    "marked": lambda facts: max(facts.state.marked.values(), default=0) >= WEEK,
    "units": lambda facts: all(facts.shelf.get("t43", unit) is not None for unit in ("b1", "b2")),
    "not_yet": lambda facts: facts.says("t45", "what_I_need_to_see", "not_deciding_until"),
}


def there(state: State, shelf: Shelf, now: datetime) -> frozenset[str]:
    facts = Facts(state, shelf, now)
    return frozenset(id for id, rule in RULES.items() if rule(facts))
