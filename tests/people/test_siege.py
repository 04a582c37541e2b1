"""What somebody tries who knows the password, holds the phone for a minute, or sends what no form would send."""

from __future__ import annotations

import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from goldseam.people import devices
from goldseam.people.devices import cookie_name
from goldseam.people.models import Account
from goldseam.vault.models import Session
from tests.conftest import Cast, Person, vault_of
from tests.people.conftest import Clock
from tests.people.test_me_devices import code_of as short_code
from tests.people.test_me_second import code_at, half_in, set_up
from tests.people.test_sign_in import kit_of, sent


def address(name: str, *args: str) -> str:
    return reverse(f"people:{name}", args=args)


def any_browser(person: Person) -> None:
    """The weaker choice: any browser with the password."""
    typed = {"uid": uuid4(), "wanted": "any", "password_again": person.password, "pin": person.pin}
    assert person.client.post(address("binding"), typed).status_code == 303


def fresh(person: Person) -> Client:
    browser = Client()
    typed = {"name": person.name, "password": person.password}
    assert browser.post("/in/", typed).status_code == 303
    return browser


def room_is_open(browser: Client) -> bool:
    vault = vault_of(browser)
    return vault is not None and vault.room is not None


# -- the PIN of somebody whose password is known --------------------------------------------------------


def test_signing_in_with_ever_new_browsers_gains_no_more_tries_at_the_pin(cast: Cast, clock: Clock) -> None:
    any_browser(cast.R)
    answers = [fresh(cast.R).post("/room/", {"pin": "000001"}).status_code for _ in range(8)]
    assert answers == [403] * 4 + [429] * 4


def test_those_tries_hold_nobody_up_in_a_browser_that_was_in_the_room_before(cast: Cast, clock: Clock) -> None:
    any_browser(cast.R)
    for _ in range(8):
        fresh(cast.R).post("/room/", {"pin": "000001"})
    cast.R.lock()
    cast.R.open_room()


def test_a_new_browser_counts_by_itself_once_it_was_in_the_room(cast: Cast, clock: Clock) -> None:
    any_browser(cast.R)
    mine = fresh(cast.R)
    assert mine.post("/room/", {"pin": cast.R.pin}).status_code == 303
    mine.post("/room/lock/")
    for _ in range(8):
        fresh(cast.R).post("/room/", {"pin": "000001"})
    assert mine.post("/room/", {"pin": cast.R.pin}).status_code == 303


def test_a_new_pin_shuts_the_room_in_every_other_browser(cast: Cast) -> None:
    any_browser(cast.R)
    theirs = fresh(cast.R)
    theirs.post("/room/", {"pin": cast.R.pin})
    assert room_is_open(theirs)
    pins = {"new_pin": "927461", "new_pin2": "927461"}
    typed = {"uid": uuid4(), "password_again": cast.R.password, **pins}
    assert cast.R.client.post(address("pin"), typed).status_code == 303
    assert not room_is_open(theirs) and room_is_open(cast.R.client)


def test_a_pin_with_spaces_opens_on_the_page_before_another_form_too(cast: Cast) -> None:
    cast.R.lock()
    spaced = f"{cast.R.pin[:3]} {cast.R.pin[3:]}"
    kept = cast.R.client.post("/n/t49/new/", {"uid": uuid4(), "text": "a page", "_pin": spaced})
    assert kept.status_code == 303


def test_an_endless_pin_is_not_stretched(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldseam.crypto import derive

    cast.R.lock()
    seen: list[int] = []
    real = derive.stretch
    monkeypatch.setattr(derive, "stretch", lambda secret, *rest: seen.append(len(secret)) or real(secret, *rest))
    answer = cast.R.client.post("/n/t49/new/", {"uid": uuid4(), "text": "a page", "_pin": "7" * 900_000})
    assert answer.status_code == 403
    assert all(length <= 100 for length in seen)


# -- the form of joining --------------------------------------------------------------------------------


def test_sending_the_form_of_joining_again_is_no_way_to_try_passwords(cast: Cast, clock: Clock) -> None:
    browser = Client()
    browser.get("/new/")
    mine = {"uid": str(uuid4()), "name": "Kim", "password": "paper harbour velvet stone"}
    assert browser.post("/new/", mine).status_code == 303
    seed = browser.cookies["n"].value or urlsafe_b64encode(bytes(32)).decode()
    for _ in range(4):
        browser.cookies["n"] = seed
        assert browser.post("/new/", {**mine, "password": "a guess nobody would make"}).status_code == 422
    assert browser.post("/new/", mine).status_code == 429


# -- a minute with somebody's phone ---------------------------------------------------------------------


def rows(person: Person) -> list[str]:
    page = person.client.get(address("devices")).content.decode()
    return re.findall(r"/n/me/devices/([\w-]{43})/end/", page)


def test_no_device_is_ended_without_the_password_once_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    any_browser(cast.R)
    other = fresh(cast.R)
    here, there = rows(cast.R)
    later = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: later)
    for row in (there, here):
        assert cast.R.client.post(address("device_end", row)).status_code == 422
        wrong = {"uid": uuid4(), "password_again": "wrong wrong wrong"}
        assert cast.R.client.post(address("device_end", row), wrong).status_code == 422
    assert rows(cast.R) == [here, there] and vault_of(other) is not None
    right = {"uid": uuid4(), "password_again": cast.R.password}
    assert cast.R.client.post(address("device_end", there), right).status_code == 303
    assert rows(cast.R) == [here]


