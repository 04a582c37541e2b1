"""Digests → what the patterns compare. Pure: it knows which answers of which tool mean what, and no words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from goldseam.insight import stats
from goldseam.insight.patterns import Compared, Fall, Help, Relief, Row, Usual, compare, helped, relief, stronger, usual
from goldseam.insight.stats import Grid
from goldseam.tools import history
from goldseam.tools.fold import Month
from goldseam.tools.history import Series

NO_HELP = frozenset({"nothing"})
BEFORE = ("halt", "feeling", "place", "device")
"""What of an urge can be seen coming."""
NEEDS = ("hungry", "angry", "lonely", "tired", "bored", "stressed", "ashamed")
HIGH = 2
NEAR = 180
"""A need of `HIGH` or more in a look (T10) up to three hours before an urge counts as noted with it."""


@dataclass(frozen=True, slots=True)
class Urges:
    when: Grid
    at: list[int]
    edge: float | None
    before: dict[str, Compared]
    """By what was noted and outcome: "halt strong", "halt slip" and so on."""
    helps: list[Help]
    pairs: int
    held: Compared


@dataclass(frozen=True, slots=True)
class Reactions:
    when: Grid
    at: list[int]
    edge: float | None
    triggers: Compared
    helps: list[Help]
    pairs: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything the page needs. None: nothing of that kind was kept in this time."""

    urges: Urges | None = None
    reactions: Reactions | None = None
    maps: int = 0
    chain: Usual | None = None
    calm: list[Help] = field(default_factory=list)
    calm_pairs: int = 0
    checks: int = 0
    relief_pairs: int = 0
    relief: Relief | None = None


def read(
    detail: Sequence[Month], main: Sequence[Month], now: datetime, zone: tzinfo, weeks: int, slips: frozenset[str]
) -> Kept:
    """`slips` are the answers to an urge that mean giving in: they are never ranked among what helped (HR-6)."""
    first = history.local_now(now, zone) - weeks * stats.WEEK

    def series(digests: Sequence[Month], kind: str) -> Series:
        return history.series(digests, kind, zone).since(first)

    urges, reactions = series(detail, "t09"), series(detail, "t40b")
    maps = [point[0] for point in column(series(detail, "t11"), "break_point") if point]
    cards = falls(series(detail, "t41"), "card", "before", "after")
    checks = series(detail, "t42")
    pairs = both(checks, "relief_after_10", "relief_after_60")
    return Kept(
        urges=_urges(urges, series(main, "t10"), slips) if urges.at else None,
        reactions=_reactions(reactions) if reactions.at else None,
        maps=len(maps),
        chain=usual(maps),
        calm=helped(cards),
        calm_pairs=len(cards),
        checks=len(checks.at),
        relief_pairs=len(pairs),
        relief=relief(pairs),
    )


def _urges(urges: Series, looks: Series, slips: frozenset[str]) -> Urges:
    strength = numbers(urges, "intensity_start")
    edge = stronger([value for value in strength if value is not None])
    answers = [frozenset(tags) for tags in column(urges, "response")]
    slipped = [bool(tags & slips) for tags in answers]
    noted = {name: [frozenset(tags) for tags in column(urges, name)] for name in BEFORE}
    noted["halt"] = [tags | seen for tags, seen in zip(noted["halt"], needs_before(urges.at, looks), strict=True)]
    groups: dict[str, list[Row]] = {}
    for name, tags in noted.items():
        if edge is not None:
            groups[f"{name} strong"] = rows(urges.at, tags, [v is not None and v >= edge for v in strength])
        groups[f"{name} slip"] = rows(urges.at, tags, slipped)
    chosen = [tags - slips for tags in answers]
    pairs = falls(urges, "response", "intensity_start", "intensity_end", keep=lambda tags: not tags & slips)
    return Urges(
        when=stats.grid(urges.at),
        at=urges.at,
        edge=edge,
        before=compare(groups),
        helps=helped(pairs),
        pairs=len(pairs),
        held=compare({"held": rows(urges.at, chosen, [not slip for slip in slipped])})["held"],
    )


def needs_before(urges: Sequence[int], looks: Series) -> list[frozenset[str]]:
    """For each urge, the needs that were high in a look shortly before it."""
    rated = {need: numbers(looks, need) for need in NEEDS}
    found = []
    for at in urges:
        near = range(bisect_left(looks.at, at - NEAR), bisect_left(looks.at, at + 1))
        found.append(frozenset(need for need, values in rated.items() if any((values[i] or 0) >= HIGH for i in near)))
    return found


def _reactions(found: Series) -> Reactions:
    strength = numbers(found, "strength")
    edge = stronger([value for value in strength if value is not None])
    triggers = [frozenset(tags) - NO_HELP for tags in column(found, "trigger")]
    strong = [edge is not None and value is not None and value >= edge for value in strength]
    pairs = falls(found, "what_helped", "strength", "now", without=NO_HELP)
    return Reactions(
        when=stats.grid(found.at),
        at=found.at,
        edge=edge,
        triggers=compare({"strong": rows(found.at, triggers, strong)})["strong"],
        helps=helped(pairs),
        pairs=len(pairs),
    )


def numbers(of: Series, name: str) -> list[float | None]:
    return of.numbers.get(name) or [None] * len(of.at)


def column(of: Series, name: str) -> list[list[str]]:
    return of.tags.get(name) or [[] for _ in of.at]


def rows(at: Sequence[int], tags: Sequence[frozenset[str]], outcome: Sequence[bool]) -> list[Row]:
    return [Row(*one) for one in zip(at, tags, outcome, strict=True)]


def falls(
    of: Series,
    name: str,
    before: str,
    after: str,
    *,
    without: frozenset[str] = frozenset(),
    keep: Callable[[frozenset[str]], bool] = lambda tags: True,
) -> list[Fall]:
    """Entries with an answer and both numbers."""
    made = []
    for at, tags, first, last in zip(of.at, column(of, name), numbers(of, before), numbers(of, after), strict=True):
        told = frozenset(tags) - without
        if told and keep(told) and first is not None and last is not None:
            made.append(Fall(at, told, first, last))
    return made


def both(of: Series, first: str, second: str) -> list[tuple[float, float]]:
    found = zip(numbers(of, first), numbers(of, second), strict=True)
    return [(a, b) for a, b in found if a is not None and b is not None]
