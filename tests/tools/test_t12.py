"""T12: a cue that can be seen, an act that is one, said three times, used, looked at weekly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools.t12_plans import cues
from goldseam.tools.t12_plans.pages import Uses, counted, times_words
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text, waiting

NEW, HOME = "/n/t12/new/", "/n/t12/"
PLAN = {"if": "I take the phone to bed", "then": "I put it in the hall"}


def make(person: Person, **fields: Any) -> str:
    """A plan; its key."""
    return str(keep(person.client, NEW, **(PLAN | fields)))[:8]


@pytest.mark.parametrize(
    ("cue", "asked"),
    [
        ("I feel bad", True),
        ("if I'm stressed", True),
        ("When it gets too much", True),
        ("I have an urge", True),
        ("I want to look", True),
        ("bored", True),
        ("always", True),
        ("i feel ｂａｄ", True),
        ("I feel bad in bed", False),
        ("I am lonely on Friday", False),
        ("it is after eleven", False),
        ("my boss criticises me", False),
        ("my mother visits us", False),
        ("I notice my hand reaching for it", False),
        ("the house is empty and I feel low", False),
    ],
)
def test_a_cue_that_names_no_when_or_where_is_asked_for_it(cue: str, asked: bool) -> None:
    assert cues.wide(cue) is asked


@pytest.mark.parametrize(
    ("act", "asked"),
    [
        ("not look", True),
        ("I will not look.", True),
        ("don’t open it", True),
        ("I stop", True),
        ("I stop and stand up", False),
        ("I will not look but go out", False),
        ("I put the phone in the hall", False),
        ("notice the urge and breathe", False),
        ("I go to the note on the door", False),
    ],
)
def test_an_act_that_only_says_what_is_left_out_is_asked_about(act: str, asked: bool) -> None:
    assert cues.only_absence(act) is asked


@pytest.mark.parametrize(
    ("cue", "act", "said"),
    [
        ("If I sit down", "then I stand up.", ("I sit down", "stand up")),
        ("I sit down", "I'll call Jo", ("I sit down", "call Jo")),
        ("whenever", "I", ("whenever", "I")),
    ],
)
def test_the_words_that_stand_on_every_card_are_not_said_twice(cue: str, act: str, said: tuple[str, str]) -> None:
    assert cues.said(cue, act) == said


def test_a_wide_cue_is_asked_for_when_and_where_and_what_was_typed_stays(cast: Cast, clock: Clock) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), "if": "I feel bad", "then": "I will not look"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "When and where would that be?" in page
    assert "What will you do instead?" in page
    assert 'value="I feel bad"' in page
    assert 'name="as_it_is"' in page
    assert bodies(cast.R, "t12") == []


def test_the_person_may_find_it_plain_enough(cast: Cast, clock: Clock) -> None:
    assert 'name="as_it_is"' not in cast.R.client.get(NEW).content.decode()
    keep(cast.R.client, NEW, **{"if": "I feel bad", "then": "I will not look", "as_it_is": "1"})
    assert [(body["if"], body["then"]) for body in bodies(cast.R, "t12")] == [("I feel bad", "I will not look")]


def test_letting_it_pass_by_is_an_act_of_its_own_kind(cast: Cast, clock: Clock) -> None:
    make(cast.R, then="I will not follow it", kind="ignore")


@pytest.mark.parametrize("field", ["if", "then"])
def test_both_halves_are_needed_and_short(cast: Cast, clock: Clock, field: str) -> None:
    for value in ("", "x" * 141):
        answer = cast.R.client.post(NEW, PLAN | {"uid": str(uuid4()), field: value})
        assert answer.status_code == 422
    assert bodies(cast.R, "t12") == []


def test_an_eighth_plan_is_refused_kindly_and_its_words_stay(cast: Cast, clock: Clock) -> None:
    for n in range(7):
        make(cast.R, **{"if": f"I sit at desk {n}"})
    answer = cast.R.client.post(NEW, PLAN | {"uid": str(uuid4())})
    assert answer.status_code == 409
    assert "Let one go first" in text(answer)
    assert 'value="I take the phone to bed"' in answer.content.decode()
    assert len(bodies(cast.R, "t12")) == 7
    assert "Let one go, and there is room for another." in text(cast.R.client.get(HOME))


def test_a_plan_is_said_three_times_and_the_third_is_counted(cast: Cast, clock: Clock) -> None:
    key = make(cast.R)
    for step, words in ((1, "Say it aloud."), (2, "Again, slower."), (3, "See your hands do it.")):
        page = text(cast.R.client.get(f"/n/t12/say/{key}/?s={step}"))
        assert words in page
        assert "If I take the phone to bed, then I put it in the hall." in page
    assert bodies(cast.R, "t12")[-1].get("rehearsed") is None
    uid = str(uuid4())
    for _ in range(2):  # sent twice, counted once
        assert cast.R.client.post(f"/n/t12/say/{key}/", {"uid": uid}).status_code == 303
    assert bodies(cast.R, "t12")[-1]["rehearsed"] == 3
    cast.R.client.post(f"/n/t12/say/{key}/", {"uid": str(uuid4())})
    assert "Said aloud six times." in text(cast.R.client.get(HOME))


def test_another_sentence_has_not_been_said_yet_but_a_new_kind_keeps_the_count(cast: Cast, clock: Clock) -> None:
    key = make(cast.R)
    cast.R.client.post(f"/n/t12/say/{key}/", {"uid": str(uuid4())})
    newest = [entry.id for month in cast.R.room.months() for entry in cast.R.room.month(month)][-1]
    second = keep(cast.R.client, f"/n/t12/k/{newest}/change/", **(PLAN | {"kind": "leave"}))
    assert bodies(cast.R, "t12")[-1]["rehearsed"] == 3
    keep(cast.R.client, f"/n/t12/k/{second}/change/", **(PLAN | {"then": "I give it to Sam"}))
    assert "rehearsed" not in bodies(cast.R, "t12")[-1]


def test_counts_and_weekly_answers_cannot_be_typed_into_the_form(cast: Cast, clock: Clock) -> None:
    make(cast.R, rehearsed="99", week="drop", looked_on="2026-11-01")
    assert set(bodies(cast.R, "t12")[0]) == {"if", "then", "_item"}


def test_use_and_help_are_noted_and_said_in_words(cast: Cast, clock: Clock) -> None:
    key = make(cast.R)
    assert "Not used yet." in text(cast.R.client.get(HOME))
    page = cast.R.client.get(f"/n/t12b/new/?plan={key}").content.decode()
    assert page.count("checked") == 1
    for helped in ("1", "3", "4"):
        keep(cast.R.client, "/n/t12b/new/", plan=key, helped=helped, when="2026-11-18T21:00")
    put(cast.R, "t09", clock.now, intensity_start=6, response=["plan"], plan=key)
    assert "Used four times. It helped: 3 of 4." in text(cast.R.client.get(HOME))


def test_uses_are_counted_for_each_plan() -> None:
    found = counted([["a"], ["b"], ["a"]], [3, None, 1], [["a"], []])
    assert found == {"a": Uses(3, (3, 1)), "b": Uses(1)}
    assert [times_words(n) for n in (1, 2, 5, 30)] == ["once", "twice", "five times", "30 times"]


def test_noting_a_use_without_any_plan_leads_to_the_first_one(cast: Cast, clock: Clock) -> None:
    assert "There is no plan yet to be used." in text(cast.R.client.get("/n/t12b/new/"))


@pytest.mark.parametrize(("days", "due"), [(6, False), (7, True), (40, True)])
def test_after_a_week_each_plan_is_looked_at_and_keeping_it_rests_the_question(
    cast: Cast, clock: Clock, days: int, due: bool
) -> None:
    put(cast.R, "t12", clock.now - timedelta(days=days), _item="abcd1234", **PLAN)
    assert ("A week has gone by" in text(cast.R.client.get(HOME))) is due
    answer = cast.R.client.post("/n/t12/week/abcd1234/", {"week": "keep", "uid": str(uuid4())})
    assert answer.status_code == 303
    assert "Kept for another week." in text(cast.R.client.get(answer["Location"]))
    assert "A week has gone by" not in text(cast.R.client.get(HOME))
    assert bodies(cast.R, "t12")[-1]["looked_on"] == "2026-11-18"


@pytest.mark.parametrize(("first", "second", "waits"), [(6, 6, False), (7, 9, True), (9, 1, False)])
def test_today_is_offered_one_weekly_look_for_all_plans(
    cast: Cast, clock: Clock, first: int, second: int, waits: bool
) -> None:
    for n, days in enumerate((first, second)):
        put(cast.R, "t12", clock.now - timedelta(days=days), _item=f"abcd123{n}", **PLAN)
    assert (waiting(cast.R, clock) == ["plans"]) is waits


def test_hr_20_counts_are_left_out_for_somebody_who_hides_numbers(cast: Cast, clock: Clock) -> None:
    make(cast.R)
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    page = text(cast.R.client.get(HOME))
    assert "Not used yet." not in page
    assert "I put it in the hall" in page or "put it in the hall" in page


def test_a_plan_let_go_is_put_away_keeps_its_record_and_may_come_back(cast: Cast, clock: Clock) -> None:
    key = make(cast.R)
    cast.R.client.post(f"/n/t12/week/{key}/", {"week": "drop", "uid": str(uuid4())})
    page = text(cast.R.client.get(HOME))
    assert "Put away lately" in page
    assert "I used it" not in page
    assert len(bodies(cast.R, "t12")) == 2
    assert cast.R.client.get(f"/n/t12/say/{key}/").status_code == 404
    cast.R.client.post(f"/n/t12/week/{key}/", {"week": "keep", "uid": str(uuid4())})
    assert "I used it" in text(cast.R.client.get(HOME))


def test_a_plan_does_not_come_back_over_the_seven(cast: Cast, clock: Clock) -> None:
    key = make(cast.R)
    cast.R.client.post(f"/n/t12/week/{key}/", {"week": "drop", "uid": str(uuid4())})
    for n in range(7):
        make(cast.R, **{"if": f"I sit at desk {n}"})
    assert cast.R.client.post(f"/n/t12/week/{key}/", {"week": "keep", "uid": str(uuid4())}).status_code == 409


@pytest.mark.parametrize("week", ["", "change", "burn"])
def test_an_odd_weekly_answer_is_not_found(cast: Cast, clock: Clock, week: str) -> None:
    key = make(cast.R)
    assert cast.R.client.post(f"/n/t12/week/{key}/", {"week": week}).status_code == 404
    assert cast.R.client.post("/n/t12/week/nothing/", {"week": "keep"}).status_code == 404
    assert cast.R.client.get("/n/t12/say/nothing/").status_code == 404


def test_the_cards_stand_on_the_ride_after_it_and_after_keeping(cast: Cast, clock: Clock) -> None:
    for url in ("/n/t09/ride/", "/n/t09/new/?rode=1"):
        assert "I take the phone to bed" not in text(cast.R.client.get(url))
    key = make(cast.R)
    for url in ("/n/t09/ride/", "/n/t09/new/?rode=1"):
        assert "If I take the phone to bed, then I put it in the hall." in text(cast.R.client.get(url))
    id = keep(cast.R.client, "/n/t09/new/", intensity_start="6", when="2026-11-18T21:00", plan=key)
    page = text(cast.R.client.get(f"/n/t09/k/{id}/"))
    assert "Which if–then plan did you use? I take the phone to bed" in page
    assert "then I put it in the hall" in page


def test_a_plan_that_is_none_of_mine_cannot_be_picked(cast: Cast, clock: Clock) -> None:
    make(cast.R)
    other = make(cast.B)
    for url, more in (("/n/t12b/new/", {}), ("/n/t09/new/", {"intensity_start": "6"})):
        answer = cast.R.client.post(url, {"uid": str(uuid4()), "when": "2026-11-18T21:00", "plan": other} | more)
        assert answer.status_code == 422
    assert cast.stranger.client.get(f"/n/t12/say/{other}/").status_code == 404


def test_hr_15_words_of_self_harm_in_a_plan_bring_up_people_who_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, **(PLAN | {"then": "I want to die in the kitchen"}))
    assert "People who answer now" in text(cast.R.client.get(f"/n/t12/k/{id}/"))
