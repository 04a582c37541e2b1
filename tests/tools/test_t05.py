"""T05 through the pages: rulers first, then one's own reasons; and what it never asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools import catalogue, shelf
from goldseam.tools.t05_rulers.rulers import SECOND, asked, begun_with, ready_to_weigh, reason_missing
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, text
from tests.tools.roles import role

NEW, HOME = "/n/t05/new/", "/n/t05/"


def goal(person: Person, name: str = "Stop looking at night", **more: Any) -> UUID:
    given = {"importance": "8", "why_not_lower": "My sleep. My son. I want to be able to look up."} | more
    return keep(person.client, NEW, step="2", goal=name, **given)


def names(page: Any) -> list[str]:
    return [name for name in SECOND if f'name="{name}"' in page.content.decode()]


def test_the_rulers_come_first_and_keep_nothing_yet(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    assert names(r.client.get(NEW)) == []
    second = r.client.post(NEW, {"uid": str(uuid4()), "goal": "Ask for help", "importance": "4", "confidence": "2"})
    assert second.status_code == 200
    page = text(second)
    assert "You gave it 4 of 10, and not less. What makes it matter?" in page
    assert '<input type="hidden" name="goal" value="Ask for help">' in second.content.decode()
    assert names(second) == ["why_not_lower", "one_point_up", "who_could_help", "decided", "choice"]
    assert bodies(r, "t05") == []


def test_both_steps_are_kept_as_one_record(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    id = goal(
        r, confidence="3", readiness="5", one_point_up="A lock", who_could_help=["Jo"], decided="yes", choice="act"
    )
    body = bodies(r, "t05")[0]
    assert body.pop("_item") == str(id)[:8]
    assert body == {
        "goal": "Stop looking at night",
        "importance": 8,
        "confidence": 3,
        "readiness": 5,
        "why_not_lower": "My sleep. My son. I want to be able to look up.",
        "one_point_up": "A lock",
        "who_could_help": ["Jo"],
        "decided": "yes",
        "choice": "act",
    }
    assert "Stop looking at night" in text(r.client.get(HOME))


def test_at_nothing_it_asks_what_would_have_to_happen_and_wants_no_reason(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    second = r.client.post(NEW, {"uid": str(uuid4()), "goal": "Tell my brother", "importance": "0"})
    assert "What would have to happen for this to matter to you at all?" in text(second)
    assert "why_not_lower" not in names(second)
    keep(r.client, NEW, step="2", goal="Tell my brother", importance="0", what_would_matter="Nothing now")


def test_above_nothing_a_reason_of_ones_own_is_needed_and_the_rest_stays_typed(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    answer = r.client.post(
        NEW, {"uid": str(uuid4()), "step": "2", "goal": "Sleep", "importance": "3", "one_point_up": "typed, not lost"}
    )
    assert answer.status_code == 422
    assert "Please write at least one reason of your own." in text(answer)
    assert "You gave it 3 of 10, and not less. What makes it matter?" in text(answer)
    assert "typed, not lost" in answer.content.decode()
    assert 'name="goal" value="Sleep"' in answer.content.decode()
    assert bodies(r, "t05") == []


def test_left_out_rulers_need_no_reason(cast: Cast, clock: Clock) -> None:
    keep(role(cast.R, "R").client, NEW, step="2", goal="Sleep in the other room", choice="think")


def test_it_never_asks_why_a_number_is_not_higher(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    pages = [text(r.client.get(NEW)), text(r.client.get(HOME))]
    for importance in ("0", "1", "5", "10"):
        sent = {"uid": str(uuid4()), "goal": "x", "importance": importance}
        pages.append(text(r.client.post(NEW, sent)))
    words = str(catalogue.tool("t05"))
    for said in [*pages, words]:
        for bad in ("not higher", "not more", "why only", "no higher", "so low"):
            assert bad not in said.lower()


def test_one_needs_a_goal_before_anything_else(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    for sent in ({"importance": "5"}, {"step": "2", "importance": "5", "why_not_lower": "a reason"}):
        answer = r.client.post(NEW, {"uid": str(uuid4()), **sent})
        assert answer.status_code == 422
        assert 'id="id_goal"' in answer.content.decode()
        assert "Please write something here." in text(answer)
    assert bodies(r, "t05") == []


def test_own_words_of_earlier_goals_are_given_back(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    long = "Because I want to wake up rested. " * 13
    goal(r, "Sleep", why_not_lower=long.strip())
    clock.now += timedelta(minutes=5)
    second = text(r.client.post(NEW, {"uid": str(uuid4()), "goal": "Ask for help", "importance": "4"}))
    assert "What you wrote before" in second
    assert long.strip() in second
    assert "Sleep ·" in second


def test_looking_again_makes_a_new_version_and_shows_how_the_rulers_moved(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    first = goal(r, confidence="2")
    clock.now += timedelta(minutes=4)
    url = f"/n/t05/k/{first}/change/"
    assert 'value="8" id="id_importance_8" checked' in r.client.get(url).content.decode()
    second = r.client.post(
        url, {"uid": str(uuid4()), "goal": "Stop looking at night", "importance": "6", "confidence": "5"}
    )
    assert "My sleep. My son." in text(second), "last time's words are there to go on from"
    again = keep(
        r.client, url, step="2", goal="Stop looking at night", importance="6", confidence="5", why_not_lower="My son."
    )
    page = text(r.client.get(f"/n/t05/k/{again}/"))
    assert "8 of 10 when you began, 6 now" in page
    assert "2 of 10 when you began, 5 now" in page
    items = shelf.read(r.room, clock.now).items("t05")
    assert [(item.body["importance"], item.id) for item in items] == [(6, str(again))]
    assert r.client.get(url).status_code == 303


def test_a_goal_looked_at_again_may_be_put_away(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    first = goal(r)
    url = f"/n/t05/k/{first}/change/"
    assert "stands" not in names(r.client.post(NEW, {"uid": str(uuid4()), "goal": "x"}))
    assert "stands" in names(r.client.post(url, {"uid": str(uuid4()), "goal": "x"}))
    keep(r.client, url, step="2", goal="Stop looking at night", importance="2", why_not_lower="a", stands="away")
    assert shelf.read(r.room, clock.now).standing("t05") == []
    assert "Put away lately" in text(r.client.get(HOME))


def test_going_back_to_the_rulers_loses_no_reason(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    sent = {
        "step": "2",
        "goal": "",
        "importance": "5",
        "why_not_lower": "typed\nin two lines",
        "who_could_help": ["Jo", "Al"],
    }
    back = r.client.post(NEW, {"uid": str(uuid4()), **sent})
    assert back.status_code == 422
    assert 'name="step"' not in back.content.decode()
    assert back.content.decode().count('type="hidden" name="who_could_help"') == 2
    on = r.client.post(NEW, {"uid": str(uuid4()), **sent, "goal": "Sleep", "step": []})
    assert "typed\nin two lines" in on.content.decode()
    assert 'value="Al"' in on.content.decode()
    assert bodies(r, "t05") == []


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("act", "You chose to act."),
        ("think", "Nothing is lost by that."),
        ("leave", "That is a full answer."),
        ("", "all three stay open to you"),
    ],
)
def test_act_think_and_leave_are_answered_alike(cast: Cast, clock: Clock, choice: str, said: str) -> None:
    r = role(cast.R, "R")
    page = text(r.client.get(f"/n/t05/k/{goal(r, choice=choice)}/"))
    assert said in page
    for bad in ("should", "well done", "pity", "good choice", "are you sure"):
        assert bad not in page.lower()


def test_only_act_offers_a_plan_and_leave_is_left_alone(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    act = r.client.get(f"/n/t05/k/{goal(r, 'One', choice='act')}/").content.decode()
    leave = r.client.get(f"/n/t05/k/{goal(r, 'Two', choice='leave', decided='yes')}/").content.decode()
    assert "/n/t12/new/?from=" in act
    assert "/n/t12/new/" not in leave
    assert 'href="/n/t04/"' not in leave


def test_what_was_laid_aside_comes_back_in_its_own_step(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    r.client.post(NEW, {"uid": str(uuid4()), "goal": "Half a thought", "draft": "1"})
    page = r.client.get(NEW)
    assert 'value="Half a thought"' in page.content.decode()
    assert names(page) == []
    sent = {"uid": str(uuid4()), "step": "2", "goal": "Half a thought", "importance": "0", "draft": "1"}
    r.client.post(NEW, sent | {"what_would_matter": "A sign"})
    page = r.client.get(NEW)
    assert "A sign" in page.content.decode()
    assert "what_would_matter" in names(page)
    assert bodies(r, "t05") == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("goal", "x" * 121, "Please keep it to 120"),
        ("importance", "11", "Please choose a number from 0 to 10."),
        ("why_not_lower", "x" * 501, "Please keep it to 500"),
        ("one_point_up", "x" * 301, "Please keep it to 300"),
        ("what_would_matter", "x" * 301, "Please keep it to 300"),
        ("who_could_help", "x" * 61, "Please keep each line to 60"),
        ("decided", "maybe", "Please choose one of the answers shown."),
        ("choice", "hurry", "Please choose one of the answers shown."),
    ],
)
def test_limits_are_answered_and_keep_what_was_typed(
    cast: Cast, clock: Clock, field: str, value: str, said: str
) -> None:
    r = role(cast.R, "R")
    good = {"uid": str(uuid4()), "step": "2", "goal": "Sleep", "importance": "5", "why_not_lower": "rest"}
    answer = r.client.post(NEW, good | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(r, "t05") == []


def test_hr_15_heavy_words_are_met_at_once(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    id = goal(r, why_not_lower="otherwise I will kill myself")
    assert "/h/1/" in r.client.get(f"/n/t05/k/{id}/").content.decode()


def test_nobody_else_sees_or_changes_a_goal(cast: Cast, clock: Clock) -> None:
    id = goal(role(cast.R, "R"))
    assert cast.B.client.get(f"/n/t05/k/{id}/").status_code == 404
    assert cast.B.client.get(f"/n/t05/k/{id}/change/").status_code == 404


# -- by numbers -----------------------------------------------------------------------------------------


def test_which_questions_follow() -> None:
    assert "why_not_lower" not in asked(0)
    for importance in (None, 1, 10):
        assert "what_would_matter" not in asked(importance)
    assert reason_missing({"importance": 1})
    assert not reason_missing({"importance": 0})
    assert not reason_missing({})


@pytest.mark.parametrize(
    ("body", "open_now"),
    [
        ({"importance": 7, "decided": "yes"}, True),
        ({"importance": 6, "decided": "yes"}, False),
        ({"importance": 10, "decided": "not_yet"}, False),
        ({"importance": 10, "decided": "no"}, False),
        ({"importance": 10}, False),
        ({"decided": "yes"}, False),
    ],
)
def test_hr_18_what_may_be_weighed(body: dict[str, Any], open_now: bool) -> None:
    assert ready_to_weigh(body) is open_now


def test_each_goal_has_its_own_beginning() -> None:
    from goldseam.tools.history import Series

    points = Series([1, 2, 3], {"importance": [8, 3, 5], "confidence": [None, 2, 9]}, {"_item": [["a"], ["b"], ["a"]]})
    assert begun_with(points, "a") == {"importance": 8, "confidence": 9}
    assert begun_with(points, "b") == {"importance": 3, "confidence": 2}
    assert begun_with(points, "c") == {}
