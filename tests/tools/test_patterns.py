"""The page of patterns through HTTP: what is there is said with its counts, and what is not there is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from goldseam.tools.history import Series
from goldseam.tools.patterns.read import needs_before
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, put, text

PAGE = "/n/patterns/"
DAY = timedelta(days=1)


def section(page: str, question: str) -> str:
    """The words of one section."""
    [found] = [part for part in re.split(r"<section", page) if question in part]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.split("</section>")[0]))


def urges(person: Person, clock: Clock, n: int) -> None:
    """Strong when tired, given in to in bed; moving helps twice as much as the rest."""
    for i in range(n):
        tired, bed, moved = i % 3 == 0, i % 5 == 0, i % 2 == 0
        strength = 9 if tired else 5
        put(
            person,
            "t09",
            clock.now - (i + 1) * DAY + timedelta(hours=i % 7),
            intensity_start=strength,
            intensity_end=strength - (5 if moved else 2) + i % 2,
            halt=["tired"] if tired else ["bored"],
            place="bed" if bed else "desk",
            response=["gave_in", "called"] if bed else ["moved"] if moved else ["called"],
        )


def test_an_empty_page_says_what_it_will_do_and_where_to_begin(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(PAGE)
    assert page.status_code == 200
    assert "nothing to compare yet" in text(page)
    assert "/n/t09/" in page.content.decode()
    assert "Only you can see this. It cannot be shared." in text(page)


def test_what_is_there_before_is_named_with_its_counts_and_its_chance(cast: Cast, clock: Clock) -> None:
    urges(cast.R, clock, 60)
    page = cast.R.client.get(PAGE).content.decode()
    before = section(page, "What is there before")
    assert "“Tired”: there more often in your stronger urges." in before
    assert "With “Tired” the urge was 9 or more in twenty of twenty, without it in none of 40." in before
    assert "“In bed”: there more often when you gave in." in before
    assert "With “In bed” you gave in at twelve of twelve, without it at none of 48." in before
    assert "less than three times in a hundred" in before
    assert "/n/t12/" in page


def test_hr_06_giving_in_is_never_among_what_helped(cast: Cast, clock: Clock) -> None:
    urges(cast.R, clock, 60)
    helped = section(cast.R.client.get(PAGE).content.decode(), "What goes with an urge falling")
    assert "“Moved my body”: larger falls than with the rest." in helped
    assert "With “Moved my body” it usually fell by 5, from 24 entries." in helped
    assert "Gave in" not in helped
    assert "Called someone 24" in helped  # the twelve that ended with giving in do not count


def test_a_week_of_entries_is_too_few_and_the_page_says_how_many_it_needs(cast: Cast, clock: Clock) -> None:
    urges(cast.R, clock, 3)
    page = cast.R.client.get(PAGE).content.decode()
    assert "Needed: four entries. So far: three." in section(page, "When urges come")
    before = section(page, "What is there before")
    assert "Too few entries yet." in before
    assert "Needed: twelve entries, hours apart, in which you noted some of this. So far: three." in before
    assert "Needed: five before-and-after notes" in section(page, "What goes with an urge falling")


def test_somebody_without_a_pattern_is_told_so(cast: Cast, clock: Clock) -> None:
    halt = (["tired"], ["bored"], ["angry"])
    for i in range(48):
        at = clock.now - (i + 1) * DAY - timedelta(hours=5 * (i % 5))
        put(cast.R, "t09", at, intensity_start=3 + (i * 7) % 5, halt=halt[i % 3], response=["moved"])
    before = section(cast.R.client.get(PAGE).content.decode(), "What is there before")
    assert "Nothing stands out from chance." in before
    assert "more often" not in before


def test_the_usual_break_point_says_how_sure_it_is(cast: Cast, clock: Clock) -> None:
    question = "Where the chain breaks most easily"
    for i, point in enumerate(["before", "before", "before", "permission"]):
        put(cast.R, "t11", clock.now - (i + 1) * DAY, break_point=point)
    assert "Needed: five maps. So far: four." in section(cast.R.client.get(PAGE).content.decode(), question)
    put(cast.R, "t11", clock.now - 6 * DAY, break_point="permission")
    found = section(cast.R.client.get(PAGE).content.decode(), question)
    assert "At the small choice before. In three of five maps" in found
    assert "Next comes “At the permission”, in two. That is close enough to change." in found
    for i in range(8):
        put(cast.R, "t11", clock.now - (i + 7) * DAY, break_point="before")
    assert "Chance alone would do this less" in section(cast.R.client.get(PAGE).content.decode(), question)


def test_b_sees_what_calms_and_how_long_relief_lasts(cast: Cast, clock: Clock) -> None:
    for i in range(12):
        at = clock.now - (i + 1) * DAY
        put(cast.B, "t41", at, card="breathe" if i % 2 else "senses", before=8, after=3 if i % 2 else 7)
        put(cast.B, "t42", at, did="checked", relief_after_10=6 + i % 2, relief_after_60=2 + i % 3)
        put(cast.B, "t40b", at, trigger=["screen"], strength=7, now=4, what_helped=["person"])
    page = cast.B.client.get(PAGE).content.decode()
    cards = section(page, "Which card brings you back")
    assert "larger falls than with the rest." in cards
    assert "it usually fell by 5, from six entries." in cards
    relief = section(page, "How long relief lasts after checking")
    assert "Relief was there after ten minutes, and less after an hour." in relief
    assert "After ten minutes 6.5 of 10, after an hour 3: the middles of twelve entries." in relief
    assert "It was less after the hour in twelve of twelve, usually by 3.5 (likely 3 to 4)." in relief
    assert "With “A person” it usually fell by 3" in section(page, "What helps afterwards")
    for word in ("too much", "should", "stop checking"):
        assert word not in relief


def test_nothing_yet_is_no_help(cast: Cast, clock: Clock) -> None:
    for i in range(6):
        put(cast.B, "t40b", clock.now - (i + 1) * DAY, trigger=["screen"], strength=7, now=2, what_helped=["nothing"])
    assert "Needed: five before-and-after notes" in section(
        cast.B.client.get(PAGE).content.decode(), "What helps afterwards"
    )


def test_hr_20_who_hid_all_numbers_reads_words_only(cast: Cast, clock: Clock) -> None:
    urges(cast.R, clock, 60)
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    page = cast.R.client.get(PAGE).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert "“Tired”: there more often in your stronger urges." in section(page, "What is there before")
    assert "<table" not in main and "<svg" not in main
    assert "twenty of twenty" not in main


def test_the_page_holds_only_ones_own_entries_and_offers_no_way_to_share(cast: Cast, clock: Clock) -> None:
    urges(cast.R, clock, 60)
    other = cast.B.client.get(PAGE)
    assert "nothing to compare yet" in text(other)
    mine = text(cast.R.client.get(PAGE)).lower()
    assert "it cannot be shared" in mine
    for word in ("score", "better than", "worse", "addict", "streak", "because"):
        assert word not in mine


def test_a_year_holds_more_than_twelve_weeks_and_odd_spans_are_left_out(cast: Cast, clock: Clock) -> None:
    for i in range(5):
        put(cast.R, "t09", clock.now - timedelta(days=200 + i), intensity_start=5)
    assert "nothing to compare yet" in text(cast.R.client.get(PAGE))
    assert "From five entries." in text(cast.R.client.get(PAGE + "?weeks=52"))
    assert "nothing to compare yet" in text(cast.R.client.get(PAGE + "?weeks=all"))


@pytest.mark.parametrize(("minutes_before", "counts"), [(0, True), (180, True), (181, False), (-1, False)])
def test_a_need_seen_shortly_before_an_urge_counts_as_noted(minutes_before: int, counts: bool) -> None:
    looks = Series([1000 - minutes_before], {"lonely": [3.0], "tired": [1.0]})
    assert needs_before([1000], looks) == [frozenset(["lonely"] if counts else [])]


def test_it_stands_at_the_moment_of_a_burn(cast: Cast, clock: Clock) -> None:
    """What is burned is out of the pattern at once."""
    put(cast.R, "t09", datetime(2026, 10, 3, 12, 0, tzinfo=UTC), intensity_start=4)
    gone = put(cast.R, "t09", datetime(2026, 10, 4, 12, 0, tzinfo=UTC), intensity_start=4)
    assert "So far: two." in text(cast.R.client.get(PAGE))
    cast.R.client.post(f"/n/t09/k/{gone}/burn/", {"uid": str(uuid4())})
    assert "So far: one." in text(cast.R.client.get(PAGE))
