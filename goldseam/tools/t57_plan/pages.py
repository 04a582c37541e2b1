"""T57: what the plan's pages show. Pure but for addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.insight.sentences import capital, number
from goldseam.tools import crisis
from goldseam.tools.definition import Tool
from goldseam.tools.fold import State
from goldseam.tools.times import from_minute, full_day

PARTS: tuple[tuple[str, ...], ...] = (
    ("my_warning_signs",),
    ("what_I_can_do_alone",),
    ("people_and_places_that_shift_me",),
    ("partner_safe", "people_I_can_tell"),
    ("professionals_and_lines",),
    ("making_it_safer",),
    ("reasons_to_stay",),
)
"""Six parts in the order of a night that gets darker, and the reasons to stay."""
MAIN = tuple(part[-1] for part in PARTS)
_NUMBER = re.compile(r"(?<![\w+])\+?\d[\d ()/.-]*\d")
CRISIS = (
    "people_I_can_tell",
    "making_it_safer",
    "what_I_can_do_alone",
    "people_and_places_that_shift_me",
    "reasons_to_stay",
)
"""Order on the screens of the dark hour; the numbers stand before all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan; `tel` when it holds a number that a phone can call."""

    text: str
    tel: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    number: int
    label: str
    lines: tuple[Line, ...]
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    exists: bool
    parts: list[Part]
    filled_words: str
    reviewed: str
    next_review: str
    due: str
    """Why it should be read again now; empty when it need not be."""
    uid: str
    record: str


@dataclass(frozen=True, slots=True)
class CrisisStep:
    label: str
    lines_of_plan: tuple[Line, ...]
    lines: bool
    back: str
    forward: str


def plan_page(tool: Tool, state: State, now: datetime, zone: tzinfo) -> PlanPage:
    plan = state.plan
    partner = {"no": tool.word("partner_no"), "unsure": tool.word("partner_unsure")}.get(
        str(plan.get("partner_safe")), ""
    )
    parts = [
        Part(
            n,
            tool.by_name[name].label,
            as_lines(plan.get(name)),
            reverse("tools:t57_part", args=[n]),
            partner if name == "people_I_can_tell" else "",
        )
        for n, name in enumerate(MAIN, 1)
    ]
    kept = from_minute(state.plan_at)
    read = from_minute(crisis.last_read(state))
    return PlanPage(
        exists=bool(plan),
        parts=parts,
        filled_words=capital(number(sum(bool(part.lines) for part in parts))),
        reviewed=full_day(kept.astimezone(zone).date()) if plan else "",
        next_review=full_day((read + crisis.REVIEW).astimezone(zone).date()) if plan else "",
        due=_due(tool, state, now),
        uid=str(uuid4()),
        record=state.plan_id,
    )


def _due(tool: Tool, state: State, now: datetime) -> str:
    if not crisis.plan_review_due(state, now):
        return ""
    return tool.word("review_hard" if crisis.after_hard_answer(state) else "review_due")


def as_lines(value: Any) -> tuple[Line, ...]:
    texts = [str(line) for line in value] if isinstance(value, list) else [str(value)] if value else []
    return tuple(Line(text, phone(text)) for text in texts)


def phone(text: str) -> str:
    """The one telephone number in a line as it goes behind `tel:`; empty when there is none, or more than one."""
    found = [re.sub(r"[^\d+]", "", number) for number in _NUMBER.findall(text)]
    found = [number for number in found if 3 <= len(number.lstrip("+")) <= 15]
    return found[0] if len(found) == 1 else ""


def crisis_step(tool: Tool, plan: Mapping[str, Any], number: int) -> CrisisStep | None:
    """Screen 0 holds the numbers; after it come the parts that hold something."""
    filled = [name for name in CRISIS if plan.get(name)]
    if not 0 <= number <= len(filled):
        return None
    forward = reverse("tools:t57_now", args=[number + 1]) if number < len(filled) else ""
    if number == 0:
        return CrisisStep(tool.word("now_title"), as_lines(plan.get("professionals_and_lines")), True, "", forward)
    name = filled[number - 1]
    return CrisisStep(
        crisis_label(name), as_lines(plan[name]), False, reverse("tools:t57_now", args=[number - 1]), forward
    )


def crisis_label(name: str) -> str:
    return {
        "people_I_can_tell": _("Tell one of them"),
        "making_it_safer": _("Make this place safer"),
        "what_I_can_do_alone": _("Do one of these"),
        "people_and_places_that_shift_me": _("Go there, or be with them"),
        "reasons_to_stay": _("You wrote why you stay"),
    }[name]
