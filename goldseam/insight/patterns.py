"""What goes with what, in one person's own entries. Pure; times are local minutes (see stats).

Three habits keep it honest. Entries close together count once (`apart`): one hard evening is one witness. Comparisons
stay inside a week or two (`stretches`), so that slow change (urges ease while a new habit begins) does not pass for a
link. And the more places are looked at, the more each one must stand out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from goldseam.insight.exact import (
    Middle,
    Stratum,
    beyond,
    coin_chance,
    higher_chance,
    least_chance,
    looks,
    middle,
    table_chance,
    winner_chance,
)
from goldseam.insight.stats import RARE, WEEK

OFTEN = 10
"""Rows a week from which on a stretch is one week long; otherwise it is two."""
APART = 3 * 60
LATEST = 400
"""Rows looked at, at most: newer ones say more about now, and the exact tests stay quick."""
COMPARED = 12
"""Rows a comparison needs, with at least `EACH` on either side of it."""
EACH = 4
ONE = 3
"""A tag noted less often is not looked at."""
PAIRS = 5
"""Before-and-after pairs, or maps, from which on a middle has an interval and the usual place may be named."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a comparison sees it: what was noted, and whether the thing asked about was so."""

    at: int
    tags: frozenset[str]
    outcome: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One tag: of the entries with it, and of the others, how many had the outcome."""

    tag: str
    n: int
    hits: int
    others: int
    others_hits: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison over all tags; `found` is empty while there is too little to compare."""

    n: int
    hits: int
    found: tuple[Found, ...] = ()

    @property
    def standing(self) -> list[Found]:
        return [one for one in self.found if one.stands]


def apart(rows: Iterable[Row]) -> list[Row]:
    """Of rows less than three hours from the one before, only the last."""
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: row.at):
        if kept and row.at - kept[-1].at < APART:
            kept.pop()
        kept.append(row)
    return kept[-LATEST:]


def compare(groups: Mapping[str, Iterable[Row]], rare: float = RARE) -> dict[str, Compared]:
    """Which tags go with the outcome of their group, all groups and tags counted as one set of looks.

    Only rows in which something was noted belong in a group: a blank is no answer, not a no.
    """
    rows = {name: apart(row for row in group if row.tags) for name, group in groups.items()}
    tables = {
        (name, tag): _tables(group, tag) for name, group in rows.items() if _enough(group) for tag in _tags(group)
    }
    count = looks([least_chance(table) for table in tables.values()], rare)
    made: dict[str, list[Found]] = {name: [] for name in rows}
    for (name, tag), table in tables.items():
        stands = least_chance(table) * count <= rare and table_chance(table) * count <= rare
        made[name].append(_found(rows[name], tag, stands))
    return {
        name: Compared(
            len(group), sum(row.outcome for row in group), tuple(sorted(made[name], key=_share, reverse=True))
        )
        for name, group in rows.items()
    }


def _enough(rows: Sequence[Row]) -> bool:
    hits = sum(row.outcome for row in rows)
    return len(rows) >= COMPARED and EACH <= hits <= len(rows) - EACH


def _tags(rows: Sequence[Row]) -> list[str]:
    every = sorted({tag for row in rows for tag in row.tags})
    return [tag for tag in every if ONE <= sum(tag in row.tags for row in rows) <= len(rows) - ONE]


