"""A new key for a space of two every 90 days: laid in the chain, for exactly the pinned other, by whoever writes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldseam.crypto.derive import new_key
from goldseam.crypto.grant import make_grant
from goldseam.crypto.identity import new_identity
from goldseam.vault import audit, changes, epochs, rows, table
from goldseam.vault.errors import Ended, NotSaved, NotYours, Tampered
from goldseam.vault.links import LinkRing, close_link
from goldseam.vault.models import Membership, Record, RecordKey, Space
from goldseam.vault.room import Room, opened
from goldseam.vault.table import Table
from tests.vault.conftest import Clock
from tests.vault.scene import NOW, Someone, join
from tests.vault.test_leaving import choose, lay, renewed
from tests.vault.test_pairing import at, pair, texts
from tests.vault.test_two_people import _in_a_thread

pytestmark = pytest.mark.django_db
SEASON = timedelta(days=90)


@pytest.fixture
def space(r: Someone, b: Someone, clock: Clock) -> UUID:
    space = pair(r, b)
    lay(r, "one", clock.now)
    return space


def shape(space: UUID) -> list[int]:
    """The epoch of each row."""
    return [row.epoch for row in rows.every(space)]


def ring(who: Someone) -> list[bytes]:
    return at(who).link.epochs


def part(who: Someone) -> bytes:
    return bytes(Membership.objects.get(person_id=who.person).ring)


def put_part_back(who: Someone, before: bytes) -> None:
    Membership.objects.filter(person_id=who.person).update(ring=before)


# -- when --------------------------------------------------------------------------------------------------


def test_before_ninety_days_nothing_is_renewed(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    clock.go(days=89, hours=23)
    lay(b, "two", clock.now)
    assert shape(space) == [1, 1]
    assert len(ring(r)) == 1


def test_the_first_entry_after_ninety_days_begins_a_new_epoch(
    r: Someone, b: Someone, space: UUID, clock: Clock
) -> None:
    clock.go(days=90)
    lay(b, "two", clock.now)
    assert shape(space) == [1, 1, 2], "the grant is the last entry of the old epoch"
    assert Space.objects.get(pk=space).epoch == 2
    assert texts(r) == texts(b) == ["one", "two"]
    lay(r, "three", clock.now)
    assert shape(space) == [1, 1, 2, 2]
    assert texts(r) == texts(b) == ["one", "two", "three"]
    assert ring(r) == ring(b)
    assert at(r).verify() == at(b).verify() == audit.verify_all() == []


def test_looking_renews_nothing(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    clock.go(days=400)
    assert texts(r) == texts(b) == ["one"]
    assert shape(space) == [1]


def test_the_old_key_opens_nothing_that_is_new(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    old = at(r).link
    clock.go(days=90)
    id = lay(b, "two", clock.now)
    row = rows.by_id(space, id)
    assert row is not None
    with pytest.raises(Tampered):
        opened(old.ring(), row)
    forced = msgspec.structs.replace(old, epochs=old.epochs * 2)
    with pytest.raises(Tampered):
        opened(forced.ring(), row)
    assert len(set(ring(b))) == 2


def test_whoever_was_away_for_years_finds_every_key(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    before = part(r)
    for number in range(12):
        clock.go(days=95)
        lay(b, f"season {number}", clock.now)
    assert part(r) == before, "nothing of it needs the other to be there"
    assert len(texts(r)) == 13
    assert ring(r) == ring(b) and len(ring(r)) == 13
    assert at(r).verify() == at(b).verify() == audit.verify_all() == []


def test_the_same_form_sent_again_renews_nothing_again(r: Someone, space: UUID, clock: Clock) -> None:
    clock.go(days=90)
    id = uuid.uuid4()
    first = at(r).append("note", {"text": "two"}, id=id, now=clock.now)
    again = at(r).append("note", {"text": "two"}, id=id, now=clock.now + SEASON)
    assert (again.seq, again.replayed) == (first.seq, True)
    assert shape(space) == [1, 1, 2]


def test_a_write_that_fails_leaves_no_half_of_it(
    r: Someone, b: Someone, space: UUID, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.go(days=90)
    before, mine, real, calls = at(r).head, at(r), Room._insert, []

    def second_fails(self: Room, *args: Any) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise NotSaved("full")
        real(self, *args)

    with monkeypatch.context() as patch:
        patch.setattr(Room, "_insert", second_fails)
        with pytest.raises(NotSaved):
            mine.append("note", {"text": "two"}, id=uuid.uuid4(), now=clock.now)
    assert (at(r).head, shape(space), len(ring(r))) == (before, [1], 1)
    mine.append("note", {"text": "two"}, id=uuid.uuid4(), now=clock.now)
    assert texts(b) == ["one", "two"]
    assert shape(space) == [1, 1, 2]


# -- two writers -------------------------------------------------------------------------------------------


def test_whoever_comes_second_takes_the_key_that_is_there(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    mine, theirs, tablet = at(r), at(b), at(r)
    clock.go(days=90)
    mine.append("note", {"text": "two"}, id=uuid.uuid4(), now=clock.now)
    theirs.append("note", {"text": "three"}, id=uuid.uuid4(), now=clock.now)
    tablet.append("note", {"text": "four"}, id=uuid.uuid4(), now=clock.now)
    assert shape(space) == [1, 1, 2, 2, 2]
    assert texts(r) == texts(b) == ["one", "two", "three", "four"]
    assert at(r).verify() == at(b).verify() == []


@pytest.mark.django_db(transaction=True)
def test_both_at_once_renew_it_once(r: Someone, b: Someone, clock: Clock) -> None:
    space = pair(r, b)
    clock.go(days=90)

    def write(who: Someone, name: str) -> None:
        for number in range(4):
            id = uuid.uuid4()
            while True:
                try:
                    at(who).append("note", {"text": f"{name} {number}"}, id=id, now=clock.now)
                    break
                except NotSaved:
                    continue

    writers = [(r, "r phone"), (b, "b phone"), (r, "r tablet"), (b, "b tablet")]
    with ThreadPoolExecutor(4) as pool:
        for run in [pool.submit(_in_a_thread, lambda one=one: write(*one)) for one in writers]:
            run.result(timeout=120)
    assert shape(space) == [1, *[2] * 16]
    assert sorted(texts(r)) == sorted(texts(b)) and len(texts(r)) == 16
    assert ring(r) == ring(b)
    assert at(r).verify() == at(b).verify() == []


# -- what nobody may do ------------------------------------------------------------------------------------

Begin = Callable[[LinkRing, Any, bytes, datetime], tuple[LinkRing, dict[str, Any]]]
REAL: Begin = epochs.begin


def granted(
    link: LinkRing, sender: Any, to: Any, head: bytes, *, epoch: int = 0, space: UUID | None = None, third: bool = False
) -> tuple[bytes, bytes]:
    """A grant that is not what it ought to be, and its key."""
    key = new_key()
    terms = epochs._terms(link, sender.public(), epoch or len(link.epochs) + 1, head)
    members = (sender.public().fingerprint(), to.fingerprint(), *([b"x" * 32] if third else []))
    terms = type(terms)((space or link.space).bytes, terms.epoch, tuple(sorted(members)), head)
    return make_grant(sender, to, terms, key), key


def false(**how: Any) -> Begin:
    def begin(link: LinkRing, own: Any, head: bytes, now: datetime) -> tuple[LinkRing, dict[str, Any]]:
        changed = dict(how)
        sender = new_identity() if changed.pop("stranger", False) else own
        to = new_identity().public() if changed.pop("to_another", False) else link.public()
        grant, key = granted(link, sender, to, changed.pop("head", head), **changed)
        body = {"epoch": len(link.epochs) + 1, "grant": epochs.base64.b64encode(grant).decode()}
        return msgspec.structs.replace(link, epochs=[*link.epochs, key], begun=now), body

    return begin


def other_body(**body: Any) -> Begin:
    return lambda link, own, head, now: (REAL(link, own, head, now)[0], REAL(link, own, head, now)[1] | body)


def another_key(link: LinkRing, own: Any, head: bytes, now: datetime) -> tuple[LinkRing, dict[str, Any]]:
    """The entry grants one key, and the next is sealed under another."""
    _, body = REAL(link, own, head, now)
    return msgspec.structs.replace(link, epochs=[*link.epochs, new_key()], begun=now), body


FALSE: dict[str, Begin] = {
    "signed by a stranger": false(stranger=True),
    "made out to another": false(to_another=True),
    "for a later epoch": false(epoch=3),
    "for another space": false(space=uuid.uuid4()),
    "with a third member": false(third=True),
    "after another head": false(head=b"h" * 32),
    "no grant": other_body(grant=epochs.base64.b64encode(b"nothing").decode()),
    "no bytes": other_body(grant="é"),
    "another number": other_body(epoch=5),
    "another key": another_key,
}


@pytest.mark.parametrize("how", FALSE)
def test_a_grant_that_is_not_as_it_must_be_opens_nothing(
    r: Someone, b: Someone, space: UUID, clock: Clock, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Even by the other's own program, which was changed."""
    before = ring(r)
    clock.go(days=90)
    with monkeypatch.context() as patch:
        patch.setattr(epochs, "begin", FALSE[how])
        lay(b, "two", clock.now)
    with pytest.raises(Tampered):
        at(r).months()
    with pytest.raises(Tampered):
        lay(r, "three", clock.now)
    if how != "another key":
        assert ring(r) == before
    table.leave(r.keys, space, clock.now)
    assert at(r).ended, "the way out asks for no key"


