"""T02 through the pages: five cards one by one, a draft in the first person, and no result."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t02_five.draft import CARDS, answered, begun, draft
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, text
from tests.tools.roles import role

HOME = "/n/t02/"


def card(person: Person, part: str, **answers: Any) -> Any:
    return person.client.post(f"/n/t02/part/{part}/", {"uid": str(uuid4()), **answers})


def now(person: Person) -> dict[str, Any]:
    body = bodies(person, "t02")[-1]
    return {name: value for name, value in body.items() if name not in {"_item", "replaces"}}


def test_each_card_is_kept_by_itself_and_leads_to_the_next(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    sent = card(r, "compulsive", compulsive_present="a_little", compulsive_example="late", compulsive_since="y2_5")
    assert (sent.status_code, sent["Location"]) == (303, "/n/t02/part/2/?kept=1")
    card(r, "control", control_present="no", tries_to_stop="12")
    assert now(r) == {
        "compulsive_present": "a_little",
        "compulsive_example": "late",
        "compulsive_since": "y2_5",
        "control_present": "no",
        "tries_to_stop": 12,
    }
    page = text(r.client.get(HOME))
    assert "late" in page
    assert "All five cards are answered" not in page


def test_all_five_count_as_answered_with_an_example_or_a_clear_no(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    for name in CARDS:
        card(r, name, **{f"{name}_present": "no"})
    page = text(r.client.get(HOME))
    assert "All five cards are answered" in page
    assert "There is no sum and no result." in page


def test_the_summary_begins_as_a_draft_and_stays_the_persons_own(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    card(r, "cravings", cravings_present="clearly")
    card(r, "continued", continued_present="clearly")
    card(r, "control", control_present="unsure", tries_to_stop="1")
    card(r, "consequences", consequences_present="a_little", areas=["sleep", "money"])
    page = text(r.client.get("/n/t02/part/words/"))
    assert "Clearly true for me: cravings and carrying on although I knew the cost." in page
    assert "I am not sure about losing control of how long or how far." in page
    assert "It has touched sleep and money. I have tried once to stop or to cut down." in page
    card(r, "words", in_my_words="It is the evenings.")
    assert now(r)["in_my_words"] == "It is the evenings."
    again = text(r.client.get("/n/t02/part/words/"))
    assert "It is the evenings." in again
    assert "Clearly true for me" not in again


def test_law_and_children_bring_a_soft_card_with_a_way_to_help(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    sent = card(r, "consequences", consequences_present="clearly", areas=["law", "children", "mood"])
    page = r.client.get(sent["Location"])
    assert "talk to a lawyer" in text(page)
    assert "comes before everything else here" in text(page)
    assert "/h/3/" in page.content.decode()
    assert "/h/5/" in page.content.decode()
    without = card(r, "consequences", consequences_present="clearly", areas=["mood"])
    assert without["Location"] == "/n/t02/part/6/?kept=1"


def test_hr_15_heavy_words_on_a_card_are_met_at_once(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    sent = card(r, "compulsive", compulsive_example="I want to die")
    assert "/h/1/" in r.client.get(sent["Location"]).content.decode()


def test_hr_10_nothing_is_counted_up_and_no_name_is_given(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    for name in CARDS:
        card(r, name, **{f"{name}_present": "clearly", f"{name}_example": "yes"})
    page = text(r.client.get(HOME)).lower()
    for word in ("five of five", "5 of 5", "score", "you are an", "disorder", "addict", "you have a"):
        assert word not in page
    assert "what would a professional add?" in page
    assert "/n/t03/" in r.client.get(HOME).content.decode()


@pytest.mark.parametrize(
    ("part", "field", "value", "said"),
    [
        ("control", "tries_to_stop", "51", "a whole number from 0 to 50"),
        ("compulsive", "compulsive_present", "very", "Please choose one of the answers shown."),
        ("compulsive", "compulsive_example", "x" * 301, "Please keep it to 300"),
        ("compulsive", "compulsive_since", "ever", "Please choose one of the answers shown."),
        ("consequences", "areas", "moon", "Please choose from the answers shown."),
        ("words", "in_my_words", "x" * 501, "Please keep it to 500"),
    ],
)
def test_limits_are_answered_beside_the_field(
    cast: Cast, clock: Clock, part: str, field: str, value: str, said: str
) -> None:
    sent = card(role(cast.R, "R"), part, **{field: value})
    assert sent.status_code == 422
    assert said in text(sent)


def test_the_longest_draft_fits_into_its_field() -> None:
    tool = catalogue.tool("t02")
    areas = list(tool.by_name["areas"].by_id)
    for answer in ("no", "a_little", "clearly", "unsure"):
        body = {f"{name}_present": answer for name in CARDS} | {"areas": areas, "tries_to_stop": 50}
        assert 0 < len(draft(tool, body)) <= tool.by_name["in_my_words"].length
    assert draft(tool, {}) == ""


def test_an_unsure_card_without_an_example_is_begun_and_not_answered() -> None:
    assert answered({"control_present": "unsure"}) == []
    assert begun({"control_present": "unsure"}) == ["control"]
    assert answered({"control_present": "clearly", "control_example": "x", "cravings_present": "no"}) == [
        "control",
        "cravings",
    ]
