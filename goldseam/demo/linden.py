"""Linden's days by rule: a day diary that eases unevenly, triggers, grounding, the wish to check. Pure, seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from goldseam.demo import days as both
from goldseam.demo.days import DAYS, QUIET, SLIPS, Words, evening, near, now_and_then, on_days, seeded
from goldseam.demo.script import Body, Made, stamp

ROLE = "B"
LOOKS = range(3, DAYS + 1, 14)
PLANS = {"three": 10, "balcony": 29, "mother": 52}


def days(words: Words, written: Words, first: datetime) -> Iterator[Made]:
    lists = written["lists"]
    yield from _diary(words, first)
    yield from _looks(first)
    yield from now_and_then(ROLE, "t42", first, range(8, DAYS + 1), 0.3, _checking(lists["hopes"]))
    yield from both.small_things(ROLE, lists, first)
    yield from both.values_week(ROLE, first, 20, ("safety", "dignity", "own_voice", "friendship", "rest"))
    yield from both.care_week(ROLE, first, 28, ("sleep", "food", "nature"))
    yield from _marks(lists, first)
    yield from both.contacts(ROLE, lists, first, ("mara", "ilse"))
    yield from both.meetings(ROLE, lists, first, "circle", "video", 0, 29, 20)
    yield from both.meetings(ROLE, lists, first, "lane", "in_person", 4, 53, 16)
    yield from both.along_the_path(ROLE, first, [one["item"] for one in written["entry"] if one["kind"] == "t08"])
    yield from both.good_things(ROLE, lists, first, both.planned(written["entry"]), 0.28)
    yield from both.plans_used(ROLE, first, PLANS, 0.15)
    yield from both.within(ROLE, first, 66, 0.4)


def _diary(words: Words, first: datetime) -> Iterator[Made]:
    rng = random.Random("B")  # noqa: S311
    yield Made(first + timedelta(hours=21), "me", {"roles": words["roles"]})
    yield Made(first + timedelta(days=2, hours=18), "t57", dict(words["plan"]))
    yield Made(first + timedelta(days=3, hours=9), "t41b", {"text": words["own_card"]})
    level = 3.3
    for day in range(DAYS + 1):
        start = first + timedelta(days=day)
        level += (1.2 + 1.1 * (day < 60) - level) * 0.06 + rng.gauss(0, 0.16) + (0.9 if day - 6 in SLIPS else 0)
        if day in QUIET["B"] or rng.random() < 0.12:
            continue
        late = start + timedelta(hours=21, minutes=rng.randrange(55))
        yield Made(late, "t40", _day(words, start, level, rng))
        if rng.random() < 0.22:
            yield _trigger(words, start, level, rng)
        if rng.random() < 0.3:
            before = min(10, round(level * 2 + 2))
            card = rng.choice(["senses", "breathe", "feet", "orient"])
            body = {"card": card, "before": before, "after": max(0, before - rng.randrange(1, 5))}
            yield Made(start + timedelta(hours=rng.choice([3, 12, 18]), minutes=rng.randrange(60)), "t41", body)
        if day % 6 == 4:
            page = words["journal"][(day // 6) % len(words["journal"])]
            mood = min(9, max(1, round(8 - level * 1.7)))
            yield Made(late + timedelta(minutes=14), "t49", {"text": page, "mood": mood})


def _day(words: Words, start: datetime, level: float, rng: random.Random) -> Body:
    def scale(shift: float) -> int:
        return min(4, max(0, round(rng.gauss(level + shift, 0.6))))

    body: Body = {
        "anxiety": scale(0.2),
        "low_mood": scale(-0.3),
        "on_guard": scale(0.4),
        "flashback_images": scale(-0.4),
        "anger": scale(0.0),
        "numb": scale(-0.6),
        "sleep_hours": min(9.0, max(3.0, round(rng.gauss(7.6 - level * 0.8, 0.7) * 2) / 2)),
        "ate": "little" if level > 2.9 and rng.random() < 0.5 else rng.choice(["some", "well", "well"]),
        "panic": max(0, round(level - 2 + rng.gauss(0, 0.6))),
        "safe": min(10, max(0, round(rng.gauss(9 - level * 1.8, 1)))),
        "day": start.date().isoformat(),
    }
    if rng.random() < 0.3:
        body["note"] = rng.choice(words["notes"])
    return body


def _trigger(words: Words, start: datetime, level: float, rng: random.Random) -> Made:
    when = start + timedelta(hours=rng.choice([8, 13, 17, 19]), minutes=rng.randrange(60))
    strength = min(10, max(2, round(rng.gauss(level * 2.2 + 1, 1.2))))
    trigger = [rng.choice(["screen", "late", "media", "place", "date", "talk", "dream"])]
    if rng.random() < 0.3:
        trigger.append(rng.choice(words["trigger_words"]))
    body: Body = {
        "trigger": trigger,
        "strength": strength,
        "now": max(0, strength - rng.randrange(1, 6)),
        "what_helped": [rng.choice(["ground", "breath", "moved", "person", "outside", "water"])],
        "when": stamp(when),
        "lasted": rng.choice([5, 10, 20, 30, 45]),
    }
    return Made(when + timedelta(minutes=25), "t40b", body)


def _looks(first: datetime) -> Iterator[Made]:
    rng = seeded(ROLE, "t01")
    for day, start in on_days(ROLE, first, LOOKS):
        far = day / DAYS
        body: Body = {
            "set": "start" if day == LOOKS[0] else "every_2_weeks",
            "felt_safe_today": near(rng, 3 + 4 * far),
            "sleep_hours": near(rng, 9 + 5 * far, 6, 17, 1) / 2,
            "on_guard": near(rng, 3.4 - 1.6 * far, 0, 4, 0.5),
            "unwanted_images": near(rng, 2.8 - 1.4 * far, 0, 4, 0.5),
            "low": near(rng, 2.4 - 1.2 * far, 0, 3, 0.5),
            "worth": near(rng, 3 + 4 * far),
            "own_choice": near(rng, 3 + 4 * far),
            "trust_now": near(rng, 1.5 + 2 * far),
            "support_people": near(rng, 2 + 2 * far, 1, 8, 0.4),
        }
        yield Made(evening(start, rng, 16), "t01", body)


def _checking(hopes: list[str]) -> both.Make:
    """The wish grows weaker, the waiting longer; what checking gives stays short."""

    def make(start: datetime, day: int, rng: random.Random) -> Made:
        at = evening(start, rng, rng.choice((7, 12, 18, 20)))
        waited = rng.random() < 0.3 + 0.5 * day / DAYS
        body: Body = {"urge_to_check": near(rng, 8 - 3 * day / DAYS, 2), "when": stamp(at - timedelta(minutes=5))}
        body["what"] = [rng.choice(("phone", "history", "accounts", "places"))]
        if waited:
            body |= {"did": rng.choice((["delayed"], ["delayed", "other"], ["other"]))}
            body["delayed_minutes"] = rng.choice((10, 15, 30, 60))
        else:
            after = near(rng, 5, 1)
            body |= {
                "did": ["checked"],
                "minutes": rng.choice((10, 20, 40, 90)),
                "found": rng.choice(("nothing", "nothing", "unclear")),
            }
            body |= {
                "relief_after_10": after,
                "relief_after_60": max(0, after - 3),
                "cost": [rng.choice(("sleep", "time", "calm"))],
            }
        if rng.random() < 0.2:
            body["hoping_for"] = rng.choice(hopes)
        return Made(at, "t42", body)

    return make


def _marks(lists: Words, first: datetime) -> Iterator[Made]:
    yield from both.marks(ROLE, "eat", first, range(25, 114), 0.75, lists["notes"])
    yield from both.marks(ROLE, "mara", first, range(37, DAYS + 1, 7), 0.8)
    yield from both.marks(ROLE, "outside", first, range(86, DAYS + 1), 0.7)
