"""Changing the locks: what stops opening, what goes on opening, and that nothing kept is lost on the way."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from goldseam.crypto import derive
from goldseam.crypto.codes import ALPHABET, grouped
from goldseam.vault import audit, changes, doors, sessions
from goldseam.vault.access import room_of
from goldseam.vault.changes import TICKET_LIFE, TICKET_TRIES, WAIT
from goldseam.vault.doors import ANY_DEVICE, Keys
from goldseam.vault.errors import NotSaved, Tampered, TooSoon, WrongSecret
from goldseam.vault.models import Person, Recovery, Session, Space, Ticket
from goldseam.vault.sessions import SessionStore
from tests.vault.conftest import Clock
from tests.vault.scene import NOW, Someone, days, snapshot, three_months
from tests.vault.test_sessions import is_open, signed_in

pytestmark = pytest.mark.django_db

PHRASE = "the ferry leaves at nine"


def other(code: str) -> str:
    """A code that is wrong in one place."""
    return code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % 32]


# -- password and PIN ------------------------------------------------------------------------------


def test_a_new_password_opens_and_the_old_one_does_not(r: Someone) -> None:
    three_months(r, "day")
    changes.change_password(r.keys, "a new long sentence", r.device)
    assert doors.sign_in(r.person, "a new long sentence", r.device) == r.keys
    with pytest.raises(WrongSecret):
        r.sign_in()
    assert doors.open_room(r.keys, r.pin, r.device) == r.room_key
    assert len(r.texts()) == 9


def test_a_new_password_ends_every_other_session(r: Someone, b: Someone, clock: Clock) -> None:
    here, there, hers = signed_in(r), signed_in(r), signed_in(b)
    changes.change_password(r.keys, "a new long sentence", r.device, SessionStore(here).row_id)
    assert (is_open(here), is_open(there), is_open(hers)) == (True, False, True)


@pytest.mark.parametrize("device", [None, b"short"])
def test_a_password_is_not_changed_without_the_device(r: Someone, device: bytes | None) -> None:
    with pytest.raises(WrongSecret):
        changes.change_password(r.keys, "a new long sentence", device)
    assert r.sign_in() == r.keys


def test_a_new_pin_opens_and_the_old_one_does_not(r: Someone) -> None:
    r.keep("kept")
    changes.change_pin(r.keys, r.room_key, "135790", r.device)
    assert doors.open_room(r.keys, "135790", r.device) == r.room_key
    with pytest.raises(WrongSecret):
        doors.open_room(r.keys, r.pin, r.device)
    assert r.sign_in() == r.keys


def test_a_key_that_is_not_in_force_is_never_wrapped(r: Someone, b: Someone) -> None:
    """A request that began before "change everything" must not put its old key under the new password."""
    before = snapshot()
    stale, fresh = Keys(r.person, derive.new_key()), derive.new_key()
    attempts: list[Callable[[], Any]] = [
        lambda: changes.change_password(stale, "x", r.device),
        lambda: changes.change_pin(stale, r.room_key, "135790", r.device),
        lambda: changes.change_pin(r.keys, fresh, "135790", r.device),
        lambda: changes.change_pin(r.keys, b.room_key, "135790", r.device),
        lambda: changes.change_binding(stale, r.room_key, "x", "135790", False),
        lambda: changes.change_binding(r.keys, fresh, "x", "135790", False),
        lambda: changes.make_kit(stale, r.room_key, r.device, PHRASE),
        lambda: changes.make_kit(r.keys, fresh, r.device, PHRASE),
        lambda: changes.make_ticket(stale, r.device, NOW),
        lambda: changes.change_everything(stale, r.room_key, "x", "135790"),
        lambda: changes.change_everything(r.keys, fresh, "x", "135790"),
    ]
    for attempt in attempts:
        with pytest.raises(Tampered):
            attempt()
    assert snapshot() == before


def test_of_two_changes_at_once_the_slower_is_refused_and_undoes_nothing(
    r: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrap, done = changes.wrap_password, []

    def meanwhile(*args: Any) -> None:
        wrap(*args)
        if not done:
            done.append(True)
            changes.change_pin(r.keys, r.room_key, "135790", r.device)

    monkeypatch.setattr(changes, "wrap_password", meanwhile)
    with pytest.raises(NotSaved):
        changes.change_password(r.keys, "a new long sentence", r.device)
    assert doors.open_room(r.keys, "135790", r.device) == r.room_key
    assert r.sign_in() == r.keys


def test_a_person_who_is_gone_meanwhile_is_not_made_again(r: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    wrap = changes.wrap_password

    def meanwhile(*args: Any) -> None:
        wrap(*args)
        changes.erase(r.keys, r.space)

    monkeypatch.setattr(changes, "wrap_password", meanwhile)
    with pytest.raises(NotSaved):
        changes.change_password(r.keys, "a new long sentence", r.device)
    assert not Person.objects.exists()


# -- asking for a known device, or not ---------------------------------------------------------------


def test_any_device_then_a_known_device_again(r: Someone) -> None:
    r.keep("kept")
    assert changes.is_device_bound(r.person)
    free = changes.change_binding(r.keys, r.room_key, r.password, r.pin, False)
    assert free == ANY_DEVICE
    assert not changes.is_device_bound(r.person)
    for offered in (None, r.device, b"anything"):
        assert doors.sign_in(r.person, r.password, offered) == r.keys
        assert doors.open_room(r.keys, r.pin, offered) == r.room_key
    changes.change_password(r.keys, "a new long sentence", None)
    changes.change_pin(r.keys, r.room_key, "135790", None)
    bound = changes.change_binding(r.keys, r.room_key, "a new long sentence", "135790", True)
    assert doors.sign_in(r.person, "a new long sentence", bound) == r.keys
    assert doors.open_room(r.keys, "135790", bound) == r.room_key
    for offered in (None, r.device, ANY_DEVICE):
        with pytest.raises(WrongSecret):
            doors.sign_in(r.person, "a new long sentence", offered)
    assert r.texts() == ["kept"]


def test_the_device_is_not_given_up_without_the_room_open(r: Someone) -> None:
    for room_key, pin in ((None, r.pin), (r.room_key, None)):
        with pytest.raises(WrongSecret):
            changes.change_binding(r.keys, room_key, r.password, pin, False)
    assert changes.is_device_bound(r.person)


def test_another_binding_voids_kit_and_ticket(r: Someone) -> None:
    changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    changes.make_ticket(r.keys, r.device, NOW)
    changes.change_binding(r.keys, r.room_key, r.password, r.pin, False)
    assert not Recovery.objects.exists()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("bound", [True, False])
def test_a_flipped_device_column_takes_no_protection_away(r: Someone, bound: bool) -> None:
    """The column is clear. If it were believed, the next password would be wrapped without the device's part (W2)."""
    if not bound:
        changes.change_binding(r.keys, r.room_key, r.password, r.pin, False)
    Person.objects.update(device_bound=not bound)
    before = snapshot()
    for attempt in (
        lambda: changes.change_password(r.keys, "x", r.device),
        lambda: changes.change_pin(r.keys, r.room_key, "135790", r.device),
        lambda: changes.make_kit(r.keys, r.room_key, r.device, PHRASE),
        lambda: changes.change_everything(r.keys, r.room_key, "x", "135790"),
        lambda: r.sign_in(),
    ):
        with pytest.raises((Tampered, WrongSecret)):
            attempt()  # type: ignore[no-untyped-call]
    assert snapshot() == before
    Person.objects.update(device_bound=bound)
    assert r.sign_in() == r.keys


