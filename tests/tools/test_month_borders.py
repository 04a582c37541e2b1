"""The month of the store turns in UTC, the day of a person somewhere else: nothing of a day is lost between the two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import actions, catalogue, fold, history
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, enter, keep, text

NOON = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
"""One in the afternoon in New York, on the last day of November."""
EVENING = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
"""Nine in the evening of that same day; the store's December has begun."""


def at_home(person: Person, zone: str, *roles: str, now: datetime) -> Person:
    person.room.append("me", {"tz": zone, "roles": list(roles)}, id=uuid4(), now=now)
    return person


@pytest.fixture
def new_york(cast: Cast, clock: Clock) -> Person:
    clock.now = NOON
    return at_home(cast.B, "America/New_York", "B", "R", now=NOON)


def later(person: Person, clock: Clock, moment: datetime = EVENING) -> None:
    clock.now = moment
    enter(person)


def diary(person: Person, clock: Clock, name: str) -> list[tuple[int, float]]:
    found = history.read(person.room, clock.now, 12)
    return history.series(found.digests, "t40", UTC, by_day=True).points(name)


def test_a_tap_in_the_evening_leaves_the_other_answers_of_the_day_as_they_are(new_york: Person, clock: Clock) -> None:
    keep(new_york.client, "/n/t40/new/", day="2026-11-30", sleep_hours="6.5", note="A line of the day")
    later(new_york, clock)
    assert new_york.client.post("/n/now/steady/", {"uid": str(uuid4()), "value": "4"}).status_code == 303
    last = bodies(new_york, "t40")[-1]
    assert (last["day"], last["safe"], last["sleep_hours"]) == ("2026-11-30", 4, 6.5)
    assert last["note"] == "A line of the day"
    assert [value for _at, value in diary(new_york, clock, "sleep_hours")] == [6.5]
    assert history.now_state(new_york.room, clock.now).counts["t40"] == 1


def test_the_diary_of_the_day_comes_back_filled_and_is_not_asked_for_again(new_york: Person, clock: Clock) -> None:
    keep(new_york.client, "/n/t40/new/", day="2026-11-30", sleep_hours="6.5")
    later(new_york, clock)
    assert 'value="6.5"' in new_york.client.get("/n/t40/new/").content.decode()
    assert "How was today?" not in text(new_york.client.get("/"))


def test_three_strong_ones_of_one_day_are_a_hard_day(new_york: Person, clock: Clock) -> None:
    for hours in (3, 2):
        keep(new_york.client, "/n/t09/new/", when=f"2026-11-30T{13 - hours}:00", intensity_start="9")
    later(new_york, clock)
    new_york.client.post("/n/now/pull/", {"uid": str(uuid4()), "value": "9"})
    assert "Call someone" in text(new_york.client.get("/"))


def test_a_mark_changed_in_the_evening_keeps_its_note(new_york: Person, clock: Clock) -> None:
    thing = keep(new_york.client, "/n/t22/new/", what="Home at ten", rhythm="daily", end="2026-12-18")
    sent = {"of": str(thing)[:8], "day": "2026-11-30"}
    new_york.client.post("/n/t22/mark/", {"uid": str(uuid4()), "mark": "partly", "note": "the train", **sent})
    later(new_york, clock)
    new_york.client.post("/n/t22/mark/", {"uid": str(uuid4()), "mark": "kept", **sent})
    last = bodies(new_york, "t22b")[-1]
    assert (last["mark"], last["note"]) == ("kept", "the train")
    assert "replaces" in last
    assert history.now_state(new_york.room, clock.now).counts["t22b"] == 1


def test_todays_small_step_is_still_there_in_the_evening(new_york: Person, clock: Clock) -> None:
    keep(new_york.client, "/n/t22/new/", what="Home at ten", rhythm="daily", end="2026-12-18")
    new_york.client.post("/n/t22/step/", {"uid": str(uuid4()), "step": "Call the clinic"})
    later(new_york, clock)
    assert "Call the clinic" in text(new_york.client.get("/n/t22/"))


