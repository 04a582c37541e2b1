"""Digests to series on the person's own clock; the surface Today uses; ten years cost little more than one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldseam.insight.stats import Step
from goldseam.tools import fold, history, surface, times
from goldseam.tools.forms import moment
from tests.conftest import Cast
from tests.tools.conftest import EVENING, Clock, keep, put, text

BERLIN = ZoneInfo("Europe/Berlin")


def test_minutes_are_moved_to_the_persons_clock_across_the_change_of_clocks() -> None:
    def utc(text: str) -> int:
        return fold.minute(datetime.fromisoformat(text).replace(tzinfo=UTC))

    days = ["2026-10-24T20:00", "2026-10-25T00:30", "2026-10-25T02:30", "2026-10-26T20:00"]
    hours = [minute % 1440 // 60 for minute in history.local([utc(day) for day in days], BERLIN)]
    assert hours == [22, 2, 3, 21]


def test_a_correction_in_a_later_month_takes_the_old_point_out_of_the_picture(cast: Cast, clock: Clock) -> None:
    october = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)
    id = put(cast.R, "t09", october, intensity_start=9)
    keep(cast.R.client, f"/n/t09/k/{id}/change/", intensity_start="4", when="2026-10-31T22:00")
    found = history.read(cast.R.room, EVENING, 12)
    assert history.series(found.digests, "t09", UTC).numbers["intensity_start"] == [4]
    assert found.state.counts["t09"] == 1


def test_a_day_corrected_in_a_later_month_counts_once(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t40", datetime(2026, 10, 31, 22, 0, tzinfo=UTC), day="2026-10-31", anger=4)
    put(cast.B, "t40", datetime(2026, 11, 1, 9, 0, tzinfo=UTC), day="2026-10-31", anger=1)
    found = history.read(cast.B.room, EVENING, 12)
    assert history.series(found.digests, "t40", UTC, by_day=True).numbers["anger"] == [1]


def test_burning_takes_a_point_out_of_sealed_months_too(cast: Cast, clock: Clock) -> None:
    id = put(cast.R, "t09", datetime(2026, 9, 3, 22, 0, tzinfo=UTC), intensity_start=9)
    put(cast.R, "t09", datetime(2026, 9, 4, 22, 0, tzinfo=UTC), intensity_start=5)
    before = history.series(history.read(cast.R.room, EVENING, 12).digests, "t09", UTC)
    assert before.numbers["intensity_start"] == [9, 5]
    assert cast.R.client.post(f"/n/t09/k/{id}/burn/", {"uid": str(uuid4())}).status_code == 303
    after = history.series(history.read(cast.R.room, EVENING, 12).digests, "t09", UTC)
    assert after.numbers["intensity_start"] == [5]


def test_years_are_drawn_by_the_month_and_months_without_entries_stay_gaps(cast: Cast, clock: Clock) -> None:
    for month, mood in ((8, 3), (8, 5), (10, 7)):
        put(cast.R, "t49", datetime(2026, month, 5, 12, mood, tzinfo=UTC), text="x", mood=mood)
    found = history.read(cast.R.room, EVENING, None)
    steps = history.monthly(found.digests, "t49", "mood")
    assert [(step.n, step.low, step.mid, step.high) for step in steps] == [
        (2, 3, 4, 5),
        (0, None, None, None),
        (1, 7, 7, 7),
        (0, None, None, None),
    ]
    assert steps[0] == Step(fold.minute(datetime(2026, 8, 1, tzinfo=UTC)), 2, 3, 4, 5)


def test_the_surface_names_what_was_kept_lately(cast: Cast, clock: Clock) -> None:
    surface.tap_urge(cast.R.room, 6, [], uuid4(), EVENING - timedelta(days=3))
    put(cast.R, "t09", EVENING - timedelta(days=1), intensity_start=7, intensity_end=3, response=["surfed"])
    put(cast.R, "t09", EVENING - timedelta(hours=5), intensity_start=9, response=["gave_in"])
    put(cast.R, "t41", EVENING - timedelta(hours=4), before=8, after=4, card="senses")
    put(cast.R, "t49", EVENING - timedelta(hours=1), text="secret words", mood=4)
    lines = surface.kept_lately(cast.R.room, EVENING, UTC)
    assert [(line.text, line.when) for line in lines] == [
        ("A page in the journal", "20:30"),
        ("Grounding, 8 → 4", "17:30"),
        ("Wrote down a hard hour", "16:30"),
        ("Rode an urge, 7 → 3", "yesterday"),
        ("Noted an urge, 6", "Sunday"),
    ]
    assert cast.R.client.get(lines[0].url).status_code == 200


def test_one_press_for_how_safe_leaves_the_rest_of_the_day_as_it_was(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, "/n/t40/new/", day="2026-11-18", anger="3", note="kept")
    uid = uuid4()
    surface.tap_safe(cast.B.room, 6, uid, EVENING, UTC)
    again = surface.tap_safe(cast.B.room, 6, uid, EVENING, UTC)
    assert again.replayed
    entries = fold.standing(cast.B.room.current(EVENING))
    assert len(entries) == 1
    assert {**entries[0].body, "replaces": "", "was": 0} == {
        "day": "2026-11-18", "anger": 3, "note": "kept", "safe": 6, "replaces": "", "was": 0,
    }  # fmt: skip


def test_the_pattern_for_today_is_empty_until_it_is_one(cast: Cast, clock: Clock) -> None:
    assert surface.pattern(cast.R.room, EVENING, UTC) == ""
    for n in range(16):
        put(cast.R, "t09", EVENING - timedelta(days=n), intensity_start=6)
    assert surface.pattern(cast.R.room, EVENING, UTC) == "Late evenings and nights, on any day of the week."


def test_a_readable_copy_uses_the_words_of_the_tools() -> None:
    from goldseam.exports.kept import words_of

    words = words_of("t09")
    assert words is not None
    assert words.title == "Urges"
    assert words.labels["thought"] == "What did the urge say?"
    assert words.options["response"]["called"] == "Called someone"
    assert words_of("t99") is None


def test_labels_and_definitions_are_there_for_others() -> None:
    assert surface.labels("t09", "response")["surfed"] == "Rode it with the timer"
    assert surface.labels("t99", "x") == {}
    tool = surface.definition("t57")
    assert tool is not None
    assert tool.share == "L2"


@pytest.mark.parametrize("url", ["/n/t09/", "/n/t40/", "/n/t41/", "/n/t49/", "/n/t57/", "/n/t09/new/", "/n/tools/"])
def test_a_page_asks_the_database_as_often_after_years_as_after_two_months(cast: Cast, clock: Clock, url: str) -> None:
    def queries() -> int:
        cast.R.client.get(url)  # digests are made on the first look
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert cast.R.client.get(url, {"weeks": "all"}).status_code == 200
        return len(seen)

    for days in (1, 31, 62):  # the newest closed month is at hand already; a picture asks for those before it
        put(cast.R, "t09", EVENING - timedelta(days=days), intensity_start=5)
    few = queries()
    for month in range(24):
        put(cast.R, "t09", EVENING - timedelta(days=30 * month + 1), intensity_start=5)
    assert queries() == few
    assert few <= 12


# -- the person's clock -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("me", "cookie", "zone"),
    [
        ({"tz": "Asia/Kathmandu"}, "Europe/Berlin", "Asia/Kathmandu"),
        ({}, "Europe%2FBerlin", "Europe/Berlin"),
        ({}, "Europe/Berlin", "Europe/Berlin"),
        ({}, "../../etc/passwd", "UTC"),
        ({}, "x" * 100, "UTC"),
        ({"tz": 5}, "", "UTC"),
        ({}, "/etc/localtime", "UTC"),
    ],
)
def test_the_zone_comes_from_the_settings_then_the_browser_then_utc(me: Any, cookie: str, zone: str) -> None:
    assert str(times.zone_of(me, {"tz": cookie})) == zone


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 18), "today"),
        (date(2026, 11, 17), "yesterday"),
        (date(2026, 11, 12), "Thursday"),
        (date(2026, 11, 11), "11 November"),
        (date(2025, 11, 11), "11 November 2025"),
        (date(2026, 11, 19), "19 November"),
    ],
)
def test_days_are_said_as_people_say_them(day: date, words: str) -> None:
    assert times.day_words(day, date(2026, 11, 18)) == words


def test_a_page_shows_times_on_the_persons_own_clock(cast: Cast, clock: Clock) -> None:
    cast.R.client.cookies["tz"] = "Asia/Tokyo"
    id = keep(cast.R.client, "/n/t09/tap/", intensity_start="5")
    assert "today, 06:30" in text(cast.R.client.get(f"/n/t09/k/{id}/"))
    assert moment("2026-11-18T21:30Z") == EVENING
