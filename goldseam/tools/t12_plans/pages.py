"""T12: the plans as cards, how often each was said and used, and which ask for the weekly look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.insight.sentences import figure, number
from goldseam.tools import history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.shelf import Item
from goldseam.tools.t12_plans.cues import said
from goldseam.tools.times import from_minute

WEEK = 7
WEEKS = 12
"""How far back uses are counted."""


@dataclass(frozen=True, slots=True)
class Card:
    """A plan as it stands on other tools' pages."""

    key: str
    cue: str
    act: str


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan on its own page."""

    card: Card
    rehearsed: str
    used: str
    say: str
    use: str
    change: str
    open: str
    week: str
    """Where to answer the weekly look; empty while it is not due."""
    uid: str


@dataclass(frozen=True, slots=True)
class Uses:
    times: int = 0
    helped: tuple[float, ...] = ()


def cards(at: Desk) -> list[Card]:
    """All plans that stand, oldest first: for a page in the hard moment."""
    return [card(item) for item in at.shelf.standing("t12")]


def card(item: Item) -> Card:
    return Card(item.key, *said(str(item.body.get("if", "")), str(item.body.get("then", ""))))


def plan_cards(at: Desk, tool: Tool) -> list[PlanCard]:
    found = uses(at)
    return [_plan(at, tool, item, found.get(item.key, Uses())) for item in at.shelf.standing(tool.code)]


def _plan(at: Desk, tool: Tool, item: Item, used: Uses) -> PlanCard:
    times = int(item.body.get("rehearsed", 0))
    return PlanCard(
        card(item),
        rehearsed=rehearsed_words(tool, times) if at.numbers else "",
        used=used_words(tool, used) if at.numbers else "",
        say=reverse("tools:t12_say", args=[item.key]),
        use=f"{reverse('tools:new', args=['t12b'])}?plan={item.key}",
        change=reverse("tools:change", args=[tool.code, item.id]),
        open=reverse("tools:kept", args=[tool.code, item.id]),
        week=reverse("tools:t12_week", args=[item.key]) if week_due(looked(at, item), at.today) else "",
        uid=str(uuid4()),
    )


def rehearsed_words(tool: Tool, times: int) -> str:
    return tool.word("said_times").format(n=times_words(times)) if times else tool.word("said_never")


def used_words(tool: Tool, used: Uses) -> str:
    if not used.times:
        return tool.word("unused")
    if not used.helped:
        return tool.word("used").format(n=times_words(used.times))
    return tool.word("used_helped").format(n=times_words(used.times), mid=figure(median(used.helped)))


def times_words(n: int) -> str:
    """once, twice, three times."""
    if n == 1:
        return _("once")
    return _("twice") if n == 2 else _("%(n)s times") % {"n": number(n)}


def looked(at: Desk, item: Item) -> date:
    """The day somebody last decided about this plan, or made it."""
    said_on = item.body.get("looked_on")
    return date.fromisoformat(said_on) if isinstance(said_on, str) else local_day(at, item.since)


def local_day(at: Desk, minute: int) -> date:
    return from_minute(minute).astimezone(at.zone).date()


def week_due(looked_on: date, today: date) -> bool:
    return (today - looked_on).days >= WEEK


def uses(at: Desk) -> dict[str, Uses]:
    """Plan → how often it was used in twelve weeks: noted by itself, or with an urge it was used against."""
    noted = history.series(history.read(at.room, at.now, WEEKS).digests, "t12b", at.zone)
    urges = history.series(history.read_detail(at.room, at.now, WEEKS), "t09", at.zone)
    helped = noted.numbers.get("helped") or [None] * len(noted.at)
    return counted(noted.tags.get("plan", []), helped, urges.tags.get("plan", []))


def counted(
    noted: Sequence[Sequence[str]], helped: Sequence[float | None], urges: Sequence[Sequence[str]]
) -> dict[str, Uses]:
    found: dict[str, Uses] = {}
    for keys, value in [*zip(noted, helped, strict=True), *((keys, None) for keys in urges)]:
        for key in keys:
            before = found.get(key, Uses())
            found[key] = Uses(before.times + 1, before.helped if value is None else (*before.helped, value))
    return found
