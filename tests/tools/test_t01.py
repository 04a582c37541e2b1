"""T01 through the pages: a start, a later look beside it, one suggestion, and what low answers bring up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import actions, catalogue
from goldseam.tools.t01_look.look import RULES, offers, unsafe_twice, way
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text
from tests.tools.roles import role

NEW, HOME = "/n/t01/new/", "/n/t01/"
LOOK = {"days_inner_circle": "3", "strongest_urge": "7"}


def test_the_first_look_is_the_start_and_keeps_only_what_was_answered(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    assert 'value="start" id="id_set_0" checked' in r.client.get(NEW).content.decode()
    id = keep(r.client, NEW, set="start", days_inner_circle="3", shame_self="8", regret_acts="6", low="1")
    assert bodies(r, "t01") == [{"set": "start", "days_inner_circle": 3, "shame_self": 8, "regret_acts": 6, "low": 1}]
    page = text(r.client.get(f"/n/t01/k/{id}/"))
    assert "This is your start" in page
    assert "Compared with your start" not in page


def test_a_later_look_is_read_beside_the_start_in_plain_words(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    put(r, "t01", clock.now - timedelta(days=90), set="start", days_inner_circle=6, strongest_urge=8, shame_self=5)
    put(r, "t01", clock.now - timedelta(days=14), set="every_2_weeks", days_inner_circle=4, strongest_urge=2)
    assert 'value="every_2_weeks" id="id_set_1" checked' in r.client.get(NEW).content.decode()
    id = keep(r.client, NEW, set="every_2_weeks", days_inner_circle="2", strongest_urge="8", shame_self="7", low="0")
    page = text(r.client.get(f"/n/t01/k/{id}/"))
    assert "Your start was 20 August 2026." in page
    assert "6 then, 2 now: lower" in page
    assert "8, as at your start" in page
    assert "5 then, 7 now: higher" in page
    assert "0 now. You left this out at your start." in page
    assert "Your last look, compared with your start" in text(r.client.get(HOME))


def test_a_new_start_may_be_named_and_later_looks_are_laid_next_to_that_one(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    put(r, "t01", clock.now - timedelta(days=300), set="start", days_inner_circle=14)
    put(r, "t01", clock.now - timedelta(days=60), set="start", days_inner_circle=8)
    id = keep(r.client, NEW, set="stage_end", days_inner_circle="1")
    assert "8 then, 1 now: lower" in text(r.client.get(f"/n/t01/k/{id}/"))


def test_without_a_named_start_the_first_look_is_taken(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    put(b, "t01", clock.now - timedelta(days=30), set="own_choice", sleep_hours=5.0)
    id = keep(b.client, NEW, set="own_choice", sleep_hours="5,4")
    assert "5.4, as at your start" in text(b.client.get(f"/n/t01/k/{id}/"))
    id = keep(b.client, NEW, set="own_choice", sleep_hours="5,5")
    assert "5 then, 5.5 now: higher" in text(b.client.get(f"/n/t01/k/{id}/"))


def test_r_is_asked_for_one_number_and_somebody_without_a_role_for_none(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    refused = r.client.post(NEW, {"uid": str(uuid4()), "set": "start", "shame_self": "4"})
    assert refused.status_code == 422
    assert "Please give a number from 0 to 14." in text(refused)
    assert bodies(r, "t01") == []
    keep(cast.stranger.client, NEW, set="own_choice", low="2")


def test_each_role_is_asked_its_own_questions(cast: Cast, clock: Clock) -> None:
    r, b, s = role(cast.R, "R"), role(cast.B, "B"), role(cast.stranger, "S")
    theirs = {person.name: person.client.get(NEW).content.decode() for person in (r, b, s)}
    assert 'name="trust_now"' not in theirs[r.name]
    assert 'name="shame_self"' not in theirs[b.name]
    assert 'name="trust_now"' in theirs[b.name]
    assert 'name="support_people"' in theirs[s.name]
    assert 'name="sleep_hours"' in theirs[s.name]
    assert 'name="felt_safe_today"' not in theirs[s.name]


def test_with_an_inner_circle_the_question_names_it(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    assert "what you want to stop?" in text(r.client.get(NEW))
    put(r, "t15", clock.now, circle="inner", item="x", _item="abcd1234")
    assert "something from your inner circle?" in text(r.client.get(NEW))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("days_inner_circle", "15", "a whole number from 0 to 14"),
        ("days_inner_circle", "-1", "a whole number from 0 to 14"),
        ("time_lost_hours", "169", "a whole number from 0 to 168"),
        ("support_people", "21", "a whole number from 0 to 20"),
        ("strongest_urge", "11", "Please choose a number from 0 to 10."),
        ("low", "5", "Please choose a number from 0 to 4."),
        ("set", "yesterday", "Please choose one of the answers shown."),
    ],
)
def test_a_number_outside_its_range_is_answered_beside_its_field(
    cast: Cast, clock: Clock, field: str, value: str, said: str
) -> None:
    r = role(cast.R, "R")
    answer = r.client.post(NEW, {"uid": str(uuid4()), "set": "start", **LOOK} | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(r, "t01") == []


def test_sleep_ends_at_fourteen_hours(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    answer = b.client.post(NEW, {"uid": str(uuid4()), "sleep_hours": "14.5"})
    assert "Please write a number from 0 to 14" in text(answer)


# -- what low answers bring up --------------------------------------------------------------------------


def test_hr_15_two_weeks_as_low_as_can_be_bring_the_numbers_at_once(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    id = keep(b.client, NEW, set="start", low="4")
    page = b.client.get(f"/n/t01/k/{id}/")
    assert "/h/1/" in page.content.decode()
    assert "talk to someone now" in text(page)
    assert bodies(b, "t01")[0]["_h1"] is True
    mild = keep(b.client, NEW, set="own_choice", low="3")
    page = b.client.get(f"/n/t01/k/{mild}/")
    assert "/h/1/" not in page.content.decode()
    assert "asking early is no weakness" in text(page)


def test_b_not_feeling_safe_twice_is_offered_a_private_look_and_once_is_not(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    said = "Twice now you wrote that you do not feel safe."
    put(b, "t01", clock.now - timedelta(days=50), felt_safe_today=3)
    put(b, "t01", clock.now - timedelta(days=20), worth=3)  # left out: the last answer counts, not the last look
    id = keep(b.client, NEW, felt_safe_today="3")
    page = b.client.get(f"/n/t01/k/{id}/")
    assert said in text(page)
    assert "/n/t58/" in page.content.decode()
    assert "Nobody is told that you looked." in text(page)
    better = keep(b.client, NEW, felt_safe_today="4")
    assert said not in text(b.client.get(f"/n/t01/k/{better}/"))
    assert unsafe_twice({"felt_safe_today": 0}, {"felt_safe_today": 3})
    assert not unsafe_twice({"felt_safe_today": 3}, {})
    assert not unsafe_twice({}, {"felt_safe_today": 0})


def test_hr_13_one_tool_is_suggested_and_the_answers_are_never_added_up(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    id = keep(r.client, NEW, set="start", days_inner_circle="3", strongest_urge="9", confidence_next_14="2", low="2")
    page = text(r.client.get(f"/n/t01/k/{id}/"))
    assert page.count("One thing that may help now") == 1
    for word in ("score", "diagnos", "total", "normal", "cut-off"):
        assert word not in page.lower()


def test_hr_20_numbers_can_be_hidden_and_trust_has_no_score(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    put(b, "t01", clock.now - timedelta(days=30), set="start", trust_now=2, worth=6)
    actions.set_me(b.room, {"numbers": False}, uuid4(), clock.now)
    id = keep(b.client, NEW, set="every_2_weeks", trust_now="4", worth="6")
    page = text(b.client.get(f"/n/t01/k/{id}/"))
    assert "higher than at your start" in page
    assert "as at your start" in page
    assert "2 then, 4 now" not in page
    assert "trust score" not in (page + text(b.client.get(HOME))).lower()
    assert "Nobody is told" in text(b.client.get(NEW))


def test_nobody_else_sees_a_look(cast: Cast, clock: Clock) -> None:
    id = keep(role(cast.B, "B").client, NEW, trust_now="1")
    assert cast.R.client.get(f"/n/t01/k/{id}/").status_code == 404


# -- the rules, by numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "roles", "first"),
    [
        ({"low": 3, "strongest_urge": 9}, ["R"], "t57"),
        ({"strongest_urge": 8}, ["R"], "t12"),
        ({"confidence_next_14": 4}, ["R"], "t12"),
        ({"confidence_next_14": 5, "days_inner_circle": 1}, ["R"], "t11"),
        ({"days_inner_circle": 0, "shame_self": 7}, ["R"], "t44"),
        ({"openness_kept": 3}, ["R"], "t27"),
        ({"support_people": 0}, ["R"], "t50"),
        ({"support_people": 1}, ["R"], "t06"),
        ({"on_guard": 3, "sleep_hours": 4}, ["B"], "t41"),
        ({"felt_safe_today": 3}, ["B"], "t41"),
        ({"sleep_hours": 4.9}, ["B"], "t47"),
        ({"sleep_hours": 5.0, "worth": 3}, ["B"], "t44"),
        ({"own_choice": 3}, ["B"], "t34"),
        ({}, ["B"], "t40"),
        ({}, ["S"], "t47"),
        ({}, [], "t06"),
        ({"shame_self": 9}, ["B"], "t44"),
    ],
)
def test_what_cannot_wait_comes_first(body: dict[str, Any], roles: list[str], first: str) -> None:
    assert offers(body, roles)[0] == first


def test_every_tool_that_may_be_suggested_has_its_words() -> None:
    words = catalogue.tool("t01").words
    assert {f"to_{rule.code}" for rule in RULES} == {key for key in words if key.startswith("to_")}


@pytest.mark.parametrize(
    ("before", "now", "least", "went"),
    [(None, 3, 1, "only_now"), (3, 3, 1, "same"), (3, 4, 1, "up"), (4, 3, 1, "down"), (5.0, 5.4, 0.5, "same")],
)
def test_a_small_difference_is_none(before: float | None, now: float, least: float, went: str) -> None:
    assert way(before, now, least) == went
