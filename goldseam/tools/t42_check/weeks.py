"""T42 in words: minutes of the last seven days, how long relief lasted, how often something else was chosen. Pure.

Numbers come in as one series on the person's own clock; `here` is the minute of now on the same clock.
"""

from __future__ import annotations

from statistics import median
from typing import Final

from django.utils.translation import ngettext

from goldseam.insight.sentences import figure, number
from goldseam.insight.stats import FEW, WEEK
from goldseam.tools.definition import Tool
from goldseam.tools.history import Series

LOOK_BACK: Final = 4
"""Weeks that the sentences about relief and waiting rest on."""
PAIRS: Final = 3
"""Entries with both numbers from which relief is spoken of."""
SAME: Final = 10
"""Minutes of difference that are not worth a word."""
CHOSE: Final = frozenset({"delayed", "other", "asked"})


def lines(tool: Tool, points: Series, here: int) -> list[str]:
    recent = points.since(here - LOOK_BACK * WEEK)
    return [*minutes(tool, points, here), relief(tool, recent), waited(tool, recent)]


def minutes(tool: Tool, points: Series, here: int) -> list[str]:
    """The last seven days, beside the seven before them when both hold something."""
    both = [(at, value) for at, value in points.points("minutes") if at >= here - 2 * WEEK]
    now = sum(value for at, value in both if at >= here - WEEK)
    before = sum(value for at, value in both if at < here - WEEK)
    if not points.since(here - WEEK).at:
        return [tool.word("week_none")]
    said = tool.word("week_minutes").format(time=time_words(now)) if now else tool.word("week_minutes_none")
    if not before:
        return [said]
    key = "same" if abs(now - before) < SAME else "more" if now < before else "less"
    return [said, tool.word(f"week_before_{key}").format(time=time_words(before))]


def relief(tool: Tool, points: Series) -> str:
    """From how much after ten minutes to how much after an hour, in the middle of all that have both."""
    blank: list[float | None] = [None] * len(points.at)
    early, late = points.numbers.get("relief_after_10", blank), points.numbers.get("relief_after_60", blank)
    pairs = [(a, b) for a, b in zip(early, late, strict=True) if a is not None and b is not None]
    if len(pairs) < PAIRS:
        return tool.word("relief_few")
    first, then = median(a for a, _b in pairs), median(b for _a, b in pairs)
    return tool.word(f"relief_{_lasting(first, then)}").format(early=figure(first), late=figure(then))


def _lasting(first: float, then: float) -> str:
    if first <= 1:
        return "little"
    if then <= first / 2:
        return "gone"
    return "less" if then < first - 0.5 else "held"


def waited(tool: Tool, points: Series) -> str:
    answered = [set(tags) for tags in points.tags.get("did", []) if tags]
    if len(answered) < FEW:
        return tool.word("delay_few")
    chose = sum(bool(tags & CHOSE) for tags in answered)
    return tool.word("delay_line").format(n=number(chose), all=number(len(answered)))


def time_words(n: float) -> str:
    """45 minutes; 2 hours 10 minutes."""
    hours, rest = divmod(round(n), 60)
    said = [ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}] if hours else []
    if rest or not hours:
        said.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return " ".join(said)
