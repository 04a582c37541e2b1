"""From an open room to what the path and Today need, in one reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from goldseam.path import facts
from goldseam.path.known import STRONG, Known
from goldseam.tools import catalogue, crisis, fold, history, shelf
from goldseam.tools.fold import Entry, State
from goldseam.tools.t58_check import state as look
from goldseam.tools.times import from_minute, zone_of
from goldseam.vault import Vault
from goldseam.vault.changes import has_kit

_PEOPLE = ("people_I_can_tell", "professionals_and_lines")


@dataclass(frozen=True, slots=True)
class Reading:
    known: Known
    state: State
    standing: list[Entry]
    """This month's records that count, oldest first."""
    now: datetime
    """In the person's own zone."""
    zone: tzinfo


def read(vault: Vault, cookies: Mapping[str, str], now: datetime) -> Reading:
    room = vault.demand_room()
    folded = room.folded(fold.FOLD, now)
    state = folded.now.state
    standing = history.lately(room, now)
    zone = zone_of(state.me, cookies)
    there = facts.there(state, shelf.read(room, now), now)
    found = known(state, standing, now=now, zone=zone, kit=has_kit(vault.person), there=there)
    return Reading(found, state, standing, now.astimezone(zone), zone)


def known(
    state: State,
    standing: Iterable[Entry],
    *,
    now: datetime,
    zone: tzinfo,
    kit: bool,
    there: frozenset[str] = frozenset(),
) -> Known:
    """`state` carried up to this moment; `standing` the open month's records that count."""
    today = now.astimezone(zone).date()
    entries = list(standing)
    urges = [entry for entry in entries if entry.kind == "t09" and _day(entry, zone) == today]
    return Known(
        settings=state.me,
        counts=state.counts,
        ridden=state.responses.get("surfed", 0),
        plan_people=any(_filled(state.plan.get(name)) for name in _PEOPLE),
        urges_today=len(urges),
        strong_today=sum(_strong(entry) for entry in urges),
        diary_today=any(entry.kind == "t40" and entry.body.get("day") == today.isoformat() for entry in entries),
        kit=kit,
        review=_review(state, now),
        look_due=look.due(state, now.astimezone(zone)),
        there=there,
        resting=_resting(state, now),
    )


def _resting(state: State, now: datetime) -> frozenset[str]:
    if crisis.rests(state, now) is None:
        return frozenset()
    return frozenset(tool.code for tool in catalogue.catalogue().values() if crisis.hides(tool, state, now))


def _review(state: State, now: datetime) -> Literal["", "hard", "old"]:
    if not crisis.plan_review_due(state, now):
        return ""
    return "hard" if crisis.after_hard_answer(state) else "old"


def _day(entry: Entry, zone: tzinfo) -> date:
    return from_minute(fold.key(entry)).astimezone(zone).date()


def _strong(entry: Entry) -> bool:
    start = entry.body.get("intensity_start")
    return isinstance(start, int) and start >= STRONG


def _filled(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping):
        return any(_filled(part) for part in value.values())
    return isinstance(value, list) and any(_filled(part) for part in value)
