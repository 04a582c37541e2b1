"""What both have settled on a quiet day: the sign, the length, where each goes, who has the children. Pure.

One proposes, the other says yes. It stands for as long as neither says that it no longer holds; a new one takes its
place with its own yes. Proposals keep the pace of every request (R9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from goldseam.together.pace import OPEN, Answer, Ask
from goldseam.together.pause.breaks import LEAST, MOST
from goldseam.vault import Entry

PLAN: Final = "pause_plan"
SAID: Final = "pause_plan_said"
TEXTS: Final = {"signal": 40, "places": 80, "children": 140}
"""What is written by hand, and its most letters."""
FALLBACKS: Final = (24, 48, 72)
"""Hours till the next meeting, at the latest."""


@dataclass(frozen=True, slots=True)
class Plan:
    id: UUID
    by: UUID
    at: datetime
    body: dict[str, Any]
    """As `sound` has it: every name there is, each of its kind."""
    said: dict[UUID, tuple[bool, datetime]] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return int(self.body["length"])


def said(plan: Plan, yes: bool) -> dict[str, Any]:
    return {"plan": plan.id.hex, "ok": yes}


def sound(body: dict[str, Any]) -> dict[str, Any]:
    """The other may run the server, so nothing in a body is believed to fit; {} for what is no plan."""
    length, fallback = body.get("length"), body.get("fallback")
    if type(length) is not int or not LEAST <= length <= MOST or not isinstance(body.get("signal"), str):
        return {}
    texts = {name: _line(body.get(name), most) for name, most in TEXTS.items()}
    lists = {name: [one for one in _list(body.get(name)) if isinstance(one, str)] for name in ("no", "do")}
    return {**texts, **lists, "length": length, "fallback": fallback if fallback in FALLBACKS else FALLBACKS[-1]}


def _line(value: Any, most: int) -> str:
    return " ".join(value.split())[:most] if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def plans(entries: Iterable[Entry]) -> list[Plan]:
    """Every proposal with what each has said to it last, oldest first."""
    found: dict[str, Plan] = {}
    for entry in entries:
        if entry.kind == PLAN and entry.author is not None and (body := sound(entry.body)):
            found[entry.id.hex] = Plan(entry.id, entry.author, entry.at, body)
        plan = found.get(str(entry.body.get("plan"))) if entry.kind == SAID else None
        if plan is not None and entry.author is not None:
            plan.said[entry.author] = (entry.body.get("ok") is True, entry.at)
    return list(found.values())


def settled(found: Sequence[Plan], both: Sequence[UUID]) -> Plan | None:
    """The one that was agreed last, unless one of the two has said since that it no longer holds."""
    agreed = [(at, one) for one in found if (at := _agreed(one, both)) is not None]
    return max(agreed, key=lambda pair: pair[0])[1] if agreed else None


def open_plan(found: Sequence[Plan], now: datetime) -> Plan | None:
    """The newest proposal, while it waits. Withdrawn, run out and never made look alike (R7)."""
    waiting = [one for one in found if not one.said and now - one.at < OPEN]
    return waiting[-1] if waiting else None


def asks(found: Sequence[Plan]) -> list[Ask]:
    """Every proposal as a request, for the pace. Its author's own word is no answer."""
    return [Ask(PLAN, one.by, one.at, *_answer(one)) for one in found]


def _answer(one: Plan) -> tuple[Answer, datetime | None]:
    others = [answer for person, answer in one.said.items() if person != one.by]
    return ("yes" if others[0][0] else "not_now", others[0][1]) if others else ("", None)


def _agreed(one: Plan, both: Sequence[UUID]) -> datetime | None:
    other = next((one.said[person] for person in both if person != one.by and person in one.said), None)
    if other is None or not other[0] or one.said.get(one.by, (True, one.at))[0] is False:
        return None
    return other[1]
