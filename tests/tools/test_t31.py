"""T31, the private part: each gets ready alone for one telling with therapists, or decides against it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from goldseam.tools import catalogue, crisis
from goldseam.tools.definition import TEXTS
from goldseam.tools.t31_ready.ready import stands
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, put, text, waiting

HOME = "/n/t31/"
HURT = "I want to kill myself"
AREAS = ("kinds", "span", "counts", "money", "people", "health", "children", "lies", "hidden")
WAITS = "This page waits for firmer ground, for your sake."


def part(person: Person, id: str, **fields: Any) -> Any:
    return person.client.post(f"/n/t31/part/{id}/", {"uid": str(uuid4()), **fields})


def written(person: Person, clock: Clock, **body: Any) -> None:
    put(person, "t31", clock.now, _item="one", **body)


# -- B ------------------------------------------------------------------------------------------------------


def test_b_writes_a_wish_two_lists_and_the_days_after(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    assert part(cast.B, "wish", want_it="unsure")["Location"] == "/n/t31/part/2/?kept=1"
    part(cast.B, "lists", questions_I_want_answered=["Since when"], do_not_want_to_know=["Looks"])
    last = part(
        cast.B,
        "day",
        own_support=["My sister"],
        after_day="Soup and a bath",
        place_to_stay="With my sister",
        no_big_decisions_for="60",
    )
    assert last["Location"] == HOME
    whole = {name: value for name, value in bodies(cast.B, "t31")[-1].items() if not name.startswith(("_", "rep"))}
    assert whole == {
        "want_it": "unsure",
        "questions_I_want_answered": ["Since when"],
        "do_not_want_to_know": ["Looks"],
        "own_support": ["My sister"],
        "after_day": "Soup and a bath",
        "place_to_stay": "With my sister",
        "no_big_decisions_for": 60,
    }
    page = text(cast.B.client.get(HOME))
    assert "Unsure. A therapist can sit with that, and nothing has to be decided." in page
    assert "All of it is there. The day itself is fixed with the therapists, not here." in page
    assert "Prepared, outside of here" not in page, "R's side is not asked of B"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("yes", "That can change, also on the day itself."),
        ("not_now", "That stands until you say otherwise."),
        ("no", "That is a full answer, and it needs no reason."),
        ("unsure", "nothing has to be decided."),
    ],
)
def test_hr_08_each_of_the_four_answers_is_a_full_one(cast: Cast, clock: Clock, answer: str, said: str) -> None:
    be(cast.B, "B", clock.now)
    part(cast.B, "wish", want_it=answer)
    assert said in text(cast.B.client.get(HOME))


def test_hr_17_the_lists_speak_of_facts_and_leave_pictures_out(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    page = text(cast.B.client.get("/n/t31/part/2/"))
    assert "Facts can help you choose. Pictures only stay." in page
    assert "Looks, bodies, what was done in scenes" in page


# -- R ------------------------------------------------------------------------------------------------------


def test_hr_01_no_field_of_r_can_hold_what_is_to_be_told(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t31")
    mine = [field for field in tool.fields if field.roles == ("R",)]
    assert {field.name for field in mine} == {
        "own_therapist", "steady_days", "areas", "where_kept", "aftercare", "plan_reviewed",
    }  # fmt: skip
    for field in mine:
        cells = {cell.type for cell in field.of}
        assert field.type not in TEXTS or (field.type == "rows" and cells == {"choice"}), field.name
        assert not field.own, field.name
    be(cast.R, "R", clock.now)
    page = text(cast.R.client.get("/n/t31/part/5/"))
    assert "What you will tell is never kept here, and there is no box for it." in page


def test_hr_01_what_somebody_sends_all_the_same_is_not_kept(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    part(cast.R, "prepared", **{"areas-kinds-done": "begun", "areas-kinds-note": "all of it", "text": "all of it"})
    assert bodies(cast.R, "t31")[0] == {"areas": [{"id": "kinds", "done": "begun"}], "_item": "one"}


def test_hr_01_nothing_leads_from_here_to_the_other_person(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t31")
    assert tool.share == "L0"
    assert tool.feeds == ()
    assert "It cannot be shared." in tool.who
    written(cast.R, clock, own_therapist="yes")
    assert cast.B.client.get(f"/n/t31/k/{cast.R.room.month('2026-11')[-1].id}/").status_code == 404


def test_r_marks_how_far_each_area_is_and_where_it_lies(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    part(cast.R, "help", own_therapist="yes", steady_days="30")
    part(cast.R, "prepared", where_kept="therapist", **{f"areas-{area}-done": "ready" for area in AREAS})
    part(cast.R, "after", aftercare=["person", "space"], plan_reviewed="on")
    page = text(cast.R.client.get(HOME))
    assert "Still open: your plan for a bad hour, read again. None of it is late." in page
    put(cast.R, "t57", clock.now, signs="late", people_I_can_tell="Sam")
    assert "All of it is there." in text(cast.R.client.get(HOME))
    assert "Prepared</span></summary>" in cast.R.client.get("/n/t31/part/5/").content.decode()


@pytest.mark.parametrize(("answer", "seeks"), [("yes", False), ("searching", True), ("no", True)])
def test_without_a_therapist_the_page_says_wait_be_honest_and_how_to_find_one(
    cast: Cast, clock: Clock, answer: str, seeks: bool
) -> None:
    be(cast.R, "R", clock.now)
    part(cast.R, "help", own_therapist=answer)
    page = cast.R.client.get(HOME)
    assert ("honest from today on, the past in one piece later" in text(page)) is seeks
    assert ('href="/n/t52/"' in page.content.decode()) is seeks
    assert "Remote sessions count." in text(page)


def test_ready_is_said_for_ones_own_side_and_opens_and_shuts_nothing() -> None:
    tool = catalogue.tool("t31")
    assert stands(tool, {}, ["B"], plan_held=False).there == []
    assert len(stands(tool, {}, [], plan_held=False).open) == 12
    areas = [{"id": id, "done": "ready"} for id in AREAS]
    assert tool.word("r_areas") in stands(tool, {"areas": areas}, ["R"], plan_held=True).there
    assert tool.word("r_areas") in stands(tool, {"areas": areas[:-1]}, ["R"], plan_held=True).open
    assert tool.word("r_where") in stands(tool, {"where_kept": "nowhere"}, ["R"], plan_held=True).open
    assert tool.word("r_plan") in stands(tool, {"plan_reviewed": True}, ["R"], plan_held=False).open


# -- what everybody reads ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["R", "B"])
def test_hr_01_why_with_a_therapist_stands_first(cast: Cast, clock: Clock, role: str) -> None:
    be(cast.R, role, clock.now)
    page = text(cast.R.client.get(HOME))
    for said in (
        "Told in pieces, it wounds again each time.",
        "Each of you has somebody of your own",
        "not where there is violence",
        "thoughts of dying",
        "Children are kept out of it",
        "A health check is planned.",
    ):
        assert said in page
    assert page.index("Why with a therapist") < page.index("First your own ground")


def test_hr_07_no_machine_for_the_truth_is_part_of_it(cast: Cast, clock: Clock) -> None:
    assert "No machine for the truth is part of it." in text(cast.B.client.get(HOME))


@pytest.mark.parametrize("route", ["6", "2", "3", "5", "7"])
def test_urgent_facts_lead_to_the_help_that_knows_about_them(cast: Cast, clock: Clock, route: str) -> None:
    page = cast.R.client.get(HOME)
    assert reverse("safety:route", args=[route]) in page.content.decode().split("<main")[1]
    assert "Such a fact is told now, as one plain sentence, with help." in text(page)


def test_hr_11_a_look_alone_the_plan_and_people_are_offered_to_everybody(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        page = person.client.get(HOME).content.decode().split("<main")[1]
        for code in ("t58", "t57", "t50"):
            assert f'href="/n/{code}/"' in page


# -- the gate -------------------------------------------------------------------------------------------------


def held(person: Person, clock: Clock) -> None:
    put(person, "t58", clock.now, hold=True, date="2026-11-18")


def dark(person: Person, clock: Clock) -> None:
    put(person, "t49", clock.now, text="…", _h1=True)


def shaken(person: Person, clock: Clock) -> None:
    put(person, "t40", clock.now, note="…", _h4=True)


@pytest.mark.parametrize("cause", [held, dark, shaken])
@pytest.mark.parametrize("role", ["R", "B"])
def test_hr_11_in_a_crisis_and_while_a_look_holds_the_same_words_lead_to_ones_own_safety(
    cast: Cast, clock: Clock, role: str, cause: Any
) -> None:
    be(cast.R, role, clock.now)
    written(cast.R, clock, want_it="yes", own_therapist="yes")
    cause(cast.R, clock)
    pages = [cast.R.client.get(url) for url in (HOME, "/n/t31/part/1/", "/n/t31/part/4/", "/n/t31/print/")]
    for page in pages[:1] + [page for page in pages[1:] if page.status_code == 200]:
        said = text(page)
        assert WAITS in said
        assert "What you wrote here stays as it is." in said
        assert 'href="/n/t57/"' in page.content.decode()
        for word in ("Your last look", "T58", "hold", "held back", "rests for now"):
            assert word not in said


def test_hr_11_the_page_for_a_hold_is_letter_by_letter_the_page_for_a_dark_hour(cast: Cast, clock: Clock) -> None:
    be(cast.R, "B", clock.now)
    be(cast.B, "B", clock.now)
    held(cast.R, clock)
    dark(cast.B, clock)
    pages = [text(person.client.get(HOME)) for person in (cast.R, cast.B)]
    assert pages[0] == pages[1]


def test_what_was_typed_is_kept_on_the_page_when_the_ground_gave_way_in_between(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    held(cast.B, clock)
    answer = part(cast.B, "lists", questions_I_want_answered=["Since when"])
    assert answer.status_code == 409
    assert WAITS in text(answer)
    assert "Since when" in answer.content.decode()
    assert bodies(cast.B, "t31") == []


def test_after_the_dark_hours_or_by_ones_own_word_it_opens_again(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t49", clock.now - timedelta(hours=71), text="…", _h1=True)
    assert WAITS in text(cast.B.client.get(HOME))
    cast.B.room.append("me", crisis.switched(True, clock.now), id=uuid4(), now=clock.now)
    assert WAITS not in text(cast.B.client.get(HOME))
    put(cast.R, "t49", clock.now - timedelta(hours=73), text="…", _h1=True)
    assert WAITS not in text(cast.R.client.get(HOME))


def test_a_clear_look_opens_it_again(cast: Cast, clock: Clock) -> None:
    held(cast.B, clock)
    put(cast.B, "t58", clock.now, hold=False, date="2026-12-10")
    assert WAITS not in text(cast.B.client.get(HOME))


# -- hooks and limits ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "fields"),
    [
        ("lists", {"questions_I_want_answered": [HURT]}),
        ("lists", {"do_not_want_to_know": [HURT]}),
        ("day", {"after_day": HURT}),
        ("day", {"place_to_stay": HURT}),
        ("day", {"own_support": [HURT]}),
    ],
)
def test_hr_15_words_of_self_harm_bring_people_to_call(
    cast: Cast, clock: Clock, id: str, fields: dict[str, Any]
) -> None:
    be(cast.B, "B", clock.now)
    answer = part(cast.B, id, **fields)
    page = cast.B.client.get(answer["Location"])
    assert "People who answer now" in text(page)
    assert reverse("safety:route", args=["1"]) in page.content.decode()
    assert bodies(cast.B, "t31")[0]["_h1"] is True


@pytest.mark.parametrize(
    ("id", "field", "value", "said"),
    [
        ("wish", "want_it", "perhaps", "one of the answers shown"),
        ("lists", "questions_I_want_answered", ["x"] * 9, "at most 8 lines"),
        ("lists", "do_not_want_to_know", ["x" * 141], "to 140 letters"),
        ("day", "own_support", ["x"] * 5, "at most 4 lines"),
        ("day", "after_day", "x" * 301, "Please keep it to 300"),
        ("day", "place_to_stay", "x" * 121, "Please keep it to 120"),
        ("day", "no_big_decisions_for", "366", "from 0 to 365"),
        ("help", "own_therapist", "maybe", "one of the answers shown"),
        ("help", "steady_days", "-1", "from 0 to 1000"),
        ("prepared", "areas-kinds-done", "all", "one of the answers shown"),
        ("prepared", "where_kept", "here", "one of the answers shown"),
        ("after", "aftercare", ["my own words"], "answers shown"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(
    cast: Cast, clock: Clock, id: str, field: str, value: Any, said: str
) -> None:
    answer = part(cast.R, id, **{field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.R, "t31") == []


def test_hr_08_nothing_reminds_of_it_and_the_week_says_nothing(cast: Cast, clock: Clock) -> None:
    written(cast.B, clock, want_it="not_now")
    assert "Before the past is told" not in text(cast.B.client.get("/n/week/"))
    assert not {"disclosure", "t31"} & set(waiting(cast.B, clock))