def stretches(at: Sequence[int]) -> list[int]:
    """For each row (in order of time) the number of the stretch it lies in, counted back from the newest."""
    weeks = (at[-1] - at[0]) / WEEK if at else 0.0
    length = WEEK if len(at) > OFTEN * weeks else 2 * WEEK
    return [(at[-1] - one) // length for one in at]


def _tables(rows: Sequence[Row], tag: str) -> list[Stratum]:
    parts: dict[int, list[Row]] = {}
    for row, stretch in zip(rows, stretches([row.at for row in rows]), strict=True):
        parts.setdefault(stretch, []).append(row)
    return [_stratum(part, tag) for part in parts.values()]


def _stratum(rows: Sequence[Row], tag: str) -> Stratum:
    tagged = [row for row in rows if tag in row.tags]
    return Stratum(len(rows), len(tagged), sum(row.outcome for row in rows), sum(row.outcome for row in tagged))


def _found(rows: Sequence[Row], tag: str, stands: bool) -> Found:
    whole = _stratum(rows, tag)
    return Found(tag, whole.tagged, whole.both, whole.n - whole.tagged, whole.outcome - whole.both, stands)


def _share(one: Found) -> tuple[bool, float]:
    return one.stands, one.hits / one.n


def stronger(values: Sequence[float]) -> float | None:
    """From which strength on an entry counts as one of this person's stronger ones: the edge nearest to the middle."""
    edges = sorted(set(values))[1:]
    return min(edges, key=lambda edge: abs(2 * sum(value >= edge for value in values) - len(values)), default=None)


@dataclass(frozen=True, slots=True)
class Fall:
    """One entry with a number before and after, and what was done in between."""

    at: int
    tags: frozenset[str]
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Help:
    """What was done, how often with both numbers, the middles, and whether the fall stands out from all other falls."""

    tag: str
    n: int
    before: float
    after: float
    fell: Middle
    stands: bool


def helped(falls: Iterable[Fall], rare: float = RARE) -> list[Help]:
    """Each thing done at least `PAIRS` times: first what stands out, then the largest middle fall."""
    rows = sorted(falls, key=lambda fall: fall.at)[-LATEST:]
    told = [tag for tag in sorted({tag for row in rows for tag in row.tags}) if _often(rows, tag) >= PAIRS]
    compared = [tag for tag in told if len(rows) - _often(rows, tag) >= PAIRS]
    over = beyond([row.before for row in rows], [row.before - row.after for row in rows])
    made = [_help(tag, rows, tag in compared and _chance(rows, over, tag) * len(compared) <= rare) for tag in told]
    return sorted(made, key=lambda one: (-one.stands, -one.fell.mid, -one.n, one.tag))


def _often(rows: Sequence[Fall], tag: str) -> int:
    return sum(tag in row.tags for row in rows)


def _help(tag: str, rows: Sequence[Fall], stands: bool) -> Help:
    mine = [row for row in rows if tag in row.tags]
    fell = middle([row.before - row.after for row in mine])
    return Help(tag, len(mine), median(row.before for row in mine), median(row.after for row in mine), fell, stands)


def _chance(rows: Sequence[Fall], over: Sequence[float], tag: str) -> float:
    parts: dict[int, tuple[list[float], list[float]]] = {}
    for row, value, stretch in zip(rows, over, stretches([row.at for row in rows]), strict=True):
        mine, others = parts.setdefault(stretch, ([], []))
        (mine if tag in row.tags else others).append(value)
    return higher_chance(parts.values())


@dataclass(frozen=True, slots=True)
class Usual:
    """The commonest of several answers; `clear` when it is the commonest beyond chance, and not one of two alike."""

    tag: str
    count: int
    n: int
    clear: bool
    second: str
    second_count: int


def usual(answers: Sequence[str], rare: float = RARE) -> Usual | None:
    """None below `PAIRS` answers, or when two are equally common."""
    counts = sorted(((answers.count(tag), tag) for tag in set(answers)), reverse=True)
    if len(answers) < PAIRS:
        return None
    (count, tag), (second_count, second) = (*counts, (0, ""))[:2]
    clear = winner_chance([number for number, _tag in counts]) <= rare
    return Usual(tag if count > second_count else "", count, len(answers), clear, second, second_count)


@dataclass(frozen=True, slots=True)
class Relief:
    """How much calmer somebody was ten minutes and an hour after checking; `fades` when it was less beyond chance."""

    n: int
    soon: float
    later: float
    lost: Middle
    less: int
    same: int
    fades: bool


def relief(pairs: Sequence[tuple[float, float]], rare: float = RARE) -> Relief | None:
    """(after ten minutes, after sixty) of each time; None below `PAIRS`. Equal pairs say nothing either way."""
    pairs = pairs[-LATEST:]
    if len(pairs) < PAIRS:
        return None
    less, more = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    return Relief(
        len(pairs),
        median(a for a, _b in pairs),
        median(b for _a, b in pairs),
        middle([a - b for a, b in pairs]),
        less,
        len(pairs) - less - more,
        coin_chance(less, less + more) <= rare,
    )
