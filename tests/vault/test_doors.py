"""The two doors: what opens them, what does not, and what the rows would tell whoever reads them."""

from __future__ import annotations

import uuid

import pytest

from goldseam.crypto import derive
from goldseam.crypto.derive import Cost
from goldseam.vault import derivation, doors
from goldseam.vault.access import room_of
from goldseam.vault.errors import Busy, NotSaved, Tampered, WrongSecret
from goldseam.vault.models import Person, Space
from tests.vault.scene import Someone, join

pytestmark = pytest.mark.django_db


def test_the_password_on_a_known_device_opens_the_first_door(r: Someone) -> None:
    assert doors.sign_in(r.person, r.password, r.device) == r.keys


@pytest.mark.parametrize("typed", ["", "Correct horse battery", "correct horse battery ", "482913"])
def test_another_password_does_not(r: Someone, typed: str) -> None:
    with pytest.raises(WrongSecret):
        doors.sign_in(r.person, typed, r.device)


@pytest.mark.parametrize("offered", [None, b"", bytes(32), b"x" * 31, b"x" * 32])
def test_the_right_password_on_an_unknown_device_does_not(r: Someone, offered: bytes | None) -> None:
    with pytest.raises(WrongSecret):
        doors.sign_in(r.person, r.password, offered)


def test_the_device_of_somebody_else_does_not_help(r: Someone, b: Someone) -> None:
    with pytest.raises(WrongSecret):
        doors.sign_in(r.person, r.password, b.device)


def test_nobody_and_a_wrong_password_answer_alike(r: Someone) -> None:
    with pytest.raises(WrongSecret) as nobody:
        doors.sign_in(uuid.uuid4(), r.password, r.device)
    with pytest.raises(WrongSecret) as wrong:
        doors.sign_in(r.person, "wrong", r.device)
    assert str(nobody.value) == str(wrong.value)
    doors.waste("as long as a real one")


def test_the_same_password_in_another_unicode_form_is_the_same_password(db: None) -> None:
    who = join(password="caf\u00e9 au lait \u2460")
    assert doors.sign_in(who.person, "cafe\u0301 au lait 1", who.device) == who.keys


def test_a_password_that_is_no_text_is_refused_and_not_a_crash(r: Someone) -> None:
    with pytest.raises((WrongSecret, Tampered)):
        doors.sign_in(r.person, "\ud800", r.device)


def test_the_pin_opens_the_room_and_no_other_does(r: Someone) -> None:
    assert doors.open_room(r.keys, r.pin, r.device) == r.room_key
    for pin in ("482914", "", "000000"):
        with pytest.raises(WrongSecret):
            doors.open_room(r.keys, pin, r.device)
    with pytest.raises(WrongSecret):
        doors.open_room(r.keys, r.pin, bytes(32))
    with pytest.raises(WrongSecret):
        doors.open_room(r.keys, r.pin, None)


def test_there_is_no_room_before_a_pin_is_chosen(db: None) -> None:
    person = uuid.uuid4()
    keys, device = doors.create(person, "a password of some length")
    assert not doors.has_room(person)
    with pytest.raises(WrongSecret):
        doors.open_room(keys, "482913", device)
    doors.make_room(keys, "482913", device)
    assert doors.has_room(person)


def test_a_room_is_made_once(r: Someone) -> None:
    r.keep("first")
    with pytest.raises(Tampered):
        doors.make_room(r.keys, "999999", r.device)
    assert r.texts() == ["first"]
    assert Space.objects.count() == 1


def test_of_two_rooms_made_at_once_one_is_kept(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    person = uuid.uuid4()
    keys, device = doors.create(person, "a password of some length")
    wrap, made = doors.wrap_room, []

    def meanwhile(*args: object) -> None:
        wrap(*args)  # type: ignore[arg-type]
        if not made:
            made.append(None)
            made[0] = doors.make_room(keys, "111111", device)  # type: ignore[call-overload]

    monkeypatch.setattr(doors, "wrap_room", meanwhile)
    with pytest.raises(NotSaved):
        doors.make_room(keys, "222222", device)
    assert doors.open_room(keys, "111111", device) == made[0]
    assert Space.objects.count() == 1


def test_a_pin_cannot_be_tried_without_the_password(r: Someone) -> None:
    """Six digits are few: the wrap lies inside one that only the vault key opens."""
    stranger = doors.Keys(r.person, derive.new_key())
    with pytest.raises(Tampered):
        doors.open_room(stranger, r.pin, r.device)


def test_a_sign_in_raises_an_old_cost_and_never_lowers_it(r: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derive, "DEFAULT", Cost(64, 3))
    assert r.sign_in() == r.keys
    row = Person.objects.get(pk=r.person)
    assert (row.memory_kib, row.passes) == (64, 3)
    monkeypatch.setattr(derive, "DEFAULT", Cost(32, 2))
    assert r.sign_in() == r.keys
    assert Person.objects.get(pk=r.person).memory_kib == 64


def test_a_sign_in_that_raises_the_cost_does_not_undo_a_change_made_meanwhile(
    r: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goldseam.vault import changes

    r.keep("kept before")
    monkeypatch.setattr(derive, "DEFAULT", Cost(64, 3))
    wrap, changed = doors.wrap_password, []

    def meanwhile(*args: object) -> None:
        wrap(*args)  # type: ignore[arg-type]
        if not changed:
            changed.append(None)
            changed[0] = changes.change_everything(r.keys, r.room_key, "brand new sentence", "135790")  # type: ignore[call-overload]

    monkeypatch.setattr(doors, "wrap_password", meanwhile)
    r.sign_in()
    keys, room_key, device = changed[0]
    assert doors.sign_in(r.person, "brand new sentence", device) == keys
    assert [entry.body["text"] for entry in room_of(keys, room_key).every()] == ["kept before"]
    with pytest.raises(WrongSecret):
        r.sign_in()


def test_a_weakened_calibration_file_neither_weakens_nor_locks_out(
    r: Someone, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivation, "_folder", lambda: tmp_path)
    (tmp_path / "derivation.json").write_text('{"memory_kib": 8, "passes": 1}')  # type: ignore[operator]
    assert derivation.cost() == derive.DEFAULT
    assert r.sign_in() == r.keys
    (tmp_path / "derivation.json").write_text("not json")  # type: ignore[operator]
    assert derivation.cost() == derive.DEFAULT


def test_a_full_queue_says_busy(r: Someone, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derivation, "_folder", lambda: tmp_path)
    monkeypatch.setattr(derivation, "WAITING", -2)
    with pytest.raises(Busy):
        r.sign_in()


def test_no_key_shows_in_a_repr(r: Someone) -> None:
    assert r.keys.vault_key.hex() not in repr(r.keys)
    assert repr(r.keys.vault_key)[2:-1] not in repr(r.keys)
