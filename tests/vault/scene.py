"""People for the vault's scenes: the vault used directly, without pages."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from goldseam.vault import doors
from goldseam.vault.access import Vault, room_of
from goldseam.vault.doors import Keys
from goldseam.vault.room import Entry, Receipt, Room
from goldseam.vault.sessions import SessionStore

MONTHS = ("2026-01", "2026-02", "2026-03")
NOW = datetime(2026, 3, 20, 21, tzinfo=UTC)


@dataclass
class Someone:
    """Somebody with both doors open, and what he or she knows by heart or holds in the browser."""

    person: UUID
    password: str
    pin: str
    device: bytes
    keys: Keys
    room_key: bytes

    @property
    def room(self) -> Room:
        """The room as a new request would see it."""
        return room_of(self.keys, self.room_key)

    @property
    def space(self) -> UUID:
        return self.room.space

    @property
    def vault(self) -> Vault:
        return Vault(self.keys, SessionStore())

    def keep(self, text: str, now: datetime = NOW, id: UUID | None = None) -> Receipt:
        return self.room.append("t49", {"text": text}, id=id or uuid.uuid4(), now=now)

    def texts(self, room: Room | None = None) -> list[str]:
        return [entry.body["text"] for entry in (room or self.room).every()]

    def sign_in(self) -> Keys:
        return doors.sign_in(self.person, self.password, self.device)


def join(password: str = "correct horse battery", pin: str = "482913") -> Someone:
    person = uuid.uuid4()
    keys, device = doors.create(person, password)
    return Someone(person, password, pin, device, keys, doors.make_room(keys, pin, device))


def three_months(who: Someone, name: str) -> list[UUID]:
    """Nine entries, three in each of MONTHS, sequence 1 to 9, texts "<name> 1" to "<name> 9"."""
    room, ids = who.room, []
    for number in range(9):
        id, when = uuid.uuid4(), datetime(2026, 1 + number // 3, 1 + number, 20, tzinfo=UTC)
        room.append("t49", {"text": f"{name} {number + 1}"}, id=id, now=when)
        ids.append(id)
    return ids


class Tally(msgspec.Struct):
    """A digest whose every part can be foretold: all texts so far, in the order of reading."""

    texts: list[str]


class TallyFold:
    """Carries every text forward, so that a digest made of the wrong entries shows."""

    name, version, type, newest_only = "tally", 1, Tally, False

    def __init__(self) -> None:
        self.closed: list[str] = []

    def close(self, before: Tally | None, month: str, entries: Sequence[Entry]) -> Tally:
        self.closed.append(month)
        return Tally([*(before.texts if before else []), *(str(entry.body["text"]) for entry in entries)])


def days(number: float) -> timedelta:
    return timedelta(days=number)


Row = dict[str, Any]


def snapshot() -> dict[Any, list[Row]]:
    """Every row of the vault, as whoever copies the database file has them."""
    from django.apps import apps

    return {model: list(model.objects.values()) for model in apps.get_app_config("vault").get_models()}


def put_back(rows: dict[Any, list[Row]]) -> None:
    """An older copy of the whole database."""
    for model in rows:
        model.objects.all().delete()
    for model in rows:  # in the order of the models, parents first
        model.objects.bulk_create([model(**{k: v for k, v in row.items() if k != "pk"}) for row in rows[model]])
