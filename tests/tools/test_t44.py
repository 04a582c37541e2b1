"""T44: one harsh thought a day, and what becomes of it in two weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t44_view.pages import notes, review
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, keep, put, text

HOME, NEW = "/n/t44/", "/n/t44/new/"
TODAY = date(2026, 11, 18)
THOUGHT = "I am not enough."


def entry(days_ago: int, believe: int | None, new: int | None = None, thought: str = THOUGHT) -> dict[str, Any]:
    body: dict[str, Any] = {"day": (TODAY - timedelta(days=days_ago)).isoformat(), "old_belief": thought}
    return body | ({} if believe is None else {"believe": believe}) | ({} if new is None else {"believe_new": new})


def written(person: Person, clock: Clock, days_ago: int, believe: int, new: int | None = None) -> None:
    put(person, "t44", clock.now - timedelta(days=days_ago), **entry(days_ago, believe, new))


def test_an_entry_keeps_both_views_with_their_percent(cast: Cast, clock: Clock) -> None:
    id = keep(
        cast.B.client,
        NEW,
        day="2026-11-18",
        old_belief=THOUGHT,
        believe="80",
        evidence_today="The child ran to me.",
        kind_reply="You are there.",
        new_view="I am enough for those who know me.",
        believe_new="20",
        body_kindness=["rest", "mirror"],
        body_kindness_own="tea",
        compliment_to_self="Good eye.",
    )
    assert bodies(cast.B, "t44")[0] == {
        "day": "2026-11-18",
        "old_belief": THOUGHT,
        "believe": 80,
        "evidence_today": "The child ran to me.",
        "kind_reply": "You are there.",
        "new_view": "I am enough for those who know me.",
        "believe_new": 20,
        "body_kindness": ["rest", "mirror", "tea"],
        "compliment_to_self": "Good eye.",
    }
    page = text(cast.B.client.get(f"/n/t44/k/{id}/"))
    assert "80 per cent" in page
    assert "Rested, Left the mirror alone, tea" in page


def test_one_entry_a_day_a_second_takes_the_place_of_the_first(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, day="2026-11-18", old_belief=THOUGHT, believe="80")
    page = text(cast.B.client.get(NEW))
    assert "There is an entry for today." in page
    keep(cast.B.client, NEW, day="2026-11-18", old_belief=THOUGHT, believe="60")
    listed = cast.B.client.get("/n/t44/list/").content.decode()
    assert listed.count("/n/t44/k/") == 1


def test_the_thought_of_last_time_is_filled_in(cast: Cast, clock: Clock) -> None:
    assert f'value="{THOUGHT}"' not in cast.B.client.get(NEW).content.decode()
    written(cast.B, clock, 20, 80)
    page = cast.B.client.get(NEW)
    assert f'value="{THOUGHT}"' in page.content.decode()
    assert "The thought from last time is filled in." in text(page)


def test_four_entries_in_a_fortnight_are_looked_back_on_in_words(cast: Cast, clock: Clock) -> None:
    for days_ago, believe, new in ((13, 80, 10), (9, 75, 20), (4, 60, 30)):
        written(cast.B, clock, days_ago, believe, new)
    assert "Too few entries yet for a look back." in text(cast.B.client.get(HOME))
    written(cast.B, clock, 0, 55, 40)
    page = text(cast.B.client.get(HOME))
    assert f"5 November: you believed “{THOUGHT}” 80 of 100. Today: 55 of 100." in page
    assert "The fairer view stood at 10 then, and at 40 lately. It has let go a little." in page


def test_hr_20_whoever_hides_numbers_gets_no_review(cast: Cast, clock: Clock) -> None:
    for days_ago in (3, 2, 1, 0):
        written(cast.B, clock, days_ago, 50)
    put(cast.B, "me", clock.now, numbers=False)
    page = text(cast.B.client.get(HOME))
    assert "The last two weeks" not in page


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (80, 70, "It has let go a little."),
        (80, 71, "It has hardly moved."),
        (50, 59, "It has hardly moved."),
        (50, 60, "It is louder than two weeks ago."),
    ],
)
def test_a_change_of_ten_points_gets_a_word_and_no_direction_is_a_reproach(first: int, last: int, said: str) -> None:
    tool = catalogue.tool("t44")
    bodies = [entry(12, first), entry(8, 50), entry(5, 50), entry(1, last)]
    lines = review(tool, notes(bodies, TODAY), TODAY)
    assert any(line.startswith(said) for line in lines)
    for line in lines:
        assert "should" not in line


def test_only_the_last_fourteen_days_and_only_one_thought_are_compared() -> None:
    tool = catalogue.tool("t44")
    old = [entry(n, 90) for n in (14, 15, 20)]
    assert review(tool, notes([*old, entry(1, 10)], TODAY), TODAY) == [tool.word("few")]
    mixed = [entry(n, 50, thought=f"thought {n}") for n in (1, 2, 3, 4)]
    assert review(tool, notes(mixed, TODAY), TODAY) == [tool.word("many_thoughts")]
    same = [entry(8, 70, thought="i am NOT enough"), entry(6, 10, thought="other"), entry(4, 5), entry(2, 60)]
    assert "70 of 100" in review(tool, notes(same, TODAY), TODAY)[0]
    assert review(tool, [], TODAY) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("old_belief", "", "Please write something here."),
        ("old_belief", "x" * 141, "Please keep it to 140"),
        ("believe", "101", "from 0 to 100"),
        ("believe_new", "-1", "from 0 to 100"),
        ("evidence_today", "x" * 201, "Please keep it to 200"),
        ("kind_reply", "x" * 201, "Please keep it to 200"),
        ("new_view", "x" * 141, "Please keep it to 140"),
        ("day", "2026-11-19", "still to come"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    good = {"uid": str(uuid4()), "day": "2026-11-18", "old_belief": THOUGHT}
    answer = cast.B.client.post(NEW, good | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.B, "t44") == []


def test_hr_05_the_answer_to_did_i_cause_this_is_a_clear_no(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    page = text(cast.B.client.get(HOME))
    for title in (
        "Next to pictures on a screen",
        "“Did I cause this?”",
        "Am I still wanted?",
        "A body that gets older",
    ):
        assert title in page
    assert "the answer is no. Another adult made those choices" in page
    for word in ("your part", "both sides", "partly you"):
        assert word not in page.lower()


def test_words_of_self_harm_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, day="2026-11-18", old_belief="They would be better off without me")
    assert "You do not have to carry it alone" in text(cast.B.client.get(f"/n/t44/k/{id}/"))


def test_hr_05_shame_about_acts_is_not_put_before_somebody_who_was_betrayed(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    be(cast.R, "R", clock.now)
    assert "When the shame is about what you did" not in text(cast.B.client.get(HOME))
    page = text(cast.R.client.get(HOME))
    assert "When the shame is about what you did" in page
    assert "“Did I cause this?”" not in page


def test_percent_is_drawn_on_the_whole_scale_from_nothing_to_a_hundred(cast: Cast, clock: Clock) -> None:
    for days_ago in (20, 15, 10, 5, 0):
        written(cast.B, clock, days_ago, 40, 20)
    page = text(cast.B.client.get(HOME))
    assert "100 fully" in page
    assert "40 fully" not in page
