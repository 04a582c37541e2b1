"""T15, pure: which lines count now, what waits, and where the circles stand. Time is passed in.

A draft rests for 48 hours; then it is gone through with somebody who is not the partner; from then on it is in use. A
change to the inner circle counts 24 hours after it was written. Until then the line before it counts, so that nothing
done in a hard hour takes effect in that hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal

from goldseam.tools.shelf import Item
from goldseam.tools.times import from_minute

Body = Mapping[str, Any]
Where = Literal["draft", "resting", "ready", "active"]
CIRCLES: Final = ("inner", "middle", "outer")
INNER: Final = "inner"
INNER_MOST: Final = 5
REST: Final = timedelta(hours=48)
NIGHT: Final = timedelta(hours=24)
MONTH: Final = timedelta(days=30)
FORMAT: Final = "%Y-%m-%dT%H:%MZ"
UNNAMED: Final = ("yes", "unsure")
"""Answers to the question about the law after which no word is kept (HR-16)."""


@dataclass(frozen=True, slots=True)
class Stage:
    where: Where
    until: datetime | None = None
    """The end of the rest."""
    since: datetime | None = None
    """In use since."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One line as it counts now. `until`: something about it waits; `then` is what it will be ("" when it goes)."""

    item: Item
    text: str
    circle: str
    counts: bool = True
    until: datetime | None = None
    then: str = ""
    then_circle: str = ""


def waits_until(body: Body, now: datetime) -> datetime | None:
    said = body.get("counts_from")
    if not isinstance(said, str):
        return None
    moment = datetime.strptime(said, FORMAT).replace(tzinfo=UTC)
    return moment if moment > now else None


def standing(item: Item, now: datetime) -> Standing | None:
    """None for a line that was taken out and whose day is over."""
    body, until = item.body, waits_until(item.body, now)
    text, circle = str(body.get("item", "")), str(body.get("circle", ""))
    if until is None:
        return None if item.ended else Standing(item, text, circle)
    if "was_item" not in body:
        return None if item.ended else Standing(item, text, circle, counts=False, until=until)
    was, was_circle = str(body["was_item"]), str(body.get("was_circle", INNER))
    if item.ended:
        return Standing(item, was, was_circle, until=until)
    return Standing(item, was, was_circle, until=until, then=text, then_circle=circle)


def lines(items: Iterable[Item], now: datetime) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {circle: [] for circle in CIRCLES}
    for item in items:
        line = standing(item, now)
        if line is not None and line.circle in found:
            found[line.circle].append(line)
    return found


def in_force(items: Iterable[Item], now: datetime) -> dict[str, list[str]]:
    """The words that count at this moment, circle by circle: what other tools may show."""
    return {circle: [line.text for line in some if line.counts] for circle, some in lines(items, now).items()}


def stage(items: Iterable[Item], talks: Iterable[Item], now: datetime) -> Stage:
    held = [talk.since for talk in talks if talk.body.get("held") == "held"]
    if held:
        return Stage("active", since=from_minute(min(held)))
    inner = [item.at for item in items if not item.ended and item.body.get("circle") == INNER]
    if not inner:
        return Stage("draft")
    until = from_minute(max(inner)) + REST
    return Stage("resting", until=until) if now < until else Stage("ready")


def touches_inner(before: Body | None, after: Body) -> bool:
    """Whether this changes what the inner circle holds. A new reason beside an old line does not."""
    circles = {after.get("circle")} | ({before.get("circle")} if before else set())
    if INNER not in circles:
        return False
    if before is None:
        return after.get("state") != "gone"
    return any(before.get(name) != after.get(name) for name in ("item", "circle")) or _gone(before) != _gone(after)


def _gone(body: Body) -> bool:
    return body.get("state") == "gone"


def settle(before: Body | None, after: Body, active: bool, now: datetime) -> dict[str, Any]:
    """The new version with what it has to wait for. `before` is the version that it replaces."""
    body = {name: value for name, value in after.items() if name not in {"counts_from", "was_item", "was_circle"}}
    if after.get("law") in UNNAMED:
        body = {name: value for name, value in body.items() if name not in {"why", "changed_because"}}
    counted = _counted(before, now)
    if not active or not touches_inner(counted, body):
        return body
    body["counts_from"] = (now + NIGHT).astimezone(UTC).strftime(FORMAT)
    if counted is not None:
        body |= {"was_item": counted["item"], "was_circle": counted["circle"]}
    return body


def _counted(before: Body | None, now: datetime) -> Body | None:
    """The line that counts while the new version waits; None when none did (a new line that still waited itself)."""
    if before is None:
        return None
    if waits_until(before, now) is None:
        return before
    if "was_item" not in before:
        return None
    return {"item": before["was_item"], "circle": before.get("was_circle", INNER)}


def inner_count(items: Iterable[Item], but: str = "") -> int:
    """How many stand in the inner circle, those that wait to come in included, those on their way out not."""
    return sum(not item.ended and item.body.get("circle") == INNER and item.key != but for item in items)


def missing_outer(counts: Mapping[str, int]) -> int:
    """How many more the outer circle wants to be as wide as the other two together."""
    return max(0, counts.get("inner", 0) + counts.get("middle", 0) - counts.get("outer", 0))


def review_due(found: Stage, talks: Iterable[Item], now: datetime) -> datetime | None:
    """The last look, when it lies more than a month back."""
    looks = [from_minute(talk.since) for talk in talks if talk.body.get("held") in {"held", "alone"}]
    last = max(looks, default=found.since)
    return last if found.where == "active" and last is not None and now - last > MONTH else None


def next_talk(talks: Iterable[Item], today: date) -> date | None:
    said = [date.fromisoformat(talk.body["next_on"]) for talk in talks if isinstance(talk.body.get("next_on"), str)]
    return min((day for day in said if day >= today), default=None)
