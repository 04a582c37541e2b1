"""Every refusal is a calm page with a way on and Help now; none shows where or why in the code it arose."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.template import loader
from django.test import Client

from goldseam.vault import Busy, HistoryWentBack, NotSaved, RoomClosed, Tampered, WrongSecret
from goldseam.vault.models import Record, Space
from goldseam.vault.room import Room
from goldseam.vault.sessions import SessionStore
from tests.conftest import Cast, Person

SECRET = "words of an error that nobody may see"


def page_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the next thing kept end in this error."""

    def append(*_given: Any, **_named: Any) -> None:
        raise error

    monkeypatch.setattr(Room, "append", append)


def keep(person: Person, text: str = "a page of mine") -> HttpResponse:
    person.client.raise_request_exception = False
    return person.client.post("/n/now/pull/", {"uid": str(uuid4()), "value": "4", "text": text})  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (Tampered(SECRET), 409, "changed from outside"),
        (Busy(SECRET), 503, "One moment, please"),
        (WrongSecret(SECRET), 403, "This did not open"),
        (HistoryWentBack(SECRET), 409, "older than it was"),
        (OperationalError(f"database or disk is full {SECRET}"), 507, "Not saved"),
        (OperationalError(f"database is locked {SECRET}"), 503, "Not saved"),
        (OperationalError(SECRET), 500, "Not saved"),
        (ValueError(SECRET), 500, "Something broke here"),
        (KeyError(SECRET), 500, "Something broke here"),
    ],
)
def test_what_goes_wrong_while_keeping_is_told_without_details(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    person = cast.R
    failing(monkeypatch, error)
    answer = keep(person)
    page = page_of(answer)
    assert answer.status_code == status and title in page
    assert "Help now" in page and "Leave" in page and "<title>Notes</title>" in page
    assert SECRET not in page and "Traceback" not in page and "goldseam/" not in page
    assert answer["Cache-Control"] == "no-store" and "default-src 'none'" in answer["Content-Security-Policy"]
    assert (answer.get("Retry-After") == "5") == (status == 503)


@pytest.mark.parametrize(("why", "status"), [("full", 507), ("busy", 503), ("database", 500)])
def test_what_could_not_be_saved_can_be_sent_again_as_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, why: Any, status: int
) -> None:
    person = cast.R
    with monkeypatch.context() as patched:
        failing(patched, OperationalError({"full": "disk is full", "busy": "locked", "database": "broken"}[why]))
        answer = keep(person, 'so "much" to <say>')
    assert answer.status_code == status
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    carried = {name: unescape(value) for name, value in found}
    assert carried["text"] == 'so "much" to <say>' and carried["value"] == "4"
    assert person.client.post("/n/now/pull/", carried).status_code == 303
    assert [entry.kind for entry in person.room.every()] == ["t09"]


def test_a_view_that_raises_not_saved_gets_the_page_for_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldseam.today import views

    def broken(*_given: Any, **_named: Any) -> None:
        raise NotSaved("full")

    person = cast.R
    monkeypatch.setattr(views, "_keep", broken)
    answer = keep(person)
    assert answer.status_code == 507 and "no room left on its disk" in page_of(answer)


def test_no_secret_is_offered_to_be_sent_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    person = cast.R
    failing(monkeypatch, OperationalError("database is locked"))
    person.client.raise_request_exception = False
    sent = {"uid": str(uuid4()), "value": "4", "password": "a real password", "new_pin": "482915"}
    page = page_of(person.client.post("/n/now/pull/", sent))  # type: ignore[arg-type]
    assert "a real password" not in page and "482915" not in page and "Try again" not in page


def test_a_room_that_shut_in_the_middle_asks_for_the_pin_and_keeps_the_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = cast.R
    failing(monkeypatch, RoomClosed())
    answer = keep(person)
    assert answer.status_code == 403 and 'value="a page of mine"' in page_of(answer)


def test_a_damaged_entry_is_refused_by_name_and_the_rest_is_shown_with_a_notice(cast: Cast) -> None:
    first, second = str(uuid4()), str(uuid4())
    for uid in (first, second):
        cast.R.client.post("/n/t49/new/", {"uid": uid, "text": "a page"})
    damaged = Record.objects.get(id=first)
    Record.objects.filter(id=first).update(envelope=bytes(damaged.envelope)[:-1] + b"\x00")
    refused = cast.R.client.get(f"/n/t49/k/{first}/")
    assert refused.status_code == 409 and "changed from outside" in page_of(refused)
    assert cast.R.client.get(f"/n/t49/k/{second}/").status_code == 200
    assert "changed or removed from outside" in page_of(cast.R.client.get("/n/t49/list/"))
    assert "changed or removed from outside" not in page_of(cast.B.client.get("/n/t49/list/"))


