"""T40: gentle reasons to ask somebody for help. Own words and own thresholds; no questionnaire's cut-off is claimed.

Pure. Each rule looks at days that were written down; days left out say nothing and count for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any, Literal

from goldseam.insight.stats import FEW, WEEK

SYMPTOMS = ("anxiety", "low_mood", "on_guard", "flashback_images", "anger", "numb")
Advice = Literal["step_sleep", "step_food", "step_function", "step_eight"]

LAST_DAYS, WITHIN = 7, timedelta(days=14)
MOST = 5
SHORT_NIGHT = 5.0
STUCK = 3  # days on which work or care was not possible
BOTHERED = 2  # "moderately" on the scale of five
STUCK_SYMPTOMS = 3


def advice(days: Sequence[tuple[date, Mapping[str, Any]]], today: date, eight_weeks: bool) -> list[Advice]:
    """`days` are diary bodies by their day, in any order; `eight_weeks` comes from `unchanged`."""
    recent = sorted((day for day in days if today - WITHIN < day[0] <= today), key=lambda day: day[0])[-LAST_DAYS:]
    bodies = [body for _day, body in recent]
    found: list[Advice] = []
    if sum(body.get("sleep_hours", SHORT_NIGHT) < SHORT_NIGHT for body in bodies) >= MOST:
        found.append("step_sleep")
    if sum(body.get("ate") == "little" for body in bodies) >= MOST:
        found.append("step_food")
    if sum(body.get("hard_day") == "no" for body in bodies) >= STUCK:
        found.append("step_function")
    if eight_weeks:
        found.append("step_eight")
    return found


def unchanged(points: Mapping[str, Sequence[tuple[int, float]]], now: int) -> bool:
    """Whether at least three symptoms trouble as much in the last two weeks as six to ten weeks before."""
    stuck = 0
    for name in SYMPTOMS:
        late = [value for at, value in points.get(name, ()) if now - 2 * WEEK < at <= now]
        early = [value for at, value in points.get(name, ()) if now - 10 * WEEK < at <= now - 6 * WEEK]
        if len(late) >= FEW and len(early) >= FEW and median(late) >= median(early) >= BOTHERED:
            stuck += 1
    return stuck >= STUCK_SYMPTOMS


def strong(body: Mapping[str, Any]) -> bool:
    """Any of the six at "quite a bit" or more: grounding is offered."""
    return any(body.get(name, 0) >= 3 for name in SYMPTOMS)
