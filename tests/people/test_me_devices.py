"""Which browsers may sign in: the list, its sealed names, ending one, a short code for a new one."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldseam.people.models import Device
from goldseam.vault.models import Session, Ticket
from tests.conftest import Cast, Person, vault_of


def address(name: str, *args: str) -> str:
    return reverse(f"people:{name}", args=args)


def code_of(person: Person) -> str:
    answer = person.client.post(address("device_new"), {"uid": uuid4(), "password_again": person.password})
    assert answer.status_code == 303, answer.content.decode()
    page = person.client.get(address("device_code")).content.decode()
    found = re.search(r'class="big code">([0-9A-Z]{5}-[0-9A-Z]{5})<', page)
    assert found
    return found.group(1)


def new_device(person: Person, code: str) -> Client:
    browser = Client()
    browser.post("/in/new-device/", {"name": person.name, "password": person.password, "code": code})
    return browser


def rows(person: Person) -> list[str]:
    page = person.client.get(address("devices")).content.decode()
    return re.findall(r"/n/me/devices/([\w-]{43})/end/", page)


def test_a_short_code_lets_a_new_device_in_once(cast: Cast) -> None:
    code = code_of(cast.R)
    assert vault_of(new_device(cast.R, code)) is not None
    assert vault_of(new_device(cast.R, code)) is None
    assert len(rows(cast.R)) == 2


def test_a_short_code_needs_the_password_too(cast: Cast) -> None:
    browser = Client()
    browser.post("/in/new-device/", {"name": cast.R.name, "password": "wrong wrong wrong", "code": code_of(cast.R)})
    assert vault_of(browser) is None


def test_no_code_without_the_password_once_more(cast: Cast) -> None:
    answer = cast.R.client.post(address("device_new"), {"uid": uuid4(), "password_again": "wrong wrong wrong"})
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_the_same_form_twice_keeps_the_code_that_is_shown(cast: Cast) -> None:
    form = {"uid": uuid4(), "password_again": cast.R.password}
    cast.R.client.post(address("device_new"), form)
    before = cast.R.client.get(address("device_code")).content
    cast.R.client.post(address("device_new"), form)
    found = re.compile(rb'class="big code">([^<]+)<')
    assert found.findall(before) == found.findall(cast.R.client.get(address("device_code")).content)


def test_the_picture_is_drawn_without_style_or_script(cast: Cast) -> None:
    code_of(cast.R)
    page = cast.R.client.get(address("device_code")).content.decode()
    picture = re.search(r"<svg.*?</svg>", page[page.index('class="big code"') :], re.S)
    assert picture
    assert "style" not in picture.group()
    assert "script" not in picture.group()


def test_a_code_is_shown_to_its_own_session_only_and_not_after_ten_minutes(cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    code_of(cast.R)
    assert cast.B.client.get(address("device_code")).status_code == 303
    late = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert cast.R.client.get(address("device_code"))["Location"] == address("device_new")


def test_an_ended_device_is_signed_out_and_cannot_come_back(cast: Cast) -> None:
    other = new_device(cast.R, code_of(cast.R))
    here, there = rows(cast.R)
    assert "cannot undo" in cast.R.client.get(address("device_end", there)).content.decode()
    assert cast.R.client.post(address("device_end", there), {"uid": uuid4()}).status_code == 303
    assert vault_of(other) is None
    other.post("/in/", {"name": cast.R.name, "password": cast.R.password})
    assert vault_of(other) is None
    assert vault_of(cast.R.client) is not None
    assert rows(cast.R) == [here]


def test_this_browser_can_be_forgotten_and_is_warned_about_without_a_kit(cast: Cast) -> None:
    here = rows(cast.R)[0]
    assert "You have no kit" in cast.R.client.get(address("device_end", here)).content.decode()
    cast.R.client.post(address("device_end", here), {"uid": uuid4(), "password_again": cast.R.password})
    assert vault_of(cast.R.client) is None
    assert not Device.objects.exists()


def test_nobody_can_end_or_rename_the_device_of_another(cast: Cast) -> None:
    row = rows(cast.R)[0]
    cast.B.client.post(address("device_end", row), {"uid": uuid4(), "password_again": cast.B.password})
    cast.B.client.post(address("device_name", row), {"label": "mine now"})
    assert rows(cast.R) == [row]
    assert "mine now" not in cast.R.client.get(address("devices")).content.decode()


def test_a_new_name_is_kept_sealed(cast: Cast) -> None:
    row = rows(cast.R)[0]
    answer = cast.R.client.post(address("device_name", row), {"label": "canaryphone"})
    assert answer.status_code == 303
    assert "canaryphone" in cast.R.client.get(address("devices")).content.decode()
    assert all(b"canaryphone" not in bytes(device.label) for device in Device.objects.all())


@pytest.mark.parametrize("label", ["", "   ", "x" * 41, "a\0b"])
def test_a_name_that_does_not_fit_is_refused_beside_the_field(cast: Cast, label: str) -> None:
    row = rows(cast.R)[0]
    answer = cast.R.client.post(address("device_name", row), {"label": label})
    assert answer.status_code == 422
    assert "Computer" in cast.R.client.get(address("devices")).content.decode()


@pytest.mark.parametrize("row", ["x", "a" * 43, "../../etc", "%00"])
def test_a_device_that_is_not_there_leads_back_to_the_list(cast: Cast, row: str) -> None:
    answer = cast.R.client.get(f"/n/me/devices/{row}/end/")
    assert answer.status_code in (303, 404)


def test_signing_out_everywhere_ends_this_session_too(cast: Cast) -> None:
    other = new_device(cast.R, code_of(cast.R))
    mark = cast.R.vault.sessions_mark
    assert Session.objects.filter(person=mark).count() == 2
    cast.R.client.post(address("out_everywhere"))
    assert vault_of(cast.R.client) is None
    assert vault_of(other) is None
    assert Session.objects.filter(person=mark).count() == 0
