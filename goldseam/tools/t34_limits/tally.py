"""T34: how limits went, counted: kept, crossed, and after how many crossings the own step was taken. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldseam.insight.sentences import number
from goldseam.tools.definition import Tool
from goldseam.tools.history import Series

KEPT, CROSSED = "kept", "crossed"
YES = "yes"


@dataclass(frozen=True, slots=True)
class Tally:
    kept: int = 0
    crossed: int = 0
    acted: int = 0

    @property
    def any(self) -> bool:
        return bool(self.kept or self.crossed)


def by_limit(points: Series) -> dict[str, Tally]:
    """Limit → what became of it, over all the points given."""
    found: dict[str, list[tuple[str, str]]] = {}
    for of, how, acted in _rows(points):
        found.setdefault(of, []).append((how, acted))
    return {key: _count(rows) for key, rows in found.items()}


def whole(points: Series) -> Tally:
    return _count([(how, acted) for _of, how, acted in _rows(points)])


def _rows(points: Series) -> list[tuple[str, str, str]]:
    none: list[list[str]] = [[] for _ in points.at]
    columns = (points.tags.get(name, none) for name in ("limit", "how", "acted"))
    firsts = ([words[0] if words else "" for words in column] for column in columns)
    return list(zip(*firsts, strict=True))


def _count(rows: Sequence[tuple[str, str]]) -> Tally:
    """A step counts as taken only where there was a crossing to answer."""
    hows = [how for how, _acted in rows]
    acted = sum(how == CROSSED and said == YES for how, said in rows)
    return Tally(hows.count(KEPT), hows.count(CROSSED), acted)


def parts(tool: Tool, found: Tally) -> str:
    """What happened, as people say it: “kept twice, crossed once”. What did not happen is left out."""
    said = [
        tool.word(word).format(n=times(tool, n))
        for word, n in (("kept_times", found.kept), ("crossed_times", found.crossed), ("acted_times", found.acted))
        if n
    ]
    return ", ".join(said)


def times(tool: Tool, n: int) -> str:
    return tool.word("once") if n == 1 else tool.word("twice") if n == 2 else tool.word("times").format(n=number(n))
