"""What every test may ask for: cheap derivations, and a cast of people with rooms of their own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from goldseam.crypto import derive
from goldseam.crypto.derive import Cost
from goldseam.people.models import Account
from goldseam.vault import Room, Vault, current
from goldseam.vault.sessions import SessionStore
from tests import remembered, takes

hypothesis.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("house")  # a busy machine is no fault: no test is about time

takes.notice_what_is_exchanged()
remembered.remember()
settings.STATIC_ROOT.mkdir(exist_ok=True)  # `goldseam serve` fills it; WhiteNoise wants it to be there


LONGEST = ("authz", "bad_input", "canary", "hosting", "vault", "cli", "faults")
"""Folders with files that take longest; begun last, one of them would be waited for by an idle processor."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folders = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(folders).parts[0] not in LONGEST)


def pytest_collection_finish() -> None:
    """Ten thousand tests lie in memory from here on; nobody need look through them for rubbish again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def stage(request: pytest.FixtureRequest) -> Iterator[None]:
    """What many tests begin with is played once (tests/takes.py)."""
    with takes.staged(request):
        yield


@pytest.fixture(autouse=True)
def fast_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id as cheap as it gets: what is tested is what is done with it."""
    monkeypatch.setattr(derive, "FLOOR", Cost(8, 1))
    monkeypatch.setattr(derive, "DEFAULT", Cost(8, 1))


@pytest.fixture(autouse=True)
def no_old_counts() -> Iterator[None]:
    """Rate limits count in files that outlive a test."""
    yield
    cache.clear()


@dataclass
class Person:
    """Somebody with an account, a browser that is known, and a room that is open in it."""

    name: str
    password: str
    pin: str
    client: Client = field(default_factory=Client)

    def sign_up(self) -> Person:
        takes.scene("sign up", [self], self._sign_up, anywhere=True)
        return self

    def _sign_up(self) -> None:
        self.client.get("/new/")
        made = self.client.post("/new/", {"uid": uuid4(), "name": self.name, "password": self.password})
        assert made.status_code == 303, made.content.decode()
        chosen = self.client.post("/room/", {"pin": self.pin, "again": self.pin})
        assert chosen.status_code == 303, chosen.content.decode()

    @property
    def account(self) -> Account:
        return Account.objects.get(name=self.name)

    @property
    def id(self) -> UUID:
        return self.account.id

    def lock(self) -> None:
        self.client.post("/room/lock/")

    def open_room(self) -> None:
        opened = self.client.post("/room/", {"pin": self.pin})
        assert opened.status_code == 303, opened.content.decode()

    def sign_out(self) -> None:
        self.client.post("/out/")

    def sign_in(self) -> None:
        """With name and password in the known browser; the room stays shut."""
        inside = self.client.post("/in/", {"name": self.name, "password": self.password})
        assert inside.status_code == 303, inside.content.decode()

    @property
    def session(self) -> SessionStore:
        return SessionStore(self.client.cookies["s"].value)

    @property
    def vault(self) -> Vault:
        """The vault as the next request of this browser would find it."""
        vault = vault_of(self.client)
        assert vault is not None
        return vault

    @property
    def room(self) -> Room:
        return self.vault.demand_room()


def vault_of(client: Client) -> Vault | None:
    """What `vault.current` says for a browser's present session."""
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    kept = client.cookies.get("s")
    request.session = SessionStore(kept.value if kept and kept.value else None)
    return current(request)


class Cast:
    """R, B and a stranger to both. Each is made when first named; nobody has a power another has not (R22)."""

    @cached_property
    def R(self) -> Person:
        return Person("Robin", "quiet orchard lantern nine", "482915").sign_up()

    @cached_property
    def B(self) -> Person:
        return Person("Billie", "seven slow copper kettles", "739164").sign_up()

    @cached_property
    def stranger(self) -> Person:
        return Person("Sasha", "paper harbour velvet stone", "615824").sign_up()


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def signed_out(db: None) -> Client:
    return Client()
