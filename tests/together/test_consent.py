"""The page on consent (T60) with a table: who reads what, since when, until when; take back, leave; pressure unseen."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import Cast, Person
from tests.together.scene import come, keep, lay, make_code, open_table, post, us
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
HERE = "/n/t60/"
ALL = "/n/us/back/all/"
WORDS = "A plain sentence for the table"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)


def page(person: Person) -> str:
    return text(person.client.get(HERE))


def same(person: Person, url: str = HERE) -> str:
    return re.sub(r'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', "", person.client.get(url).content.decode())


def without_ids(html: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", html)


def lay_one(person: Person, clock: Clock, said: str = WORDS, days: int = 90) -> Any:
    answer = lay(person, "t23", keep(person, "t23", clock, what_happened=said), days)
    assert answer.status_code == 303
    return answer


def test_without_a_table_it_says_as_ever_that_nobody_sees_anything(cast: Cast, clock: Clock) -> None:
    assert "Nobody but you." in page(cast.R) and "You have shown nothing to anybody." in page(cast.R)


def test_an_open_code_and_the_six_words_are_named(cast: Cast, clock: Clock) -> None:
    code = make_code(cast.R)
    assert "A code of yours is open." in page(cast.R)
    assert "A code of yours is open." not in page(cast.B)
    come(cast.B, code)
    for person in (cast.R, cast.B):
        said = page(person)
        assert "You are reading six words with somebody." in said
        assert "The other person: nothing. There is no table between you." in said
        assert "Leave the table" not in said


def test_it_names_who_reads_what_since_when_and_until_when(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    before = page(cast.R)
    assert f"{cast.B.name}: what you laid on the table between you" in before
    assert f"On the table with {cast.B.name}, there since 18 November 2026" in before
    assert "Nothing of yours lies there." in before and "Nothing that you laid there has ended yet." in before
    lay_one(cast.R, clock, days=7)
    said = page(cast.R)
    assert "I feel laid on 21 November 2026, until 28 November 2026" in said
    assert "Nobody but you." not in said and "You have shown nothing" not in said
    assert WORDS not in said, "the page names it and does not repeat it"
    assert "I feel" not in page(cast.B)


def test_r5_whatever_the_other_can_read_is_named_here(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    for n in range(3):
        lay_one(cast.R, clock, f"Sentence number {n}")
    read = [n for n in range(3) if f"Sentence number {n}" in us(cast.B)]
    assert len(read) == page(cast.R).count("I feel laid on") == 3


def test_each_thing_is_taken_back_from_here_and_stands_in_the_own_log(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay_one(cast.R, clock)
    back = re.search(r'href="(/n/us/back/[0-9a-f-]{36}/)"', cast.R.client.get(HERE).content.decode())
    assert back and cast.R.client.post(back[1]).status_code == 303
    said = page(cast.R)
    assert "I feel: from 21 November 2026 to 21 November 2026" in said
    assert "I feel laid on" not in said and WORDS not in us(cast.B)
    assert WORDS not in repr([e.body for e in cast.R.room.every() if e.kind == "laid"])


def test_what_has_reached_its_last_day_stands_in_the_own_log(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay_one(cast.R, clock, days=7)
    clock.now += timedelta(days=8)
    enter(cast.R)
    assert "I feel: from 21 November 2026 to 28 November 2026" in page(cast.R)


def test_everything_is_taken_back_with_one_act(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    never = same(cast.B, "/n/us/")
    for n in range(2):
        lay_one(cast.R, clock, f"Sentence number {n}")
    plan = {"trigger": "late", "sign": WORDS, "act": "lay", "password_again": cast.R.password}
    assert post(cast.R, "/n/us/t37/new/", **plan).status_code == 303
    assert "One short entry from things you did together, of 21 November 2026." in page(cast.R)
    assert f'href="{ALL}"' in cast.R.client.get(HERE).content.decode()
    assert "They may notice that it is gone" in text(cast.R.client.get(ALL))
    assert post(cast.R, ALL).status_code == 303
    assert same(cast.B, "/n/us/") == never
    assert WORDS not in text(cast.B.client.get("/n/us/t37/"))
    said = page(cast.R)
    assert "Nothing of yours lies there." in said and said.count("I feel: from") == 2
    assert post(cast.R, ALL).status_code == 303, "sent again it says the same"
    assert cast.R.client.post(ALL, {"uid": "x"}).status_code == 400


def test_it_takes_back_one_s_own_only(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay_one(cast.B, clock, "what B laid")
    post(cast.R, ALL)
    assert "what B laid" in us(cast.R)
    assert "I feel laid on" in page(cast.B)


def test_a_shut_table_is_said_to_be_shut_and_what_lies_there_is_named(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay_one(cast.R, clock)
    post(cast.B, "/n/us/want/", want="no")
    said = page(cast.R)
    assert f"{cast.B.name}: nothing just now" in said and "I feel laid on" in said


def test_a_table_that_was_left_is_named_until_its_last_day(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay_one(cast.R, clock, days=30)
    assert '/n/us/leave/"' in cast.R.client.get(HERE).content.decode()
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password).status_code == 303
    said = page(cast.R)
    assert f"On a table with {cast.B.name} that you have left" in said and "I feel laid on" in said
    assert "Leave the table" not in said
    assert post(cast.R, ALL).status_code == 303
    assert WORDS not in us(cast.B)
    assert "that you have left" not in page(cast.R)


def test_hr_04_pressure_is_seen_on_none_of_one_s_own_pages(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    pages = (HERE, "/n/us/", ALL, "/n/us/t37/")
    lay_one(cast.R, clock)
    calm = [without_ids(same(cast.R, url)) for url in pages]
    post(cast.R, ALL)
    cast.R.room.burn(next(e.id for e in cast.R.room.every() if "ended" in e.body))
    other = same(cast.B, "/n/us/")
    assert post(cast.R, HERE, act="press").status_code == 303
    lay_one(cast.R, clock)
    assert [without_ids(same(cast.R, url)) for url in pages] == calm
    assert same(cast.B, "/n/us/") == other and WORDS not in us(cast.B)
    back = re.search(r'href="(/n/us/back/[0-9a-f-]{36}/)"', cast.R.client.get(HERE).content.decode())
    assert back and "Take it back?" in text(cast.R.client.get(back[1]))
    assert cast.R.client.post(back[1]).status_code == 303
    assert "I feel laid on" not in page(cast.R) and "I feel: from" in page(cast.R)
    assert post(cast.R, HERE, act="release").status_code == 200
    clock.now += timedelta(hours=73)
    enter(cast.R)
    post(cast.R, "/n/us/want/", want="yes")
    enter(cast.B)
    assert WORDS not in us(cast.B), "what was taken back meanwhile never goes out"


def test_pressing_and_releasing_changes_nothing_on_the_page_with_a_table(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay_one(cast.R, clock)
    before = same(cast.R)
    post(cast.R, HERE, act="press")
    assert same(cast.R) == before
    post(cast.R, HERE, act="release")
    assert same(cast.R) == before


def test_its_pages_ask_the_database_little(cast: Cast, clock: Clock, django_assert_max_num_queries: Any) -> None:
    open_table(cast.R, cast.B, clock)
    for n in range(4):
        lay_one(cast.R, clock, f"Sentence number {n}")
    for url, most in ((HERE, 12), ("/n/us/", 12), (ALL, 8)):
        cast.R.client.get(url)
        with django_assert_max_num_queries(most):
            answer = cast.R.client.get(url)
        assert len(answer.content) < 20_000, url


def test_a_stranger_and_a_closed_door_see_nothing_of_it(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay_one(cast.R, clock)
    enter(cast.stranger)
    assert "Nobody but you." in page(cast.stranger)
    assert post(cast.stranger, ALL).status_code == 303
    assert WORDS in us(cast.B)
    cast.R.lock()
    for url in (HERE, ALL):
        assert cast.R.client.get(url)["Location"].startswith("/room/"), url