def test_an_older_grant_laid_again_is_refused(
    r: Someone, b: Someone, space: UUID, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[dict[str, Any]] = []

    def keep(*args: Any) -> tuple[LinkRing, dict[str, Any]]:
        link, body = REAL(*args)
        kept.append(body)
        return link, body

    def again(link: LinkRing, own: Any, head: bytes, now: datetime) -> tuple[LinkRing, dict[str, Any]]:
        return msgspec.structs.replace(link, epochs=[*link.epochs, link.epochs[-1]], begun=now), kept[0]

    with monkeypatch.context() as patch:
        patch.setattr(epochs, "begin", keep)
        clock.go(days=90)
        lay(b, "two", clock.now)
        patch.setattr(epochs, "begin", again)
        clock.go(days=90)
        lay(b, "three", clock.now)
    with pytest.raises(Tampered):
        texts(r)
    assert at(r).link.epochs == at(b).link.epochs[:2]


def _flip(space: UUID) -> None:
    body = bytes(Record.objects.get(space_id=space, seq=2).envelope)
    Record.objects.filter(space_id=space, seq=2).update(envelope=body[:-1] + bytes([body[-1] ^ 1]))


STEWARD: dict[str, Callable[[UUID], object]] = {
    "the grant changed": _flip,
    "the grant taken out": lambda space: Record.objects.filter(space_id=space, seq=2).delete(),
    "its key taken out": lambda space: RecordKey.objects.filter(space_id=space, seq=2).delete(),
    "its signature": lambda space: Record.objects.filter(space_id=space, seq=2).update(signature=bytes(64)),
    "its author": lambda space: Record.objects.filter(space_id=space, seq=2).update(author=uuid.uuid4()),
    "its epoch": lambda space: Record.objects.filter(space_id=space, seq=2).update(epoch=2),
    "the first of the new": lambda space: Record.objects.filter(space_id=space, seq=3).delete(),
    "the space's number": lambda space: Space.objects.filter(pk=space).update(epoch=3),
    "an older number": lambda space: Space.objects.filter(pk=space).update(epoch=1),
}


@pytest.mark.parametrize("hand", STEWARD)
def test_what_a_steward_does_to_it_is_noticed(r: Someone, b: Someone, space: UUID, clock: Clock, hand: str) -> None:
    clock.go(days=90)
    lay(b, "two", clock.now)
    STEWARD[hand](space)
    seen: Table = at(r)
    try:
        shown = [entry.body["text"] for entry in seen.every()]
        noticed = bool(seen.problems) or bool(seen.verify())
    except Tampered:
        shown, noticed = [], True
    assert noticed, hand
    assert set(shown) <= {"one", "two"}


def test_nobody_withdraws_a_grant(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    clock.go(days=90)
    lay(b, "two", clock.now)
    grant = Record.objects.get(space_id=space, seq=2)
    for who in (r, b):
        with pytest.raises(NotYours):
            at(who).burn(grant.id)
    assert texts(r) == ["one", "two"]


def test_no_feature_sees_one(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    clock.go(days=90)
    lay(b, "two", clock.now)
    id = Record.objects.get(space_id=space, seq=2).id
    for who in (r, b):
        mine = at(who)
        assert {entry.kind for entry in [*mine.every(), *mine.between("2000-01", "9999-12")]} == {"note"}
        assert (mine.entry(id), mine.entries([id]), mine.holds(id)) == (None, [], True)
        assert mine.problems == []


# -- a part that was put back, a member who has left ---------------------------------------------------------


def test_a_part_put_back_costs_neither_a_key(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    """Also not the one who drew it: what they granted they can read again."""
    before = {who.person: part(who) for who in (r, b)}
    clock.go(days=90)
    lay(r, "two", clock.now)
    assert texts(b) == ["one", "two"]
    keys = ring(b)
    for who in (r, b):
        assert texts(who) == ["one", "two"]
        put_part_back(who, before[who.person])
        assert texts(who) == ["one", "two"]
        assert ring(who) == keys


@pytest.mark.parametrize("how", ["press", "moment", "locks"])
def test_whoever_has_left_keeps_reading_and_may_take_back(
    r: Someone, b: Someone, space: UUID, clock: Clock, how: str
) -> None:
    """The other renews the key without knowing. History stays in hand (R13), and one's own can be taken back (R6)."""
    mine = lay(r, "mine", clock.now)
    left = r
    if how == "press":
        table.leave(r.keys, space, clock.now)
    elif how == "moment":
        choose(r, space, clock.now + timedelta(hours=1), clock.now)
    else:
        left = renewed(r)
    for number in range(3):
        clock.go(days=90)
        lay(b, f"later {number}", clock.now)
    assert texts(left) == ["one", "mine"]
    assert at(left).verify() == []
    assert [item.row.seq for item in at(left).archive()] == [1, 2]
    assert at(left).burn(mine)
    assert texts(left) == ["one"]
    assert texts(b) == ["one", "later 0", "later 1", "later 2"]
    assert at(b).verify() == audit.verify_all() == []
    with pytest.raises(Ended):
        lay(left, "never", clock.now)


def test_locks_changed_twice_still_read(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    again = renewed(r)
    lay(b, "later", clock.go(days=90))
    keys, room_key, device = changes.change_everything(again.keys, again.room_key, "a third new sentence", "640229")
    assert room_key is not None
    lay(b, "later still", clock.go(days=90))
    third = Someone(r.person, "a third new sentence", "640229", device, keys, room_key)
    assert texts(third) == ["one"]
    assert at(third).verify() == []


def test_a_moment_in_a_later_epoch_ends_where_it_was_meant(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    choose(r, space, clock.now + timedelta(days=100), clock.now)
    lay(b, "before", clock.go(days=95))
    lay(b, "after", clock.go(days=6))
    assert texts(r) == ["one", "before"]
    assert at(r).ended


def test_a_moment_that_came_before_every_lock_was_changed_in_a_later_epoch(
    r: Someone, b: Someone, space: UUID, clock: Clock
) -> None:
    choose(r, space, clock.now + timedelta(days=100), clock.now)
    lay(b, "before", clock.go(days=95))
    lay(b, "after", clock.go(days=6))
    assert texts(renewed(r)) == ["one", "before"]


def test_a_ring_under_way_in_another_browser_is_not_overwritten(r: Someone, space: UUID, clock: Clock) -> None:
    """The moment of leaving was chosen elsewhere while this page was open; renewing must not undo it."""
    mine = at(r)
    choose(r, space, clock.now + timedelta(days=91), clock.now)
    clock.go(days=90)
    mine.append("note", {"text": "two"}, id=uuid.uuid4(), now=clock.now)
    assert at(r).link.ends is not None
    assert texts(r) == ["one", "two"]
    clock.go(days=1)
    assert at(r).ended


def test_the_keys_of_another_table_are_its_own(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    clock.go(days=90)
    lay(r, "two", clock.now)
    third = join("a third long sentence", "615824")
    table.leave(b.keys, space, clock.now)
    second = pair(b, third)
    mine = [one for one in table.tables(b.keys, b.vault.own) if one.space == second]
    assert len(mine[0].link.epochs) == 1
    assert close_link(b.keys, mine[0].link) != part(third)


# -- any sequence ------------------------------------------------------------------------------------------

ACTS = st.sampled_from(["r lays", "b lays", "r looks", "b looks", "r put back", "b put back", "forty days", "a season"])


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=4, max_size=16))
def test_whoever_writes_when_both_read_all_under_the_same_keys(acts: list[str], clock: Clock, db: None) -> None:
    Space.objects.all().delete()
    clock.now = NOW
    people = {"r": join(), "b": join("another long sentence", "771204")}
    space = pair(people["r"], people["b"])
    parts = {name: part(who) for name, who in people.items()}
    begun, number, laid = clock.now, 1, []
    for count, act in enumerate(acts):
        who = people.get(act[0])
        if act.endswith("lays") and who is not None:
            if clock.now - begun >= SEASON:
                begun, number = clock.now, number + 1
            laid.append(f"{count} {act}")
            lay(who, laid[-1], clock.now)
        elif act.endswith("looks") and who is not None:
            assert texts(who) == laid
        elif act.endswith("back") and who is not None:
            put_part_back(who, parts[act[0]])
        else:
            clock.go(days=40 if act == "forty days" else 90)
    for who in people.values():
        assert texts(who) == laid
        assert at(who).verify() == []
        assert len(ring(who)) == number
    assert ring(people["r"]) == ring(people["b"])
    assert shape(space) == sorted(shape(space))
    assert audit.verify_all() == []
