"""T05: which questions follow the rulers, and how the rulers moved. Pure. Nothing asks why a number is not higher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldseam.tools.gates import DECIDED_FROM
from goldseam.tools.history import Series

RULERS = ("importance", "confidence", "readiness")
FIRST = ("goal", *RULERS)
SECOND = ("why_not_lower", "what_would_matter", "one_point_up", "who_could_help", "decided", "choice", "stands")


def asked(importance: int | None, *, again: bool = False) -> list[str]:
    """At 0 what would have to happen for it to matter; above that one's own reasons. A goal looked at again may go."""
    out = {"why_not_lower" if importance == 0 else "what_would_matter", *(() if again else ("stands",))}
    return [name for name in SECOND if name not in out]


def reason_missing(body: Mapping[str, Any]) -> bool:
    """A number above 0 has a reason, and the reason is what counts here."""
    return body.get("importance", 0) > 0 and not body.get("why_not_lower")


def ready_to_weigh(body: Mapping[str, Any]) -> bool:
    return body.get("decided") == "yes" and body.get("importance", 0) >= DECIDED_FROM


def begun_with(points: Series, key: str) -> dict[str, float]:
    """The first answer to each ruler for one goal."""
    mine = [i for i, items in enumerate(points.tags.get("_item", [])) if key in items]
    found: dict[str, float] = {}
    for name in RULERS:
        values = points.numbers.get(name, [])
        known = [value for i in mine if i < len(values) and (value := values[i]) is not None]
        if known:
            found[name] = known[0]
    return found
