"""A week in words at the table (L1): exactly the sentences that were seen, never an entry, never how safe it felt."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from goldseam.tools import catalogue
from tests.conftest import Cast, Person
from tests.together.scene import lay, open_table, post, us
from tests.tools.conftest import Clock, clock, enter, put, text

__all__ = ["clock"]
URL = "/n/us/lay/week/"
NOTE = "a line of the diary itself"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def diary(person: Person, clock: Clock) -> None:
    """Three evenings of T40, with everything in them that stays at home."""
    for days in range(3):
        at = clock.now - timedelta(days=days)
        put(person, "t40", at, anxiety=3, low_mood=2, safe=1, note=NOTE, day=at.date().isoformat())


def shown(person: Person, code: str) -> str:
    found = re.search(r"<dl>.*?</dl>", person.client.get(f"{URL}{code}/").content.decode(), re.S)
    assert found
    return found[0]


def sent(person: Person, code: str, **more: Any) -> Any:
    page = person.client.get(f"{URL}{code}/").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert seen
    fields = {"days": "7", "password_again": person.password, "seen": seen[1]}
    return post(person, f"{URL}{code}/", **(fields | more))


def test_the_week_in_words_leads_there_when_the_table_is_open(cast: Cast, clock: Clock) -> None:
    assert f'href="{URL}"' in cast.B.client.get("/n/week/").content.decode()
    post(cast.R, "/n/us/want/", want="no")
    assert "Show this at the table" not in text(cast.B.client.get("/n/week/"))
    assert cast.B.client.get(URL)["Location"] == "/n/us/"


def test_what_is_shown_before_is_what_is_seen_after(cast: Cast, clock: Clock) -> None:
    diary(cast.B, clock)
    preview = shown(cast.B, "t40")
    assert "Anxious 3 of 4" in preview and NOTE not in preview
    assert "Anxious" not in us(cast.R)
    assert sent(cast.B, "t40").status_code == 303
    page = cast.R.client.get("/n/us/").content.decode()
    assert preview in page and NOTE not in page
    assert "a week in words" in page and "Take it back" not in text(cast.R.client.get("/n/us/"))


def test_hr_20_how_safe_it_felt_and_trust_are_in_no_summary(cast: Cast, clock: Clock) -> None:
    diary(cast.B, clock)
    put(cast.B, "t01", clock.now, set="own_choice", felt_safe_today=2, trust_now=1, worth=4)
    assert "felt safe 1" in text(cast.B.client.get("/n/week/"))
    offered = text(cast.B.client.get(URL))
    assert "Feeling worth something" in offered
    for code in ("t01", "t40"):
        sent(cast.B, code)
    for said in (offered, us(cast.R)):
        assert not re.search(r"felt safe|feeling safe|trust in", said, re.IGNORECASE)


def test_hr_20_hidden_numbers_are_hidden_here_too(cast: Cast, clock: Clock) -> None:
    diary(cast.B, clock)
    assert post(cast.B, "/n/me/numbers/", numbers="hide").status_code == 303
    assert "Anxious" not in text(cast.B.client.get("/n/week/"))
    assert "Anxious" not in text(cast.B.client.get(URL))
    assert cast.B.client.get(f"{URL}t40/").status_code == 404


def test_a_lapse_is_in_no_summary(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t14", clock.now, what="x")
    assert cast.R.client.get(f"{URL}t14/").status_code == 404
    assert cast.R.client.get(f"{URL}t14c/").status_code == 404


def test_only_summaries_have_this_way_and_they_have_no_other(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t49", clock.now, text="sealed")
    put(cast.B, "t23", clock.now, what_happened="an item")
    diary(cast.B, clock)
    id = put(cast.B, "t40", clock.now, anxiety=1)
    for code in ("t49", "t23", "t58", "nothing"):
        assert cast.B.client.get(f"{URL}{code}/").status_code == 404, code
    assert lay(cast.B, "t40", id).status_code == 404, "never a single entry"
    for code, tool in catalogue.catalogue().items():
        if tool.share != "L1":
            assert cast.B.client.get(f"{URL}{code}/").status_code == 404, code


def test_r1_a_week_that_went_on_is_looked_at_once_more(cast: Cast, clock: Clock) -> None:
    diary(cast.B, clock)
    answer = sent(cast.B, "t40", seen="0" * 64)
    assert answer.status_code == 422 and "Something was added since you looked" in text(answer)
    assert "Anxious" not in us(cast.R)
    again = re.search(r'name="seen" value="([0-9a-f]+)"', answer.content.decode())
    assert again and sent(cast.B, "t40", seen=again[1]).status_code == 303
    assert "Anxious" in us(cast.R)


def test_it_needs_the_password_and_a_length_of_time(cast: Cast, clock: Clock) -> None:
    diary(cast.B, clock)
    assert sent(cast.B, "t40", password_again="not this one").status_code == 422
    assert sent(cast.B, "t40", days="4000").status_code == 422
    assert "Anxious" not in us(cast.R)


def test_hr_04_under_pressure_it_looks_laid_and_waits(cast: Cast, clock: Clock) -> None:
    diary(cast.B, clock)
    post(cast.B, "/n/t60/", act="press")
    answer = sent(cast.B, "t40")
    assert (answer.status_code, answer["Location"]) == (303, "/n/us/laid/")
    assert "Anxious" not in us(cast.R)
