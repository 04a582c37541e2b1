"""Records → what the pages need: the fold named "main". Pure; it needs no tool definitions.

A month's digest holds, for each kind of record,
  * columns of numbers (whatever numbers and dates a record has), so that a picture never opens the records again;
  * its count and, for each number, lowest, median and highest, for pictures of years;
and the state carried forward: the newest plan, favourites, settings, totals and the last few things kept.

Two rules about correcting. A record with `replaces` takes the place of the one it names. When that one lies in an older
month, whose digest is sealed, the key of the old point (its minute, `was` in the body) goes into `gone`, and readers
leave that point out. Records about a whole day (`day`) need no such thing while the day is the same: the last one for
a day counts.
Burned records never arrive here; the vault remakes the digests without them.

Living things (records with `_item`: plans, people, circles) leave a point for every version, so that a ruler moved five
times shows five points; their newest words are carried by another fold, `goldseam.tools.shelf`. Answers that only the
patterns page looks at are carried by a third one, `DETAIL`, so that pictures of years stay light.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from statistics import median
from typing import Any

import msgspec

from goldseam.tools.definition import MARKS
from goldseam.vault import Entry

VERSION = 4
DAY = 1440
WEEK = 7
KEPT_LINES = 6
EPOCH = date(1970, 1, 1)

TAGS: dict[str, tuple[str, ...]] = {
    "t01": ("set",),
    "t05": ("_item",),
    "t07": ("kind",),
    "t09": ("response",),
    "t12b": ("plan",),
    "t14": ("circle",),
    "t18": ("skill",),
    "t19b": ("within",),
    "t22b": ("of", "mark"),
    "t34b": ("limit", "how", "acted"),
    "t41": ("card",),
    "t42": ("did",),
    "t48": ("about",),
    "t50b": ("person", "how"),
    "t51b": ("person", "how"),
    "t52b": ("mode",),
    "t52c": ("reply",),
    "t55b": ("activity", "skill"),
}
"""Answers in words that a picture counts; all others stay in the record. Keep them short: a digest holds them all."""
DETAIL_TAGS: dict[str, tuple[str, ...]] = {
    "t07": ("kind", "it_helped_me"),
    "t09": ("response", "halt", "feeling", "place", "device", "function", "plan"),
    "t11": ("antecedent_outer", "antecedent_inner", "break_point"),
    "t14": ("circle", "category", "more_unreported"),
    "t14b": ("safe",),
    "t14c": ("break_point",),
    "t40b": ("trigger", "what_helped"),
    "t41": ("card",),
    "t42": ("what", "did", "found"),
    "t44": ("body_kindness",),
    "t49": ("tags",),
}
QUIET = frozenset({"me", "restored", "t58", "t60", "laid"})
"""Kinds that are settings, marks or the house's own notes, not something a person kept: in no list and no count."""


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
    joined: int = 0
    """The minute of the very first thing in the room."""
    h1_at: int = 0
    """When an answer last spoke of self-harm, and when of symptoms that need a doctor (the hooks H1 and H4)."""
    h4_at: int = 0
    h2_at: int = 0
    """When an answer last spoke of fear, harm or being made to (H2, H5): T58 is then offered again, quietly."""
    t58: dict[str, Any] = {}
    """The newest marks of T58 and T60 as they were kept, and the minute of the look (`t58_check`, `t60_consent`)."""
    t58_at: int = 0
    t60: dict[str, Any] = {}
    relieved: int = 0
    """How many checks (T42) said both how the relief was after ten minutes and after an hour."""
    practised: int = 0
    """On how many days a skill was practised (T18), by the calendar in UTC; and the newest of them."""
    practised_on: int = 0
    marked: dict[str, int] = {}
    """Commitment (T22) → days marked, up to a week; once one of them has a week, only that one."""


