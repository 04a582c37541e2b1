"""Two sides of the openness plan (T27), laid over each other. Pure: entries in, what both agree to out.

Each hands in a seal first: an HMAC of the own choices under a random key that stays in the own room. Only when both
seals are there are the choices laid open, and a side counts only if it is what was sealed. So nobody fills in a side
while looking at the other's. What holds of a line is the smaller of the two; that they differ is said, and never who
wants more (docs/decisions/0023-two-sides-sealed-first.md).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

import msgspec

from goldseam.vault import Entry

SEAL: Final = "open_seal"
SIDE: Final = "open_side"
SOON: Final = ("none", "session", "weekly", "next", "h48", "h24")
"""From nothing at all to the soonest."""
DETAIL: Final = ("that", "kind", "did")
NONE: Final = SOON[0]
LAPSE: Final = "lapse"

Choices = dict[str, tuple[str, str]]
"""Topic → how soon, how much; "" for what was left open."""
State = Literal["met", "differ", "open"]
OPEN: Final = ("", "")


class Sheet(msgspec.Struct, frozen=True):
    """What one person hands in: no note, no word of their own."""

    tell: Choices = {}
    hear: Choices = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one person is. `sheet` only once it is laid open and is what was sealed."""

    seal: Entry | None = None
    side: Entry | None = None
    sheet: Sheet | None = None

    @property
    def since(self) -> datetime | None:
        return self.seal.at if self.seal else None


@dataclass(frozen=True, slots=True)
class Line:
    """One topic, as it holds for both."""

    topic: str
    soon: str
    detail: str
    state: State


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed for one topic. `settled` is False where one of them left it open or nothing was handed in."""

    soon: str = ""
    detail: str = DETAIL[0]
    settled: bool = False


def sheet_of(body: Mapping[str, Any]) -> Sheet:
    """The choices of a kept T27. The notes stay where they are."""
    return Sheet(_choices(body.get("will_tell"), "will"), _choices(body.get("want_to_hear"), "want"))


def _choices(rows: object, soon: str) -> Choices:
    found: Choices = {}
    for row in rows if isinstance(rows, list) else []:
        choice = _known(SOON, row.get(soon)), _known(DETAIL, row.get("detail"))
        if choice != OPEN:
            found[str(row.get("id"))] = choice
    return found


def _known(scale: Sequence[str], said: object) -> str:
    return str(said) if said in scale else ""


def seal(key: str, sheet: Sheet, author: UUID, space: UUID) -> str:
    text = msgspec.json.encode(["openness/1", space.hex, author.hex, sheet], order="deterministic")
    return hmac.new(bytes.fromhex(key), text, hashlib.sha256).hexdigest()


def standing(entries: Iterable[Entry], person: UUID, space: UUID) -> Standing:
    """The newest seal counts (R17), and the side that was laid open for it."""
    mine = [entry for entry in entries if entry.author == person]
    sealed = next((entry for entry in reversed(mine) if entry.kind == SEAL), None)
    if sealed is None:
        return Standing()
    sides = [entry for entry in mine if entry.kind == SIDE and entry.body.get("of") == sealed.id.hex]
    sheet = _opened(sides[-1], sealed, space) if sides else None
    return Standing(sealed, sides[-1] if sides else None, sheet)


def _opened(side: Entry, sealed: Entry, space: UUID) -> Sheet | None:
    """None for anything that is not, letter by letter, what was sealed."""
    try:
        sheet = msgspec.convert(side.body.get("sheet"), Sheet)
        found = seal(str(side.body.get("key")), sheet, side.author or space, space)
    except (msgspec.ValidationError, ValueError):
        return None
    return sheet if hmac.compare_digest(found, str(sealed.body.get("seal"))) else None


def lines(tell: Choices, hear: Choices, topics: Iterable[str]) -> list[Line]:
    """One direction: what one tells and the other hears. Topics that both left open are not there."""
    return [_line(topic, tell.get(topic, OPEN), hear.get(topic, OPEN)) for topic in topics if topic in {*tell, *hear}]


def _line(topic: str, tell: tuple[str, str], hear: tuple[str, str]) -> Line:
    if NONE in (tell[0], hear[0]):
        return Line(topic, NONE, "", "met" if tell[0] == hear[0] else "differ")
    soon, detail = (_less(scale, tell[i], hear[i]) for i, scale in enumerate((SOON, DETAIL)))
    if not soon:
        return Line(topic, "", "", "open")
    apart = tell[0] != hear[0] or (detail != "" and tell[1] != hear[1])
    return Line(topic, soon, detail, "differ" if apart else "met")


def _less(scale: Sequence[str], one: str, other: str) -> str:
    """The smaller of the two; "" if one of them was left open or is no known step."""
    if one not in scale or other not in scale:
        return ""
    return min(one, other, key=scale.index)


def smaller(handed_in: Sheet, now: Sheet) -> Sheet:
    """What was handed in, lowered to what is wanted now. Nothing in it is ever higher than it was."""
    return Sheet(_lowered(handed_in.tell, now.tell), _lowered(handed_in.hear, now.hear))


def _lowered(before: Choices, now: Choices) -> Choices:
    found = {}
    for topic, (soon, detail) in before.items():
        wanted = now.get(topic, OPEN)
        if NONE in (soon, wanted[0]):
            found[topic] = (NONE, "")
        elif wanted != OPEN:
            found[topic] = (_less(SOON, soon, wanted[0]), _less(DETAIL, detail, wanted[1]))
    return {topic: choice for topic, choice in found.items() if choice != OPEN}


def terms(entries: Sequence[Entry], teller: UUID, hearer: UUID, space: UUID, topic: str = LAPSE) -> Terms:
    """How soon and how much `teller` tells `hearer` of a topic, by what both have handed in. The least, where not."""
    one, other = (standing(entries, person, space).sheet for person in (teller, hearer))
    if one is None or other is None:
        return Terms()
    found = next(iter(lines(one.tell, other.hear, [topic])), None)
    if found is None or not found.soon:
        return Terms()
    return Terms(found.soon, found.detail or DETAIL[0], settled=True)


def review_due(handed_in: date | None, looked: date | None, today: date, after: int) -> bool:
    """Whether it is time to look at the own side again: so many days since it was handed in or looked at."""
    last = max((day for day in (handed_in, looked) if day is not None), default=None)
    return handed_in is not None and last is not None and (today - last).days >= after
