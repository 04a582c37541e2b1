"""Pairs at open tables, made straight through the vault: `make`, then `enter` signs everybody in, `look` looks after.

No password is stretched here and nobody goes through a door: the derivations are as cheap as a test's, and sessions are
written as signing in writes them. What is measured begins behind the doors; what the doors cost is in `storm`.

python -m tests.bench.pairs make 200 30     people, rooms with a month of a diary, tables with 30 check-ins
python -m tests.bench.pairs enter           prints the cookies of 400 browsers, both doors open
python -m tests.bench.pairs look < JSON     prints what of the acknowledged is missing, and what does not fit
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

ROOT = Path(__file__).parents[2]
PASSWORD, PIN = "nine grey herons at low tide", "480217"
LESSONS = ("0A1", "0A2", "0A3", "0A4", "0R1", "0R2", "0B1", "0B2")
FILE = "pairs.json"


def call(data: Path, *command: str, given: Any = None, settings: dict[str, str] | None = None) -> Any:
    """Run this module as a program on a data folder; its JSON, if it says any."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {"GOLDSEAM_DATA": str(data), "PYTHONPATH": str(ROOT), **(settings or {})}
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.pairs", *command],
        env=env,
        cwd=ROOT,
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    return json.loads(said) if said else None


def count(data: Path) -> int:
    return len(json.loads((data / FILE).read_text()))


# -- make --------------------------------------------------------------------------------------------------------------


