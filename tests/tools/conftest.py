"""Helpers of the tools' scenes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from goldseam.tools import due
from goldseam.tools.desk import Desk
from tests import takes
from tests.conftest import Person

EVENING = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)


class Clock:
    """The server's clock, in the test's hands."""

    def __init__(self) -> None:
        self.now = EVENING


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    return made


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def keep(client: Client, url: str, **fields: Any) -> UUID:
    """Send a good form; the id of the record its answer leads to."""
    fields.setdefault("uid", str(uuid4()))
    answer = client.post(url, fields)
    assert answer.status_code == 303, text(answer)
    found = re.search(r"/k/([0-9a-f-]{36})/", answer["Location"])
    assert found, answer["Location"]
    return UUID(found.group(1))


def put(person: Person, kind: str, at: datetime, **body: Any) -> UUID:
    """Keep a record as if at another moment; the pages' clock stands still, so that no door falls shut."""
    if kind in {"t09", "t40b"}:
        body.setdefault("when", at.strftime("%Y-%m-%dT%H:%MZ"))
    if kind == "t40":
        body.setdefault("day", at.date().isoformat())
    return person.room.append(kind, body, id=uuid4(), now=at).id


def be(person: Person, role: str, at: datetime) -> None:
    """Say what brings this person."""
    takes.scene(("be", role, at), [person], lambda: person.room.append("me", {"roles": [role]}, id=uuid4(), now=at))


def enter(person: Person) -> None:
    """Come back through both doors."""

    def come_in() -> None:
        person.client.post("/out/")
        person.sign_in()
        person.open_room()

    takes.scene("enter", [person], come_in)


def waiting(person: Person, clock: Clock) -> list[str]:
    """What the tools have waiting for Today, by its ids."""
    request = person.client.get("/").wsgi_request
    request.room, request.vault = person.room, person.vault  # type: ignore[attr-defined]
    return [one.id for one in due.waiting(Desk(request, clock.now))]  # type: ignore[arg-type]


def bodies(person: Person, kind: str) -> list[dict[str, Any]]:
    return [entry.body for month in person.room.months() for entry in person.room.month(month) if entry.kind == kind]
