"""T41: cards in the order that helps: the person's own first, then the favourites, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.translation import gettext as _

from goldseam.insight import stats
from goldseam.insight.sentences import figure
from goldseam.safety import cards
from goldseam.safety.cards import Card, Kit
from goldseam.tools import history
from goldseam.tools.definition import Tool
from goldseam.tools.history import History
from goldseam.tools.pages import Link, Picture, picture, span_links

FAVOURITES = 6
OWN = "own"


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Tried:
    title: str
    times: str
    change: str
    few: bool


@dataclass(frozen=True, slots=True)
class GroundPage:
    own: str
    liked: list[Row]
    rest: list[Row]
    kept: bool
    tried: list[Tried]
    pictures: list[Picture]
    spans: list[Link]


def kit() -> Kit:
    return cards.kit()


def card_or_none(id: str) -> Card | None:
    return cards.card(id)


def ground_page(
    tool: Tool, found: History, chosen: str, now: datetime, zone: tzinfo, *, numbers: bool = True
) -> GroundPage:
    liked = found.state.me.get("favourites") or []
    rows = [Row(card.id, card.title, _minutes(card.minutes)) for card in cards.cards()]
    points = history.series(found.digests, tool.code, zone)
    blank: list[float | None] = [None] * len(points.at)
    tried = stats.helped(
        zip(
            points.tags.get("card", []),
            points.numbers.get("before", blank),
            points.numbers.get("after", blank),
            strict=False,
        )
    )
    titles = {card.id: card.title for card in cards.cards()} | {OWN: _("Your own card")}
    return GroundPage(
        own=found.state.own_card,
        liked=[row for id in liked for row in rows if row.id == id],
        rest=[row for row in rows if row.id not in liked],
        kept=found.state.counts.get(tool.code, 0) > 0,
        tried=[
            Tried(
                titles.get(row.tag, row.tag),
                str(row.n),
                _("too few entries yet") if row.before is None else f"{figure(row.before)} → {figure(row.after)}",
                row.before is None,
            )
            for row in (tried if numbers else ())
        ],
        pictures=[
            picture(tool, m, points, found, chosen, now, zone) for m in (tool.measures if numbers and points.at else ())
        ],
        spans=span_links(tool.code, chosen),
    )


def _minutes(n: int) -> str:
    return _("a minute") if n == 1 else _("%(n)s minutes") % {"n": n}
