"""Every page of Me opens, says who can see it, and shows nothing of the room while that is shut."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldseam.vault.models import Record, Session
from tests.conftest import Cast

SIGNED_IN = [
    "me",
    "discreet",
    "locks",
    "password",
    "devices",
    "device_new",
    "second",
    "second_app",
    "second_key",
    "erase",
]
IN_THE_ROOM = ["lock_time", "check", "pin", "binding", "everything", "kit", "kit_none"]
SIGNED_OUT = ["kit_wait", "kit_end", "gone", "discreet"]


@pytest.mark.parametrize("name", [*SIGNED_IN, *IN_THE_ROOM, *SIGNED_OUT])
def test_a_page_opens_with_a_neutral_title_and_no_inline_code(cast: Cast, name: str) -> None:
    answer = cast.R.client.get(reverse(f"people:{name}"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r"<title>Notes</title>", page)
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", IN_THE_ROOM)
def test_a_page_of_the_room_asks_for_the_pin_while_it_is_shut(cast: Cast, name: str) -> None:
    cast.R.lock()
    answer = cast.R.client.get(reverse(f"people:{name}"))
    assert answer.status_code == 303
    assert answer["Location"].startswith("/room/")


@pytest.mark.parametrize("name", sorted({*SIGNED_IN, *IN_THE_ROOM} - {"discreet"}))
def test_a_page_of_me_asks_a_stranger_to_sign_in(signed_out: Client, name: str) -> None:
    answer = signed_out.get(reverse(f"people:{name}"))
    assert answer.status_code == 303
    assert answer["Location"].startswith("/in/")


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_the_pages_for_somebody_signed_out_open(signed_out: Client, name: str) -> None:
    assert signed_out.get(reverse(f"people:{name}")).status_code == 200


def test_me_says_who_runs_the_server_and_the_four_limits(cast: Cast) -> None:
    page = cast.R.client.get(reverse("people:me")).content.decode()
    assert "who runs this server" in page
    assert page.count("<li>But that person could change the program") == 1


def test_until_there_is_a_kit_me_says_what_is_at_stake_once_something_is_kept(cast: Cast) -> None:
    address = reverse("people:me")
    assert "There is no kit yet" not in cast.R.client.get(address).content.decode()
    cast.R.room.append("t49", {"text": "one"}, id=uuid4(), now=timezone.now())
    assert "There is no kit yet" in cast.R.client.get(address).content.decode()


def test_the_check_says_that_all_is_as_it_was_left(cast: Cast) -> None:
    cast.R.room.append("t49", {"text": "one"}, id=uuid4(), now=timezone.now())
    assert "Your one entry is there" in cast.R.client.get(reverse("people:check")).content.decode()


def test_the_check_names_an_entry_that_was_exchanged(cast: Cast) -> None:
    cast.R.room.append("t49", {"text": "one"}, id=uuid4(), now=timezone.now())
    cast.R.room.append("t49", {"text": "two"}, id=uuid4(), now=timezone.now())
    row = Record.objects.get(seq=1)
    Record.objects.filter(seq=1).update(envelope=bytes(row.envelope[:-1]) + bytes([row.envelope[-1] ^ 1]))
    page = cast.R.client.get(reverse("people:check")).content.decode()
    assert "Entry 1" in page
    assert "Yes." not in page


def test_the_time_after_which_the_room_shuts_is_kept_and_used(cast: Cast) -> None:
    address = reverse("people:lock_time")
    answer = cast.R.client.post(address, {"uid": uuid4(), "idle": "2"})
    assert answer.status_code == 303
    row = Session.objects.get(person=cast.R.vault.sessions_mark)
    assert row.room_expires is not None
    assert (row.expires - row.room_expires).total_seconds() > 12 * 60
    assert re.search(r'value="2"[^>]*checked', cast.R.client.get(address).content.decode())


@pytest.mark.parametrize("idle", ["", "3", "600", "x"])
def test_another_time_is_refused_beside_the_field(cast: Cast, idle: str) -> None:
    answer = cast.R.client.post(reverse("people:lock_time"), {"uid": uuid4(), "idle": idle})
    assert answer.status_code == 422
    assert cast.R.room.head[0] == 0