# -- the recovery kit --------------------------------------------------------------------------------


def test_with_the_kit_and_the_password_a_new_device_is_let_in_at_once(r: Someone) -> None:
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    assert len(code) == 26
    assert changes.has_kit(r.person)
    typed = grouped(code).lower().replace("-", " – ")
    assert changes.admit_by_kit(r.person, r.password, typed, PHRASE) == (r.keys, r.device)
    with pytest.raises(WrongSecret):
        changes.admit_by_kit(r.person, "wrong", code, PHRASE)
    assert changes.has_kit(r.person)


def test_paper_alone_or_phrase_alone_opens_nothing(r: Someone, b: Someone) -> None:
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    theirs = changes.make_kit(b.keys, b.room_key, b.device, PHRASE)
    for tried, phrase in ((code, ""), (code, PHRASE + "."), (other(code), PHRASE), ("", PHRASE), (theirs, PHRASE)):
        with pytest.raises(WrongSecret):
            changes.open_kit(r.person, tried, phrase)
        with pytest.raises(WrongSecret):
            changes.ask_recovery(r.person, tried, phrase, NOW)
    assert changes.recovery_due(r.person) is None
    with pytest.raises(WrongSecret):
        changes.open_kit(uuid.uuid4(), code, PHRASE)


def test_recovery_waits_three_days_and_says_until_when(r: Someone) -> None:
    r.keep("kept")
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    assert changes.recovery_due(r.person) is None
    due = changes.ask_recovery(r.person, code, PHRASE, NOW)
    assert due == NOW + WAIT == changes.recovery_due(r.person)
    assert changes.ask_recovery(r.person, code, PHRASE, NOW + days(2)) == due
    for early in (NOW, due - timedelta(seconds=1)):
        with pytest.raises(TooSoon):
            changes.finish_recovery(r.person, code, PHRASE, "a new long sentence", "135790", early)
    assert r.sign_in() == r.keys
    keys, device = changes.finish_recovery(r.person, code, PHRASE, "a new long sentence", "135790", due)
    assert doors.sign_in(r.person, "a new long sentence", device) == keys
    assert r.texts(room_of(keys, doors.open_room(keys, "135790", device))) == ["kept"]
    with pytest.raises(WrongSecret):
        r.sign_in()
    assert changes.recovery_due(r.person) is None