def make(count: int, days: int) -> None:
    from django.conf import settings
    from django.db import connection

    from goldseam.cli.setup import migrate
    from goldseam.crypto import derive
    from goldseam.crypto.derive import Cost

    derive.FLOOR = derive.DEFAULT = Cost(8, 1)
    migrate(quiet=True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # only while it is made: a torn copy is simply made again
    now = datetime.now(UTC)
    pairs = [_pair(n, days, now) for n in range(count)]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (settings.CONF.data / FILE).write_text(json.dumps(pairs))


def _pair(n: int, days: int, now: datetime) -> list[dict[str, str]]:
    from goldseam.vault import doors, pairing

    first = now - timedelta(days=days + 5)
    known = [_person(f"{name} {n}", role, first, now) for name, role in (("Robin", "R"), ("Billie", "B"))]
    one, other = (doors.Keys(UUID(who["person"]), bytes.fromhex(who["vault"])) for who in known)
    pairing.answer(other, pairing.invite(one, first, "One"), first, "Other")
    pairing.confirm(one, first)
    pairing.confirm(other, first)
    _evenings(one, other, days, now)
    return known


def _person(name: str, role: str, first: datetime, now: datetime) -> dict[str, str]:
    """An account whose own part is done, and who has kept a diary for a month."""
    from goldseam.people import devices
    from goldseam.people.models import Account
    from goldseam.vault import doors
    from goldseam.vault.access import room_of
    from tests.bench.data import days

    id = uuid4()
    keys, secret = doors.create(id, PASSWORD)
    Account.objects.create(id=id, name=name)
    token = devices.admit(keys, secret, "Phone")
    room_key = doors.make_room(keys, PIN, secret)
    room = room_of(keys, room_key)
    room.append("me", {"roles": [role], "table": True}, id=uuid4(), now=first)
    for lesson in LESSONS:
        room.append("t08", {"lesson": lesson, "status": "read", "_item": lesson}, id=uuid4(), now=first)
    life = list(days(now - timedelta(days=30), now, random.Random(name)))
    look = (now - timedelta(days=1), "t58", {"hold": False, "date": (now - timedelta(days=1)).date().isoformat()})
    for at, kind, body in sorted([*life, look], key=lambda one: one[0]):
        room.append(kind, body, id=uuid4(), now=min(at, now))
    return {
        "person": str(id), "name": name, "vault": keys.vault_key.hex(), "room": room_key.hex(),
        "cookie": devices.cookie_name(id), "device": token.encoded(),
    }  # fmt: skip


def _evenings(one: Any, other: Any, days: int, now: datetime) -> None:
    """Both are ready, a form is agreed, and a check-in was held on each of the last `days`."""
    from goldseam.together import gate
    from goldseam.together.checkin import state as s

    r, b = _table(one), _table(other)
    at = now - timedelta(days=days + 1)

    def lay(table: Any, kind: str, after: int = 0, id: UUID | None = None, **body: Any) -> UUID:
        kept: UUID = table.append(kind, body, id=id or uuid4(), now=at + timedelta(minutes=after)).id
        return kept

    for table in (r, b):
        lay(table, gate.READY, ok=True)
    asked = lay(r, s.FORM, form="f7", way="two", hour="19:30")
    round = lay(b, s.YES, of=asked.hex).hex
    for _day in range(days):
        at += timedelta(days=1) - timedelta(minutes=1)
        for table in (r, b):
            lay(table, s.FIT, round=round)
        lay(r, s.TURN, 3, round=round, n=1)
        lay(b, s.TURN, 6, round=round, n=2)
        round = lay(r, s.HELD, 7, s.end_id(round, s.HELD), round=round, minutes=7).hex
    if days:
        for table in (r, b):
            lay(table, gate.READY, 8, ok=True)


def _table(keys: Any) -> Any:
    from goldseam.vault.doors import held
    from goldseam.vault.table import tables

    return tables(keys, held(keys)[1])[0]


# -- enter -------------------------------------------------------------------------------------------------------------


def enter() -> list[list[dict[str, str]]]:
    """A signed-in browser for each, as the doors leave it: the cookies by their names."""
    return [[_cookies(who) for who in pair] for pair in _pairs()]


def _cookies(who: dict[str, str]) -> dict[str, str]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from goldseam.vault import access
    from goldseam.vault.doors import Keys
    from goldseam.vault.sessions import SessionStore

    session = SessionStore()
    access.admit(session, Keys(UUID(who["person"]), bytes.fromhex(who["vault"])))
    session[SESSION_KEY], session[HASH_SESSION_KEY] = who["person"], "-"
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.create()
    session.open_room(bytes.fromhex(who["room"]))
    session.save()
    bound = "__Host-" if settings.CONF.https else ""
    name = bound + who["cookie"].removeprefix("__Host-")
    return {settings.SESSION_COOKIE_NAME: str(session.session_key), name: who["device"]}


def _pairs() -> list[list[dict[str, str]]]:
    from django.conf import settings

    found: list[list[dict[str, str]]] = json.loads((settings.CONF.data / FILE).read_text())
    return found


# -- look --------------------------------------------------------------------------------------------------------------


def look(acknowledged: list[list[str]]) -> dict[str, Any]:
    """By pair what was acknowledged. Each table is opened by both of its people and walked to its end."""
    from goldseam.vault.audit import verify_all
    from goldseam.vault.doors import Keys

    found: dict[str, Any] = {"acknowledged": 0, "lost": [], "wrong": [f.what for f in verify_all()], "entries": 0}
    for pair, ids in zip(_pairs(), acknowledged, strict=True):
        for who in pair:
            table = _table(Keys(UUID(who["person"]), bytes.fromhex(who["vault"])))
            there = {entry.id.hex for entry in table.every()}
            found["wrong"] += [problem.what for problem in (*table.verify(), *table.problems)]
            found["lost"] += sorted({_id(one) for one in ids} - there)
        found["acknowledged"] += len(set(ids))
        found["entries"] += len(there)
    return found


def _id(acknowledged: str) -> str:
    """The entry's id; the end of a round has one of its own."""
    from goldseam.together.checkin import state as s

    kind, _, round = acknowledged.partition(" ")
    return s.end_id(round, s.HELD).hex if kind == "held" else UUID(acknowledged).hex


def main() -> None:
    from goldseam.cli.setup import start_django

    start_django()
    act, *rest = sys.argv[1:]
    if act == "make":
        make(int(rest[0]), int(rest[1]))
    elif act == "enter":
        json.dump(enter(), sys.stdout)
    else:
        json.dump(look(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
