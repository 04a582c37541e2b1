"""Joining: a name, a password and nothing else; what is refused; the same form sent twice."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from goldseam.people.models import Account, Device
from goldseam.people.secrets import against_password
from goldseam.safety.joining import limits, steward_line
from goldseam.vault import changes, doors
from goldseam.vault.models import Person as Keys
from tests.conftest import Cast, vault_of

GOOD = "wooden spoons over lakes"


def form(name: str = "Robin", password: str = GOOD, **more: object) -> dict[str, object]:
    return {"uid": uuid4(), "name": name, "password": password, **more}


def test_a_name_and_a_password_are_all_that_is_asked(signed_out: Client) -> None:
    page = signed_out.get("/new/").content.decode()
    main = page[page.index("<main") :]
    assert re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', main) == [
        "csrfmiddlewaretoken",
        "uid",
        "name",
        "password",
    ]


def test_the_honest_limits_and_who_runs_the_server_are_said_before_joining(signed_out: Client) -> None:
    page = signed_out.get("/new/").content.decode()
    assert steward_line("unsaid") in page
    assert len(limits("unsaid")) == 4
    assert all(sentence in page for sentence in limits("unsaid"))


def test_joining_signs_in_at_once_and_leads_to_choosing_a_pin(signed_out: Client) -> None:
    made = signed_out.post("/new/", form())
    assert (made.status_code, made["Location"]) == (303, "/room/")
    vault = vault_of(signed_out)
    assert vault is not None and vault.room is None and not vault.has_room
    assert b"Choose a PIN" in signed_out.get("/room/").content


def test_the_browser_is_let_in_by_a_cookie_no_script_can_read(signed_out: Client) -> None:
    signed_out.post("/new/", form())
    name = next(name for name in signed_out.cookies if name.startswith("d-"))
    cookie = signed_out.cookies[name]
    assert re.fullmatch(r"d-[0-9a-f]{8}", name)
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/" and not cookie["domain"]
    assert cookie["max-age"] == 400 * 24 * 3600
    assert Device.objects.count() == 1
    assert cookie.value.encode() not in bytes(Device.objects.get().id)


def test_what_is_stored_of_a_person_is_a_name_and_no_time(cast: Cast) -> None:
    assert cast.R.id
    assert {f.name for f in Account._meta.get_fields() if f.concrete} == {"id", "name", "folded"}
    assert {f.name for f in Device._meta.get_fields() if f.concrete} == {"id", "person", "label"}


def test_a_fresh_account_is_as_closed_as_it_can_be(cast: Cast) -> None:
    row = Keys.objects.get(pk=cast.R.id)
    assert row.device_bound and row.room_key is not None
    assert not changes.has_kit(cast.R.id)
    assert cast.R.account.has_perm("anything") is False


@pytest.mark.parametrize("taken", ["Robin", "robin", "ROBIN", "  Robin ", "Ｒobin"])
def test_a_taken_name_is_said_beside_the_field_and_the_password_is_not_sent_back(cast: Cast, taken: str) -> None:
    assert cast.R.id
    again = Client().post("/new/", form(name=taken))
    page = again.content.decode()
    assert again.status_code == 422
    assert 'id="id_name_error"' in page and "has this name already" in page
    assert GOOD not in page and taken.strip() in page
    assert Account.objects.count() == 1 and Keys.objects.count() == 1


def test_names_of_every_alphabet_are_compared_without_regard_to_case(signed_out: Client) -> None:
    assert signed_out.post("/new/", form(name="Élodie")).status_code == 303
    assert Client().post("/new/", form(name="éLODIE")).status_code == 422


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Please fill this in."),
        ("   ", "Please fill this in."),
        ("a", "from 2 to 40"),
        ("a" * 41, "from 2 to 40"),
        ("a" * 5000, "too long"),
        ("Ro\x00bin", "type this again"),
        ("Ro\u202ebin", "letters, digits and spaces"),
        ("Ro\x07bin", "letters, digits and spaces"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_the_field(signed_out: Client, name: str, why: str) -> None:
    refused = signed_out.post("/new/", form(name=name))
    assert refused.status_code == 422
    assert why in refused.content.decode()
    assert not Account.objects.exists() and not Keys.objects.exists()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "Please fill this in."),
        ("short", "at least 10"),
        ("a" * 201, "at most 200"),
        ("password123456", "easy to guess"),
        ("Robin Robin Robin", "easy to guess"),
        ("robinrobin", "easy to guess"),
        ("qwertyuiop", "easy to guess"),
        ("aaaaaaaaaaaaaa", "easy to guess"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_the_name_is_kept(signed_out: Client, password: str, why: str) -> None:
    refused = signed_out.post("/new/", form(password=password))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'id="id_password_error"' in page and 'value="Robin"' in page
    assert why in page or "would be tried" in page
    assert not password or f'"{password}"' not in page
    assert not Account.objects.exists() and not Keys.objects.exists()


def test_a_password_may_hold_spaces_and_every_alphabet_and_is_kept_as_typed(signed_out: Client) -> None:
    password = "  пятнадцать жёлтых 鯨 "
    assert against_password(password) is None
    assert signed_out.post("/new/", form(password=password)).status_code == 303
    signed_out.post("/out/")
    assert signed_out.post("/in/", {"name": "Robin", "password": password.strip()}).status_code == 403
    assert signed_out.post("/in/", {"name": "Robin", "password": password}).status_code == 303


def test_the_same_form_sent_twice_makes_one_account_and_lets_in(signed_out: Client) -> None:
    signed_out.get("/new/")
    seed = signed_out.cookies["n"].value
    sent = form()
    assert signed_out.post("/new/", sent).status_code == 303
    assert signed_out.cookies["n"].value == ""
    signed_out.cookies["n"] = seed  # the press that came second left before the first was answered
    assert signed_out.post("/new/", sent).status_code == 303
    assert Account.objects.count() == Keys.objects.count() == 1
    assert vault_of(signed_out) is not None


def test_when_the_answer_was_lost_sending_the_form_again_lets_the_same_browser_in(signed_out: Client) -> None:
    signed_out.get("/new/")
    sent = form()
    lost = Client()
    lost.cookies["n"] = signed_out.cookies["n"].value
    assert lost.post("/new/", sent).status_code == 303
    assert signed_out.post("/new/", sent).status_code == 303
    assert signed_out.post("/room/", {"pin": "482915", "again": "482915"}).status_code == 303
    signed_out.post("/out/")
    assert signed_out.post("/in/", {"name": "Robin", "password": GOOD}).status_code == 303


def test_knowing_the_key_of_the_form_lets_no_other_browser_in(signed_out: Client) -> None:
    signed_out.get("/new/")
    sent = form()
    signed_out.post("/new/", sent)
    other = Client()
    assert other.post("/new/", sent).status_code == 422
    other.get("/new/")
    assert other.post("/new/", sent).status_code == 422
    assert vault_of(other) is None


def test_a_form_that_did_not_arrive_whole_still_makes_an_account(signed_out: Client) -> None:
    assert signed_out.post("/new/", form(uid="nonsense")).status_code == 303


def test_an_account_can_be_made_by_a_browser_that_never_saw_the_form_page(signed_out: Client) -> None:
    assert signed_out.post("/new/", form()).status_code == 303
    signed_out.post("/out/")
    assert signed_out.post("/in/", {"name": "Robin", "password": GOOD}).status_code == 303


def test_keys_without_an_account_are_taken_back_when_the_name_went_to_somebody_else(
    signed_out: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = doors.create

    def meanwhile(*args: object) -> object:
        Account.objects.create(name="robin")
        return create(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(doors, "create", meanwhile)
    assert signed_out.post("/new/", form()).status_code == 422
    assert not Keys.objects.exists()


def test_whoever_is_signed_in_is_not_asked_to_join_again(cast: Cast) -> None:
    assert cast.R.client.get("/new/").status_code == 303


def test_accounts_cannot_be_made_by_the_hundred(signed_out: Client) -> None:
    for _ in range(20):
        assert signed_out.post("/new/", form(name="")).status_code == 422
    refused = signed_out.post("/new/", form())
    assert refused.status_code == 429 and "wait a minute" in refused.content.decode()
    assert 'value="Robin"' in refused.content.decode() and not Account.objects.exists()