def test_recovery_without_asking_first_is_too_soon(r: Someone) -> None:
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    with pytest.raises(TooSoon):
        changes.finish_recovery(r.person, code, PHRASE, "a new long sentence", "135790", NOW + days(30))


def test_a_running_recovery_is_stopped_at_once(r: Someone) -> None:
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    changes.ask_recovery(r.person, code, PHRASE, NOW)
    changes.cancel_recovery(r.person)
    assert changes.recovery_due(r.person) is None
    with pytest.raises(TooSoon):
        changes.finish_recovery(r.person, code, PHRASE, "a new long sentence", "135790", NOW + days(4))
    assert changes.ask_recovery(r.person, code, PHRASE, NOW + days(4)) == NOW + days(4) + WAIT


@pytest.mark.parametrize("back", [2, 3653])
def test_a_clock_set_back_makes_the_wait_longer_and_never_shorter(r: Someone, back: int) -> None:
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    due = changes.ask_recovery(r.person, code, PHRASE, NOW)
    with pytest.raises(TooSoon):
        changes.finish_recovery(r.person, code, PHRASE, "a new long sentence", "135790", NOW - days(back))
    assert changes.recovery_due(r.person) == due


def test_finishing_a_recovery_ends_all_sessions(r: Someone, b: Someone, clock: Clock) -> None:
    cookie, hers = signed_in(r), signed_in(b)
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    changes.ask_recovery(r.person, code, PHRASE, NOW)
    assert is_open(cookie)
    changes.finish_recovery(r.person, code, PHRASE, "a new long sentence", None, NOW + WAIT)
    assert (is_open(cookie), is_open(hers)) == (False, True)
    assert doors.open_room(r.keys, r.pin, r.device) == r.room_key


def test_a_new_kit_voids_the_old_one_and_its_wait(r: Someone) -> None:
    old = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    changes.ask_recovery(r.person, old, PHRASE, NOW)
    changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    assert changes.recovery_due(r.person) is None
    with pytest.raises(WrongSecret):
        changes.open_kit(r.person, old, PHRASE)
    changes.drop_kit(r.person)
    assert not changes.has_kit(r.person)


def test_the_kit_follows_a_changed_password_and_pin(r: Someone) -> None:
    code = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    changes.change_password(r.keys, "a new long sentence", r.device)
    changes.change_pin(r.keys, r.room_key, "135790", r.device)
    assert changes.admit_by_kit(r.person, "a new long sentence", code, PHRASE) == (r.keys, r.device)


def test_the_kit_of_a_person_without_a_known_device(r: Someone) -> None:
    changes.change_binding(r.keys, r.room_key, r.password, r.pin, False)
    code = changes.make_kit(r.keys, r.room_key, None, PHRASE)
    changes.ask_recovery(r.person, code, PHRASE, NOW)
    keys, device = changes.finish_recovery(r.person, code, PHRASE, "a new long sentence", "135790", NOW + WAIT)
    assert device == ANY_DEVICE
    assert doors.sign_in(r.person, "a new long sentence", None) == keys


