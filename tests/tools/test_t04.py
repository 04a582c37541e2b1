"""T04 through the pages: shut while somebody is of two minds, the heaviest lines, and the line that follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools.t04_weigh.heavy import heaviest
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text
from tests.tools.roles import role

NEW, HOME = "/n/t04/new/", "/n/t04/"


def decide(person: Person, goal: str = "Stop for good", importance: str = "8", decided: str = "yes") -> str:
    """The key of the goal."""
    id = keep(
        person.client, "/n/t05/new/", step="2", goal=goal, importance=importance, decided=decided, why_not_lower="mine"
    )
    return str(id)[:8]


def rows(**boxes: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, lines in boxes.items():
        for n, (what, weight) in enumerate(lines):
            found |= {f"{name}-{n}-what": what, f"{name}-{n}-weight": weight}
    return found


BOXES = rows(
    good_of_changing=[("Sleep", "3"), ("I can look up again", "5")],
    pull_of_staying=[("It is easy", "")],
    cost_of_staying=[("We drift apart", "4"), ("Money", "4"), ("Time", "1")],
)


@pytest.mark.parametrize(
    ("importance", "decided"), [("6", "yes"), ("10", "not_yet"), ("10", "no"), ("10", ""), ("0", "yes")]
)
def test_hr_18_it_stays_shut_while_nothing_is_decided_and_offers_ones_own_reasons(
    cast: Cast, clock: Clock, importance: str, decided: str
) -> None:
    r = role(cast.R, "R")
    for before in (True, False):
        if not before:
            decide(r, importance=importance, decided=decided)
        for url in (HOME, NEW):
            page = r.client.get(url)
            assert 'href="/n/t05/"' in page.content.decode()
            assert "There is no hurry." in text(page)
            assert "good_of_changing" not in page.content.decode()
        refused = r.client.post(NEW, {"uid": str(uuid4()), **BOXES})
        assert refused.status_code == 409
        assert bodies(r, "t04") == []


def test_hr_18_with_a_decision_it_opens(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    decide(r, importance="7")
    assert "What pulls you to leave things as they are?" in text(r.client.get(NEW))


def test_hr_18_only_what_is_decided_can_be_weighed(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    open_one = decide(r, "Move out", decided="not_yet")
    decide(r, "Stop for good")
    page = r.client.get(NEW)
    assert "Stop for good" in text(page)
    assert "Move out" not in text(page)
    refused = r.client.post(NEW, {"uid": str(uuid4()), "decision": open_one, **BOXES})
    assert refused.status_code == 422
    assert "This one is not decided yet." in text(refused)
    assert "I can look up again" in refused.content.decode()
    assert bodies(r, "t04") == []


def test_hr_18_taking_the_decision_back_shuts_it_again_and_keeps_what_was_written(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    key = decide(r)
    id = keep(r.client, NEW, decision=key, **BOXES)
    goal = bodies(r, "t05")[0]
    newest = [entry for month in r.room.months() for entry in r.room.month(month) if entry.kind == "t05"][-1]
    url = f"/n/t05/k/{newest.id}/change/"
    keep(r.client, url, step="2", goal=goal["goal"], importance="8", decided="not_yet", why_not_lower="mine")
    assert "There is no hurry." in text(r.client.get(HOME))
    assert r.client.get(f"/n/t04/k/{id}/").status_code == 200


def weighed(person: Person) -> UUID:
    return keep(person.client, NEW, decision=decide(person), **BOXES)


def test_the_heaviest_line_of_each_box_is_named_and_boxes_are_not_added_up(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    id = weighed(r)
    body = bodies(r, "t04")[0]
    assert body["good_of_changing"] == [{"what": "Sleep", "weight": 3}, {"what": "I can look up again", "weight": 5}]
    assert body["pull_of_staying"] == [{"what": "It is easy"}]
    page = r.client.get(f"/n/t04/k/{id}/")
    html = page.content.decode()
    assert "You decided: Stop for good" in text(page)
    for line in ("I can look up again", "It is easy", "We drift apart", "Money"):
        assert f"<b>{line}</b>" in html
    assert "<b>Sleep</b>" not in html
    assert "Nothing in this box." in text(page)
    for word in ("total", "sum", "balance", "wins", "outweigh"):
        assert word not in text(page).lower()


def test_the_line_that_follows_is_asked_after_the_boxes_and_leads_to_a_plan(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    assert "so_I" not in _form(r)
    id = weighed(r)
    before = r.client.get(f"/n/t04/k/{id}/").content.decode()
    assert f"/n/t04/k/{id}/line/" in before
    assert "/n/t12/new/" not in before
    uid = str(uuid4())
    second = keep(r.client, f"/n/t04/k/{id}/line/", uid=uid, so_I="ask the doctor on Monday")
    assert keep(r.client, f"/n/t04/k/{id}/line/", uid=uid, so_I="ask the doctor on Monday") == second
    page = r.client.get(f"/n/t04/k/{second}/")
    assert "ask the doctor on Monday" in text(page)
    assert bodies(r, "t04")[-1]["cost_of_staying"][0] == {"what": "We drift apart", "weight": 4}
    assert f"/n/t12/new/?from={second}" in page.content.decode()
    plan = r.client.get(f"/n/t12/new/?from={second}").content.decode()
    assert "ask the doctor on Monday" in plan
    assert "so_I" in r.client.get(f"/n/t04/k/{second}/change/").content.decode()


def _form(person: Person) -> str:
    decide(person, "Another")
    return person.client.get(NEW).content.decode()


def test_an_empty_or_too_long_line_is_answered_kindly(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    id = weighed(r)
    for line, said in (("", "One answer is enough."), ("x" * 141, "Please keep it to 140")):
        answer = r.client.post(f"/n/t04/k/{id}/line/", {"uid": str(uuid4()), "so_I": line})
        assert answer.status_code == 422
        assert said in text(answer)
    assert len(bodies(r, "t04")) == 1


def test_nobody_else_reaches_a_line(cast: Cast, clock: Clock) -> None:
    id = weighed(role(cast.R, "R"))
    sent = cast.B.client.post(f"/n/t04/k/{id}/line/", {"uid": str(uuid4()), "so_I": "x"})
    assert sent.status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("good_of_changing-0-what", "x" * 401, "Please keep it to 400"),
        ("good_of_changing-0-weight", "6", "a whole number from 1 to 5"),
        ("good_of_changing-0-weight", "0", "a whole number from 1 to 5"),
        ("good_of_changing-5-what", "a sixth", "Please keep it to 5 rows."),
        ("decision", "nothing", "Please choose one of the answers shown."),
    ],
)
def test_limits(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    r = role(cast.R, "R")
    decide(r)
    five = rows(good_of_changing=[(f"line {n}", "2") for n in range(5)])
    answer = r.client.post(NEW, {"uid": str(uuid4()), **five} | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "line 4" in answer.content.decode()


def test_hr_15_heavy_words_in_a_box_are_met_at_once(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    id = keep(r.client, NEW, decision=decide(r), **rows(cost_of_staying=[("I would kill myself", "5")]))
    assert "/h/1/" in r.client.get(f"/n/t04/k/{id}/").content.decode()


@pytest.mark.parametrize(
    ("given", "most"),
    [
        ([], []),
        ([{"weight": 5}], []),
        ([{"what": "a"}, {"what": "b"}], ["a"]),
        ([{"what": "a"}, {"what": "b", "weight": 1}], ["b"]),
        ([{"what": "a", "weight": 2}, {"what": "b", "weight": 4}, {"what": "c", "weight": 4}], ["b", "c"]),
    ],
)
def test_what_weighs_most(given: list[dict[str, Any]], most: list[str]) -> None:
    assert heaviest(given) == most


def test_weighing_rests_after_a_dark_hour_like_other_deep_writing(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    decide(r)
    put(r, "t49", clock.now, text="x", _h1=True)
    assert "It rests for now" in text(r.client.get(NEW))
