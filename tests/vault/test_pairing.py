"""The ceremony and the space of two: codes, words, pins, grants; two authors, one chain, and a false steward."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from goldseam.crypto.identity import new_identity
from goldseam.vault import audit, changes, pairing, table
from goldseam.vault.errors import Ended, NoInvitation, NotYours, Tampered
from goldseam.vault.models import Identity, Invitation, Membership, Record, RecordKey, Space
from goldseam.vault.table import Table
from tests.vault.scene import NOW, Someone, join, put_back, snapshot

pytestmark = pytest.mark.django_db


def pair(one: Someone, other: Someone) -> UUID:
    """The whole ceremony; both say the words are the same, the guest first."""
    pairing.answer(other.keys, pairing.invite(one.keys, NOW, "One"), NOW, "Other")
    assert pairing.confirm(other.keys, NOW) is None
    space = pairing.confirm(one.keys, NOW)
    assert pairing.confirm(other.keys, NOW) == space
    assert space is not None
    return space


def at(who: Someone) -> Table:
    found = table.tables(who.keys, who.vault.own)
    assert len(found) == 1
    return found[0]


def lay(who: Someone, text: str) -> UUID:
    return at(who).append("note", {"text": text}, id=uuid.uuid4(), now=NOW).id


def texts(who: Someone) -> list[str]:
    return [entry.body["text"] for entry in at(who).every()]


# -- the ceremony ------------------------------------------------------------------------------------


def test_both_see_the_same_six_words_and_come_to_one_table(r: Someone, b: Someone) -> None:
    code = pairing.invite(r.keys, NOW, "One")
    assert pairing.ceremony(r.keys, NOW).code == code
    pairing.answer(b.keys, code.lower(), NOW, "Other")
    mine, theirs = pairing.ceremony(r.keys, NOW), pairing.ceremony(b.keys, NOW)
    assert mine.words == theirs.words
    assert len(mine.words) == 6
    assert (mine.step, mine.inviting, theirs.inviting) == ("words", True, False)
    space = pairing.confirm(r.keys, NOW)
    assert pairing.ceremony(b.keys, NOW).step == "words"
    assert pairing.confirm(b.keys, NOW) == space
    assert at(r).space == at(b).space == space
    assert (at(r).other, at(b).other) == (b.person, r.person)
    assert pairing.ceremony(r.keys, NOW) == pairing.ceremony(b.keys, NOW) == pairing.NONE


def test_the_guest_may_say_it_first_and_comes_once_both_have(r: Someone, b: Someone) -> None:
    pairing.answer(b.keys, pairing.invite(r.keys, NOW, "One"), NOW, "Other")
    assert pairing.confirm(b.keys, NOW) is None
    assert (pairing.ceremony(b.keys, NOW).step, pairing.ceremony(b.keys, NOW).ready) == ("said", False)
    pairing.confirm(r.keys, NOW)
    assert pairing.ceremony(b.keys, NOW).ready


def test_saying_it_twice_makes_one_space(r: Someone, b: Someone) -> None:
    pairing.answer(b.keys, pairing.invite(r.keys, NOW, "One"), NOW, "Other")
    assert pairing.confirm(r.keys, NOW) == pairing.confirm(r.keys, NOW)
    assert Membership.objects.count() == 1
    pair_space = pairing.confirm(b.keys, NOW)
    with pytest.raises(NoInvitation):
        pairing.confirm(b.keys, NOW)
    assert Membership.objects.filter(space_id=pair_space).count() == 2


@pytest.mark.parametrize("typed", ["", "x", "00000000000000", "é" * 14, "A" * 500])
def test_a_wrong_code_is_no_invitation(r: Someone, b: Someone, typed: str) -> None:
    pairing.invite(r.keys, NOW, "One")
    with pytest.raises(NoInvitation):
        pairing.answer(b.keys, typed, NOW, "Other")


def test_guessing_ends_after_five_tries(r: Someone, b: Someone) -> None:
    code = pairing.invite(r.keys, NOW, "One")
    wrong = code[:4] + "".join("0" if sign != "0" else "1" for sign in code[4:])
    for _try in range(pairing.TRIES):
        with pytest.raises(NoInvitation):
            pairing.answer(b.keys, wrong, NOW, "Other")
    with pytest.raises(NoInvitation):
        pairing.answer(b.keys, code, NOW, "Other")
    assert not Invitation.objects.exists()


def test_a_code_holds_for_a_day_and_for_one_person(r: Someone, b: Someone) -> None:
    code = pairing.invite(r.keys, NOW, "One")
    with pytest.raises(NoInvitation):
        pairing.answer(r.keys, code, NOW, "Other")
    with pytest.raises(NoInvitation):
        pairing.answer(b.keys, code, NOW + pairing.LIFE, "Other")
    pairing.answer(b.keys, code, NOW, "Other")
    with pytest.raises(NoInvitation):
        pairing.answer(join("a third long sentence", "615824").keys, code, NOW, "Other")
    again = pairing.invite(r.keys, NOW, "One")
    assert again != code
    assert pairing.ceremony(b.keys, NOW) == pairing.NONE, "a new code makes the old one void"


def test_words_that_differ_end_it_and_leave_nothing(r: Someone, b: Someone) -> None:
    pairing.answer(b.keys, pairing.invite(r.keys, NOW, "One"), NOW, "Other")
    pairing.confirm(r.keys, NOW)
    pairing.drop(r.keys)
    assert not Invitation.objects.exists()
    assert not Membership.objects.exists()
    with pytest.raises(NoInvitation):
        pairing.confirm(b.keys, NOW)


def test_what_nobody_finished_is_swept_away(r: Someone, b: Someone) -> None:
    pairing.answer(b.keys, pairing.invite(r.keys, NOW, "One"), NOW, "Other")
    space = pairing.confirm(r.keys, NOW)
    assert pairing.sweep(NOW) == 0
    assert pairing.sweep(NOW + timedelta(days=1)) == 1
    assert not Space.objects.filter(pk=space).exists()


# -- a steward in the middle ---------------------------------------------------------------------


def test_other_keys_handed_over_show_as_other_words(r: Someone, b: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server answers with keys of its own making (W6). It cannot make both see the same words."""
    code = pairing.invite(r.keys, NOW, "One")
    pairing.answer(b.keys, code, NOW, "Other")
    row = Invitation.objects.get()
    false = pairing._card(b.person, new_identity().public(), "Bryn")
    key = pairing._held(r.keys, row).key
    cost = pairing.Cost(row.memory_kib, row.passes)
    envelope = pairing.seal(key, pairing.msgspec.json.encode(false), pairing._aad("answer", row.selector, cost))
    Invitation.objects.update(answer=envelope)
    assert pairing.ceremony(r.keys, NOW).words != pairing.ceremony(b.keys, NOW).words


