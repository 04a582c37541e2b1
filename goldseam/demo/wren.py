"""Wren's days by rule: urges with a daily rhythm, two slips and what was learned from each. Pure, seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from goldseam.demo import days as both
from goldseam.demo.days import DAYS, QUIET, SLIPS, Words, evening, iso, near, now_and_then, on_days, seeded
from goldseam.demo.script import Body, Made, stamp

ROLE = "R"
LOOKS = range(2, DAYS + 1, 14)
MAPS = (21, 40, 47, 59, 70, 85)
PRACTICE = (*range(20, 64, 4), 105, 113)
MOOD_DAYS = (1, 3, 7)
"""After a hard hour the question how one is comes again on these days."""
PLANS = {"phone": 5, "train": 9, "sunday": 41, "lunch": 86}


def days(words: Words, written: Words, cards: dict[str, str], first: datetime) -> Iterator[Made]:
    lists = written["lists"]
    yield from _urges(words, first)
    yield from _lapses(written["lapse"], first)
    yield from _looks(first)
    yield from both.small_things(ROLE, lists, first)
    yield from both.values_week(ROLE, first, 16, ("honesty", "my_word", "repair", "friendship", "making"))
    yield from both.care_week(ROLE, first, 30, ("sleep", "people", "joy"))
    yield from _marks(lists, first)
    yield from both.contacts(ROLE, lists, first, ("brother", "tomek"))
    yield from both.meetings(ROLE, lists, first, "blue", "in_person", 3, 12, 21)
    yield from both.meetings(ROLE, lists, first, "hour", "in_person", 2, 55, 19)
    yield from both.along_the_path(ROLE, first, [one["item"] for one in written["entry"] if one["kind"] == "t08"])
    yield from both.good_things(ROLE, lists, first, both.planned(written["entry"]), 0.3)
    yield from both.plans_used(ROLE, first, PLANS, 0.25)
    yield from both.within(ROLE, first, 62, 0.5)
    yield from _maps(written["map"], first)
    yield from _replies(written["reply"], cards, first)
    yield from _talks(lists, first)
    yield from _diary(first)


def _urges(words: Words, first: datetime) -> Iterator[Made]:
    rng, more = random.Random("R"), seeded(ROLE, "feelings")  # noqa: S311
    yield Made(first + timedelta(hours=20), "me", {"roles": words["roles"]})
    yield Made(first + timedelta(days=1, hours=19), "t57", dict(words["plan"]))
    for day in range(DAYS + 1):
        start = first + timedelta(days=day)
        if day in SLIPS:
            yield from _slip(words, start, rng)
        if day - 2 in SLIPS:
            text = words["review"][SLIPS.index(day - 2)]
            yield Made(start + timedelta(hours=18, minutes=40), "t49", {"text": text, "mood": 4})
        if day in QUIET["R"]:
            continue
        for _ in range(_how_many(start, day, rng)):
            one = _urge(words, start, day, rng)
            yield _felt(one, day, more)
            if more.random() < 0.2:
                yield both.needs(ROLE, start, more, max(1, one.at.hour - 1))
        if day % 5 == 3:
            page = words["journal"][(day // 5) % len(words["journal"])]
            at = start + timedelta(hours=21, minutes=rng.randrange(50))
            yield Made(at, "t49", {"text": page, "mood": rng.randrange(3, 8)})


def _how_many(start: datetime, day: int, rng: random.Random) -> int:
    mean = 1.5 - 0.8 * day / DAYS + (0.7 if start.weekday() == 6 else 0.0)
    return sum(rng.random() < mean / 3 for _ in range(3))


def _urge(words: Words, start: datetime, day: int, rng: random.Random) -> Made:
    late = rng.random() < (0.75 if start.weekday() in {4, 5, 6} else 0.55)
    hour = rng.choice([21, 21, 22, 22, 23]) if late else rng.choice([7, 11, 13, 15, 16, 17, 19])
    when = start + timedelta(hours=hour, minutes=rng.randrange(60))
    strong = min(10, max(1, round(rng.gauss(6.6 - 2.2 * day / DAYS + (0.8 if late else 0), 1.6))))
    how = rng.choices(
        [["surfed"], ["surfed", "breathed"], ["left_room"], ["called"], ["device_away", "moved"], ["plan"]],
        [6, 3, 4, 2, 3, 1 + day / 40],
    )[0]
    drop = {"surfed": 4, "called": 4, "left_room": 2, "device_away": 3, "plan": 3}[how[0]]
    body: Body = {
        "intensity_start": strong,
        "response": how,
        "intensity_end": max(0, strong - max(0, round(rng.gauss(drop, 1)))),
        "when": stamp(when),
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
    return Made(when + timedelta(minutes=12), "t09", body)


def _felt(one: Made, day: int, rng: random.Random) -> Made:
    """What came later to the page of urges: which plan it was, what was felt, what giving in would have been for."""
    known = [name for name, since in PLANS.items() if since < day]
    if "plan" in one.body["response"] and known:
        one.body["plan"] = f"@t12.{rng.choice(known)}"
    if rng.random() < 0.5:
        one.body["feeling"] = rng.choice((["restless"], ["empty"], ["low", "empty"], ["anxious"], ["a tight chest"]))
    if rng.random() < 0.4:
        one.body["function"] = rng.choice((["numb"], ["escape"], ["sleep"], ["soothe"]))
    return one


# -- the two slips ----------------------------------------------------------------------------------------


def _slip(words: Words, start: datetime, rng: random.Random) -> Iterator[Made]:
    when = start + timedelta(hours=23, minutes=10 + rng.randrange(20))
    body: Body = {
        "intensity_start": 9,
        "response": ["gave_in"],
        "intensity_end": 3,
        "when": stamp(when),
        "place": "bed",
        "device": "phone",
        "halt": ["tired", "lonely"],
        "thought": words["thoughts"][0],
        "learned": words["learned"][0],
    }
    yield Made(when + timedelta(minutes=35), "t09", body)


def _lapses(lapses: list[dict[str, Body]], first: datetime) -> Iterator[Made]:
    """Each met with care: how are you, then the facts, the same question on days 1, 3 and 7, and what it teaches."""
    for day, lapse in zip(SLIPS, lapses, strict=True):
        morning = first + timedelta(days=day + 1, hours=7, minutes=10)
        yield Made(morning, "t14b", {"safe": "yes", "why": "lapse"})
        report = lapse["report"] | {"when": stamp(morning - timedelta(hours=8, minutes=2))}
        yield Made(morning + timedelta(minutes=12), "t14", report, name=f"slip{day}")
        review = lapse["review"] | {"report": f"#slip{day}"}
        yield Made(first + timedelta(days=day + 2, hours=18, minutes=10), "t14c", review)
        for later in MOOD_DAYS:
            at = first + timedelta(days=day + later, hours=20, minutes=5)
            yield Made(at, "t14b", {"safe": "yes", "why": "again"})


def _maps(maps: list[Body], first: datetime) -> Iterator[Made]:
    rng = seeded(ROLE, "t11")
    for one, (_day, start) in zip(maps, on_days(ROLE, first, MAPS), strict=True):
        yield Made(evening(start, rng, 19), "t11", dict(one))


# -- numbers, answers, talks -------------------------------------------------------------------------------


def _looks(first: datetime) -> Iterator[Made]:
    rng = seeded(ROLE, "t01")
    for day, start in on_days(ROLE, first, LOOKS):
        far = day / DAYS
        body: dict[str, Any] = {
            "set": "start" if day == LOOKS[0] else "every_2_weeks",
            "days_inner_circle": 6 if day == LOOKS[0] else sum(0 <= day - slip < 14 for slip in SLIPS),
            "strongest_urge": near(rng, 9 - 3 * far),
            "confidence_next_14": near(rng, 4 + 3 * far),
            "time_lost_hours": near(rng, 11 - 9 * far, 0, 30, 1.5),
            "shame_self": near(rng, 8 - 3 * far),
            "regret_acts": near(rng, 7 + 2 * far),
            "openness_kept": near(rng, 4 + 4 * far),
            "low": near(rng, 2.2 - 1.2 * far, 0, 3, 0.5),
            "support_people": near(rng, 1.4 + 3 * far, 1, 8, 0.4),
        }
        yield Made(evening(start, rng, 18), "t01", body)


def _marks(lists: Words, first: datetime) -> Iterator[Made]:
    yield from both.marks(ROLE, "shelf", first, range(35, DAYS + 1), 0.88, lists["notes"], never=SLIPS)
    yield from both.marks(ROLE, "call", first, range(37, DAYS + 1), 0.4)
    yield from both.marks(ROLE, "walk", first, range(59, DAYS + 1), 0.55)
    yield from both.marks(ROLE, "cold", first, range(65, 69), 0.7)


def _replies(replies: list[Body], cards: dict[str, str], first: datetime) -> Iterator[Made]:
    rng = seeded(ROLE, "t29")
    for one, (_day, start) in zip(replies, on_days(ROLE, first, PRACTICE), strict=True):
        yield Made(evening(start, rng, 18), "t29", {"said": cards[one["card"]], **one})


def _talks(lists: Words, first: datetime) -> Iterator[Made]:
    def make(start: datetime, day: int, rng: random.Random) -> Made:
        at = evening(start, rng, 20)
        body: Body = {"person": "@t51.brother" if day > 46 and rng.random() < 0.3 else "@t51.ash"}
        body |= {"how": rng.choice(("call", "met", "meeting")), "said": rng.choice(("yes", "yes", "part", "nothing"))}
        body |= {"when": stamp(at - timedelta(minutes=40)), "minutes": rng.choice((15, 20, 30, 45))}
        return Made(at, "t51b", body | {"next_week": rng.choice(lists["next_week"])})

    return now_and_then(ROLE, "t51b", first, range(22, DAYS + 1, 7), 0.9, make)


def _diary(first: datetime) -> Iterator[Made]:
    """Wren's own days, seldom written down."""

    def make(start: datetime, day: int, rng: random.Random) -> Made:
        low = 2.2 - 1.2 * day / DAYS
        body: Body = {
            "anxiety": near(rng, low, 0, 4),
            "low_mood": near(rng, low - 0.4, 0, 3),
            "anger": near(rng, 1, 0, 3),
            "sleep_hours": near(rng, 12 + 3 * day / DAYS, 8, 17, 1.2) / 2,
            "ate": rng.choice(("some", "well", "well")),
            "safe": near(rng, 6 + 2 * day / DAYS, 3, 10),
            "day": iso(start),
        }
        return Made(evening(start, rng, 22), "t40", body)

    yield from now_and_then(ROLE, "t40", first, range(4, DAYS + 1), 0.15, make)
    yield from now_and_then(ROLE, "t40b", first, range(8, DAYS + 1), 0.06, _woken)
    yield from now_and_then(ROLE, "t41", first, range(6, DAYS + 1), 0.12, _ground)


def _woken(start: datetime, _day: int, rng: random.Random) -> Made:
    at, strength = evening(start, rng, 13), near(rng, 5, 2, 8)
    body: Body = {"trigger": [rng.choice(("talk", "place", "date"))], "strength": strength, "when": stamp(at)}
    body |= {"now": max(0, strength - rng.randrange(1, 4)), "what_helped": [rng.choice(("moved", "person", "breath"))]}
    return Made(at + timedelta(minutes=20), "t40b", body)


def _ground(start: datetime, _day: int, rng: random.Random) -> Made:
    before = near(rng, 6, 2, 9)
    body: Body = {"card": rng.choice(("breathe", "feet", "cold")), "before": before}
    return Made(evening(start, rng, 20), "t41", body | {"after": max(0, before - rng.randrange(1, 4))})
