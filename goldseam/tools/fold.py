"""Records → what the pages need: one fold for the whole app, named "main". Pure; it needs no tool definitions.

A month's digest holds, for each kind of record,
  * columns of numbers (whatever numbers and dates a record has), so that a picture never opens the records again;
  * its count and, for each number, lowest, median and highest, for pictures of years;
and the state carried forward: the newest plan, favourites, settings, totals and the last few things kept.

Two rules about correcting. A record with `replaces` takes the place of the one it names. When that one lies in an older
month, whose digest is sealed, the key of the old point (its minute, `was` in the body) goes into `gone`, and readers
leave that point out. Records about a whole day (`day`) need no such thing: the last one for a day counts.
Burned records never arrive here; the vault remakes the digests without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

import msgspec

from goldseam.vault import Entry

VERSION = 1
DAY = 1440
KEPT_LINES = 6
EPOCH = date(1970, 1, 1)

TAGS: dict[str, tuple[str, ...]] = {"t09": ("response",), "t41": ("card",)}
"""Answers in words that a picture counts; all others stay in the record."""
QUIET = frozenset({"me", "restored"})
"""Kinds that are settings or the house's own notes, not something a person kept."""


class Column(msgspec.Struct, array_like=True):
    """One kind's points of one month: `at` is unix minutes, everything else is as long as `at`."""

    at: list[int] = []
    numbers: dict[str, list[float | None]] = {}
    tags: dict[str, list[list[str]]] = {}


class Span(msgspec.Struct, array_like=True, frozen=True):
    """A month in four numbers."""

    n: int
    low: float
    mid: float
    high: float


class Line(msgspec.Struct, array_like=True, frozen=True):
    """Something kept lately: enough to name it without opening it."""

    id: str
    kind: str
    at: int
    numbers: dict[str, float] = {}
    tags: list[str] = []


class State(msgspec.Struct, omit_defaults=True):
    me: dict[str, Any] = {}
    plan: dict[str, Any] = {}
    plan_at: int = 0
    plan_id: str = ""
    own_card: str = ""
    lately: list[Line] = []
    counts: dict[str, int] = {}
    last: dict[str, int] = {}
    responses: dict[str, int] = {}


class Digest(msgspec.Struct, omit_defaults=True):
    month: str
    points: dict[str, Column] = {}
    spans: dict[str, dict[str, Span]] = {}
    gone: dict[str, list[int]] = {}
    state: State = msgspec.field(default_factory=State)


def minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def key(entry: Entry) -> int:
    """Where a record stands on the time line: the day it is about, the moment it tells of, or when it was kept."""
    return key_of(entry.body, entry.at)


def key_of(body: dict[str, Any], at: datetime) -> int:
    day, when = body.get("day"), body.get("when")
    if isinstance(day, str):
        return (date.fromisoformat(day) - EPOCH).days * DAY
    if isinstance(when, str):
        return minute(datetime.fromisoformat(when).replace(tzinfo=UTC))
    return minute(at)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The records that count: not replaced by a later one of the same list, one for each kind and day."""
    listed = list(entries)
    replaced = {entry.body.get("replaces") for entry in listed}
    left = [entry for entry in listed if str(entry.id) not in replaced]
    last_of_day = {(entry.kind, entry.body["day"]): entry.id for entry in left if "day" in entry.body}
    return [e for e in left if "day" not in e.body or last_of_day[e.kind, e.body["day"]] == e.id]


def close(before: Digest | None, month: str, entries: Sequence[Entry]) -> Digest:
    """One month's digest from the one before and the month's records, in sequence order."""
    state = msgspec.json.decode(msgspec.json.encode(before.state), type=State) if before else State()
    digest = Digest(month=month, state=state)
    inside = {str(entry.id) for entry in entries}
    for entry in entries:
        replaced, was = entry.body.get("replaces"), entry.body.get("was")
        if replaced and replaced not in inside and isinstance(was, int) and "day" not in entry.body:
            digest.gone.setdefault(entry.kind, []).append(was)
    begun = _begun_inside(entries)
    for entry in standing(entries):
        at = key(entry)
        _add_point(digest, entry, at)
        _carry(state, entry, at, new=str(entry.id) in begun)
    for kind, column in digest.points.items():
        spans = {name: span(values) for name, values in column.numbers.items()}
        digest.spans[kind] = {name: found for name, found in spans.items() if found}
    return digest


def _begun_inside(entries: Sequence[Entry]) -> set[str]:
    """Ids of records whose first version is of this month too, so that a correction is not counted again."""
    begun: set[str] = set()
    for entry in entries:
        if "replaces" not in entry.body or entry.body["replaces"] in begun:
            begun.add(str(entry.id))
    return begun


def span(values: Iterable[float | None]) -> Span | None:
    known = sorted(value for value in values if value is not None)
    return Span(len(known), known[0], median(known), known[-1]) if known else None


def _add_point(digest: Digest, entry: Entry, at: int) -> None:
    if entry.kind in QUIET:
        return
    column = digest.points.setdefault(entry.kind, Column([], {}, {}))
    filled = len(column.at)
    column.at.append(at)
    for name, value in _numbers(entry.body).items():
        column.numbers.setdefault(name, [None] * filled).append(value)
    for name in TAGS.get(entry.kind, ()):
        column.tags.setdefault(name, [[] for _ in range(filled)]).append(_tags(entry.body.get(name)))
    for values in column.numbers.values():
        if len(values) == filled:
            values.append(None)


def _numbers(body: dict[str, Any]) -> dict[str, float]:
    return {
        name: value
        for name, value in body.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and name != "was"
    }


def _tags(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [tag for tag in value or [] if isinstance(tag, str)]


def _carry(state: State, entry: Entry, at: int, new: bool) -> None:
    if entry.kind == "me":
        state.me |= entry.body
    if entry.kind in QUIET:
        return
    state.counts[entry.kind] = state.counts.get(entry.kind, 0) + new
    state.last[entry.kind] = max(state.last.get(entry.kind, 0), at)
    if entry.kind == "t57":
        state.plan = {name: value for name, value in entry.body.items() if name not in {"replaces", "was"}}
        state.plan_at, state.plan_id = minute(entry.at), str(entry.id)
    if entry.kind == "t41b":
        state.own_card = str(entry.body.get("text", ""))
    if entry.kind == "t09" and new:
        for tag in _tags(entry.body.get("response")):
            state.responses[tag] = state.responses.get(tag, 0) + 1
    tags = [tag for name in TAGS.get(entry.kind, ()) for tag in _tags(entry.body.get(name))]
    line = Line(str(entry.id), entry.kind, minute(entry.at), _short(entry), tags)
    older = [kept for kept in state.lately if kept.id != entry.body.get("replaces")]
    if entry.kind == "t57":
        older = [kept for kept in older if kept.kind != "t57"]
    state.lately = [*older, line][-KEPT_LINES:]


def _short(entry: Entry) -> dict[str, float]:
    numbers = _numbers(entry.body)
    return {name: numbers[name] for name in ("intensity_start", "intensity_end", "before", "after") if name in numbers}


class _Main:
    name = "main"
    version = VERSION
    type = Digest

    def close(self, before: Digest | None, month: str, entries: Sequence[Entry]) -> Digest:
        return close(before, month, entries)


FOLD = _Main()
