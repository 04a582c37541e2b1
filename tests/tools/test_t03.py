"""T03 through the pages and by numbers: four shaded fields, one's own word above them, and B's version."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools.t03_sort.sort import GROUPS, leaning, picture
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, text
from tests.tools.roles import role

HOME = "/n/t03/"


def answers(control: int, conscience: int, agreement: int) -> dict[str, int]:
    wanted = {"control": control, "conscience": conscience, "agreement": agreement}
    return {name: wanted[group] for group, names in GROUPS.items() for name in names}


def send(person: Person, part: str, **given: Any) -> Any:
    return person.client.post(f"/n/t03/part/{part}/", {"uid": str(uuid4()), **given})


def test_twelve_answers_become_four_shades_with_words_beside_the_colour(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    sent = send(r, "statements", **answers(4, 1, 0), values_source=["own", "faith"])
    assert sent["Location"] == "/n/t03/part/2/?kept=1"
    page = text(r.client.get(sent["Location"]))
    assert "Control: most of it" in page
    assert "Conscience: a little" in page
    assert "Agreement: hardly any" in page
    assert "Mixed or unclear: hardly any" in page
    assert "you may disagree" in page


def test_hr_10_no_number_no_cut_off_and_no_name_of_an_illness_is_shown(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    send(r, "statements", **answers(4, 4, 4))
    html = r.client.get(HOME).content.decode()
    page = text(r.client.get(HOME)).lower()
    for word in ("you are an", "addict", "disorder", "diagnosis", "score", "of 16", "4 of 4", "cut-off is"):
        assert word not in page
    assert "style=" not in html
    assert "scrupulosity" in page
    assert "needs no cure" in page


@pytest.mark.parametrize(
    ("given", "opened", "shut"),
    [
        (answers(4, 1, 1), ["/n/t09/", "/n/t11/", "/n/t12/"], "Practise with urges"),
        (answers(0, 4, 1), ["/n/t06/"], "Nothing here pushes you to abstain."),
        (answers(0, 1, 4), ["/n/t29/"], "Begin with the truth"),
        (answers(3, 3, 3), ["/n/t12/", "/n/t06/"], "Take one small step from each"),
    ],
)
def test_each_outcome_opens_its_own_emphasis(
    cast: Cast, clock: Clock, given: dict[str, int], opened: list[str], shut: str
) -> None:
    r = role(cast.R, "R")
    send(r, "statements", **given)
    main = r.client.get(HOME).content.decode().split("<details")[0]
    assert shut in main
    for url in opened:
        assert f'href="{url}"' in main


def test_conscience_alone_is_not_pushed_towards_abstaining(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    send(r, "statements", **answers(0, 4, 0))
    main = r.client.get(HOME).content.decode().split("<details")[0]
    for code in ("t13", "t16", "t17"):
        assert f"/n/{code}/" not in main
    assert "a counsellor who respects your faith" in main


def test_a_person_may_disagree_and_their_own_word_counts(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    send(r, "statements", **answers(4, 0, 0))
    sent = send(r, "mine", emphasis="agreement", why="I can stop. I lied.")
    assert sent["Location"] == HOME
    body = bodies(r, "t03")[-1]
    assert (body["emphasis"], body["why"], body["control_pull"]) == ("agreement", "I can stop. I lied.", 4)
    assert leaning(body) == "agreement"
    main = r.client.get(HOME).content.decode().split("<details")[0]
    assert "I can stop. I lied." in main
    assert "Begin with the truth" in main
    assert "Practise with urges" not in main


def test_the_own_word_needs_no_statements_and_may_stay_open(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    send(r, "mine", emphasis="open")
    page = text(r.client.get(HOME))
    assert "I leave it open for now" in page
    assert "Where the weight lies" not in page


def test_too_few_answers_are_said_and_not_drawn(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    send(r, "statements", control_pull="4", agreement_hid="4")
    page = text(r.client.get(HOME))
    assert "Too few answers to draw this." in page
    assert "<svg width" not in r.client.get(HOME).content.decode()


def test_for_b_it_explains_and_asks_nothing(cast: Cast, clock: Clock) -> None:
    page = cast.B.client.get(HOME)
    assert 'href="/n/t03/part/statements/"' in page.content.decode(), "no role named: as for R"
    b = role(cast.B, "B")
    words = text(b.client.get(HOME))
    assert "None of the three makes it your fault." in words
    assert "None of them excuses what was done." in words
    assert "/part/" not in b.client.get(HOME).content.decode()
    both = role(b, "R", "B")
    assert "/part/statements/" in both.client.get(HOME).content.decode()


@pytest.mark.parametrize(
    ("part", "field", "value", "said"),
    [
        ("statements", "control_pull", "5", "Please choose a number from 0 to 4."),
        ("statements", "values_source", "mother", "Please choose from the answers shown."),
        ("mine", "emphasis", "illness", "Please choose one of the answers shown."),
        ("mine", "why", "x" * 301, "Please keep it to 300"),
    ],
)
def test_limits(cast: Cast, clock: Clock, part: str, field: str, value: str, said: str) -> None:
    sent = send(role(cast.R, "R"), part, **{field: value})
    assert sent.status_code == 422
    assert said in text(sent)


def test_hr_15_heavy_words_in_the_sentence_are_met_at_once(cast: Cast, clock: Clock) -> None:
    r = role(cast.R, "R")
    sent = send(r, "mine", emphasis="mixed", why="I want to end my life")
    assert "/h/1/" in r.client.get(sent["Location"]).content.decode()


# -- by numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "shown", "mixed"),
    [
        (answers(4, 0, 0), "control", 0),
        (answers(0, 4, 2), "conscience", 0),
        (answers(1, 2, 3), "agreement", 1),
        (answers(2, 2, 2), "mixed", 4),
        (answers(4, 4, 0), "mixed", 4),
        (answers(1, 0, 0), "mixed", 2),
        (answers(0, 0, 0), "mixed", 2),
    ],
)
def test_the_strongest_group_must_stand_out(given: dict[str, int], shown: str, mixed: int) -> None:
    found = picture(given)
    assert found is not None
    assert found.leaning == shown
    assert found.shades["mixed"] == mixed
    assert leaning(given) == shown
    assert leaning(given | {"emphasis": "open"}) == shown
    assert leaning(given | {"emphasis": "mixed"}) == "mixed"


def test_half_a_step_ahead_is_not_ahead() -> None:
    given = answers(3, 2, 2) | {"control_pull": 2, "control_stop": 2}
    found = picture(given)
    assert found is not None
    assert found.leaning == "mixed"
    assert found.shades["mixed"] == 3


def test_two_of_each_group_are_enough() -> None:
    few = {name: 4 if group == "agreement" else 1 for group, names in GROUPS.items() for name in names[:2]}
    assert leaning(few) == "agreement"
    assert picture({name: value for name, value in few.items() if name != "control_stop"}) is None
    assert leaning({}) == ""
