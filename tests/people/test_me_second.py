"""The second factor: set up, asked for, refused when wrong or used before; nothing opens in between."""

import base64
import re
import time
from types import SimpleNamespace
from unittest import mock
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.conftest import Cast, Person, vault_of


def address(name: str, *args: int) -> str:
    return reverse(f"people:{name}", args=args)


def code_at(secret: str, moment: float) -> str:
    return format_hotp_value(hotp_value(secret, int(moment) // 30))


def set_up(person: Person) -> str:
    """Switch an app on; returns its secret. It uses up the code before the present one, while the clock stands."""
    assert (
        person.client.post(address("second_app"), {"uid": uuid4(), "password_again": person.password}).status_code
        == 303
    )
    page = person.client.get(address("second_app")).content.decode()
    found = re.search(r'class="code">([A-Z2-7 ]+)<', page)
    assert found
    secret = found.group(1).replace(" ", "")
    now = time.time()
    with mock.patch.object(auth, "time", SimpleNamespace(time=lambda: now)):
        answer = person.client.post(address("second_app"), {"code": code_at(secret, now - 30)})
    assert answer.status_code == 303, answer.content.decode()
    return secret


@pytest.fixture
def with_app(cast: Cast) -> tuple[Person, str]:
    return cast.R, set_up(cast.R)


def half_in(person: Person) -> None:
    person.sign_out()
    answer = person.client.post("/in/", {"name": person.name, "password": person.password})
    assert answer["Location"] == "/in/2/"


def test_after_the_password_the_app_s_code_is_asked_for_and_opens(with_app: tuple[Person, str]) -> None:
    R, secret = with_app
    half_in(R)
    assert "One thing more" in R.client.get("/in/2/").content.decode()
    assert R.client.post("/in/2/", {"code": code_at(secret, time.time())}).status_code == 303
    assert vault_of(R.client) is not None
    R.open_room()


def test_between_the_two_factors_nothing_opens(with_app: tuple[Person, str]) -> None:
    R, _secret = with_app
    half_in(R)
    assert vault_of(R.client) is None
    for path in ("/n/me/", "/n/me/devices/", "/room/", "/n/me/export/"):
        assert R.client.get(path)["Location"].startswith("/in/"), path
    R.client.post("/room/", {"pin": R.pin})
    assert vault_of(R.client) is None


def test_a_wrong_code_is_refused_beside_the_field(with_app: tuple[Person, str]) -> None:
    R, _secret = with_app
    half_in(R)
    for wrong in ("000000", "", "x" * 500, "١٢٣٤٥٦"):
        answer = R.client.post("/in/2/", {"code": wrong})
        assert answer.status_code == 422
    assert vault_of(R.client) is None


def test_a_code_that_was_used_once_is_refused_a_second_time(with_app: tuple[Person, str]) -> None:
    R, secret = with_app
    code = code_at(secret, time.time())
    half_in(R)
    R.client.post("/in/2/", {"code": code})
    assert vault_of(R.client) is not None
    half_in(R)
    answer = R.client.post("/in/2/", {"code": code})
    assert answer.status_code == 422
    assert vault_of(R.client) is None


def test_a_used_code_is_refused_for_as_long_as_it_would_be_taken(with_app: tuple[Person, str], monkeypatch) -> None:  # type: ignore[no-untyped-def]
    R, secret = with_app
    now = time.time()
    code = code_at(secret, now)
    half_in(R)
    R.client.post("/in/2/", {"code": code})
    half_in(R)
    monkeypatch.setattr(time, "time", lambda: now + 31)
    assert R.client.post("/in/2/", {"code": code}).status_code == 422


def test_many_wrong_codes_have_to_wait(with_app: tuple[Person, str]) -> None:
    R, secret = with_app
    half_in(R)
    for _try in range(6):
        answer = R.client.post("/in/2/", {"code": "000000"})
    assert "Please wait 2 seconds" in answer.content.decode()
    assert R.client.post("/in/2/", {"code": code_at(secret, time.time())}).status_code == 422


def test_the_secret_is_sealed_and_no_time_is_kept(with_app: tuple[Person, str]) -> None:
    R, secret = with_app
    half_in(R)
    R.client.post("/in/2/", {"code": code_at(secret, time.time())})
    row = Authenticator.objects.get()
    raw = base64.b32decode(secret)
    assert secret not in str(row.data)
    assert raw not in base64.b64decode(row.data["secret"])
    assert row.last_used_at is None
    assert row.created_at.year == 2000


def test_a_new_device_is_let_in_only_after_both_factors(with_app: tuple[Person, str]) -> None:
    R, secret = with_app
    R.client.post(address("device_new"), {"uid": uuid4(), "password_again": R.password})
    page = R.client.get(address("device_code")).content.decode()
    code = re.findall(r'class="big code">([^<]+)<', page)[0]
    browser = Client()
    answer = browser.post("/in/new-device/", {"name": R.name, "password": R.password, "code": code})
    assert answer["Location"] == "/in/2/"
    assert not any(name.startswith("d-") for name in browser.cookies)
    browser.post("/in/2/", {"code": code_at(secret, time.time())})
    assert any(name.startswith("d-") for name in browser.cookies)
    assert vault_of(browser) is not None


def test_it_can_be_removed_again_and_then_the_password_is_enough(with_app: tuple[Person, str]) -> None:
    R, _secret = with_app
    assert R.client.post(address("second_remove", 0), {"remove": "1"}).status_code == 303
    assert not Authenticator.objects.exists()
    R.sign_out()
    R.sign_in()
    assert vault_of(R.client) is not None


def test_no_second_factor_is_added_or_removed_without_the_password_once_more(cast: Cast) -> None:
    R = cast.R
    assert "Is it still you" in R.client.get(address("second_app")).content.decode()
    assert R.client.post(address("second_app"), {"code": "123456"}).status_code == 200
    assert "Is it still you" in R.client.get(address("second_key")).content.decode()
    assert R.client.post(address("second_app"), {"uid": uuid4(), "password_again": "wrong wrong"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_a_wrong_first_code_switches_nothing_on(cast: Cast) -> None:
    R = cast.R
    R.client.post(address("second_app"), {"uid": uuid4(), "password_again": R.password})
    R.client.get(address("second_app"))
    assert R.client.post(address("second_app"), {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_nobody_can_remove_the_key_of_another(with_app: tuple[Person, str], cast: Cast) -> None:
    cast.B.client.post(address("second_app"), {"uid": uuid4(), "password_again": cast.B.password})
    cast.B.client.post(address("second_remove", 0), {"remove": "1"})
    cast.B.client.post(address("second_remove", Authenticator.objects.get().pk), {"remove": "1"})
    assert Authenticator.objects.count() == 1


def test_changing_everything_drops_it(with_app: tuple[Person, str]) -> None:
    R, _secret = with_app
    new = {"new_password": "brave turnip under canvas", "new_pin": "927461"}
    again = {f"{name}2": value for name, value in new.items()}
    answer = R.client.post(address("everything"), {"uid": uuid4(), "password_again": R.password, **new, **again})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "credential", ["", "null", "{}", "[]", "5", '{"id": 5}', '{"id":"x","response":{}}', "no json"]
)
def test_a_key_s_answer_that_is_none_is_refused(cast: Cast, credential: str) -> None:
    R = cast.R
    R.client.post(address("second_key"), {"uid": uuid4(), "password_again": R.password})
    R.client.get(address("second_key"))
    answer = R.client.post(address("second_key"), {"name": "x", "credential": credential})
    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


def test_the_second_door_page_is_for_somebody_half_in_only(signed_out: Client) -> None:
    assert signed_out.get("/in/2/")["Location"].startswith("/in/")
    assert signed_out.post("/in/2/", {"code": "123456"})["Location"].startswith("/in/")
