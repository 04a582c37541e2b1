"""T49: what the journal adds to what tests/tools/test_other_tools.py holds: finding, burning, no rest taken away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t49_journal.pages import MOST, found, months_with, words
from goldseam.vault import Entry
from tests.conftest import Cast
from tests.tools.conftest import Clock, keep, put, text

HOME = "/n/t49/"


def test_a_page_is_found_by_the_words_put_on_it(cast: Cast, clock: Clock) -> None:
    old = put(cast.B, "t49", datetime(2026, 7, 2, 12, tzinfo=UTC), text="In July.", tags=["garden"])
    new = keep(cast.B.client, "/n/t49/new/", text="Today.", tags_own="Garden, mother")
    keep(cast.B.client, "/n/t49/new/", text="Another.", tags_own="mother")
    page = cast.B.client.get(HOME)
    assert "Find a page by its words" in text(page)
    listed = cast.B.client.get(HOME, {"word": "1"}).content.decode()
    assert str(old) in listed
    assert str(new) in listed
    assert listed.count("/n/t49/k/") == 2
    for none in ("", "0", "3", "-1", "garden"):
        assert "/n/t49/k/" not in cast.B.client.get(HOME, {"word": none}).content.decode()


def test_a_closed_page_is_not_brought_up_by_its_words(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, "/n/t49/new/", text="Later.", tags_own="letter", lock_until="2026-12-24")
    page = text(cast.B.client.get(HOME, {"word": "1"}))
    assert "No open page of the last year carries this word." in page


def test_a_burned_page_takes_its_words_along(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, "/n/t49/new/", text="Gone.", tags_own="secretly")
    cast.B.client.post(f"/n/t49/k/{id}/burn/", {"uid": str(uuid4())})
    assert "secretly" not in text(cast.B.client.get(HOME))


def test_a_word_stands_on_the_page_and_in_no_address(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, "/n/t49/new/", text="Odd.", tags_own='a&b="c" <d>')
    page = cast.B.client.get(HOME).content.decode()
    assert "<d>" not in page
    assert 'href="/n/t49/?word=1"' in page
    assert "/n/t49/k/" in cast.B.client.get(HOME, {"word": "1"}).content.decode()


def test_the_journal_stays_open_after_a_hard_answer(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t49", clock.now - timedelta(hours=1), text="…", _h1=True)
    assert "What is here today?" in text(cast.B.client.get("/n/t49/new/"))


def test_hr_19_it_is_time_boxed_and_ends_with_grounding(cast: Cast, clock: Clock) -> None:
    assert catalogue.tool("t49").time_box == 15
    assert "Fifteen minutes is plenty." in text(cast.B.client.get("/n/t49/new/"))
    id = keep(cast.B.client, "/n/t49/new/", text="A line.")
    assert "/n/t41/" in cast.B.client.get(f"/n/t49/k/{id}/").content.decode()


def entry(month: int, seq: int, **body: Any) -> Entry:
    return Entry(uuid4(), seq, "t49", datetime(2026, month, 2, tzinfo=UTC), body)


def test_words_are_those_used_most_and_spelled_as_first_written() -> None:
    tagged = [("2026-10", [["Work", "sea"], ["work"]]), ("2026-11", [["sea"], ["WORK", "ice"]])]
    assert words(tagged) == ["Work", "sea", "ice"]
    assert months_with(tagged, "ICE") == ["2026-11"]
    assert words([]) == []
    assert len(words([("2026-10", [[f"w{n}"] for n in range(40)])])) == MOST


@pytest.mark.parametrize(("lock", "there"), [(None, True), ("2026-11-18", True), ("2026-11-19", False)])
def test_a_page_is_open_again_on_its_day(lock: str | None, there: bool) -> None:
    body = {"text": "…", "tags": ["sea"]} | ({"lock_until": lock} if lock else {})
    assert bool(found(catalogue.tool("t49"), [entry(11, 1, **body)], "Sea", date(2026, 11, 18))) is there
