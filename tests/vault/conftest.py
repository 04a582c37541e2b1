from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goldseam.crypto import derive
from goldseam.crypto.derive import Cost
from tests.vault.scene import NOW, Someone, join


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
