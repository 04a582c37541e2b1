"""The second door: the PIN, what shuts it, what was typed meanwhile, and a history that went back (W8, W13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from goldseam.people import devices
from goldseam.people.secrets import against_pin, read_pin
from goldseam.vault.models import Person as Keys
from goldseam.vault.models import Record, Session
from tests.conftest import Cast, Person, vault_of
from tests.people.conftest import Clock


def keep(person: Person, text: str, now: object = None) -> UUID:
    return person.room.append("t49", {"text": text}, id=uuid4(), now=now or timezone.now()).id  # type: ignore[arg-type]


def texts(person: Person) -> list[str]:
    return [entry.body["text"] for entry in person.room.every() if entry.kind == "t49"]


# -- choosing the PIN ----------------------------------------------------------------------------------


@pytest.mark.parametrize("pin", ["482915", "739164", "80417352", "615824937105"])
def test_digits_with_no_pattern_make_a_pin(pin: str) -> None:
    assert against_pin(pin) is None


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", "at least 6"),
        ("48291", "at least 6"),
        ("4829154829154", "at most 12"),
        ("48291a", "digits only"),
        ("48-2915", "digits only"),
        ("000000", "tried first"),
        ("123456", "tried first"),
        ("654321", "tried first"),
        ("890123", "tried first"),
        ("121212", "tried first"),
        ("482482", "tried first"),
        ("112211", "tried first"),
        ("198437", "birthday"),
        ("371984", "birthday"),
        ("140789", "birthday"),
        ("071489", "birthday"),
        ("890714", "birthday"),
        ("290288", "birthday"),
    ],
)
def test_a_pin_that_would_be_tried_first_is_refused_in_words(pin: str, why: str) -> None:
    assert why in (against_pin(pin) or "")


def test_digits_are_read_however_they_are_written() -> None:
    assert read_pin(" 482 915 ") == read_pin("４８２９１５") == read_pin("٤٨٢٩١٥") == "482915"
    assert against_pin(read_pin("²³¹⁴⁵⁶")) is not None or read_pin("²³¹⁴⁵⁶").isascii()


def newcomer(client: Client) -> None:
    client.post("/new/", {"uid": uuid4(), "name": "Robin", "password": "wooden spoons over lakes"})


@pytest.mark.parametrize(
    ("pin", "again", "beside"),
    [
        ("123456", "123456", "id_pin_error"),
        ("482915", "482916", "id_again_error"),
        ("482915", "", "id_again_error"),
        ("", "482915", "id_pin_error"),
    ],
)
def test_a_refused_pin_makes_no_room_and_is_not_sent_back(
    signed_out: Client, pin: str, again: str, beside: str
) -> None:
    newcomer(signed_out)
    refused = signed_out.post("/room/", {"pin": pin, "again": again})
    assert refused.status_code == 422 and f'id="{beside}"'.encode() in refused.content
    assert not pin or f'value="{pin}"'.encode() not in refused.content
    assert Keys.objects.get().room_key is None


def test_choosing_the_pin_twice_keeps_the_first(cast: Cast) -> None:
    cast.R.lock()
    again = cast.R.client.post("/room/", {"pin": "990417", "again": "990417"})
    assert again.status_code in {303, 403}
    assert cast.R.vault.room is None
    cast.R.open_room()


# -- opening and shutting ------------------------------------------------------------------------------


def test_the_right_pin_opens_and_leads_where_one_was_going(cast: Cast) -> None:
    cast.R.lock()
    way = cast.R.client.get("/n/t49/list/")
    assert (way.status_code, way["Location"]) == (303, "/room/?to=%2Fn%2Ft49%2Flist%2F")
    assert b'name="to" value="/n/t49/list/"' in cast.R.client.get(way["Location"]).content
    opened = cast.R.client.post("/room/", {"pin": cast.R.pin, "to": "/n/t49/list/"})
    assert opened["Location"] == "/n/t49/list/"
    assert cast.R.vault.room is not None


def test_a_wrong_pin_is_said_beside_the_field_and_opens_nothing(cast: Cast) -> None:
    cast.R.lock()
    refused = cast.R.client.post("/room/", {"pin": "739164"})
    assert refused.status_code == 403
    assert b'id="id_pin_error"' in refused.content and b"739164" not in refused.content
    assert cast.R.vault.room is None


def test_another_persons_pin_opens_only_their_own_room(cast: Cast) -> None:
    cast.R.lock()
    assert cast.B.id
    assert cast.R.client.post("/room/", {"pin": cast.B.pin}).status_code == 403


def test_locking_shuts_only_the_second_door_of_this_browser(cast: Cast) -> None:
    locked = cast.R.client.post("/room/lock/")
    assert locked.status_code == 303
    vault = vault_of(cast.R.client)
    assert vault is not None and vault.room is None
    assert Session.objects.get(person=cast.R.vault.sessions_mark).room is None


def test_the_key_of_the_room_is_not_in_the_row(cast: Cast) -> None:
    key = cast.R.vault.room_key
    assert key is not None and key not in bytes(Session.objects.get(person=cast.R.vault.sessions_mark).room or b"")


def test_the_room_shuts_after_ten_minutes_without_a_page(cast: Cast, clock: Clock) -> None:
    cast.R.lock()
    cast.R.open_room()
    clock.go(minutes=9)
    assert cast.R.vault.room is not None
    clock.go(minutes=11)
    vault = vault_of(cast.R.client)
    assert vault is not None and vault.room is None


def test_a_person_may_choose_that_it_shuts_sooner(cast: Cast, clock: Clock) -> None:
    cast.R.room.append("me", {"idle": 2}, id=uuid4(), now=clock.now)
    cast.R.lock()
    cast.R.open_room()
    clock.go(minutes=1, seconds=30)
    assert cast.R.vault.room is not None
    clock.go(minutes=2, seconds=5)
    assert cast.R.vault.room is None


@pytest.mark.parametrize("nonsense", [0, -5, 600, "5", None, 3])
def test_a_time_that_cannot_be_chosen_is_the_longest(cast: Cast, clock: Clock, nonsense: object) -> None:
    cast.R.room.append("me", {"idle": nonsense}, id=uuid4(), now=clock.now)
    cast.R.lock()
    cast.R.open_room()
    clock.go(minutes=9)
    assert cast.R.vault.room is not None


def test_an_open_room_is_not_asked_for_its_pin_again(cast: Cast) -> None:
    assert cast.R.client.get("/room/?to=/n/us/")["Location"] == "/n/us/"


@pytest.mark.parametrize("address", ["/room/lock/", "/out/", "/room/older/"])
def test_what_changes_something_takes_only_post_and_says_so_on_a_page(cast: Cast, address: str) -> None:
    refused = cast.R.client.get(address)
    assert refused.status_code == 405 and refused["Allow"] == "POST"
    assert b"Help now" in refused.content


def test_a_pin_in_an_unknown_browser_opens_nothing(cast: Cast) -> None:
    cast.R.lock()
    del cast.R.client.cookies[devices.cookie_name(cast.R.id)]
    assert cast.R.client.post("/room/", {"pin": cast.R.pin}).status_code == 403


# -- what was typed when the room shut -----------------------------------------------------------------

WORDS = 'Two lines,\r\nand "quotes" <b>& more</b>'


def hidden(page: HttpResponse) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in found}


def test_a_form_sent_to_a_shut_room_is_kept_after_the_pin(cast: Cast) -> None:
    cast.R.lock()
    uid = str(uuid4())
    asked = cast.R.client.post("/n/t49/new/", {"uid": uid, "text": WORDS, "mood": "4"})
    assert asked.status_code == 403 and b"Your room has shut" in asked.content
    carried = hidden(asked)
    assert (carried["uid"], carried["text"], carried["mood"]) == (uid, WORDS, "4")
    done = cast.R.client.post("/n/t49/new/", carried | {"_pin": cast.R.pin})
    assert done.status_code == 303
    entry = cast.R.room.entry(UUID(uid))
    assert entry is not None and entry.body["text"].splitlines() == WORDS.splitlines()
    assert cast.R.vault.room is not None


def test_a_wrong_pin_on_the_way_carries_the_words_on(cast: Cast) -> None:
    cast.R.lock()
    asked = cast.R.client.post("/n/t49/new/", {"uid": str(uuid4()), "text": WORDS, "_pin": "111111"})
    assert asked.status_code == 403 and hidden(asked)["text"] == WORDS
    assert b'id="id_pin_error"' in asked.content and b"111111" not in asked.content
    assert cast.R.vault.room is None


def test_a_form_sent_after_the_session_ended_can_be_copied_but_no_secret_is_shown(cast: Cast) -> None:
    assert cast.R.id
    Session.objects.all().delete()
    sent = {"uid": str(uuid4()), "text": WORDS, "pin": "482915", "password": "a real password", "phrase": "my own"}
    aside = cast.R.client.post("/n/t49/new/", sent)
    page = unescape(aside.content.decode())
    assert aside.status_code == 403 and "You were signed out" in page and "readonly" in page
    assert WORDS in page
    assert "a real password" not in page and "my own" not in page and "482915" not in page


def test_nothing_is_kept_for_nobody(cast: Cast) -> None:
    cast.R.sign_out()
    cast.R.client.post("/n/t49/new/", {"uid": str(uuid4()), "text": WORDS, "_pin": cast.R.pin})
    assert not Record.objects.exists()


# -- a history that went back --------------------------------------------------------------------------

TABLES = ("vault_space", "vault_record", "vault_recordkey", "vault_digest", "vault_person")


@pytest.fixture
def older_copy(cast: Cast) -> Iterator[object]:
    """Take a copy of everything the vault keeps; call it to put the copy back, as a restore would."""
    keep(cast.R, "an early entry")
    saved: dict[str, list[tuple[object, ...]]] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            saved[table] = cursor.fetchall()

    def put_back() -> None:
        with connection.cursor() as cursor:
            for table in ("vault_recordkey", "vault_record", "vault_digest", "vault_space"):
                cursor.execute(f"DELETE FROM {table}")
            for table in TABLES[:4]:
                for row in saved[table]:
                    marks = ", ".join(["%s"] * len(row))
                    cursor.execute(f"INSERT INTO {table} VALUES ({marks})", row)

    return put_back


def write_by_page(person: Person, text: str) -> None:
    kept = person.client.post("/n/t49/new/", {"uid": str(uuid4()), "text": text})
    assert kept.status_code == 303


def test_the_browser_remembers_the_head_after_each_writing(cast: Cast) -> None:
    client, name = cast.R.client, devices.cookie_name(cast.R.id, "h")
    before = client.cookies[name].value
    write_by_page(cast.R, "something")
    cookie = cast.R.client.cookies[name]
    assert cookie.value != before
    assert re.fullmatch(r"h-[0-9a-f]{8}", name) and cookie["httponly"] and cookie["samesite"] == "Strict"
    assert "something" not in cookie.value


def test_an_older_copy_of_everything_is_refused_with_a_page_that_explains(cast: Cast, older_copy) -> None:  # type: ignore[no-untyped-def]
    write_by_page(cast.R, "a later entry")
    cast.R.lock()
    older_copy()
    refused = cast.R.client.post("/room/", {"pin": cast.R.pin, "to": "/n/us/"})
    assert refused.status_code == 409
    assert b"Your room is older than it was" in refused.content and b'value="/n/us/"' in refused.content
    assert cast.R.vault.room is None


def test_whoever_was_told_of_a_restore_can_accept_it_and_a_record_of_that_is_kept(cast: Cast, older_copy) -> None:  # type: ignore[no-untyped-def]
    write_by_page(cast.R, "a later entry")
    cast.R.lock()
    older_copy()
    asked = cast.R.client.post("/room/", {"pin": cast.R.pin})
    uid = hidden(asked)["uid"]
    assert cast.R.client.post("/room/older/", {"uid": uid, "pin": "111111"}).status_code == 403
    assert cast.R.client.post("/room/older/", {"uid": uid, "pin": ""}).status_code == 422
    assert cast.R.vault.room is None
    assert cast.R.client.post("/room/older/", {"uid": uid, "pin": cast.R.pin}).status_code == 303
    assert texts(cast.R) == ["an early entry"]
    assert [entry.kind for entry in cast.R.room.every()] == ["t49", "restored"]
    cast.R.lock()
    cast.R.open_room()


def test_words_typed_when_the_history_went_back_are_not_lost(cast: Cast, older_copy) -> None:  # type: ignore[no-untyped-def]
    write_by_page(cast.R, "a later entry")
    cast.R.lock()
    older_copy()
    sent = {"uid": str(uuid4()), "text": "typed just now", "_pin": cast.R.pin}
    refused = cast.R.client.post("/n/t49/new/", sent)
    assert refused.status_code == 409 and b"typed just now" in refused.content


def test_words_typed_then_are_kept_when_they_are_sent_again(cast: Cast, older_copy) -> None:  # type: ignore[no-untyped-def]
    """The form's own key must not be used up by the record that the older copy was accepted."""
    write_by_page(cast.R, "a later entry")
    cast.R.lock()
    older_copy()
    sent = {"uid": str(uuid4()), "text": "typed just now"}
    refused = cast.R.client.post("/n/t49/new/", sent | {"_pin": cast.R.pin})
    uid = hidden(refused)["uid"]
    assert uid != sent["uid"]
    assert cast.R.client.post("/room/older/", {"uid": uid, "pin": cast.R.pin}).status_code == 303
    assert cast.R.client.post("/n/t49/new/", sent).status_code == 303
    assert texts(cast.R) == ["an early entry", "typed just now"]


def test_an_older_copy_put_there_while_the_room_is_open_is_not_learned(cast: Cast, older_copy) -> None:  # type: ignore[no-untyped-def]
    write_by_page(cast.R, "a later entry")
    older_copy()
    name = devices.cookie_name(cast.R.id, "h")
    before = cast.R.client.cookies[name].value
    write_by_page(cast.R, "written on top of the older copy")
    assert cast.R.client.cookies[name].value == before
    assert cast.R.vault.room is None
    assert cast.R.client.post("/room/", {"pin": cast.R.pin}).status_code == 409


def test_another_browser_that_saw_less_is_not_troubled(cast: Cast, older_copy, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    write_by_page(cast.R, "a later entry")
    older_copy()
    cast.R.lock()
    del cast.R.client.cookies[devices.cookie_name(cast.R.id, "h")]
    cast.R.open_room()


def test_the_ordinary_days_raise_no_alarm(cast: Cast) -> None:
    for text in ("one", "two", "three"):
        write_by_page(cast.R, text)
        cast.R.lock()
        cast.R.open_room()
    cast.R.room.burn(next(iter(cast.R.room.every())).id)
    cast.R.lock()
    cast.R.open_room()
    assert texts(cast.R) == ["two", "three"]
