"""T40 through the pages, and the pure rules behind its gentle advice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.insight.stats import WEEK
from goldseam.tools.t40_diary.advice import SYMPTOMS, advice, unchanged
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text

NEW, HOME = "/n/t40/new/", "/n/t40/"
TODAY = "2026-11-18"
WAS = 29_916_000  # its first minute since 1970, as the fold keys a day


def test_a_day_is_kept_with_what_was_tapped_and_nothing_else(cast: Cast, clock: Clock) -> None:
    id = keep(
        cast.B.client, NEW, day=TODAY, anxiety="3", numb="0", sleep_hours="5,5", ate="little", panic="2", safe="4"
    )
    assert bodies(cast.B, "t40") == [
        {"anxiety": 3, "numb": 0, "sleep_hours": 5.5, "ate": "little", "panic": 2, "safe": 4, "day": TODAY}
    ]
    page = text(cast.B.client.get(f"/n/t40/k/{id}/"))
    assert "Kept." in page
    assert "5.5 hours" in page
    assert "understandable reactions" in page or "not weakness" in page or "Waves are usual" in page


def test_a_second_look_at_the_same_day_corrects_it(cast: Cast, clock: Clock) -> None:
    first = keep(cast.B.client, NEW, day=TODAY, anxiety="3", anger="2")
    again = cast.B.client.get(NEW).content.decode()
    assert "Today, once more" in again
    assert 'name="anxiety" value="3"' in again
    assert "Leave this out" in again
    second = keep(cast.B.client, NEW, day=TODAY, anxiety="1")
    assert bodies(cast.B, "t40")[-1] == {
        "anxiety": 1,
        "day": TODAY,
        "replaces": str(first),
        "was": WAS,
    }
    listed = cast.B.client.get("/n/t40/list/").content.decode()
    assert str(second) in listed
    assert str(first) not in listed


def test_the_same_form_of_a_day_sent_twice_is_kept_once(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    assert keep(cast.B.client, NEW, uid=uid, day=TODAY, anxiety="3") == keep(
        cast.B.client, NEW, uid=uid, day=TODAY, anxiety="3"
    )
    assert len(bodies(cast.B, "t40")) == 1


def test_grounding_is_offered_when_one_of_the_six_is_strong_and_not_else(cast: Cast, clock: Clock) -> None:
    strong = keep(cast.B.client, NEW, day=TODAY, flashback_images="3")
    assert "Ground yourself" in text(cast.B.client.get(f"/n/t40/k/{strong}/"))
    mild = keep(cast.B.client, NEW, day="2026-11-17", flashback_images="2")
    assert "Ground yourself" not in text(cast.B.client.get(f"/n/t40/k/{mild}/"))


def test_h4_and_h1_are_answered_on_the_writers_own_screen(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, day=TODAY, unreal="yes", low_mood="4", note="I want to die")
    page = cast.B.client.get(f"/n/t40/k/{id}/")
    assert "a doctor should know soon" in text(page)
    assert "You do not have to carry it alone." in text(page)
    assert "/h/4/" in page.content.decode()
    assert "/h/1/" in page.content.decode()


def test_an_empty_form_is_not_kept_because_a_day_alone_says_nothing(cast: Cast, clock: Clock) -> None:
    answer = cast.B.client.post(NEW, {"uid": str(uuid4()), "day": TODAY})
    assert answer.status_code == 422
    assert "One answer is enough." in text(answer)
    assert bodies(cast.B, "t40") == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("anxiety", "5", "Please choose a number from 0 to 4."),
        ("sleep_hours", "25", "Please write a number from 0 to 24"),
        ("sleep_hours", "-1", "Please write a number from 0 to 24"),
        ("sleep_hours", "1e1", "Please write a number from 0 to 24"),
        ("sleep_hours", "nan", "Please write a number from 0 to 24"),
        ("panic", "11", "a whole number from 0 to 10"),
        ("ate", "nothing", "Please choose one of the answers shown."),
        ("day", "2026-11-19", "This day is still to come."),
        ("day", "2025-11-01", "more than a year ago"),
        ("day", "soon", "Please write the day like"),
        ("note", "x" * 301, "Please keep it to 300"),
    ],
)
def test_bad_input_is_answered_beside_its_field(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    good = {"uid": str(uuid4()), "day": TODAY, "anger": "2", "note": "not lost"}
    answer = cast.B.client.post(NEW, good | {field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert field == "note" or "not lost" in answer.content.decode()
    assert bodies(cast.B, "t40") == []


def test_the_weeks_are_said_before_they_are_drawn(cast: Cast, clock: Clock) -> None:
    for n in range(56):
        put(cast.B, "t40", clock.now - timedelta(days=n), anxiety=1 if n < 28 else 3, anger=2)
    page = cast.B.client.get(HOME)
    words = text(page)
    assert "Next to the four weeks before, lower: anxious; about as before: angry." in words
    assert "1 now, 3 in the four weeks before." in words
    assert "2, as in the four weeks before." in words
    html = page.content.decode()
    assert html.count("<svg") == html.count('role="img"') + html.count('aria-hidden="true"><') or 'role="img"' in html
    assert "The same as a table" in words
    for span in ("52", "all", "nonsense"):
        assert cast.B.client.get(HOME, {"weeks": span}).status_code == 200


def test_a_trigger_is_kept_with_own_words_and_no_scene(cast: Cast, clock: Clock) -> None:
    id = keep(
        cast.B.client,
        "/n/t40b/new/",
        trigger=["screen"],
        trigger_own="the red chair",
        strength="8",
        now="5",
        what_helped=["outside"],
        when="2026-11-18T20:00",
    )
    page = text(cast.B.client.get(f"/n/t40b/k/{id}/"))
    assert "A phone or a screen, the red chair" in page
    assert "What set things off" in text(cast.B.client.get(HOME))


# -- the rules, by numbers ----------------------------------------------------------------------------


def days(n: int, **body: Any) -> list[tuple[date, dict[str, Any]]]:
    return [(date(2026, 11, 18) - timedelta(days=i), body) for i in range(n)]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (days(7, sleep_hours=4.5), ["step_sleep"]),
        (days(5, sleep_hours=4.9), ["step_sleep"]),
        (days(4, sleep_hours=3.0), []),
        (days(7, sleep_hours=5.0), []),
        (days(5, ate="little"), ["step_food"]),
        (days(7, ate="some"), []),
        (days(3, hard_day="no"), ["step_function"]),
        (days(2, hard_day="no"), []),
        (days(7, anger=4), []),
        ([], []),
    ],
)
def test_advice_looks_at_the_last_seven_days_written_down(written: Any, found: list[str]) -> None:
    assert advice(written, date(2026, 11, 18), eight_weeks=False) == found


def test_advice_forgets_days_older_than_two_weeks() -> None:
    old = [(day - timedelta(days=14), body) for day, body in days(7, sleep_hours=3.0)]
    assert advice(old, date(2026, 11, 18), eight_weeks=False) == []
    assert advice([], date(2026, 11, 18), eight_weeks=True) == ["step_eight"]


def test_eight_weeks_unchanged_needs_three_symptoms_that_trouble_as_much_as_before() -> None:
    now = 60 * WEEK

    def points(early: float, late: float) -> list[tuple[int, float]]:
        return [(now - 8 * WEEK + i, early) for i in range(4)] + [(now - WEEK + i, late) for i in range(4)]

    assert unchanged(dict.fromkeys(SYMPTOMS[:3], points(3, 3)), now)
    assert not unchanged(dict.fromkeys(SYMPTOMS[:2], points(3, 3)), now)
    assert not unchanged(dict.fromkeys(SYMPTOMS, points(3, 2)), now)
    assert not unchanged(dict.fromkeys(SYMPTOMS, points(1, 1)), now)
    assert not unchanged({name: points(3, 3)[:7] for name in SYMPTOMS}, now)
