"""At a full table too, a page asks the database a dozen things at most: Us, the consent page and every place."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import cast

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from goldseam.demo.two import Side, Two
from goldseam.together import laying, tables
from goldseam.together.urls import urlpatterns
from tests.conftest import Cast, Person
from tests.together.scene import come, keep, lay, make_code, open_table, post, prepare
from tests.tools.conftest import Clock, clock, enter

__all__ = ["clock"]
MOST = 12
ROOTS = ("/n/us/", "/n/t60/", "/n/us/back/all/", "/n/us/lay/week/", "/n/us/before/", "/n/us/leave/", "/", "/n/path/")
LINK = re.compile(r'href="(/n/us/[^"#?]*)')


def asked(person: Person, url: str) -> tuple[int, str]:
    """How many things a page asks, and the page; a press (405) and what cannot be done now (409) show nothing."""
    with CaptureQueriesContext(connection) as found:
        answer = person.client.get(url)
    assert answer.status_code in {200, 302, 303, 405, 409}, f"{url} answered {answer.status_code}"
    return len(found.captured_queries), answer.content.decode() if answer.status_code == 200 else ""


def walk(person: Person) -> dict[str, int]:
    """Every page of the table that has no name of a thing in its address, and whatever they lead to."""
    addresses = ["/" + str(cast(URLPattern, one).pattern) for one in urlpatterns]
    waiting = [*ROOTS, *(address for address in addresses if "<" not in address)]
    counted: dict[str, int] = {}
    for url in waiting:
        if url not in counted:
            person.client.get(url)  # what is made by whoever comes first
            counted[url], page = asked(person, url)
            waiting += sorted(set(LINK.findall(page)))
    return counted


def side(person: Person, role: str) -> Side:
    room_key = person.vault.room_key
    assert room_key is not None
    return Side(person.name, role, person.vault.keys, room_key)


def fill(cast: Cast, clock: Clock) -> None:
    """Three months at a table: things laid, a check-in, a meeting, an openness plan, a code of T23 to lay."""
    two = Two(side(cast.R, "R"), side(cast.B, "B"))
    for person in (cast.R, cast.B):
        keep(person, "t27", clock, will_tell={"lapse": {"will": "h24", "detail": "kind"}}, _item="one")
    for act in (two.sides, two.form, two.check_in, two.meet, two.card):
        act(clock.now)
        clock.now += timedelta(hours=2)
    for month in range(3):
        for person in (cast.R, cast.B):
            enter(person)
            for n in range(3):
                thing = keep(person, "t23", clock, what_happened=f"number {n} of {month}")
                assert lay(person, "t23", thing).status_code == 303
        clock.now += timedelta(days=31 if month < 2 else 1)
    for person in (cast.R, cast.B):
        enter(person)


def test_no_page_of_a_full_table_asks_more_than_a_dozen_things(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)
    fill(cast, clock)
    for person in (cast.R, cast.B):
        counted = walk(person)
        assert len(counted) > 40 and sum("-" in url for url in counted) > 6, "things that lie there are looked at too"
        assert {url: n for url, n in counted.items() if n > MOST} == {}


def test_nor_does_a_table_that_was_left_make_them_many(cast: Cast, clock: Clock) -> None:
    """Something still lies on the one that was left, and there is another since."""
    for person in (cast.R, cast.B, cast.stranger):
        enter(person)
    open_table(cast.R, cast.stranger, clock)
    assert lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened="still there")).status_code == 303
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password).status_code == 303
    enter(cast.B)
    open_table(cast.R, cast.B, clock)
    assert lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened="and here")).status_code == 303
    for url in ("/n/us/", "/n/t60/", "/n/us/back/all/", "/n/us/before/"):
        cast.R.client.get(url)
        assert asked(cast.R, url)[0] <= MOST, url


@pytest.mark.parametrize("step", ["nothing", "code", "words", "shut"])
def test_nor_does_the_way_to_a_table(cast: Cast, clock: Clock, step: str) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    if step in {"code", "words"}:
        code = make_code(cast.R)
        if step == "words":
            come(cast.B, code)
    elif step == "shut":
        open_table(cast.R, cast.B, clock)
        prepare(cast.B, clock, wants=False)
    for url in ("/n/us/", "/n/us/invite/", "/n/us/code/", "/n/t60/"):
        cast.R.client.get(url)
        assert asked(cast.R, url)[0] <= MOST, url


def test_a_table_that_was_left_long_ago_is_not_read_for_who_reads_it(cast: Cast, clock: Clock) -> None:
    """Nothing can lie there that long, whatever was chosen."""
    assert timedelta(days=max(laying.DAYS)) < tables.LASTS
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)
    assert lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened="still there")).status_code == 303
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password).status_code == 303
    before = timedelta(days=max(laying.DAYS)) - timedelta(hours=1)
    vault = cast.R.vault
    assert [one.other_name for one in tables.read_by(vault, None, clock.now + before)] == [cast.B.name]
    assert tables.read_by(cast.R.vault, None, clock.now + tables.LASTS) == []
