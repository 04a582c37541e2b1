"""What both lives have in common: how long they are, and series of small things made by rule. Pure, seeded."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from goldseam.demo.script import Body, Made, stamp
from goldseam.path.way import FIRST
from goldseam.tools.t08_library.lessons import lessons
from goldseam.tools.t10_halt.look import one_thing

DAYS = 120
SLIPS = (38, 83)
"""The days of the two lapses; each has its learning review two days later."""
QUIET = {"R": {14, 15, 52, 53, 54, 97, 111}, "B": {9, 31, 32, 33, 34, 35, 61, 62, 88, 104}}
"""Days with nothing written. Gaps are part of a true picture."""
NEEDS = ("hungry", "angry", "lonely", "tired", "bored", "stressed", "ashamed", "low")
SKILLS = ("breath", "body", "sounds", "kindness", "name_it", "check_facts", "stop", "soothe", "accept")
Make = Callable[[datetime, int, random.Random], Made]
Words = dict[str, Any]


def seeded(role: str, what: str) -> random.Random:
    return random.Random(f"{what} of {role}")  # noqa: S311 - made-up people, not secrets


def on_days(role: str, first: datetime, days: Collection[int]) -> Iterator[tuple[int, datetime]]:
    """(number, its midnight) of each of the days on which anything was written."""
    for day in days:
        if day not in QUIET[role] and day <= DAYS:
            yield day, first + timedelta(days=day)


def now_and_then(
    role: str, kind: str, first: datetime, days: Collection[int], chance: float, make: Make
) -> Iterator[Made]:
    """On some of these days, by chance: what `make` makes of the day's midnight and its number."""
    rng = seeded(role, kind)
    for day, start in on_days(role, first, days):
        if rng.random() < chance:
            yield make(start, day, rng)


def in_turn(
    role: str, kind: str, first: datetime, days: Collection[int], bodies: Sequence[Body], hour: int = 20
) -> Iterator[Made]:
    """One of the bodies on each of these days, beginning anew when all were used."""
    rng = seeded(role, kind)
    for number, (_day, start) in enumerate(on_days(role, first, days)):
        yield Made(evening(start, rng, hour), kind, dict(bodies[number % len(bodies)]))


def evening(start: datetime, rng: random.Random, hour: int = 20) -> datetime:
    return start + timedelta(hours=hour, minutes=rng.randrange(60))


def near(rng: random.Random, middle: float, low: int = 0, high: int = 10, spread: float = 0.8) -> int:
    return min(high, max(low, round(rng.gauss(middle, spread))))


def iso(start: datetime) -> str:
    return start.date().isoformat()


# -- the path ---------------------------------------------------------------------------------------------


def along_the_path(role: str, first: datetime, said: Collection[str]) -> Iterator[Made]:
    """The readings of stages 0 and 1, save those (`said`) of which something was written; and the two own steps on."""
    stage_1 = [one.id for one in lessons().values() if one.role == role and one.front.stage == 1]
    days = [*range(2, 14, 2), *range(17, 17 + 3 * len(stage_1), 3)]
    for id, day in zip([*FIRST[role], *stage_1], days, strict=True):
        if id not in said:
            body = {"lesson": id, "status": "read"}
            yield Made(first + timedelta(days=day, hours=18, minutes=20), "t08", body, item=id)
    for stage, day in ((1, 16), (2, 46)):
        yield Made(first + timedelta(days=day, hours=18, minutes=30), "me", {"stage": stage})


# -- the small things of both -----------------------------------------------------------------------------


