"""T02: a first draft of a person's own summary, made from their five cards. Pure; nothing is added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from goldseam.insight.sentences import small
from goldseam.tools.definition import Tool

Body = Mapping[str, Any]
CARDS = ("compulsive", "control", "cravings", "continued", "consequences")
NAMED = CARDS[:4]
"""The fifth card is told by its areas."""
ORDER = (("clearly", "draft_clearly"), ("a_little", "draft_little"), ("unsure", "draft_unsure"), ("no", "draft_no"))


def answered(body: Body) -> list[str]:
    """Cards that hold an example or a clear no."""
    return [card for card in CARDS if body.get(f"{card}_present") == "no" or body.get(f"{card}_example")]


def begun(body: Body) -> list[str]:
    """Cards with any answer to whether they fit."""
    return [card for card in CARDS if body.get(f"{card}_present")]


def draft(tool: Tool, body: Body) -> str:
    """Sentences in the first person, for the person to change; empty when no card was answered."""
    said = []
    for answer, key in ORDER:
        names = [tool.word(f"name_{card}") for card in NAMED if body.get(f"{card}_present") == answer]
        if names:
            said.append(tool.word(key).format(what=joined(names)))
    areas = tool.by_name["areas"].by_id
    touched = [small(areas[area].label) for area in body.get("areas", ()) if area in areas]
    if touched:
        said.append(tool.word("draft_areas").format(what=joined(touched)))
    tries = body.get("tries_to_stop", 0)
    if tries:
        said.append(tool.word("draft_tried_once" if tries == 1 else "draft_tried").format(n=tries))
    return " ".join(said)


def joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
