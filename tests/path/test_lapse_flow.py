"""After a lapse, day by day (programme §7, the column of the one who lapsed): what Today leads to, through the pages.

And what it never does: nobody is told, the part somebody is in stays, counts go on, and nothing is taken from the bowl.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.path.bowl import hairline
from goldseam.today.words import today_words
from goldseam.tools import actions, catalogue, due
from goldseam.tools.desk import Desk
from goldseam.tools.due import CARE, REVIEW, Due
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, bodies, clock, enter, keep, put, text

__all__ = ["clock"]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ASKED = "Are you safe right now?"
REPORT = {"circle": "inner", "category": "pictures", "duration": "under_30", "more_unreported": "no"}
LAPSE = (
    "aid", "safe", "lapse_facts", "rest", "lapse_person", "lapse_window", "lapse", "lapse_found", "lapse_week",
    "lapse_look",
)  # fmt: skip


@dataclass
class Life:
    """One person's days, with the clock in the test's hand."""

    person: Person
    clock: Clock
    start: Any = field(default=EVENING)

    def go(self, days: float = 0, hours: float = 0) -> Life:
        """To a moment after the hard hour, through both doors."""
        self.clock.now = self.start + timedelta(days=days, hours=hours)
        enter(self.person)
        return self

    @property
    def waits(self) -> dict[str, Due]:
        request = self.person.client.get("/").wsgi_request
        request.room, request.vault = self.person.room, self.person.vault  # type: ignore[attr-defined]
        found = due.waiting(Desk(request, self.clock.now))  # type: ignore[arg-type]
        return {one.id: one for one in found if one.id in LAPSE}

    @property
    def today(self) -> str:
        answer = self.person.client.get("/")
        assert answer.status_code == 200
        return text(answer)

    def shows(self, id: str) -> bool:
        return today_words().by_id[id].title in self.today

    def slip(self) -> None:
        keep(self.person.client, "/n/t09/tap/", intensity_start="9", response=["gave_in"])

    def safe(self, said: str, why: str = "lapse") -> None:
        sent = self.person.client.post("/n/t14/safe/", {"uid": str(uuid4()), "safe": said, "why": why})
        assert sent.status_code == 303

    def report(self, **said: Any) -> UUID:
        when = self.start.strftime("%Y-%m-%dT%H:%M")
        return keep(self.person.client, "/n/t14/new/", **(REPORT | {"when": when, "told": ["nobody"]} | said))

    def later(self, name: str) -> None:
        assert self.person.client.post("/n/now/later/", {"uid": str(uuid4()), "name": name}).status_code == 303


@pytest.fixture
def life(cast: Cast, clock: Clock) -> Life:
    """Somebody two months on the way: in the third part, with plans, marks, a person to answer to, an own plan."""
    r = cast.R
    long_ago = EVENING - 60 * DAY
    be(r, "R", long_ago)
    clear = {"hold": False, "date": (EVENING - 5 * DAY).date().isoformat()}
    r.room.append("t58", clear, id=uuid4(), now=EVENING - 5 * DAY)
    settings = {"stage": 2, "pace": 2, "favourites": ["a", "b", "c"], "later": {"kit": "2026-11-18"}}
    r.room.append("me", settings, id=uuid4(), now=long_ago)
    put(r, "t57", EVENING - 20 * DAY, people_I_can_tell=["Ann"])
    put(r, "t01", EVENING - 20 * DAY, set="start", days_inner_circle=6, strongest_urge=8)
    for n in range(3):
        hold(r, "t12", **{"if": f"cue {n}", "then": "I walk"})
    hold(r, "t51", person="Alex", partner="no")
    hold(r, "t27", will_tell=[{"id": "lapse", "will": "h48", "detail": "that"}])
    return Life(r, clock)


def hold(somebody: Person, code: str, /, **body: Any) -> None:
    actions.keep(somebody.room, catalogue.tool(code), body, uuid4(), EVENING - 10 * DAY)


# -- minutes ----------------------------------------------------------------------------------------------


def test_hr_06_in_the_first_minutes_first_aid_stands_before_every_question(life: Life) -> None:
    life.slip()
    assert list(life.waits) == ["aid"]
    page = life.today
    assert page.index(today_words().by_id["aid"].title) < page.index("Writing it down takes honesty on a hard day.")
    aid = text(life.person.client.get("/n/t14/"))
    assert aid.index("Stop.") < aid.index("are you safe right now?")
    life.safe("yes")
    assert life.waits == {}, "nothing else is asked of somebody in the first hours"


def test_hr_15_after_a_dark_answer_nobody_is_led_to_facts(life: Life) -> None:
    life.slip()
    life.safe("no")
    for hours in (3, 12, 23):
        assert "lapse_facts" not in life.go(hours=hours).waits
    page = life.go(hours=3).today
    assert "Next: read your plan once more" in page


# -- the first day ----------------------------------------------------------------------------------------


def test_the_facts_come_within_the_day_and_not_at_once(life: Life) -> None:
    life.slip()
    life.safe("yes")
    assert "lapse_facts" not in life.go(hours=1).waits
    found = life.go(hours=2).waits["lapse_facts"]
    assert (found.rank, found.url) == (CARE, "/n/t14/new/")
    assert "lapse_facts" in life.go(hours=23).waits
    assert "lapse_facts" not in life.go(hours=24).waits
    life.go(hours=5).safe("yes")
    life.report()
    assert "lapse_facts" not in life.go(hours=8).waits


@pytest.mark.parametrize("why", ["dry", "again"])
def test_a_walk_on_a_calm_day_and_a_later_question_lead_to_no_report(life: Life, why: str) -> None:
    life.safe("yes", why)
    assert "lapse_facts" not in life.go(hours=5).waits


def test_hr_01_the_rest_comes_first_and_then_one_person_and_then_the_learning(life: Life) -> None:
    life.report(more_unreported="yes")
    found = life.waits
    assert next(iter(found)) == "rest" and "lapse" not in life.go(hours=13).waits
    life.report(more_unreported="no")
    found = life.go(hours=13.2).waits
    assert "rest" not in found
    assert list(found) == ["lapse_person", "lapse", "lapse_window"]


def test_one_person_is_offered_for_a_day_and_it_is_never_the_partner(life: Life) -> None:
    life.report()
    found = life.waits["lapse_person"]
    assert (found.rank, found.url, found.rests) == (CARE, "/n/t51/", 1)
    words = today_words().by_id["lapse_person"]
    assert not re.search(r"partner|the other|wife|husband", words.title + words.because, re.I)
    assert "lapse_person" in life.go(hours=23).waits
    assert "lapse_person" not in life.go(hours=24).waits


@pytest.mark.parametrize("told", ["accountability", "friend", "therapist", "group"])
def test_whoever_told_somebody_is_not_led_to_telling_again(life: Life, told: str) -> None:
    life.report(told=[told])
    assert "lapse_person" not in life.waits


@pytest.mark.parametrize("kind", ["t50b", "t51b", "t52b"])
def test_a_word_with_anybody_since_then_is_enough(life: Life, kind: str) -> None:
    life.report()
    life.go(hours=3)
    assert "lapse_person" in life.waits
    put(life.person, kind, life.clock.now, when=life.clock.now.strftime("%Y-%m-%dT%H:%MZ"))
    assert "lapse_person" not in life.waits


def test_not_now_to_one_of_them_lets_the_next_one_come(life: Life) -> None:
    life.report()
    life.go(hours=13)
    assert life.shows("lapse_person")
    life.later("lapse_person")
    assert not life.shows("lapse_person") and life.shows("lapse")


# -- the window for telling -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("will", "until"),
    [("h24", 24), ("h48", 48), ("next", 7 * 24), ("weekly", 7 * 24), ("session", 7 * 24), ("none", 0)],
)
def test_ones_own_word_on_telling_is_put_before_one_while_it_runs(life: Life, will: str, until: int) -> None:
    actions.keep(
        life.person.room, catalogue.tool("t27"), {"will_tell": [{"id": "lapse", "will": will}]}, uuid4(), EVENING - DAY
    )
    life.report()
    assert ("lapse_window" in life.waits) is bool(until)
    for hours, there in ((until - 1, True), (until, False)) if until else ():
        assert ("lapse_window" in life.go(hours=hours).waits) is there
    if until:
        found = life.go(hours=1).waits["lapse_window"]
        assert (found.rank, found.url) == (REVIEW, "/n/t27/")


@pytest.mark.parametrize(
    "change", [{"other_is": "untold"}, {"other_is": "apart"}, {"other_is": "none"}, "hold", "told"]
)
def test_hr_11_nobody_is_led_to_tell_who_is_not_there_or_may_not_be_safe(life: Life, change: Any) -> None:
    if isinstance(change, dict):
        life.person.room.append("me", change, id=uuid4(), now=EVENING)
    elif change == "hold":
        life.person.room.append("t58", {"hold": True, "date": "2026-11-18"}, id=uuid4(), now=EVENING)
    life.report(told=["partner"] if change == "told" else ["nobody"])
    assert "lapse_window" not in life.waits


def test_without_a_word_of_ones_own_nothing_is_said_about_telling(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    life = Life(cast.R, clock)
    life.report()
    assert "lapse_window" not in life.waits
    assert life.waits["lapse_person"].url == "/n/t50/", "without somebody to answer to, the map of people"


def test_hr_02_nothing_is_sent_and_the_other_sees_no_difference(life: Life, cast: Cast) -> None:
    be(cast.B, "B", EVENING)
    before = {url: text(cast.B.client.get(url)) for url in ("/n/path/", "/n/us/", "/n/tools/")}
    life.slip()
    life.safe("yes")
    life.report(told=["found_out"])
    assert {url: text(cast.B.client.get(url)) for url in before} == before


# -- the learning review ----------------------------------------------------------------------------------


def test_the_learning_waits_half_a_day_is_care_for_three_days_and_quiet_after_it(life: Life) -> None:
    life.report()
    assert "lapse" not in life.go(hours=11).waits
    for hours, rank in ((12, CARE), (72, CARE), (73, REVIEW), (16 * 24, REVIEW)):
        assert life.go(hours=hours).waits["lapse"].rank == rank, hours
    assert "lapse" not in life.go(days=17.1).waits, "after that the tool's own page has it, and nothing else"
    assert "Begin the review" in text(life.person.client.get("/n/t14/"))


def test_hr_06_learning_mends_the_hairline_and_takes_the_card_away(life: Life) -> None:
    gold = seams(life)
    id = life.report()
    assert seams(life) == gold and hairline("open") in life.today
    life.go(days=2)
    keep(life.person.client, f"/n/t14c/new/?report={id}", one_change="phone in the hall")
    assert "lapse" not in life.waits
    assert hairline("mended") in life.today and hairline("open") not in life.today
    assert seams(life) == gold


def test_a_corrected_report_stays_mended_and_a_new_lapse_opens_a_new_hairline(life: Life) -> None:
    id = life.report()
    life.go(days=1)
    keep(life.person.client, f"/n/t14c/new/?report={id}", one_change="phone in the hall")
    when = life.start.strftime("%Y-%m-%dT%H:%M")
    life.go(days=1.1)
    keep(life.person.client, f"/n/t14/k/{id}/change/", **(REPORT | {"when": when, "duration": "over_120"}))
    assert hairline("mended") in life.today
    life.start += 5 * DAY
    life.go()
    life.report()
    assert hairline("open") in life.today and hairline("mended") not in life.today


def test_the_path_page_says_it_in_words_too_with_and_without_numbers(life: Life) -> None:
    life.report()
    assert hairline("open") in text(life.person.client.get("/n/path/"))
    life.person.room.append("me", {"numbers": False}, id=uuid4(), now=life.clock.now)
    assert hairline("open") in text(life.person.client.get("/n/path/"))


# -- the days after ---------------------------------------------------------------------------------------


def test_hr_15_the_question_comes_on_days_one_three_and_seven_and_an_answer_settles_it(life: Life) -> None:
    life.report()
    asked = []
    for day in range(12):
        if ASKED in life.go(days=day).today:
            asked.append(day)
            sent = life.person.client.post("/n/now/mood/", {"uid": str(uuid4()), "safe": "yes"})
            assert sent.status_code == 303
    assert asked == [1, 3, 7]


def test_hr_15_without_a_report_the_question_comes_all_the_same(life: Life) -> None:
    life.slip()
    life.safe("yes")
    asked = []
    for day in range(12):
        if "safe" in life.go(days=day).waits:
            asked.append(day)
            life.safe("yes", "again")
    assert asked == [1, 3, 7]


def test_a_week_later_comes_a_look_with_somebody_and_one_at_where_it_stands(life: Life) -> None:
    life.report()
    assert not {"lapse_week", "lapse_look"} & set(life.go(days=6).waits)
    found = life.go(days=7).waits
    assert (found["lapse_week"].rank, found["lapse_week"].url) == (REVIEW, "/n/t51/")
    assert found["lapse_look"].url == "/n/t01/new/"
    put(life.person, "t51b", life.clock.now, when=life.clock.now.strftime("%Y-%m-%dT%H:%MZ"), how="call")
    put(life.person, "t01", life.clock.now, days_inner_circle=1)
    assert not {"lapse_week", "lapse_look"} & set(life.waits)
    assert not {"lapse_week", "lapse_look"} & set(life.go(days=15).waits)


def test_a_week_later_whoever_has_sessions_is_led_to_them(life: Life) -> None:
    hold(life.person, "t54", session="Mo", top3=["sleep"])
    life.report()
    assert life.go(days=8).waits["lapse_week"].url == "/n/t54/"


# -- found out --------------------------------------------------------------------------------------------


def test_hr_01_found_out_leads_to_whether_that_is_all_after_the_first_day(life: Life) -> None:
    life.report(told=["found_out"])
    assert "lapse_found" not in life.go(hours=23).waits
    found = life.go(hours=25).waits["lapse_found"]
    assert (found.rank, found.url) == (REVIEW, "/n/t31/")
    assert "lapse_found" not in life.go(days=14).waits
    hold(life.person, "t31", want_it="unsure")
    assert "lapse_found" not in life.go(days=2).waits


def test_hr_15_found_out_waits_for_firmer_ground(life: Life) -> None:
    life.report(told=["found_out"])
    put(life.person, "t14b", EVENING + HOUR, safe="no", why="lapse", _h1=True)
    assert "lapse_found" not in life.go(days=2).waits
    assert "lapse_found" in life.go(days=4).waits


def test_a_lapse_that_was_told_has_no_such_card(life: Life) -> None:
    life.report(told=["friend"])
    assert "lapse_found" not in life.go(days=2).waits


# -- what stays -------------------------------------------------------------------------------------------


def seams(life: Life) -> list[str]:
    page = life.person.client.get("/n/path/").content.decode()
    return re.findall(r'<path class="bowl-seam" d="[^"]+"(?: [a-zA-Z]+="[^"]+")*/>', page)


def stands(life: Life) -> tuple[Any, ...]:
    """The part somebody is in, the gold, and every count that has nothing to do with the hour itself."""
    page = life.person.client.get("/n/path/").content.decode()
    here = re.findall(r"<summary><h2>([^<]+)</h2><span[^>]*>You are here\.", page)
    kept = {kind: len(bodies(life.person, kind)) for kind in ("t01", "t12", "t27", "t51", "t57")}
    return here, seams(life), kept


def test_hr_06_the_part_the_gold_and_all_counts_stay_through_the_days_after(life: Life) -> None:
    before = stands(life)
    assert before[0] == ["Steady"]
    life.slip()
    life.safe("yes")
    life.report(times_since_last_report="2")
    for day in (0, 1, 3, 7, 20):
        assert stands(life.go(days=day)) == before
        assert not re.search(r"\b(?:start(?:ing)? (?:over|again)|day 0|reset)\b", life.today, re.I)


def test_after_everything_was_put_off_the_path_goes_on_as_before(life: Life) -> None:
    life.report()
    for day in range(9, 30, 3):
        life.go(days=day)
        for id in life.waits:
            life.later(id)
    life.go(days=30)
    assert life.waits == {}


def test_no_card_of_a_lapse_comes_to_the_one_who_was_hurt(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", EVENING)
    put(cast.B, "t14", EVENING, circle="inner", when="2026-11-18T21:00Z", told=["nobody"])
    life = Life(cast.B, clock)
    for days in (0, 1, 7):
        assert life.go(days=days).waits == {}


def test_no_card_says_a_word_that_shames_or_counts() -> None:
    said = " ".join(f"{one.title} {one.because}" for one in today_words().due if one.id in LAPSE)
    wrong = r"addict|clean|fail|relaps|streak|reset|weak|disgust|must|should|again and again|\d|promise"
    assert re.findall(wrong, said, re.I) == []


def test_hr_15_an_hour_at_the_end_of_a_month_is_asked_after_in_the_next(
    cast: Cast, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    """Only the urge was written down, and its month is closed by then."""
    start = EVENING + 12 * DAY  # 30 November
    be(cast.R, "R", start)
    clock.now = start
    enter(cast.R)
    life = Life(cast.R, clock, start)
    life.slip()
    asked = [day for day in range(12) if "safe" in life.go(days=day).waits]
    assert asked == list(range(1, 11)), "until it is answered, ten days at most"
    life.go(days=3)
    with django_assert_max_num_queries(12):
        life.person.client.get("/")
    life.safe("yes", "again")
    assert "safe" not in life.waits
