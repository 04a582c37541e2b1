"""Making the two demo accounts through the same doors and the same vault as everybody's."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings

from goldseam.demo.history import Character, pair
from goldseam.people.models import Account
from goldseam.vault import doors
from goldseam.vault.access import room_of

PASSWORD = "two herons on a quiet weir"  # noqa: S105 - opens made-up people only
PIN = "480217"
_MARK = "throw-away"


class NotADemo(Exception):
    """Somebody tried to make or enter demo people outside a throw-away database."""


def person_id(name: str) -> UUID:
    """Always the same, so that a click knows whom it means."""
    return UUID(bytes=hashlib.sha256(b"demo/" + name.encode()).digest()[:16], version=4)


def device_secret(name: str) -> bytes:
    return hashlib.sha256(b"demo device/" + name.encode()).digest()


def is_demo() -> bool:
    """Are the settings those of a demo, and was this very data folder made by `build`?"""
    return bool(settings.CONF.demo) and (settings.CONF.data / _MARK).is_file()


def build(now: datetime | None = None) -> None:
    """Make both people with their 120 days. Refuses without demo settings or with anybody there already."""
    if not settings.CONF.demo or Account.objects.exists():
        raise NotADemo
    moment = now or datetime.now(UTC)
    for one in pair(settings.CONTENT_DIR, moment):
        _make(one)
    (settings.CONF.data / _MARK).touch(mode=0o600)


def _make(one: Character) -> None:
    id, secret = person_id(one.name), device_secret(one.name)
    keys, _ = doors.create(id, PASSWORD, secret)
    Account.objects.create(id=id, name=one.name)
    room = room_of(keys, doors.make_room(keys, PIN, secret))
    for kept in one.kept:
        room.append(kept.kind, kept.body, id=kept.id, now=kept.at)