# -- a new device --------------------------------------------------------------------------------------


def test_a_ticket_lets_one_new_browser_in_once(r: Someone) -> None:
    code = changes.make_ticket(r.keys, r.device, NOW)
    assert len(code) == 10
    assert changes.admit_by_ticket(r.person, r.password, grouped(code).lower(), NOW) == (r.keys, r.device)
    assert not Ticket.objects.exists()
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(r.person, r.password, code, NOW)


def test_a_ticket_is_worth_nothing_after_ten_minutes(r: Someone) -> None:
    code = changes.make_ticket(r.keys, r.device, NOW)
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(r.person, r.password, code, NOW + TICKET_LIFE)
    assert not Ticket.objects.exists()


def test_a_ticket_stands_five_tries(r: Someone) -> None:
    code = changes.make_ticket(r.keys, r.device, NOW)
    for _ in range(TICKET_TRIES - 1):
        with pytest.raises(WrongSecret):
            changes.admit_by_ticket(r.person, r.password, other(code), NOW)
    assert changes.admit_by_ticket(r.person, r.password, code, NOW) == (r.keys, r.device)
    code = changes.make_ticket(r.keys, r.device, NOW)
    for _ in range(TICKET_TRIES):
        with pytest.raises(WrongSecret):
            changes.admit_by_ticket(r.person, r.password, other(code), NOW)
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(r.person, r.password, code, NOW)
    assert not Ticket.objects.exists()


def test_a_ticket_needs_the_password_and_a_wrong_one_is_a_try(r: Someone) -> None:
    code = changes.make_ticket(r.keys, r.device, NOW)
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(r.person, "wrong", code, NOW)
    assert Ticket.objects.get().tries == 1
    assert changes.admit_by_ticket(r.person, r.password, code, NOW) == (r.keys, r.device)


