"""Erasing in thirty days: nothing changes until then, one press takes it back, and on the day everything is gone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from goldseam.people import leaving
from goldseam.people.models import Account, Leaving
from goldseam.vault import NotSaved, changes
from tests.conftest import Cast, Person, vault_of
from tests.people.test_me_erase import fill, left_of

LATER, STAY = "/n/me/erase/later/", "/n/me/erase/stay/"


def ask(person: Person, password: str = "") -> int:
    sent = {"uid": uuid4(), "password_again": password or person.password}
    return person.client.post(LATER, sent).status_code


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def test_asked_for_it_stands_for_thirty_days_and_says_the_day(cast: Cast) -> None:
    assert ask(cast.R) == 303
    due = leaving.due(cast.R.id)
    assert due == timezone.now().date() + timedelta(days=30)
    for page in (LATER, "/n/me/erase/", "/n/me/", "/n/t60/"):
        html = cast.R.client.get(page).content.decode()
        assert "will be erased on" in html and "Stay, and keep everything" in html, page


def test_a_wrong_password_asks_for_nothing(cast: Cast) -> None:
    assert ask(cast.R, "not my password") == 422
    assert not Leaving.objects.exists()


def test_until_the_day_nothing_changes(cast: Cast) -> None:
    fill(cast.R)
    ask(cast.R)
    assert leaving.sweep(in_days(29)) == 0
    assert cast.R.client.get("/").status_code == 200 and cast.R.room.months()


def test_on_the_day_everything_of_the_person_is_gone_and_nothing_of_anybody_else(cast: Cast) -> None:
    cast.B.room.append("t49", {"text": "mine"}, id=uuid4(), now=timezone.now())
    needles = fill(cast.R)
    ask(cast.R)
    assert leaving.sweep(in_days(30)) == 1
    assert left_of(*needles) == []
    assert not Account.objects.filter(name=cast.R.name).exists() and not Leaving.objects.exists()
    assert cast.B.room.months() and cast.B.client.get("/").status_code == 200


def test_a_session_that_was_still_open_opens_nothing_any_more_and_can_be_left(cast: Cast) -> None:
    ask(cast.R)
    leaving.sweep(in_days(31))
    for path in ("/", "/n/me/", "/n/tools/", "/n/path/", "/n/me/devices/"):
        assert cast.R.client.get(path).status_code in {303, 403, 409}, path
    assert cast.R.client.get("/h/").status_code == 200
    assert cast.R.client.post("/out/").status_code == 303
    assert vault_of(cast.R.client) is None and cast.R.client.get("/").status_code == 200


def test_one_press_takes_it_back_also_with_the_room_shut(cast: Cast) -> None:
    ask(cast.R)
    cast.R.lock()
    assert cast.R.client.post(STAY)["Location"] == LATER
    assert leaving.sweep(in_days(60)) == 0
    assert "will be erased on" not in cast.R.client.get("/n/me/").content.decode()


def test_asked_twice_the_first_day_stands(cast: Cast) -> None:
    ask(cast.R)
    Leaving.objects.update(due=date(2026, 1, 2))
    ask(cast.R)
    assert leaving.due(cast.R.id) == date(2026, 1, 2)


def test_nobody_else_can_ask_or_take_back_for_somebody(cast: Cast, signed_out: Client) -> None:
    ask(cast.R)
    cast.B.client.post(STAY)
    signed_out.post(STAY)
    assert leaving.due(cast.R.id) and not leaving.due(cast.B.id)
    assert "will be erased" not in cast.B.client.get("/n/me/").content.decode()


def test_what_cannot_be_done_now_is_done_at_the_next_turn_and_keeps_nobody_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(cast.R)
    ask(cast.B)
    real, asked = changes.erase_unopened, []

    def once(person: object, also: object) -> None:
        asked.append(person)
        if len(asked) == 1:
            raise NotSaved("busy")
        real(person, also)  # type: ignore[arg-type]

    monkeypatch.setattr(changes, "erase_unopened", once)
    assert leaving.sweep(in_days(30)) == 1
    assert leaving.sweep(in_days(30)) == 1
    assert not Account.objects.exists()
