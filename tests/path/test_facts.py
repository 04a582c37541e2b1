"""Each sign of the private tools: the record that makes it true, and one less that does not. No text is looked into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.path import facts
from goldseam.tools import actions, catalogue, fold, shelf
from goldseam.tools.t13_page import filled
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, clock, put, text

__all__ = ["clock"]


def keep(person: Person, code: str, days_ago: float = 0, /, **body: Any) -> str:
    uid = uuid4()
    actions.keep(person.room, catalogue.tool(code), body, uid, EVENING - timedelta(days=days_ago))
    return str(uid)[: actions.KEY]


def there(person: Person) -> frozenset[str]:
    room = person.room
    return facts.there(room.folded(fold.FOLD, EVENING).now.state, shelf.read(room, EVENING), EVENING)


def five_cs(r: Person, n: int) -> None:
    names = facts.FIVE_CS[:n]
    keep(r, "t02", **{f"{name}_present": "unsure" for name in names})


def circles(r: Person, n: int) -> None:
    keep(r, "t15", 5, item="late nights", circle="inner")
    keep(r, "t15b", held="alone" if n == 0 else "held")


def values(r: Person, n: int) -> None:
    keep(r, "t06", core=["honesty", "rest", "play"])
    keep(r, "t06c", value="rest", **({"small_act": "a walk"} if n else {}))


def people(r: Person, n: int) -> None:
    for name in "abc":
        keep(r, "t50", nickname=name)
    for _ in range(n):
        put(r, "t50b", EVENING, when="2026-11-18T20:00Z")


def times(code: str, **body: Any) -> Callable[[Person, int], None]:
    """So many records, the last a minute ago."""

    def make(r: Person, n: int) -> None:
        for i in range(n):
            put(r, code, EVENING - timedelta(minutes=n - i), **body)

    return make


def items(code: str, *bodies: dict[str, Any]) -> Callable[[Person, int], None]:
    def make(r: Person, n: int) -> None:
        for body in bodies[:n]:
            keep(r, code, **body)

    return make


def on_days(r: Person, n: int) -> None:
    for i in range(n):
        put(r, "t18", EVENING - timedelta(days=40 - 3 * i), skill="breath", minutes=3)
        put(r, "t18", EVENING - timedelta(days=40 - 3 * i, minutes=-5), skill="stop", minutes=3)


def marks(r: Person, n: int) -> None:
    for i in range(n):
        day = (EVENING - timedelta(days=10 - i)).date().isoformat()
        keep(r, "t22b", 10 - i, of="abcd1234", day=day, mark=("kept", "not", "excused")[i % 3])
        keep(r, "t22b", 10 - i, of="other123", day=day, mark="kept") if i < 2 else None


def relief(r: Person, n: int) -> None:
    for i in range(3):
        both = {"relief_after_10": 6, **({"relief_after_60": 2} if i < n else {})}
        at = EVENING - timedelta(days=3 - i)
        put(r, "t42", at, urge_to_check=7, when=at.strftime("%Y-%m-%dT%H:%MZ"), **both)


def know_lists(r: Person, n: int) -> None:
    keep(r, "t31", questions_I_want_answered=["since when"], **({"do_not_want_to_know": ["looks"]} if n else {}))


def plan_whole(r: Person, n: int) -> None:
    """Six parts; the last holds nobody but a line, which is somebody to tell too."""
    tell = {"professionals_and_lines": ["the night line"]} if n else {}
    put(r, "t57", EVENING, **{name: ["a line"] for name in facts.PLAN}, **tell)


def linked(r: Person, n: int) -> None:
    for unit in ("safety", "worth", "body")[:n]:
        keep(r, "t29b", unit=unit, what_I_did_that_led_here="I hid the phone, again and again. " * 4)
    keep(r, "t29b", unit="health", what_I_think_it_was_like="short nights")


def openness(r: Person, n: int) -> None:
    keep(r, "t27", will_tell=[{"id": f"topic{i}", "how_soon": "day"} for i in range(n)])


def a_look(r: Person, n: int) -> None:
    for _ in range(n):
        r.room.append("t58", {"hold": None, "date": "2026-11-18"}, id=uuid4(), now=EVENING)


LIMITS = ({"what_is_not": "shouting", "if_it_happens_I_will": "leave"}, {"if_it_happens_I_will": "go to bed"})
UNITS = ("filter", "dns", "search", "store", "apps")
GOAL = {"goal": "sleep without the phone"}
MAKES: dict[str, tuple[Callable[[Person, int], None], int]] = {
    "barriers": (items("t17", *({"unit": unit, "status": "not_now"} for unit in UNITS)), 5),
    "first_limit": (items("t34", *LIMITS), 1),
    "two_limits": (items("t34", *LIMITS), 2),
    "know_lists": (know_lists, 1),
    "one_person": (items("t50", {"nickname": "Jo"}), 1),
    "looked": (a_look, 1),
    "plan_whole": (plan_whole, 1),
    "loop": (times("t11", behaviour="urge_only"), 1),
    "three_maps": (times("t11", behaviour="urge_only"), 3),
    "triggers": (times("t40b", trigger=["sound"]), 3),
    "help_step": (times("t52c", reply="none"), 1),
    "linked": (linked, 3),
    "openness": (openness, 6),
    "small_care": (items("t47", {"areas": [{"id": "sleep", "one_thing": "bed at ten"}]}), 1),
    "start": (times("t01", set="start", own_choice=5), 1),
    "five_cs": (five_cs, 5),
    "emphasis": (items("t03", {"emphasis": "open"}), 1),
    "goal": (items("t05", {**GOAL, "why_not_lower": "x" * 450}), 1),
    "story": (items("t07c", {"how_it_began": "early"}), 1),
    "answers": (times("t29", reply="I hear you"), 10),
    "relief": (relief, 3),
    "fairer": (
        lambda r, n: [keep(r, "t44", i, day=f"2026-11-{18 - i}", old_belief="no") for i in range(n)] and None,
        2,
    ),
    "values": (values, 1),
    "three_people": (people, 1),
    "maps": (times("t11", behaviour="urge_only"), 5),
    "plans": (items("t12", *({"if": f"cue {n}", "then": "I walk"} for n in range(3))), 3),
    "circles": (circles, 1),
    "practice": (on_days, 10),
    "marked": (marks, 7),
    "units": (items("t43", {"unit": "b1", "text": "a"}, {"unit": "b2", "text": "b"}), 2),
    "not_yet": (items("t45", {"what_I_need_to_see": ["the money back"]}), 1),
}


@pytest.mark.parametrize("id", MAKES)
def test_each_sign_comes_with_its_record_and_not_before(cast: Cast, clock: Clock, id: str) -> None:
    make, enough = MAKES[id]
    make(cast.R, enough - 1)
    assert id not in there(cast.R)
    make(cast.B, enough)
    assert id in there(cast.B)


def test_every_sign_of_the_tools_is_tried_here() -> None:
    assert MAKES.keys() | {"one_page"} == facts.RULES.keys()


@pytest.mark.parametrize("code", ["t52b", "t52c", "t54"])
def test_any_step_towards_help_is_one(cast: Cast, clock: Clock, code: str) -> None:
    assert "help_step" not in there(cast.R)
    put(cast.R, code, EVENING, when="2026-11-18T20:00Z")
    assert "help_step" in there(cast.R)


def test_s8_alone_honesty_towards_somebody_chosen_is_openness(cast: Cast, clock: Clock) -> None:
    """Solo mode (programme §8): the openness plan has nobody on its other side."""
    keep(cast.R, "t51", person="Alex", partner="no")
    for other, known in (("with", False), (None, False), ("untold", True), ("apart", True), ("none", True)):
        cast.R.room.append("me", {"other_is": other}, id=uuid4(), now=EVENING)
        assert ("openness" in there(cast.R)) is known, other


def test_a_goal_without_reasons_is_no_sign_and_short_reasons_are(cast: Cast, clock: Clock) -> None:
    keep(cast.R, "t05", **GOAL)
    assert "goal" not in there(cast.R)
    keep(cast.R, "t05", **GOAL, why_not_lower="my sleep")
    assert "goal" in there(cast.R)


def test_a_day_before_which_nothing_is_decided_gives_the_question_its_place(cast: Cast, clock: Clock) -> None:
    keep(cast.B, "t45", not_deciding_until="2027-01-01")
    assert "not_yet" in there(cast.B)


def test_a_question_by_itself_is_no_sign(cast: Cast, clock: Clock) -> None:
    keep(cast.B, "t45", question="?", lean=20)
    assert "not_yet" not in there(cast.B)


def test_plans_that_were_let_go_do_not_stand(cast: Cast, clock: Clock) -> None:
    for n in range(3):
        keep(cast.R, "t12", **{"if": f"cue {n}", "then": "I walk", "week": "drop" if n else "keep"})
    assert "plans" not in there(cast.R)


def test_practice_counts_days_across_months(cast: Cast, clock: Clock) -> None:
    on_days(cast.R, 10)
    state = cast.R.room.folded(fold.FOLD, EVENING).now.state
    assert len(cast.R.room.months()) == 2
    assert state.practised == 10


def test_marks_of_a_commitment_count_one_a_day_and_once_there_only_one_is_carried(cast: Cast, clock: Clock) -> None:
    marks(cast.R, 6)
    state = cast.R.room.folded(fold.FOLD, EVENING).now.state
    assert state.marked == {"abcd1234": 6, "other123": 2}
    keep(cast.R, "t22b", of="abcd1234", day="2026-11-08", mark="kept")  # another word for the first day
    assert cast.R.room.folded(fold.FOLD, EVENING).now.state.marked["abcd1234"] == 6
    keep(cast.R, "t22b", of="abcd1234", day="2026-11-18", mark="kept")
    assert cast.R.room.folded(fold.FOLD, EVENING).now.state.marked == {"abcd1234": 7}


# -- the plan on one page ---------------------------------------------------------------------------------

PAGE: dict[str, Any] = {
    "high_risk": [{"situation": "late in bed"}],
    "early_signs": [{"sign": "short sleep"}],
    "lifestyle_balance": "an evening off",
    "coping_menu": ["walk"],
    "if_lapse_first_day": "I tell Alex",
    "reasons": ["my word"],
    "review_on": "2026-12-16",
}
OTHERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("t12", {"if": "late in bed", "then": "I get up"}),
    ("t15", {"item": "late nights", "circle": "inner"}),
    ("t17", {"unit": "apps", "status": "done"}),
    ("t51", {"person": "Alex", "partner": "no"}),
)


def gaps(person: Person) -> bool:
    return "Still open" in text(person.client.get("/n/t13/"))


def test_the_page_without_gaps_is_the_page_that_shows_none(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    for code, body in OTHERS:
        assert "one_page" not in there(cast.R)
        keep(cast.R, code, 3, **body)
    keep(cast.R, "t13", **PAGE)
    assert not gaps(cast.R)
    assert "one_page" in there(cast.R)


@pytest.mark.parametrize("name", PAGE)
def test_any_gap_is_a_gap_in_both(cast: Cast, clock: Clock, name: str) -> None:
    be(cast.R, "R", EVENING)
    for code, body in OTHERS:
        keep(cast.R, code, 3, **body)
    keep(cast.R, "t13", **{key: value for key, value in PAGE.items() if key != name})
    assert gaps(cast.R)
    assert "one_page" not in there(cast.R)


@pytest.mark.parametrize("code", [code for code, _body in OTHERS])
def test_what_another_tool_has_not_filled_is_a_gap_in_both(cast: Cast, clock: Clock, code: str) -> None:
    be(cast.R, "R", EVENING)
    for other, body in OTHERS:
        if other != code:
            keep(cast.R, other, 3, **body)
    keep(cast.R, "t13", **PAGE)
    assert gaps(cast.R)
    assert not filled.whole(shelf.read(cast.R.room, EVENING), EVENING)


def test_reasons_may_stand_in_the_rulers_or_the_values(cast: Cast, clock: Clock) -> None:
    for code, body in OTHERS:
        keep(cast.R, code, 3, **body)
    keep(cast.R, "t13", **{key: value for key, value in PAGE.items() if key != "reasons"})
    assert "one_page" not in there(cast.R)
    keep(cast.R, "t05", **GOAL, why_not_lower="x" * 450)
    assert "one_page" in there(cast.R)
