"""The browser remembers the table (W8): an older copy, a table written anew, and one that is gone are refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from goldseam.people import devices
from goldseam.vault.models import Invitation, Membership, Record, RecordKey, Session, Space
from tests.conftest import Cast, Person
from tests.together.scene import come, keep, lay, make_code, open_table, pair, post, say, us, wait
from tests.tools.conftest import Clock, clock, enter, text
from tests.vault.scene import put_back, snapshot

__all__ = ["clock"]
OLDER = "The table is older than it was"
EARLY, LATER = "An early sentence for the table", "A later sentence for the table"


def cookie(person: Person) -> str:
    kept = person.client.cookies.get(devices.cookie_name(person.id, "t"))
    return kept.value if kept else ""


def write(person: Person, clock: Clock, words: str) -> None:
    assert lay(person, "t23", keep(person, "t23", clock, what_happened=words)).status_code == 303


def restore(copy: dict[Any, Any]) -> None:
    """An older copy of every table but the sessions: they last for minutes, and a copy may be an hour old."""
    now = list(Session.objects.values())
    put_back(copy)
    Session.objects.all().delete()
    Session.objects.bulk_create([Session(**row) for row in now])


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)


@pytest.fixture
def older_copy(cast: Cast, clock: Clock) -> dict[Any, Any]:
    """Both have seen what was laid; then one lays more, and both see that. The copy is from before."""
    open_table(cast.R, cast.B, clock)
    write(cast.R, clock, EARLY)
    copy = snapshot()
    write(cast.R, clock, LATER)
    assert LATER in us(cast.B)
    return copy


def test_the_browser_remembers_the_table_after_each_look_and_each_press(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    us(cast.B)
    before = cookie(cast.R), cookie(cast.B)
    write(cast.R, clock, EARLY)
    assert cookie(cast.R) != before[0]
    assert EARLY in us(cast.B)
    after = cookie(cast.B)
    assert after != before[1]
    us(cast.B)
    assert cookie(cast.B) == after, "nothing new, nothing sent"
    kept = cast.B.client.cookies[devices.cookie_name(cast.B.id, "t")]
    assert kept["httponly"] and kept["samesite"] == "Strict" and EARLY not in kept.value


def test_an_older_copy_is_refused_to_both_and_the_rest_stays_open(cast: Cast, clock: Clock, older_copy: Any) -> None:
    restore(older_copy)
    for person in (cast.R, cast.B):
        refused = person.client.get("/n/us/")
        assert refused.status_code == 409
        assert OLDER in text(refused) and EARLY not in text(refused)
        for address in ("/", "/n/path/", "/n/me/", "/h/"):
            assert person.client.get(address).status_code == 200, address


def test_it_is_refused_after_signing_in_with_the_room_shut_too(cast: Cast, clock: Clock, older_copy: Any) -> None:
    cast.B.sign_out()
    restore(older_copy)
    cast.B.sign_in()
    assert OLDER in us(cast.B)


def test_a_press_changes_nothing_and_what_was_typed_is_shown(cast: Cast, clock: Clock, older_copy: Any) -> None:
    restore(older_copy)
    id = keep(cast.B, "t23", clock, what_happened="mine")
    before = Record.objects.count()
    refused = lay(cast.B, "t23", id)
    assert refused.status_code == 409 and OLDER in text(refused)
    assert cast.B.password not in refused.content.decode()
    assert Record.objects.count() == before
    typed = post(cast.B, "/n/us/words/", text="what I had typed", code="ABCD-EFGH-JKMN-PQ")
    assert typed.status_code == 409 and "what I had typed" in typed.content.decode()
    assert "ABCD-EFGH" not in typed.content.decode(), "a code is a secret"


def test_nothing_is_said_on_the_side_to_a_table_that_went_back(cast: Cast, clock: Clock, older_copy: Any) -> None:
    """A press elsewhere would say on the table whether this person is ready (together/keeping.py)."""
    restore(older_copy)
    space = cast.B.vault.tables[0].space
    before = Record.objects.filter(space_id=space).count()
    cast.B.room.append("t58", {"hold": True, "date": clock.now.date().isoformat()}, id=uuid4(), now=clock.now)
    assert post(cast.B, "/n/t13/new/", text="a page of mine").status_code in {303, 422}
    assert Record.objects.filter(space_id=space).count() == before
    assert OLDER in us(cast.B), "and it was not learned"


def test_a_table_written_anew_by_the_other_is_refused(cast: Cast, clock: Clock, older_copy: Any) -> None:
    """R runs the server: puts the copy back, and lays other things since. B's browser knows better."""
    restore(older_copy)
    forget(cast.R)
    write(cast.R, clock, "never mind")
    write(cast.R, clock, "and more")
    assert OLDER in us(cast.B)


def forget(person: Person) -> None:
    """What the false steward does with the own browser, and the own room's memory."""
    for letter in "th":
        person.client.cookies.pop(devices.cookie_name(person.id, letter), None)


