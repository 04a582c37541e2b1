"""What each tool has waiting: only with a record of its own, only for a while, and never as a reproach."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from goldseam.path import stepup
from goldseam.today.words import today_words
from goldseam.tools import actions, catalogue, due
from goldseam.tools.desk import Desk
from goldseam.tools.due import CARE, LOOK, REVIEW, Due
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, bodies, clock, enter, put, text

__all__ = ["clock"]
TOOLS, PATH = Path(due.__file__).parent, Path(stepup.__file__).parent
TODAY = EVENING.date()


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def hold(person: Person, code: str, days_ago: float = 0, /, **body: Any) -> str:
    """Keep a living thing as if some days ago; what it is known by."""
    uid = uuid4()
    actions.keep(person.room, catalogue.tool(code), body, uid, EVENING - timedelta(days=days_ago))
    return str(uid)[: actions.KEY]


def all_waiting(person: Person, clock: Clock) -> list[Due]:
    request = person.client.get("/").wsgi_request
    request.room, request.vault = person.room, person.vault  # type: ignore[attr-defined]
    return due.waiting(Desk(request, clock.now))  # type: ignore[arg-type]


def waits(person: Person, clock: Clock) -> dict[str, Due]:
    return {one.id: one for one in all_waiting(person, clock)}


def opens(person: Person, url: str) -> bool:
    return person.client.get(url, follow=True).status_code == 200


# -- meetings and sessions -----------------------------------------------------------------------------


def test_an_own_meeting_stands_there_on_the_day_before_it_begins(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    body = {"name": "Secret Harbour Group", "time": "19:00", "weekday": "th"}  # today is a Wednesday, 21:30
    key = hold(cast.R, "t52", 3, **body)
    found = waits(cast.R, clock)["meeting"]
    assert (found.rank, found.url, found.rests) == (REVIEW, "/n/t52/", 1)
    words = today_words().by_id["meeting"]
    assert "Secret Harbour" not in words.title + words.because
    actions.keep_item(cast.R.room, catalogue.tool("t52"), key, {**body, "standing": "pause"}, uuid4(), clock.now)
    assert "meeting" not in waits(cast.R, clock)
    actions.keep_item(cast.R.room, catalogue.tool("t52"), key, {**body, "weekday": "sa"}, uuid4(), clock.now)
    assert "meeting" not in waits(cast.R, clock)


def test_a_session_without_a_subject_is_asked_about_for_two_weeks(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    key = hold(cast.B, "t54", 13, session="Tuesday")
    found = waits(cast.B, clock)["session"]
    assert found.rank == REVIEW
    assert opens(cast.B, found.url)
    clock.now += timedelta(days=1)
    enter(cast.B)
    assert "session" not in waits(cast.B, clock)
    actions.keep_item(cast.B.room, catalogue.tool("t54"), key, {"session": "Tuesday"}, uuid4(), clock.now)
    assert "session" in waits(cast.B, clock)
    body = {"session": "Tuesday", "top3": ["Sleep"]}
    actions.keep_item(cast.B.room, catalogue.tool("t54"), key, body, uuid4(), clock.now)
    assert "session" not in waits(cast.B, clock)


def test_a_session_that_was_held_asks_for_nothing(cast: Cast, clock: Clock) -> None:
    hold(cast.B, "t54", 1, session="Tuesday", standing="held")
    assert "session" not in waits(cast.B, clock)


# -- a draft that has rested ---------------------------------------------------------------------------

DRAFT = {
    "known_since": "longer",
    "for_what": "I lied about the evening",
    "responsibility": "I did it",
    "repair": "I tell it",
}


def ready_to_draft(person: Person, clock: Clock) -> None:
    be(person, "R", clock.now)
    put(person, "t29b", EVENING - timedelta(days=40), area="safety")


def test_a_draft_is_read_aloud_once_it_has_rested(cast: Cast, clock: Clock) -> None:
    ready_to_draft(cast.R, clock)
    hold(cast.R, "t28", 0.9, **DRAFT)
    assert "draft" not in waits(cast.R, clock)
    clock.now += timedelta(hours=3)
    enter(cast.R)
    found = waits(cast.R, clock)["draft"]
    assert found.rank == LOOK
    assert opens(cast.R, found.url)
    clock.now += timedelta(days=14)
    enter(cast.R)
    assert "draft" not in waits(cast.R, clock)


def test_a_draft_that_was_read_aloud_waits_for_nothing(cast: Cast, clock: Clock) -> None:
    ready_to_draft(cast.R, clock)
    hold(cast.R, "t28", 2, **DRAFT, read_aloud=True)
    assert "draft" not in waits(cast.R, clock)


def test_hr_15_a_draft_stays_shut_while_long_writing_rests(cast: Cast, clock: Clock) -> None:
    ready_to_draft(cast.R, clock)
    hold(cast.R, "t28", 2, **DRAFT)
    assert "draft" in waits(cast.R, clock)
    put(cast.R, "t49", clock.now, text="…", _h1=True)
    assert "draft" not in waits(cast.R, clock)


# -- days somebody chose -------------------------------------------------------------------------------


def question(person: Person, on: str) -> None:
    hold(person, "t46", 30, unit="b2", answer="a very private line", revisit_on=on)


def internet(person: Person, on: str) -> None:
    hold(person, "t19", 30, loosening="News at noon", review_on=on)


def answers_to(person: Person, on: str) -> None:
    hold(person, "t51", 30, person="Alex", partner="no", ends=on)


CHOSEN: tuple[tuple[str, str, Callable[[Person, str], None]], ...] = (
    ("revisit", "B", question),
    ("internet", "R", internet),
    ("answer", "R", answers_to),
)


@pytest.mark.parametrize(("id", "role", "make"), CHOSEN, ids=[one[0] for one in CHOSEN])
@pytest.mark.parametrize(("days", "there"), [(1, False), (0, True), (-13, True), (-14, False)])
def test_a_chosen_day_is_said_when_it_comes_and_for_two_weeks(
    cast: Cast, clock: Clock, id: str, role: str, make: Callable[[Person, str], None], days: int, there: bool
) -> None:
    be(cast.R, role, clock.now)
    make(cast.R, day(days))
    found = waits(cast.R, clock)
    assert (id in found) == there
    if there:
        assert found[id].rank == LOOK
        assert opens(cast.R, found[id].url)


def test_a_question_to_come_back_to_is_never_quoted(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    cast.B.room.append("t57", {"people_I_can_tell": ["Sam"]}, id=uuid4(), now=clock.now)
    question(cast.B, day(0))
    asked = catalogue.tool("t46").by_unit["b2"]
    later = dict.fromkeys(("kit", "look", "diary", "cards"), day(0))
    cast.B.room.append("me", {"later": later}, id=uuid4(), now=clock.now)
    page = text(cast.B.client.get("/"))
    assert today_words().by_id["revisit"].title in page
    for word in ("a very private line", asked.title, asked.ask):
        assert word not in page


def test_a_question_of_the_other_edition_is_left_alone(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    question(cast.R, day(0))
    assert "revisit" not in waits(cast.R, clock)


# -- what has ended ------------------------------------------------------------------------------------

HELD = {
    "unit": "keeper",
    "status": "done",
    "holder": "Alex",
    "how_I_get_out": "I say so",
    "emergency_access": "a neighbour",
    "own_choice": True,
}


def test_hr_03_what_is_held_beyond_its_day_is_said_until_it_is_settled(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    hold(cast.R, "t17", 80, **HELD, until=day(-60))
    put(cast.R, "t17b", clock.now, friction=5)
    found = waits(cast.R, clock)["held"]
    assert found.rank == REVIEW
    hold(cast.R, "t17", 0, **HELD, until=day(5))
    assert "held" not in waits(cast.R, clock)


def test_the_looks_at_the_devices_come_as_before(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    hold(cast.R, "t17", 8, unit="evening", status="done")
    assert "devices" in waits(cast.R, clock)
    assert "held" not in waits(cast.R, clock)


@pytest.mark.parametrize(("ended", "there"), [(0, False), (-1, True), (-13, True), (-14, False)])
def test_a_commitment_whose_time_is_over_is_asked_about_for_two_weeks(
    cast: Cast, clock: Clock, ended: int, there: bool
) -> None:
    be(cast.R, "R", clock.now)
    key = hold(cast.R, "t22", 40, what="Walk", rhythm="daily", end=day(ended))
    assert ("over" in waits(cast.R, clock)) == there
    done = {"what": "Walk", "rhythm": "daily", "end": day(ended), "state": "done"}
    actions.keep_item(cast.R.room, catalogue.tool("t22"), key, done, uuid4(), clock.now)
    assert "over" not in waits(cast.R, clock)


# -- maps and plans ------------------------------------------------------------------------------------


def map_chains(person: Person, n: int, days_ago: int = 0) -> None:
    for i in range(n):
        at = EVENING - timedelta(days=days_ago, minutes=n - i)
        put(person, "t11", at, antecedent_outer=["late", "phone"], behaviour="urge_only")


def test_with_the_fifth_map_it_is_offered_once_to_see_what_repeats(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    map_chains(cast.R, 4)
    assert "repeats" not in waits(cast.R, clock)
    map_chains(cast.R, 1)
    found = waits(cast.R, clock)["repeats"]
    assert (found.rank, found.url) == (LOOK, "/n/t11/")
    clock.now += timedelta(days=3)
    enter(cast.R)
    assert "repeats" not in waits(cast.R, clock)
    map_chains(cast.R, 1, days_ago=-3)
    assert "repeats" not in waits(cast.R, clock)


def test_a_trigger_that_keeps_coming_back_is_offered_a_plan(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    map_chains(cast.R, 5)
    assert waits(cast.R, clock)["unplanned"].url == "/n/t11/"
    body = {"if": "at night with the phone", "then": "I put it away", "for_trigger": ["late"]}
    hold(cast.R, "t12", 1, **body)
    assert "unplanned" in waits(cast.R, clock)
    hold(cast.R, "t12", 1, **{**body, "for_trigger": ["phone"]})
    assert "unplanned" not in waits(cast.R, clock)


def test_seven_plans_are_as_many_as_are_offered(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    map_chains(cast.R, 5)
    for n in range(7):
        hold(cast.R, "t12", 1, **{"if": f"cue {n}", "then": "I walk"})
    assert "unplanned" not in waits(cast.R, clock)


def test_old_maps_are_not_looked_through_again(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldseam.tools.t12_plans import waits as plans

    def looked(_at: Desk) -> bool:
        raise AssertionError("the months of maps were read")

    monkeypatch.setattr(plans, "unplanned", looked)
    be(cast.R, "R", clock.now)
    map_chains(cast.R, 6, days_ago=15)
    assert "unplanned" not in waits(cast.R, clock)


# -- people --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "there"), [(0, False), (6, False), (7, True), (8, False), (13, False), (14, True)])
def test_one_person_is_offered_on_one_day_in_seven(cast: Cast, clock: Clock, days: int, there: bool) -> None:
    be(cast.B, "B", clock.now)
    hold(cast.B, "t50", 60, nickname="Jo")
    put(
        cast.B,
        "t50b",
        EVENING - timedelta(days=days),
        when=(EVENING - timedelta(days=days)).strftime("%Y-%m-%dT%H:%MZ"),
    )
    found = waits(cast.B, clock)
    assert ("person" in found) == there
    assert not there or found["person"].rank == LOOK


def test_a_talk_with_somebody_one_answers_to_counts_as_being_in_touch(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    hold(cast.R, "t50", 7, nickname="Jo")
    assert "person" in waits(cast.R, clock)
    put(cast.R, "t51b", EVENING - timedelta(days=2), when=(EVENING - timedelta(days=2)).strftime("%Y-%m-%dT%H:%MZ"))
    assert "person" not in waits(cast.R, clock)


def test_nobody_is_offered_to_whoever_has_nobody_on_the_map(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    hold(cast.B, "t50", 7, nickname="Jo", standing="away")
    assert "person" not in waits(cast.B, clock)


# -- after an urge that was given in to ----------------------------------------------------------------


def test_first_aid_comes_before_everything_once_an_urge_was_given_in_to(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    put(cast.R, "t09", EVENING - timedelta(hours=2), intensity_start=7, response=["gave_in"])
    put(cast.R, "t14", EVENING - timedelta(days=1), circle="inner", more_unreported="yes", when=f"{day(-1)}T20:00Z")
    found = all_waiting(cast.R, clock)
    assert [one.id for one in found][:2] == ["aid", "rest"]
    assert (found[0].rank, found[0].url, found[0].rests) == (CARE, "/n/t14/", 1)
    page = text(cast.R.client.get("/"))  # even before the plan and the kit are there
    assert page.index(today_words().by_id["aid"].title) < page.index("How strong is the pull")


def test_hr_06_whoever_gave_in_is_not_told_to_ride_it_out(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    put(cast.R, "t09", EVENING, intensity_start=7, response=["gave_in"])
    page = text(cast.R.client.get("/"))
    assert "Writing it down takes honesty on a hard day." in page
    assert "Ride it out" not in page
    assert "You need not answer it" not in page


def test_what_may_wait_stands_below_the_questions(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    page = text(cast.R.client.get("/"))
    assert page.index("How strong is the pull") < page.index("Next: write down who you would turn to")


def test_a_hard_day_is_met_before_any_question(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    for n in range(3):
        put(cast.R, "t09", EVENING - timedelta(minutes=n), intensity_start=9)
    page = text(cast.R.client.get("/"))
    assert page.index("Call someone") < page.index("Kept: 9 of 10.")


def test_first_aid_that_was_begun_is_not_offered_again(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    put(cast.R, "t09", EVENING - timedelta(hours=2), intensity_start=7, response=["gave_in_partly"])
    put(cast.R, "t14b", EVENING - timedelta(hours=1), safe="yes", why="lapse")
    assert "aid" not in waits(cast.R, clock)
    put(cast.R, "t09", EVENING - timedelta(minutes=5), intensity_start=7, response=["gave_in"])
    assert "aid" in waits(cast.R, clock)


def test_a_report_of_that_hour_settles_it_whichever_was_written_first(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    hour = (EVENING - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%MZ")
    put(cast.R, "t14", EVENING - timedelta(hours=1), circle="inner", more_unreported="no", when=hour)
    put(cast.R, "t09", EVENING, intensity_start=7, response=["gave_in"], when=hour)
    assert "aid" not in waits(cast.R, clock)


def test_yesterday_is_not_held_against_today(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    put(cast.R, "t09", EVENING - timedelta(days=1), intensity_start=7, response=["gave_in"])
    assert "aid" not in waits(cast.R, clock)


def test_first_aid_after_a_lapse_is_not_offered_to_the_one_who_was_hurt(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    put(cast.B, "t09", EVENING, intensity_start=7, response=["gave_in"])
    assert "aid" not in waits(cast.B, clock)


def test_not_now_holds_for_the_day_and_no_longer_where_a_day_is_all_there_is(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    put(cast.R, "t09", EVENING, intensity_start=7, response=["gave_in"])
    title = today_words().by_id["aid"].title
    assert title in text(cast.R.client.get("/"))
    cast.R.client.post("/n/now/later/", {"uid": str(uuid4()), "name": "aid"})
    assert title not in text(cast.R.client.get("/"))
    clock.now += timedelta(days=1)
    enter(cast.R)
    put(cast.R, "t09", clock.now, intensity_start=7, response=["gave_in"])
    assert title in text(cast.R.client.get("/"))


# -- all of them ---------------------------------------------------------------------------------------


def named() -> set[str]:
    """Every id that some `waits` can answer with, the path's own among them."""
    files = [*TOOLS.glob("*/waits.py"), *PATH.glob("*.py")]
    return {found for file in files for found in re.findall(r'Due\(\s*"(\w+)"', file.read_text())} | set(stepup.IDS)


