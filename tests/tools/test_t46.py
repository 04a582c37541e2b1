"""T46: two sets of ten questions, one a day at most, each with a way on."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t46_questions.pages import STAGES
from tests.conftest import Cast
from tests.tools.conftest import Clock, be, bodies, enter, keep, put, text

HOME = "/n/t46/"
ANSWER = "One line."


def question(id: str) -> str:
    return f"/n/t46/new/?unit={id}"


def test_both_sets_have_ten_questions_in_the_order_of_the_programme() -> None:
    tool = catalogue.tool("t46")
    for role in ("B", "R"):
        ids = [unit.id for unit in tool.units_for([role])]
        assert ids == [id for stage in STAGES[role] for id in stage]
        assert sorted(ids) == sorted(f"{role.lower()}{n}" for n in range(1, 11))


def test_a_way_on_hangs_on_every_question() -> None:
    tool = catalogue.tool("t46")
    to = {unit.id: unit.to for unit in tool.units}
    assert all(to.values())
    assert all(unit.to_label for unit in tool.units)
    assert all(catalogue.get(code) is not None for code in to.values())
    assert to["b10"] == "t34"
    assert to["r1"] == "t29"


def test_one_is_suggested_and_all_stand_there(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    page = text(cast.R.client.get(HOME))
    assert "One to begin with What do you understand of what the person you hurt has been through?" in page
    for stage in catalogue.tool("t46").lines("stages"):
        assert stage in page
    assert "What frightens me" not in page


def test_an_answer_is_kept_and_leads_to_its_tool(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    id = keep(cast.B.client, question("b8"), answer=ANSWER, feeling_after="3", revisit_on="2027-02-01")
    assert bodies(cast.B, "t46") == [
        {"_item": "b8", "unit": "b8", "answer": ANSWER, "feeling_after": 3, "revisit_on": "2027-02-01"}
    ]
    page = cast.B.client.get(f"/n/t46/k/{id}/")
    words = text(page)
    assert "Who or what could carry some of this with you? One line." in words
    assert "1 February 2027" in words
    assert "If you want to do something with it Draw your circle of people" in words
    assert "/n/t50/" in page.content.decode()


def test_hr_19_at_most_one_a_day_and_nothing_typed_is_lost(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    keep(cast.B.client, question("b2"), answer=ANSWER)
    page = text(cast.B.client.get(HOME))
    assert "One of ten answered. You answered one today." in page
    assert "Answer this one" not in page
    refused = cast.B.client.post(question("b4"), {"uid": str(uuid4()), "answer": "typed and not lost"})
    assert refused.status_code == 409
    assert "typed and not lost" in text(refused)
    clock.now += timedelta(hours=3)
    enter(cast.B)
    assert "If you want one today When did you sense that something was off?" in text(cast.B.client.get(HOME))
    keep(cast.B.client, question("b4"), answer=ANSWER)


def test_hr_19_it_is_time_boxed_ends_with_grounding_and_rests_after_a_hard_answer(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    assert "15 minutes is plenty. Stop whenever you like." in text(cast.B.client.get(question("b2")))
    id = keep(cast.B.client, question("b2"), answer=ANSWER, feeling_after="6")
    calm = cast.B.client.get(f"/n/t46/k/{id}/")
    assert "/n/t41/" in calm.content.decode()
    assert "First come back to the room" not in text(calm)
    stirred = keep(cast.B.client, f"/n/t46/k/{id}/change/", answer=ANSWER, feeling_after="7")
    assert "First come back to the room That stirred up a lot." in text(cast.B.client.get(f"/n/t46/k/{stirred}/"))
    put(cast.B, "t49", clock.now, text="…", _h1=True)
    assert "It rests for now" in text(cast.B.client.get(HOME))
    assert "It rests for now" in text(cast.B.client.get(question("b4")))


def test_on_the_day_it_is_shown_again_and_a_new_look_counts(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    put(
        cast.B, "t46", clock.now - timedelta(days=40), _item="b2", unit="b2", answer="Old.", revisit_on="2026-11-18"
    )  # fmt: skip
    page = cast.B.client.get(HOME)
    assert "You wanted to look at this again What frightens me" in text(page)
    address = page.content.decode().split('<ol class="lines"')[1].split('href="')[1].split('"')[0]
    form = cast.B.client.get(address).content.decode()
    assert "Old." in form
    assert "2026-11-18" not in form, "a day that has come is no answer to look again on"
    keep(cast.B.client, address, answer="New.")
    page = text(cast.B.client.get(HOME))
    assert "You wanted to look at this again" not in page
    assert "One of ten answered. One looked at again later." in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("answer", "", "Please write something here."),
        ("answer", "x" * 1501, "Please keep it to 1500"),
        ("feeling_after", "11", "a number from 0 to 10"),
        ("revisit_on", "2026-11-18", "Please choose a day after today."),
        ("revisit_on", "2028-12-01", "within the next 730 days"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    good = {"uid": str(uuid4()), "answer": ANSWER, "feeling_after": "2"}
    answer = cast.B.client.post(question("b2"), good | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.B, "t46") == []


def test_words_of_self_harm_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, question("b6"), answer="I do not want to be here any more")
    assert "You do not have to carry it alone" in text(cast.B.client.get(f"/n/t46/k/{id}/"))


def test_hr_05_questions_speak_of_acts_and_blame_nobody_who_was_hurt() -> None:
    tool = catalogue.tool("t46")
    to_b = " ".join(f"{u.ask} {u.help}" for u in tool.units_for(["B"])).lower()
    for word in ("your part in", "did you do wrong", "forgive", "fault"):
        assert word not in to_b
    to_r = " ".join(f"{u.ask} {u.help}" for u in tool.units_for(["R"])).lower()
    for word in ("what is wrong with you", "bad person", "selfish", "liar"):
        assert word not in to_r


def test_hr_12_nobody_else_reads_an_answer_and_lists_do_not_quote_it(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    id = keep(cast.B.client, question("b2"), answer="only mine")
    assert cast.R.client.get(f"/n/t46/k/{id}/").status_code == 404
    for page in ("/n/t46/", "/n/t46/list/", "/"):
        assert "only mine" not in text(cast.B.client.get(page))
