"""What a steward could write into the tables of a room, as a list. Done by tests/vault/test_malicious_steward.py."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from goldseam.crypto import chain
from goldseam.vault import doors
from goldseam.vault.models import Record, RecordKey, Space
from tests.vault.scene import MONTHS, Someone

ALL = frozenset(range(1, 10))


@dataclass
class Scene:
    r: Someone
    b: Someone
    ids: list[UUID]
    burned: dict[str, Any]
    early_state: bytes

    def records(self, *seqs: int, of: Someone | None = None) -> Any:
        found = Record.objects.filter(space_id=(of or self.r).space)
        return found.filter(seq__in=seqs) if seqs else found

    def keys(self, *seqs: int, of: Someone | None = None) -> Any:
        return RecordKey.objects.filter(space_id=(of or self.r).space, seq__in=seqs)

    def take_out(self, *seqs: int) -> None:
        self.records(*seqs).delete()
        self.keys(*seqs).delete()

    def swap(self, model: Any, one: int, two: int, *columns: str) -> None:
        rows = {row["seq"]: row for row in model.objects.filter(space_id=self.r.space, seq__in=(one, two)).values()}
        for seq, source in ((one, rows[two]), (two, rows[one])):
            model.objects.filter(space_id=self.r.space, seq=seq).update(**{c: source[c] for c in columns})

    def copy(self, model: Any, source: int, of: Someone | None = None, **changed: Any) -> None:
        row = model.objects.filter(space_id=(of or self.r).space).values().get(seq=source)
        row.pop("pk", None)
        model.objects.bulk_create([model(**{**row, **changed})])


Notice = Literal["reading", "verify"]


@dataclass(frozen=True)
class Deed:
    """`act` is done; `lost` is what R can no longer read; `notice` where it is first named; `writes`: does R's
    room take new entries; `audited`: does the steward's own keyless audit name it too."""

    name: str
    act: Callable[[Scene], Any]
    lost: frozenset[int] = frozenset()
    notice: Notice = "reading"
    writes: bool = True
    audited: bool = True


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def flip_column(scene: Scene, queryset: Any, column: str, at: int = -20) -> None:
    value = bytes(queryset.values_list(column, flat=True).get())
    queryset.update(**{column: _flip(value, at % len(value))})


def _renumber(scene: Scene, moves: list[tuple[int, int]]) -> None:
    for model in (Record, RecordKey):
        for old, new in moves:
            model.objects.filter(space_id=scene.r.space, seq=old).update(seq=new)


def _undo_burn(scene: Scene) -> None:
    scene.r.room.burn(scene.ids[3])
    scene.records(4).update(envelope=scene.burned["envelope"])
    RecordKey.objects.bulk_create([RecordKey(space_id=scene.r.space, seq=4, wrapped=scene.burned["wrapped"])])


def _key_back_after_burn(scene: Scene) -> None:
    scene.r.room.burn(scene.ids[3])
    RecordKey.objects.bulk_create([RecordKey(space_id=scene.r.space, seq=4, wrapped=scene.burned["wrapped"])])


def _feign_burn(scene: Scene) -> None:
    digest = chain.envelope_digest(bytes(scene.records(5).get().envelope))
    scene.records(5).update(envelope=b"\0" + digest)
    scene.keys(5).delete()


def _forge_by_b(scene: Scene) -> None:
    """A whole entry made by the other person's keys, in the place of one of R's."""
    scene.take_out(5)
    scene.copy(Record, 5, of=scene.b, space_id=scene.r.space)
    scene.copy(RecordKey, 5, of=scene.b, space_id=scene.r.space)


def _move_to_b(scene: Scene) -> None:
    for model in (Record, RecordKey):
        model.objects.filter(space_id=scene.r.space, seq=5).update(space_id=scene.b.space, seq=50)


def _swap_whole(scene: Scene) -> None:
    scene.swap(Record, 2, 5, "envelope")
    scene.swap(RecordKey, 2, 5, "wrapped")


def _key_of_b(scene: Scene) -> None:
    scene.keys(5).update(wrapped=scene.keys(5, of=scene.b).get().wrapped)


def _sign_by_b(scene: Scene) -> None:
    head = bytes(scene.records(5).get().hash)
    scene.records(5).update(signature=chain.sign(scene.b.vault.own.sign_seed, head))


def _close_up(scene: Scene) -> None:
    scene.take_out(5)
    _renumber(scene, [(n, n - 1) for n in range(6, 10)])


def _older_state(scene: Scene) -> None:
    """It knows of one entry in one month; the lists of months end there, and every look names the difference."""
    Space.objects.filter(pk=scene.r.space).update(state=scene.early_state)


def _extra(scene: Scene, seq: int) -> None:
    scene.copy(Record, 9, seq=seq, id=uuid.uuid4())
    scene.copy(RecordKey, 9, seq=seq)