def test_a_kit_that_is_still_shown_is_behind_the_second_door(cast: Cast) -> None:
    phrase = "seven violet harbour gates"
    typed = {"uid": uuid4(), "phrase": phrase, "phrase2": phrase, "password_again": cast.R.password}
    cast.R.client.post(address("kit"), typed)
    assert b"big code" in cast.R.client.get(address("kit_code")).content
    cast.R.lock()
    answer = cast.R.client.get(address("kit_code"))
    assert answer.status_code == 303 and answer["Location"].startswith("/room/")


def test_a_kit_made_void_elsewhere_is_not_shown_any_more(cast: Cast) -> None:
    """Two presses at once make two kits; only the one in force may reach the paper."""
    phrase = "seven violet harbour gates"
    typed = {"uid": uuid4(), "phrase": phrase, "phrase2": phrase, "password_again": cast.R.password}
    cast.R.client.post(address("kit"), typed)
    kit_of(cast.R)
    answer = cast.R.client.get(address("kit_code"))
    assert answer.status_code == 303 and answer["Location"] == address("kit") + "?void"
    assert b"opens nothing" in cast.R.client.get(answer["Location"]).content


def test_an_ended_device_does_not_come_back_through_the_form_of_joining(cast: Cast) -> None:
    """It still holds the device secret, which all devices share, and the account's id is in every export."""
    vault = cast.R.vault
    browser = Client()
    browser.post("/in/new-device/", {**sent(cast.R), "code": short_code(cast.R)})
    secret = browser.cookies[cookie_name(vault.person)].value
    here, there = rows(cast.R)
    cast.R.client.post(address("device_end", there), {"uid": uuid4(), "password_again": cast.R.password})
    browser.cookies["n"] = urlsafe_b64encode(urlsafe_b64decode(secret)[devices.ID :]).decode()
    browser.post("/new/", {"uid": str(cast.R.id), **sent(cast.R)})
    assert vault_of(browser) is None
    assert rows(cast.R) == [here]


# -- whoever has the database -------------------------------------------------------------------------------


def test_a_row_of_a_session_does_not_say_whose_it_is(cast: Cast) -> None:
    """Times stand in it, so together with an id it would be a list of when somebody was here (R4, W12)."""
    any_browser(cast.R)
    fresh(cast.R)
    assert cast.B.id
    rows = list(Session.objects.values())
    everybody = [value for account in Account.objects.all() for value in (account.id, account.name)]
    assert len(rows) == 3 and len({row["person"] for row in rows}) == 2
    assert not any(value in row.values() for row in rows for value in everybody)


# -- the second factor of somebody whose password is known --------------------------------------------------


def test_the_wait_for_a_code_grows_like_any_other(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five tries in five minutes for ever would find a code of six digits within a year."""
    set_up(cast.R)
    monkeypatch.setattr(time, "time", lambda: clock.now.timestamp())
    half_in(cast.R)
    for _ in range(9):
        assert cast.R.client.post("/in/2/", {"code": "000000"}).status_code == 422
        clock.go(minutes=1)
    assert "Please wait 4 seconds" in cast.R.client.post("/in/2/", {"code": "000000"}).content.decode()


def test_whoever_knows_the_password_cannot_hold_up_a_known_browser_at_the_code(cast: Cast, clock: Clock) -> None:
    secret = set_up(cast.R)
    any_browser(cast.R)
    theirs = fresh(cast.R)
    for _ in range(9):
        theirs.post("/in/2/", {"code": "000000"})
    half_in(cast.R)
    assert cast.R.client.post("/in/2/", {"code": code_at(secret, time.time())}).status_code == 303
    assert vault_of(cast.R.client) is not None
