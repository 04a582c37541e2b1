"""T16: a pause agreed with oneself. Counted in days of days; ended, changed or begun again by its owner only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools.history import Series
from goldseam.tools.t16_pause.days import Days, days_of_days, lapse_days
from goldseam.tools.t16_pause.pause import Pause, Span, begun_again, spans
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME, NEW, LOOK = "/n/t16/", "/n/t16/new/", "/n/t16b/new/"
DAY = timedelta(days=1)
GOOD: dict[str, Any] = {
    "aim": "porn", "days": "40", "start": "2026-11-18", "reasons": ["sleep", "to be honest again"], "signed": "on",
}  # fmt: skip


def looked(person: Person, at: datetime, *, emphasis: str = "control", importance: int = 6) -> None:
    """The two looks that come first."""
    put(person, "t03", at - DAY, emphasis=emphasis, _item="one")
    put(person, "t05", at - DAY, goal="stop at night", importance=importance, _item="goal")


def running(person: Person, at: datetime, *, ago: int, days: int = 60, **more: Any) -> UUID:
    looked(person, at - ago * DAY)
    start = (at - ago * DAY).date().isoformat()
    body = {"aim": "porn", "days": days, "start": start, "reasons": ["sleep"], "signed": True, "_item": "pause", **more}
    return put(person, "t16", at - ago * DAY, **body)


def lapse(person: Person, when: datetime, circle: str = "inner") -> None:
    put(person, "t14", when, when=when.strftime("%Y-%m-%dT%H:%MZ"), circle=circle)


def refused(person: Person, url: str = NEW, **fields: Any) -> str:
    answer = person.client.post(url, {"uid": str(uuid4()), **fields})
    assert answer.status_code == 422, text(answer)
    return text(answer)


# -- what comes before --------------------------------------------------------------------------------------


def test_first_comes_the_kind_of_trouble_then_how_much_change_matters(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(HOME)
    assert "/n/t03/" in page.content.decode()
    assert "two short looks come first" in text(page)
    put(cast.R, "t03", clock.now - DAY, emphasis="control", _item="one")
    page = cast.R.client.get(NEW)
    assert "how much does change matter to you?" in text(page)
    assert "/n/t05/" in page.content.decode()
    put(cast.R, "t05", clock.now - DAY, goal="stop at night", importance=6, _item="goal")
    assert "How long?" in text(cast.R.client.get(HOME))


@pytest.mark.parametrize(("importance", "opens"), [(0, False), (5, False), (6, True), (10, True)])
def test_it_opens_from_an_importance_of_six(cast: Cast, clock: Clock, importance: int, opens: bool) -> None:
    looked(cast.R, clock.now, importance=importance)
    assert ("How long?" in text(cast.R.client.get(HOME))) is opens


def test_a_form_sent_past_the_looks_keeps_nothing(cast: Cast, clock: Clock) -> None:
    assert cast.R.client.post(NEW, {"uid": str(uuid4()), **GOOD}).status_code == 409
    assert bodies(cast.R, "t16") == []


def test_a_pause_that_runs_stays_in_reach_whatever_is_looked_at_later(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=5)
    put(cast.R, "t05", clock.now, goal="stop at night", importance=3, _item="goal")
    assert "Day 6 of 60." in text(cast.R.client.get(HOME))


def test_hr_10_where_conscience_is_the_trouble_a_pause_is_not_advised(cast: Cast, clock: Clock) -> None:
    looked(cast.R, clock.now, emphasis="conscience")
    page = text(cast.R.client.get(HOME))
    assert "a pause is not advised here" in page
    assert "How long?" not in page, "no length is offered"
    said = refused(cast.R, **GOOD)
    assert "please talk with a therapist or counsellor first" in said
    keep(cast.R.client, NEW, **GOOD, with_helper="on")


def test_hr_10_ones_own_word_weighs_more_than_the_twelve_statements(cast: Cast, clock: Clock) -> None:
    strong = dict.fromkeys(("conscience_right", "conscience_wish", "conscience_nobody", "conscience_person"), 4)
    weak = dict.fromkeys(("control_longer", "control_stop", "agreement_broke", "agreement_hid"), 0)
    put(cast.R, "t03", clock.now - DAY, _item="one", **strong, **weak)
    put(cast.R, "t05", clock.now - DAY, goal="x", importance=8, _item="goal")
    assert "not advised here" in text(cast.R.client.get(HOME))
    put(cast.R, "t03", clock.now - timedelta(hours=2), _item="one", **strong, **weak, emphasis="control")
    assert "not advised here" not in text(cast.R.client.get(HOME))


# -- what is agreed -----------------------------------------------------------------------------------------


def test_a_pause_is_signed_to_oneself_and_shows_its_reasons(cast: Cast, clock: Clock) -> None:
    looked(cast.R, clock.now)
    keep(
        cast.R.client, NEW, **GOOD, includes_partner_sex="paused_by_me", affection_ok=["hand", "hug"],
        supports=["Tuesday group"], if_lapse=["first_aid", "learn"], end_plan="see", pressed="no",
    )  # fmt: skip
    body = bodies(cast.R, "t16")[0]
    assert {k: v for k, v in body.items() if k != "_item"} == {
        "aim": "porn", "days": 40, "start": "2026-11-18", "reasons": ["sleep", "to be honest again"], "signed": True,
        "includes_partner_sex": "paused_by_me", "affection_ok": ["hand", "hug"], "supports": ["Tuesday group"],
        "if_lapse": ["first_aid", "learn"], "end_plan": "see", "pressed": "no",
    }  # fmt: skip
    page = text(cast.R.client.get(HOME))
    assert "Porn only" in page
    assert "Day 1 of 40. It runs until 27 December 2026." in page
    assert "to be honest again" in page
    assert "1 of 1" not in page, "nothing is counted on a first day"


@pytest.mark.parametrize("days", ["14", "40", "60", "90"])
def test_each_offered_length_fills_in_the_form(cast: Cast, clock: Clock, days: str) -> None:
    looked(cast.R, clock.now)
    assert f"{NEW}?days={days}" in cast.R.client.get(HOME).content.decode()
    assert f'name="days" value="{days}"' in cast.R.client.get(f"{NEW}?days={days}").content.decode()


@pytest.mark.parametrize("odd", ["365", "-1", "x", "6", ""])
def test_an_odd_length_in_the_address_is_left_out(cast: Cast, clock: Clock, odd: str) -> None:
    looked(cast.R, clock.now)
    assert 'name="days" value=' not in cast.R.client.get(NEW, {"days": odd}).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("days", "6", "Please write a whole number from 7 to 90."),
        ("days", "91", "Please write a whole number from 7 to 90."),
        ("aim", "", "Please choose one."),
        ("start", "2026-11-19", "still to come"),
        ("start", "2026-10-18", "Please choose today or a day of the last 30 days."),
        ("reasons", "", "Please write at least one line."),
        ("signed", "", "I choose this myself."),
    ],
)
def test_what_cannot_be_agreed_is_said(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    looked(cast.R, clock.now)
    assert said in refused(cast.R, **{**GOOD, field: value})


def test_seven_and_ninety_days_and_a_first_day_a_month_ago_are_possible(cast: Cast, clock: Clock) -> None:
    looked(cast.R, clock.now)
    keep(cast.R.client, NEW, **{**GOOD, "days": "7", "start": "2026-10-19"})


def test_one_pause_at_a_time(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=3)
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), **GOOD})
    assert answer.status_code == 409
    assert "One pause at a time." in text(answer)


def test_the_partner_signs_nothing_and_is_asked_nothing(cast: Cast, clock: Clock) -> None:
    looked(cast.R, clock.now)
    page = cast.R.client.get(NEW)
    assert "B_reply" not in page.content.decode()
    assert "reply" not in text(page).lower()
    assert "coming" not in text(page).lower()
    assert "Your partner does not sign this" in text(cast.R.client.get(HOME))


def test_hr_09_pausing_sex_needs_no_reason_and_binds_nobody_else(cast: Cast, clock: Clock) -> None:
    looked(cast.R, clock.now)
    page = text(cast.R.client.get(NEW))
    assert "Pausing it needs no reason. It says nothing about what your partner may do." in page
    reads = text(cast.R.client.get(HOME))
    assert "You cannot promise a pause for anybody else." in reads
    assert "When the pause ends, nothing is owed either." in reads


def test_hr_04_whoever_is_pressed_into_it_is_shown_help_and_may_close_it(cast: Cast, clock: Clock) -> None:
    looked(cast.R, clock.now)
    id = keep(cast.R.client, NEW, **GOOD, pressed="yes")
    page = cast.R.client.get(f"/n/t16/k/{id}/")
    assert "you owe nobody a reason" in text(page)
    assert "/h/10/" in page.content.decode()


def test_hr_14_no_reset_of_the_brain_is_promised(cast: Cast, clock: Clock) -> None:
    looked(cast.R, clock.now)
    page = text(cast.R.client.get(HOME))
    assert "custom" in page
    assert "Nobody has shown that a brain is reset after a set number of days." in page
    assert "one short trial in regular users found no withdrawal effect on the whole" in page


# -- days of days -------------------------------------------------------------------------------------------


def test_hr_06_fifty_eight_of_sixty_days_and_never_back_to_nought(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=59)
    lapse(cast.R, clock.now - 30 * DAY)
    lapse(cast.R, clock.now - 30 * DAY - timedelta(hours=2))  # the same day twice is one day
    lapse(cast.R, clock.now - 9 * DAY)
    lapse(cast.R, clock.now - 5 * DAY, "middle")
    lapse(cast.R, clock.now - 70 * DAY)  # before it began
    page = text(cast.R.client.get(HOME))
    assert "58 of 60 days" in page
    assert "All the others stand, and the count goes on." in page
    assert "Day 60 of 60." in page
    for word in ("reset", "streak", "day 0", " 0 of ", "broken"):
        assert word not in page[: page.index("What a pause can and cannot do")].lower()


def test_hr_06_nought_is_never_shown(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=1)
    lapse(cast.R, clock.now)
    lapse(cast.R, clock.now - DAY)
    page = text(cast.R.client.get(HOME))
    assert "0 of 2" not in page
    assert "All the others stand, and the count goes on." in page


def test_hr_06_a_lapse_changes_neither_the_first_day_nor_any_record(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=20)
    before = bodies(cast.R, "t16")
    lapse(cast.R, clock.now)
    assert "20 of 21 days" in text(cast.R.client.get(HOME))
    assert bodies(cast.R, "t16") == before


def test_hr_06_beginning_again_is_only_by_ones_own_press_and_the_days_before_stand(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=20)
    lapse(cast.R, clock.now - 4 * DAY)
    uid = str(uuid4())
    for _sent_twice in range(2):
        assert cast.R.client.post("/n/t16/again/", {"uid": uid}).status_code == 303
    page = text(cast.R.client.get(HOME))
    assert "Day 1 of 60." in page
    assert "Before that, from 29 October 2026: 19 of 20 days. They stand." in page
    assert len(bodies(cast.R, "t16")) == 2
    assert bodies(cast.R, "t16")[-1]["begun_before"] == ["2026-10-29 – 2026-11-17"]


def test_a_later_first_day_set_in_the_form_keeps_the_days_before_too(cast: Cast, clock: Clock) -> None:
    id = running(cast.R, clock.now, ago=20)
    keep(
        cast.R.client, f"/n/t16/k/{id}/change/", **{**GOOD, "start": "2026-11-10"}, state="running",
        begun_before=["2020-01-01 – 2020-12-31"],
    )  # fmt: skip
    assert bodies(cast.R, "t16")[-1]["begun_before"] == ["2026-10-29 – 2026-11-09"]


def test_hr_20_whoever_hid_numbers_sees_no_count(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=20)
    put(cast.R, "me", clock.now, numbers=False)
    assert "21 of 21" not in text(cast.R.client.get(HOME))


# -- looking back and the end -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ago", "asked"),
    [(5, None), (6, "The look back of day 7"), (13, "The look back of day 14"), (39, "The look back of day 40")],
)
def test_a_look_back_is_open_from_its_day_on(cast: Cast, clock: Clock, ago: int, asked: str | None) -> None:
    running(cast.R, clock.now, ago=ago)
    page = text(cast.R.client.get(HOME))
    assert (asked in page) if asked else ("look back of day" not in page.lower())


def test_a_look_back_that_was_kept_is_not_asked_for_again(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=14)
    assert 'value="d14"' in cast.R.client.get(f"{LOOK}?which=d14").content.decode()
    keep(cast.R.client, LOOK, which="d14", mood="6", learned="evenings are the thing", body=["calmer"])
    page = text(cast.R.client.get(HOME))
    assert "The look back of day" not in page
    assert "What you learned last evenings are the thing" in page
    assert "Mood 6 of 10" in page


def test_a_very_low_mood_brings_up_people_who_answer(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=14)
    low = keep(cast.R.client, LOOK, which="d14", mood="2")
    assert "People who answer now" in text(cast.R.client.get(f"/n/t16b/k/{low}/"))
    fair = keep(cast.R.client, LOOK, which="between", mood="3")
    assert "People who answer now" not in text(cast.R.client.get(f"/n/t16b/k/{fair}/")).replace("Help now", "")


@pytest.mark.parametrize(
    ("decision", "offers"),
    [("continue", "You want to go on."), ("change", "You want to change it."), ("close", "You want to close it.")],
)
def test_at_the_end_one_may_go_on_change_or_close(cast: Cast, clock: Clock, decision: str, offers: str) -> None:
    running(cast.R, clock.now, ago=14, days=14)
    page = text(cast.R.client.get(HOME))
    assert "The 14 days were over on 17 November 2026." in page
    assert "The time you chose is over. Look back first." in page
    id = keep(cast.R.client, LOOK, which="end", decision=decision)
    assert offers in text(cast.R.client.get(f"/n/t16b/k/{id}/"))


def test_closing_puts_it_away_and_makes_room_for_another(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=14, days=14)
    assert cast.R.client.post("/n/t16/close/", {"uid": str(uuid4())}).status_code == 303
    body = bodies(cast.R, "t16")[-1]
    assert (body["state"], body["closed_on"], body["_ended"]) == ("closed", "2026-11-18", True)
    assert cast.R.client.post("/n/t16/close/", {"uid": str(uuid4())}).status_code == 303
    assert len(bodies(cast.R, "t16")) == 2, "there is nothing left to close"
    keep(cast.R.client, NEW, **GOOD)


def test_a_damaged_press_is_answered_like_an_address_that_is_not_there(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=3)
    for uid in ("", "x", "00000000-0000-1000-8000-000000000000"):
        assert cast.R.client.post("/n/t16/again/", {"uid": uid}).status_code == 404
    assert cast.R.client.get("/n/t16/again/").status_code == 405


def test_nobody_else_can_close_or_restart_a_pause(cast: Cast, clock: Clock) -> None:
    running(cast.R, clock.now, ago=3)
    for act in ("close", "again"):
        cast.stranger.client.post(f"/n/t16/{act}/", {"uid": str(uuid4())})
    assert len(bodies(cast.R, "t16")) == 1


# -- pure ---------------------------------------------------------------------------------------------------


def test_days_of_days_count_both_ends_and_each_lapse_day_once() -> None:
    first, last = date(2026, 9, 20), date(2026, 11, 18)
    assert days_of_days(first, last, set()) == Days(60, 60)
    assert days_of_days(first, last, {first, last, date(2026, 9, 19)}) == Days(58, 60)
    assert days_of_days(last, first, {first}) == Days(0, 0)


def test_a_lapse_belongs_to_the_day_it_was_on_the_persons_own_clock() -> None:
    at = [20_000 * 1440 + 5, 20_001 * 1440 - 1, 20_003 * 1440]
    reports = Series(at, {}, {"circle": [["inner"], ["inner"], ["middle"]]})
    assert len(lapse_days(reports, "inner")) == 1
    assert len(lapse_days(reports, "middle")) == 1


@pytest.mark.parametrize(
    ("days", "reviews"),
    [
        (7, [("end", 7)]),
        (14, [("d7", 7), ("end", 14)]),
        (40, [("d7", 7), ("d14", 14), ("end", 40)]),
        (90, [("d7", 7), ("d14", 14), ("d40", 40), ("end", 90)]),
    ],
)
def test_looks_back_stand_at_7_14_40_and_the_end(days: int, reviews: list[tuple[str, int]]) -> None:
    assert Pause(days, date(2026, 1, 1)).reviews == reviews


def test_only_the_newest_look_back_is_asked_for() -> None:
    pause, day = Pause(60, date(2026, 1, 1)), date(2026, 2, 9)
    assert pause.due(day, set()) == ("d40", 40)
    assert pause.due(day, {"d40"}) is None
    assert pause.due(date(2026, 1, 6), set()) is None


def test_beginning_again_before_the_first_day_has_passed_keeps_no_empty_span() -> None:
    body = {"start": "2026-11-18", "days": 40}
    assert begun_again(body, date(2026, 11, 18)) == []
    assert begun_again({**body, "begun_before": ["2026-11-01 – 2026-11-02"]}, date(2026, 11, 20)) == [
        "2026-11-01 – 2026-11-02",
        "2026-11-18 – 2026-11-19",
    ]
    assert spans(["2026-11-01 – 2026-11-02"]) == [Span(date(2026, 11, 1), date(2026, 11, 2))]
