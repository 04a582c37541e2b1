"""T52: the schedule, direct. Weekly and fortnightly, across zones and clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldseam.tools.t52_meetings.schedule import (
    DAY,
    HOUR,
    WEEK,
    Repeat,
    Rule,
    clock,
    following,
    length,
    moment,
    monday,
    occurrences,
    on,
    repeat,
    running,
    soon,
    words,
)

pytestmark = pytest.mark.once

ZONES = [
    "UTC", "Europe/London", "Europe/Dublin", "Europe/Berlin", "America/New_York", "America/Los_Angeles",
    "America/Phoenix", "America/St_Johns", "America/Sao_Paulo", "Asia/Singapore", "Asia/Hong_Kong", "Asia/Kolkata",
    "Asia/Kathmandu", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
]  # fmt: skip
NEW_YORK, LONDON, SYDNEY = ZoneInfo("America/New_York"), ZoneInfo("Europe/London"), ZoneInfo("Australia/Sydney")

zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.frozensets(st.integers(0, 6), min_size=1)
times = st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None, fold=0))
dates = st.dates(date(2024, 1, 1), date(2030, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    every = draw(st.sampled_from([1, 2]))
    start = draw(dates) if every == 2 else draw(st.none() | dates)
    return Rule(draw(days), draw(times), draw(zones), every, start, lasts=draw(st.sampled_from([HOUR, 2 * HOUR])))


# -- what must hold for every rule ----------------------------------------------------------------------


@given(rules(), moments)
def test_it_begins_on_its_own_days_at_its_own_time_on_the_wall(rule: Rule, now: datetime) -> None:
    for one in occurrences(rule, now, now + 5 * WEEK):
        there = one.start.astimezone(rule.zone)
        assert there.weekday() in rule.days or there.time() != rule.at
        if there.time() != rule.at:  # the clocks jumped over this time: later by the jump, and never earlier
            naive = there.replace(tzinfo=None)
            meant = [
                gap
                for gap in (timedelta(minutes=30), HOUR)
                if (naive - gap).time() == rule.at and (naive - gap).weekday() in rule.days
            ]
            assert meant, (there, rule)
            assert rule.start is None or naive.date() >= rule.start


@given(rules(), moments)
def test_between_two_moments_nothing_is_left_out_and_nothing_comes_twice(rule: Rule, now: datetime) -> None:
    last = now + 6 * WEEK
    found = [one.start for one in occurrences(rule, now, last)]
    assert found == sorted(found)
    assert len(set(found)) == len(found)
    half = now + 3 * WEEK
    split = [one.start for one in occurrences(rule, now, half)]
    split += [one.start for one in occurrences(rule, half + timedelta(seconds=1), last)]
    assert found == split
    calendar = [now.astimezone(rule.zone).date() + n * DAY for n in range(-2, 45)]
    assert set(found) == {
        begin for day in calendar if on(rule, day) and now <= (begin := moment(day, rule.at, rule.zone)) <= last
    }


@given(rules(), moments)
def test_a_fortnight_has_every_second_week_counted_from_the_start(rule: Rule, now: datetime) -> None:
    assume(rule.every == 2 and rule.start is not None)
    assert rule.start is not None
    for one in occurrences(rule, now, now + 8 * WEEK):
        day = one.start.astimezone(rule.zone).date()
        if day.weekday() in rule.days and one.start.astimezone(rule.zone).time() == rule.at:
            assert (monday(day) - monday(rule.start)).days % 14 == 0
            assert day >= rule.start


@given(rules(), moments)
def test_the_next_one_is_the_first_of_all_that_follow(rule: Rule, now: datetime) -> None:
    found = following(rule, now)
    assert found is not None
    assert found.start >= now
    assert rule.start is None or found.start >= moment(rule.start, time(0), rule.zone)
    later = now if rule.start is None else max(now, moment(rule.start, time(0), rule.zone))
    assert not [one for one in occurrences(rule, later, found.start) if one.start < found.start]


@given(st.lists(rules(), max_size=6), moments, st.sampled_from([HOUR, 2 * HOUR, DAY]))
def test_soon_holds_exactly_what_begins_within_that_time(
    given_rules: list[Rule], now: datetime, ahead: timedelta
) -> None:
    found = soon(list(enumerate(given_rules)), now, ahead)
    assert [one.start for one, _ in found] == sorted(one.start for one, _ in found)
    for one, _n in found:
        assert now <= one.start <= now + ahead
    for n, rule in enumerate(given_rules):
        upcoming = following(rule, now)
        assert upcoming is not None
        assert (upcoming.start <= now + ahead) == any(m == n for _, m in found)


@given(rules(), moments)
def test_whoever_asks_from_another_zone_gets_the_same_moments(rule: Rule, now: datetime) -> None:
    here = [one.start for one in occurrences(rule, now, now + 2 * WEEK)]
    for zone in (SYDNEY, NEW_YORK):
        there = [one.start for one in occurrences(rule, now.astimezone(zone), (now + 2 * WEEK).astimezone(zone))]
        assert here == there


@given(rules(), moments)
def test_while_it_goes_on_it_is_said_to_go_on(rule: Rule, now: datetime) -> None:
    upcoming = following(rule, now)
    assert upcoming is not None
    inside = running(rule, upcoming.start + (upcoming.end - upcoming.start) / 2)
    assert inside is not None
    assert inside.start <= upcoming.start + HOUR
    assert inside.end > upcoming.start


# -- days on which the clocks change --------------------------------------------------------------------


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_seven_in_the_evening_stays_seven_when_the_clocks_change() -> None:
    rule = Rule(frozenset({6}), time(19), LONDON)
    found = [one.start for one in occurrences(rule, at("2026-03-21T00:00"), at("2026-04-06T00:00"))]
    assert found == [at("2026-03-22T19:00"), at("2026-03-29T18:00"), at("2026-04-05T18:00")]


def test_a_reader_whose_clocks_change_on_another_day_sees_it_move_by_an_hour_for_those_weeks() -> None:
    rule = Rule(frozenset({0}), time(19), LONDON)
    seen = [
        one.start.astimezone(NEW_YORK).strftime("%d %b %H:%M")
        for one in occurrences(rule, at("2026-03-01T00:00"), at("2026-04-07T00:00"))
    ]
    assert seen == ["02 Mar 14:00", "09 Mar 15:00", "16 Mar 15:00", "23 Mar 15:00", "30 Mar 14:00", "06 Apr 14:00"]


def test_a_time_that_the_clocks_jump_over_comes_an_hour_later_that_day() -> None:
    rule = Rule(frozenset({6}), time(2, 30), NEW_YORK)
    found = [
        one.start.astimezone(NEW_YORK).strftime("%d %H:%M")
        for one in occurrences(rule, at("2026-03-07T00:00"), at("2026-03-16T00:00"))
    ]
    assert found == ["08 03:30", "15 02:30"]


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    rule = Rule(frozenset({6}), time(1, 30), NEW_YORK)
    found = [one.start for one in occurrences(rule, at("2026-11-01T00:00"), at("2026-11-02T00:00"))]
    assert found == [at("2026-11-01T05:30")]


def test_every_second_saturday_from_one_to_three_skips_the_weeks_between() -> None:
    """The example of S3-65."""
    said = repeat("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA")
    rule = Rule(said.days, time(13), ZoneInfo("Asia/Singapore"), said.every, date(2026, 1, 10), lasts=2 * HOUR)
    found = list(occurrences(rule, at("2026-01-01T00:00"), at("2026-02-15T00:00")))
    assert [f"{one.start:%d %b %H:%M}" for one in found] == ["10 Jan 05:00", "24 Jan 05:00", "07 Feb 05:00"]
    assert found[0].end == at("2026-01-10T07:00")


def test_a_fortnight_goes_on_evenly_over_a_clock_change_and_a_new_year() -> None:
    rule = Rule(frozenset({1}), time(20), SYDNEY, 2, date(2026, 9, 1))
    found = [one.start.astimezone(SYDNEY) for one in occurrences(rule, at("2026-09-01T00:00"), at("2027-02-01T00:00"))]
    assert {(b.date() - a.date()).days for a, b in pairwise(found)} == {14}
    assert {one.strftime("%H:%M") for one in found} == {"20:00"}


def test_two_days_in_a_fortnight_belong_to_the_same_week_which_begins_on_monday() -> None:
    rule = Rule(frozenset({0, 5}), time(9), UTC, 2, date(2026, 1, 10))  # a Saturday
    found = [f"{one.start:%a %d}" for one in occurrences(rule, at("2026-01-01T00:00"), at("2026-02-01T00:00"))]
    assert found == ["Sat 10", "Mon 19", "Sat 24"]


def test_an_end_is_kept_and_after_it_nothing_follows() -> None:
    rule = Rule(frozenset({2}), time(9), UTC, until=date(2026, 1, 14))
    assert following(rule, at("2026-01-08T00:00")) is not None
    assert following(rule, at("2026-01-14T10:00")) is None


def test_a_series_that_begins_next_year_says_its_first_date() -> None:
    rule = Rule(frozenset({2}), time(9), UTC, start=date(2027, 6, 2))
    found = following(rule, at("2026-01-08T00:00"))
    assert found is not None
    assert found.start == at("2027-06-02T09:00")


def test_a_meeting_across_midnight_is_still_going_on_after_it() -> None:
    rule = Rule(frozenset({4}), time(23, 30), UTC, lasts=length(time(23, 30), time(0, 30)))
    late = running(rule, at("2026-01-10T00:15"))
    assert late is not None
    assert late.start == at("2026-01-09T23:30")
    assert running(rule, at("2026-01-10T00:30")) is None


def test_one_that_began_minutes_ago_still_counts_as_soon_when_asked_so() -> None:
    rule = Rule(frozenset({4}), time(19), UTC)
    now = at("2026-01-09T19:08")
    assert soon([("a", rule)], now, 2 * HOUR) == []
    assert [what for _, what in soon([("a", rule)], now, 2 * HOUR, timedelta(minutes=10))] == ["a"]


def test_no_days_is_never() -> None:
    assert list(occurrences(Rule(frozenset(), time(9), UTC), at("2026-01-01T00:00"), at("2026-03-01T00:00"))) == []


# -- reading and writing what others write --------------------------------------------------------------


@given(st.sampled_from([1, 2]), st.frozensets(st.integers(0, 6)), st.none() | dates)
def test_a_rule_written_and_read_again_is_the_same(every: int, some: frozenset[int], until: date | None) -> None:
    said = Repeat(every, some, until)
    assert repeat(words(said)) == said
    assert repeat("RRULE:" + words(said).lower()) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no part of a rule"),
        ("weekly", "is no part of a rule"),
        ("FREQ=MONTHLY;BYDAY=1SA", "only FREQ=WEEKLY is understood"),
        ("INTERVAL=2", "only FREQ=WEEKLY is understood"),
        ("FREQ=WEEKLY;INTERVAL=3", "INTERVAL is 1"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL is 1"),
        ("FREQ=WEEKLY;INTERVAL=x", "INTERVAL is 1"),
        ("FREQ=WEEKLY;BYDAY=SAT", '"SAT" is no weekday'),
        ("FREQ=WEEKLY;BYDAY=1SA", '"1SA" is no weekday'),
        ("FREQ=WEEKLY;WKST=SU", "weeks begin on Monday"),
        ("FREQ=WEEKLY;COUNT=4", "COUNT is not understood"),
        ("FREQ=WEEKLY;UNTIL=soon", "UNTIL is a date"),
        ("FREQ=WEEKLY;UNTIL=20261399", "UNTIL is a date"),
        ("FREQ=WEEKLY;FREQ=WEEKLY", "is no part of a rule"),
    ],
)
def test_a_rule_that_is_not_understood_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        repeat(text)


@given(st.text(max_size=60))
def test_any_text_as_a_rule_is_either_read_or_refused(text: str) -> None:
    try:
        found = repeat(text)
    except ValueError:
        return
    assert found.every in {1, 2}


@given(st.text(max_size=6))
def test_a_clock_time_is_two_and_two_figures_or_nothing(text: str) -> None:
    found = clock(text)
    assert found is None or found.strftime("%H:%M") == text


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [((19, 0), (20, 30), 1.5), ((23, 0), (0, 30), 1.5), ((19, 0), None, 1), ((19, 0), (19, 0), 1)],
)
def test_it_lasts_till_its_end_also_past_midnight_and_an_hour_when_none_is_given(
    start: tuple[int, int], end: tuple[int, int] | None, hours: float
) -> None:
    assert length(time(*start), time(*end) if end else None) == timedelta(hours=hours)
