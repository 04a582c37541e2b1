"""Changing the locks: what opens afterwards, what does not, and what a wrong or missing answer changes (nothing)."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldseam.vault.models import Person as Row
from goldseam.vault.models import Session
from tests.conftest import Cast, Person, vault_of

NEW = "brave turnip under canvas"


def address(name: str) -> str:
    return reverse(f"people:{name}")


def state(person: Person) -> dict[str, object]:
    return Row.objects.filter(pk=person.id).values("auth", "vault_key", "room_key", "device_bound", "ring").get()


def password_form(person: Person, **other: str) -> dict[str, object]:
    return {"uid": uuid4(), "password_again": person.password, "new_password": NEW, "new_password2": NEW, **other}


def pin_form(person: Person, **other: str) -> dict[str, object]:
    return {"uid": uuid4(), "password_again": person.password, "new_pin": "927461", "new_pin2": "927461", **other}


def everything_form(person: Person, **other: str) -> dict[str, object]:
    return {**password_form(person), **pin_form(person), **other}


def can_sign_in(person: Person, password: str, client: Client | None = None) -> bool:
    browser = client or person.client
    browser.post("/out/")
    browser.post("/in/", {"name": person.name, "password": password})
    return vault_of(browser) is not None


def test_a_new_password_opens_and_the_old_one_does_not(cast: Cast) -> None:
    answer = cast.R.client.post(address("password"), password_form(cast.R))
    assert answer.status_code == 303
    assert not can_sign_in(cast.R, cast.R.password)
    assert can_sign_in(cast.R, NEW)


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(cast: Cast) -> None:
    R = cast.R
    other = Client()
    other.cookies.update({k: v for k, v in R.client.cookies.items() if k.startswith("d-")})
    other.post("/in/", {"name": R.name, "password": R.password})
    assert Session.objects.filter(person=R.vault.sessions_mark).count() == 2
    R.client.post(address("password"), password_form(R))
    assert vault_of(other) is None
    assert vault_of(R.client) is not None
    assert R.room.months() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password_again", "not the password at all"),
        ("password_again", ""),
        ("password_again", "x" * 5000),
        ("new_password", "short"),
        ("new_password", "password1234"),
        ("new_password", "a" * 300),
        ("new_password", ""),
        ("new_password2", "something quite different"),
        ("uid", "no uuid"),
    ],
)
def test_a_slip_in_changing_the_password_changes_nothing(cast: Cast, field: str, value: str) -> None:
    before = state(cast.R)
    answer = cast.R.client.post(address("password"), password_form(cast.R, **{field: value}))
    assert answer.status_code == 422
    assert state(cast.R) == before
    assert NEW not in answer.content.decode()
    assert cast.R.password not in answer.content.decode()


def test_the_password_is_asked_for_again_after_five_minutes_and_not_before(cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import time

    client = cast.R.client
    assert "password_again" in client.get(address("pin")).content.decode()
    assert client.post(address("pin"), pin_form(cast.R)).status_code == 303
    assert "password_again" not in client.get(address("pin")).content.decode()
    late = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: late)
    assert "password_again" in client.get(address("pin")).content.decode()


def test_wrong_passwords_at_a_weighty_act_grow_slow_like_those_at_the_door(cast: Cast) -> None:
    for _try in range(4):
        cast.R.client.post(address("pin"), pin_form(cast.R, password_again="wrong wrong wrong"))
    answer = cast.R.client.post(address("pin"), pin_form(cast.R))
    assert answer.status_code == 422
    assert "Please wait" in answer.content.decode()


def test_a_new_pin_opens_the_room_and_the_old_one_does_not(cast: Cast) -> None:
    R = cast.R
    R.client.post(address("pin"), pin_form(R))
    R.lock()
    R.client.post("/room/", {"pin": R.pin})
    assert R.vault.room is None
    R.client.post("/room/", {"pin": "927461"})
    assert R.vault.room is not None


@pytest.mark.parametrize(
    ("field", "value"), [("new_pin", "123456"), ("new_pin", "12"), ("new_pin", "abcdef"), ("new_pin2", "111222")]
)
def test_a_weak_or_mistyped_pin_changes_nothing(cast: Cast, field: str, value: str) -> None:
    before = state(cast.R)
    assert cast.R.client.post(address("pin"), pin_form(cast.R, **{field: value})).status_code == 422
    assert state(cast.R) == before


def test_any_device_may_sign_in_once_that_was_chosen_and_no_longer_when_it_was_taken_back(cast: Cast) -> None:
    R = cast.R
    form = {"uid": uuid4(), "password_again": R.password, "pin": R.pin}
    assert not can_sign_in(R, R.password, Client())
    R.sign_in()
    R.open_room()
    assert R.client.post(address("binding"), {**form, "wanted": "any"}).status_code == 303
    stranger = Client()
    assert can_sign_in(R, R.password, stranger)
    stranger.post("/room/", {"pin": R.pin})
    room = vault_of(stranger)
    assert room is not None and room.room is not None
    assert R.client.post(address("binding"), {**form, "wanted": "known"}).status_code == 303
    assert not can_sign_in(R, R.password, Client())
    assert not can_sign_in(R, R.password, stranger)
    assert can_sign_in(R, R.password)
    R.open_room()
    assert R.vault.room is not None


def test_a_wrong_pin_does_not_become_the_pin_by_changing_the_binding(cast: Cast) -> None:
    before = state(cast.R)
    form = {"uid": uuid4(), "password_again": cast.R.password, "pin": "555444", "wanted": "any"}
    answer = cast.R.client.post(address("binding"), form)
    assert answer.status_code == 422
    assert state(cast.R) == before


def test_changing_everything_keeps_what_was_written_and_opens_only_with_the_new_locks(cast: Cast) -> None:
    R = cast.R
    R.room.append("t49", {"text": "kept through it all"}, id=uuid4(), now=timezone.now())
    mark = R.vault.sessions_mark
    answer = R.client.post(address("everything"), everything_form(R))
    assert answer.status_code == 200
    assert Session.objects.filter(person=mark).count() == 0
    assert not can_sign_in(R, R.password)
    assert can_sign_in(R, NEW)
    R.client.post("/room/", {"pin": "927461"})
    assert [entry.body["text"] for entry in R.room.every()] == ["kept through it all"]
    assert R.room.verify() == []


def test_changing_everything_ends_every_other_device(cast: Cast) -> None:
    R = cast.R
    old = {k: v.value for k, v in R.client.cookies.items()}
    R.client.post(address("everything"), everything_form(R))
    thief = Client()
    for name, value in old.items():
        thief.cookies[name] = value
    assert not can_sign_in(R, NEW, thief)
    assert not can_sign_in(R, R.password, thief)
    page = _devices(R)
    assert page.count("Rename") == 1
    assert "Computer" in page


def _devices(person: Person) -> str:
    assert can_sign_in(person, NEW)
    return person.client.get(address("devices")).content.decode()


def test_somebody_without_a_room_can_change_everything_too(db: None) -> None:
    person = Person("Nobody Yet", "quiet orchard lantern nine", "482915")
    person.client.get("/new/")
    person.client.post("/new/", {"uid": uuid4(), "name": person.name, "password": person.password})
    form = {name: value for name, value in everything_form(person).items() if "pin" not in name}
    assert person.client.post(address("everything"), form).status_code == 200
    assert can_sign_in(person, NEW)


def test_the_same_form_sent_twice_changes_the_password_once_and_says_so_twice(cast: Cast) -> None:
    form = password_form(cast.R)
    first = cast.R.client.post(address("password"), form)
    second = cast.R.client.post(address("password"), form)
    assert first.status_code == second.status_code == 303
    assert can_sign_in(cast.R, NEW)


def test_a_form_whose_room_shut_meanwhile_asks_for_the_pin_and_carries_no_secret_on(cast: Cast) -> None:
    cast.R.lock()
    answer = cast.R.client.post(address("pin"), pin_form(cast.R))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "927461" not in page
    assert cast.R.password not in page


def lost(person: Person, answer: object, before: dict[str, str]) -> None:
    """The answer never reached the browser: its cookies are what they were."""
    person.client.cookies.clear()
    for name, value in before.items():
        person.client.cookies[name] = value


def cookies(person: Person) -> dict[str, str]:
    return {name: cookie.value for name, cookie in person.client.cookies.items()}


def test_if_the_answer_is_lost_the_new_locks_still_open_in_this_browser(cast: Cast) -> None:
    R = cast.R
    R.client.get(address("everything"))
    before = cookies(R)
    lost(R, R.client.post(address("everything"), everything_form(R)), before)
    assert can_sign_in(R, NEW)
    R.client.post("/room/", {"pin": "927461"})
    assert R.vault.room is not None
    assert not any(name.startswith("e-") and value for name, value in cookies(R).items())
    assert can_sign_in(R, NEW)


def test_if_the_answer_is_lost_when_devices_are_asked_for_again_this_one_is_still_known(cast: Cast) -> None:
    R = cast.R
    form = {"password_again": R.password, "pin": R.pin}
    R.client.post(address("binding"), {**form, "uid": uuid4(), "wanted": "any"})
    R.client.get(address("binding"))
    before = cookies(R)
    lost(R, R.client.post(address("binding"), {**form, "uid": uuid4(), "wanted": "known"}), before)
    assert can_sign_in(R, R.password)
    R.open_room()
    assert R.vault.room is not None


def test_a_secret_that_was_only_handed_out_opens_nothing(cast: Cast) -> None:
    R = cast.R
    R.client.get(address("everything"))
    spare = next(value for name, value in cookies(R).items() if name.startswith("e-"))
    thief = Client()
    for name, value in cookies(R).items():
        if name != "s":
            thief.cookies[name] = value if not name.startswith("d-") else spare + value[-22:]
    assert not can_sign_in(R, R.password, thief)
    assert can_sign_in(R, R.password)


@pytest.mark.parametrize("wanted", ["", "all", None])
def test_a_binding_that_nobody_offered_changes_nothing(cast: Cast, wanted: str | None) -> None:
    before = state(cast.R)
    form = {"uid": uuid4(), "password_again": cast.R.password, "pin": cast.R.pin}
    answer = cast.R.client.post(address("binding"), form if wanted is None else {**form, "wanted": wanted})
    assert answer.status_code == 422
    assert state(cast.R) == before


def test_a_pin_chosen_after_the_session_ended_is_not_shown_on_the_page_that_says_so(signed_out: Client) -> None:
    page = signed_out.post("/room/", {"pin": "482915", "again": "482915"}).content.decode()
    assert "You were signed out" in page
    assert "482915" not in page