def test_of_two_browsers_with_one_ticket_one_is_let_in(r: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    code = changes.make_ticket(r.keys, r.device, NOW)
    sign_in, first = changes.sign_in, []

    def meanwhile(*args: Any) -> Keys:
        if not first:
            first.append(None)
            first[0] = changes.admit_by_ticket(r.person, r.password, code, NOW)
        return sign_in(*args)

    monkeypatch.setattr(changes, "sign_in", meanwhile)
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(r.person, r.password, code, NOW)
    assert first == [(r.keys, r.device)]


def test_a_second_ticket_replaces_the_first(r: Someone) -> None:
    first = changes.make_ticket(r.keys, r.device, NOW)
    changes.make_ticket(r.keys, r.device, NOW)
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(r.person, r.password, first, NOW)


def test_nobody_has_a_ticket(r: Someone, b: Someone) -> None:
    code = changes.make_ticket(r.keys, r.device, NOW)
    for person in (b.person, uuid.uuid4()):
        with pytest.raises(WrongSecret):
            changes.admit_by_ticket(person, r.password, code, NOW)
    assert changes.admit_by_ticket(r.person, r.password, code, NOW) == (r.keys, r.device)


# -- everything at once ----------------------------------------------------------------------------------


def test_after_everything_was_changed_nothing_old_opens_anything(r: Someone, b: Someone, clock: Clock) -> None:
    three_months(r, "day")
    cookie, hers = signed_in(r), signed_in(b)
    kit = changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    ticket = changes.make_ticket(r.keys, r.device, NOW)
    keys, room_key, device = changes.change_everything(r.keys, r.room_key, "a new long sentence", "135790")
    assert room_key is not None
    assert len({r.keys.vault_key, r.room_key, r.device, keys.vault_key, room_key, device}) == 6

    old_ways: list[Callable[[], Any]] = [
        lambda: doors.sign_in(r.person, r.password, r.device),
        lambda: doors.sign_in(r.person, r.password, device),
        lambda: doors.sign_in(r.person, "a new long sentence", r.device),
        lambda: doors.open_room(keys, r.pin, device),
        lambda: doors.open_room(keys, "135790", r.device),
        lambda: changes.open_kit(r.person, kit, PHRASE),
        lambda: changes.admit_by_ticket(r.person, "a new long sentence", ticket, NOW),
    ]
    for way in old_ways:
        with pytest.raises(WrongSecret):
            way()
    for old_keys, old_room_key in ((r.keys, room_key), (keys, r.room_key), (r.keys, r.room_key)):
        with pytest.raises(Tampered):
            room_of(old_keys, old_room_key)
    with pytest.raises(Tampered):
        doors.open_room(r.keys, r.pin, r.device)
    assert (is_open(cookie), is_open(hers)) == (False, True)
    assert not Session.objects.filter(person=sessions.mark_of(r.keys.vault_key)).exists()


def test_after_everything_was_changed_the_owner_reads_all_and_writes_on(r: Someone) -> None:
    ids = three_months(r, "day")
    r.room.burn(ids[3])
    keys, room_key, device = changes.change_everything(r.keys, r.room_key, "a new long sentence", "135790")
    assert doors.sign_in(r.person, "a new long sentence", device) == keys
    assert doors.open_room(keys, "135790", device) == room_key
    assert room_key is not None
    room = room_of(keys, room_key)
    assert room.append("t49", {"text": "new"}, id=uuid.uuid4(), now=NOW).seq == 10
    assert r.texts(room) == [f"day {n}" for n in (1, 2, 3, 5, 6, 7, 8, 9)] + ["new"]
    assert [row.epoch for row in (a.row for a in room.archive())] == [1] * 9 + [2]
    assert Space.objects.get().epoch == 2
    assert (room.verify(), audit.verify_all(), room.problems) == ([], [], [])
    assert room.append("t49", {"text": "old again"}, id=ids[0], now=NOW).replayed
    assert room.burn(ids[0])
    assert (room.verify(), audit.verify_all()) == ([], [])


def test_everything_can_be_changed_again_and_again(r: Someone) -> None:
    keys, room_key = r.keys, r.room_key
    for number in range(4):
        room_of(keys, room_key).append("t49", {"text": str(number)}, id=uuid.uuid4(), now=NOW)
        keys, fresh, device = changes.change_everything(keys, room_key, f"sentence number {number}", "135790")
        assert fresh is not None
        room_key = fresh
        assert doors.sign_in(r.person, f"sentence number {number}", device) == keys
    room = room_of(keys, room_key)
    assert r.texts(room) == ["0", "1", "2", "3"]
    assert len(room.signers) == 5
    assert (room.verify(), audit.verify_all()) == ([], [])


def test_everything_is_changed_whole_or_not_at_all(r: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    r.keep("kept")
    before = snapshot()

    def broken(*_: object, **__: object) -> None:
        raise IntegrityError("the disk went away")

    monkeypatch.setattr(changes.Identity.objects, "create", broken)
    with pytest.raises(NotSaved):
        changes.change_everything(r.keys, r.room_key, "a new long sentence", "135790")
    monkeypatch.undo()
    assert snapshot() == before


def test_without_the_room_open_nothing_is_changed(r: Someone) -> None:
    before = snapshot()
    for room_key, pin in ((None, "135790"), (r.room_key, None)):
        with pytest.raises(WrongSecret):
            changes.change_everything(r.keys, room_key, "a new long sentence", pin)
    assert snapshot() == before


def test_a_person_without_a_room_changes_everything_too(db: None) -> None:
    person = uuid.uuid4()
    keys, _ = doors.create(person, "a password of some length")
    fresh, room_key, device = changes.change_everything(keys, None, "a new long sentence", None)
    assert room_key is None
    assert doors.sign_in(person, "a new long sentence", device) == fresh
    doors.make_room(fresh, "135790", device)


# -- erasing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room_open", [True, False])
def test_erasing_leaves_no_row(r: Someone, clock: Clock, room_open: bool) -> None:
    three_months(r, "day")
    changes.make_kit(r.keys, r.room_key, r.device, PHRASE)
    changes.make_ticket(r.keys, r.device, NOW)
    signed_in(r)
    changes.erase(r.keys, changes.space_of(r.keys, r.room_key if room_open else None))
    assert {model.__name__: len(rows) for model, rows in snapshot().items() if rows} == {}
    with pytest.raises(WrongSecret):
        r.sign_in()


def test_erasing_one_person_touches_nobody_else(r: Someone, b: Someone, clock: Clock) -> None:
    three_months(r, "day")
    three_months(b, "night")
    hers = signed_in(b)
    changes.erase(r.keys, r.space)
    assert len(b.texts()) == 9
    assert (b.room.verify(), audit.verify_all()) == ([], [])
    assert is_open(hers)
    assert b.sign_in() == b.keys