def test_a_withdrawn_entry_that_came_back_is_refused(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    write(cast.R, clock, EARLY)
    copy = snapshot()
    id = next(e.id for e in cast.R.vault.tables[0].every() if e.kind == "laid")
    assert cast.R.client.post(f"/n/us/back/{id}/").status_code == 303
    assert EARLY not in us(cast.B)
    restore(copy)
    assert OLDER in us(cast.B)


def test_a_table_that_is_gone_is_refused_and_not_called_none(cast: Cast, clock: Clock) -> None:
    before = snapshot()
    open_table(cast.R, cast.B, clock)
    us(cast.B)
    restore(before)
    assert OLDER in us(cast.B)
    assert Membership.objects.count() == 0


def test_a_part_taken_away_by_the_steward_is_refused(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    us(cast.B)
    Membership.objects.filter(person_id=cast.B.id).delete()
    assert OLDER in us(cast.B)


def test_whoever_has_left_is_not_put_back_at_the_table(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    ring = bytes(Membership.objects.get(person_id=cast.B.id).ring)
    assert post(cast.B, "/n/us/leave/", password_again=cast.B.password).status_code == 303
    assert "There is no table" in us(cast.B)
    Membership.objects.filter(person_id=cast.B.id).update(ring=ring)
    assert OLDER in us(cast.B)


def test_what_goes_on_after_one_has_left_is_no_going_back(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    assert post(cast.B, "/n/us/leave/", password_again=cast.B.password).status_code == 303
    us(cast.B)
    write(cast.R, clock, LATER)
    assert "There is no table" in us(cast.B)
    assert LATER not in text(cast.B.client.get("/n/us/before/"))


# -- going on ----------------------------------------------------------------------------------------


def test_whoever_was_told_takes_the_older_copy_and_both_read_that(cast: Cast, clock: Clock, older_copy: Any) -> None:
    restore(older_copy)
    assert post(cast.B, "/n/us/older/", password_again="not this one").status_code == 422
    assert OLDER in us(cast.B)
    assert post(cast.B, "/n/us/older/", password_again=cast.B.password).status_code == 303
    seen = us(cast.B)
    assert EARLY in seen and LATER not in seen
    assert "an older copy of this table was taken as it was" in seen
    assert OLDER in us(cast.R), "each decides for themselves"
    assert post(cast.R, "/n/us/older/", password_again=cast.R.password).status_code == 303
    assert "an older copy of this table was taken as it was" in us(cast.R)
    signed = [entry for entry in cast.R.vault.tables[0].every() if entry.kind == "restored"]
    assert [entry.author for entry in signed] == [cast.B.id, cast.R.id]


def test_a_table_that_is_gone_can_be_let_go(cast: Cast, clock: Clock) -> None:
    before = snapshot()
    open_table(cast.R, cast.B, clock)
    us(cast.B)
    restore(before)
    assert post(cast.B, "/n/us/older/", password_again=cast.B.password).status_code == 303
    assert "There is no table" in us(cast.B)
    assert cookie(cast.B) == ""


def test_leaving_asks_nobody_the_server_neither(cast: Cast, clock: Clock, older_copy: Any) -> None:
    restore(older_copy)
    assert cast.B.client.get("/n/us/leave/").status_code == 200
    assert post(cast.B, "/n/us/leave/", password_again=cast.B.password).status_code == 303
    assert cast.B.vault.tables[0].ended


def test_without_need_the_page_leads_back(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    assert cast.R.client.get("/n/us/older/")["Location"] == "/n/us/"
    post(cast.R, "/n/us/older/", password_again=cast.R.password)
    assert [e for e in cast.R.vault.tables[0].every() if e.kind == "restored"] == []


# -- what is no going back ------------------------------------------------------------------------------


def test_an_invitation_that_comes_to_nothing_is_no_loss(cast: Cast, clock: Clock) -> None:
    """The space that the inviter opened goes with the ceremony; it was never remembered."""
    come(cast.B, make_code(cast.R))
    say(cast.R, "same")
    assert Space.objects.count() == 3
    say(cast.B, "differ")
    assert Space.objects.count() == 2
    assert "There is no table" in us(cast.R)
    assert not Invitation.objects.exists()


def test_a_new_table_with_new_words_is_remembered_in_the_old_one_s_place(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    for person in (cast.R, cast.B):
        assert post(person, "/n/us/leave/", password_again=person.password).status_code == 303
    wait(clock, cast.R, cast.B, days=1)
    pair(cast.R, cast.B)
    for person in (cast.R, cast.B):
        assert OLDER not in us(person)


def test_another_browser_has_a_memory_of_its_own(cast: Cast, clock: Clock, older_copy: Any) -> None:
    restore(older_copy)
    forget(cast.B)
    assert EARLY in us(cast.B), "a browser that has seen nothing later cannot know"


def test_forgetting_the_browser_forgets_the_table(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    us(cast.R)
    name = devices.cookie_name(cast.R.id, "t")
    assert cast.R.client.cookies[name].value
    cast.R.client.post("/n/me/erase/", {"uid": str(uuid4()), "password_again": cast.R.password, "word": "erase"})
    assert cast.R.client.cookies[name].value == ""


def test_a_memory_of_somebody_else_says_nothing(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    us(cast.R)
    cast.B.client.cookies[devices.cookie_name(cast.B.id, "t")] = cookie(cast.R)
    assert OLDER not in us(cast.B)


def test_an_entry_that_was_damaged_is_left_out_and_the_page_says_so(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    write(cast.R, clock, EARLY)
    space = cast.R.vault.tables[0].space
    seq = max(RecordKey.objects.filter(space_id=space).values_list("seq", flat=True))
    RecordKey.objects.filter(space_id=space, seq__gt=0).exclude(seq__lt=seq - 1).update(wrapped=b"x" * 40)
    page = text(cast.B.client.get("/n/us/"))
    assert EARLY not in page and "changed or removed from outside" in page


def test_signed_out_there_is_nothing_to_compare(signed_out: Client) -> None:
    assert signed_out.get("/n/us/").status_code == 303
