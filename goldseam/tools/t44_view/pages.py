"""T44: two weeks looked back on, in words: how far an old thought was believed then, and how far now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldseam.insight.sentences import capital, figure
from goldseam.insight.stats import FEW
from goldseam.tools.definition import Tool
from goldseam.tools.forms import Body
from goldseam.tools.times import day_words

FORTNIGHT = timedelta(days=14)
MOVED = 10
"""Points of a hundred from which a change gets a word of its own."""


@dataclass(frozen=True, slots=True)
class Note:
    """One day's entry, as far as the review looks at it."""

    day: date
    thought: str
    believe: float | None
    new: float | None


def notes(bodies: Iterable[Body], today: date) -> list[Note]:
    """The entries of the last fourteen days, oldest first."""
    found = [note(body) for body in bodies]
    return sorted((one for one in found if today - FORTNIGHT < one.day <= today), key=lambda one: one.day)


def note(body: Body) -> Note:
    return Note(
        date.fromisoformat(str(body["day"])),
        " ".join(str(body.get("old_belief", "")).split()),
        _number(body.get("believe")),
        _number(body.get("believe_new")),
    )


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def review(tool: Tool, found: Sequence[Note], today: date) -> list[str]:
    """Sentences about the thought written down most often; one that says "too few" until there are four numbers."""
    rated = [one for one in found if one.believe is not None]
    if len(rated) < FEW:
        return [tool.word("few")] if found else []
    same = most_written(rated)
    if len(same) < 2:
        return [tool.word("many_thoughts")]
    first, last = same[0], same[-1]
    said = [
        tool.word("review_then").format(
            day=capital(day_words(first.day, today)), thought=last.thought, then=figure(first.believe)
        ),
        tool.word("review_now").format(day=capital(day_words(last.day, today)), now=figure(last.believe)),
    ]
    fairer = [one.new for one in same if one.new is not None]
    if len(fairer) > 1:
        said.append(tool.word("review_new").format(then=figure(fairer[0]), now=figure(fairer[-1])))
    return [*said, tool.word(direction((last.believe or 0) - (first.believe or 0)))]


def most_written(found: Sequence[Note]) -> list[Note]:
    """The entries about one thought, the one that came up most; of two that came up as often, the later one."""
    groups: dict[str, list[Note]] = {}
    for one in found:
        groups.setdefault(one.thought.casefold().strip(" .…“”\"'"), []).append(one)
    return max(groups.values(), key=lambda group: (len(group), group[-1].day))


def direction(change: float) -> str:
    if change <= -MOVED:
        return "lower"
    return "higher" if change >= MOVED else "same"
