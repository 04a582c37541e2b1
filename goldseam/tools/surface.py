"""What other features may use of the tools. Today, Path and Me import from here (and `fold` for their own reading).

kept_lately(room, now, zone)      the last things kept, as ready lines with an address each
lately(state, now, zone)          the same from a state already read (`fold.close(...).state`)
definition(code)                  a tool's definition, or None
labels(code, field)               {option id: label} of a choice or tags field
tap_urge(room, ...)               keep an urge with one press: strength, and what was done
tap_safe(room, ...)               keep "how safe do I feel" in today's diary, leaving its other answers as they are
tap_mood(room, ...)               keep the answer to "are you safe right now?" (asked again after a dark hour)
asks_mood(state, now)             whether that question is to be asked now
pattern(room, now, zone)          one sentence on when urges come, "" while there is no pattern
PAGES: tools:home · tools:tool(code) · tools:new(code) · tools:list(code) · tools:kept(code, id) · tools:t09_ride
POST /n/t09/tap/ (tools:t09_tap) takes uid, intensity_start and any number of response.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from uuid import UUID, uuid4

from django.urls import reverse

from goldseam.insight import sentences, stats
from goldseam.tools import actions, catalogue, crisis, fold, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import sees_numbers
from goldseam.tools.fold import State
from goldseam.tools.labels import line_text
from goldseam.tools.times import ago, from_minute
from goldseam.vault import Entry, Receipt, Room


@dataclass(frozen=True, slots=True)
class KeptLine:
    text: str
    when: str
    url: str


def kept_lately(room: Room, now: datetime, zone: tzinfo) -> list[KeptLine]:
    return lately(history.now_state(room, now), now, zone)


def lately(state: State, now: datetime, zone: tzinfo) -> list[KeptLine]:
    """Newest first; records of a tool this server no longer has are left out."""
    numbers = sees_numbers(state.me)
    lines = [(line_text(line, numbers=numbers), line) for line in reversed(state.lately)]
    return [
        KeptLine(text, ago(from_minute(line.at), now, zone), reverse("tools:kept", args=[line.kind, line.id]))
        for text, line in lines
        if text
    ]


def definition(code: str) -> Tool | None:
    return catalogue.get(code)


def labels(code: str, field: str) -> dict[str, str]:
    tool = catalogue.get(code)
    found = tool.by_name.get(field) if tool else None
    return {option.id: option.label for option in found.options} if found else {}


def tap_urge(room: Room, strength: int, responses: list[str], uid: UUID, now: datetime) -> Receipt:
    said: actions.Body = {"intensity_start": strength, **({"response": responses} if responses else {})}
    return _tapped(room, "t09", {"when": now.strftime("%Y-%m-%dT%H:%MZ"), **said}, said, uid, now)


def tap_safe(room: Room, safe: int, uid: UUID, now: datetime, zone: tzinfo) -> Receipt:
    day = now.astimezone(zone).date().isoformat()
    today = actions.kept_on(room, "t40", day, now)
    rest = actions.answers(today.body) if today else {}
    return _tapped(room, "t40", {**rest, "day": day, "safe": safe}, {"safe": safe}, uid, now)


def asks_mood(state: State, now: datetime) -> bool:
    """Whether the question after a dark hour is to be asked now; `now` in the person's own zone."""
    return catalogue.get(crisis.QUESTION) is not None and crisis.ask_again(state, now)


def tap_mood(room: Room, safe: str, uid: UUID, now: datetime) -> Receipt:
    """Keep the answer to the question that comes again after a dark hour; "no" and "unsure" count as one (H1)."""
    return _tapped(room, crisis.QUESTION, {"safe": safe, "why": "again"}, {"safe": safe}, uid, now)


def _tapped(room: Room, code: str, body: actions.Body, said: actions.Body, uid: UUID, now: datetime) -> Receipt:
    """`said` is what was pressed, `body` all that is kept with it."""
    before = room.entry(uid)
    if before is None:
        try:
            return actions.keep(room, catalogue.tool(code), body, uid, now)
        except actions.KeptOtherwise:  # the other button of the page, pressed at the same moment
            before = room.entry(uid)
    if before is None or before.kind != code:  # the key of something burned: a press is a press
        return actions.keep(room, catalogue.tool(code), body, uuid4(), now)
    return _pressed_again(room, code, before, said, now)


def _pressed_again(room: Room, code: str, before: Entry, said: actions.Body, now: datetime) -> Receipt:
    """The same button twice is kept once. Another button of the same page (after going back) corrects the first."""
    body = actions.answers(before.body)
    if all(body.get(name) == value for name, value in said.items()):
        return Receipt(before.id, before.seq, True)
    return actions.correct(room, catalogue.tool(code), before, {**body, **said}, uuid4(), now)


def pattern(room: Room, now: datetime, zone: tzinfo) -> str:
    """When urges come, from the last twelve weeks; empty unless something stands out from chance."""
    found = history.read(room, now, 12)
    weeks = history.local_now(now - timedelta(weeks=12), zone)
    times = stats.grid(history.series(found.digests, "t09", zone).since(weeks).at)
    if stats.top_part(times) is None and stats.top_day(times) is None:
        return ""
    return sentences.when_heading(times)


__all__ = [
    "KeptLine",
    "asks_mood",
    "definition",
    "fold",
    "kept_lately",
    "labels",
    "lately",
    "pattern",
    "tap_mood",
    "tap_safe",
    "tap_urge",
]