def test_everything_that_can_wait_has_words_and_all_words_are_used() -> None:
    assert named() == set(today_words().by_id)
    assert all(len(id) <= 16 for id in named()), "a card's name is sent back by `not now`"


NEVER = {"t30", "t45", "t04", "t38", "t32", "t33"}
"""Letters to keep, the question of staying, weighing it up, closeness: whoever wants them finds them."""


def test_hr_08_some_tools_are_never_proposed() -> None:
    offered = {(step.tool, role) for step in today_words().course for role in step.roles}
    assert not {tool for tool, _role in offered} & (NEVER | {"t16"})
    assert ("t48", "B") not in offered
    waiting = {match for file in TOOLS.glob("*/waits.py") for match in re.findall(r'CODE = "(\w+)"', file.read_text())}
    assert not waiting & (NEVER | {"t48"})


def test_hr_06_hr_08_no_card_counts_what_was_left_out_or_speaks_of_the_two_of_you() -> None:
    words = today_words()
    said = [f"{one.title} {one.because}" for one in words.due] + [step.because for step in words.course]
    wrong = re.compile(
        r"missed|overdue|behind|too late|you (?:have not|did not|should|must)|in a row|no contact|\d+ days|"
        r"marriage|relationship|forgiv|together again|stay or|leave (?:him|her|them)",
        re.IGNORECASE,
    )
    assert [line for line in said if wrong.search(line)] == []