def state_of_b(scene: Scene) -> None:
    Space.objects.filter(pk=scene.r.space).update(state=Space.objects.get(pk=scene.b.space).state)


DEEDS = [
    Deed("whole bodies and keys swapped", _swap_whole, frozenset({2, 5})),
    Deed("bodies swapped within a month", lambda s: s.swap(Record, 4, 5, "envelope"), frozenset({4, 5})),
    Deed("keys swapped", lambda s: s.swap(RecordKey, 2, 5, "wrapped"), frozenset({2, 5}), audited=False),
    Deed("two entries in each other's place", lambda s: _renumber(s, [(4, 99), (5, 4), (99, 5)]), frozenset({4, 5})),
    Deed("the newest two in each other's place", lambda s: _renumber(s, [(8, 99), (9, 8), (99, 9)]), frozenset({8, 9})),
    Deed("one bit of a body", lambda s: flip_column(s, s.records(5), "envelope"), frozenset({5})),
    Deed("the version of a body", lambda s: flip_column(s, s.records(5), "envelope", 0), frozenset({5})),
    Deed("one bit of a key", lambda s: flip_column(s, s.keys(5), "wrapped"), frozenset({5}), audited=False),
    Deed("a body emptied", lambda s: s.records(5).update(envelope=b""), frozenset({5})),
    Deed("a key emptied", lambda s: s.keys(5).update(wrapped=b""), frozenset({5}), audited=False),
    Deed("a key deleted", lambda s: s.keys(5).delete(), frozenset({5})),
    Deed("a key of the other person", _key_of_b, frozenset({5}), audited=False),
    Deed("a burn feigned", _feign_burn, frozenset({5}), audited=False),
    Deed("a burn undone from an old copy", _undo_burn, audited=False),
    Deed("the key of a burned entry put back", _key_back_after_burn, frozenset({4})),
    Deed("another id", lambda s: s.records(5).update(id=uuid.uuid4()), frozenset({5}), audited=False),
    Deed("another epoch", lambda s: s.records(5).update(epoch=2), frozenset({5})),
    Deed("an impossible epoch", lambda s: s.records(5).update(epoch=0), frozenset({5})),
    Deed("the other person as author", lambda s: s.records(5).update(author=s.b.person), frozenset({5})),
    Deed("months swapped", lambda s: s.swap(Record, 2, 5, "tag"), frozenset({2, 5}), audited=False),
    Deed("a month nobody has", lambda s: s.records(5).update(tag=bytes(16)), frozenset({5}), audited=False),
    Deed("a month cut short", lambda s: s.records(5).update(tag=b"x"), frozenset({5}), audited=False),
    Deed("signatures swapped", lambda s: s.swap(Record, 2, 5, "signature"), notice="verify"),
    Deed("a signature by the other person", _sign_by_b, notice="verify"),
    Deed("a signature cut short", lambda s: s.records(5).update(signature=b"x"), notice="verify"),
    Deed("hashes swapped", lambda s: s.swap(Record, 2, 5, "hash"), notice="verify"),
    Deed("a hash cut short", lambda s: s.records(5).update(hash=b"x"), notice="verify"),
    Deed("the newest hash exchanged", lambda s: s.records(9).update(hash=bytes(32))),
    Deed("the tail cut off", lambda s: s.take_out(8, 9), frozenset({8, 9}), audited=False),
    Deed("the middle taken out", lambda s: s.take_out(5), frozenset({5})),
    Deed("the first taken out", lambda s: s.take_out(1), frozenset({1})),
    Deed("everything taken out", lambda s: s.take_out(*ALL), ALL, audited=False),
    Deed("the middle taken out and the rest moved up", _close_up, frozenset({5, 6, 7, 8, 9})),
    Deed("an entry moved to the other person", _move_to_b, frozenset({5})),
    Deed("an entry of the other person in its place", _forge_by_b, frozenset({5})),
    Deed("an entry repeated behind the newest", lambda s: _extra(s, 10), frozenset(), writes=False),
    Deed("an entry repeated far behind the newest", lambda s: _extra(s, 77), frozenset()),
    Deed("an older state alone", _older_state, writes=False, audited=False),
]  # fmt: skip


def readable(who: Someone) -> tuple[frozenset[int], list[str]]:
    """What the owner reads month by month, as the pages do, and what was named on the way."""
    room = who.room
    seqs = [entry.seq for month in MONTHS for entry in room.month(month)]
    assert seqs == sorted(seqs)
    return frozenset(seqs), [problem.what for problem in room.problems]


def untouched(b: Someone) -> None:
    assert b.sign_in() == b.keys
    assert doors.open_room(b.keys, b.pin, b.device) == b.room_key
    assert b.texts() == [f"night {n}" for n in ALL]
