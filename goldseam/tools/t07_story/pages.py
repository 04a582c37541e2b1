"""T07: the stretches of a story in their order, the sittings, the rulers beside it. Pure but for addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.urls import reverse

from goldseam.insight.sentences import capital, figure, number
from goldseam.tools.definition import Tool
from goldseam.tools.history import Series
from goldseam.tools.shelf import Item

DAY = 1440
ENOUGH = 6
"""Sittings after which the page is next (E49: a few short ones)."""
FIRST_YEAR = 1900
RULERS = ("importance", "confidence", "readiness")


@dataclass(frozen=True, slots=True)
class Stretch:
    name: str
    when: str
    kinds: str
    turning: bool
    url: str


def year_of(body: Mapping[str, Any]) -> int | None:
    typed = str(body.get("year", ""))
    return int(typed) if typed.isascii() and typed.isdigit() else None


def right_year(typed: str, this_year: int) -> bool:
    """Four figures, neither before anybody alive nor to come. Nothing typed is right too."""
    if not typed:
        return True
    return typed.isascii() and typed.isdigit() and len(typed) == 4 and FIRST_YEAR <= int(typed) <= this_year


def in_order(items: Sequence[Item]) -> list[Item]:
    """By age; by year where only that is known, brought to the same scale by stretches that tell both.

    What tells neither stands at the end in the order it was written; so do years when nothing links them to ages.
    """
    both = [y - age for item in items if (age := _age(item)) is not None and (y := year_of(item.body)) is not None]
    born = median(both) if both else None

    def place(item: Item) -> tuple[int, float, int]:
        age, year = _age(item), year_of(item.body)
        if age is not None:
            return 0, age, item.since
        if year is not None:
            return (0, year - born, item.since) if born is not None else (1, year, item.since)
        return 2, 0, item.since

    return sorted(items, key=place)


def _age(item: Item) -> int | None:
    age = item.body.get("age")
    return age if isinstance(age, int) and not isinstance(age, bool) else None


def stretches(tool: Tool, items: Sequence[Item]) -> list[Stretch]:
    kinds = tool.by_name["kind"].by_id
    return [
        Stretch(
            str(item.body.get("period", "")),
            when(tool, item.body),
            ", ".join(kinds[kind].label for kind in item.body.get("kind", []) if kind in kinds),
            item.body.get("turning_point") is True,
            reverse("tools:kept", args=[tool.code, item.id]),
        )
        for item in in_order(items)
    ]


def when(tool: Tool, body: Mapping[str, Any]) -> str:
    age = tool.word("age").format(n=body["age"]) if "age" in body else ""
    return " · ".join(filter(None, (age, str(body.get("year", "")))))


def sittings(minutes: Iterable[int]) -> int:
    """Days on which something was written, by the person's own clock (`minutes` are local)."""
    return len({minute // DAY for minute in minutes})


def sittings_words(tool: Tool, count: int) -> str:
    if count == 0:
        return tool.word("sittings_none")
    if count == 1:
        return tool.word("sittings_one")
    key = "sittings_enough" if count >= ENOUGH else "sittings_many"
    return tool.word(key).format(n=capital(number(count)))


def rulers(tool: Tool, points: Series) -> list[str]:
    """Each ruler of T05 at first and lately, once there are two looks at it."""
    found = []
    for name in RULERS:
        values = [value for _at, value in points.points(name)]
        if len(values) > 1:
            said = {"name": tool.word(f"ruler_{name}"), "first": figure(values[0]), "last": figure(values[-1])}
            found.append(tool.word("ruler").format(**said))
    return found
