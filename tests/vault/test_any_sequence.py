"""Any sequence of acts on two devices with any clock: the room holds what a plain list would hold, and verifies."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from goldseam.vault import audit, changes, doors, heads
from goldseam.vault.access import Vault, room_of
from goldseam.vault.errors import Tampered
from goldseam.vault.room import Room, month_of
from goldseam.vault.sessions import SessionStore
from tests.vault.scene import NOW, Someone, Tally, TallyFold, join

# Mostly around month ends, sometimes two days back, sometimes ten years ahead and back again.
CLOCKS = st.one_of(
    st.integers(-40, 40).map(lambda d: NOW + timedelta(days=d)),
    st.sampled_from([NOW - timedelta(days=2), NOW + timedelta(days=3653), NOW.replace(day=1, hour=0)]),
)
TEXTS = st.text(max_size=12)
DEVICES = st.integers(0, 1)


@dataclass
class Kept:
    id: UUID
    text: str
    at: datetime
    burned: bool = False


class AnySequence(RuleBasedStateMachine):
    """The model is `self.kept`, in the order of keeping.

    A `Room` lives for one request and sees what was there when it began. `self.rooms` are two that stay open all
    the same, as slow requests would: they write, and must neither miss nor repeat a number.
    """

    ids = Bundle("ids")

    @initialize()
    def begin(self) -> None:
        self.who: Someone = join()
        self.other: Someone = join()
        self.other.keep("theirs")
        self.kept: list[Kept] = []
        self.rooms: list[Room] = [self.who.room, self.who.room]
        self.seen = heads.remember(self.vault, self.rooms[0])

    @property
    def vault(self) -> Vault:
        return Vault(self.who.keys, SessionStore())

    def expected(self, *months: str) -> list[str]:
        return [k.text for k in self.kept if not k.burned and (not months or month_of(k.at) in months)]

    @property
    def months(self) -> list[str]:
        return sorted({month_of(k.at) for k in self.kept})

    def tally(self, *months: str) -> Tally:
        return Tally([text for month in sorted(months) for text in self.expected(month)])

    @rule(target=ids, text=TEXTS, now=CLOCKS, device=DEVICES)
    def append(self, text: str, now: datetime, device: int) -> UUID:
        id = uuid.uuid4()
        receipt = self.rooms[device].append("t49", {"text": text}, id=id, now=now)
        self.kept.append(Kept(id, text, now))
        assert (receipt.seq, receipt.replayed) == (len(self.kept), False)
        return id

    @rule(id=ids, now=CLOCKS, device=DEVICES)
    def replay(self, id: UUID, now: datetime, device: int) -> None:
        place = next(n for n, k in enumerate(self.kept, 1) if k.id == id)
        receipt = self.rooms[device].append("t49", {"text": self.kept[place - 1].text}, id=id, now=now)
        assert (receipt.seq, receipt.replayed) == (place, True)

    @rule(id=ids, device=DEVICES)
    def burn(self, id: UUID, device: int) -> None:
        kept = next(k for k in self.kept if k.id == id)
        assert self.rooms[device].burn(id) is not kept.burned
        kept.burned = True

    @rule(now=CLOCKS)
    def fold(self, now: datetime) -> None:
        closed = [m for m in self.months if m < month_of(now)]
        opened = [m for m in self.months if m not in closed]
        folded = self.who.room.folded(TallyFold(), now)
        assert folded.past == (self.tally(*closed) if closed else None)
        assert [e.body["text"] for e in folded.entries] == self.expected(*opened, "-")

    @rule(now=CLOCKS, ends=st.tuples(st.integers(1, 12), st.integers(1, 12)))
    def digests(self, now: datetime, ends: tuple[int, int]) -> None:
        first, last = (f"2026-{n:02}" for n in sorted(ends))
        closed = [m for m in self.months if m < month_of(now)]
        found = self.who.room.digests(TallyFold(), first, last, now)
        assert found == [(m, self.tally(*[c for c in closed if c <= m])) for m in closed if first <= m <= last]

    @rule(id=ids, device=DEVICES)
    def look_at_one(self, id: UUID, device: int) -> None:
        kept = next(k for k in self.kept if k.id == id)
        entry = self.rooms[device].entry(id)
        assert (entry is None) == kept.burned
        assert entry is None or (entry.body["text"], entry.at) == (kept.text, kept.at)

    @rule(device=DEVICES)
    def open_anew(self, device: int) -> None:
        self.rooms[device] = self.who.room

    @rule(pin=st.sampled_from(["135790", "246802"]))
    def change_everything(self, pin: str) -> None:
        old, password = self.rooms[1], f"sentence of its own {uuid.uuid4()}"
        keys, room_key, device = changes.change_everything(self.who.keys, self.who.room_key, password, pin)
        assert room_key is not None
        self.who = Someone(self.who.person, password, pin, device, keys, room_key)
        with pytest.raises(Tampered):
            old.append("t49", {"text": "late"}, id=uuid.uuid4(), now=NOW)
        self.rooms = [self.who.room, self.who.room]
        self.seen = heads.remember(self.vault, self.rooms[0])

    @rule()
    def sign_in_anew(self) -> None:
        keys = self.who.sign_in()
        room_key = doors.open_room(keys, self.who.pin, self.who.device)
        assert (keys, room_key) == (self.who.keys, self.who.room_key)
        self.rooms[0] = room_of(keys, room_key)
        heads.compare(self.vault, self.rooms[0], self.seen)
        self.seen = heads.remember(self.vault, self.rooms[0])

    @rule()
    def verify(self) -> None:
        assert self.who.room.verify() == []
        assert audit.verify_all() == []

    @invariant()
    def the_room_is_the_model(self) -> None:
        for room in [*self.rooms, self.who.room]:
            assert [e.body["text"] for e in room.every()] == self.expected()
            assert room.problems == []
        room = self.who.room
        assert room.months() == self.months
        for month in self.months:
            assert [e.body["text"] for e in room.month(month)] == self.expected(month)
        assert room.head[0] == len(self.kept)

    def teardown(self) -> None:
        if hasattr(self, "who"):
            self.verify()
            assert self.other.texts() == ["theirs"]
            changes.erase(self.who.keys, self.who.space)
            changes.erase(self.other.keys, self.other.space)


@pytest.mark.django_db
def test_any_sequence_of_acts_keeps_the_room_and_the_model_alike() -> None:
    run_state_machine_as_test(
        AnySequence,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