def test_the_urge_of_an_hour_ago_asks_for_its_relief_over_the_border(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    be(cast.B, "B", clock.now)
    keep(cast.B.client, "/n/t42/new/", when="2026-11-30T23:30", urge_to_check="7")
    later(cast.B, clock, datetime(2026, 12, 1, 0, 45, tzinfo=UTC))
    assert "23:30" in text(cast.B.client.get("/n/t42/"))


def test_east_of_greenwich_the_first_hours_of_a_month_belong_to_its_first_day(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)  # nine in the morning of 1 December in Auckland
    person = at_home(cast.B, "Pacific/Auckland", "B", now=clock.now)
    keep(person.client, "/n/t40/new/", day="2026-12-01", sleep_hours="6.5")
    later(person, clock, datetime(2026, 12, 1, 7, 0, tzinfo=UTC))
    person.client.post("/n/now/steady/", {"uid": str(uuid4()), "value": "4"})
    last = bodies(person, "t40")[-1]
    assert (last["day"], last["sleep_hours"]) == ("2026-12-01", 6.5)


# -- corrections after the month ------------------------------------------------------------------------


def series(person: Person, clock: Clock, kind: str, name: str, **more: Any) -> list[float]:
    found = history.read(person.room, clock.now, 12)
    return [value for _at, value in history.series(found.digests, kind, UTC, **more).points(name)]


def test_a_day_written_again_next_month_counts_once(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
    keep(cast.B.client, "/n/t40/new/", day="2026-11-28", anxiety="1")
    later(cast.B, clock, datetime(2026, 12, 3, 20, 0, tzinfo=UTC))
    keep(cast.B.client, "/n/t40/new/", day="2026-11-28", anxiety="4")
    assert series(cast.B, clock, "t40", "anxiety", by_day=True) == [4]
    assert "replaces" in bodies(cast.B, "t40")[-1]
    assert history.now_state(cast.B.room, clock.now).counts["t40"] == 1
    older = next(entry.id for entry in cast.B.room.month("2026-11") if entry.kind == "t40")
    assert "A newer version has taken its place." in text(cast.B.client.get(f"/n/t40/k/{older}/"))


def test_a_correction_that_moves_the_day_leaves_no_ghost_in_the_month_before(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
    id = keep(cast.B.client, "/n/t40/new/", day="2026-11-28", anxiety="1")
    later(cast.B, clock, datetime(2026, 12, 3, 20, 0, tzinfo=UTC))
    keep(cast.B.client, f"/n/t40/k/{id}/change/", day="2026-11-27", anxiety="4")
    assert series(cast.B, clock, "t40", "anxiety", by_day=True) == [4]


def test_a_correction_that_moves_the_day_within_the_month_leaves_none_either(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, "/n/t40/new/", day="2026-11-18", anxiety="1")
    keep(cast.B.client, f"/n/t40/k/{id}/change/", day="2026-11-17", anxiety="4")
    assert series(cast.B, clock, "t40", "anxiety", by_day=True) == [4]


def test_an_urge_corrected_after_its_month_is_drawn_once_with_its_new_number(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)
    id = keep(cast.R.client, "/n/t09/new/", when="2026-11-29T20:00", intensity_start="9")
    for days, number in ((4, "8"), (5, "3")):
        later(cast.R, clock, datetime(2026, 11, 29, 20, 0, tzinfo=UTC) + timedelta(days=days))
        newest = actions.newest_version(cast.R.room, cast.R.room.entry(id), clock.now)  # type: ignore[arg-type]
        keep(cast.R.client, f"/n/t09/k/{newest.id}/change/", when="2026-11-29T20:00", intensity_start=number)
    assert series(cast.R, clock, "t09", "intensity_start") == [3]
    assert history.now_state(cast.R.room, clock.now).counts["t09"] == 1


def test_a_record_of_the_month_before_last_is_shown_and_not_changed(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 9, 29, 20, 0, tzinfo=UTC)
    id = keep(cast.R.client, "/n/t09/new/", when="2026-09-29T20:00", intensity_start="9")
    later(cast.R, clock, datetime(2026, 11, 18, 20, 0, tzinfo=UTC))
    assert cast.R.client.get(f"/n/t09/k/{id}/change/").status_code == 303
    assert f"/n/t09/k/{id}/change/" not in cast.R.client.get(f"/n/t09/k/{id}/").content.decode()


# -- clocks that change -----------------------------------------------------------------------------------


def test_a_time_that_comes_twice_or_never_is_kept_and_comes_back_within_the_hour(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    person = at_home(cast.R, "America/New_York", "R", now=clock.now)
    for typed in ("2026-11-01T01:30", "2026-03-08T02:30"):
        id = keep(person.client, "/n/t09/new/", when=typed, intensity_start="5")
        entry = person.room.entry(id)
        assert entry is not None
        local = datetime.fromisoformat(typed).replace(tzinfo=UTC)
        assert timedelta(hours=4) <= datetime.fromisoformat(entry.body["when"]) - local <= timedelta(hours=5)
        assert person.client.get(f"/n/t09/k/{id}/change/").status_code == 200


def test_a_clock_that_went_back_to_another_month_loses_nothing(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t09")
    right, wrong = datetime(2026, 11, 18, 20, 0, tzinfo=UTC), datetime(2027, 2, 1, 20, 0, tzinfo=UTC)
    for now, strength in ((right, 3), (wrong, 7), (right + timedelta(days=1), 5)):
        body = {"when": now.strftime("%Y-%m-%dT%H:%MZ"), "intensity_start": strength}
        actions.keep(cast.R.room, tool, body, uuid4(), now)
    later(cast.R, clock, right + timedelta(days=2))
    assert history.now_state(cast.R.room, clock.now).counts["t09"] == 3
    assert sorted(series(cast.R, clock, "t09", "intensity_start")) == [3, 5, 7]
    kept = [entry.body for entry in fold.standing(cast.R.room.current(clock.now))]
    assert len(kept) == 3
    assert cast.R.room.verify() == []
