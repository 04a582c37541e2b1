"""T19: a document in parts, one rule loosened at a time, and days within the plan of those marked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools.history import Series
from goldseam.tools.t16_pause.days import Days
from goldseam.tools.t19_internet import plan
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, put, text

HOME, MARK = "/n/t19/", "/n/t19/mark/"
DAY = timedelta(days=1)


def send(cast: Cast, part: str, **fields: Any) -> Any:
    return cast.R.client.post(f"/n/t19/part/{part}/", {"uid": str(uuid4()), **fields})


def press(cast: Cast, within: str, uid: str = "") -> Any:
    return cast.R.client.post(MARK, {"uid": uid or str(uuid4()), "within": within})


def test_each_part_is_written_by_itself_and_the_others_stay(cast: Cast, clock: Clock) -> None:
    assert send(cast, "what", uses_I_want=["maps", "choir mails"], uses_I_drop=["feeds in bed"]).status_code == 303
    send(cast, "when", times="08:00 to 21:00", places="kitchen", alone_rules="door open")
    send(cast, "feeds", feed_cleanup="2026-11-20", work_need="mail and drive", news_minutes="20", social_minutes="0")
    body = bodies(cast.R, "t19")[-1]
    assert body | {"replaces": ""} == {
        "uses_I_want": ["maps", "choir mails"], "uses_I_drop": ["feeds in bed"], "times": "08:00 to 21:00",
        "places": "kitchen", "alone_rules": "door open", "feed_cleanup": "2026-11-20", "work_need": "mail and drive",
        "news_minutes": 20, "social_minutes": 0, "_item": "one", "replaces": "",
    }  # fmt: skip
    assert "choir mails" in text(cast.R.client.get(HOME))


@pytest.mark.parametrize(
    ("part", "field", "value", "said"),
    [
        ("feeds", "news_minutes", "301", "Please write a whole number from 0 to 300."),
        ("feeds", "social_minutes", "-1", "Please write a whole number from 0 to 300."),
        ("loosen", "loosening", "x" * 141, "Please keep it to 140."),
        ("loosen", "review_on", "2027-06-01", "Please choose a day"),
    ],
)
def test_what_cannot_be_kept_is_said(cast: Cast, clock: Clock, part: str, field: str, value: str, said: str) -> None:
    answer = send(cast, part, **{field: value})
    assert answer.status_code == 422
    assert said in text(answer)


def test_one_rule_is_loosened_at_a_time_and_given_two_weeks(cast: Cast, clock: Clock) -> None:
    send(cast, "loosen", loosening="news after lunch", review_on="2026-12-02")
    assert bodies(cast.R, "t19")[-1]["loosened_on"] == "2026-11-18"
    assert "Being tried since 18 November 2026: news after lunch" in text(cast.R.client.get(HOME))
    answer = send(cast, "loosen", loosening="phone in the bedroom")
    assert answer.status_code == 422
    assert "Give it two weeks, until 2 December 2026." in text(answer)
    assert 'value="phone in the bedroom"' in answer.content.decode()


def test_after_two_weeks_the_next_rule_may_come(cast: Cast, clock: Clock) -> None:
    old = {"loosening": "news after lunch", "loosened_on": "2026-11-04", "_item": "one"}
    put(cast.R, "t19", clock.now - 14 * DAY, **old)
    assert send(cast, "loosen", loosening="phone in the hall").status_code == 303
    assert bodies(cast.R, "t19")[-1]["loosened_on"] == "2026-11-18"


def test_a_step_back_is_free_at_any_time_and_other_parts_do_not_wait(cast: Cast, clock: Clock) -> None:
    send(cast, "loosen", loosening="news after lunch")
    assert send(cast, "when", times="till nine").status_code == 303
    assert bodies(cast.R, "t19")[-1]["loosening"] == "news after lunch"
    assert send(cast, "loosen", loosening="").status_code == 303
    assert {"loosening", "loosened_on"}.isdisjoint(bodies(cast.R, "t19")[-1])


def test_a_hand_made_form_cannot_move_the_day_a_rule_was_loosened(cast: Cast, clock: Clock) -> None:
    send(cast, "loosen", loosening="news after lunch", loosened_on="2026-10-01")
    assert bodies(cast.R, "t19")[-1]["loosened_on"] == "2026-11-18"
    assert 'name="loosened_on"' not in cast.R.client.get("/n/t19/part/loosen/").content.decode()


def test_the_day_to_look_again_is_named_once_it_has_come(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t19", clock.now - 20 * DAY, review_on="2026-11-18", times="x", _item="one")
    assert "You wanted to look at it again on 18 November 2026." in text(cast.R.client.get(HOME))


def test_early_days_are_pointed_to_the_strict_list_and_nothing_is_locked(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(HOME)
    assert "If it is early days, the strict list may serve you better first." in text(page)
    assert "/n/t19/part/1/" in page.content.decode()
    put(cast.R, "t17", clock.now, unit="filter", status="done", _item="filter")
    assert "If it is early days" not in text(cast.R.client.get(HOME))


def test_one_press_marks_today_and_the_last_one_holds(cast: Cast, clock: Clock) -> None:
    send(cast, "when", times="till nine")
    uid = str(uuid4())
    assert press(cast, "yes", uid).status_code == 303
    press(cast, "yes", uid)
    press(cast, "partly", uid)
    assert [(b["day"], b["within"]) for b in bodies(cast.R, "t19b")] == [
        ("2026-11-18", "yes"),
        ("2026-11-18", "partly"),
    ]
    assert "0 of 1 days" not in text(cast.R.client.get(HOME))
    assert press(cast, "perhaps").status_code == 404


def test_hr_06_days_within_are_counted_of_days_marked_across_months(cast: Cast, clock: Clock) -> None:
    send(cast, "when", times="till nine")
    for back, within in enumerate(["yes"] * 20 + ["no"] + ["yes"] * 4):
        put(
            cast.R,
            "t19b",
            clock.now - (back + 1) * DAY,
            day=(clock.now - (back + 1) * DAY).date().isoformat(),
            within=within,
        )
    page = text(cast.R.client.get(HOME))
    assert "24 of 25 days within the plan, of those you marked." in page
    assert "streak" not in page


def test_pure_days_count_each_marked_day_once() -> None:
    at = [day * 1440 for day in (100, 101, 101)]
    assert plan.within(Series(at, {}, {"within": [["yes"], ["yes"], ["no"]]})) == Days(1, 2)
    assert plan.within(Series()) == Days(0, 0)


def test_pure_the_same_rule_keeps_its_day() -> None:
    before = {"loosening": "a", "loosened_on": "2026-11-10"}
    assert plan.settle(before, {"loosening": "a"}, date(2026, 11, 18))["loosened_on"] == "2026-11-10"
    assert plan.too_soon(before, "b", date(2026, 11, 23)) == date(2026, 11, 24)
    assert plan.too_soon(before, "b", date(2026, 11, 24)) is None
    assert plan.too_soon(before, "", date(2026, 11, 11)) is None