def test_what_waits_is_the_most_urgent_first_and_not_now_passes_over_it() -> None:
    found = [Due("a", CARE, "/a"), Due("b", REVIEW, "/b", rests=1), Due("c", LOOK, "/c")]
    first = due.first(found, lambda one: one.id == "a")
    assert first is not None and first.id == "b"
    assert due.first(found, lambda one: one.id == "a", CARE) is None


@pytest.mark.parametrize(("said", "there"), [(0, True), (13, True), (14, False), (-1, False)])
def test_a_day_that_has_come_is_left_in_peace_after_two_weeks(said: int, there: bool) -> None:
    assert due.lately(TODAY - timedelta(days=said), TODAY) is there
    assert due.lately(None, TODAY) is False
    assert due.day_of("2026-11-18") == date(2026, 11, 18)
    assert due.day_of("") is due.day_of(None) is None


def test_today_asks_little_of_the_database_with_everything_waiting(
    cast: Cast, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    be(cast.R, "R", EVENING - timedelta(days=200))
    for months in range(6):
        put(cast.R, "t09", EVENING - timedelta(days=31 * months), intensity_start=4)
        put(cast.R, "t11", EVENING - timedelta(days=31 * months), antecedent_outer=["late"])
    hold(cast.R, "t52", 3, name="x", time="19:00", weekday="mo")
    hold(cast.R, "t17", 8, unit="evening", status="done")
    hold(cast.R, "t22", 3, what="Walk", rhythm="daily", end=day(40))
    hold(cast.R, "t50", 9, nickname="Jo")
    cast.R.client.get("/")  # the digests of closed months are made once
    with django_assert_max_num_queries(12):
        cast.R.client.get("/")
    assert bodies(cast.R, "t09")
