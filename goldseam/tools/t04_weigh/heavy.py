"""T04: what weighs most in each of the four boxes. Pure. Boxes are never added up or set against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BOXES = ("good_of_changing", "cost_of_changing", "pull_of_staying", "cost_of_staying")
Row = Mapping[str, Any]


def heaviest(rows: Sequence[Row]) -> list[str]:
    """The words of the row with the most weight, of several when they weigh the same; with no weights, the first."""
    written = [row for row in rows if row.get("what")]
    weights = [row["weight"] for row in written if row.get("weight")]
    if not weights:
        return [str(row["what"]) for row in written[:1]]
    return [str(row["what"]) for row in written if row.get("weight") == max(weights)]
