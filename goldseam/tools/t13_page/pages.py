"""T13: the plan on one page, put together from the person's other tools, with the gaps shown and a way to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from goldseam.insight.sentences import capital, number
from goldseam.tools import catalogue, lists
from goldseam.tools.actions import ONLY
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.labels import item_name
from goldseam.tools.shelf import Item
from goldseam.tools.t12_plans.pages import Card, card, times_words
from goldseam.tools.t12_plans.risks import MARK
from goldseam.tools.t15_circles.circles import in_force
from goldseam.tools.times import full_day

AVOID = "avoid"
AMBER = 2
"""From so many early signs on, a day is amber."""
CIRCLES = ("inner", "middle", "outer")
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Risk:
    """One high-risk situation and what is planned for it. `choose` is where a plan for it is chosen."""

    number: int
    situation: str
    likely: str
    plan: str
    choose: str


@dataclass(frozen=True, slots=True)
class Section:
    """`url` leads to where it is written; a section with no lines is a gap."""

    id: str
    title: str
    url: str
    lines: list[str] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    note: str = ""
    say: str = ""
    """What belongs here, shown while it is a gap."""
    own: bool = True

    @property
    def filled(self) -> bool:
        return bool(self.lines or self.risks or any(lines for _title, lines in self.groups))


@dataclass(frozen=True, slots=True)
class OnePage:
    exists: bool
    record: str
    whole: str
    sections: list[Section]
    due: bool
    review: str
    reviews: str
    signs: list[str]

    @property
    def gaps(self) -> list[Section]:
        return [section for section in self.sections if not section.filled]


def one_page(at: Desk, tool: Tool) -> OnePage:
    item = at.shelf.get(tool.code, ONLY)
    body = lists.document(at, item)
    found = [section for section in _sections(at, tool, body) if section is not None]
    said = {"n": capital(number(sum(section.filled for section in found))), "all": number(len(found))}
    day = review_day(body)
    times = int(body.get("reviews", 0))
    return OnePage(
        exists=item is not None,
        record=item.id if item is not None else "",
        whole=tool.word("whole").format(**said),
        sections=found,
        due=day is not None and day <= at.today,
        review=tool.word("review_at").format(day=full_day(day)) if day else "",
        reviews=tool.word("review_done").format(n=times_words(times)) if times else "",
        signs=signs(body),
    )


def review_day(body: Body) -> date | None:
    said = body.get("review_on")
    return date.fromisoformat(said) if isinstance(said, str) else None


def signs(body: Body) -> list[str]:
    return [str(row["sign"]) for row in body.get("early_signs", []) if row.get("sign")]


def _sections(at: Desk, tool: Tool, body: Body) -> list[Section | None]:
    """In the order of a page that is read in a hurry: what is likely, what shows, what to do, who, and why."""
    return [
        _risks(at, tool, body),
        _own(tool, "signs", signs(body)),
        _plans(at, tool),
        _own(tool, "menu", [str(line) for line in body.get("coping_menu", [])]),
        _circles(at, tool),
        _devices(at, tool),
        _people(at, tool),
        _lapse(tool, body),
        _balance(at, tool, body),
        _why(at, tool, body),
        _review(tool, body),
    ]


def _own(tool: Tool, id: str, lines: list[str], note: str = "") -> Section:
    return _part(tool, id, lines=lines, note=note)


def _part(tool: Tool, id: str, **filled: Any) -> Section:
    part = next(part for part in tool.parts if part.id == id)
    return Section(id, part.title, lists.part_url(tool, id), say=part.say, **filled)


def _from(code: str, tool: Tool, **filled: Any) -> Section | None:
    """A section that another tool fills; left out where this server does not have that tool."""
    if catalogue.get(code) is None:
        return None
    return Section(
        code,
        tool.word(f"from_{code}"),
        reverse("tools:tool", args=[code]),
        say=tool.word(f"gap_{code}"),
        own=False,
        **filled,
    )


def _risks(at: Desk, tool: Tool, body: Body) -> Section:
    plans = {item.key: item for item in at.shelf.standing("t12")}
    rows = [row for row in body.get("high_risk", []) if row.get("situation")]
    found = [_risk(tool, n, row, plans, at.numbers) for n, row in enumerate(rows, start=1)]
    return _part(tool, "risks", risks=found)


def _risk(tool: Tool, n: int, row: Body, plans: Mapping[str, Item], numbers: bool) -> Risk:
    rated = row.get("likelihood") if numbers else None
    return Risk(
        n,
        str(row["situation"]),
        tool.word("likely").format(n=rated) if isinstance(rated, int) else "",
        answer(tool, row, plans),
        reverse("tools:t13_risk", args=[n]),
    )


def answer(tool: Tool, row: Body, plans: Mapping[str, Item]) -> str:
    """What is planned for a situation: the plan chosen, else one that was made for it. A plan let go is a gap."""
    if row.get("plan") == AVOID:
        return tool.word("avoid")
    item = plans.get(str(row.get("plan", "")))
    if item is None:
        item = next((one for one in plans.values() if one.body.get(MARK) == row.get("situation")), None)
    return "" if item is None else sentence(tool, card(item))


def sentence(tool: Tool, plan: Card) -> str:
    return tool.word("answer").format(cue=plan.cue, act=plan.act)


def _plans(at: Desk, tool: Tool) -> Section | None:
    plans = [card(item) for item in at.shelf.standing("t12")]
    return _from("t12", tool, lines=[tool.word("plan").format(cue=plan.cue, act=plan.act) for plan in plans])


def _circles(at: Desk, tool: Tool) -> Section | None:
    found = circles(at)
    groups = [(tool.word(circle), found[circle]) for circle in CIRCLES if found.get(circle)]
    return _from("t15", tool, groups=groups)


def circles(at: Desk) -> dict[str, list[str]]:
    """The lines of the three circles that count now."""
    return in_force(at.shelf.items("t15"), at.now)


def _devices(at: Desk, tool: Tool) -> Section | None:
    there = catalogue.get("t17")
    done = [item for item in at.shelf.standing("t17") if item.body.get("status") == "done"]
    return _from("t17", tool, lines=[item_name(there, item.body) for item in done] if there else [])


def _people(at: Desk, tool: Tool) -> Section | None:
    there = catalogue.get("t51")
    found = at.shelf.standing("t51")
    return _from("t51", tool, lines=names(there, found))


def names(tool: Tool | None, found: Sequence[Item]) -> list[str]:
    return [item_name(tool, item.body) for item in found] if tool else []


def _lapse(tool: Tool, body: Body) -> Section:
    fields = [one for one in tool.fields if one.part == "lapse" and body.get(one.name)]
    groups = [(one.label, [str(body[one.name])]) for one in fields]
    return _part(tool, "lapse", groups=groups)


def _balance(at: Desk, tool: Tool, body: Body) -> Section:
    wants, shoulds = body.get("wants"), body.get("shoulds")
    lines = []
    if wants is not None and shoulds is not None and at.numbers:
        lines.append(tool.word("balance").format(wants=wants, shoulds=shoulds))
    if body.get("lifestyle_balance"):
        lines.append(str(body["lifestyle_balance"]))
    heavy = isinstance(wants, int) and isinstance(shoulds, int) and shoulds - wants >= 5
    return _own(tool, "balance", lines, tool.word("balance_high") if heavy else "")


def _why(at: Desk, tool: Tool, body: Body) -> Section:
    """Own lines first, then what was said about reasons and values elsewhere."""
    lines = [str(line) for line in body.get("reasons", [])]
    goals, values = at.shelf.standing("t05"), at.shelf.standing("t06c")
    bodies = lists.documents(at, [*goals, *values])
    lines += [str(said) for goal in bodies[: len(goals)] if (said := goal.get("why_not_lower"))]
    for name, value in zip(names(catalogue.get("t06c"), values), bodies[len(goals) :], strict=False):
        lines.append(": ".join(filter(None, (name, str(value.get("means_to_me", ""))))))
    return _own(tool, "why", lines)


def _review(tool: Tool, body: Body) -> Section:
    day = review_day(body)
    lines = [tool.word("review_at").format(day=full_day(day))] if day else []
    if body.get("seen_by_one_person"):
        lines.append(tool.by_name["seen_by_one_person"].label)
    return _own(tool, "review", lines)