class Digest(msgspec.Struct, omit_defaults=True):
    month: str
    points: dict[str, Column] = {}
    spans: dict[str, dict[str, Span]] = {}
    gone: dict[str, list[int]] = {}
    state: State = msgspec.field(default_factory=State)

    def column(self, kind: str) -> Column | None:
        return self.points.get(kind)

    def spans_of(self, kind: str) -> dict[str, Span]:
        return self.spans.get(kind, {})


class Packed(msgspec.Struct, omit_defaults=True, dict=True):
    """A digest as it comes out of its envelope: each kind is unpacked only when it is asked for.

    A picture of ten years reads a hundred and twenty digests for one tool; unpacking all of every tool took most of
    its time. The JSON is the same as a `Digest`'s.
    """

    month: str
    points: dict[str, msgspec.Raw] = {}
    spans: dict[str, msgspec.Raw] = {}
    gone: dict[str, list[int]] = {}
    carried: msgspec.Raw = msgspec.field(default_factory=lambda: msgspec.Raw(b"{}"), name="state")

    @cached_property
    def state(self) -> State:
        return msgspec.json.decode(self.carried, type=State)

    def column(self, kind: str) -> Column | None:
        found = self.points.get(kind)
        return None if found is None else msgspec.json.decode(found, type=Column)

    def spans_of(self, kind: str) -> dict[str, Span]:
        found = self.spans.get(kind)
        return {} if found is None else msgspec.json.decode(found, type=dict[str, Span])


Month = Digest | Packed
"""One month's numbers, worked out just now or read back."""


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
    last = {slot: entry.id for entry in left if (slot := _slot(entry)) is not None}
    return [entry for entry in left if (slot := _slot(entry)) is None or last[slot] == entry.id]


def _slot(entry: Entry) -> tuple[str, str, str] | None:
    """What there is only one of: a whole day (for each thing it is about), or one version of a living thing."""
    body = entry.body
    if "_item" in body:
        return entry.kind, "", str(body["_item"])
    if "day" in body:
        return entry.kind, str(body["day"]), str(body.get("of", ""))
    return None


def close(before: Month | None, month: str, entries: Sequence[Entry]) -> Digest:
    """One month's digest from the one before and the month's records, in sequence order."""
    state = msgspec.json.decode(msgspec.json.encode(before.state), type=State) if before else State()
    digest = Digest(month=month, state=state)
    inside = {str(entry.id) for entry in entries}
    for entry in entries:
        replaced, was = entry.body.get("replaces"), entry.body.get("was")
        of_one_day = "day" in entry.body and ("of" in entry.body or was == key(entry))
        whole = of_one_day or "_item" in entry.body
        if replaced and replaced not in inside and isinstance(was, int) and not whole:
            digest.gone.setdefault(entry.kind, []).append(was)
    begun = _begun_inside(entries)
    for entry in entries:
        if "_item" in entry.body:
            _add_point(digest, entry, key(entry), TAGS)
    for entry in standing(entries):
        at = key(entry)
        if "_item" not in entry.body:
            _add_point(digest, entry, at, TAGS)
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


def _add_point(digest: Digest, entry: Entry, at: int, tags: Mapping[str, tuple[str, ...]]) -> None:
    if entry.kind in QUIET:
        return
    column = digest.points.setdefault(entry.kind, Column([], {}, {}))
    filled = len(column.at)
    column.at.append(at)
    for name, value in _numbers(entry.body).items():
        column.numbers.setdefault(name, [None] * filled).append(value)
    for name in tags.get(entry.kind, ()):
        column.tags.setdefault(name, [[] for _ in range(filled)]).append(_tags(entry.body.get(name)))
    for values in column.numbers.values():
        if len(values) == filled:
            values.append(None)


def _numbers(body: dict[str, Any]) -> dict[str, float]:
    return {
        name: value
        for name, value in body.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and name not in MARKS
    }


