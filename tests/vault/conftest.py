from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest

from goldseam.crypto import derive
from goldseam.crypto.derive import Cost
from goldseam.vault.models import Record, RecordKey, Space
from tests.vault.deeds import Scene
from tests.vault.scene import MONTHS, NOW, Someone, join, three_months


@pytest.fixture(autouse=True)
def cheap_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same Argon2id with a floor and a cost that tests can afford, still apart from each other."""
    monkeypatch.setattr(derive, "FLOOR", Cost(16, 1))
    monkeypatch.setattr(derive, "DEFAULT", Cost(32, 2))


@pytest.fixture
def r(db: None) -> Someone:
    return join()


@pytest.fixture
def b(db: None) -> Someone:
    return join("another long sentence", "771204")


class Clock:
    """The wall clock of the server, as the steward could set it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture
def scene(r: Someone, b: Someone) -> Scene:
    """R's nine entries and B's nine, and what a steward who kept old copies has in hand."""
    room = r.room
    room.append("t49", {"text": "day 1"}, id=(first := uuid.uuid4()), now=NOW - timedelta(days=70))
    early = bytes(Space.objects.get(pk=r.space).state)
    ids = [first]
    for number in range(1, 9):
        ids.append(uuid.uuid4())
        month = MONTHS[number // 3]
        when = NOW.replace(month=int(month[-2:]), day=1 + number)
        room.append("t49", {"text": f"day {number + 1}"}, id=ids[-1], now=when)
    three_months(b, "night")
    lost = Record.objects.filter(space_id=r.space, seq=4).values().get()
    key = RecordKey.objects.filter(space_id=r.space, seq=4).values().get()
    return Scene(r, b, ids, {"envelope": lost["envelope"], "wrapped": key["wrapped"]}, early)
