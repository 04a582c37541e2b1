"""The first door: known browsers, new ones, and what a stolen half of a session is worth."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client, RequestFactory

from goldseam.crypto import derive
from goldseam.people import devices
from goldseam.people.backend import DoorBackend
from goldseam.people.models import Device
from goldseam.vault import access, changes
from goldseam.vault.models import Session
from goldseam.vault.sessions import SessionStore, sweep
from tests.conftest import Cast, Person, vault_of
from tests.people.conftest import Clock

PHRASE = "the tree behind the old school"


def sent(person: Person, **more: str) -> dict[str, str]:
    return {"name": person.name, "password": person.password, **more}


def kit_of(person: Person) -> str:
    vault = person.vault
    token = devices.offered(_with_cookies(person.client), person.id)
    assert token is not None
    return changes.make_kit(vault.keys, vault.room_key, token.secret, PHRASE)


def short_code_of(person: Person, clock: Clock) -> str:
    token = devices.offered(_with_cookies(person.client), person.id)
    assert token is not None
    return changes.make_ticket(person.vault.keys, token.secret, clock.now)


def _with_cookies(client: Client):  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return request


def alike(page: bytes) -> str:
    """A page without what differs each time."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|name="name" value)="[^"]*"', "", page.decode())


# -- a known browser -----------------------------------------------------------------------------------


def test_a_known_browser_opens_with_name_and_password_and_the_room_stays_shut(cast: Cast) -> None:
    cast.R.sign_out()
    inside = cast.R.client.post("/in/", sent(cast.R))
    assert (inside.status_code, inside["Location"]) == (303, "/room/")
    assert cast.R.vault.room is None


def test_the_name_may_be_typed_in_any_case(cast: Cast) -> None:
    cast.R.sign_out()
    assert cast.R.client.post("/in/", {"name": " rObIn ", "password": cast.R.password}).status_code == 303


def test_each_sign_in_makes_a_session_of_its_own_and_ends_the_one_before_it(cast: Cast) -> None:
    before = cast.R.client.cookies["s"].value
    cast.R.client.post("/in/", sent(cast.R))
    assert cast.R.client.cookies["s"].value != before
    assert not SessionStore().exists(before)
    assert Session.objects.filter(person=cast.R.vault.sessions_mark).count() == 1


def test_a_session_somebody_else_prepared_is_not_taken_over(cast: Cast) -> None:
    cast.R.sign_out()
    cast.R.client.cookies["s"] = prepared = "A" * 43
    cast.R.sign_in()
    assert cast.R.client.cookies["s"].value != prepared


def test_a_second_person_signing_in_leaves_nothing_of_the_first_in_the_session(cast: Cast) -> None:
    mark = cast.R.vault.sessions_mark
    cast.B.client.cookies["s"] = cast.R.client.cookies["s"].value
    cast.B.sign_in()
    assert vault_of(cast.B.client).person == cast.B.id  # type: ignore[union-attr]
    assert cast.B.session.get(SESSION_KEY) == str(cast.B.id)
    assert not Session.objects.filter(person=mark).exists()


def test_a_wrong_password_is_refused_with_the_name_kept_and_the_password_not(cast: Cast) -> None:
    cast.R.sign_out()
    refused = cast.R.client.post("/in/", {"name": cast.R.name, "password": "not the password"})
    assert refused.status_code == 403
    assert b"That did not open" in refused.content and b'value="Robin"' in refused.content
    assert b"not the password" not in refused.content
    assert vault_of(cast.R.client) is None


@pytest.mark.parametrize("missing", ["name", "password"])
def test_what_is_missing_is_said_beside_the_field(signed_out: Client, missing: str) -> None:
    typed = {"name": "Robin", "password": "something long"} | {missing: ""}
    refused = signed_out.post("/in/", typed)
    assert refused.status_code == 422 and f'id="id_{missing}_error"'.encode() in refused.content


def test_signing_out_deletes_the_row(cast: Cast) -> None:
    cast.R.sign_out()
    assert not Session.objects.exists()
    assert cast.R.client.get("/n/path/").status_code == 303


def test_signing_in_renews_the_device_cookie(cast: Cast) -> None:
    name = devices.cookie_name(cast.R.id)
    value = cast.R.client.cookies[name].value
    again = cast.R.client.post("/in/", sent(cast.R))
    assert again.cookies[name].value == value and again.cookies[name]["max-age"] == 400 * 24 * 3600
    assert Device.objects.count() == 1


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("/n/t09/", "/room/?to=%2Fn%2Ft09%2F"),
        ("//evil.example/", "/room/"),
        ("https://evil.example/", "/room/"),
        ("/\\evil.example", "/room/"),
        ("/room/", "/room/"),
        ("/out/", "/room/"),
        ("/n/t09/list/?words=private", "/room/?to=%2Fn%2Ft09%2Flist%2F"),
    ],
)
def test_after_the_door_one_goes_where_one_wanted_but_never_elsewhere(cast: Cast, to: str, where: str) -> None:
    cast.R.sign_out()
    assert cast.R.client.post("/in/", sent(cast.R, to=to))["Location"] == where


