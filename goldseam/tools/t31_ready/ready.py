"""T31: what is there and what is still open, for one side. It counts nothing, and nothing here opens or shuts. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from goldseam.tools.definition import Tool

Body = Mapping[str, Any]
SETTLED: Final = frozenset({"ready", "none"})
"""An area that is prepared, or in which there is nothing."""
B_SIDE: Final = {
    "b_want": "want_it",
    "b_questions": "questions_I_want_answered",
    "b_not": "do_not_want_to_know",
    "b_support": "own_support",
    "b_after": "after_day",
    "b_place": "place_to_stay",
    "b_rest": "no_big_decisions_for",
}
"""Word → the answer that it is about."""


@dataclass(frozen=True, slots=True)
class Stands:
    there: list[str]
    open: list[str]


def stands(tool: Tool, body: Body, roles: Collection[str], plan_held: bool) -> Stands:
    """By the words of the file. Somebody who named no role is asked both sides, so both are looked at."""
    found: dict[str, bool] = {}
    if "B" in roles or not roles:
        found |= {word: name in body for word, name in B_SIDE.items()}
    if "R" in roles or not roles:
        found |= _r_side(tool, body, plan_held)
    return Stands(
        [tool.word(word) for word, there in found.items() if there],
        [tool.word(word) for word, there in found.items() if not there],
    )


def _r_side(tool: Tool, body: Body, plan_held: bool) -> dict[str, bool]:
    settled = {row["id"] for row in body.get("areas", []) if row.get("done") in SETTLED}
    return {
        "r_therapist": body.get("own_therapist") == "yes",
        "r_areas": settled == {area.id for area in tool.by_name["areas"].each},
        "r_where": body.get("where_kept") in {"therapist", "paper", "file"},
        "r_aftercare": bool(body.get("aftercare")),
        "r_plan": bool(body.get("plan_reviewed")) and plan_held,
    }