def small_things(role: str, words: Words, first: datetime) -> Iterator[Made]:
    """Needs, skills, wins, lines, fairer views, small steps, weekly looks."""
    yield from now_and_then(role, "t10", first, range(3, DAYS + 1), 0.2, lambda s, _d, rng: needs(role, s, rng))
    yield from now_and_then(role, "t18", first, range(9, DAYS + 1), 0.18, _skill)
    yield from in_turn(role, "t48", first, range(12, DAYS + 1, 7), words["wins"], 21)
    lines = [{"line": line, "day": "day:+0"} for line in words["lines"]]
    yield from in_turn(role, "t39c", first, range(42, DAYS + 1, 8), lines, 22)
    views = [{**view, "day": "day:+0"} for view in words["views"]]
    yield from in_turn(role, "t44", first, range(26, DAYS + 1, 9), views, 17)
    steps = [
        {"step": step, "mark": ("kept", "kept", "partly")[n % 3], "day": "day:+0"}
        for n, step in enumerate(words["steps"])
    ]
    yield from in_turn(role, "t22c", first, range(36, DAYS + 1, 6), steps, 21)


def needs(role: str, start: datetime, rng: random.Random, hour: int = 0) -> Made:
    """A look at the eight needs: one of them stands out, by day or by night."""
    top = rng.choice(("tired", "lonely", "stressed") if role == "R" else ("tired", "hungry", "angry"))
    body: Body = {
        need: near(rng, 2.8 if need == top else 0.5, 0, 3) for need in NEEDS if need == top or rng.random() < 0.6
    }
    act = one_thing(body)
    return Made(evening(start, rng, hour or rng.choice((12, 18, 20))), "t10", body | ({"do_now": act} if act else {}))


def _skill(start: datetime, day: int, rng: random.Random) -> Made:
    before = near(rng, 6 - day / 60, 1, 9)
    body: Body = {"skill": rng.choice(SKILLS), "minutes": rng.choice((3, 5, 5, 10)), "before": before}
    return Made(evening(start, rng, 19), "t18", body | {"after": max(0, before - rng.randrange(0, 4))})


def values_week(role: str, first: datetime, start_day: int, values: Sequence[str]) -> Iterator[Made]:
    """Once a week how far the core was lived; it rises unevenly."""
    rng = seeded(role, "t06b")
    for day, start in on_days(role, first, range(start_day, DAYS + 1, 7)):
        body = {value: near(rng, 4 + day / 40, 1, 9) for value in values}
        yield Made(evening(start, rng, 18), "t06b", body)


def care_week(role: str, first: datetime, start_day: int, areas: Sequence[str]) -> Iterator[Made]:
    """The weekly look at the care plan; `done` is counted as the house counts it."""
    rng = seeded(role, "t47b")
    for day, start in on_days(role, first, range(start_day, DAYS + 1, 7)):
        said = {area: rng.choices(("done", "partly", "not"), (2 + day / 40, 2, 1))[0] for area in areas}
        burnout = rng.choices(("no", "some"), (3, 1))[0]
        done = list(said.values()).count("done")
        yield Made(evening(start, rng, 17), "t47b", {**said, "day": iso(start), "burnout": burnout, "done": done})


def marks(
    role: str,
    of: str,
    first: datetime,
    days: Collection[int],
    chance: float,
    notes: Sequence[str] = (),
    never: Collection[int] = (),
) -> Iterator[Made]:
    """Marks of one commitment: mostly kept, sometimes not, sometimes no mark at all."""
    rng = seeded(role, f"marks/{of}")
    for day, start in on_days(role, first, days):
        if rng.random() > chance:
            continue
        said = "not" if day in never else rng.choices(("kept", "partly", "not", "excused"), (16, 2, 1, 1))[0]
        body: Body = {"of": f"@t22.{of}", "day": iso(start), "mark": said}
        if notes and rng.random() < 0.1:
            body["note"] = rng.choice(notes)
        yield Made(evening(start, rng, 22), "t22b", body)


