"""T22: commitments of one's own, marked with one press, added up in words and never taken back to nought."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools.history import Series
from goldseam.tools.shelf import Item
from goldseam.tools.t16_pause.days import Days
from goldseam.tools.t22_commit import marks
from goldseam.vault import NotSaved, Room
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME, NEW, MARK = "/n/t22/", "/n/t22/new/", "/n/t22/mark/"
DAY = timedelta(days=1)
GOOD = {"what": "phone sleeps in the kitchen", "rhythm": "daily", "end": "2026-12-18"}


def commitment(person: Person, key: str, at: datetime, **more: Any) -> None:
    body = {"what": "phone sleeps in the kitchen", "rhythm": "daily", "end": "2027-01-10", "_item": key, **more}
    person.room.append("t22", body, id=uuid4(), now=at)


def marked(person: Person, key: str, on: datetime, mark: str, **more: Any) -> None:
    put(person, "t22b", on, of=key, day=on.date().isoformat(), mark=mark, **more)


def press(person: Person, key: str, mark: str, *, day: str = "2026-11-18", uid: str = "", **more: str) -> Any:
    return person.client.post(MARK, {"uid": uid or str(uuid4()), "of": key, "day": day, "mark": mark, **more})


# -- what is promised to oneself ----------------------------------------------------------------------------


def test_a_commitment_says_what_why_how_often_and_until_when(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, **GOOD, because="I sleep better", kind="avoid", **{"from": "value"})
    body = bodies(cast.R, "t22")[0]
    assert {k: v for k, v in body.items() if k != "_item"} == {
        **GOOD, "because": "I sleep better", "kind": "avoid", "from": "value",
    }  # fmt: skip
    page = text(cast.R.client.get(HOME))
    assert "phone sleeps in the kitchen" in page
    assert "Chosen by me because I sleep better" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("what", "", "Please write something here."),
        ("what", "x" * 121, "Please keep it to 120."),
        ("because", "x" * 121, "Please keep it to 120."),
        ("rhythm", "", "Please choose one."),
        ("end", "", "Please choose a day."),
        ("end", "2026-11-18", "Please choose a day after today."),
        ("end", "2027-02-17", "Please choose a day"),
    ],
)
def test_what_cannot_be_kept_is_said(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), **GOOD, field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.R, "t22") == []


def test_ninety_days_are_the_most(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, **{**GOOD, "end": "2027-02-16"})


@pytest.mark.parametrize(("target", "fits"), [("", False), ("0", False), ("1", True), ("7", True), ("8", False)])
def test_some_days_a_week_needs_a_number_from_one_to_seven(cast: Cast, clock: Clock, target: str, fits: bool) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), **GOOD, "rhythm": "weekly", "target": target})
    assert (answer.status_code == 303) is fits


def test_a_number_a_week_is_left_out_where_it_says_nothing(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, **GOOD, target="3")
    assert "target" not in bodies(cast.R, "t22")[0]


def test_hr_04_only_the_person_can_add_and_every_one_may_say_why_it_was_chosen(cast: Cast, clock: Clock) -> None:
    assert "Chosen by me because" in text(cast.R.client.get(NEW))
    commitment(cast.R, "aaaa", clock.now - DAY)
    assert (
        cast.B.client.post(MARK, {"uid": str(uuid4()), "of": "aaaa", "day": "2026-11-18", "mark": "kept"}).status_code
        == 404
    )
    assert "phone sleeps" not in text(cast.B.client.get(HOME))
    assert bodies(cast.R, "t22b") == []


# -- one press ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["kept", "partly", "excused"])
def test_one_press_is_one_mark(cast: Cast, clock: Clock, mark: str) -> None:
    commitment(cast.R, "aaaa", clock.now - DAY)
    answer = press(cast.R, "aaaa", mark)
    assert answer["Location"] == "/n/t22/#k_aaaa"
    assert bodies(cast.R, "t22b") == [{"of": "aaaa", "day": "2026-11-18", "mark": mark}]
    html = cast.R.client.get(HOME).content.decode()
    assert f'value="{mark}" aria-pressed="true"' in html


def test_the_same_press_twice_is_one_and_another_button_takes_its_place(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - 3 * DAY)
    uid = str(uuid4())
    for mark in ("kept", "kept", "partly"):
        assert press(cast.R, "aaaa", mark, uid=uid).status_code == 303
    assert [body["mark"] for body in bodies(cast.R, "t22b")] == ["kept", "partly"]
    assert "None kept in the last seven days, one partly, three not marked." in text(cast.R.client.get(HOME))


def test_marks_of_several_commitments_on_one_day_stand_beside_each_other(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - DAY)
    commitment(cast.R, "bbbb", clock.now - DAY, what="ring Kim")
    press(cast.R, "aaaa", "kept")
    press(cast.R, "bbbb", "kept")
    assert text(cast.R.client.get(HOME)).count("Kept 1 of 2 in the last seven days") == 2


@pytest.mark.parametrize(("back", "status"), [(0, 303), (6, 303), (7, 404), (-1, 404)])
def test_a_day_can_be_marked_for_a_week_and_not_before_it_came(
    cast: Cast, clock: Clock, back: int, status: int
) -> None:
    commitment(cast.R, "aaaa", clock.now - 20 * DAY)
    assert press(cast.R, "aaaa", "kept", day=(clock.now - back * DAY).date().isoformat()).status_code == status


@pytest.mark.parametrize(
    "wrong", [{"of": "zzzz"}, {"mark": "failed"}, {"day": "x"}, {"day": "2026-11-12"}, {"uid": "x"}, {"uid": ""}]
)
def test_a_press_that_fits_nothing_keeps_nothing(cast: Cast, clock: Clock, wrong: dict[str, str]) -> None:
    commitment(cast.R, "aaaa", clock.now - 2 * DAY)
    good = {"uid": str(uuid4()), "of": "aaaa", "day": "2026-11-18", "mark": "kept"}
    assert cast.R.client.post(MARK, {**good, **wrong}).status_code == 404
    assert bodies(cast.R, "t22b") == []


def test_a_press_on_today_leads_back_to_today(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - DAY)
    assert press(cast.R, "aaaa", "kept", back="today")["Location"] == "/"
    assert press(cast.R, "aaaa", "kept", back="https://elsewhere.example")["Location"] == "/n/t22/#k_aaaa"


def test_after_not_the_page_asks_what_would_help_and_nothing_is_blamed(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - DAY)
    answer = press(cast.R, "aaaa", "not")
    assert answer["Location"] == "/n/t22/?missed=aaaa#missed"
    page = text(cast.R.client.get("/n/t22/?missed=aaaa"))
    for way in ("Make it smaller", "Move it to another day or hour", "Let it go", "Ask someone to help"):
        assert way in page
    for word in ("fail", "missed it again", "broke"):
        assert word not in page.lower()
    press(cast.R, "aaaa", "not", note="  too late   home ")
    assert bodies(cast.R, "t22b")[-1]["note"] == "too late home"
    assert "What you noted: too late home" in text(cast.R.client.get(HOME))
    press(cast.R, "aaaa", "partly")
    assert bodies(cast.R, "t22b")[-1]["note"] == "too late home", "a note stays when the mark is changed"


def test_a_note_that_speaks_of_self_harm_leads_to_people_who_answer(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - DAY)
    answer = press(cast.R, "aaaa", "not", note="no point, I want to die")
    assert "People who answer now" in text(cast.R.client.get(answer["Location"]))
    assert press(cast.R, "aaaa", "partly")["Location"] == "/n/t22/#k_aaaa", "a press later on is only a press"


def test_one_is_let_go_with_one_press_and_its_marks_stay(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - DAY)
    press(cast.R, "aaaa", "not")
    assert cast.R.client.post("/n/t22/drop/", {"uid": str(uuid4()), "of": "aaaa"}).status_code == 303
    page = text(cast.R.client.get(HOME))
    assert "Put away lately" in page
    assert "Nothing is due" not in page
    assert len(bodies(cast.R, "t22b")) == 1
    assert cast.R.client.post("/n/t22/drop/", {"uid": str(uuid4()), "of": "zzzz"}).status_code == 404


def test_another_day_can_be_marked_in_the_form_and_its_mark_counts(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - 5 * DAY)
    assert "phone sleeps in the kitchen" in text(cast.R.client.get("/n/t22b/new/"))
    id = keep(cast.R.client, "/n/t22b/new/", of="aaaa", day="2026-11-17", mark="not")
    keep(cast.R.client, "/n/t22b/new/", of="aaaa", day="2026-11-17", mark="kept", note="remembered late")
    assert "phone sleeps in the kitchen" in text(cast.R.client.get(f"/n/t22b/k/{id}/"))
    assert "Kept 1 of 5 in the last seven days, four not marked." in text(cast.R.client.get(HOME))


@pytest.mark.parametrize(("why", "status"), [("full", 507), ("busy", 503), ("disk", 503)])
def test_a_press_that_could_not_be_written_down_says_so(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch, why: Any, status: int
) -> None:
    commitment(cast.R, "aaaa", clock.now - DAY)

    def refuse(*_args: Any, **_named: Any) -> Any:
        raise NotSaved(why)

    monkeypatch.setattr(Room, "append", refuse)
    answer = press(cast.R, "aaaa", "kept")
    assert answer.status_code == status
    assert "Not saved" in text(answer)
    assert 'href="/n/t22/#k_aaaa"' in answer.content.decode()


# -- today's list -------------------------------------------------------------------------------------------


def test_todays_list_shows_five_and_says_how_many_more(cast: Cast, clock: Clock) -> None:
    for n in range(7):
        commitment(cast.R, f"key{n}", clock.now - (10 - n) * DAY, what=f"thing {n}")
    page = text(cast.R.client.get(HOME))
    today = page[page.index("Today ") : page.index("Also running")]
    assert [f"thing {n}" in today for n in range(7)] == [True] * 5 + [False] * 2
    assert "two more are running." in page
    assert "thing 6" in page[page.index("Also running") :]


def test_what_has_ended_is_asked_about_and_not_due(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - 40 * DAY, end="2026-11-17")
    page = text(cast.R.client.get(HOME))
    assert "Its time was over on 17 November 2026." in page
    assert "Nothing is due today." in page


def test_todays_step_is_written_on_the_page_and_marked_with_one_press(cast: Cast, clock: Clock) -> None:
    answer = cast.R.client.post("/n/t22/step/", {"uid": str(uuid4()), "step": "ring the clinic"})
    assert answer.status_code == 303
    assert "ring the clinic" in text(cast.R.client.get(HOME))
    assert cast.R.client.post("/n/t22/step/", {"uid": str(uuid4()), "mark": "kept"}).status_code == 303
    assert bodies(cast.R, "t22c")[-1]["mark"] == "kept"
    assert bodies(cast.R, "t22c")[-1]["step"] == "ring the clinic"


@pytest.mark.parametrize("step", ["", "x" * 201])
def test_a_step_that_cannot_be_kept_stays_in_its_box(cast: Cast, clock: Clock, step: str) -> None:
    answer = cast.R.client.post("/n/t22/step/", {"uid": str(uuid4()), "step": step})
    assert answer.status_code == 422
    assert bodies(cast.R, "t22c") == []


# -- adding up ----------------------------------------------------------------------------------------------


def test_the_week_is_said_in_words(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - 30 * DAY)
    for back, mark in enumerate(["kept", "kept", "partly", "kept", "not", "kept", "kept"]):
        marked(cast.R, "aaaa", clock.now - back * DAY, mark)
    assert "Kept 5 of 7 in the last seven days, one partly." in text(cast.R.client.get(HOME))


def test_hr_06_fifty_eight_of_sixty_days_and_one_bad_day_costs_one(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - 59 * DAY, kind="avoid")
    for back in range(60):
        marked(cast.R, "aaaa", clock.now - back * DAY, "not" if back in {0, 31} else "kept")
    page = text(cast.R.client.get(HOME))
    assert "58 of the 60 days you marked since 20 September 2026." in page
    assert "Kept 6 of 7 in the last seven days" in page
    for word in ("streak", "reset", "day 0", "start again"):
        assert word not in page.lower()
    assert len(bodies(cast.R, "t22b")) == 60


def test_hr_20_whoever_hid_numbers_sees_none(cast: Cast, clock: Clock) -> None:
    commitment(cast.R, "aaaa", clock.now - 10 * DAY)
    marked(cast.R, "aaaa", clock.now - DAY, "kept")
    put(cast.R, "me", clock.now, numbers=False)
    assert "in the last seven days" not in text(cast.R.client.get(HOME))


def test_the_week_in_words_counts_every_commitment(cast: Cast, clock: Clock) -> None:
    for key in ("aaaa", "bbbb"):
        commitment(cast.R, key, clock.now - 10 * DAY)
        marked(cast.R, key, clock.now - DAY, "kept")
    marked(cast.R, "aaaa", clock.now - 2 * DAY, "not")
    marked(cast.R, "bbbb", clock.now - 2 * DAY, "excused")
    assert "Kept 2 of 3 marked." in text(cast.R.client.get("/n/week/"))


# -- pure ---------------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 18)


def item(key: str, since: int = 0, **body: Any) -> Item:
    return Item(key, key, "t22", since, since, {"rhythm": "daily", **body})


def days(*said: str, last: date = TODAY) -> dict[date, str]:
    """Marks of the days up to `last`, newest first; "" leaves a day out."""
    return {last - n * DAY: mark for n, mark in enumerate(said) if mark}


def test_what_is_done_once_stands_first_when_its_day_is_near_and_last_before() -> None:
    near = item("near", 5, rhythm="by_date", end="2026-11-20")
    far = item("far", 1, rhythm="by_date", end="2026-12-20")
    daily = item("daily", 3)
    assert [one.key for one in marks.due([far, daily, near], {}, TODAY)] == ["near", "daily", "far"]


@pytest.mark.parametrize(
    ("body", "mine", "wanted"),
    [
        ({"rhythm": "daily"}, {}, True),
        ({"rhythm": "daily", "end": "2026-11-17"}, {}, False),
        ({"rhythm": "daily", "end": "2026-11-18"}, {}, True),
        ({"rhythm": "weekly", "target": 2}, days("", "kept", "kept"), False),
        ({"rhythm": "weekly", "target": 2}, days("kept", "kept", "kept"), True),
        ({"rhythm": "weekly", "target": 2}, days("", "kept", "", "", "", "", "", "kept"), True),
        ({"rhythm": "by_date", "end": "2026-11-30"}, days("", "", "kept"), False),
        ({"rhythm": "by_date", "end": "2026-11-30"}, days("", "partly"), True),
    ],
)
def test_what_is_due_today(body: dict[str, Any], mine: dict[date, str], wanted: bool) -> None:
    assert bool(marks.due([item("a", **body)], {"a": mine}, TODAY)) is wanted


@pytest.mark.parametrize(
    ("body", "lived", "mine", "expected"),
    [
        ({}, 30, days(*["kept"] * 7), marks.Week(7, 7, 0, 0, 0)),
        ({}, 30, days("", *["kept"] * 6), marks.Week(6, 6, 0, 0, 0)),
        ({}, 30, days("kept", "excused", "partly", "not", "", "kept", "kept"), marks.Week(3, 6, 1, 1, 1)),
        ({}, 2, days("kept", "kept", "kept"), marks.Week(3, 3, 0, 0, 0)),
        ({}, 0, {}, marks.Week(0, 0, 0, 0, 0)),
        ({"rhythm": "weekly", "target": 3}, 30, days("", "kept", "", "kept"), marks.Week(2, 3, 0, 0, 0)),
    ],
)
def test_a_week_counts_today_once_it_is_marked_and_leaves_excused_days_out(
    body: dict[str, Any], lived: int, mine: dict[date, str], expected: marks.Week
) -> None:
    assert marks.week({"rhythm": "daily", **body}, TODAY - lived * DAY, mine, TODAY) == expected


def test_days_of_days_count_what_was_marked_since_it_began() -> None:
    mine = days("kept", "not", "excused", "", "kept", "kept")
    assert marks.days_of_days(TODAY - 4 * DAY, mine, TODAY) == Days(2, 3)


def test_the_last_mark_of_a_day_counts_for_each_commitment() -> None:
    at = [20_000 * 1440, 20_000 * 1440, 20_001 * 1440]
    found = marks.by_commitment(Series(at, {}, {"of": [["a"], ["b"], ["a"]], "mark": [["not"], ["kept"], ["kept"]]}))
    assert list(found["a"].values()) == ["not", "kept"]
    assert list(found["b"].values()) == ["kept"]
