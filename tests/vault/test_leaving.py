"""Leaving at a chosen moment (R8, R13): sealed with the leaver, silent before and after, whoever is signed in."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldseam.crypto.derive import sub_key
from goldseam.crypto.envelope import seal
from goldseam.vault import audit, changes, heads, links, pairing, table
from goldseam.vault.errors import Ended, HistoryWentBack
from goldseam.vault.models import Membership, Space
from goldseam.vault.table import Table
from tests.vault.conftest import Clock
from tests.vault.scene import Someone, join, put_back, snapshot
from tests.vault.test_pairing import at, pair, texts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def space(r: Someone, b: Someone, clock: Clock) -> UUID:
    return pair(r, b)


def lay(who: Someone, text: str, now: datetime) -> UUID:
    return at(who).append("note", {"text": text}, id=uuid.uuid4(), now=now).id


def choose(who: Someone, space: UUID, moment: datetime | None, now: datetime) -> None:
    table.leave_at(who.keys, space, moment, now)


def rows_but(space: UUID, person: UUID) -> dict[Any, Any]:
    """All that lies in the database, but this person's own part at the table."""
    every = snapshot()
    every[Membership] = [row for row in every[Membership] if row["person_id"] != person]
    return every


# -- no trace before ---------------------------------------------------------------------------------------


def test_r8_choosing_and_taking_back_change_nothing_but_one_s_own_sealed_part(
    r: Someone, b: Someone, space: UUID, clock: Clock
) -> None:
    lay(r, "one", clock.now)
    before, part = rows_but(space, r.person), Membership.objects.get(person_id=r.person).ring
    choose(r, space, clock.now + DAY, clock.now)
    assert rows_but(space, r.person) == before
    planned = Membership.objects.get(person_id=r.person).ring
    assert len(planned) == len(part) and planned != part
    choose(r, space, None, clock.now)
    assert rows_but(space, r.person) == before
    assert len(Membership.objects.get(person_id=r.person).ring) == len(part)
    assert at(r).link.ends is None


def test_the_same_choice_again_and_taking_back_nothing_write_nothing(r: Someone, space: UUID, clock: Clock) -> None:
    part = Membership.objects.get(person_id=r.person).ring
    choose(r, space, None, clock.now)
    assert Membership.objects.get(person_id=r.person).ring == part
    choose(r, space, clock.now + DAY, clock.now)
    part = Membership.objects.get(person_id=r.person).ring
    choose(r, space, clock.now + DAY, clock.now)
    assert Membership.objects.get(person_id=r.person).ring == part