def test_public_keys_changed_in_the_database_change_nothing(r: Someone, b: Someone) -> None:
    stranger = new_identity().public()
    space = pair(r, b)
    Identity.objects.filter(person_id=b.person).update(sign_public=stranger.sign, box_public=stranger.box)
    lay(b, "still me")
    assert texts(r) == ["still me"]
    assert at(r).space == space


def test_a_grant_that_was_exchanged_opens_nothing(r: Someone, b: Someone) -> None:
    third = join("a third long sentence", "615824")
    pairing.answer(b.keys, pairing.invite(r.keys, NOW, "One"), NOW, "Other")
    pairing.confirm(r.keys, NOW)
    false = bytearray(bytes(Invitation.objects.get().grant))
    false[-1] ^= 1
    Invitation.objects.update(grant=bytes(false))
    with pytest.raises(Tampered):
        pairing.confirm(b.keys, NOW)
    assert not Membership.objects.filter(person_id__in=[b.person, third.person]).exists()


# -- two authors -----------------------------------------------------------------------------------


def test_both_write_and_both_read_in_one_order(r: Someone, b: Someone) -> None:
    pair(r, b)
    for who, text in ((r, "one"), (b, "two"), (r, "three")):
        lay(who, text)
    assert texts(r) == texts(b) == ["one", "two", "three"]
    authors = [entry.author for entry in at(b).every()]
    assert authors == [r.person, b.person, r.person]
    assert at(r).verify() == at(b).verify() == []
    assert audit.verify_all() == []


def test_nobody_else_comes_in(r: Someone, b: Someone) -> None:
    third = join("a third long sentence", "615824")
    space = pair(r, b)
    assert table.tables(third.keys, third.vault.own) == []
    ring = Membership.objects.get(space_id=space, person_id=r.person).ring
    Membership.objects.create(space_id=space, person_id=third.person, ring=ring)
    assert table.tables(third.keys, third.vault.own) == [], "a copied ring is nobody's way in"