# -- a browser that is not known -----------------------------------------------------------------------


def test_an_unknown_browser_cannot_tell_whether_a_name_is_there(cast: Cast, signed_out: Client) -> None:
    pages = [
        signed_out.post("/in/", sent(cast.R)),
        signed_out.post("/in/", {"name": cast.R.name, "password": "wrong, and long enough"}),
        signed_out.post("/in/", {"name": "Nobody", "password": cast.R.password}),
    ]
    assert {page.status_code for page in pages} == {403}
    assert len({alike(page.content) for page in pages}) == 1
    assert b"/in/new-device/" in pages[0].content and b"/in/kit/" in pages[0].content


def test_every_refusal_costs_one_derivation(cast: Cast, signed_out: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "ABCDE12345"
    tries = [
        ("/in/", sent(cast.R)),
        ("/in/", {"name": "Nobody", "password": "something"}),
        ("/in/kit/", {"name": "Nobody", "password": "something", "code": "A" * 26, "phrase": "some"}),
        ("/in/kit/", sent(cast.R, code="A" * 26, phrase="some")),
        ("/in/new-device/", {"name": "Nobody", "password": "something", "code": code}),
        ("/in/new-device/", sent(cast.R, code=code)),
    ]
    spent: list[int] = []
    stretch = derive.stretch
    monkeypatch.setattr(derive, "stretch", lambda *given: spent.append(1) or stretch(*given))
    for address, typed in tries:
        spent.clear()
        assert signed_out.post(address, typed).status_code == 403
        assert len(spent) == 1, address


def test_a_device_that_was_ended_is_unknown_again(cast: Cast) -> None:
    cast.R.sign_out()
    Device.objects.all().delete()
    assert cast.R.client.post("/in/", sent(cast.R)).status_code == 403


def test_the_cookie_of_one_account_does_not_stand_for_another(cast: Cast, signed_out: Client) -> None:
    theirs = cast.B.client.cookies[devices.cookie_name(cast.B.id)].value
    signed_out.cookies[devices.cookie_name(cast.R.id)] = theirs
    assert signed_out.post("/in/", sent(cast.R)).status_code == 403


@pytest.mark.parametrize("nonsense", ["", "AAAA", "%%%", "A" * 64, "ä"])
def test_a_device_cookie_made_of_nonsense_is_no_device(cast: Cast, signed_out: Client, nonsense: str) -> None:
    signed_out.cookies[devices.cookie_name(cast.R.id)] = nonsense
    assert signed_out.post("/in/", sent(cast.R)).status_code == 403


def test_a_short_code_lets_a_new_browser_in_once(cast: Cast, signed_out: Client, clock: Clock) -> None:
    code = short_code_of(cast.R, clock)
    inside = signed_out.post("/in/new-device/", sent(cast.R, code=f"{code[:5]} {code[5:].lower()}"))
    assert inside.status_code == 303 and Device.objects.count() == 2
    assert signed_out.post("/room/", {"pin": cast.R.pin}).status_code == 303
    third = Client()
    assert third.post("/in/new-device/", sent(cast.R, code=code)).status_code == 403
    signed_out.post("/out/")
    assert signed_out.post("/in/", sent(cast.R)).status_code == 303


def test_a_short_code_is_void_after_ten_minutes(cast: Cast, signed_out: Client, clock: Clock) -> None:
    code = short_code_of(cast.R, clock)
    clock.go(minutes=11)
    assert signed_out.post("/in/new-device/", sent(cast.R, code=code)).status_code == 403


def test_a_short_code_without_the_password_lets_nobody_in(cast: Cast, signed_out: Client, clock: Clock) -> None:
    code = short_code_of(cast.R, clock)
    typed = {"name": cast.R.name, "password": "a guess of mine", "code": code}
    assert signed_out.post("/in/new-device/", typed).status_code == 403
    assert Device.objects.count() == 1 and vault_of(signed_out) is None


def test_the_kit_lets_a_new_browser_in_at_once(cast: Cast, signed_out: Client) -> None:
    code = kit_of(cast.R)
    inside = signed_out.post("/in/kit/", sent(cast.R, code=code, phrase=PHRASE))
    assert inside.status_code == 303 and Device.objects.count() == 2
    assert signed_out.post("/room/", {"pin": cast.R.pin}).status_code == 303


@pytest.mark.parametrize("wrong", ["password", "code", "phrase"])
def test_the_kit_needs_all_of_its_parts(cast: Cast, signed_out: Client, wrong: str) -> None:
    typed = sent(cast.R, code=kit_of(cast.R), phrase=PHRASE) | {wrong: "0" * 26}
    refused = signed_out.post("/in/kit/", typed)
    assert refused.status_code == 403 and vault_of(signed_out) is None
    assert PHRASE.encode() not in refused.content and cast.R.password.encode() not in refused.content


def test_whoever_chose_any_device_needs_only_the_password(cast: Cast, signed_out: Client) -> None:
    vault = cast.R.vault
    changes.change_binding(vault.keys, vault.room_key, cast.R.password, cast.R.pin, False)
    assert signed_out.post("/in/", sent(cast.R)).status_code == 303
    assert signed_out.post("/room/", {"pin": cast.R.pin}).status_code == 303


# -- half a sign-in ------------------------------------------------------------------------------------


def half_signed_in(person: Person) -> Client:
    """The password is done, the second factor is not."""
    session = SessionStore()
    session.create()
    access.admit(session, person.vault.keys)
    session.save()
    client = Client()
    assert session.session_key is not None
    client.cookies["s"] = session.session_key
    client.cookies[devices.cookie_name(person.id)] = person.client.cookies[devices.cookie_name(person.id)].value
    return client


def test_a_session_between_the_two_factors_is_nobody(cast: Cast) -> None:
    client = half_signed_in(cast.R)
    assert vault_of(client) is None
    assert client.get("/room/")["Location"].startswith("/in/")
    assert client.post("/room/", {"pin": cast.R.pin}).status_code == 403
    assert client.get("/n/path/").status_code == 303
    assert cast.R.name.encode() not in client.get("/").content


def test_django_alone_does_not_open_the_vault(cast: Cast) -> None:
    """A row that says who is signed in, without the key, is nothing (R21)."""
    session = SessionStore()
    session.create()
    session[SESSION_KEY] = str(cast.R.id)
    session.save()
    client = Client()
    assert session.session_key is not None
    client.cookies["s"] = session.session_key
    assert vault_of(client) is None and client.get("/n/path/").status_code == 303


def test_the_backend_says_yes_only_where_the_door_opens(cast: Cast) -> None:
    known, unknown = _with_cookies(cast.R.client), RequestFactory().get("/")
    backend = DoorBackend()
    assert backend.authenticate(known, cast.R.name, cast.R.password) == cast.R.account
    assert backend.authenticate(known, cast.R.name, "something else") is None
    assert backend.authenticate(unknown, cast.R.name, cast.R.password) is None
    assert backend.authenticate(None, cast.R.name, cast.R.password) is None
    assert not cast.R.account.check_password(cast.R.password)


# -- stolen halves -------------------------------------------------------------------------------------


def test_a_stolen_cookie_is_worth_nothing_once_the_row_is_gone(cast: Cast) -> None:
    thief = Client()
    thief.cookies["s"] = cast.R.client.cookies["s"].value
    Session.objects.all().delete()
    assert vault_of(thief) is None and thief.get("/n/path/").status_code == 303


def test_a_stolen_row_is_worth_nothing_without_its_cookie(cast: Cast) -> None:
    cookie, row = cast.R.client.cookies["s"].value, Session.objects.get()
    key = cast.R.vault.keys.vault_key
    assert cookie.encode() not in bytes(row.id) + bytes(row.data) + bytes(row.room or b"")
    assert key not in bytes(row.data) and (cast.R.vault.room_key or b"-") not in bytes(row.room or b"")
    thief = Client()
    own = SessionStore()
    own.create()
    Session.objects.filter(pk=own.row_id).update(data=row.data, room=row.room, person=row.person)
    assert own.session_key is not None
    thief.cookies["s"] = own.session_key
    assert vault_of(thief) is None


# -- time ----------------------------------------------------------------------------------------------


def test_a_quarter_of_an_hour_without_a_page_signs_out(cast: Cast, clock: Clock) -> None:
    cast.R.client.get("/n/path/")
    clock.go(minutes=14)
    assert vault_of(cast.R.client) is not None
    clock.go(minutes=16)
    assert vault_of(cast.R.client) is None


def test_twelve_hours_sign_out_even_the_busiest(cast: Cast, clock: Clock) -> None:
    assert cast.R.id
    for _ in range(12 * 6 - 1):
        clock.go(minutes=10)
        assert vault_of(cast.R.client) is not None
    clock.go(minutes=10)
    assert vault_of(cast.R.client) is None


@pytest.mark.parametrize("jump", [timedelta(days=-2), timedelta(days=3650)])
def test_a_clock_that_jumps_makes_no_session_immortal(cast: Cast, clock: Clock, jump: timedelta) -> None:
    assert cast.R.id
    clock.now += jump
    assert vault_of(cast.R.client) is None
    clock.now -= jump
    clock.go(minutes=16)
    assert vault_of(cast.R.client) is None


def test_a_sweep_deletes_what_is_over(cast: Cast, clock: Clock) -> None:
    assert cast.R.id
    sweep(clock.go(minutes=16))
    assert not Session.objects.exists()
