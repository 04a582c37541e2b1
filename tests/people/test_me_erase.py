"""Erasing: nothing with the person's id or words is left in any table, and nobody else notices."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldseam.people.models import Account
from tests.conftest import Cast, Person, vault_of

ERASE = "/n/me/erase/"


def form(person: Person, **other: str) -> dict[str, object]:
    return {"uid": uuid4(), "word": "erase", "password_again": person.password, **other}


def left_of(*needles: bytes) -> list[str]:
    """Every table.column that still holds one of these, looked for in every cell of the database."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [f"{table}.{c}" for c, v in zip(columns, row, strict=True) if _holds(v, needles)]
    return found


def _holds(value: object, needles: tuple[bytes, ...]) -> bool:
    if isinstance(value, UUID):
        value = value.bytes
    raw = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
    return any(needle in raw for needle in needles)


def fill(person: Person) -> tuple[bytes, ...]:
    """Something of everything that can be kept. Returns what to look for afterwards."""
    person.room.append("t49", {"text": "secret"}, id=uuid4(), now=timezone.now())
    phrase = "seven violet harbour gates"
    kit = {"uid": uuid4(), "phrase": phrase, "phrase2": phrase, "password_again": person.password}
    assert person.client.post(reverse("people:kit"), kit).status_code == 303
    assert person.client.post(reverse("people:device_new"), {"uid": uuid4()}).status_code == 303
    Client().post("/in/", {"name": person.name, "password": "wrong wrong wrong"})
    id = person.id
    return id.bytes, id.hex.encode(), str(id).encode(), person.name.encode(), person.room.space.hex.encode()


def test_everything_of_a_person_is_gone_from_every_table(cast: Cast) -> None:
    needles = fill(cast.R)
    assert left_of(*needles)
    answer = cast.R.client.post(ERASE, form(cast.R))
    assert answer.status_code == 303
    assert answer["Location"] == "/in/gone/"
    assert left_of(*needles) == []
    assert vault_of(cast.R.client) is None


def test_tables_shrink_to_what_they_were_before_the_person_came(cast: Cast) -> None:
    assert cast.B.room.months() == []
    before = _counts()
    fill(cast.R)
    cast.R.client.post(ERASE, form(cast.R))
    after = _counts()
    assert {t: n for t, n in after.items() if n != before[t]} == {}


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def test_others_keep_everything(cast: Cast) -> None:
    cast.B.room.append("t40", {"safe": 4}, id=uuid4(), now=timezone.now())
    fill(cast.R)
    cast.R.client.post(ERASE, form(cast.R))
    assert cast.B.room.verify() == []
    assert len(list(cast.B.room.every())) == 1


def test_it_works_with_the_room_shut_and_the_pin_forgotten(cast: Cast) -> None:
    needles = fill(cast.R)
    cast.R.lock()
    assert cast.R.client.post(ERASE, form(cast.R)).status_code == 303
    assert left_of(*needles) == []


def test_it_works_before_there_is_a_room(db: None) -> None:
    person = Person("Nobody Yet", "quiet orchard lantern nine", "482915")
    person.client.get("/new/")
    person.client.post("/new/", {"uid": uuid4(), "name": person.name, "password": person.password})
    assert person.client.post(ERASE, form(person)).status_code == 303
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("word", ""),
        ("word", "earse"),
        ("word", "x" * 99),
        ("password_again", ""),
        ("password_again", "wrong wrong wrong"),
    ],
)
def test_a_slip_erases_nothing(cast: Cast, field: str, value: str) -> None:
    answer = cast.R.client.post(ERASE, form(cast.R, **{field: value}))
    assert answer.status_code == 422
    assert Account.objects.filter(pk=cast.R.id).exists()
    assert cast.R.room.verify() == []


def test_the_browser_forgets_the_person_too(cast: Cast) -> None:
    cast.R.client.post(ERASE, form(cast.R))
    assert [n for n, cookie in cast.R.client.cookies.items() if n[:2] in ("d-", "h-") and cookie.value] == []


def test_the_name_is_free_again_and_leads_nowhere_old(cast: Cast) -> None:
    fill(cast.R)
    cast.R.client.post(ERASE, form(cast.R))
    again = Person(cast.R.name, "another lantern orchard five", "739164").sign_up()
    assert list(again.room.every()) == []


def test_the_goodbye_page_needs_no_account(signed_out: Client) -> None:
    assert "Everything is erased" in signed_out.get("/in/gone/").content.decode()