def test_an_entry_in_the_other_s_name_is_not_shown(r: Someone, b: Someone) -> None:
    """R runs the server and holds the space's key. An entry that says B wrote it, signed by R, is refused (W6, R17)."""
    pair(r, b)
    lay(b, "mine")
    forger = at(r)
    forger.person = b.person
    forger.append("note", {"text": "never said"}, id=uuid.uuid4(), now=NOW)
    assert texts(b) == ["mine"]
    assert at(b).verify()
    assert audit.verify_all()


def test_each_withdraws_only_their_own_and_a_gap_stays(r: Someone, b: Someone) -> None:
    pair(r, b)
    mine, theirs = lay(r, "mine"), lay(b, "theirs")
    with pytest.raises(NotYours):
        at(r).burn(theirs)
    assert at(r).burn(mine)
    assert texts(r) == texts(b) == ["theirs"]
    assert at(b).gaps() == [mine]
    assert at(b).verify() == []
    assert not RecordKey.objects.filter(space_id=at(r).space, seq=1).exists()


def test_an_entry_taken_out_by_the_steward_is_noticed_by_both(r: Someone, b: Someone) -> None:
    pair(r, b)
    lay(r, "one")
    lay(b, "two")
    Record.objects.filter(space_id=at(r).space, seq=1).delete()
    assert at(r).verify()
    assert at(b).verify()


def test_an_older_copy_of_everything_is_refused_by_a_device_that_saw_more(r: Someone, b: Someone) -> None:
    from goldseam.vault import heads
    from goldseam.vault.errors import HistoryWentBack

    pair(r, b)
    lay(r, "one")
    old = snapshot()
    lay(b, "two")
    cookie = heads.remember(r.vault, at(r))
    put_back(old)
    with pytest.raises(HistoryWentBack):
        heads.compare(r.vault, at(r), cookie)


# -- an end ----------------------------------------------------------------------------------------


def test_leaving_is_silent_one_sided_and_keeps_what_was_there(r: Someone, b: Someone) -> None:
    space = pair(r, b)
    lay(r, "one")
    lay(b, "two")
    before = list(Record.objects.filter(space_id=space).values_list("seq", flat=True)), at(b).head
    table.leave(r.keys, space, NOW)
    assert (list(Record.objects.filter(space_id=space).values_list("seq", flat=True)), at(b).head) == before
    with pytest.raises(Ended):
        lay(r, "never")
    lay_later = at(b).append("note", {"text": "later"}, id=uuid.uuid4(), now=NOW + timedelta(hours=1)).id
    assert texts(r) == ["one", "two"], "nothing new is read by whoever left"
    assert lay_later in [entry.id for entry in at(b).every()]


def test_changing_every_lock_ends_the_table_and_keeps_its_history(r: Someone, b: Someone) -> None:
    pair(r, b)
    lay(b, "before")
    keys, room_key, device = changes.change_everything(r.keys, r.room_key, "a wholly new sentence", "640228")
    assert room_key is not None
    fresh = Someone(r.person, "a wholly new sentence", "640228", device, keys, room_key)
    assert texts(fresh) == ["before"]
    with pytest.raises(Ended):
        lay(fresh, "after")
    assert table.tables(r.keys, r.vault.own if False else b.vault.own) == [], "the old key opens no ring"


def test_erasing_oneself_leaves_the_other_what_they_had(r: Someone, b: Someone) -> None:
    space = pair(r, b)
    lay(r, "one")
    lay(b, "two")
    changes.erase(r.keys, None)
    assert texts(b) == ["one", "two"]
    changes.erase(b.keys, None)
    assert not Space.objects.filter(pk=space).exists()


def test_all_the_heads_of_a_page_are_one_look(r: Someone, b: Someone, django_assert_num_queries: Any) -> None:
    pair(r, b)
    lay(b, "before")
    table.leave(r.keys, at(r).space, NOW)
    pair(r, b)
    found = r.vault.tables
    with django_assert_num_queries(1):
        assert sorted(one.head[0] for one in found) == [0, 1]


def test_a_head_that_was_read_along_is_not_shown_after_a_write(r: Someone, b: Someone) -> None:
    pair(r, b)
    table.leave(r.keys, at(r).space, NOW)
    pair(r, b)
    left, live = sorted(r.vault.tables, key=lambda one: not one.ended)
    assert left.head[0] == 0, "the other head was read with it"
    live.append("note", {"text": "own"}, id=uuid.uuid4(), now=NOW)
    assert live.head[0] == 1 and [entry.body["text"] for entry in live.every()] == ["own"] and live.problems == []