def contacts(role: str, words: Words, first: datetime, people: Sequence[str]) -> Iterator[Made]:
    def make(start: datetime, day: int, rng: random.Random) -> Made:
        at = evening(start, rng, 18)
        body: Body = {"person": f"@t50.{rng.choice(people)}", "how": rng.choice(("call", "call", "text", "met"))}
        body |= {"after": rng.choice(("lighter", "lighter", "same")), "when": stamp(at - timedelta(minutes=20))}
        if rng.random() < 0.25:
            body |= {"told": rng.choice(("something", "mine")), "note": rng.choice(words["reactions"])}
        return Made(at, "t50b", body)

    return now_and_then(role, "t50b", first, range(21, DAYS + 1), 0.15, make)


def meetings(
    role: str, words: Words, first: datetime, slot: str, mode: str, weekday: int, since: int, hour: int
) -> Iterator[Made]:
    """Most weeks; now and then not."""
    on_it = [day for day in range(since, DAYS + 1) if (first + timedelta(days=day)).weekday() == weekday]

    def make(start: datetime, day: int, rng: random.Random) -> Made:
        at = evening(start, rng, hour)
        body: Body = {"slot": f"@t52.{slot}", "mode": mode, "safe": rng.choice(("yes", "yes", "yes", "mixed"))}
        body |= {"when": stamp(at - timedelta(minutes=90)), "return": "yes"}
        if rng.random() < 0.4:
            body["heard"] = rng.choice(words["heard"])
        return Made(at, "t52b", body)

    return now_and_then(role, f"t52b/{slot}", first, on_it, 0.8, make)


def good_things(
    role: str, words: Words, first: datetime, planned: dict[str, tuple[int, Body]], chance: float
) -> Iterator[Made]:
    """Things done, a little better than expected; now and then a skill with people. `planned`: name → since, plan."""

    def make(start: datetime, day: int, rng: random.Random) -> Made:
        at = evening(start, rng, rng.choice((11, 16, 19)))
        known = sorted(name for name, (since, _) in planned.items() if since < day)
        when = stamp(at - timedelta(minutes=30))
        if not known or rng.random() < 0.15:
            said = {"skill": rng.choice(("say_no", "ask")), "practice": rng.choice(words["practice"])}
            return Made(at, "t55b", {**said, "pleasure": 4, "mastery": 6, "when": when, "repeat": "yes"})
        name = rng.choice(known)
        guess = planned[name][1]
        body: Body = {"activity": f"@t55.{name}", "when": when, "hours": rng.choice((0.5, 1, 1.5, 2))}
        body |= {one: near(rng, guess[one] + 1.2, 0, 10, 1.2) for one in ("pleasure", "mastery")}
        return Made(at, "t55b", body | {f"guess_{one}": guess[one] for one in ("pleasure", "mastery")})

    return now_and_then(role, "t55b", first, range(20, DAYS + 1), chance, make)


def planned(entries: Sequence[dict[str, Any]]) -> dict[str, tuple[int, Body]]:
    """The list of good things as it was written by hand: name → the day it was written, and the plan."""
    return {
        entry["item"]: (entry["day"], entry["is"])
        for entry in entries
        if entry["kind"] == "t55" and entry["is"].get("standing") == "on"
    }


def plans_used(role: str, first: datetime, since: dict[str, int], chance: float) -> Iterator[Made]:
    def make(start: datetime, day: int, rng: random.Random) -> Made:
        at = evening(start, rng, 21)
        name = rng.choice(sorted(name for name, begun in since.items() if begun < day))
        body: Body = {"plan": f"@t12.{name}", "helped": near(rng, 2 + day / 80, 0, 4)}
        return Made(at, "t12b", body | {"when": stamp(at - timedelta(minutes=15))})

    return now_and_then(role, "t12b", first, range(min(since.values()) + 1, DAYS + 1), chance, make)


def within(role: str, first: datetime, since: int, chance: float) -> Iterator[Made]:
    def make(start: datetime, _day: int, rng: random.Random) -> Made:
        said = rng.choices(("yes", "partly", "no"), (6, 2, 1))[0]
        return Made(evening(start, rng, 21), "t19b", {"day": iso(start), "within": said})

    return now_and_then(role, "t19b", first, range(since, DAYS + 1), chance, make)
