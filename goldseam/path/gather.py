"""From an open room to what the path and Today need, in one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.path import facts, signs
from goldseam.path.known import STRONG, Known, Read
from goldseam.path.places import address
from goldseam.path.signs import Sign
from goldseam.tools import catalogue, crisis, fold, history, shelf
from goldseam.tools.desk import Desk
from goldseam.tools.fold import Entry, State
from goldseam.tools.shelf import Shelf
from goldseam.tools.t08_library.beside import SignLine
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
    things = shelf.read(room, now)
    there = facts.there(state, things, now)
    found = known(state, standing, now=now, zone=zone, kit=has_kit(vault.person), there=there, things=things)
    return Reading(found, state, standing, now.astimezone(zone), zone)


def of_desk(at: Desk) -> Known:
    """The same from a tool's desk, which has read most of it already."""
    there = facts.there(at.state, at.shelf, at.now)
    kit = has_kit(at.request.vault.person)
    return known(at.state, at.entries, now=at.now, zone=at.zone, kit=kit, there=there, things=at.shelf)


def beside(at: Desk, ids: Sequence[str]) -> list[SignLine]:
    """The signs of one lesson that are this person's own."""
    me = of_desk(at)
    mine = {sign.id: sign for sign in signs.signs(me)}
    return [sign_line(mine[id], me) for id in ids if id in mine]


def sign_line(sign: Sign, me: Known) -> SignLine:
    words, mine = sign.words, _("Done in my own way")
    if words.press:
        return SignLine(words.title, sign.there, words.why, words.act, sign.id)
    return SignLine(words.title, sign.there, words.why, mine, sign.id, _where(sign, me), words.act)


def _where(sign: Sign, me: Known) -> str:
    """Where it is done; empty while that rests."""
    if not sign.words.tool:
        return address(sign.words.place)
    return "" if sign.words.tool in me.resting else reverse("tools:tool", args=[sign.words.tool])


def known(
    state: State,
    standing: Iterable[Entry],
    *,
    now: datetime,
    zone: tzinfo,
    kit: bool,
    there: frozenset[str] = frozenset(),
    things: Shelf | None = None,
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
        dark=crisis.rests(state, now) is not None,
        lessons=_lessons(things, zone) if things is not None else {},
        today=Counter(entry.kind for entry in entries if _kept_on(entry, zone) == today),
        lapse=_lapse(things) if things is not None else "",
    )


def _lessons(shelf: Shelf, zone: tzinfo) -> dict[str, Read]:
    return {
        item.key: Read(item.body.get("status", "read"), from_minute(item.since).astimezone(zone).date())
        for item in shelf.items("t08")
    }


def _lapse(shelf: Shelf) -> Literal["", "open", "mended"]:
    """A lapse is mended once something was learned from it (T14, the review): no time is set for that. A corrected
    report is known by the id of its first version."""
    lapses, reviews = shelf.recent("t14"), shelf.recent("t14c")
    if not lapses:
        return ""
    newest = lapses[-1]
    name = newest.body.get("course", newest.id)
    learned = any(review.body.get("report", name) == name and review.at >= newest.since for review in reviews)
    return "mended" if learned else "open"


def _resting(state: State, now: datetime) -> frozenset[str]:
    if crisis.rests(state, now) is None:
        return frozenset()
    return frozenset(tool.code for tool in catalogue.catalogue().values() if crisis.hides(tool, state, now))


def _review(state: State, now: datetime) -> Literal["", "hard", "old"]:
    if not crisis.plan_review_due(state, now):
        return ""
    return "hard" if crisis.after_hard_answer(state) else "old"


def _kept_on(entry: Entry, zone: tzinfo) -> date:
    return entry.at.astimezone(zone).date()


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