def _tags(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [tag for tag in value or [] if isinstance(tag, str)]


def _carry(state: State, entry: Entry, at: int, new: bool) -> None:
    kept = minute(entry.at)
    state.joined = min(state.joined or kept, kept)
    if entry.kind == "me":
        state.me |= entry.body
    if entry.kind == "t58":
        state.t58, state.t58_at = dict(entry.body), kept
    if entry.kind == "t60":
        state.t60 = dict(entry.body)
    if entry.kind in QUIET:
        return
    if entry.body.get("_h1"):
        state.h1_at = max(state.h1_at, kept)
    if entry.body.get("_h4"):
        state.h4_at = max(state.h4_at, kept)
    if entry.body.get("_h2"):
        state.h2_at = max(state.h2_at, kept)
    state.counts[entry.kind] = state.counts.get(entry.kind, 0) + new
    state.last[entry.kind] = max(state.last.get(entry.kind, 0), at)
    if entry.kind == "t57":
        state.plan = {name: value for name, value in entry.body.items() if name not in MARKS}
        state.plan_at, state.plan_id = minute(entry.at), str(entry.id)
    if entry.kind == "t41b":
        state.own_card = str(entry.body.get("text", ""))
    if entry.kind == "t09" and new:
        for tag in _tags(entry.body.get("response")):
            state.responses[tag] = state.responses.get(tag, 0) + 1
    if new:
        _tally(state, entry, at)
    tags = [tag for name in TAGS.get(entry.kind, ()) for tag in _tags(entry.body.get(name))]
    fresh = Line(str(entry.id), entry.kind, kept, _short(entry), tags)
    older = [line for line in state.lately if line.id != entry.body.get("replaces")]
    if entry.kind == "t57":
        older = [line for line in older if line.kind != "t57"]
    state.lately = [*older, fresh][-KEPT_LINES:]


def _tally(state: State, entry: Entry, at: int) -> None:
    """What no other count tells and the path wants to know for years."""
    if entry.kind == "t42":
        state.relieved += {"relief_after_10", "relief_after_60"} <= set(entry.body)
    if entry.kind == "t18" and at // DAY != state.practised_on:
        state.practised, state.practised_on = state.practised + 1, at // DAY
    if entry.kind == "t22b" and WEEK not in state.marked.values():
        of = str(entry.body.get("of", ""))
        days = state.marked.get(of, 0) + 1
        state.marked = {**state.marked, of: days} if days < WEEK else {of: WEEK}


def _short(entry: Entry) -> dict[str, float]:
    numbers = _numbers(entry.body)
    return {name: numbers[name] for name in ("intensity_start", "intensity_end", "before", "after") if name in numbers}


class _Main:
    """The vault hands over what it has read (`Packed`) and seals what comes back, which has the same JSON."""

    newest_only = False
    name = "main"
    version = VERSION
    type: type[Month] = Packed

    def close(self, before: Month | None, month: str, entries: Sequence[Entry]) -> Month:
        return close(before, month, entries)


def close_detail(month: str, entries: Sequence[Entry]) -> Digest:
    """One month's points of the kinds and answers that only the patterns page looks at. Nothing is carried forward."""
    digest = Digest(month=month)
    inside = {str(entry.id) for entry in entries}
    for entry in entries:
        replaced, was = entry.body.get("replaces"), entry.body.get("was")
        if entry.kind in DETAIL_TAGS and replaced and replaced not in inside and isinstance(was, int):
            digest.gone.setdefault(entry.kind, []).append(was)
    for entry in standing(entries):
        if entry.kind in DETAIL_TAGS:
            _add_point(digest, entry, key(entry), DETAIL_TAGS)
    return digest


class _Detail:
    newest_only = False
    name = "detail"
    version = 1
    type: type[Month] = Packed

    def close(self, before: Month | None, month: str, entries: Sequence[Entry]) -> Month:
        return close_detail(month, entries)


FOLD = _Main()
DETAIL = _Detail()
