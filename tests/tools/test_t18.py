"""T18: skills picked by how stirred up somebody is, practised with a quiet timer, written down before and after."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t18_skills import skills
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME, NEW = "/n/t18/", "/n/t18/new/"
DAY = timedelta(days=1)
ALL = [option.id for option in catalogue.tool("t18").by_name["skill"].options]
QUIET = ("breath", "body", "sounds", "urge", "kindness", "own")


@pytest.mark.parametrize(
    ("level", "height"),
    [(0, "low"), (4, "low"), (5, "middle"), (7, "middle"), (8, "high"), (10, "high")],
)
def test_body_from_eight_senses_from_five_thoughts_below(level: int, height: str) -> None:
    assert skills.height(level) == height


@pytest.mark.parametrize(
    ("level", "title", "there", "not_there"),
    [("9", "Body first", "STOP", "Check the facts"), ("6", "Senses and breath", "Sounds", "STOP"),
     ("2", "Thoughts and feelings", "Check the facts", "STOP")],
)  # fmt: skip
def test_the_page_offers_what_fits_now(
    cast: Cast, clock: Clock, level: str, title: str, there: str, not_there: str
) -> None:
    page = text(cast.R.client.get(HOME, {"level": level}))
    fit = page[page.index("as strong as it gets") : page.index("Why these, and when")]
    first = fit[fit.index(title) :][:600]
    assert there in first
    assert title in fit.split(there)[0]
    assert f"?before={level}" in cast.R.client.get(HOME, {"level": level}).content.decode()
    assert not_there not in first[: first.index(there)]


@pytest.mark.parametrize("odd", ["11", "-1", "x", "", "٣", "1e1"])
def test_an_odd_level_in_the_address_is_left_out(cast: Cast, clock: Clock, odd: str) -> None:
    answer = cast.R.client.get(HOME, {"level": odd})
    assert answer.status_code == 200
    assert "?before=" not in answer.content.decode()


@pytest.mark.parametrize("skill", ALL)
def test_every_skill_has_words_a_timer_and_a_way_to_write_it_down(cast: Cast, clock: Clock, skill: str) -> None:
    page = cast.R.client.get(f"/n/t18/s/{skill}/?body=well")
    assert page.status_code == 200
    html = page.content.decode()
    assert 'data-practice="5"' in html
    assert f"/n/t18/new/?skill={ALL.index(skill) + 1}" in html
    assert "You can stop at any moment." in text(page)
    assert all(len(line) <= 200 for line in catalogue.tool("t18").lines(f"{skill}_steps"))


def test_every_skill_fits_some_height() -> None:
    tool = catalogue.tool("t18")
    assert {id for height in skills.HEIGHTS for id in tool.lines(height)} == set(ALL)


@pytest.mark.parametrize("skill", QUIET)
def test_a_quiet_practice_has_four_lengths_and_a_form_with_open_eyes(cast: Cast, clock: Clock, skill: str) -> None:
    tool = catalogue.tool("t18")
    shut = text(cast.R.client.get(f"/n/t18/s/{skill}/"))
    for n in (3, 5, 10, 20):
        assert f"{n} min" in shut
    seen = text(cast.R.client.get(f"/n/t18/s/{skill}/?eyes=open"))
    assert tool.lines(f"{skill}_open")[0] in seen
    assert tool.lines(f"{skill}_steps")[0] not in seen


@pytest.mark.parametrize("mark", ["_h1", "_h4"])
@pytest.mark.parametrize("skill", ALL)
def test_hr_15_only_three_minutes_are_offered_while_things_rest_after_a_hard_answer(
    cast: Cast, clock: Clock, mark: str, skill: str
) -> None:
    """Programme §9: long stillness can make panic, pictures and unreality worse."""
    address = f"/n/t18/s/{skill}/?body=well&minutes=20"
    put(cast.R, "t40b", clock.now - DAY, note="x", **{mark: True})
    page = cast.R.client.get(address)
    assert "Three minutes are plenty just now" in text(page)
    assert 'data-practice="3"' in page.content.decode()
    for n in (5, 10, 20):
        assert f"{n} min" not in text(page)
    cast.R.client.post("/n/rest/", {"uid": str(uuid4()), "say": "show", "to": "/"})
    assert "10 min" in text(cast.R.client.get(address)), "its owner can end the rest"


def test_sitting_still_may_bring_things_up_and_stopping_is_fine(cast: Cast, clock: Clock) -> None:
    page = text(cast.B.client.get(HOME))
    assert "Sitting still can bring up pictures and feelings" in page
    assert "Stopping is a skill too." in page


@pytest.mark.parametrize("minutes", ["7", "x", "", "999"])
def test_an_odd_length_is_the_usual_one(cast: Cast, clock: Clock, minutes: str) -> None:
    html = cast.R.client.get("/n/t18/s/breath/", {"minutes": minutes}).content.decode()
    assert 'data-practice="5"' in html


def test_a_skill_nobody_wrote_is_not_there(cast: Cast, clock: Clock) -> None:
    assert cast.R.client.get("/n/t18/s/fly/").status_code == 404


# -- HR-21 --------------------------------------------------------------------------------------------------


def test_hr_21_cold_and_hard_effort_come_after_a_question_about_the_body(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get("/n/t18/s/tipp/")
    asked = text(page)
    assert "a question about your body" in asked
    for caution in ("heart", "beta-blockers", "eating disorder", "breathing", "cold", "pregnant"):
        assert caution in asked
    assert "Cold: hold cool water" not in asked
    assert "data-practice" not in page.content.decode()


def test_hr_21_whoever_is_not_sure_gets_breath_and_muscles_only(cast: Cast, clock: Clock) -> None:
    gentle = text(cast.R.client.get("/n/t18/s/tipp/?body=gentle"))
    assert "Slow breath" in gentle
    for hard in ("Cold: hold", "run up stairs", "squats"):
        assert hard not in gentle
    assert "Cold: hold cool water" in text(cast.R.client.get("/n/t18/s/tipp/?body=well"))


@pytest.mark.parametrize("skill", [id for id in ALL if id != "tipp"])
def test_hr_21_everything_else_is_always_open_and_asks_for_no_cold_or_effort(
    cast: Cast, clock: Clock, skill: str
) -> None:
    page = text(cast.R.client.get(f"/n/t18/s/{skill}/"))
    assert "a question about your body" not in page
    assert "squats" not in page
    assert "cold pack" not in page


# -- writing it down ----------------------------------------------------------------------------------------


def test_the_timer_hands_on_what_it_knows(cast: Cast, clock: Clock) -> None:
    html = cast.R.client.get(f"{NEW}?skill=breath&before=7&minutes=12").content.decode()
    assert 'value="breath" id="id_skill_0" checked' in html
    assert 'name="minutes" value="12"' in html
    assert 'value="7" id="id_before_7" checked' in html
    assert 'name="minutes" value="60"' in cast.R.client.get(f"{NEW}?minutes=300").content.decode()


@pytest.mark.parametrize("odd", ["skill=fly", "minutes=x", "minutes=0", "minutes=٣", "before=11"])
def test_anything_odd_in_the_address_is_left_out(cast: Cast, clock: Clock, odd: str) -> None:
    answer = cast.R.client.get(f"{NEW}?{odd}")
    assert answer.status_code == 200
    assert 'name="minutes" value=' not in answer.content.decode()


def test_a_practice_is_kept_with_before_and_after(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, skill="sounds", minutes="10", before="7", after="4", note="rain")
    assert bodies(cast.B, "t18") == [{"skill": "sounds", "minutes": 10, "before": 7, "after": 4, "note": "rain"}]
    assert "Sounds" in text(cast.B.client.get(f"/n/t18/k/{id}/"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("skill", "", "Please choose one."),
        ("minutes", "61", "Please write a whole number from 1 to 60."),
        ("minutes", "0", "Please write a whole number from 1 to 60."),
        ("before", "11", "Please choose a number from 0 to 10."),
        ("note", "x" * 201, "Please keep it to 200."),
    ],
)
def test_what_cannot_be_kept_is_said(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), "skill": "breath", field: value})
    assert answer.status_code == 422
    assert said in text(answer)


def test_what_is_still_very_strong_brings_up_where_to_turn(cast: Cast, clock: Clock) -> None:
    strong = keep(cast.R.client, NEW, skill="stop", after="9")
    assert "You need not sit with this alone." in text(cast.R.client.get(f"/n/t18/k/{strong}/"))
    calm = keep(cast.R.client, NEW, skill="stop", after="8")
    assert "You need not sit with this alone." not in text(cast.R.client.get(f"/n/t18/k/{calm}/"))


def test_words_of_self_harm_bring_up_people_who_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, skill="stop", note="I want to die")
    assert "People who answer now" in text(cast.R.client.get(f"/n/t18/k/{id}/"))


def test_prayer_is_one_free_practice_among_others_and_belongs_to_no_faith(cast: Cast, clock: Clock) -> None:
    page = text(cast.R.client.get("/n/t18/s/own/"))
    assert "from your own tradition, or from none" in page


def test_days_are_counted_not_sittings(cast: Cast, clock: Clock) -> None:
    for back in (1, 1, 3, 8, 9, 15, 22):
        put(cast.R, "t18", clock.now - back * DAY, skill="breath", minutes=5)
    assert "Days practised" in text(cast.R.client.get(HOME))
