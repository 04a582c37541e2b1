"""Sessions: the row needs the cookie, the cookie needs the row, and neither outlives its time."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest

from goldseam.vault import access, sessions
from goldseam.vault.models import Session, Ticket
from goldseam.vault.sessions import ABSOLUTE, IDLE, ROOM_IDLE, SessionStore
from tests.vault.conftest import Clock
from tests.vault.scene import Someone

pytestmark = pytest.mark.django_db


def signed_in(who: Someone) -> str:
    """A session with both doors open. Returns the cookie's value."""
    store = SessionStore()
    access.admit(store, who.keys)
    store[SESSION_KEY] = str(who.person)
    store.save()
    store.open_room(who.room_key)
    store.save()
    assert store.session_key is not None
    return store.session_key


def visit(cookie: str) -> access.Vault | None:
    request = HttpRequest()
    request.session = SessionStore(cookie)
    return access.current(request)


def is_open(cookie: str) -> bool:
    return visit(cookie) is not None


def room_is_open(cookie: str) -> bool:
    vault = visit(cookie)
    return vault is not None and vault.room is not None


def test_the_cookie_opens_both_doors_again(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    vault = visit(cookie)
    assert vault is not None and vault.room is not None
    assert vault.keys == r.keys
    assert vault.room.space == r.space


def test_the_row_alone_holds_no_key_and_not_the_cookie(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    row = Session.objects.get()
    token = base64.urlsafe_b64decode(cookie + "=")
    everything = bytes(row.pk) + bytes(row.data) + bytes(row.room or b"")
    for secret in (token, cookie.encode(), r.keys.vault_key, r.room_key):
        assert secret not in everything
        assert base64.b64encode(secret) not in everything


@pytest.mark.parametrize("guess", ["", "x", "A" * 43, "A" * 44, "é" * 43, "=" * 43, "../../etc/passwd"])
def test_a_cookie_without_a_row_is_nobody(r: Someone, clock: Clock, guess: str) -> None:
    signed_in(r)
    assert not is_open(guess)
    store = SessionStore(guess)
    store.load()
    assert store.session_key is None


def test_the_row_under_another_cookie_is_nobody(r: Someone, clock: Clock) -> None:
    """Whoever copies the row to the id that their own cookie yields gains nothing."""
    signed_in(r)
    mine = SessionStore()
    mine.create()
    theirs = Session.objects.exclude(pk=mine.row_id).get()
    Session.objects.filter(pk=mine.row_id).update(
        person=theirs.person, data=theirs.data, room=theirs.room, room_expires=theirs.room_expires
    )
    assert mine.session_key is not None
    assert not is_open(mine.session_key)


def test_a_session_row_written_over_to_another_person_is_dead(r: Someone, b: Someone, clock: Clock) -> None:
    """Else "end all my sessions" would pass it by."""
    cookie = signed_in(r)
    Session.objects.update(person=sessions.mark_of(b.keys.vault_key))
    assert not is_open(cookie)
    assert not Session.objects.exists()


def test_the_room_of_one_session_does_not_open_in_another(r: Someone, clock: Clock) -> None:
    first, second = signed_in(r), signed_in(r)
    row = Session.objects.get(pk=SessionStore(first).row_id)
    Session.objects.filter(pk=SessionStore(second).row_id).update(room=row.room, room_expires=row.room_expires)
    assert room_is_open(first)
    assert is_open(second)
    assert not room_is_open(second)


def test_data_and_room_cannot_stand_in_for_each_other(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    row = Session.objects.get()
    Session.objects.update(room=row.data)
    assert not room_is_open(cookie)
    Session.objects.update(data=row.room, room=row.room)
    assert not is_open(cookie)


def test_after_a_quarter_of_an_hour_without_a_page_it_is_over(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    clock.now += IDLE - timedelta(seconds=1)
    assert is_open(cookie)
    clock.now += IDLE + timedelta(seconds=1)
    assert not is_open(cookie)


def test_each_page_gives_it_another_quarter_of_an_hour(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    for _ in range(10):
        clock.go(minutes=9)
        assert room_is_open(cookie)


def test_no_session_lives_longer_than_half_a_day(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    for _ in range(12 * 6 - 1):
        clock.go(minutes=10)
        assert is_open(cookie)
    clock.go(minutes=10)
    assert not is_open(cookie)


def test_a_longer_life_written_into_the_row_does_not_count(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    Session.objects.update(expires=clock.now + timedelta(days=4000), ends=clock.now + timedelta(days=4000))
    clock.now += ABSOLUTE - timedelta(minutes=1)
    assert is_open(cookie)
    clock.go(minutes=2)
    assert not is_open(cookie)


def test_the_room_shuts_sooner_than_the_house(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    for _ in range(3):
        clock.now += ROOM_IDLE / 2
        assert is_open(cookie)  # pages outside the room do not hold it open
    assert not room_is_open(cookie)
    assert is_open(cookie)


def test_a_person_may_choose_a_shorter_time_for_the_room_but_no_longer_one(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    vault = visit(cookie)
    assert vault is not None
    vault.enter(r.room_key, timedelta(minutes=2))
    vault._store.save()
    assert room_is_open(cookie)
    clock.go(minutes=3)
    assert not room_is_open(cookie)
    vault = visit(cookie)
    assert vault is not None
    vault.enter(r.room_key, timedelta(days=2))
    vault._store.save()
    clock.now += ROOM_IDLE + timedelta(seconds=1)
    assert not room_is_open(cookie)


def test_the_room_is_shut_at_once_and_in_every_later_request(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    vault = visit(cookie)
    assert vault is not None and vault.room is not None
    vault.leave_room()
    assert vault.room is None
    assert not room_is_open(cookie)
    assert Session.objects.get().room is None


def test_a_clock_set_back_ends_the_session(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    clock.go(minutes=-4)
    assert is_open(cookie)
    clock.go(days=-2)
    assert not is_open(cookie)
    assert not Session.objects.exists()
    clock.go(days=2)
    assert not is_open(cookie)


def test_a_clock_ten_years_ahead_ends_the_session_for_good(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    clock.go(days=3653)
    assert not is_open(cookie)
    assert sessions.sweep(clock.now) == 1
    clock.go(days=-3653)
    assert not is_open(cookie)


def test_a_session_begun_on_a_fast_clock_does_not_live_until_then(r: Someone, clock: Clock) -> None:
    clock.go(days=3653)
    cookie = signed_in(r)
    clock.go(days=-3653)
    assert not is_open(cookie)


def test_sweeping_deletes_rows_because_that_is_the_lock(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    fresh = signed_in(r)
    Ticket.objects.create(
        person_id=r.person, salt=b"", memory_kib=1, passes=1, envelope=b"", expires=clock.now + timedelta(minutes=10)
    )
    assert sessions.sweep(clock.now) == 0
    clock.go(minutes=11)
    assert is_open(fresh)
    assert sessions.sweep(clock.now) == 0
    assert not Ticket.objects.exists()
    assert set(Session.objects.values_list("room", flat=True)) == {None}
    clock.go(minutes=5)
    assert sessions.sweep(clock.now) == 1
    assert (is_open(cookie), is_open(fresh)) == (False, True)
    SessionStore.clear_expired()


def test_signing_out_deletes_the_row(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    store = SessionStore(cookie)
    store.flush()
    assert not Session.objects.exists()
    assert store.room_key() is None
    assert not is_open(cookie)


def test_signing_out_everywhere_can_spare_this_browser(r: Someone, b: Someone, clock: Clock) -> None:
    here, there, hers = signed_in(r), signed_in(r), signed_in(b)
    assert sessions.end_all(sessions.mark_of(r.keys.vault_key), but=SessionStore(here).row_id) == 1
    assert (is_open(here), is_open(there), is_open(hers)) == (True, False, True)
    assert sessions.end_all(sessions.mark_of(r.keys.vault_key)) == 1
    assert (is_open(here), is_open(hers)) == (False, True)


def test_a_new_cookie_at_sign_in_keeps_the_first_door_and_shuts_the_second(r: Someone, clock: Clock) -> None:
    cookie = signed_in(r)
    store = SessionStore(cookie)
    store.cycle_key()
    store.save()
    assert store.session_key is not None
    assert store.session_key != cookie
    assert not is_open(cookie)
    assert is_open(store.session_key)
    assert not room_is_open(store.session_key)
    assert store.room_key() is None
    assert Session.objects.count() == 1


def test_before_the_second_factor_nobody_is_signed_in(r: Someone, clock: Clock) -> None:
    store = SessionStore()
    access.admit(store, r.keys)
    store.save()
    request = HttpRequest()
    request.session = SessionStore(store.session_key)
    assert access.current(request) is None
    assert access.pending(request) == r.keys


def test_somebody_elses_account_in_the_session_is_nobody(r: Someone, b: Someone, clock: Clock) -> None:
    store = SessionStore()
    access.admit(store, r.keys)
    store[SESSION_KEY] = str(b.person)
    store.save()
    assert store.session_key is not None
    assert not is_open(store.session_key)


def test_a_session_ended_elsewhere_cannot_be_written_back(r: Someone, clock: Clock) -> None:
    store = SessionStore(signed_in(r))
    store["draft"] = "x"
    sessions.end_all(sessions.mark_of(r.keys.vault_key))
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_pages_of_one_minute_write_nothing(r: Someone, clock: Clock, django_assert_num_queries: object) -> None:
    cookie = signed_in(r)
    clock.go(seconds=30)
    with django_assert_num_queries(1):  # type: ignore[operator]
        SessionStore(cookie).load()
    clock.go(minutes=2)
    with django_assert_num_queries(2):  # type: ignore[operator]
        SessionStore(cookie).load()


def test_every_cookie_is_new_and_long(r: Someone, clock: Clock) -> None:
    cookies = {signed_in(r) for _ in range(20)}
    assert len(cookies) == 20
    assert {len(base64.urlsafe_b64decode(c + "=")) for c in cookies} == {32}
