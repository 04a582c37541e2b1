"""Spaces of two where it may go wrong: a steward's hand in the tables, ends and erasing with ceremonies half done, two
writers at once on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from goldseam.crypto import chain
from goldseam.crypto.identity import new_identity
from goldseam.vault import audit, changes, doors, heads, pairing, table
from goldseam.vault.errors import Ended, HistoryWentBack, NoInvitation, NotSaved
from goldseam.vault.models import Identity, Invitation, Membership, Record, RecordKey, Space
from goldseam.vault.table import Table
from tests.vault.scene import NOW, Someone, join, put_back, snapshot
from tests.vault.test_pairing import at, lay, pair, texts

pytestmark = pytest.mark.django_db
PHRASE = "the ferry leaves at nine"


@pytest.fixture
def space(r: Someone, b: Someone) -> UUID:
    """Both have laid two things."""
    space = pair(r, b)
    for who, text in ((r, "one"), (b, "two"), (r, "three"), (b, "four")):
        lay(who, text)
    return space


# -- what the steward's own check finds without any key --------------------------------------------------------


def _sign_anew(space: UUID, seq: int, seed: bytes) -> None:
    row = Record.objects.get(space_id=space, seq=seq)
    Record.objects.filter(space_id=space, seq=seq).update(signature=chain.sign(seed, bytes(row.hash)))


def _forge_author(space: UUID, r: Someone, b: Someone) -> None:
    Record.objects.filter(space_id=space, seq=2).update(author=r.person)


def _sign_by_the_other(space: UUID, r: Someone, b: Someone) -> None:
    _sign_anew(space, 2, r.vault.own.sign_seed)


def _take_out(space: UUID, r: Someone, b: Someone) -> None:
    Record.objects.filter(space_id=space, seq=2).delete()


def _key_away(space: UUID, r: Someone, b: Someone) -> None:
    RecordKey.objects.filter(space_id=space, seq=2).delete()


def _key_without_record(space: UUID, r: Someone, b: Someone) -> None:
    RecordKey.objects.create(space_id=space, seq=77, wrapped=b"x")


def _somebody_else(space: UUID, r: Someone, b: Someone) -> None:
    Record.objects.filter(space_id=space, seq=2).update(author=uuid.uuid4())


def _flip(space: UUID, r: Someone, b: Someone) -> None:
    body = bytes(Record.objects.get(space_id=space, seq=2).envelope)
    Record.objects.filter(space_id=space, seq=2).update(envelope=body[:-1] + bytes([body[-1] ^ 1]))


HANDS = [_forge_author, _sign_by_the_other, _take_out, _key_away, _key_without_record, _somebody_else, _flip]


def test_a_sound_table_has_no_findings(space: UUID, r: Someone, b: Someone) -> None:
    at(r).burn(lay(r, "withdrawn"))
    assert audit.verify_all() == []
    assert at(r).verify() == at(b).verify() == []


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.__name__.strip("_"))
def test_a_hand_in_the_table_is_found(space: UUID, r: Someone, b: Someone, hand: Callable[..., None]) -> None:
    hand(space, r, b)
    findings = audit.verify_all()
    assert findings and {finding.space for finding in findings} == {space}
    if hand is not _key_without_record:
        assert at(r).verify() and at(b).verify()
        assert "two" not in texts(r) + texts(b)
    assert {"one", "three", "four"} - set(texts(r)) <= ({"three"} if hand is _take_out else set())


def test_a_forged_whole_entry_is_found_by_everybody(space: UUID, r: Someone, b: Someone) -> None:
    forger = at(r)
    forger.person = b.person
    forger.append("note", {"text": "never said"}, id=uuid.uuid4(), now=NOW)
    assert [finding.what for finding in audit.verify_all()] == ["signature of nobody here"]
    assert "never said" not in texts(b)
    assert at(b).problems == [] and (read := at(b)) and list(read.every()) and read.problems


def test_whose_keys_the_audit_takes_is_the_steward_s_to_change_and_the_pins_are_not(
    space: UUID, r: Someone, b: Someone
) -> None:
    """The audit reads public keys from the database: exchanged there, it is satisfied. The two are not (W6)."""
    false = new_identity()
    _sign_anew(space, 2, false.sign_seed)
    Identity.objects.create(
        person_id=b.person, number=9, sign_public=false.public().sign, box_public=false.public().box
    )
    assert audit.verify_all() == []
    assert "two" not in texts(r)
    assert at(r).verify()


def test_after_one_has_erased_everything_the_audit_is_quiet_and_still_looks(
    space: UUID, r: Someone, b: Someone
) -> None:
    changes.erase(r.keys, None)
    assert audit.verify_all() == []
    assert at(b).verify() == []
    Record.objects.filter(space_id=space, seq=4).update(author=uuid.uuid4())
    assert audit.verify_all(), "one is gone, so no second unknown can be"


# -- what a device remembers (W8) ------------------------------------------------------------------------------


@pytest.mark.parametrize("written_since", [0, 1, 2, 5])
def test_a_fork_is_refused_shorter_equal_or_longer(space: UUID, r: Someone, b: Someone, written_since: int) -> None:
    older = snapshot()
    lay(b, "five")
    lay(r, "six")
    cookie = heads.remember_table(r.vault, at(r))
    put_back(older)
    for number in range(written_since):
        lay(b, f"another {number}")
    with pytest.raises(HistoryWentBack):
        heads.compare_table(r.vault, r.vault.tables, cookie)


def test_a_table_that_only_went_on_is_accepted(space: UUID, r: Someone, b: Someone) -> None:
    cookie = heads.remember_table(r.vault, at(r))
    assert heads.compare_table(r.vault, r.vault.tables, cookie) is True
    lay(b, "five")
    assert heads.compare_table(r.vault, r.vault.tables, cookie) is False
    table.leave(r.keys, space, NOW)
    assert heads.compare_table(r.vault, r.vault.tables, cookie) is False
    cookie = heads.remember_table(r.vault, at(r))
    assert heads.compare_table(r.vault, r.vault.tables, cookie) is True


def test_a_memory_of_the_room_or_of_somebody_else_says_nothing(space: UUID, r: Someone, b: Someone) -> None:
    others = heads.remember_table(b.vault, at(b)), heads.remember(r.vault, r.room)
    for cookie in (*others, "", "nonsense", "é", "A" * 400):
        assert heads.compare_table(r.vault, r.vault.tables, cookie) is False
        assert heads.remembered_table(r.vault, cookie) is None


# -- leaving ---------------------------------------------------------------------------------------------------


def test_what_the_other_dates_back_behind_the_end_is_not_read(space: UUID, r: Someone, b: Someone) -> None:
    table.leave(r.keys, space, NOW)
    earlier = NOW - timedelta(days=3)
    later = at(b).append("note", {"text": "dated back"}, id=uuid.uuid4(), now=earlier).id
    left = at(r)
    assert texts(r) == ["one", "two", "three", "four"]
    assert left.entry(later) is None
    assert left.problems == [] and left.verify() == []
    assert [e.body["text"] for e in left.between("2026-01", "2026-12")] == ["one", "two", "three", "four"]
    assert left.end == (4, bytes(Record.objects.get(space_id=space, seq=4).hash))


def test_whoever_leaves_in_one_browser_has_left_in_the_other_too(space: UUID, r: Someone) -> None:
    in_another_browser = at(r)
    table.leave(r.keys, space, NOW)
    with pytest.raises(Ended):
        in_another_browser.append("note", {"text": "too late"}, id=uuid.uuid4(), now=NOW)
    assert Record.objects.filter(space_id=space).count() == 4


def test_leaving_works_when_the_table_is_spoilt(space: UUID, r: Someone) -> None:
    Space.objects.filter(pk=space).update(state=b"spoilt")
    table.leave(r.keys, space, NOW)
    assert at(r).ended and at(r).link.last == 4


def test_leaving_twice_keeps_the_first_day(space: UUID, r: Someone, b: Someone) -> None:
    table.leave(r.keys, space, NOW)
    lay(b, "five")
    table.leave(r.keys, space, NOW + timedelta(days=1))
    assert (at(r).link.ended, at(r).link.last) == (NOW, 4)


# -- changing locks, recovery, erasing, with ceremonies half done ------------------------------------------------


def half_done(inviter: Someone, guest: Someone) -> UUID:
    """The inviter has said that the words are the same; the guest has not come yet."""
    pairing.answer(guest.keys, pairing.invite(inviter.keys, NOW, "One"), NOW, "Other")
    space = pairing.confirm(inviter.keys, NOW)
    assert space is not None
    return space


def _again(who: Someone, other: Someone) -> None:
    pairing.invite(who.keys, NOW, "One")


def _elsewhere(who: Someone, other: Someone) -> None:
    third = join("a third long sentence", "615824")
    pairing.answer(who.keys, pairing.invite(third.keys, NOW, "One"), NOW, "Other")


def _drop(who: Someone, other: Someone) -> None:
    pairing.drop(who.keys)


def _everything(who: Someone, other: Someone) -> None:
    changes.change_everything(who.keys, who.room_key, "a wholly new sentence", "640228")


def _erase(who: Someone, other: Someone) -> None:
    changes.erase(who.keys, who.space)


def _erase_shut(who: Someone, other: Someone) -> None:
    changes.erase(who.keys, None)


def _erase_unopened(who: Someone, other: Someone) -> None:
    changes.erase_unopened(who.person, lambda: None)


ENDS = [_again, _elsewhere, _drop, _everything, _erase, _erase_shut, _erase_unopened]


@pytest.mark.parametrize("inviting", [True, False], ids=["the inviter", "the guest"])
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__.strip("_"))
def test_a_ceremony_half_done_leaves_no_table_for_one(
    r: Someone, b: Someone, end: Callable[[Someone, Someone], None], inviting: bool
) -> None:
    """Nobody is left sitting at a table to which the other never came."""
    space = half_done(r, b)
    lay(r, "said while waiting")
    who, other = (r, b) if inviting else (b, r)
    if end is _again and not inviting:
        end = _elsewhere
    end(who, other)
    assert not Space.objects.filter(pk=space).exists()
    assert not Membership.objects.filter(space_id=space).exists()
    assert not Invitation.objects.filter(grant__gt=b"").exists()
    if doors.has_room(other.person):
        with pytest.raises(NoInvitation):
            pairing.confirm(other.keys, NOW)


def test_both_invite_and_both_come_and_there_is_one_ceremony(r: Someone, b: Someone) -> None:
    one, other = pairing.invite(r.keys, NOW, "One"), pairing.invite(b.keys, NOW, "One")
    pairing.answer(b.keys, one, NOW, "Other")
    with pytest.raises(NoInvitation):
        pairing.answer(r.keys, other, NOW, "Other")
    assert pairing.confirm(b.keys, NOW) is None
    assert pairing.confirm(r.keys, NOW) == pairing.confirm(b.keys, NOW)
    assert Space.objects.filter(members__isnull=False).distinct().count() == 1


def test_a_table_with_both_at_it_outlives_every_sweep_and_drop(space: UUID, r: Someone, b: Someone) -> None:
    """Also when somebody writes its id into an invitation."""
    half = half_done(r, join("a third long sentence", "615824"))
    grant = bytes(Invitation.objects.get().grant)
    Invitation.objects.update(grant=grant.replace(half.bytes, space.bytes))
    assert pairing.sweep(NOW + timedelta(days=2)) == 1
    assert [entry.body["text"] for entry in r.vault.tables[0].every()] or len(r.vault.tables) == 2
    assert texts(b) == ["one", "two", "three", "four"]


def test_a_spoilt_invitation_is_swept_like_any_other(r: Someone, b: Someone) -> None:
    half_done(r, b)
    Invitation.objects.update(grant=b"spoilt")
    assert pairing.sweep(NOW + timedelta(days=2)) == 1
    assert not Invitation.objects.exists()


def test_the_guest_who_comes_after_the_sweep_is_told_so(r: Someone, b: Someone) -> None:
    half_done(r, b)
    row = Invitation.objects.get()
    Space.objects.filter(pk=pairing._space_of(bytes(row.grant))).delete()
    with pytest.raises(NoInvitation):
        pairing.confirm(b.keys, NOW)
    assert not Membership.objects.exists()


def test_a_ring_that_was_spoilt_keeps_nobody_from_changing_every_lock(space: UUID, r: Someone, b: Someone) -> None:
    Membership.objects.filter(person_id=r.person).update(ring=b"spoilt")
    changes.change_everything(r.keys, r.room_key, "a wholly new sentence", "640228")
    assert texts(b) == ["one", "two", "three", "four"]


def test_after_every_lock_was_changed_old_keys_open_no_table(space: UUID, r: Someone, b: Someone) -> None:
    own = r.vault.own
    keys, _, _ = changes.change_everything(r.keys, r.room_key, "a wholly new sentence", "640228")
    assert table.tables(r.keys, own) == []
    assert [one.ended for one in table.tables(keys, own)] == [True]
    assert not at(b).ended, "the other is told nothing"


def test_recovery_leaves_the_table_as_it_was(space: UUID, r: Someone, b: Someone) -> None:
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    changes.ask_recovery(r.person, code, PHRASE, NOW)
    keys, device = changes.finish_recovery(r.person, code, PHRASE, "another new sentence", "640228", NOW + changes.WAIT)
    again = Someone(r.person, "another new sentence", "640228", device, keys, r.room_key)
    assert texts(again) == texts(b)
    lay(again, "back again")
    assert texts(b)[-1] == "back again"


@pytest.mark.parametrize("way", ["open", "shut", "after thirty days"])
def test_erasing_takes_the_room_and_the_part_and_leaves_the_other_the_table(
    space: UUID, r: Someone, b: Someone, way: str
) -> None:
    r.keep("my own")
    room = r.space
    if way == "after thirty days":
        changes.erase_unopened(r.person, lambda: None)
    else:
        changes.erase(r.keys, room if way == "open" else None)
    assert not Space.objects.filter(pk=room).exists()
    assert list(Membership.objects.values_list("person_id", flat=True)) == [b.person]
    assert texts(b) == ["one", "two", "three", "four"]
    lay(b, "alone")
    assert audit.verify_all() == []


def test_erasing_with_one_s_part_taken_away_does_not_take_the_table_along(space: UUID, r: Someone, b: Someone) -> None:
    """With the room shut it is found by what its owner wrote; a table is no room, whoever wrote there."""
    Membership.objects.filter(person_id=r.person).delete()
    changes.erase(r.keys, None)
    assert texts(b) == ["one", "two", "three", "four"]


# -- two devices, two sessions, two people at once -------------------------------------------------------------------


EACH = 12


def _in_a_thread(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connection.close()


def _write(who: Someone, name: str) -> list[UUID]:
    """As requests do: each with a fresh look; a refusal is tried again with the same id."""
    kept = []
    for number in range(EACH):
        id = uuid.uuid4()
        while True:
            try:
                at(who).append("note", {"text": f"{name} {number}"}, id=id, now=NOW)
                break
            except NotSaved:
                continue
        kept.append(id)
    return kept


@pytest.mark.django_db(transaction=True)
def test_two_people_on_two_devices_each_write_at_once_and_nothing_is_lost(r: Someone, b: Someone) -> None:
    space = pair(r, b)
    writers = [(r, "r phone"), (b, "b phone"), (r, "r tablet"), (b, "b tablet")]
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(_in_a_thread, lambda one=one: _write(*one)) for one in writers]
        ids = [run.result(timeout=120) for run in runs]
    found: Table = at(r)
    entries = list(found.every())
    assert [entry.seq for entry in entries] == list(range(1, 4 * EACH + 1))
    assert [(e.id, e.author, e.body) for e in entries] == [(e.id, e.author, e.body) for e in at(b).every()]
    for (who, name), kept in zip(writers, ids, strict=True):
        mine = [entry for entry in entries if entry.body["text"].startswith(name)]
        assert [entry.id for entry in mine] == kept, "in the order in which this device wrote"
        assert {entry.author for entry in mine} == {who.person}
    assert found.verify() == at(b).verify() == [] == audit.verify_all()
    assert Space.objects.filter(pk=space).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_writes_while_the_other_withdraws_and_leaves(r: Someone, b: Someone) -> None:
    space = pair(r, b)
    mine = [lay(b, f"mine {number}") for number in range(EACH)]

    def withdraw() -> None:
        for id in mine:
            while True:
                try:
                    at(b).burn(id)
                    break
                except NotSaved:
                    continue
        table.leave(b.keys, space, NOW)

    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(_in_a_thread, work) for work in (withdraw, lambda: _write(r, "r"))]
        for run in runs:
            run.result(timeout=120)
    assert texts(r) == [f"r {number}" for number in range(EACH)]
    left = at(b)
    assert left.link.last is not None and len(list(left.every())) == left.link.last - EACH
    assert at(r).verify() == left.verify() == []


@pytest.mark.django_db(transaction=True)
def test_the_words_said_in_two_browsers_at_once_make_one_table(r: Someone, b: Someone) -> None:
    pairing.answer(b.keys, pairing.invite(r.keys, NOW, "One"), NOW, "Other")
    with ThreadPoolExecutor(4) as pool:
        people = [r, b, r, b]
        runs = [pool.submit(_in_a_thread, lambda who=who: pairing.confirm(who.keys, NOW)) for who in people]
        said = [run.result(timeout=120) for run in runs if run.exception() is None]
    spaces = {one for one in said if one is not None}
    assert len(spaces) == 1
    assert pairing.ceremony(b.keys, NOW).step in {"said", "none"}
    if pairing.ceremony(b.keys, NOW).step == "said":
        assert pairing.confirm(b.keys, NOW) in spaces
    assert at(r).space == at(b).space in spaces
