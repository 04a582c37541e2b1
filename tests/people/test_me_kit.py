"""The kit: made once, shown until it is on paper, void when replaced; and the way back in after three days."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldseam.vault import changes
from goldseam.vault.models import Recovery
from tests.conftest import Cast, Person, vault_of

PHRASE = "seven violet harbour gates"
PASSWORD, PIN = "brave turnip under canvas", "927461"


def address(name: str) -> str:
    return reverse(f"people:{name}")


def form(person: Person, **other: str) -> dict[str, object]:
    return {"uid": uuid4(), "phrase": PHRASE, "phrase2": PHRASE, "password_again": person.password, **other}


def made(person: Person) -> str:
    answer = person.client.post(address("kit"), form(person))
    assert answer.status_code == 303, answer.content.decode()
    return shown(person)


def shown(person: Person) -> str:
    found = re.search(r'class="big code">([0-9A-Z-]+)<', person.client.get(address("kit_code")).content.decode())
    assert found
    return found.group(1)


def ask(person: Person, code: str, phrase: str = PHRASE, name: str = "") -> str:
    given = {"uid": uuid4(), "name": name or person.name, "code": code, "phrase": phrase}
    return Client().post(address("kit_wait"), given).content.decode()


def end(person: Person, code: str, phrase: str = PHRASE, browser: Client | None = None) -> Client:
    browser = browser or Client()
    given = {"name": person.name, "code": code, "phrase": phrase, "new_password": PASSWORD, "new_pin": PIN}
    browser.post(address("kit_end"), {**given, "new_password2": PASSWORD, "new_pin2": PIN})
    return browser


@pytest.fixture
def later(monkeypatch):  # type: ignore[no-untyped-def]
    def move(by: timedelta) -> None:
        moment = timezone.now() + by
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move


def test_the_code_has_26_characters_and_is_shown_until_it_is_on_paper(cast: Cast) -> None:
    code = made(cast.R)
    assert len(code.replace("-", "")) == 26
    assert shown(cast.R) == code
    cast.R.client.post(address("kit_code"))
    assert cast.R.client.get(address("kit_code")).status_code == 303
    assert code not in cast.R.client.get(address("kit")).content.decode()


def test_the_kit_lets_a_new_device_in_at_once_with_the_password(cast: Cast) -> None:
    code = made(cast.R)
    browser = Client()
    browser.post("/in/kit/", {"name": cast.R.name, "password": cast.R.password, "code": code, "phrase": PHRASE})
    assert vault_of(browser) is not None
    browser.post("/room/", {"pin": cast.R.pin})
    opened = vault_of(browser)
    assert opened is not None and opened.room is not None


def test_a_second_kit_voids_the_first_and_the_same_form_twice_does_not(cast: Cast) -> None:
    twice = form(cast.R)
    cast.R.client.post(address("kit"), twice)
    first = shown(cast.R)
    cast.R.client.post(address("kit"), twice)
    assert shown(cast.R) == first
    second = made(cast.R)
    assert "do not belong together" in ask(cast.R, first)
    assert "The wait has begun" in ask(cast.R, second)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phrase", "one two three"),
        ("phrase", "password password1"),
        ("phrase", "x" * 300),
        ("phrase", ""),
        ("phrase2", "something else it is not"),
        ("password_again", "wrong wrong wrong"),
    ],
)
def test_a_slip_makes_no_kit_and_sends_nothing_secret_back(cast: Cast, field: str, value: str) -> None:
    answer = cast.R.client.post(address("kit"), form(cast.R, **{field: value}))
    assert answer.status_code == 422
    assert not Recovery.objects.exists()
    assert PHRASE not in answer.content.decode()


def test_doing_without_is_kept_and_voids_a_kit_that_is_there(cast: Cast) -> None:
    made(cast.R)
    cast.R.client.post(address("kit_none"), {"uid": uuid4()})
    assert not Recovery.objects.exists()
    assert "You chose to do without" in cast.R.client.get(address("me")).content.decode()
    assert "There is no kit yet" not in cast.R.client.get(address("me")).content.decode()
    made(cast.R)
    assert "Made." in cast.R.client.get(address("me")).content.decode()


def test_after_three_days_code_and_phrase_give_a_new_password_and_pin_and_the_room_is_as_it_was(  # type: ignore[no-untyped-def]
    cast: Cast, later
) -> None:
    R = cast.R
    R.room.append("t49", {"text": "still here"}, id=uuid4(), now=timezone.now())
    code = made(R)
    assert "The wait has begun" in ask(R, code)
    assert vault_of(end(R, code)) is None
    later(timedelta(hours=72, seconds=1))
    assert "The wait is over" in ask(R, code)
    browser = end(R, code)
    assert vault_of(browser) is not None
    browser.post("/room/", {"pin": PIN})
    opened = vault_of(browser)
    assert opened is not None and opened.room is not None
    assert [entry.body["text"] for entry in opened.room.every()] == ["still here"]
    R.sign_out()
    R.client.post("/in/", {"name": R.name, "password": R.password})
    assert vault_of(R.client) is None


def test_every_page_of_an_open_session_says_that_somebody_waits_and_stops_it(cast: Cast, later) -> None:  # type: ignore[no-untyped-def]
    code = made(cast.R)
    ask(cast.R, code)
    for path in ("/", "/n/me/", "/n/me/devices/", "/h/"):
        assert "Somebody has asked for a new password" in cast.R.client.get(path).content.decode(), path
    assert "Somebody has asked" not in cast.B.client.get("/n/me/").content.decode()
    cast.R.client.post(address("kit_stop"))
    assert "Somebody has asked" not in cast.R.client.get("/n/me/").content.decode()
    later(timedelta(hours=73))
    assert vault_of(end(cast.R, code)) is None


def test_it_can_be_stopped_with_the_room_shut(cast: Cast) -> None:
    ask(cast.R, made(cast.R))
    cast.R.lock()
    assert "Somebody has asked" in cast.R.client.get("/n/me/").content.decode()
    cast.R.client.post(address("kit_stop"))
    assert changes.recovery_due(cast.R.id) is None


def test_nobody_can_stop_the_wait_of_another(cast: Cast) -> None:
    ask(cast.R, made(cast.R))
    cast.B.client.post(address("kit_stop"))
    assert changes.recovery_due(cast.R.id) is not None


@pytest.mark.parametrize("wrong", ["code", "phrase", "name"])
def test_one_wrong_part_starts_nothing_and_the_answer_does_not_say_which(cast: Cast, wrong: str) -> None:
    code = made(cast.R)
    given = {"code": code, "phrase": PHRASE, "name": cast.R.name} | {wrong: "0" * 26}
    page = ask(cast.R, given["code"], given["phrase"], given["name"])
    assert "Name, code and phrase do not belong together" in page
    assert changes.recovery_due(cast.R.id) is None


def test_asking_twice_does_not_begin_the_wait_anew(cast: Cast, later) -> None:  # type: ignore[no-untyped-def]
    code = made(cast.R)
    ask(cast.R, code)
    before = changes.recovery_due(cast.R.id)
    later(timedelta(hours=1))
    ask(cast.R, code)
    assert changes.recovery_due(cast.R.id) == before


def test_a_kit_cannot_be_made_before_there_is_a_room(db: None) -> None:
    person = Person("Nobody Yet", "quiet orchard lantern nine", "482915")
    person.client.get("/new/")
    person.client.post("/new/", {"uid": uuid4(), "name": person.name, "password": person.password})
    assert person.client.get(address("kit")).status_code == 303
