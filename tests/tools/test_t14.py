"""T14: care first, the truth to oneself, then learning. Nothing is ever erased."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools import catalogue, history
from goldseam.tools.t14_lapse import course
from goldseam.tools.t14_lapse.course import DAY, HOUR, Report
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text, waiting

NEW, HOME, SAFE = "/n/t14/new/", "/n/t14/", "/n/t14/safe/"
REPORT = {"when": "2026-11-18T21:00", "circle": "inner", "category": "pictures", "duration": "under_30"}
HARSH = ("addict", "clean", "failure", "failed", "relapse", "streak", "reset", "day 0", "day zero", "disgust", "weak")


def answer(person: Person, safe: str, why: str = "lapse") -> str:
    """Answer the mood question; the page that follows."""
    sent = person.client.post(SAFE, {"uid": str(uuid4()), "safe": safe, "why": why})
    assert sent.status_code == 303, text(sent)
    return person.client.get(sent["Location"]).content.decode()


def write(person: Person, **fields: Any) -> UUID:
    return keep(person.client, NEW, **(REPORT | fields))


def lapse(person: Person, at: datetime, **body: Any) -> UUID:
    body = {"when": at.strftime("%Y-%m-%dT%H:%MZ"), "circle": "inner"} | body
    return put(person, "t14", at, **body)


# -- first aid ---------------------------------------------------------------------------------------------------


def test_first_aid_is_two_taps_from_today_and_needs_no_typing(cast: Cast, clock: Clock) -> None:
    assert "/n/tools/" in cast.R.client.get("/today/").content.decode()
    assert 'href="/n/t14/"' in cast.R.client.get("/n/tools/").content.decode()
    page = cast.R.client.get(HOME).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for step in ("Stop.", "Stand up.", "Drink a glass of water", "out of reach", "kind and true"):
        assert step in main
    assert 'type="text"' not in main
    assert "<textarea" not in main
    assert main.count('name="safe" value=') == 4
    assert len(page) < 20_000


def test_first_aid_is_one_tap_from_the_urge_page_and_from_an_urge_given_in_to(cast: Cast, clock: Clock) -> None:
    assert 'href="/n/t14/"' in cast.R.client.get("/n/t09/").content.decode()
    id = keep(cast.R.client, "/n/t09/tap/", intensity_start="9", response=["gave_in"])
    page = cast.R.client.get(f"/n/t09/k/{id}/").content.decode()
    assert f'action="{SAFE}"' in page
    assert "The first ten minutes, step by step" in page


def test_somebody_here_as_betrayed_only_is_not_sent_to_first_aid_after_a_lapse(cast: Cast, clock: Clock) -> None:
    cast.B.room.append("me", {"roles": ["B"]}, id=uuid4(), now=clock.now)
    id = keep(cast.B.client, "/n/t09/tap/", intensity_start="9", response=["gave_in"])
    page = cast.B.client.get(f"/n/t09/k/{id}/").content.decode()
    assert SAFE not in page
    assert "People who answer now" in page
    assert 'href="/n/t14/"' not in cast.B.client.get("/n/t09/").content.decode()


# -- the mood question -------------------------------------------------------------------------------------------


def test_hr_06_the_mood_question_comes_before_any_facts(cast: Cast, clock: Clock) -> None:
    first = cast.R.client.get(NEW)
    assert (first.status_code, first["Location"]) == (303, "/n/t14/first/")
    page = cast.R.client.get("/n/t14/first/").content.decode()
    assert "are you safe right now?" in page
    assert 'name="circle"' not in page
    answer(cast.R, "yes")
    assert 'name="circle"' in cast.R.client.get(NEW).content.decode()


def test_an_answer_stands_for_six_hours_and_then_the_question_comes_again(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t14b", clock.now - timedelta(hours=6), safe="yes", why="lapse")
    assert cast.R.client.get(NEW).status_code == 200
    clock.now += timedelta(minutes=1)
    assert cast.R.client.get(NEW).status_code == 303


def test_what_was_typed_is_kept_even_when_nobody_asked_first(cast: Cast, clock: Clock) -> None:
    write(cast.R)
    assert bodies(cast.R, "t14")[0]["circle"] == "inner"


@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_hr_15_no_and_not_sure_bring_numbers_the_plan_and_say_that_nobody_watches(
    cast: Cast, clock: Clock, safe: str
) -> None:
    cast.R.client.cookies["region"] = "gb"
    page = answer(cast.R, safe)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "116 123" in words
    assert 'class="btn" href="/n/t57/"' in page
    assert "Nobody watches this page" in words
    assert "The facts can wait for days" in words
    assert NEW not in page  # the report is not pushed now
    assert history.now_state(cast.R.room, clock.now).h1_at > 0


@pytest.mark.parametrize(("safe", "plan"), [("yes", False), ("pass", True)])
def test_yes_and_rather_not_say_are_full_answers(cast: Cast, clock: Clock, safe: str, plan: bool) -> None:
    page = answer(cast.R, safe)
    assert NEW in page
    assert ('class="btn" href="/n/t57/"' in page) is plan
    assert history.now_state(cast.R.room, clock.now).h1_at == 0


@pytest.mark.parametrize("safe", ["", "maybe"])
def test_an_odd_answer_asks_again_and_keeps_nothing(cast: Cast, clock: Clock, safe: str) -> None:
    sent = cast.R.client.post(SAFE, {"uid": str(uuid4()), "safe": safe, "why": "lapse" if safe else ""})
    assert sent.status_code == 422
    assert "are you safe right now?" in text(sent)
    assert bodies(cast.R, "t14b") == []


@pytest.mark.parametrize(
    ("days", "answered", "due"),
    [
        (0, [], 0), (1, [], 1), (2, [], 1), (3, [], 3), (6, [], 3), (7, [], 7), (10, [], 7), (11, [], 0),
        (1, [0], 1), (1, [1], 0), (2, [1], 0), (3, [1], 3), (5, [4], 0), (7, [4], 7), (8, [7], 0),
    ],
)  # fmt: skip
def test_the_question_comes_again_on_days_one_three_and_seven(days: int, answered: list[int], due: int) -> None:
    hard = 700_000
    assert course.mood_day(hard, [hard + day for day in answered], hard + days) == due


def test_without_a_hard_hour_nothing_is_asked_again() -> None:
    assert course.mood_day(None, [], 700_000) == 0


@pytest.mark.parametrize("kind", ["t14", "t14b", "t09"])
def test_the_page_asks_again_on_the_third_day_and_an_answer_settles_it(cast: Cast, clock: Clock, kind: str) -> None:
    before = clock.now - timedelta(days=3)
    if kind == "t14":
        lapse(cast.R, before)
    elif kind == "t14b":
        put(cast.R, "t14b", before, safe="yes", why="lapse")
    else:
        put(cast.R, "t09", before, intensity_start=9, response=["gave_in_partly"])
    page = cast.R.client.get(HOME).content.decode()
    assert "It has been three days since a hard hour." in page
    assert 'name="why" value="again"' in page
    after = answer(cast.R, "yes", "again")
    assert NEW not in after
    assert "since a hard hour" not in text(cast.R.client.get(HOME))


def test_today_is_offered_the_question_on_those_days_unless_it_asks_already(cast: Cast, clock: Clock) -> None:
    assert waiting(cast.R, clock) == []
    put(cast.R, "t14b", clock.now - timedelta(days=1), safe="yes", why="lapse")
    assert waiting(cast.R, clock) == ["safe"]
    assert "It has been one day since a hard hour." in text(cast.R.client.get("/n/t14/first/"))
    put(cast.R, "t14b", clock.now - timedelta(days=1), safe="no", why="lapse", _h1=True)
    assert waiting(cast.R, clock) == []  # after an answer like that Today asks by itself


def test_hr_20_days_are_left_out_for_somebody_who_hides_numbers(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now - timedelta(days=9), text="begun")
    write(cast.R)
    assert "of the last 10 days" in text(cast.R.client.get(HOME))
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    assert "of the last 10 days" not in text(cast.R.client.get(HOME))


def test_a_walk_on_a_calm_day_is_no_hard_hour(cast: Cast, clock: Clock) -> None:
    assert "I have walked through it" in text(cast.R.client.get("/n/t14/calm/"))
    sent = cast.R.client.post(SAFE, {"uid": str(uuid4()), "why": "dry"})
    assert "May you not need it soon." in text(cast.R.client.get(sent["Location"]))
    clock.now += timedelta(hours=1)
    assert cast.R.client.get(NEW).status_code == 303  # it does not stand for being asked
    assert "since a hard hour" not in text(cast.R.client.get(HOME))


# -- the report --------------------------------------------------------------------------------------------------


def test_a_report_keeps_kinds_and_counts(cast: Cast, clock: Clock) -> None:
    write(
        cast.R, times_since_last_report="2", more_unreported="no", feelings_after=["ashamed"], self_talk=["no_matter"],
        told=["friend"],
    )  # fmt: skip
    assert bodies(cast.R, "t14") == [
        {
            "when": "2026-11-18T21:00Z", "circle": "inner", "category": "pictures", "duration": "under_30",
            "times_since_last_report": 2, "more_unreported": "no", "feelings_after": ["ashamed"],
            "self_talk": ["no_matter"], "told": ["friend"], "told_after": 0,
        }
    ]  # fmt: skip


def test_hr_17_the_report_has_no_place_for_a_scene() -> None:
    tool = catalogue.tool("t14")
    assert not [field.name for field in tool.fields if field.type in {"text", "lines", "rows"}]
    assert max(field.length for field in tool.fields if field.own) <= 30


def test_hr_16_the_report_points_to_people_who_ask_no_name(cast: Cast, clock: Clock) -> None:
    answer(cast.R, "yes")
    page = cast.R.client.get(NEW)
    assert "do not write it here" in text(page)
    assert 'href="/h/3/"' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("circle", ""), ("circle", "outer"), ("category", "words"), ("duration", "5"), ("when", ""),
        ("when", "2026-11-19T09:00"), ("times_since_last_report", "0"), ("times_since_last_report", "100"),
        ("more_unreported", "maybe"), ("told", "everybody"), ("self_talk", "own"),
    ],
)  # fmt: skip
def test_bad_input_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, field: str, value: str) -> None:
    sent = cast.R.client.post(NEW, REPORT | {"uid": str(uuid4()), field: value})
    assert sent.status_code == 422
    assert bodies(cast.R, "t14") == []


def test_hr_06_a_lapse_erases_nothing(cast: Cast, clock: Clock) -> None:
    before = keep(cast.R.client, "/n/t09/tap/", intensity_start="5", response=["surfed"])
    plan = keep(cast.R.client, "/n/t12/new/", **{"if": "I lie in bed", "then": "I read"})
    counts = history.now_state(cast.R.room, clock.now).counts
    id = write(cast.R)
    page = text(cast.R.client.get(f"/n/t14/k/{id}/"))
    assert "Nothing is erased." in page
    assert cast.R.client.get(f"/n/t09/k/{before}/").status_code == 200
    assert cast.R.client.get(f"/n/t12/k/{plan}/").status_code == 200
    after = history.now_state(cast.R.room, clock.now).counts
    assert after == counts | {"t14": 1}


def test_hr_06_days_are_days_of_days_and_never_fall_to_nought(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now - timedelta(days=100), text="begun")
    lapse(cast.R, clock.now - timedelta(days=20))
    lapse(cast.R, clock.now - timedelta(days=20, hours=1))  # the same day
    lapse(cast.R, clock.now - timedelta(days=5), circle="middle")  # not an inner one
    lapse(cast.R, clock.now - timedelta(days=70))  # before the sixty
    write(cast.R)
    assert "58 of the last 60 days had no lapse written down." in text(cast.R.client.get(HOME))


@pytest.mark.parametrize(
    ("days_with", "first", "found"),
    [
        ({100}, 41, (59, 60)),
        (set(), 1, (60, 60)),
        ({100, 90}, 91, (9, 10)),
        ({100}, 100, (0, 1)),
        ({100}, 120, (0, 1)),
        ({40, 41}, 1, (59, 60)),
    ],
)
def test_days_stand_over_sixty_at_most_and_not_before_the_beginning(
    days_with: set[int], first: int, found: tuple[int, int]
) -> None:
    assert course.stands(days_with, 100, first) == found


def test_hr_05_every_page_speaks_of_acts(cast: Cast, clock: Clock) -> None:
    answer(cast.R, "yes")
    id = write(cast.R, self_talk=["all_lost", "no_matter", "who_i_am"], more_unreported="no")
    review = keep(cast.R.client, f"/n/t14c/new/?report={id}", one_change="phone in the hall")
    for url in (HOME, NEW, "/n/t14/first/", "/n/t14/calm/", f"/n/t14/k/{id}/", "/n/t14c/new/", f"/n/t14c/k/{review}/"):
        page = text(cast.R.client.get(url)).lower()
        page = page.replace("relapse prevention", "")  # the method's name, in the line on evidence
        for word in HARSH:
            assert word not in page, (url, word)


def test_each_all_or_nothing_voice_gets_an_answer(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now - timedelta(days=9), text="begun")
    id = write(cast.R, self_talk=["all_lost", "who_i_am"])
    page = text(cast.R.client.get(f"/n/t14/k/{id}/"))
    assert "What you learned and did is still there. 9 of the last 10 days had no lapse written down." in page
    assert "What you do in the next hour is also you." in page
    assert "greatest difference" not in page


def test_hr_01_half_a_truth_is_finished_before_the_learning(cast: Cast, clock: Clock) -> None:
    id = write(cast.R, more_unreported="yes")
    page = cast.R.client.get(f"/n/t14/k/{id}/")
    assert "Complete this first" in text(page)
    assert "/n/t14c/new/" not in page.content.decode()
    assert "Complete this first" in text(cast.R.client.get(HOME))
    clock.now += timedelta(minutes=5)
    rest = write(cast.R, more_unreported="no", times_since_last_report="3")
    page = cast.R.client.get(f"/n/t14/k/{rest}/")
    assert "Complete this first" not in text(page)
    assert f"/n/t14c/new/?report={rest}" in page.content.decode()


def test_nothing_on_these_pages_offers_to_tell_the_partner(cast: Cast, clock: Clock) -> None:
    id = write(cast.R, more_unreported="no")
    page = text(cast.R.client.get(f"/n/t14/k/{id}/"))
    assert "Tell one person" in page
    for word in ("partner", "share", "send", "soon"):
        assert word not in page.split("Kept")[0].lower()


def test_hours_until_somebody_knew_are_counted_once(cast: Cast, clock: Clock) -> None:
    first = write(cast.R, when="2026-11-18T15:33", told=["nobody"])
    assert "told_after" not in bodies(cast.R, "t14")[-1]
    page = cast.R.client.get(HOME).content.decode()
    assert f"/n/t14/k/{first}/change/" in page
    assert 'name="told_after"' not in cast.R.client.get(f"/n/t14/k/{first}/change/").content.decode()
    told = REPORT | {"when": "2026-11-18T15:33", "told": ["therapist"]}
    second = keep(cast.R.client, f"/n/t14/k/{first}/change/", **told)
    assert bodies(cast.R, "t14")[-1]["told_after"] == 5
    clock.now += timedelta(minutes=4)
    keep(cast.R.client, f"/n/t14/k/{second}/change/", **(told | {"duration": "over_120"}))
    assert bodies(cast.R, "t14")[-1]["told_after"] == 5
    assert "Somebody knows by now?" not in text(cast.R.client.get(HOME))


def test_being_found_out_is_not_telling() -> None:
    assert not course.somebody_knows(["found_out"])
    assert not course.somebody_knows(["nobody"])
    assert course.somebody_knows(["nobody", "group"])


def test_a_report_after_an_urge_that_was_given_in_to_knows_when(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t09", clock.now - timedelta(hours=3), intensity_start=9, response=["gave_in"])
    answer(cast.R, "yes")
    assert 'value="2026-11-18T18:30"' in cast.R.client.get(NEW).content.decode()


# -- the learning review -----------------------------------------------------------------------------------------


def test_the_review_is_offered_with_its_three_days_and_is_about_that_report(cast: Cast, clock: Clock) -> None:
    id = write(cast.R, more_unreported="no")
    page = text(cast.R.client.get(f"/n/t14/k/{id}/"))
    assert "by Saturday, 21:00" in page
    keep(cast.R.client, f"/n/t14c/new/?report={id}", one_change="phone in the hall", break_point="before")
    assert bodies(cast.R, "t14c")[0]["report"] == str(id)
    assert "Begin the review" not in text(cast.R.client.get(HOME))


def test_after_three_days_the_review_is_still_worth_it_and_after_four_weeks_it_rests(cast: Cast, clock: Clock) -> None:
    lapse(cast.R, clock.now - timedelta(hours=73))
    assert "The three days are over, and it is still worth ten minutes." in text(cast.R.client.get(HOME))
    assert course.to_review([Report("a", 0, 0)], course.REVIEW_OFFERED) is not None
    assert course.to_review([Report("a", 0, 0)], course.REVIEW_OFFERED + 1) is None


def test_a_corrected_report_is_the_same_report_to_its_review(cast: Cast, clock: Clock) -> None:
    id = write(cast.R, more_unreported="no")
    keep(cast.R.client, f"/n/t14c/new/?report={id}", one_change="phone in the hall")
    keep(cast.R.client, f"/n/t14/k/{id}/change/", **(REPORT | {"duration": "over_120"}))
    assert "Begin the review" not in text(cast.R.client.get(HOME))


@pytest.mark.parametrize("about", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_review_with_an_odd_address_is_about_the_newest_report(cast: Cast, clock: Clock, about: str) -> None:
    id = write(cast.R)
    keep(cast.R.client, f"/n/t14c/new/?report={about}", one_change="phone in the hall")
    assert bodies(cast.R, "t14c")[0]["report"] == str(id)


def test_what_still_stood_stands_in_the_form_already(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now - timedelta(days=9), text="begun")
    write(cast.R)
    assert "9 of the last 10 days had no lapse written down." in text(cast.R.client.get("/n/t14c/new/"))


def test_the_one_change_goes_where_it_belongs(cast: Cast, clock: Clock) -> None:
    write(cast.R)
    assert cast.R.client.post("/n/t14c/new/", {"uid": str(uuid4()), "earliest": "x"}).status_code == 422
    id = keep(cast.R.client, "/n/t14c/new/", one_change="phone in the hall", change_in="t13", earliest="stayed up")
    page = cast.R.client.get(f"/n/t14c/k/{id}/").content.decode()
    assert 'class="btn" href="/n/t13/"' in page
    assert f"/n/t12/new/?from={id}" in page
    assert f"/n/t11/new/?from={id}" in page


def test_the_same_place_in_the_chain_is_said_once_it_repeats(cast: Cast, clock: Clock) -> None:
    for n, (point, same) in enumerate((("before", False), ("before", True), ("permission", False))):
        clock.now += timedelta(minutes=n)
        id = keep(cast.R.client, "/n/t14c/new/", one_change="x", break_point=point)
        assert ("The same place in the chain" in text(cast.R.client.get(f"/n/t14c/k/{id}/"))) is same


def test_hr_15_words_of_self_harm_in_a_review_bring_up_people_who_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, "/n/t14c/new/", one_change="stop", earliest="I wanted to die")
    assert "People who answer now" in text(cast.R.client.get(f"/n/t14c/k/{id}/"))


# -- more help ---------------------------------------------------------------------------------------------------


def reports(*found: Report) -> list[str]:
    return list(course.pattern(found, 100 * DAY))


def at(days: int, **more: Any) -> Report:
    return Report(f"r{days}", (100 - days) * DAY, (100 - days) * DAY, **({"circle": "inner"} | more))


def test_three_inner_ones_in_thirty_days_ask_for_more_help() -> None:
    assert reports(at(1), at(10), at(30)) == ["three"]
    assert reports(at(1), at(10), at(31)) == []
    assert reports(at(1, circle="middle"), at(10), at(20)) == []
    assert reports(at(1, times=2), at(10)) == ["three"]


def test_each_heavier_than_the_last_asks_for_more_help() -> None:
    light, long = {"duration": "under_10"}, {"duration": "over_120"}
    assert reports(at(80, circle="middle"), at(40, **light), at(1, **long)) == ["rising"]
    assert reports(at(80, **light), at(40, **light), at(1, person=True)) == ["rising"]
    assert reports(at(80, **long), at(40, **light), at(1, **long)) == []
    assert reports(at(80, **light), at(40, **light), at(1, **light)) == []
    assert reports(at(40, **light), at(1, **long)) == []


def test_a_hidden_one_asks_for_more_help() -> None:
    late = Report("a", 90 * DAY, 90 * DAY + 7 * DAY + 1, circle="inner")
    assert reports(late) == ["hidden"]
    assert reports(Report("a", 90 * DAY, 90 * DAY + 7 * DAY, circle="inner")) == []
    assert reports(at(5, found_out=True)) == ["hidden"]


def test_the_pattern_is_advice_in_facts_with_steps_and_no_verdict(cast: Cast, clock: Clock) -> None:
    for days in (1, 5, 9):
        lapse(cast.R, clock.now - timedelta(days=days))
    page = text(cast.R.client.get(HOME))
    assert "Time for more help than this page" in page
    assert "Three or more in thirty days." in page
    assert "That is no verdict on you." in page
    for step in ("A therapist who knows this field.", "A group, this week", "the device list", "A doctor"):
        assert step in page


def test_the_pattern_is_seen_across_the_border_of_a_month(cast: Cast, clock: Clock) -> None:
    clock.now = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    for days in (1, 5, 9):
        lapse(cast.R, clock.now - timedelta(days=days))
    assert "Three or more in thirty days." in text(cast.R.client.get(HOME))


def test_nobody_else_sees_a_report_and_it_can_be_burned(cast: Cast, clock: Clock) -> None:
    id = write(cast.R)
    for other in (cast.B, cast.stranger):
        assert other.client.get(f"/n/t14/k/{id}/").status_code == 404
        assert other.client.get(f"/n/t14/k/{id}/change/").status_code == 404
    cast.R.client.post(f"/n/t14/k/{id}/burn/", {"uid": str(uuid4())})
    assert bodies(cast.R, "t14") == []
    assert HOUR == 60
