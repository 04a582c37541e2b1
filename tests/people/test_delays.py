"""Growing delays: for each account and device, never a lock-out by somebody else (W16)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from goldseam.people import delays
from goldseam.people.models import Delay
from goldseam.vault import derivation
from goldseam.vault.errors import Busy
from tests.conftest import Cast, Person
from tests.people.conftest import Clock

WRONG = "not the password at all"


def test_three_tries_are_free_then_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [delays.wait_after(tries).total_seconds() for tries in range(16)]
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert delays.wait_after(10**9) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(milliseconds=200), "Please wait 1 second, then try again."),
        (timedelta(seconds=1.2), "Please wait 2 seconds, then try again."),
        (timedelta(seconds=64), "Please wait 64 seconds, then try again."),
        (timedelta(seconds=128), "Please wait 3 minutes, then try again."),
        (timedelta(minutes=15), "Please wait 15 minutes, then try again."),
    ],
)
def test_the_wait_is_said_in_words(wait: timedelta, words: str) -> None:
    assert delays.in_words(wait) == words


def fail(client: Client, name: str, times: int) -> int:
    status = 0
    for _ in range(times):
        status = client.post("/in/", {"name": name, "password": WRONG}).status_code
    return status


def test_after_a_few_wrong_passwords_even_the_right_one_waits(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    assert fail(cast.R.client, "Robin", 4) == 403
    early = cast.R.client.post("/in/", {"name": "Robin", "password": cast.R.password})
    assert early.status_code == 429 and b"Please wait 2 seconds" in early.content
    clock.go(seconds=2)
    cast.R.sign_in()


def test_a_wait_does_not_grow_while_one_waits(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    fail(cast.R.client, "Robin", 4)
    assert fail(cast.R.client, "Robin", 20) == 429
    clock.go(seconds=2)
    cast.R.sign_in()


def test_a_success_forgets_what_was_tried_before(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    fail(cast.R.client, "Robin", 3)
    cast.R.sign_in()
    assert not Delay.objects.exists()


def test_a_name_that_is_not_there_waits_just_the_same(signed_out: Client, cast: Cast, clock: Clock) -> None:
    assert cast.R.id
    seen = []
    for name in ("Robin", "Nobody"):
        seen.append([fail(Client(), name, 1) for _ in range(6)])
    assert seen[0] == seen[1] == [403, 403, 403, 403, 429, 429]


def test_strangers_cannot_lock_a_known_browser_out(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    for _ in range(20):
        fail(Client(), "Robin", 1)
        clock.go(minutes=16)
    fail(Client(), "Robin", 1)
    assert fail(Client(), "Robin", 1) == 429
    cast.R.sign_in()


def test_a_known_browser_cannot_lock_new_ones_out(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    fail(cast.R.client, "Robin", 5)
    assert fail(Client(), "Robin", 1) == 403


def test_one_known_browser_cannot_lock_another_out(cast: Cast, clock: Clock) -> None:
    code = _short_code(cast.R, clock)
    other = Client()
    other.post("/in/new-device/", {"name": "Robin", "password": cast.R.password, "code": code})
    other.post("/out/")
    fail(other, "Robin", 6)
    cast.R.sign_out()
    cast.R.sign_in()


def test_wrong_pins_wait_and_leave_everybody_else_alone(cast: Cast, clock: Clock) -> None:
    cast.R.lock()
    for _ in range(4):
        assert cast.R.client.post("/room/", {"pin": "000001"}).status_code == 403
    early = cast.R.client.post("/room/", {"pin": cast.R.pin})
    assert early.status_code == 429 and b"Please wait 2 seconds" in early.content
    cast.B.lock()
    cast.B.open_room()
    clock.go(seconds=3)
    cast.R.open_room()


def test_signing_out_and_in_does_not_shorten_the_wait_for_the_pin(cast: Cast, clock: Clock) -> None:
    cast.R.lock()
    for _ in range(6):
        cast.R.client.post("/room/", {"pin": "000001"})
        clock.go(seconds=8)
    clock.go(seconds=-7)
    cast.R.sign_out()
    cast.R.sign_in()
    assert cast.R.client.post("/room/", {"pin": cast.R.pin}).status_code == 429


def test_hammering_at_the_kit_never_costs_its_owner_more_than_half_a_minute(cast: Cast, clock: Clock) -> None:
    assert cast.R.id
    typed = {"name": "Robin", "password": WRONG, "code": "0" * 26, "phrase": "no"}
    for _ in range(12):
        Client().post("/in/kit/", typed)
        clock.go(seconds=31)
    Client().post("/in/kit/", typed)
    waiting = Client().post("/in/kit/", typed)
    assert waiting.status_code == 429 and b"Please wait 30 seconds" in waiting.content


def test_a_machine_that_is_busy_counts_no_try(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.R.sign_out()

    def busy(*_given: object) -> bytes:
        raise Busy

    with monkeypatch.context() as patched:
        patched.setattr(derivation, "stretch", busy)
        for _ in range(10):
            answer = cast.R.client.post("/in/", {"name": "Robin", "password": cast.R.password})
            assert answer.status_code == 503 and b"wait a few seconds" in answer.content
    cast.R.sign_in()


def test_a_clock_that_went_back_makes_nobody_wait_longer(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    fail(cast.R.client, "Robin", 5)
    clock.go(days=-2)
    assert b"Please wait 2 seconds" in cast.R.client.post("/in/", {"name": "Robin", "password": WRONG}).content
    clock.go(seconds=4)
    cast.R.sign_in()


def test_a_row_says_neither_whose_it_is_nor_how_it_was_tried(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    fail(cast.R.client, "Robin", 1)
    key = bytes(Delay.objects.get().key)
    assert key == delays.key_of("password", "robin", _device(cast.R))
    assert len({delays.key_of(door, "robin", d) for door in ("password", "pin") for d in (None, b"x")}) == 4


def test_tries_are_forgotten_after_six_hours(cast: Cast, clock: Clock) -> None:
    cast.R.sign_out()
    fail(cast.R.client, "Robin", 5)
    assert delays.sweep(clock.go(hours=5)) == 0
    assert delays.sweep(clock.go(hours=2)) == 1


def _device(person: Person) -> bytes:
    from goldseam.people.models import Device

    return bytes(Device.objects.get(person=person.account).id)


def _short_code(person: Person, clock: Clock) -> str:
    from tests.people.test_sign_in import short_code_of

    return short_code_of(person, clock)
