"""HR-20: all numbers can be hidden by their owner, on every page, by one switch."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.fold import FOLD
from tests.bad_input.counter import Counter, stock
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, keep, put, text

HERE = "/n/me/numbers/"
PICTURES = re.compile(r"<figure|<table|<svg[^>]*role=\"img\"|<caption")
COUNTED = re.compile(
    r"\b\d+ of \d+\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) of "
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b|\d → \d",
    re.IGNORECASE,
)


OWN = re.compile(r"/(?:$|\?|n/path|n/week|n/patterns|n/t\d\d[a-z]?/(?!part/|c/|ride/|say/))")


def choose(person: Person, what: str, **sent: Any) -> Any:
    return person.client.post(HERE, {"uid": str(uuid4()), "numbers": what, **sent})


def settings(person: Person, clock: Clock) -> dict[str, Any]:
    return person.room.folded(FOLD, clock.now).now.state.me


def test_the_switch_stands_in_me_and_is_kept_sealed(cast: Cast, clock: Clock) -> None:
    assert f'href="{HERE}"' in cast.R.client.get("/n/me/").content.decode()
    answer = choose(cast.R, "hide")
    assert (answer.status_code, answer["Location"]) == (303, f"{HERE}?kept")
    assert settings(cast.R, clock)["numbers"] is False
    choose(cast.R, "show")
    assert settings(cast.R, clock)["numbers"] is True


@pytest.mark.parametrize("sent", ["perhaps", ""])
def test_anything_else_changes_nothing(cast: Cast, sent: str) -> None:
    assert choose(cast.R, sent).status_code == 422
    assert bodies(cast.R, "me") == []


def test_hr_20_no_page_shows_a_picture_a_table_or_a_count_of_ones_own(cast: Cast) -> None:
    """Whatever is kept in the demonstration, and every page of it: a tool added tomorrow is looked at without a line
    here. Which step of a form this is ("2 of 7") is no number of a person's own."""
    stock(cast.R)
    choose(cast.R, "hide")
    counter = Counter(cast.R.client).walk("/", *(f"/n/{code}/" for code in catalogue.catalogue()))
    own = {path: page for path, page in counter.pages.items() if OWN.match(path)}
    assert len(own) > 60, sorted(own)
    shown = {path for path, page in own.items() if PICTURES.search(page.body)}
    counted = {path: found for path, page in own.items() if (found := COUNTED.findall(page.text))}
    assert (shown, counted) == (set(), {})


def test_hr_20_a_kept_record_keeps_its_words_and_hides_its_numbers(cast: Cast, clock: Clock) -> None:
    choose(cast.B, "hide")
    id = keep(cast.B.client, "/n/t40/new/", anxiety="3", sleep_hours="5.5", note="A line of mine", day="2026-11-18")
    page = text(cast.B.client.get(f"/n/t40/k/{id}/"))
    assert "A line of mine" in page and "5.5" not in page and "Anxious" not in page
    choose(cast.B, "show")
    page = text(cast.B.client.get(f"/n/t40/k/{id}/"))
    assert "5.5" in page and "Anxious" in page


def test_hr_20_today_names_what_was_kept_and_not_how_strong_it_was(cast: Cast, clock: Clock) -> None:
    cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R"]})
    choose(cast.R, "hide")
    cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "7"})
    page = text(cast.R.client.get("/"))
    assert "7 of 10" not in page and "urge, 7" not in page and "Kept." in page
    assert "There is gold in: Own." in page
    assert "one of" not in page and "every sign" not in page


def test_hr_20_the_tap_itself_is_kept_all_the_same_and_comes_back(cast: Cast, clock: Clock) -> None:
    choose(cast.R, "hide")
    for hour in range(6):
        put(cast.R, "t09", EVENING.replace(hour=hour), intensity_start=7, intensity_end=3, response=["surfed"])
    page = cast.R.client.get("/n/t09/").content.decode()
    assert "<figure" not in page and "<table" not in page
    choose(cast.R, "show")
    page = cast.R.client.get("/n/t09/").content.decode()
    assert "<figure" in page and "<table" in page


def test_hr_20_hiding_is_ones_own_business(cast: Cast, clock: Clock) -> None:
    assert cast.B.name
    before = text(cast.B.client.get("/n/t09/"))
    choose(cast.R, "hide")
    assert text(cast.B.client.get("/n/t09/")) == before
