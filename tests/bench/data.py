"""The data measured on, made once a day through the real vault: four people with rooms and a crowd at the door.

`One` and `Ten` keep about two records a day, for one and for ten years; `Month` and `Press` have thirty in all, and
only `Press` gets more while it is measured. Run as a program with the folder's settings in the environment it fills
that folder; `folder()` does so when it has to.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from goldseam.tools.definition import Tool
from tests.filler import body_of

ROOT = Path(__file__).parents[2]
PASSWORD = "nine grey herons at low tide"
PIN = "480217"
CROWD = 40
YEARS = {"One": 1, "Ten": 10}
BY_DAY = frozenset({"t09", "t40", "t22b", "t57", "t58"})
"""Tools whose records are made by the day, or once, or never."""
_MADE_FROM = (
    "goldseam/vault", "goldseam/crypto", "goldseam/tools/fold.py", "goldseam/tools/shelf.py",
    "goldseam/people/models.py", __file__,
)  # fmt: skip
Made = tuple[datetime, str, dict[str, Any]]


def folder() -> Path:
    """The data folder of today, built if it is not there. Copy it before use."""
    mark = hashlib.sha256(datetime.now(UTC).date().isoformat().encode())
    for name in _MADE_FROM:
        path = ROOT / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            mark.update(file.read_bytes())
    base = ROOT / "build" / "bench"
    found = base / f"data-{mark.hexdigest()[:12]}"
    if not (found / "people.json").exists():
        for old in base.glob("data-*"):
            shutil.rmtree(old)
        found.mkdir(parents=True, mode=0o700)
        cost = found / "derivation.json"
        cost.write_text(json.dumps({"memory_kib": 64 * 1024, "passes": 3}))
        cost.chmod(0o600)
        env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        env |= {"GOLDSEAM_DATA": str(found), "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-m", "tests.bench.data"], env=env, cwd=ROOT, check=True)
    return found


def days(first: datetime, now: datetime, rng: random.Random) -> Iterator[Made]:
    """The diary each evening, and often a strong moment late in the day."""
    at = first
    while at <= now:
        for _ in range(rng.choice((0, 1, 1, 2))):
            yield _moment(at + timedelta(hours=rng.choice((9, 13, 21, 22, 23)), minutes=rng.randrange(60)), rng)
        yield at + timedelta(hours=21, minutes=rng.randrange(60)), "t40", _day(at, rng)
        at += timedelta(days=1)


def _moment(when: datetime, rng: random.Random) -> Made:
    strong = rng.randrange(2, 10)
    body = {
        "when": when.strftime("%Y-%m-%dT%H:%MZ"),
        "intensity_start": strong,
        "intensity_end": rng.randrange(strong),
        "response": [rng.choice(("surfed", "breathed", "called", "moved"))],
        "passed_after": rng.choice((5, 10, 15, 20)),
        "place": "bed",
        "thought": "It does not matter any more today.",
    }
    return when + timedelta(minutes=12), "t09", body


def _day(at: datetime, rng: random.Random) -> dict[str, Any]:
    names = ("anxiety", "low_mood", "on_guard", "flashback_images", "anger", "numb")
    body: dict[str, Any] = {name: rng.randrange(5) for name in names}
    return body | {
        "sleep_hours": rng.randrange(6, 18) / 2,
        "ate": rng.choice(("well", "some", "little")),
        "panic": rng.randrange(3),
        "safe": rng.randrange(11),
        "day": at.date().isoformat(),
        "note": "A line about the day, as long as such lines are.",
    }


def _lives(now: datetime) -> Iterator[tuple[str, list[Made]]]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for name, years in YEARS.items():
        rng = random.Random(name)
        first = today - timedelta(days=365 * years)
        yield name, [*_beginning(first), *days(first, now, rng), *every_tool(first, now, rng)]
    last = today.replace(day=1) - timedelta(days=1)
    evenings = [last.replace(day=1 + n % 28) + timedelta(hours=20, minutes=n) for n in range(30)]
    for name in ("Month", "Press"):
        rng = random.Random(name)
        yield name, [(at, "t49", {"text": "A page. " * 20, "mood": rng.randrange(11)}) for at in sorted(evenings)]


def every_tool(first: datetime, now: datetime, rng: random.Random) -> Iterator[Made]:
    """All the other tools in use: each log once a week, three commitments marked each day, living things changed."""
    from goldseam.tools.catalogue import catalogue

    tools = [tool for code, tool in catalogue().items() if code not in BY_DAY and not code.startswith("w")]
    items = {tool.code: [f"{n:08x}" for n in range(min(tool.most or 5, 5))] for tool in tools if tool.living == "many"}
    for tool in tools:
        every = {"": 7, "many": 182, "one": 182, "units": 365}[tool.living]
        at = first + timedelta(days=rng.randrange(7), hours=19, minutes=rng.randrange(60))
        while at <= now:
            for key in _keys(tool, items):
                body = body_of(tool, at, rng, picks=items) | ({"_item": key} if key else {})
                yield at, tool.code, body | ({"unit": key} if tool.units else {})
            at += timedelta(days=every)
    at = first + timedelta(hours=20)
    while at <= now:
        for key in items.get("t22", [])[:3]:
            yield at, "t22b", {"of": key, "day": at.date().isoformat(), "mark": rng.choice(("kept", "partly", "not"))}
        at += timedelta(days=1)


def _keys(tool: Tool, items: dict[str, list[str]]) -> list[str]:
    """What the records of one sitting are versions of; an entry of a log is one of nothing."""
    if tool.living == "units":
        return [unit.id for unit in tool.units]
    return items.get(tool.code, ["one"] if tool.living == "one" else [""])


def _beginning(at: datetime) -> list[Made]:
    plan = {"people_I_can_tell": "Sam, next door", "signs": "Late, alone, tired.", "steps": "Walk. Call. Sleep."}
    return [(at, "me", {"roles": ["R", "B"]}), (at, "t57", plan)]


def build() -> None:
    """Fill the data folder that the settings name."""
    from goldseam.cli.setup import migrate, start_django

    start_django()
    migrate(quiet=True)
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # only while it is made: a torn copy is simply made again
    people = {}
    now = datetime.now(UTC)
    for name, life in _lives(now):
        people[name] = _person(name, [one for one in life if one[0] <= now])
    cheap = (settings.CONF.data / "derivation.json").rename(settings.CONF.data / "cheap")
    for n in range(CROWD):  # at the cost that an uncalibrated server takes
        people[f"Crowd {n}"] = _person(f"Crowd {n}", None)
    cheap.rename(settings.CONF.data / "derivation.json")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (settings.CONF.data / "people.json").write_text(json.dumps(people))


def _person(name: str, life: list[Made] | None) -> dict[str, str]:
    """An account, a known browser and, for those with a life, a room full of it. Returns the browser's cookie."""
    from goldseam.people import devices
    from goldseam.people.models import Account
    from goldseam.vault import doors
    from goldseam.vault.access import room_of

    rng = random.Random(f"ids of {name}")
    id = UUID(int=rng.getrandbits(128), version=4)
    keys, secret = doors.create(id, PASSWORD)
    Account.objects.create(id=id, name=name)
    token = devices.admit(keys, secret, "Bench")
    if life is not None:
        room = room_of(keys, doors.make_room(keys, PIN, secret))
        for at, kind, body in sorted(life, key=lambda one: one[0]):
            room.append(kind, body, id=UUID(int=rng.getrandbits(128), version=4), now=at)
    return {"cookie": devices.cookie_name(id), "device": token.encoded()}


if __name__ == "__main__":
    build()
