"""Three requests in seven days, in whatever places of the table they are made (R9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import Cast
from tests.together.scene import open_table
from tests.together.test_resting import ASKED, WEEK_AFTER, kinds, later, need
from tests.together.test_telling import lay as hold_ready
from tests.together.test_telling import report, settle
from tests.tools.conftest import Clock, clock, enter

__all__ = ["clock"]
PLACES = list(ASKED.values())


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


@pytest.mark.parametrize("last", range(len(PLACES)))
def test_after_three_requests_in_three_places_a_fourth_place_takes_none(cast: Cast, clock: Clock, last: int) -> None:
    others = [place for n, place in enumerate(PLACES) if n != last][:3]
    for place in others:
        before = len(kinds(cast.R))
        place(cast.R)
        assert len(kinds(cast.R)) > before, place
    before = kinds(cast.R)
    PLACES[last](cast.R)
    assert kinds(cast.R) == before
    PLACES[last](cast.B)  # the other has asked for nothing (R22)
    assert len(kinds(cast.R)) > len(before)


def test_days_later_they_may_be_made_again(cast: Cast, clock: Clock) -> None:
    for place in PLACES[:3]:
        place(cast.R)
    later(clock, WEEK_AFTER + timedelta(days=1), cast.R, cast.B)
    before = kinds(cast.R)
    PLACES[3](cast.R)
    assert len(kinds(cast.R)) > len(before)


def test_a_need_that_has_faded_still_counts_for_its_author(cast: Cast, clock: Clock) -> None:
    for _ in range(3):
        need(cast.R)
        later(clock, timedelta(hours=26), cast.R, cast.B)
    before = kinds(cast.R)
    ASKED["/n/us/t21/slot/"](cast.R)
    assert kinds(cast.R) == before


def test_nobody_waits_with_a_telling_because_they_asked_for_other_things(cast: Cast, clock: Clock) -> None:
    """HR-1: the truth is held ready at its own pace."""
    settle(cast, clock)
    report(cast.R, clock)
    for place in PLACES[:3]:
        place(cast.R)
    assert hold_ready(cast.R).status_code == 303
