"""T12 ↔ T13: which high-risk situation a plan was made for. The plan holds its words; an address only its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from goldseam.tools.actions import ONLY
from goldseam.tools.desk import Desk

MARK: Final = "for_risk"


def situations(body: Mapping[str, Any]) -> list[str]:
    """The high-risk situations of the plan on one page, in its order."""
    rows = body.get("high_risk", [])
    return [str(row["situation"]) for row in rows if isinstance(row, dict) and row.get("situation")]


def asked(at: Desk) -> str:
    """The situation that the address names by its number (from 1); empty for anything else."""
    page = at.shelf.get("t13", ONLY)
    return numbered(situations(page.body) if page is not None else [], at.request.GET.get("risk", ""))


def numbered(found: Sequence[str], number: str) -> str:
    """The one that this number means, counted from 1; empty for anything else."""
    return next((words for n, words in enumerate(found, start=1) if str(n) == number), "")