def test_until_the_moment_everything_goes_on(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    clock.go(hours=23)
    lay(r, "still here", clock.now)
    lay(b, "so am I", clock.now)
    assert texts(r) == texts(b) == ["still here", "so am I"]
    assert not at(r).ended


def test_a_part_has_one_size_whether_its_person_stays_or_goes(r: Someone, space: UUID, clock: Clock) -> None:
    """Wherever the edge of a bucket is: a size that grows when somebody chooses to leave would tell it."""
    far = clock.now.replace(microsecond=123456)
    for epochs in range(1, 40):
        link = msgspec.structs.replace(at(r).link, epochs=[bytes(32)] * epochs)
        left = msgspec.structs.replace(link, ended=far, last=2**63, ends=far, known=2**63, turn=2**31)
        chosen = msgspec.structs.replace(link, ends=clock.now, known=1, turn=1)
        sizes = {len(links.close_link(r.keys, one)) for one in (link, chosen, left)}
        assert len(sizes) == 1, epochs
        assert links.open_link(r.keys, space, links.close_link(r.keys, left)) == left


# -- the moment --------------------------------------------------------------------------------------------


def test_r13_it_ends_though_nobody_is_signed_in_and_the_other_s_side_stays_byte_for_byte(
    r: Someone, b: Someone, space: UUID, clock: Clock
) -> None:
    lay(r, "one", clock.now)
    choose(r, space, clock.now + DAY, clock.now)
    lay(r, "two", clock.now)
    before = rows_but(space, r.person)
    clock.go(days=1)
    assert rows_but(space, r.person) == before
    lay(b, "to nobody", clock.now)
    before = rows_but(space, r.person)
    assert at(r).ended
    with pytest.raises(Ended):
        lay(r, "never", clock.now)
    assert texts(r) == ["one", "two"], "nothing that came at the moment or after it is read"
    assert rows_but(space, r.person) == before, "finding out leaves no trace on the other's side either"
    assert texts(b) == ["one", "two", "to nobody"], "what was laid until then stays"
    assert at(r).link.ended == at(r).link.ends
    assert at(r).verify() == at(b).verify() == audit.verify_all() == []


def test_a_page_that_was_begun_before_the_moment_lays_nothing_after_it(r: Someone, space: UUID, clock: Clock) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    open_since = at(r)
    clock.go(days=1)
    with pytest.raises(Ended):
        open_since.append("note", {"text": "late"}, id=uuid.uuid4(), now=clock.now)


def test_once_come_it_can_neither_be_taken_back_nor_moved(r: Someone, space: UUID, clock: Clock) -> None:
    moment = clock.now + DAY
    choose(r, space, moment, clock.now)
    clock.go(days=1)
    for other in (None, clock.now + DAY):
        choose(r, space, other, clock.now)
        assert at(r).link.ended == moment


def test_a_date_given_afterwards_brings_nothing_in(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    """Whoever runs the server sets its clock back and writes. From the leaver's first look on the end has a number."""
    choose(r, space, clock.now + DAY, clock.now)
    clock.go(days=2)
    assert at(r).ended
    lay(b, "dated back", clock.now - timedelta(days=2))
    assert texts(r) == []
    assert "dated back" in texts(b)


def test_a_clock_that_ran_ahead_takes_nothing_away(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    """What was there when the moment was chosen stays readable, whatever date it bears."""
    lay(b, "from the future", clock.now + timedelta(days=40))
    lay(b, "today", clock.now)
    choose(r, space, clock.now + DAY, clock.now)
    clock.go(days=1)
    assert texts(r) == ["from the future", "today"]


def test_what_was_taken_back_says_nothing_of_when(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    gone = lay(b, "gone", clock.now)
    lay(b, "before", clock.now)
    at(b).burn(gone)
    clock.go(days=1)
    late = lay(b, "late", clock.now)
    at(b).burn(late)
    lay(b, "later", clock.now)
    assert texts(r) == ["before"]


def test_what_cannot_be_written_down_just_now_is_found_again(
    r: Someone, b: Someone, space: UUID, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    part = Membership.objects.get(person_id=r.person).ring
    clock.go(days=1)
    lay(b, "later", clock.now)

    def full(*_: Any) -> bytes:
        raise DatabaseError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(table, "close_link", full)
        assert (at(r).ended, texts(r)) == (True, [])
    assert Membership.objects.get(person_id=r.person).ring == part
    assert (at(r).ended, texts(r)) == (True, [])
    assert Membership.objects.get(person_id=r.person).ring != part


# -- beside other acts -------------------------------------------------------------------------------------


def test_leaving_at_once_goes_before_a_chosen_moment(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    clock.go(hours=1)
    table.leave(r.keys, space, clock.now)
    lay(b, "later", clock.now)
    assert (at(r).link.ended, at(r).link.ends, texts(r)) == (clock.now, None, [])


def test_another_browser_goes_on_writing_until_the_moment_and_not_after_leaving(
    r: Someone, space: UUID, clock: Clock
) -> None:
    elsewhere = at(r)
    choose(r, space, clock.now + DAY, clock.now)
    elsewhere.append("note", {"text": "meanwhile"}, id=uuid.uuid4(), now=clock.now)
    table.leave(r.keys, space, clock.now)
    with pytest.raises(Ended):
        elsewhere.append("note", {"text": "too late"}, id=uuid.uuid4(), now=clock.now)
    assert texts(r) == ["meanwhile"]


def test_changing_every_lock_in_between_ends_it_at_once(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    lay(b, "before", clock.now)
    choose(r, space, clock.now + DAY, clock.now)
    fresh = renewed(r)
    assert (at(fresh).ended, at(fresh).link.ends) == (True, None)
    lay(b, "after", clock.now)
    clock.go(days=2)
    assert texts(fresh) == ["before"]


def test_changing_every_lock_after_the_moment_keeps_the_end_that_was_chosen(
    r: Someone, b: Someone, space: UUID, clock: Clock
) -> None:
    moment = clock.now + DAY
    lay(b, "before", clock.now)
    choose(r, space, moment, clock.now)
    clock.go(days=2)
    lay(b, "after", clock.now)
    fresh = renewed(r)
    assert at(fresh).link.ended == moment
    assert texts(fresh) == ["before"]


def renewed(who: Someone) -> Someone:
    keys, room_key, device = changes.change_everything(who.keys, who.room_key, "a wholly new sentence", "640228")
    assert room_key is not None
    return Someone(who.person, "a wholly new sentence", "640228", device, keys, room_key)


def test_both_may_choose_and_neither_knows(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    choose(b, space, clock.now + 2 * DAY, clock.now)
    clock.go(days=1)
    lay(b, "alone", clock.now)
    clock.go(days=1)
    assert at(r).ended and at(b).ended
    assert (texts(r), texts(b)) == ([], ["alone"])


def test_a_new_table_with_the_same_person_is_not_ended_by_the_old_moment(
    r: Someone, b: Someone, space: UUID, clock: Clock
) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    clock.go(days=1)
    assert at(r).ended
    pairing.answer(b.keys, pairing.invite(r.keys, clock.now, "One"), clock.now, "Other")
    pairing.confirm(b.keys, clock.now)
    pairing.confirm(r.keys, clock.now)
    live = [one for one in table.tables(r.keys, r.vault.own) if not one.ended]
    assert [one.space == space for one in live] == [False]


# -- a steward's hand --------------------------------------------------------------------------------------


def test_r13_an_older_part_put_back_is_refused_by_the_browser_that_chose(r: Someone, space: UUID, clock: Clock) -> None:
    """The other runs the server and sees a part sealed anew. Putting the old one back would keep the leaver in."""
    part = Membership.objects.get(person_id=r.person).ring
    choose(r, space, clock.now + DAY, clock.now)
    cookie = heads.remember_table(r.vault, at(r))
    assert heads.compare_table(r.vault, [at(r)], cookie)
    Membership.objects.filter(person_id=r.person).update(ring=part)
    with pytest.raises(HistoryWentBack):
        heads.compare_table(r.vault, [at(r)], cookie)


def test_a_choice_taken_back_does_not_come_again_with_an_older_part(r: Someone, space: UUID, clock: Clock) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    old = snapshot()
    choose(r, space, None, clock.now)
    cookie = heads.remember_table(r.vault, at(r))
    put_back(old)
    with pytest.raises(HistoryWentBack):
        heads.compare_table(r.vault, [at(r)], cookie)


def test_a_browser_that_remembers_the_choice_learns_that_the_moment_has_come(
    r: Someone, space: UUID, clock: Clock
) -> None:
    choose(r, space, clock.now + DAY, clock.now)
    cookie = heads.remember_table(r.vault, at(r))
    clock.go(days=1)
    assert not heads.compare_table(r.vault, [at(r)], cookie), "no alarm, and something to remember"
    assert heads.compare_table(r.vault, [at(r)], heads.remember_table(r.vault, at(r)))


def test_a_ring_of_before_this_was_possible_opens_as_it_was(r: Someone, space: UUID, clock: Clock) -> None:
    link = at(r).link
    old = {k: v for k, v in msgspec.to_builtins(link).items() if k not in {"ends", "known", "turn", "begun", "was"}}
    text = msgspec.json.encode(old)
    part = seal(sub_key(r.keys.vault_key, "link"), text, links._aad(r.person, space))
    Membership.objects.filter(person_id=r.person).update(ring=part)
    assert at(r).link == link


# -- any sequence ------------------------------------------------------------------------------------------

ACTS = st.sampled_from(["r lays", "b lays", "r looks", "r chooses", "r takes back", "hours", "a day"])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=4, max_size=14))
def test_whatever_happens_r_reads_what_came_before_the_end_and_b_reads_it_all(
    acts: list[str], clock: Clock, db: None
) -> None:
    Space.objects.all().delete()
    r, b = join(), join("another long sentence", "771204")
    space = pair(r, b)
    ends: datetime | None = None
    over, mine, theirs = False, [], []
    for number, act in enumerate(acts):
        over = over or (ends is not None and ends <= clock.now)
        text = f"{number} {act}"
        if act == "r lays":
            if over:
                with pytest.raises(Ended):
                    lay(r, text, clock.now)
            else:
                lay(r, text, clock.now)
                mine, theirs = [*mine, text], [*theirs, text]
        elif act == "b lays":
            lay(b, text, clock.now)
            mine, theirs = mine if over else [*mine, text], [*theirs, text]
        elif act in {"r chooses", "r takes back"}:
            moment = clock.now + DAY if act == "r chooses" else None
            choose(r, space, moment, clock.now)
            ends = ends if over else moment
        else:
            clock.go(hours={"hours": 7, "a day": 24}.get(act, 0))
        if act == "r looks":
            assert (texts(r), at(r).ended) == (mine, over)
    over = over or (ends is not None and ends <= clock.now)
    assert (texts(r), at(r).ended, texts(b)) == (mine, over, theirs)
    assert at(b).verify() == audit.verify_all() == []


def test_the_table_a_left_member_sees_has_its_end(r: Someone, b: Someone, space: UUID, clock: Clock) -> None:
    """For the archive: the number of entries and the newest hash are those of the chosen moment."""
    lay(b, "one", clock.now)
    choose(r, space, clock.now + DAY, clock.now)
    head = at(r).head
    clock.go(days=1)
    lay(b, "two", clock.now)
    mine: Table = at(r)
    assert mine.end == head
    assert [item.row.seq for item in mine.archive()] == [1]
