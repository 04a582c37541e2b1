"""Run as a program by the drills: a person keeps entries, or comes back and reads them, through the vault alone.

python -m tests.cli.life keep 30    → JSON with all that the person would know by heart or hold in a browser
python -m tests.cli.life read JSON  → JSON list of what the room shows, and what does not fit
python -m tests.cli.life burn JSON  → the newest entry is withdrawn
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from goldseam.cli.setup import migrate, start_django

start_django()

from goldseam.people.models import Account  # noqa: E402
from goldseam.vault import Room, doors  # noqa: E402
from goldseam.vault.models import Person  # noqa: E402
from goldseam.vault.rings import open_own_ring, open_room_ring  # noqa: E402

PASSWORD, PIN = "a long winded sentence 71", "408213"


def _room(keys: doors.Keys, room_key: bytes) -> Room:
    row = Person.objects.get(pk=keys.person)
    assert row.room_ring is not None
    own = open_own_ring(keys.vault_key, keys.person, bytes(row.ring))
    return Room(keys.person, own, open_room_ring(room_key, keys.person, bytes(row.room_ring)))


def keep(count: int) -> dict[str, str]:
    migrate(quiet=True)
    account = Account.objects.create(name=f"river-{uuid.uuid4().hex[:6]}")
    keys, device = doors.create(account.id, PASSWORD)
    room = _room(keys, doors.make_room(keys, PIN, device))
    start = datetime(2026, 8, 1, 21, tzinfo=UTC)
    for number in range(count):
        room.append("t49", {"text": f"page {number}"}, id=uuid.uuid4(), now=start + timedelta(days=number))
    return {"person": str(account.id), "device": device.hex()}


def _come_back(known: dict[str, str]) -> Room:
    person, device = uuid.UUID(known["person"]), bytes.fromhex(known["device"])
    keys = doors.sign_in(person, PASSWORD, device)
    return _room(keys, doors.open_room(keys, PIN, device))


def read(known: dict[str, str]) -> dict[str, Any]:
    room = _come_back(known)
    return {"texts": [entry.body["text"] for entry in room.every()], "problems": [p.what for p in room.problems]}


def burn(known: dict[str, str]) -> bool:
    room = _come_back(known)
    return room.burn(list(room.every())[-1].id)


if __name__ == "__main__":
    act, given = sys.argv[1:]
    print(json.dumps(keep(int(given)) if act == "keep" else {"read": read, "burn": burn}[act](json.loads(given))))
