"""T19, pure: one rule loosened at a time, two weeks each; and days within the plan, of those marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from goldseam.tools.history import Series
from goldseam.tools.t16_pause.days import Days, day_of

Body = Mapping[str, Any]
TRIAL: Final = timedelta(days=14)


def too_soon(before: Body, rule: str, today: date) -> date | None:
    """The day from which another rule may be loosened, while the last one is still being tried."""
    old = before.get("loosening")
    if not old or not rule or rule == old:
        return None
    free = _since(before, today) + TRIAL
    return free if free > today else None


def settle(before: Body, after: Body, today: date) -> dict[str, Any]:
    """The new version, with the day its rule was first written."""
    body = {name: value for name, value in after.items() if name != "loosened_on"}
    if not body.get("loosening"):
        return body
    same = body["loosening"] == before.get("loosening")
    body["loosened_on"] = (_since(before, today) if same else today).isoformat()
    return body


def _since(body: Body, today: date) -> date:
    said = body.get("loosened_on")
    return date.fromisoformat(said) if isinstance(said, str) else today


def within(marked: Series) -> Days:
    """Kept days of marked ones; `marked` is by the day. Days nobody marked are no days against anyone."""
    by_day = {day_of(at): answers for at, answers in zip(marked.at, marked.tags.get("within", []), strict=False)}
    return Days(sum("yes" in answers for answers in by_day.values()), len(by_day))
