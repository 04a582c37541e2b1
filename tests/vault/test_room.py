"""The room: what is kept is there, once, in order, until it is burned."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection

from goldseam.crypto import chain, derive
from goldseam.vault import audit, rows
from goldseam.vault.errors import Tampered
from goldseam.vault.models import Digest, Record, RecordKey, Space
from goldseam.vault.rings import open_room_ring
from goldseam.vault.room import LARGEST, Entry, Room
from tests.vault.scene import MONTHS, NOW, Someone, Tally, TallyFold, days, three_months

pytestmark = pytest.mark.django_db


def now_at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# -- append and read -------------------------------------------------------------------------------


def test_what_is_kept_comes_back_as_it_was(r: Someone) -> None:
    body = {"text": "drei Wörter ☂", "strength": 7, "more": {"list": [1, None, True, 2.5]}}
    id = uuid.uuid4()
    receipt = r.room.append("t09", body, id=id, now=NOW)
    assert (receipt.id, receipt.seq, receipt.replayed) == (id, 1, False)
    assert r.room.entry(id) == Entry(id, 1, "t09", NOW, body)
    assert r.room.month("2026-03") == [Entry(id, 1, "t09", NOW, body)]


def test_an_empty_room_is_empty_everywhere(r: Someone) -> None:
    room = r.room
    assert (room.months(), room.current(NOW), list(room.every()), list(room.archive())) == ([], [], [], [])
    assert room.folded(TallyFold(), NOW).past is None
    assert room.digests(TallyFold(), "2020-01", "2030-12", NOW) == []
    assert room.entry(uuid.uuid4()) is None
    assert room.burn(uuid.uuid4()) is False
    assert (room.head, room.verify(), room.problems) == ((0, chain.GENESIS), [], [])


def test_a_repeat_stores_nothing_and_answers_the_same(r: Someone) -> None:
    id = uuid.uuid4()
    first = r.keep("once", id=id)
    r.keep("between")
    again = r.keep("once", id=id)
    assert (again.id, again.seq, again.replayed) == (first.id, first.seq, True)
    assert r.texts() == ["once", "between"]
    assert r.room.verify() == []


def test_a_repeat_commits_something_of_its_own(r: Someone) -> None:
    """So that a first commit which a kill or a lost standby left half-safe is safe before "saved" is said."""
    id = uuid.uuid4()
    r.keep("once", id=id)
    before = bytes(Space.objects.get().state)
    assert r.keep("once", id=id).replayed
    assert bytes(Space.objects.get().state) != before


def test_a_repeat_of_a_burned_entry_does_not_bring_it_back(r: Someone) -> None:
    id = uuid.uuid4()
    r.keep("gone", id=id)
    r.room.burn(id)
    assert r.keep("gone", id=id).replayed
    assert r.texts() == []


def test_the_same_id_in_two_rooms_is_two_entries(r: Someone, b: Someone) -> None:
    id = uuid.uuid4()
    assert not r.keep("hers", id=id).replayed
    assert not b.keep("his", id=id).replayed
    assert (r.texts(), b.texts()) == (["hers"], ["his"])


def test_the_month_is_that_of_universal_time(r: Someone) -> None:
    late = datetime(2026, 1, 31, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    r.keep("in February by universal time", late)
    assert r.room.months() == ["2026-02"]
    assert r.room.month("2026-02")[0].at == late


def test_a_stretch_of_months_is_one_look_and_holds_what_each_of_them_holds(
    r: Someone, django_assert_num_queries: Any
) -> None:
    three_months(r, "entry")
    room, months = r.room, r.room.months()
    each = {month: room.month(month) for month in months}
    with django_assert_num_queries(1):
        assert room.between(months[0], months[1]) == [*each[months[0]], *each[months[1]]]
    assert room.between("0000-00", "9999-99") == list(room.every())
    assert room.between("9999-01", "9999-99") == [] == room.between(months[1], months[0])


def test_the_open_month_includes_what_a_fast_clock_put_into_later_ones(r: Someone) -> None:
    r.keep("past", now_at("2026-02-01"))
    r.keep("present", NOW)
    r.keep("ten years on", now_at("2036-03-20"))
    assert [e.body["text"] for e in r.room.current(NOW)] == ["present", "ten years on"]
    folded = r.room.folded(TallyFold(), NOW)
    assert folded.past == Tally(["past"])
    assert [e.body["text"] for e in folded.entries] == ["present", "ten years on"]


def test_an_entry_of_the_largest_size_is_kept_and_one_byte_more_is_refused(r: Someone) -> None:
    space = LARGEST - len(b'{"v":1,"kind":"t49","at":"2026-03-20T21:00:00Z","body":{"text":""}}')
    r.keep("x" * space)
    assert len(r.texts()[0]) == space
    with pytest.raises(ValueError, match="too large"):
        r.keep("x" * (space + 1))
    assert r.room.verify() == []


def test_short_entries_all_have_one_size(r: Someone) -> None:
    for text in ("", "no", "I did it again and I am ashamed. " * 20):
        r.keep(text)
    assert len({len(bytes(e)) for e in Record.objects.values_list("envelope", flat=True)}) == 1
    assert len({len(bytes(e)) for e in RecordKey.objects.values_list("wrapped", flat=True)}) == 1


def test_nothing_typed_and_no_time_stands_in_the_tables(r: Someone) -> None:
    r.room.append("t09", {"text": "canary-7781"}, id=uuid.uuid4(), now=NOW)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith("vault_"):
                cursor.execute(f'SELECT * FROM "{table}"')
                for row in cursor.fetchall():
                    for cell in row:
                        raw = bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode()
                        assert b"canary" not in raw
                        assert b"2026" not in raw
                        assert b"t09" not in raw


def test_reading_a_month_is_two_queries_however_full_it_is(r: Someone, django_assert_num_queries: Any) -> None:
    for count in (10, 20):
        for _ in range(10):
            r.keep("x")
        room = r.room
        with django_assert_num_queries(2):  # state with the newest row, the month
            assert len(room.month("2026-03")) == count


def test_a_longer_look_back_holds_the_open_month_too(r: Someone, django_assert_num_queries: Any) -> None:
    three_months(r, "day")
    room, now = r.room, now_at("2026-03-15")
    both = room.since(now_at("2026-02-15"))
    with django_assert_num_queries(0):
        assert room.since(now) == [entry for entry in both if entry.at >= now_at("2026-03-01")]
    assert room.since(now) == r.room.since(now) != both
    r.keep("later", now)
    assert len(room.since(now)) == len(r.room.since(now)) - 1, "what it had seen is what it shows"
    room.append("t49", {"text": "own"}, id=uuid.uuid4(), now=now)
    assert [entry.body for entry in room.since(now)] == [entry.body for entry in r.room.since(now)]


def test_an_old_room_in_hand_is_refused_after_everything_was_changed(r: Someone) -> None:
    from goldseam.vault import changes

    old = r.room
    r.keep("before")
    changes.change_everything(r.keys, r.room_key, "brand new sentence", "135790")
    with pytest.raises(Tampered):
        old.append("t49", {"text": "late"}, id=uuid.uuid4(), now=NOW)


# -- burn ------------------------------------------------------------------------------------------


def test_a_burned_entry_is_gone_for_good_and_its_place_stays(r: Someone) -> None:
    ids = three_months(r, "day")
    sealed = bytes(Record.objects.get(seq=5).envelope)
    assert r.room.burn(ids[4]) is True
    assert r.room.burn(ids[4]) is False
    assert r.room.entry(ids[4]) is None
    assert [e.seq for e in r.room.month("2026-02")] == [4, 6]
    assert not RecordKey.objects.filter(seq=5).exists()
    assert bytes(Record.objects.get(seq=5).envelope) == b"\0" + hashlib.sha256(sealed).digest()
    assert (r.room.verify(), audit.verify_all(), r.room.problems) == ([], [], [])
    assert r.room.head[0] == 9
    assert r.keep("next").seq == 10


def test_a_burned_last_entry_leaves_the_next_number_free_of_it(r: Someone) -> None:
    id = uuid.uuid4()
    r.keep("only", id=id)
    r.room.burn(id)
    assert (r.keep("next").seq, r.texts(), r.room.verify()) == (2, ["next"], [])


def test_burning_takes_the_entry_out_of_every_digest(r: Someone) -> None:
    ids = three_months(r, "day")
    later = now_at("2026-04-02")
    assert "day 2" in r.room.folded(TallyFold(), later).past.texts  # type: ignore[union-attr]
    r.room.burn(ids[1])
    assert not Digest.objects.exists()
    for month, tally in r.room.digests(TallyFold(), "2026-01", "2026-12", later):
        assert "day 2" not in tally.texts, month


# -- fold ------------------------------------------------------------------------------------------


def test_a_digest_is_made_once_and_carries_forward(r: Someone) -> None:
    three_months(r, "day")
    fold, april = TallyFold(), now_at("2026-04-02")
    folded = r.room.folded(fold, april)
    assert folded.past == Tally([f"day {n}" for n in range(1, 10)])
    assert folded.entries == []
    assert fold.closed == list(MONTHS)
    fold.closed.clear()
    assert r.room.folded(fold, april) == folded
    assert fold.closed == []
    assert [(m, len(t.texts)) for m, t in r.room.digests(fold, "2026-02", "2026-03", april)] == [
        ("2026-02", 6),
        ("2026-03", 9),
    ]
    assert fold.closed == []


def test_the_open_month_is_never_in_a_digest(r: Someone) -> None:
    three_months(r, "day")
    folded = r.room.folded(TallyFold(), NOW)
    assert folded.past == Tally([f"day {n}" for n in range(1, 7)])
    assert [e.seq for e in folded.entries] == [7, 8, 9]
    assert [m for m, _ in r.room.digests(TallyFold(), "2026-01", "2026-12", NOW)] == ["2026-01", "2026-02"]


def test_a_new_month_needs_only_itself(r: Someone) -> None:
    three_months(r, "day")
    fold = TallyFold()
    r.room.folded(fold, NOW)
    fold.closed.clear()
    r.room.folded(fold, now_at("2026-04-02"))
    assert fold.closed == ["2026-03"]


def test_an_entry_dated_back_by_a_slow_clock_is_not_lost_to_a_finished_digest(r: Someone) -> None:
    three_months(r, "day")
    april = now_at("2026-04-02")
    r.room.folded(TallyFold(), april)
    r.keep("late", now_at("2026-02-10"))
    past = r.room.folded(TallyFold(), april).past
    assert past is not None
    assert past.texts == [f"day {n}" for n in range(1, 7)] + ["late"] + [f"day {n}" for n in range(7, 10)]


def test_another_version_of_a_fold_does_not_read_the_old_digests(r: Someone) -> None:
    three_months(r, "day")
    r.room.folded(TallyFold(), NOW)
    newer = TallyFold()
    newer.version = 2
    r.room.folded(newer, NOW)
    assert newer.closed == ["2026-01", "2026-02"]


def test_burning_spares_the_digests_of_the_months_before(r: Someone) -> None:
    three_months(r, "day")
    april, fold, other = now_at("2026-04-02"), TallyFold(), TallyFold()
    other.name = "other"
    for one in (fold, other):
        r.room.folded(one, april)
    assert Digest.objects.count() == 6
    burned = r.room.month("2026-03")[0]
    assert r.room.burn(burned.id, [fold])
    assert Digest.objects.count() == 2, "of the other fold none, of this one those of January and February"
    fold.closed.clear()
    past = r.room.folded(fold, april).past
    assert past is not None
    assert past.texts == [f"day {n}" for n in (1, 2, 3, 4, 5, 6, 8, 9)]
    assert fold.closed == ["2026-03"]


def test_of_a_fold_that_only_looks_back_once_one_digest_is_kept(r: Someone) -> None:
    three_months(r, "day")
    fold = TallyFold()
    fold.newest_only = True
    for day in ("2026-03-15", "2026-04-02", "2026-05-02"):
        past = r.room.folded(fold, now_at(day)).past
    assert past is not None
    assert past.texts == [f"day {n}" for n in range(1, 10)]
    assert Digest.objects.count() == 1
    fold.closed.clear()
    r.keep("later", now_at("2026-05-03"))
    r.room.folded(fold, now_at("2026-06-02"))
    assert fold.closed == ["2026-05"], "the next month still rests on the one that is kept"
    assert Digest.objects.count() == 1


def test_digests_lost_from_the_middle_are_made_again(r: Someone) -> None:
    three_months(r, "day")
    april, room = now_at("2026-04-02"), r.room
    whole = room.digests(TallyFold(), "2026-01", "2026-12", april)
    Digest.objects.filter(tag=room._keeper().tag(TallyFold(), "2026-02")).delete()
    fold = TallyFold()
    assert r.room.digests(fold, "2026-01", "2026-12", april) == whole
    assert fold.closed == ["2026-02"]
    assert r.room.digests(fold, "2026-01", "2026-12", april) == whole
    assert fold.closed == ["2026-02"]


def test_what_rests_on_a_damaged_month_is_not_kept(r: Someone) -> None:
    """Else mending the month (from a backup) would leave later digests wrong for ever."""
    three_months(r, "day")
    good = bytes(Record.objects.get(seq=2).envelope)
    Record.objects.filter(seq=2).update(envelope=good[:-1] + bytes([good[-1] ^ 1]))
    april, room = now_at("2026-04-02"), r.room
    room.month("2026-01")  # the damage is known before the fold sees it
    past = room.folded(TallyFold(), april).past
    assert past is not None
    assert "day 2" not in past.texts
    assert len(past.texts) == 8
    assert [m for m, _ in room.digests(TallyFold(), "2026-01", "2026-12", april)] == list(MONTHS)
    assert not Digest.objects.exists()
    Record.objects.filter(seq=2).update(envelope=good)
    assert r.room.folded(TallyFold(), april).past == Tally([f"day {n}" for n in range(1, 10)])


def test_two_damaged_months_are_both_kept_out_of_the_digests(r: Someone) -> None:
    three_months(r, "day")
    Record.objects.filter(seq__in=(2, 5)).delete()
    r.room.folded(TallyFold(), now_at("2026-04-02"))
    assert not Digest.objects.exists()


# -- two devices at once -----------------------------------------------------------------------------


class Meanwhile:
    """Does something once, just before the first statement that contains `text`: another device, another worker."""

    def __init__(self, text: str, act: Callable[[], Any]) -> None:
        self.text, self.act, self.done = text, act, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.done and self.text in sql:
            self.done = True
            self.act()
        return execute(sql, params, many, context)


@pytest.mark.parametrize("text", ["FROM vault_space", "r.tag IN"])
def test_an_entry_kept_during_a_read_is_no_damage(r: Someone, text: str) -> None:
    three_months(r, "day")
    room, other = r.room, r.room
    meanwhile = Meanwhile(text, lambda: other.append("t49", {"text": "new"}, id=uuid.uuid4(), now=NOW))
    with connection.execute_wrapper(meanwhile):
        texts = [e.body["text"] for e in room.current(NOW)]
    assert meanwhile.done
    assert (texts[-1], len(texts), room.problems) == ("new", 4, [])


def test_an_entry_burned_during_a_read_is_no_damage(r: Someone) -> None:
    ids = three_months(r, "day")
    room, other = r.room, r.room
    with connection.execute_wrapper(Meanwhile("r.tag IN", lambda: other.burn(ids[7]))):
        assert [e.seq for e in room.current(NOW)] == [7, 9]
    assert room.problems == []


@pytest.mark.parametrize("walk", ["verify", "audit", "every"])
def test_an_entry_kept_during_a_walk_is_no_finding(r: Someone, walk: str) -> None:
    ids = three_months(r, "day")
    room, other = r.room, r.room

    def both() -> None:
        other.append("t49", {"text": "new"}, id=uuid.uuid4(), now=NOW)
        other.burn(ids[0])

    with connection.execute_wrapper(Meanwhile("r.seq >", both)):
        if walk == "verify":
            assert room.verify() == []
        elif walk == "audit":
            assert audit.verify_all() == []
        else:
            assert len(list(room.every())) == 9
    assert room.problems == []


def test_two_devices_writing_in_turn_make_one_chain(r: Someone) -> None:
    one, two = r.room, r.room
    for number in range(6):
        room = one if number % 2 else two
        assert room.append("t49", {"text": str(number)}, id=uuid.uuid4(), now=NOW).seq == number + 1
        assert [e.body["text"] for e in room.current(NOW)] == [str(n) for n in range(number + 1)]
    assert (one.problems, two.problems, one.verify()) == ([], [], [])


# -- verify and archive --------------------------------------------------------------------------------


def test_every_row_is_signed_by_its_owner_and_chained(r: Someone, b: Someone) -> None:
    three_months(r, "day")
    three_months(b, "night")
    assert (r.room.verify(), b.room.verify(), audit.verify_all()) == ([], [], [])
    head = chain.GENESIS
    for row in rows.every(r.space):
        assert row.follows(head)
        head = row.hash
    assert r.room.head == (9, head)


def test_a_long_room_is_walked_in_batches(r: Someone) -> None:
    three_months(r, "day")
    assert [row.seq for row in rows.every(r.space, batch=2)] == list(range(1, 10))


def test_the_archive_holds_all_that_is_stored_with_the_key_of_each(r: Someone) -> None:
    from goldseam.crypto.envelope import unseal

    ids = three_months(r, "day")
    r.room.burn(ids[2])
    archived = list(r.room.archive())
    assert [a.row.seq for a in archived] == list(range(1, 10))
    for number, a in enumerate(archived, 1):
        if number == 3:
            assert (a.text, a.key) == (None, None)
            continue
        assert a.key is not None and a.text is not None
        assert unseal(a.key, a.row.envelope, a.row.place.aad(b"body")) == a.text
        assert f"day {number}".encode() in a.text
        assert a.digest == hashlib.sha256(a.row.envelope).digest()


def test_the_room_key_alone_opens_only_its_own_ring(r: Someone, b: Someone) -> None:
    from goldseam.vault.models import Person

    ring = bytes(Person.objects.get(pk=r.person).room_ring or b"")
    with pytest.raises(Tampered):
        open_room_ring(b.room_key, r.person, ring)
    with pytest.raises(Tampered):
        open_room_ring(r.room_key, b.person, ring)
    with pytest.raises(Tampered):
        open_room_ring(derive.new_key(), r.person, ring)


def test_order_is_by_number_and_not_by_the_clock(r: Someone) -> None:
    for text, when in (("first", NOW), ("second", NOW - days(2)), ("third", NOW + days(3653)), ("fourth", NOW)):
        r.keep(text, when)
    assert r.texts() == ["first", "second", "third", "fourth"]
    assert [e.body["text"] for e in r.room.month("2026-03")] == ["first", "second", "fourth"]
    assert isinstance(r.room, Room)
    assert r.room.verify() == []
