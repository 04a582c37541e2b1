"""The look back: own start beside now, in words first, never a verdict, never beside anybody else."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldseam.insight import stats
from goldseam.path import looking_back
from goldseam.path.known import Known, Read
from goldseam.path.looking_back import MOST, Compared, beside, came_true, diary_lines, edges, in_words, start_of, useful
from goldseam.tools import catalogue
from goldseam.tools.history import Series
from goldseam.tools.shelf import Item
from goldseam.tools.t08_library.lessons import lessons
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, clock, put

__all__ = ["clock"]
PAGE = "/n/path/stage/"
T01 = catalogue.tool("t01")
SLIPS = looking_back.slips(catalogue.tool("t09"))
MONDAY = stats.MONDAY + 2900 * stats.WEEK


# -- where I am now ----------------------------------------------------------------------------------------------------


def test_which_way_each_number_went_is_said_first_and_the_figures_after() -> None:
    start = {"strongest_urge": 9, "confidence_next_14": 3, "time_lost_hours": 12, "low": 2, "set": "start"}
    found = beside(T01, start, {"strongest_urge": 5, "confidence_next_14": 6, "time_lost_hours": 12, "worth": 4})
    assert in_words(T01, found, numbers=True) == [
        "Lower than at your start: strongest urge (9 then, 5 now).",
        "Higher than at your start: sure of the next 14 days (3 then, 6 now).",
        "As at your start: hours it took in seven days.",
    ]
    assert in_words(T01, found, numbers=False)[0] == "Lower than at your start: strongest urge."
    assert not any(one.heavier for one in found)


@pytest.mark.parametrize(
    ("name", "before", "now", "heavier"),
    [
        ("felt_safe_today", 6, 3, True),
        ("felt_safe_today", 3, 6, False),
        ("low", 1, 3, True),
        ("days_inner_circle", 2, 5, True),
        ("sleep_hours", 7, 6.8, False),
        ("trust_now", 6, 2, False),
        ("regret_acts", 6, 2, False),
    ],
)
def test_what_is_heavier_is_known_and_trust_owes_nobody_a_direction(
    name: str, before: float, now: float, heavier: bool
) -> None:
    assert [one.heavier for one in beside(T01, {name: before}, {name: now})] == [heavier]


def test_a_sentence_stays_short_and_never_leaves_out_what_is_heavier() -> None:
    start = dict.fromkeys(("felt_safe_today", "sleep_hours", "on_guard", "worth", "own_choice", "support_people"), 2)
    now = start | dict.fromkeys(start, 4)
    [line] = in_words(T01, beside(T01, start, now), numbers=False)
    assert line == "Higher than at your start: feeling safe, sleep, on guard, feeling worth something."
    [line] = in_words(T01, beside(T01, start | {"low": 1}, now | {"low": 3}), numbers=False)
    assert line == "Higher than at your start: feeling safe, sleep, on guard, low, or without hope."


def look(at: int, **body: Any) -> Item:
    return Item(str(at), str(uuid4()), "t01", at, at, body)


def test_the_start_is_the_look_that_was_called_so() -> None:
    first, second, third = look(1, set="own_choice"), look(2, set="start"), look(3)
    assert start_of(first, [first, third]) is first
    assert start_of(first, [first, second, third]) is second
    assert start_of(None, []) is None


# -- urges -------------------------------------------------------------------------------------------------------------


def urges(*said: tuple[list[str], float, float | None]) -> Series:
    return Series(
        list(range(len(said))),
        {"intensity_start": [one[1] for one in said], "intensity_end": [one[2] for one in said]},
        {"response": [one[0] for one in said]},
    )


def test_urges_are_said_by_what_was_chosen_and_how_far_they_fell() -> None:
    points = urges(*[(["moved"], 7, 3)] * 4, (["gave_in"], 9, 2), ([], 5, None))
    assert looking_back.urges_line(points, SLIPS, numbers=True) == (
        "Of six urges that you wrote down, you met four with something you had chosen; usually they fell from 7 to 3."
    )
    assert looking_back.urges_line(points, SLIPS, numbers=False) == (
        "You met many of your urges with something you had chosen, and usually they fell."
    )


def test_no_sentence_is_made_of_what_did_not_happen() -> None:
    assert looking_back.urges_line(urges(*[(["gave_in"], 8, 2)] * 9), SLIPS, numbers=True) == ""
    assert looking_back.urges_line(urges((["moved"], 8, 2)), SLIPS, numbers=True) == ""
    risen = looking_back.urges_line(urges(*[(["moved"], 3, 6)] * 5), SLIPS, numbers=True)
    assert risen == "You met all five urges that you wrote down with something you had chosen."
    few = urges((["moved"], 8, 2), *[(["gave_in"], 8, 8)] * 5)
    assert looking_back.urges_line(few, SLIPS, numbers=False) == (
        "You met some of your urges with something you had chosen."
    )


# -- the diary ---------------------------------------------------------------------------------------------------------


def weeks(*middles: float, days: int = 3) -> list[tuple[int, float]]:
    return [(MONDAY + n * stats.WEEK + day * stats.DAY, mid) for n, mid in enumerate(middles) for day in range(days)]


def test_the_diary_lays_its_first_weeks_beside_its_last() -> None:
    points = weeks(4, 5, 8, 6, 7)
    assert edges(points, points[-1][0]) == (4.5, 6.5)
    assert edges(points[:9], points[8][0]) is None
    assert edges([], 0) is None
    assert edges(points, points[-1][0] + 6 * stats.WEEK) is None
    assert edges(weeks(4, 5, 6, 7, days=1), MONDAY + 4 * stats.WEEK) is None


def diary(sleep: tuple[float, ...], safe: tuple[float, ...]) -> Series:
    a, b = weeks(*sleep), weeks(*safe)
    return Series([at for at, _value in a], {"sleep_hours": [v for _at, v in a], "safe": [v for _at, v in b]})


def test_the_diary_in_words() -> None:
    points = diary((5, 5, 6, 6.5), (3, 3, 5, 5))
    assert diary_lines(points, points.at[-1], numbers=True) == Compared(
        [
            "Beside the first weeks of your diary: more sleep (5 hours a night then, 6.2 now); "
            "you feel safer (3 of 10 then, 5 now)."
        ]
    )
    hidden = diary_lines(points, points.at[-1], numbers=False)
    assert hidden.lines == ["Beside the first weeks of your diary: more sleep; you feel safer."]
    worse = diary((7, 7, 6, 6), (5, 5, 5, 5))
    assert diary_lines(worse, worse.at[-1], numbers=False) == Compared(
        ["Beside the first weeks of your diary: less sleep; you feel about as safe."], heavier=True
    )
    assert diary_lines(Series(), MONDAY, numbers=True) == Compared()


# -- what came true ----------------------------------------------------------------------------------------------------


def test_two_or_three_signs_are_named_in_one_sentence() -> None:
    assert came_true([]) == ""
    assert came_true(["Your start is written down"]) == "Came true in this part: your start is written down."
    assert came_true(["A", "B", "C", "D"]) == "Came true in this part: a; b; c; and more."


def test_of_lessons_the_one_that_was_useful_last_gives_its_sentence() -> None:
    day = date(2026, 10, 1)
    marked = {
        "0A1": Read("useful", day + timedelta(days=9)),
        "1R1": Read("useful", day),
        "1R2": Read("useful", day + timedelta(days=1)),
        "1R4": Read("read", day + timedelta(days=5)),
    }
    said = useful(Known({"stage": 1, "roles": ["R"]}, lessons=marked))
    assert lessons()["1R2"].front.sentence in said
    assert useful(Known({"stage": 1}, lessons={"1R4": marked["1R4"]})) == ""


# -- the page ----------------------------------------------------------------------------------------------------------


def section(person: Person) -> str:
    page = person.client.get(PAGE).content.decode()
    found = re.search(r'aria-labelledby="lb">(.*?)</section>', page, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1]))


def lines(person: Person) -> list[str]:
    page = person.client.get(PAGE).content.decode()
    found = re.search(r'aria-labelledby="lb">(.*?)</section>', page, re.DOTALL)
    assert found
    return re.findall(r"<li><span>(.*?)</span></li>", found[1])


def r_with_a_past(person: Person) -> None:
    be(person, "R", EVENING - timedelta(days=60))
    put(person, "t01", EVENING - timedelta(days=59), set="start", strongest_urge=9, confidence_next_14=3, shame_self=6)
    put(person, "t01", EVENING - timedelta(days=20), strongest_urge=6, confidence_next_14=7, shame_self=8)
    put(person, "t05", EVENING - timedelta(days=50), _item="g", goal="Stop at night", importance=6, readiness=4)
    put(person, "t05", EVENING - timedelta(days=9), _item="g", goal="Stop at night", importance=8, readiness=4)
    for n in range(6):
        put(person, "t09", EVENING - timedelta(days=40 - n), intensity_start=8, intensity_end=4, response=["moved"])
    person.room.append("me", {"said": ["who_sees", "leave", "urgent"]}, id=uuid4(), now=EVENING - timedelta(days=1))
    put(person, "t08", EVENING - timedelta(days=5), _item="0A1", lesson="0A1", status="useful")


def test_r_sees_the_start_beside_now(cast: Cast, clock: Clock) -> None:
    r_with_a_past(cast.R)
    found = lines(cast.R)
    assert found[:4] == [
        "Lower than at your start: strongest urge (9 then, 6 now).",
        "Higher than at your start: sure of the next 14 days (3 then, 7 now), "
        "the voice that says “I am bad” (6 then, 8 now).",
        "“Stop at night”: how much it matters, 6 of 10 when you began, 8 now; "
        "ready to begin, 4 of 10, as when you began.",
        "You met all six urges that you wrote down with something you had chosen; usually they fell from 8 to 4.",
    ]
    assert found[4] == "What is heavier than at your start is worth knowing, and it is no verdict on you."
    assert found[5].startswith("Came true in this part: ")
    assert lessons()["0A1"].front.sentence.replace("'", "&#x27;") in found[6]
    assert len(found) <= MOST


def test_hidden_numbers_stay_hidden(cast: Cast, clock: Clock) -> None:
    r_with_a_past(cast.R)
    put(cast.R, "me", EVENING, numbers=False)
    found = " ".join(lines(cast.R)[:5])
    assert not re.search(r"\d", found.replace("the next 14 days", ""))
    assert "Lower than at your start: strongest urge." in found
    assert "how much it matters, more than when you began" in found
    assert "You met many of your urges with something you had chosen, and usually they fell." in found


def test_b_sees_the_diarys_weeks(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", EVENING - timedelta(days=60))
    for week in range(6):
        for day in range(3):
            at = EVENING - timedelta(days=7 * (6 - week) - day)
            put(cast.B, "t40", at, sleep_hours=5 + week / 2, safe=3)
    assert any(line.startswith("Beside the first weeks of your diary: more sleep (5") for line in lines(cast.B))
    assert any("you feel about as safe (3 of 10 then, 3 now)" in line for line in lines(cast.B))
    assert "urges" not in section(cast.B)


def test_no_line_judges_or_compares_with_anybody(cast: Cast, clock: Clock) -> None:
    r_with_a_past(cast.R)
    said = " ".join(lines(cast.R)).lower()
    for word in (
        "better",
        "worse",
        "progress",
        "well done",
        "only",
        "should",
        "others",
        "average",
        "partner",
        "failed",
        "!",
    ):
        assert word not in said


def test_too_little_is_called_too_little(cast: Cast, clock: Clock) -> None:
    too_little = "There is too little here to compare yet. That says nothing about you."
    assert too_little in section(cast.R)
    be(cast.R, "R", EVENING)
    assert section(cast.R).count(too_little) == 1
    put(cast.R, "t01", EVENING - timedelta(days=1), set="start", strongest_urge=9)
    assert section(cast.R).count(too_little) == 1


def links(person: Person) -> list[str]:
    page = person.client.get(PAGE).content.decode()
    found = re.search(r'aria-labelledby="lb">(.*?)</section>', page, re.DOTALL)
    assert found
    return re.findall(r'<a class="tail" href="([^"]+)"', found[1])


def test_an_old_look_is_offered_again_and_a_fresh_one_is_not(cast: Cast, clock: Clock) -> None:
    r_with_a_past(cast.R)
    assert links(cast.R) == ["/n/t01/new/", "/n/t01/", "/n/path/letter/"]
    assert "Take the look again" in section(cast.R)
    put(cast.R, "t01", EVENING - timedelta(days=2), strongest_urge=6)
    assert links(cast.R) == ["/n/t01/", "/n/path/letter/"]


def test_old_rulers_are_offered_to_r_alone(cast: Cast, clock: Clock) -> None:
    for person, role in ((cast.R, "R"), (cast.B, "B")):
        be(person, role, EVENING)
        put(person, "t05", EVENING - timedelta(days=15), _item="g", goal="Ask for help", importance=6)
    assert "/n/t05/" in links(cast.R)
    assert "/n/t05/" not in links(cast.B)


def test_every_link_opens(cast: Cast, clock: Clock) -> None:
    r_with_a_past(cast.R)
    assert all(cast.R.client.get(url).status_code == 200 for url in links(cast.R))


def test_in_dark_days_nothing_is_compared_and_nothing_asked_for(cast: Cast, clock: Clock) -> None:
    r_with_a_past(cast.R)
    put(cast.R, "t49", EVENING - timedelta(hours=5), text="dark", _h1=True)
    found = lines(cast.R)
    assert found[0] == "These are heavy days, and a comparison would not be fair to you. It keeps."
    assert not any("start" in line for line in found)
    assert found[1].startswith("Came true in this part: ")
    assert links(cast.R) == []


def test_it_asks_the_database_a_dozen_things_at_most(cast: Cast, clock: Clock) -> None:
    r_with_a_past(cast.R)
    cast.R.client.get(PAGE)
    with CaptureQueriesContext(connection) as found:
        cast.R.client.get(PAGE)
    assert sum(one["sql"].lstrip().upper().startswith("SELECT") for one in found.captured_queries) <= 12


def test_the_moment_a_look_was_corrected_is_no_second_look(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    first = put(cast.R, "t01", EVENING - timedelta(days=3), set="start", strongest_urge=9)
    put(cast.R, "t01", EVENING - timedelta(days=2), set="start", strongest_urge=8, replaces=str(first))
    assert not any("your start" in line for line in lines(cast.R))


def test_the_page_stands_still_over_time(cast: Cast, clock: Clock) -> None:
    """Every line rests on records, so the same records say the same on another day (but for what is offered)."""
    r_with_a_past(cast.R)
    before = lines(cast.R)
    clock.now = datetime.combine(EVENING.date(), EVENING.timetz()) + timedelta(minutes=3)
    assert lines(cast.R) == before
