"""T45: a room for a large question. Undecided is a full answer; nothing reminds of it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.shelf import Item
from goldseam.tools.t45_room.pages import around
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, bodies, put, text

HOME = "/n/t45/"
ZONE = UTC


def part(person: Person, id: str, **fields: Any) -> Any:
    return person.client.post(f"/n/t45/part/{id}/", {"uid": str(uuid4()), **fields})


def here_since(person: Person, clock: Clock, days: int) -> None:
    put(person, "t49", clock.now - timedelta(days=days), text="…")


def test_the_room_is_kept_part_by_part_and_stands_as_one(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    first = part(cast.B, "where", question="Do I stay here?", where="undecided", not_deciding_until="2027-01-15")
    assert first["Location"] == "/n/t45/part/2/?kept=1"
    part(
        cast.B,
        "signs",
        what_I_need_to_see=["three months of plain answers"],
        what_I_need_to_feel=["calm at night"],
        facts_missing=["what the flat costs"],
    )
    part(cast.B, "facts", **{"practical-money-how": "find", "practical-money-note": "ask the bank", "afraid": "no"})
    last = part(cast.B, "lean", lean="45", talk_with=["my sister"])
    assert last["Location"] == HOME
    whole = bodies(cast.B, "t45")[-1]
    assert {name: value for name, value in whole.items() if name not in {"replaces", "_item"}} == {
        "question": "Do I stay here?",
        "where": "undecided",
        "not_deciding_until": "2027-01-15",
        "what_I_need_to_see": ["three months of plain answers"],
        "what_I_need_to_feel": ["calm at night"],
        "facts_missing": ["what the flat costs"],
        "practical": [{"id": "money", "how": "find", "note": "ask the bank"}],
        "afraid": "no",
        "lean": 45,
        "talk_with": ["my sister"],
    }
    page = text(cast.B.client.get(HOME))
    assert "You chose not to decide before 15 January 2027." in page
    assert "Money: accounts, income, debts: To find out; ask the bank" in page


def test_hr_08_undecided_is_a_full_answer_and_nothing_pulls_either_way(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    part(cast.B, "where", where="undecided")
    page = text(cast.B.client.get(HOME))
    assert "Undecided. That is a full answer, for as long as you need it." in page
    tool = catalogue.tool("t45")
    assert [option.id for option in tool.by_name["where"].options][:2] == ["rest", "undecided"]
    for word in ("you should", "give it a chance", "forgive him", "forgive her", "better off", "save your"):
        assert word not in page.lower()


def test_hr_08_nothing_of_it_is_drawn_counted_shared_or_brought_up_elsewhere(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    for n, lean in enumerate((20, 80, 30, 90, 10)):
        put(cast.B, "t45", clock.now - timedelta(days=40 - 7 * n), _item="one", lean=lean, question="Do I stay here?")
    page = cast.B.client.get(HOME)
    assert "<svg" not in page.content.decode().split("<main")[1]
    tool = catalogue.tool("t45")
    assert tool.measures == ()
    assert tool.share == "L0"
    assert not tool.feeds
    for elsewhere in ("/", "/n/week/", "/path/", "/n/tools/"):
        answer = cast.B.client.get(elsewhere, follow=True)
        assert "Do I stay here?" not in text(answer)
        assert "A month has gone by" not in text(answer)


def test_the_first_weeks_say_no_large_decisions_unless_safety_needs_one(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    early = "No large decisions now, unless safety needs one."
    assert early in text(cast.B.client.get(HOME))
    here_since(cast.B, clock, 29)
    page = text(cast.B.client.get(HOME))
    assert early not in page
    assert "The first weeks: nothing large" in page


def test_a_month_later_the_room_itself_asks_and_leaving_it_is_fine(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t45", clock.now - timedelta(days=28), _item="one", question="?")
    page = text(cast.B.client.get(HOME))
    assert "A month has gone by" in page
    assert "If not, leave it as it is." in page
    assert "Last looked at on 21 October 2026." in page


def item(days_ago: int, **body: Any) -> Item:
    minute = int((EVENING - timedelta(days=days_ago)).timestamp()) // 60
    return Item("one", str(uuid4()), "t45", minute, minute, body)


@pytest.mark.parametrize(
    ("found", "month", "rests", "over"),
    [
        (item(27), False, False, False),
        (item(28), True, False, False),
        (item(60, not_deciding_until="2026-11-19"), False, True, False),
        (item(60, not_deciding_until="2026-11-18"), True, False, True),
        (item(60, not_deciding_until="rubbish"), True, False, False),
        (None, False, False, False),
    ],
)
def test_a_month_counts_only_while_the_question_does_not_rest(
    found: Item | None, month: bool, rests: bool, over: bool
) -> None:
    seen = around(found, 1, EVENING, ZONE)
    assert (seen.month_over, seen.rests_until is not None, seen.rest_over) == (month, rests, over)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-24", "at least a week from today"),
        ("2027-05-18", "within the next 180 days"),
        ("2026-11-18", "a day after today"),
    ],
)
def test_the_rest_is_a_week_to_half_a_year(cast: Cast, clock: Clock, day: str, said: str) -> None:
    answer = part(cast.B, "where", question="kept words", not_deciding_until=day)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "kept words" in answer.content.decode()
    assert bodies(cast.B, "t45") == []
    for good in ("2026-11-25", "2027-05-17"):
        assert part(cast.B, "where", not_deciding_until=good).status_code == 303


def test_a_date_that_has_come_does_not_block_the_part(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t45", clock.now - timedelta(days=60), _item="one", not_deciding_until="2026-11-10", where="rest")
    assert "The date you set has come." in text(cast.B.client.get(HOME))
    assert "2026-11-10" not in cast.B.client.get("/n/t45/part/where/").content.decode()


@pytest.mark.parametrize(
    ("where", "decided"),
    [("undecided", False), ("rest", False), ("wait", True), ("apart", True), ("stay", True), ("go", True)],
)
def test_hr_18_good_and_cost_are_offered_and_open_only_after_a_decision(
    cast: Cast, clock: Clock, where: str, decided: bool
) -> None:
    part(cast.B, "where", where=where)
    assert ("/n/t04/" in cast.B.client.get(HOME).content.decode()) is decided
    weighing = text(cast.B.client.get("/n/t04/"))
    assert ("This page opens when you have said" not in weighing) is decided


def test_hr_11_an_advocate_comes_first_while_the_safety_check_holds(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t58", clock.now, hold=True, date="2026-11-18")
    page = cast.B.client.get(HOME)
    words = text(page)
    assert words.index("Talk to somebody outside first") < words.index("The question")
    html = page.content.decode()
    assert reverse("safety:route", args=["2"]) in html
    assert reverse("safety:route", args=["9"]) in html, "the mark does not say who hurt whom"
    assert "Talk to somebody outside first" in text(cast.B.client.get("/n/t45/part/where/"))
    put(cast.B, "t58", clock.now, hold=False, date="2026-12-10")
    assert "Talk to somebody outside first" not in text(cast.B.client.get(HOME))


@pytest.mark.parametrize(("answer", "said"), [("yes", "talk to an advocate first"), ("unsure", "reason enough to ask")])
def test_hr_11_fear_leads_to_people_who_know_before_anything_else(
    cast: Cast, clock: Clock, answer: str, said: str
) -> None:
    kept = part(cast.B, "facts", afraid=answer)
    assert "/k/" in kept["Location"]
    page = cast.B.client.get(kept["Location"])
    assert said in text(page)
    assert reverse("safety:route", args=["2"]) in page.content.decode()
    assert bodies(cast.B, "t45")[0]["_h2"] is True
    assert "/k/" not in part(cast.B, "facts", afraid="no")["Location"]


@pytest.mark.parametrize(
    ("id", "field", "value", "said"),
    [
        ("where", "question", "x" * 201, "Please keep it to 200"),
        ("where", "where", "moon", "one of the answers shown"),
        ("signs", "what_I_need_to_see", ["x"] * 7, "at most 6 lines"),
        ("facts", "practical-home-note", "x" * 201, "Please keep it to 200"),
        ("lean", "lean", "101", "from 0 to 100"),
        ("lean", "talk_with", ["x" * 81], "to 80 letters"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(
    cast: Cast, clock: Clock, id: str, field: str, value: Any, said: str
) -> None:
    answer = part(cast.B, id, **{field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.B, "t45") == []


def test_hr_12_nobody_else_finds_it(cast: Cast, clock: Clock) -> None:
    part(cast.B, "where", question="mine alone")
    id = next(entry.id for entry in cast.B.room.month("2026-11") if entry.kind == "t45")
    assert cast.R.client.get(f"/n/t45/k/{id}/").status_code == 404
    assert "mine alone" not in text(cast.R.client.get(HOME))


def test_hr_08_the_week_in_words_says_nothing_of_it(cast: Cast, clock: Clock) -> None:
    part(cast.B, "where", where="undecided")
    assert "Decision room" not in text(cast.B.client.get("/n/week/"))
