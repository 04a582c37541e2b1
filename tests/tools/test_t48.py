"""T48: small wins, and when they stay out of the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.fold import minute
from goldseam.tools.t48_wins.pages import early_until, hidden
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, bodies, keep, put, text

HOME, NEW, SWITCH = "/n/t48/", "/n/t48/new/", "/n/t48/switch/"


def here_since(person: Person, clock: Clock, days: int) -> None:
    put(person, "t41", clock.now - timedelta(days=days), card="senses")


def switch(person: Person, show: str) -> Any:
    return person.client.post(SWITCH, {"uid": str(uuid4()), "show": show})


def test_a_win_is_one_line_and_is_read_back(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, win="Made the call", about="me", size="tiny", thank="Jo")
    assert bodies(cast.R, "t48") == [{"win": "Made the call", "about": "me", "size": "tiny", "thank": "Jo"}]
    assert "It is small, and it is there." in text(cast.R.client.get(f"/n/t48/k/{id}/"))
    page = text(cast.R.client.get(HOME))
    assert "One small win in this month. Made the call" in page


def test_nothing_is_sent_to_anybody() -> None:
    tool = catalogue.tool("t48")
    assert "Nothing is sent" in tool.who
    assert "Nothing is sent" in tool.by_name["thank"].help


def test_months_are_scrolled_back_and_forth(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t48", datetime(2026, 9, 3, 12, tzinfo=UTC), win="September thing")
    put(cast.R, "t48", clock.now, win="November thing")
    put(cast.R, "t48", clock.now, win="Another")
    now = cast.R.client.get(HOME)
    assert "November 2026" in text(now)
    assert "2 small wins in this month." in text(now)
    assert "September thing" not in text(now)
    assert "/n/t48/?month=2026-09" in now.content.decode()
    then = cast.R.client.get(f"{HOME}?month=2026-09")
    assert "September thing" in text(then)
    assert "/n/t48/?month=2026-11" in then.content.decode()
    for odd in ("2026-10", "x", "9999-99", ""):
        assert "November thing" in text(cast.R.client.get(HOME, {"month": odd}))


def test_hr_08_nobody_who_was_betrayed_is_asked_for_good_things_in_the_first_fourteen_days(
    cast: Cast, clock: Clock
) -> None:
    be(cast.B, "B", clock.now)
    page = text(cast.B.client.get(HOME))
    assert "In the first two weeks nobody should have to look for something good." in page
    assert "until 2 December 2026" in page
    assert "Write one" not in page
    assert "Small wins" not in text(cast.B.client.get("/n/tools/"))
    be(cast.R, "R", clock.now)
    assert "Small wins" in text(cast.R.client.get("/n/tools/"))


def test_after_fourteen_days_it_is_simply_there(cast: Cast, clock: Clock) -> None:
    here_since(cast.B, clock, 14)
    be(cast.B, "B", clock.now)
    assert "Small wins" in text(cast.B.client.get("/n/tools/"))
    assert "Write one" in text(cast.B.client.get(HOME))


def test_it_can_be_put_away_and_brought_back_at_any_time(cast: Cast, clock: Clock) -> None:
    here_since(cast.B, clock, 30)
    be(cast.B, "B", clock.now)
    keep(cast.B.client, NEW, win="Soup")
    assert switch(cast.B, "off").status_code == 303
    page = text(cast.B.client.get(HOME))
    assert "You have put this page away." in page
    assert "Soup" not in page
    assert "Small wins" not in text(cast.B.client.get("/n/tools/"))
    switch(cast.B, "on")
    assert "Soup" in text(cast.B.client.get(HOME))


def test_whoever_wants_it_in_the_first_days_may_have_it(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    switch(cast.B, "on")
    assert "Write one" in text(cast.B.client.get(HOME))


def test_an_odd_switch_changes_nothing(cast: Cast, clock: Clock) -> None:
    assert switch(cast.R, "sideways").status_code == 303
    assert "wins" not in {key for body in bodies(cast.R, "me") for key in body}
    assert cast.R.client.post(SWITCH, {"uid": "x", "show": "off"}).status_code == 404
    assert cast.R.client.get(SWITCH).status_code == 405
    first = len(bodies(cast.R, "me"))
    switch(cast.R, "off")
    switch(cast.R, "off")
    assert len(bodies(cast.R, "me")) == first + 1


@pytest.mark.parametrize(
    ("me", "roles", "days", "out_of_sight"),
    [
        ({}, ["B"], 0, True),
        ({}, ["B"], 13, True),
        ({}, ["B"], 14, False),
        ({}, ["R", "B"], 1, True),
        ({}, ["R"], 1, False),
        ({}, [], 1, False),
        ({"wins": "on"}, ["B"], 1, False),
        ({"wins": "off"}, ["R"], 99, True),
    ],
)
def test_when_it_is_out_of_sight(me: dict[str, Any], roles: list[str], days: int, out_of_sight: bool) -> None:
    joined = minute(EVENING - timedelta(days=days))
    assert hidden(me, roles, joined, EVENING) is out_of_sight


def test_somebody_whose_room_is_still_empty_is_new() -> None:
    assert early_until({}, ["B"], 0, EVENING) == EVENING + timedelta(days=14)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("win", "", "Please write something here."),
        ("win", "x" * 161, "Please keep it to 160"),
        ("about", "them", "one of the answers shown"),
        ("thank", "x" * 61, "Please keep it to 60"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), "win": "typed", "size": "small"} | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.R, "t48") == []


def test_hr_12_the_list_of_things_kept_lately_does_not_quote_it(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, win="something dear")
    for page in ("/", "/n/t48/list/", "/n/tools/"):
        assert "something dear" not in text(cast.R.client.get(page))


def test_out_of_sight_is_out_of_the_week_too(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, win="Soup")
    assert "Small wins" in text(cast.R.client.get("/n/week/"))
    switch(cast.R, "off")
    assert "Small wins" not in text(cast.R.client.get("/n/week/"))
