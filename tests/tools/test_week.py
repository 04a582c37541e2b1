"""The week in words: each tool in a line, what moved first, nothing that is missing, nothing that is sealed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import actions, catalogue, week_words
from goldseam.tools.definition import Need, Tool
from goldseam.tools.history import Series
from goldseam.tools.week_words import BEFORE, SECTIONS, how_often, numbers, say, sentences, weeks_before
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, clock, put, text

__all__ = ["clock"]
WEEK = 7 * 1440


def page(person: Person) -> str:
    return re.sub(r" ([:,.])", r"\1", text(person.client.get("/n/week/")))


def series(
    n: int, start: int = 0, tags: dict[str, list[list[str]]] | None = None, **values: list[float | None]
) -> Series:
    return Series([start + 1440 * i for i in range(n)], dict(values), tags or {})


def measured(tool: Tool, now: Series, before: Series, past: float = BEFORE) -> list[str]:
    return sentences(numbers(tool, now, before, past))


DIARY = catalogue.tool("t40")


# -- one tool, pure -----------------------------------------------------------------------------------


def test_what_moved_comes_first_and_what_did_not_is_only_named() -> None:
    now = series(5, safe=[7, 7, 7, 6, 6], anxiety=[2] * 5, sleep_hours=[6] * 5)
    before = series(8, safe=[5] * 8, anxiety=[2] * 8, sleep_hours=[8] * 8)
    names = {field.name: label for field, label in ((DIARY.by_name[m.field], m.label) for m in DIARY.measures)}
    said = say(DIARY, 5, numbers(DIARY, now, before))
    assert said[0] == "On five days."
    assert (
        said[1]
        == f"{names['sleep_hours']} 6 hours, down from 8; {names['safe'][0].lower()}{names['safe'][1:]} 7, up from 5."
    )
    assert said[2] == f"About as before: {names['anxiety'].lower()}."


def test_a_change_too_small_for_a_word_is_none() -> None:
    assert measured(DIARY, series(4, safe=[5.5] * 4), series(4, safe=[5] * 4)) == ["Felt safe 5.5, about as before."]


def test_too_few_are_said_without_setting_them_beside_anything() -> None:
    assert measured(DIARY, series(3, safe=[7] * 3), series(9, safe=[5] * 9)) == ["Felt safe 7."]
    assert measured(DIARY, series(5, safe=[7] * 5), series(3, safe=[5] * 3)) == ["Felt safe 7."]


def test_more_numbers_than_a_sentence_holds_are_left_to_the_tools_own_page() -> None:
    one: dict[str, Any] = {name: [3.0] for name in ("anxiety", "low_mood", "anger", "sleep_hours", "safe")}
    assert measured(DIARY, series(1, **one), series(0)) == []
    assert measured(DIARY, series(1, safe=[3.0]), series(0)) == ["Felt safe 3."]


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("t09", 1, "once"),
        ("t09", 2, "twice"),
        ("t09", 3, "three times"),
        ("t40", 1, "once"),
        ("t40", 6, "on six days"),
        ("t12", 1, "written or changed"),
        ("t12", 2, "written or changed"),
    ],
)
def test_how_often_is_said_as_people_say_it(code: str, n: int, said: str) -> None:
    assert how_often(catalogue.tool(code), n) == said


def test_a_count_is_set_beside_the_weeks_one_was_here_for() -> None:
    """Two weeks of eight meetings are four a week, not two: nobody is measured by weeks before they came."""
    tool = catalogue.tool("t52b")
    eight = series(8, tags={"mode": [["online"]] * 8})
    one = series(1, tags={"mode": [["online"]]})
    assert measured(tool, one, eight, 2.0) == ["Once, down from 4."]
    assert measured(tool, one, eight, 4.0) == ["Once, down from 2."]
    assert measured(tool, one, eight, 0.5) == ["Once."]
    assert say(tool, 1, numbers(tool, one, eight, 0.5)) == ["Once."]


@pytest.mark.parametrize(("joined", "weeks"), [(0, 4.0), (6 * WEEK, 2.0), (8 * WEEK, 0.0), (9 * WEEK, 0.0)])
def test_weeks_before_are_those_somebody_was_here_for(joined: int, weeks: float) -> None:
    assert weeks_before(joined, 8 * WEEK) == weeks <= BEFORE


def test_every_need_has_its_place() -> None:
    listed = [need for _title, needs in SECTIONS for need in needs]
    assert sorted(listed) == sorted(set(listed)) == sorted(Need.__args__)  # type: ignore[attr-defined]


# -- the page ------------------------------------------------------------------------------------------


def diary(person: Person, days: int, **body: Any) -> None:
    put(person, "t40", EVENING - timedelta(days=days), **body)


def test_the_page_goes_from_ones_days_to_people_and_names_the_rest_at_the_end(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", EVENING - timedelta(days=60))
    for days in range(5):
        diary(cast.B, days, safe=6)
    put(cast.B, "t42", EVENING, urge_to_check=6, minutes=20, when="2026-11-18T20:00Z")
    put(cast.B, "t50b", EVENING, how="call", when="2026-11-18T19:00Z")
    put(cast.B, "t48", EVENING, what="tea in the sun")
    said = page(cast.B)
    order = ["Your days", "Day diary", "On five days. Felt safe 6.", "Hard moments", "The wish to check", "People"]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert "Was in touch with someone: Once." in said


def test_what_has_nothing_to_say_is_named_once_under_its_own_name(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    put(cast.R, "t22c", EVENING, day="2026-11-18", step="Call the bank")
    five = dict.fromkeys(("strongest_urge", "confidence_next_14", "shame_self", "regret_acts", "worth"), 5)
    put(cast.R, "t01", EVENING, set="start", **five)
    said = page(cast.R)
    assert "Used this week: Where I am now, Commitments." in said
    assert "Call the bank" not in said
    body = {"what": "Walk", "rhythm": "daily", "end": "2026-12-30"}
    actions.keep(cast.R.room, catalogue.tool("t22"), body, uuid4(), EVENING)
    assert page(cast.R).count("Commitments") == 1


def test_nothing_that_was_left_out_is_mentioned(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    diary(cast.R, 0, safe=4)
    said = page(cast.R)
    assert "Once. Felt safe 4." in said
    for word in ("Urges", "missed", "only one", "of seven", "no entries"):
        assert word not in said


def test_hr_06_a_hard_hour_is_said_with_what_stands_and_is_not_counted(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING - timedelta(days=90))
    put(cast.R, "t14", EVENING, when="2026-11-18T20:00Z", circle="inner", more_unreported="no")
    put(cast.R, "t14b", EVENING, safe="yes", why="lapse")
    said = page(cast.R)
    assert "After a lapse: You wrote down a hard hour. Nothing before it is erased." in said
    assert "59 of the last 60 days had no lapse written down." in said
    assert "Safe right now?" not in said
    assert "once" not in said.lower()


def test_an_internet_plan_says_the_days_within_it(cast: Cast, clock: Clock) -> None:
    for days, within in ((0, "yes"), (1, "partly"), (2, "yes")):
        at = EVENING - timedelta(days=days)
        put(cast.R, "t19b", at, day=at.date().isoformat(), within=within)
    assert "A healthy internet plan: 2 of 3 days within the plan, of those you marked." in page(cast.R)


def test_days_outside_the_plan_alone_are_left_out(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t19b", EVENING, day="2026-11-18", within="no")
    assert "within the plan" not in page(cast.R)


def test_checking_says_nothing_it_cannot_say_yet(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", EVENING)
    put(cast.B, "t42", EVENING, urge_to_check=6, minutes=20, when="2026-11-18T20:00Z")
    said = page(cast.B)
    assert "In the last seven days checking took 20 minutes." in said
    assert "will show here" not in said


SEALED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("t45", {"_item": "one", "question": "?"}),
    ("t46", {"_item": "b2", "unit": "b2", "answer": "x"}),
    ("t07", {"_item": "abcd1234", "period": "school"}),
    ("t30", {"_item": "begin", "unit": "begin", "text": "x"}),
    ("t50", {"_item": "abcd1234", "nickname": "Jo"}),
    ("t14b", {"safe": "no", "why": "lapse"}),
)


@pytest.mark.parametrize(
    ("code", "body"), [one for one in SEALED if catalogue.tool(one[0]).share == "L0" or one[0] == "t46"]
)
def test_hr_11_what_is_sealed_and_measures_nothing_is_not_in_the_week(
    cast: Cast, clock: Clock, code: str, body: dict[str, Any]
) -> None:
    put(cast.B, code, EVENING, **body)
    assert "Nothing was kept in these seven days." in page(cast.B)


def test_every_sealed_tool_measures_something_says_its_own_words_or_stays_out(cast: Cast, clock: Clock) -> None:
    points = series(1)
    for tool in catalogue.catalogue().values():
        if tool.share == "L0" and not tool.measures and tool.code not in {"t42"}:
            answer = week_words.extras.call(tool.code, "week", None, None, tool, points, points)
            assert answer in (None, []), tool.code


def test_hr_20_whoever_hid_numbers_sees_names_only(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", EVENING)
    for days in range(5):
        diary(cast.B, days, safe=6)
    put(cast.B, "t42", EVENING, urge_to_check=6, minutes=20, when="2026-11-18T20:00Z")
    cast.B.room.append("me", {"numbers": False}, id=uuid4(), now=EVENING)
    said = page(cast.B)
    words = said[said.index("Your week in words") : said.index("Only you can see this.")]
    assert "Used this week: Day diary." in words
    assert not re.search(r"\d", words)


def test_ten_tools_fit_on_two_screens_of_a_phone(cast: Cast, clock: Clock) -> None:
    """A line or two each: what a full week says stays short."""
    be(cast.R, "R", EVENING - timedelta(days=60))
    for days in range(30):
        diary(cast.R, days, **dict.fromkeys(("anxiety", "low_mood", "anger", "safe", "sleep_hours"), 3 + days % 4))
        put(cast.R, "t09", EVENING - timedelta(days=days), intensity_start=5, intensity_end=2)
    said = [week for section in week_words.page(at(cast.R, EVENING)).sections for week in section.tools]
    assert all(len(week.say) <= 230 for week in said), [week.say for week in said]


def at(person: Person, now: datetime) -> Any:
    from goldseam.tools.desk import Desk

    request: Any = person.client.get("/").wsgi_request
    request.room, request.vault = person.room, person.vault
    return Desk(request, now)
