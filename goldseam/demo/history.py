"""Four months in two made-up lives, always the same for the same last day: pure, seeded, no clock of its own."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

DAYS = 120
SLIPS = (38, 83)
"""The days of the two lapses; each has its learning review two days later."""
QUIET = {"R": {14, 15, 52, 53, 54, 97}, "B": {9, 31, 32, 33, 34, 35, 61, 62, 88, 104}}
"""Days with nothing written. Gaps are part of a true picture."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing to keep: when, of which kind, with which answers."""

    at: datetime
    kind: str
    body: dict[str, Any]
    id: UUID


@dataclass(frozen=True, slots=True)
class Character:
    """A made-up person and everything kept in that person's room, oldest first."""

    name: str
    kept: list[Kept]


def characters(content: Path) -> list[dict[str, Any]]:
    """The words of both, R first."""
    words = tomllib.loads((content / "en" / "demo" / "pair.toml").read_text())
    return [words["R"], words["B"]]


def pair(content: Path, now: datetime) -> list[Character]:
    """Both characters with `DAYS` days ending at `now`. Nothing is later than `now`."""
    r, b = characters(content)
    first = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
    return [
        _character("R", r, _r_days(r, first), now),
        _character("B", b, _b_days(b, first), now),
    ]


def _character(role: str, words: dict[str, Any], made: Iterator[tuple[datetime, str, Any]], now: datetime) -> Character:
    rng = random.Random(f"ids of {role}")  # noqa: S311 - made-up people, not secrets
    kept = [
        Kept(at, kind, body, UUID(int=rng.getrandbits(128), version=4))
        for at, kind, body in sorted(made, key=lambda one: one[0])
        if at < now
    ]
    return Character(words["name"], kept)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def _r_days(words: dict[str, Any], first: datetime) -> Iterator[tuple[datetime, str, Any]]:
    rng = random.Random("R")  # noqa: S311
    yield first + timedelta(hours=20), "me", {"roles": words["roles"]}
    yield first + timedelta(days=1, hours=19), "t57", dict(words["plan"])
    for day in range(DAYS + 1):
        start = first + timedelta(days=day)
        if day in SLIPS:
            yield from _slip(words, start, rng)
        if day - 2 in SLIPS:
            yield start + timedelta(hours=18, minutes=10), "t49", _page(words["review"][SLIPS.index(day - 2)], 4)
        if day in QUIET["R"]:
            continue
        for _ in range(_how_many(start, day, rng)):
            yield _urge(words, start, day, rng)
        if day % 5 == 3:
            page = words["journal"][(day // 5) % len(words["journal"])]
            yield start + timedelta(hours=21, minutes=rng.randrange(50)), "t49", _page(page, rng.randrange(3, 8))


def _how_many(start: datetime, day: int, rng: random.Random) -> int:
    mean = 1.5 - 0.8 * day / DAYS + (0.7 if start.weekday() == 6 else 0.0)
    return sum(rng.random() < mean / 3 for _ in range(3))


def _urge(words: dict[str, Any], start: datetime, day: int, rng: random.Random) -> tuple[datetime, str, Any]:
    late = rng.random() < (0.75 if start.weekday() in {4, 5, 6} else 0.55)
    hour = rng.choice([21, 21, 22, 22, 23]) if late else rng.choice([7, 11, 13, 15, 16, 17, 19])
    when = start + timedelta(hours=hour, minutes=rng.randrange(60))
    strong = min(10, max(1, round(rng.gauss(6.6 - 2.2 * day / DAYS + (0.8 if late else 0), 1.6))))
    how = rng.choices(
        [["surfed"], ["surfed", "breathed"], ["left_room"], ["called"], ["device_away", "moved"], ["plan"]],
        [6, 3, 4, 2, 3, 1 + day / 40],
    )[0]
    drop = {"surfed": 4, "called": 4, "left_room": 2, "device_away": 3, "plan": 3}[how[0]]
    body: dict[str, Any] = {
        "intensity_start": strong,
        "response": how,
        "intensity_end": max(0, strong - max(0, round(rng.gauss(drop, 1)))),
        "when": _stamp(when),
    }
    if rng.random() < 0.6:
        body |= {
            "passed_after": rng.choice([5, 8, 10, 12, 15, 20, 25]),
            "halt": [rng.choice(["tired", "lonely", "stressed"])],
        }
    if rng.random() < 0.5:
        body |= {"place": "bed" if late else rng.choice(["desk", "out", "bathroom"]), "device": "phone"}
    if rng.random() < 0.25:
        body["thought"] = rng.choice(words["thoughts"])
    if rng.random() < 0.2:
        body["learned"] = rng.choice(words["learned"])
    return when + timedelta(minutes=12), "t09", body


def _slip(words: dict[str, Any], start: datetime, rng: random.Random) -> Iterator[tuple[datetime, str, Any]]:
    when = start + timedelta(hours=23, minutes=10 + rng.randrange(20))
    body = {
        "intensity_start": 9,
        "response": ["gave_in"],
        "intensity_end": 3,
        "when": _stamp(when),
        "place": "bed",
        "device": "phone",
        "halt": ["tired", "lonely"],
        "thought": words["thoughts"][0],
        "learned": words["learned"][0],
    }
    yield when + timedelta(minutes=35), "t09", body


def _page(text: str, mood: int) -> dict[str, Any]:
    return {"text": text, "mood": mood}


def _b_days(words: dict[str, Any], first: datetime) -> Iterator[tuple[datetime, str, Any]]:
    rng = random.Random("B")  # noqa: S311
    yield first + timedelta(hours=21), "me", {"roles": words["roles"]}
    yield first + timedelta(days=2, hours=18), "t57", dict(words["plan"])
    yield first + timedelta(days=3, hours=9), "t41b", {"text": words["own_card"]}
    level = 3.3
    for day in range(DAYS + 1):
        start = first + timedelta(days=day)
        level += (1.2 + 1.1 * (day < 60) - level) * 0.06 + rng.gauss(0, 0.16) + (0.9 if day - 6 in SLIPS else 0)
        if day in QUIET["B"] or rng.random() < 0.12:
            continue
        evening = start + timedelta(hours=21, minutes=rng.randrange(55))
        yield evening, "t40", _day(words, start, level, rng)
        if rng.random() < 0.22:
            yield _trigger(words, start, level, rng)
        if rng.random() < 0.3:
            before = min(10, round(level * 2 + 2))
            card = rng.choice(["senses", "breathe", "feet", "orient"])
            body = {"card": card, "before": before, "after": max(0, before - rng.randrange(1, 5))}
            yield start + timedelta(hours=rng.choice([3, 12, 18]), minutes=rng.randrange(60)), "t41", body
        if day % 6 == 4:
            page = words["journal"][(day // 6) % len(words["journal"])]
            yield evening + timedelta(minutes=14), "t49", _page(page, min(9, max(1, round(8 - level * 1.7))))


def _day(words: dict[str, Any], start: datetime, level: float, rng: random.Random) -> dict[str, Any]:
    def near(shift: float) -> int:
        return min(4, max(0, round(rng.gauss(level + shift, 0.6))))

    body: dict[str, Any] = {
        "anxiety": near(0.2),
        "low_mood": near(-0.3),
        "on_guard": near(0.4),
        "flashback_images": near(-0.4),
        "anger": near(0.0),
        "numb": near(-0.6),
        "sleep_hours": min(9.0, max(3.0, round(rng.gauss(7.6 - level * 0.8, 0.7) * 2) / 2)),
        "ate": "little" if level > 2.9 and rng.random() < 0.5 else rng.choice(["some", "well", "well"]),
        "panic": max(0, round(level - 2 + rng.gauss(0, 0.6))),
        "safe": min(10, max(0, round(rng.gauss(9 - level * 1.8, 1)))),
        "day": start.date().isoformat(),
    }
    if rng.random() < 0.3:
        body["note"] = rng.choice(words["notes"])
    return body


def _trigger(words: dict[str, Any], start: datetime, level: float, rng: random.Random) -> tuple[datetime, str, Any]:
    when = start + timedelta(hours=rng.choice([8, 13, 17, 19]), minutes=rng.randrange(60))
    strength = min(10, max(2, round(rng.gauss(level * 2.2 + 1, 1.2))))
    trigger = [rng.choice(["screen", "late", "media", "place", "date", "talk", "dream"])]
    if rng.random() < 0.3:
        trigger.append(rng.choice(words["trigger_words"]))
    body = {
        "trigger": trigger,
        "strength": strength,
        "now": max(0, strength - rng.randrange(1, 6)),
        "what_helped": [rng.choice(["ground", "breath", "moved", "person", "outside", "water"])],
        "when": _stamp(when),
        "lasted": rng.choice([5, 10, 20, 30, 45]),
    }
    return when + timedelta(minutes=25), "t40b", body
