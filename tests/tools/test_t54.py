"""T54 and T55: before a session, and good things planned. Through the pages, and the forecast direct."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from goldseam.tools import catalogue
from goldseam.tools.t54_session.extra import fitted, may_draw_on
from goldseam.tools.t55_good import forecast
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME, NEW, PRINT = "/n/t54/", "/n/t54/new/", "/n/t54/print/"
GOOD, PLAN, DID = "/n/t55/", "/n/t55/new/", "/n/t55b/new/"
HURT = "I want to kill myself"


def words(response: Any) -> str:
    return text(response).replace("&#x27;", "'")


def wrong(by: Person, url: str, /, **fields: Any) -> Any:
    return by.client.post(url, {"uid": str(uuid4()), **fields})


def week_of_urges(person: Person, clock: Clock) -> None:
    for n in range(5):
        put(person, "t09", clock.now - timedelta(days=n), intensity_start=6, thought="a private thought")
    put(person, "t49", clock.now - timedelta(days=1), text="a private page")


# -- T54: the draft -------------------------------------------------------------------------------------


def test_a_draft_counts_what_was_kept_and_copies_no_word_of_it(cast: Cast, clock: Clock) -> None:
    week_of_urges(cast.R, clock)
    page = words(cast.R.client.get(NEW, {"d": "1", "t": ["t09"]}))
    assert "From 12 November 2026 to 18 November 2026." in page
    assert "Urges: Five times. Urge at the start 6." in page
    assert "a private thought" not in page
    assert bodies(cast.R, "t54") == []


def test_a_sealed_tool_is_never_offered_nor_drawn_on_when_it_is_named_in_the_address(cast: Cast, clock: Clock) -> None:
    week_of_urges(cast.R, clock)
    assert not may_draw_on("t49")
    assert not may_draw_on("t99")
    offered = cast.R.client.get(NEW).content.decode()
    assert 'value="t09"' in offered
    assert 'value="t49"' not in offered
    page = words(cast.R.client.get(NEW, {"d": "1", "t": ["t49"]}))
    assert "Nothing was kept in these tools in that time." in page
    assert "a private page" not in page


def test_every_sealed_tool_stays_out_of_the_draft() -> None:
    for tool in catalogue.catalogue().values():
        if tool.share == "L0":
            assert not may_draw_on(tool.code), tool.code


def test_only_the_chosen_tools_are_drawn_on(cast: Cast, clock: Clock) -> None:
    week_of_urges(cast.R, clock)
    put(cast.R, "t40", clock.now, anxiety=3)
    page = cast.R.client.get(NEW, {"d": "1", "t": ["t40"]}).content.decode()
    drafted = re.search(r'<textarea name="since_last"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert drafted
    assert "Day diary" in drafted[1]
    assert "Urges" not in drafted[1]


def test_the_draft_is_the_persons_to_change_before_it_is_kept(cast: Cast, clock: Clock) -> None:
    week_of_urges(cast.R, clock)
    cast.R.client.get(NEW, {"d": "1", "t": ["t09"]})
    id = keep(cast.R.client, NEW, session="Tuesday", since_last="My own line.\r\nAnd one more.")
    assert bodies(cast.R, "t54")[0]["since_last"].split() == ["My", "own", "line.", "And", "one", "more."]
    assert "My own line." in words(cast.R.client.get(f"/n/t54/k/{id}/"))


def test_a_draft_asked_for_later_stands_below_what_was_written(cast: Cast, clock: Clock) -> None:
    week_of_urges(cast.R, clock)
    id = keep(cast.R.client, NEW, session="Tuesday", since_last="Mine stays.")
    page = words(cast.R.client.get(f"/n/t54/k/{id}/change/", {"d": "1", "t": ["t09"]}))
    assert page.index("Mine stays.") < page.index("Urges: Five times.")


@given(st.text(max_size=2500), st.text(min_size=1, max_size=2500))
def test_a_draft_never_is_longer_than_its_field(before: str, made: str) -> None:
    field = catalogue.tool("t54").by_name["since_last"]
    assert len(fitted(before, made, field)) <= field.length


def test_hr_20_whoever_hid_numbers_gets_a_draft_without_them(cast: Cast, clock: Clock) -> None:
    week_of_urges(cast.R, clock)
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    page = words(cast.R.client.get(NEW, {"d": "1", "t": ["t09"]}))
    assert "Urges: You wrote here this week." in page
    assert "Five times" not in page


def test_odd_addresses_of_a_draft_are_passed_over(cast: Cast, clock: Clock) -> None:
    for asked in ({"d": "1"}, {"d": "", "t": ["\x00", "t99", "x" * 500]}, {"t": ["t09"]}):
        assert cast.R.client.get(NEW, asked).status_code == 200


# -- T54: the session -----------------------------------------------------------------------------------


def test_a_session_has_a_name_from_the_start(cast: Cast, clock: Clock) -> None:
    assert 'value="Session around 18 November 2026"' in cast.R.client.get(NEW).content.decode()


def test_the_page_to_take_along_holds_what_comes_before_and_not_what_comes_after(cast: Cast, clock: Clock) -> None:
    id = keep(
        cast.R.client,
        NEW,
        session="Tuesday",
        top3=["The evening at my sister's", "", ""],
        hard_to_say="That I still check",
        took_away="stays at home",
        next="stays at home too",
    )
    page = cast.R.client.get(f"/n/t54/k/{id}/").content.decode()
    address = re.search(r'href="(/n/t54/print/\?s=\w+)"', page)
    assert address
    paper = words(cast.R.client.get(address[1]))
    for said in ("Tuesday", "The evening at my sister's", "That I still check"):
        assert said in paper
    assert "stays at home" not in paper
    assert words(cast.R.client.get(PRINT)) == paper


def test_hr_11_the_paper_does_not_say_what_is_dangerous_only_that_one_wants_to_be_asked(
    cast: Cast, clock: Clock
) -> None:
    keep(cast.B.client, NEW, session="Tuesday", top3=["x"], risk_to_mention="yes", risks=["afraid", "dying"])
    paper = words(cast.B.client.get(PRINT))
    assert "There is something I want to begin with. Please ask me." in paper
    for said in ("afraid", "dying", "dangerous to mention"):
        assert said not in paper
    clock.now += timedelta(minutes=2)
    keep(cast.B.client, NEW, session="Later", top3=["y"], risk_to_mention="no")
    assert "something I want to begin with" not in words(cast.B.client.get(PRINT))


def test_without_a_session_there_is_nothing_to_print(cast: Cast, clock: Clock) -> None:
    assert "Nothing stands here yet." in words(cast.R.client.get(PRINT))
    assert cast.R.client.get(PRINT, {"s": "nonsense"}).status_code == 200


def test_what_was_to_be_done_comes_back_before_the_next_one(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, session="First", top3=["x"])
    after = {"session": "First", "homework": ["Two walks", "Sleep by eleven"], "took_away": "calm", "standing": "held"}
    keep(cast.R.client, f"/n/t54/k/{id}/change/", **after)
    page = words(cast.R.client.get(NEW))
    assert "From last time Two walks Sleep by eleven" in page
    assert "Held or called off, lately First" in words(cast.R.client.get(HOME))
    keep(cast.R.client, NEW, session="Second")
    assert "Two walks" in words(cast.R.client.get(PRINT))


@pytest.mark.parametrize(
    ("risk", "route"),
    [
        ("dying", "1"), ("afraid", "2"), ("hurt_someone", "9"), ("afraid_of_me", "3"), ("unreal", "4"), ("drink", "4"),
        ("child", "5"), ("health", "6"),
    ],
)  # fmt: skip
def test_hr_15_what_is_dangerous_does_not_wait_for_the_session(cast: Cast, clock: Clock, risk: str, route: str) -> None:
    id = keep(cast.R.client, NEW, session="Tuesday", risk_to_mention="yes", risks=[risk])
    page = cast.R.client.get(f"/n/t54/k/{id}/")
    assert reverse("safety:route", args=[route]) in page.content.decode()
    assert "Say it in the first five minutes, not at the door." in words(page)


def test_hr_16_nothing_asks_for_a_description_and_the_duty_to_pass_on_is_told(cast: Cast, clock: Clock) -> None:
    page = words(cast.R.client.get(HOME))
    assert "What a therapist may have to pass on" in page
    assert "You need not give your name." in page
    fields = catalogue.tool("t54").by_name
    assert fields["risks"].type == "tags"
    assert not fields["risks"].own


def test_hr_13_it_says_that_it_is_no_therapist(cast: Cast, clock: Clock) -> None:
    page = words(cast.R.client.get(HOME))
    assert "This program is no therapist and does not stand in for one." in page
    assert "If you have no therapist yet, there are seven questions to ask before you choose one." in page


def test_hr_11_hours_together_wait_while_one_is_afraid(cast: Cast, clock: Clock) -> None:
    assert "Do not begin hours together while one of you is afraid." in words(cast.B.client.get(HOME))


def test_hr_01_a_first_full_telling_is_not_made_in_an_hour_together(cast: Cast, clock: Clock) -> None:
    assert "It is not the place for a first full telling." in words(cast.R.client.get(HOME))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("session", "", "Please"),
        ("session", "x" * 61, "60"),
        ("since_last", "x" * 2001, "2000"),
        ("top3", ["a", "b", "c", "d"], "3"),
        ("top3", ["x" * 161], "160"),
        ("want_from_session", "x" * 301, "300"),
        ("hard_to_say", "x" * 401, "400"),
        ("how_to_say", "x", "Please choose one of the answers shown."),
        ("risk_to_mention", "x", "Please choose one of the answers shown."),
        ("risks", "x", "Please choose from the answers shown."),
        ("homework", ["a", "b", "c", "d", "e"], "4"),
        ("took_away", "x" * 601, "600"),
        ("next", "x" * 301, "300"),
        ("standing", "x", "Please choose one of the answers shown."),
    ],
)
def test_t54_bad_input_is_answered_beside_its_field(
    cast: Cast, clock: Clock, field: str, value: Any, said: str
) -> None:
    answer = wrong(cast.R, NEW, **{"session": "Tuesday", field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert bodies(cast.R, "t54") == []


def test_twelve_sessions_may_wait_and_held_ones_make_room(cast: Cast, clock: Clock) -> None:
    ids = [keep(cast.R.client, NEW, session=f"S{n}") for n in range(12)]
    assert wrong(cast.R, NEW, session="S13").status_code == 409
    keep(cast.R.client, f"/n/t54/k/{ids[0]}/change/", session="S0", standing="off")
    keep(cast.R.client, NEW, session="S13")


def test_nobody_else_sees_a_session(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, session="Tuesday", hard_to_say="mine")
    assert cast.B.client.get(f"/n/t54/k/{id}/").status_code == 404
    key = bodies(cast.R, "t54")[0]["_item"]
    assert "mine" not in words(cast.B.client.get(PRINT, {"s": key}))


# -- T55: good things, planned --------------------------------------------------------------------------

WALK = {"activity": "Walk to the weir", "pleasure": "3", "mastery": "5", "with": "someone", "screen_free": "on"}


def planned(person: Person, **changed: Any) -> str:
    """Keep a plan; its key."""
    keep(person.client, PLAN, **{**WALK, **changed})
    return str(bodies(person, "t55")[-1]["_item"])


def test_a_guess_stands_beside_how_it_was(cast: Cast, clock: Clock) -> None:
    key = planned(cast.R)
    id = keep(cast.R.client, DID, activity=key, pleasure="7", hours="1.5", when="2026-11-18T20:00")
    kept = bodies(cast.R, "t55b")[0]
    assert (kept["pleasure"], kept["guess_pleasure"], kept["guess_mastery"]) == (7, 3, 5)
    assert "You had guessed 3, and it was 7. More than you thought." in words(cast.R.client.get(f"/n/t55b/k/{id}/"))
    page = words(cast.R.client.get(GOOD))
    assert "done once" in page
    assert "One in the last seven days." in page
    assert "About 1.5 hours in all." in page


@pytest.mark.parametrize(("was", "said"), [("1", "Less than you thought."), ("4", "Just about as you thought.")])
def test_less_and_as_thought_are_said_without_a_verdict(cast: Cast, clock: Clock, was: str, said: str) -> None:
    id = keep(cast.R.client, DID, activity=planned(cast.R), pleasure=was, when="2026-11-18T20:00")
    assert said in words(cast.R.client.get(f"/n/t55b/k/{id}/"))


def test_a_guess_changed_later_changes_no_past(cast: Cast, clock: Clock) -> None:
    key = planned(cast.R)
    id = keep(cast.R.client, DID, activity=key, pleasure="7", when="2026-11-18T20:00")
    plan = next(entry for entry in cast.R.room.month("2026-11") if entry.kind == "t55")
    keep(cast.R.client, f"/n/t55/k/{plan.id}/change/", **{**WALK, "pleasure": "9"})
    keep(cast.R.client, f"/n/t55b/k/{id}/change/", activity=key, pleasure="8", when="2026-11-18T20:00")
    assert bodies(cast.R, "t55b")[-1]["guess_pleasure"] == 3


def test_four_things_done_teach_something_about_the_guesses(cast: Cast, clock: Clock) -> None:
    key = planned(cast.R)
    for n in range(3):
        put(cast.R, "t55b", clock.now - timedelta(days=n), activity=key, pleasure=7, guess_pleasure=3)
    assert "After four things done, this page compares" in words(cast.R.client.get(GOOD))
    put(cast.R, "t55b", clock.now - timedelta(days=9), activity=key, pleasure=6, guess_pleasure=3)
    page = words(cast.R.client.get(GOOD))
    assert "You enjoyed it more than you guessed, 4 times out of 4. Your guess runs low." in page
    assert "Three in the last seven days. That is the number to aim for, and you are there." in page


def test_hr_06_a_week_with_none_is_no_gap(cast: Cast, clock: Clock) -> None:
    planned(cast.R)
    page = words(cast.R.client.get(GOOD))
    assert "One small thing is enough to begin." in page
    assert "If a week has none, nothing is lost and nothing starts over." in page
    for word in ("missed", "streak", "failed", "behind"):
        assert not re.search(rf"\b{word}\b", page.lower())


def test_a_skill_with_people_can_be_kept_without_a_plan(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, DID, skill="say_no", practice="I said no to Sunday.", when="2026-11-18T20:00")
    assert "guess_pleasure" not in bodies(cast.R, "t55b")[0]


def test_one_of_the_two_is_asked_for(cast: Cast, clock: Clock) -> None:
    planned(cast.R)
    answer = wrong(cast.R, DID, pleasure="4", when="2026-11-18T20:00")
    assert answer.status_code == 422
    assert "Choose one of your things, or a skill." in text(answer)
    other = wrong(cast.B, DID, pleasure="4", when="2026-11-18T20:00")
    assert other.status_code == 422
    assert "Choose one of your things, or a skill." in text(other)


def test_it_is_begun_from_the_plan_it_belongs_to(cast: Cast, clock: Clock) -> None:
    key = planned(cast.R)
    assert f'href="/n/t55b/new/?a={key}"' in cast.R.client.get(GOOD).content.decode()
    page = cast.R.client.get(DID, {"a": key}).content.decode()
    assert re.search(rf'name="activity" value="{key}"[^>]*checked', page)
    assert cast.R.client.get(DID, {"a": "nonsense"}).status_code == 200


def test_hr_20_whoever_hid_numbers_sees_no_guess_no_hours_and_no_comparison(cast: Cast, clock: Clock) -> None:
    key = planned(cast.R)
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    id = keep(cast.R.client, DID, activity=key, pleasure="7", hours="1", when="2026-11-18T20:00")
    page = words(cast.R.client.get(GOOD)) + words(cast.R.client.get(f"/n/t55b/k/{id}/"))
    for said in ("of 10", "hours in all", "You had guessed", "last seven days"):
        assert said not in page


@pytest.mark.parametrize(
    ("url", "field", "value", "said"),
    [
        (PLAN, "activity", "", "Please"),
        (PLAN, "activity", "x" * 121, "120"),
        (PLAN, "pleasure", "11", "Please choose a number from 0 to 10."),
        (PLAN, "mastery", "-1", "Please choose a number from 0 to 10."),
        (PLAN, "with", "x", "Please choose one of the answers shown."),
        (DID, "skill", "x", "Please choose one of the answers shown."),
        (DID, "hours", "17", "from 0 to 16"),
        (DID, "practice", "x" * 201, "200"),
        (DID, "when", "2026-11-19T20:00", "This is in the future."),
    ],
)
def test_t55_bad_input_is_answered_beside_its_field(
    cast: Cast, clock: Clock, url: str, field: str, value: str, said: str
) -> None:
    good = {"activity": "x"} if url == PLAN else {"skill": "ask", "when": "2026-11-18T20:00"}
    answer = wrong(cast.R, url, **{**good, field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert bodies(cast.R, "t55") == bodies(cast.R, "t55b") == []


def test_a_plan_taken_off_the_list_keeps_what_was_done(cast: Cast, clock: Clock) -> None:
    key = planned(cast.R)
    keep(cast.R.client, DID, activity=key, pleasure="7", when="2026-11-18T20:00")
    plan = next(entry for entry in cast.R.room.month("2026-11") if entry.kind == "t55")
    keep(cast.R.client, f"/n/t55/k/{plan.id}/change/", **WALK, standing="dropped")
    page = words(cast.R.client.get(GOOD))
    assert "Put away lately Walk to the weir" in page
    assert "One in the last seven days." in page


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("t54", {"session": "x", "since_last": HURT}),
        ("t54", {"session": "x", "top3": [HURT]}),
        ("t55", {"activity": HURT}),
        ("t55b", {"skill": "ask", "practice": HURT, "when": "2026-11-18T20:00"}),
    ],
)
def test_hr_15_words_of_self_harm_bring_up_people_who_answer(
    cast: Cast, clock: Clock, code: str, fields: dict[str, Any]
) -> None:
    id = keep(cast.R.client, f"/n/{code}/new/", **fields)
    page = cast.R.client.get(f"/n/{code}/k/{id}/")
    assert reverse("safety:route", args=["1"]) in page.content.decode()


numbers = st.none() | st.integers(0, 10)


@given(st.lists(st.tuples(numbers, numbers), max_size=30))
def test_the_forecast_counts_each_thing_once_and_says_what_most_of_them_say(
    pairs: list[tuple[int | None, int | None]],
) -> None:
    found = forecast.look([guess for guess, _ in pairs], [was for _, was in pairs])
    known = [(guess, was) for guess, was in pairs if guess is not None and was is not None]
    assert found.of == len(known)
    assert found.better == sum(was > guess + 1 for guess, was in known)
    assert found.worse == sum(was < guess - 1 for guess, was in known)
    if found.says in {"better", "worse", "even"}:
        assert getattr(found, found.says) * 2 > found.of >= 4
    assert (found.says == "few") == (found.of < 4)