def test_a_binary_column_turned_into_text_keeps_nobody_from_reading(cast: Cast) -> None:
    """SQLite keeps text anywhere, and would refuse to read what is no UTF-8; PostgreSQL refuses to keep it."""
    uid = str(uuid4())
    cast.R.client.post("/n/t49/new/", {"uid": uid, "text": "a page"})
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE vault_record SET envelope = CAST(envelope AS TEXT), hash = CAST(hash AS TEXT)")
    assert "a page" in page_of(cast.R.client.get(f"/n/t49/k/{uid}/"))


def test_a_room_whose_state_was_exchanged_is_refused_and_the_others_go_on(cast: Cast) -> None:
    theirs = Space.objects.get(pk=cast.B.room.space).state
    Space.objects.filter(pk=cast.R.room.space).update(state=theirs)
    for address in ("/", "/n/path/", "/n/t49/list/", "/n/t09/"):
        answer = cast.R.client.get(address)
        assert answer.status_code == 409 and "Help now" in page_of(answer), address
    assert cast.B.client.get("/").status_code == 200


@pytest.mark.parametrize("who", ["signed_in", "signed_out"])
@pytest.mark.parametrize("address", ["/n/nothing/", "/h/nothing/", "/wp-login.php", "/n/t49/k/not-an-id/"])
def test_what_is_not_there_says_so_and_offers_help(cast: Cast, signed_out: Client, who: str, address: str) -> None:
    client = cast.R.client if who == "signed_in" else signed_out
    answer = client.get(address)
    assert answer.status_code == 404 and "Help now" in page_of(answer)


def strict(person: Person) -> Client:
    """The same browser, with a server that looks at forgery tokens (Django's test client turns that off)."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = person.client.cookies
    return client


def test_a_form_that_grew_old_shows_what_was_typed_and_keeps_nothing(cast: Cast) -> None:
    sent = {"uid": str(uuid4()), "text": "typed before the token changed", "csrfmiddlewaretoken": "x" * 64}
    answer = strict(cast.R).post("/n/t49/new/", sent)
    page = page_of(answer)
    assert answer.status_code == 403 and "typed before the token changed" in page and "readonly" in page
    assert 'type="hidden" name="text"' not in page, "no button may send on what came from elsewhere"
    assert not Record.objects.exists()


def test_every_door_asks_for_the_token(cast: Cast) -> None:
    client = strict(cast.R)
    for address in ("/new/", "/in/", "/in/kit/", "/in/new-device/", "/room/", "/room/older/", "/room/lock/", "/out/"):
        assert client.post(address, {"name": "x"}).status_code == 403, address


def test_more_than_fits_into_a_form_is_refused_without_reading_it(cast: Cast) -> None:
    cast.R.client.raise_request_exception = False
    answer = cast.R.client.post("/n/t49/new/", {"uid": str(uuid4()), "text": "a" * (2**20 + 10)})
    assert answer.status_code == 413 and "Too much at once" in page_of(answer)
    many = cast.R.client.post("/n/t49/new/", {f"f{n}": "1" for n in range(600)})
    assert many.status_code == 413


def test_being_signed_out_elsewhere_in_the_middle_of_a_page_is_explained(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = cast.R
    save = SessionStore.save

    def ended(store: SessionStore, must_create: bool = False) -> None:
        store.delete()
        save(store, must_create)

    person.lock()
    monkeypatch.setattr(SessionStore, "save", ended)
    person.client.raise_request_exception = False
    answer = person.client.post("/room/", {"pin": person.pin})
    assert answer.status_code == 400 and "signed out" in page_of(answer)


def test_when_even_the_frame_breaks_there_is_a_bare_page_with_help(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    person = cast.R
    real = loader.get_template

    def get_template(name: str, using: str | None = None) -> Any:
        if name == "web/refusal.html":
            raise OSError(SECRET)
        return real(name, using)

    monkeypatch.setattr(loader, "get_template", get_template)
    failing(monkeypatch, Tampered("x"))
    answer = keep(person)
    assert answer.status_code == 409
    assert "Help now" in page_of(answer) and 'href="/h/"' in page_of(answer) and SECRET not in page_of(answer)


def test_a_full_disk_while_the_session_is_written_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    person = cast.R
    person.sign_out()

    def full(*_given: Any, **_named: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(SessionStore, "save", full)
    person.client.raise_request_exception = False
    answer = person.client.post("/in/", {"name": person.name, "password": person.password})
    assert answer.status_code == 507 and person.password not in page_of(answer)
