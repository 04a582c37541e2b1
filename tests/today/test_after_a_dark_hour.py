"""Today after a hard answer: the question on days 1, 3 and 7, what rests, and the plan that is to be read again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from msgspec import structs

from goldseam.today.words import today_words
from goldseam.tools import catalogue
from goldseam.tools.definition import Hook
from goldseam.tools.hooks import marks
from goldseam.tools.t08_library.lessons import CARE, lessons
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, put, text
from tests.tools.conftest import clock as clock

ASKED = "Are you safe right now?"
DAY = timedelta(days=1)


def today(person: Person) -> str:
    answer = person.client.get("/")
    assert answer.status_code == 200
    return text(answer)


def press(person: Person, safe: str, **sent: Any) -> Any:
    return person.client.post("/n/now/mood/", {"uid": str(uuid4()), "safe": safe, **sent})


def settled(person: Person) -> None:
    """Somebody who said what brings them, and "not now" to the kit."""
    person.client.post("/n/you/", {"uid": str(uuid4()), "roles": ["B"]})
    person.client.post("/n/now/later/", {"uid": str(uuid4()), "name": "kit"})


def dark(person: Person, days: int) -> None:
    put(person, "t40b", EVENING - days * DAY, note="x", _h1=True)


@pytest.mark.parametrize(("days", "asked"), [(0, False), (1, True), (2, True), (3, True), (7, True), (22, False)])
def test_hr_15_the_question_comes_back_in_the_days_after(cast: Cast, clock: Clock, days: int, asked: bool) -> None:
    dark(cast.B, days)
    assert (ASKED in today(cast.B)) == asked


def test_nobody_is_asked_without_a_reason(cast: Cast, clock: Clock) -> None:
    assert ASKED not in today(cast.B)


@pytest.mark.parametrize("safe", ["yes", "pass"])
def test_an_answer_settles_it_until_the_next_of_the_three_days(cast: Cast, clock: Clock, safe: str) -> None:
    dark(cast.B, 1)
    answer = press(cast.B, safe)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert ASKED not in today(cast.B)
    assert [body["safe"] for body in bodies(cast.B, "t14b")] == [safe]


def test_hr_15_not_sure_and_no_lead_to_people_who_answer_and_begin_the_days_anew(cast: Cast, clock: Clock) -> None:
    for safe in ("unsure", "no"):
        dark(cast.B, 7)
        answer = press(cast.B, safe)
        assert (answer.status_code, answer["Location"]) == (303, "/h/1/")
        assert bodies(cast.B, "t14b")[-1]["_h1"] is True
        page = today(cast.B)
        assert "Long and deep writing rests until" in page and ASKED not in page


def test_hr_02_nobody_else_sees_the_question_or_the_answer(cast: Cast, clock: Clock) -> None:
    assert cast.R.name
    before = today(cast.R)
    dark(cast.B, 1)
    press(cast.B, "no")
    assert today(cast.R) == before


@pytest.mark.parametrize("sent", [{"safe": "perhaps"}, {"safe": ""}, {"uid": "x"}])
def test_a_press_that_does_not_arrive_whole_keeps_nothing(cast: Cast, clock: Clock, sent: dict[str, str]) -> None:
    answer = cast.B.client.post("/n/now/mood/", {"uid": str(uuid4()), "safe": "no", **sent})
    assert answer.status_code == 422 and bodies(cast.B, "t14b") == []


def test_the_same_press_twice_is_kept_once_and_another_one_corrects_it(cast: Cast, clock: Clock) -> None:
    dark(cast.B, 1)
    uid = str(uuid4())
    for safe in ("yes", "yes", "no"):
        press(cast.B, safe, uid=uid)
    assert [body["safe"] for body in bodies(cast.B, "t14b")] == ["yes", "no"]


def test_what_rests_is_said_on_today_with_its_end_in_the_persons_hand(cast: Cast, clock: Clock) -> None:
    assert "heavy writing" not in today(cast.B)
    dark(cast.B, 1)
    page = today(cast.B)
    assert "Long and deep writing rests until 20 November, 21:30." in page and "Show heavy writing again" in page
    answer = cast.B.client.post("/n/rest/", {"uid": str(uuid4()), "say": "show", "to": "/"})
    assert answer["Location"] == "/"
    assert "heavy writing" not in today(cast.B)


def test_a_hard_day_offers_to_put_long_writing_to_rest(cast: Cast, clock: Clock) -> None:
    for _ in range(3):
        put(cast.R, "t09", EVENING - timedelta(minutes=30), intensity_start=9)
    assert "Hide heavy writing for three days" in today(cast.R)


def test_hr_15_the_plan_is_offered_for_reading_and_one_press_says_it_still_holds(cast: Cast, clock: Clock) -> None:
    settled(cast.B)
    put(cast.B, "t57", EVENING - 2 * DAY, people_I_can_tell=["Ann 0123 456 789"])
    dark(cast.B, 1)
    assert "Next: read your plan once more" in today(cast.B)
    assert "sounded dark after this plan was last read" in text(cast.B.client.get("/n/t57/"))
    answer = cast.B.client.post("/n/t57/read/", {"uid": str(uuid4())})
    assert (answer.status_code, answer["Location"]) == (303, "/n/t57/")
    assert "sounded dark" not in text(cast.B.client.get("/n/t57/"))
    assert "read your plan once more" not in today(cast.B)
    assert cast.B.client.post("/n/t57/read/", {"uid": "x"}).status_code == 400


def test_hr_11_a_look_alone_is_offered_and_is_gone_once_taken_or_put_off(cast: Cast, clock: Clock) -> None:
    settled(cast.B)
    put(cast.B, "t57", EVENING, people_I_can_tell=["Ann"])
    assert "Next: a look for you alone" in today(cast.B)
    cast.B.client.post("/n/now/later/", {"uid": str(uuid4()), "name": "look"})
    assert "Next: a look for you alone" not in today(cast.B)


def test_hr_11_a_look_comes_back_after_something_spoke_of_fear_and_after_three_months(cast: Cast, clock: Clock) -> None:
    settled(cast.B)
    put(cast.B, "t57", EVENING, people_I_can_tell=["Ann"])
    clear = {"hold": False, "date": (EVENING - 5 * DAY).date().isoformat()}
    cast.B.room.append("t58", clear, id=uuid4(), now=EVENING - 5 * DAY)
    assert "Next: a look for you alone" not in today(cast.B)
    put(cast.B, "t40b", EVENING - DAY, note="x", _h2=True)
    assert "Next: a look for you alone" in today(cast.B)
    cast.B.room.append("t58", clear, id=uuid4(), now=EVENING)
    assert "Next: a look for you alone" not in today(cast.B)


@pytest.mark.parametrize(("code", "mark"), [("H1", "_h1"), ("H2", "_h2"), ("H5", "_h2"), ("H4", "_h4"), ("H3", "")])
def test_a_grave_answer_marks_its_own_record_and_nothing_else(code: str, mark: str) -> None:
    urge = catalogue.tool("t09")
    hook = Hook(hook=code, say="x", field="intensity_start", at_least=9)  # type: ignore[arg-type]
    tool = structs.replace(urge, hooks=(hook,))
    assert marks(tool, {"intensity_start": 9}) == ({mark: True} if mark else {})
    assert marks(tool, {"intensity_start": 8}) == {}


def test_hr_15_in_dark_days_today_offers_the_few_that_carry_and_nothing_of_a_beginning(
    cast: Cast, clock: Clock
) -> None:
    """Programme §9: lessons are reduced to the care set, exercises and practice too. People come first."""
    for person, role in ((cast.R, "R"), (cast.B, "B")):
        person.client.post("/n/you/", {"uid": str(uuid4()), "roles": [role], "short": "1"})
        put(person, "t57", EVENING - DAY, people_I_can_tell=["Ann"])
        dark(person, 0)
        seen = []
        while found := re.search(r'<h2 id="next">([^<]+)</h2>.*?name="name" value="([^"]+)"', page_of(person), re.S):
            seen.append(found[2])
            assert person.client.post("/n/now/later/", {"uid": str(uuid4()), "name": found[2]}).status_code == 303
        assert seen[0] == "review", "the plan, and in it the people"
        read = [name for name in seen if name in lessons()]
        assert read and set(read) <= CARE
        assert not set(seen) & {step.tool for step in today_words().course}
        assert not [name for name in seen if name.startswith("s-")]


def page_of(person: Person) -> str:
    page = person.client.get("/").content.decode()
    return page if 'name="name"' in page else ""
