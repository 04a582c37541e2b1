"""T27, one person's own side: what is told or heard, how soon and how much. No page compares two sides."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from goldseam.path import facts
from goldseam.tools import catalogue, fold, shelf
from goldseam.tools.t27_open import aloud
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, enter, put, text, waiting

HOME, TELL, HEAR = "/n/t27/", "/n/t27/part/1/", "/n/t27/part/2/"
TOPICS = (
    "lapse", "close", "middle", "urges", "triggers", "where", "recovery", "therapy", "money", "contact", "mood",
)  # fmt: skip
SOON = ("none", "session", "weekly", "next", "h48", "h24")
HURT = "I want to kill myself"


def send(person: Person, url: str, **fields: str) -> Any:
    return person.client.post(url, {"uid": str(uuid4()), **{name.replace("__", "-"): v for name, v in fields.items()}})


def side(person: Person, clock: Clock, days_ago: float = 0, /, **body: Any) -> None:
    put(person, "t27", clock.now - timedelta(days=days_ago), _item="one", **body)


WILL = [{"id": "lapse", "will": "h24", "detail": "kind", "note": "In the kitchen, standing"}]
WANT = [{"id": "urges", "want": "none"}, {"id": "lapse", "want": "h48", "detail": "kind"}]


# -- the two sides ---------------------------------------------------------------------------------------


def test_r_says_for_each_topic_what_is_told_how_soon_how_much_and_a_note(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    answer = send(
        cast.R,
        TELL,
        will_tell__lapse__will="h24",
        will_tell__lapse__detail="kind",
        will_tell__lapse__note="In the kitchen, standing",
    )
    assert answer["Location"] == HOME, "one part is all there is for R"
    assert bodies(cast.R, "t27") == [{"will_tell": WILL, "_item": "one"}]
    page = text(cast.R.client.get(HOME))
    assert "A lapse: I will tell you within 24 hours what kind it was. In the kitchen, standing." in page
    assert "1 of 11 topics chosen." in page
    assert cast.R.client.get(HEAR).status_code == 404


def test_b_says_what_is_to_be_heard_and_not_at_all_is_a_full_answer(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    send(cast.B, HEAR, want_to_hear__urges__want="none", want_to_hear__lapse__want="h48")
    page = text(cast.B.client.get(HOME))
    assert "Strong urges: I do not want to hear about it." in page
    assert "A lapse: I would like to hear it within 48 hours." in page
    assert "“Not at all” is a full answer" in page
    assert cast.B.client.get(TELL).status_code == 404
    assert "note" not in {cell.name for cell in catalogue.tool("t27").by_name["want_to_hear"].of}


def test_somebody_who_is_both_or_named_no_role_sees_both_sets(cast: Cast, clock: Clock) -> None:
    put(cast.R, "me", clock.now, roles=["R", "B"])
    for person in (cast.R, cast.B):
        page = text(person.client.get(HOME))
        assert "What I will tell" in page
        assert "What I want to hear" in page
        assert person.client.get(TELL).status_code == person.client.get(HEAR).status_code == 200


def test_both_sets_have_the_same_topics_and_the_same_scale() -> None:
    tool = catalogue.tool("t27")
    for name, soon, _begin in aloud.SIDES:
        field = tool.by_name[name]
        assert tuple(row.id for row in field.each) == TOPICS
        cells = {cell.name: cell for cell in field.of}
        assert tuple(option.id for option in cells[soon].options) == SOON
        assert tuple(option.id for option in cells["detail"].options) == ("that", "kind", "did")


def test_hr_17_no_more_detail_can_be_asked_for_than_the_kind_and_what_was_done() -> None:
    labels = [option.label for option in catalogue.tool("t27").by_name["want_to_hear"].of[1].options]
    assert labels == ["That it happened", "What kind it was", "What kind, and what was done about it"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "money", "will": "weekly"}, "Money: I will tell you once a week."),
        ({"id": "money", "will": "none", "note": "Later"}, "Money: I will not speak of it for now. Later."),
        ({"id": "money", "detail": "did"}, "Money: what kind, and what was done about it. How soon is open."),
        ({"id": "money", "note": "On Sundays."}, "Money: still open. On Sundays."),
        (
            {"id": "urges", "will": "h24", "detail": "that"},
            "Strong urges: I will tell you within 24 hours that it happened.",
        ),
    ],
)
def test_each_line_can_be_read_aloud(row: dict[str, Any], said: str) -> None:
    tool = catalogue.tool("t27")
    assert aloud.sentence(tool, tool.by_name["will_tell"], row, "will", "tell") == said


def test_one_topic_is_changed_and_the_other_side_stays(cast: Cast, clock: Clock) -> None:
    put(cast.R, "me", clock.now, roles=["R", "B"])
    side(cast.R, clock, 1, will_tell=WILL, want_to_hear=WANT)
    page = cast.R.client.get(TELL).content.decode()
    assert "Within 24 hours</span></summary>" in page, "what stands there is said without opening it"
    assert "<details open" not in page.split("<form", 1)[1]
    send(cast.R, TELL, will_tell__lapse__will="h48")
    assert bodies(cast.R, "t27")[-1]["will_tell"] == [{"id": "lapse", "will": "h48"}]
    assert bodies(cast.R, "t27")[-1]["want_to_hear"] == WANT


def test_hr_02_b_can_lower_everything_at_any_time_and_no_field_lets_anybody_raise_it(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    side(cast.B, clock, 1, want_to_hear=WANT)
    assert send(cast.B, HEAR).status_code == 303
    assert "want_to_hear" not in bodies(cast.B, "t27")[-1]
    assert "You can lower what you want to hear at any time, without a reason." in text(cast.B.client.get(HOME))


def test_hr_02_hr_04_no_code_no_place_and_no_look_into_a_device_is_asked_or_offered(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t27")
    names = {field.name for field in tool.fields} | {cell.name for field in tool.fields for cell in field.of}
    assert names == {"will_tell", "want_to_hear", "will", "want", "detail", "note"}
    be(cast.R, "R", clock.now)
    page = text(cast.R.client.get(HOME))
    assert "It asks for no codes, no places on a map and no look into a phone." in page
    assert "Nobody is made the guard here." in page


def test_hr_02_no_page_speaks_of_the_other_side_or_of_an_overlap(cast: Cast, clock: Clock) -> None:
    side(cast.R, clock, 1, will_tell=WILL)
    side(cast.B, clock, 1, want_to_hear=WANT)
    for person in (cast.R, cast.B):
        for url in (HOME, TELL, HEAR, "/n/t27/print/"):
            page = text(person.client.get(url))
            assert not re.search(
                r"overlap|match|both of you|agree on|share|waiting for", page.split("Skip to")[1], re.I
            )
    assert "In the kitchen" not in text(cast.B.client.get(HOME))
    assert "nobody else" in text(cast.R.client.get(HOME))
    assert catalogue.tool("t27").who == "Only you can see it."


def test_hr_01_what_lies_in_the_past_is_sent_to_a_therapist_and_not_along_this_plan(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    page = cast.R.client.get(HOME)
    assert "It is told once, whole, with a therapist, and not in pieces along this plan." in text(page)
    assert 'href="/n/t31/"' in page.content.decode()
    assert "Write no events into the notes" in text(cast.R.client.get(TELL))


# -- on paper, by numbers, in the week --------------------------------------------------------------------


def test_it_can_be_printed_to_read_aloud(cast: Cast, clock: Clock) -> None:
    assert "Nothing stands here yet." in text(cast.R.client.get("/n/t27/print/"))
    side(cast.R, clock, 1, will_tell=WILL)
    page = text(cast.R.client.get("/n/t27/print/"))
    assert "To read aloud" in page
    assert "A lapse: I will tell you within 24 hours what kind it was." in page
    assert "Paper can be found by others" in page


def test_hr_20_nothing_is_counted_for_whoever_hides_numbers(cast: Cast, clock: Clock) -> None:
    side(cast.R, clock, 1, will_tell=WILL)
    put(cast.R, "me", clock.now, numbers=False)
    page = text(cast.R.client.get(HOME))
    assert "of 11 topics" not in page
    assert "A lapse: I will tell you" in page


def test_the_week_in_words_says_nothing_of_it(cast: Cast, clock: Clock) -> None:
    side(cast.R, clock, 1, will_tell=WILL)
    assert "Openness plan" not in text(cast.R.client.get("/n/week/"))


# -- the monthly look -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "there"), [(27, False), (28, True), (41, True), (42, False)])
def test_the_monthly_look_waits_for_two_weeks_and_then_stays_with_the_page(
    cast: Cast, clock: Clock, days: int, there: bool
) -> None:
    side(cast.R, clock, days, will_tell=WILL)
    assert ("openness" in waiting(cast.R, clock)) is there
    assert ("A month has gone by" in text(cast.R.client.get(HOME))) is (days >= 28)


def test_without_a_plan_nothing_waits(cast: Cast, clock: Clock) -> None:
    assert "openness" not in waiting(cast.R, clock)
    assert cast.R.client.post("/n/t27/same/", {"uid": str(uuid4())}).status_code == 404


def test_one_press_says_that_it_still_fits_and_the_month_begins_again(cast: Cast, clock: Clock) -> None:
    side(cast.R, clock, 30, will_tell=WILL)
    answer = cast.R.client.post("/n/t27/same/", {"uid": str(uuid4())})
    assert (answer.status_code, answer["Location"]) == (303, HOME)
    assert bodies(cast.R, "t27")[-1]["will_tell"] == WILL
    assert "openness" not in waiting(cast.R, clock)
    assert "Last looked at on 18 November 2026." in text(cast.R.client.get(HOME))
    clock.now += timedelta(days=28)
    enter(cast.R)
    assert "openness" in waiting(cast.R, clock)


@pytest.mark.parametrize("uid", ["", "x", "12345678-1234-1234-1234-123456789012"])
def test_a_damaged_press_changes_nothing(cast: Cast, clock: Clock, uid: str) -> None:
    side(cast.R, clock, 30, will_tell=WILL)
    assert cast.R.client.post("/n/t27/same/", {"uid": uid}).status_code == 404
    assert len(bodies(cast.R, "t27")) == 1


def test_the_same_press_sent_twice_is_one(cast: Cast, clock: Clock) -> None:
    side(cast.R, clock, 30, will_tell=WILL)
    uid = str(uuid4())
    for _ in range(2):
        assert cast.R.client.post("/n/t27/same/", {"uid": uid}).status_code == 303
    assert len(bodies(cast.R, "t27")) == 2


# -- limits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "field", "value", "said"),
    [
        (TELL, "will_tell__lapse__note", "x" * 141, "Please keep it to 140"),
        (TELL, "will_tell__lapse__will", "hourly", "one of the answers shown"),
        (TELL, "will_tell__lapse__detail", "all", "one of the answers shown"),
        (HEAR, "want_to_hear__lapse__want", "hourly", "one of the answers shown"),
        (HEAR, "want_to_hear__lapse__detail", "scenes", "one of the answers shown"),
    ],
)
def test_bad_input_is_said_beside_its_field_in_an_open_row(
    cast: Cast, clock: Clock, url: str, field: str, value: str, said: str
) -> None:
    answer = send(cast.R, url, **{field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert '<details class="rowset" open>' in answer.content.decode()
    assert bodies(cast.R, "t27") == []


def test_hr_15_words_of_self_harm_in_a_note_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    answer = send(cast.R, TELL, will_tell__mood__note=HURT)
    page = cast.R.client.get(answer["Location"])
    assert "People who answer now" in text(page)
    assert reverse("safety:route", args=["1"]) in page.content.decode()


@pytest.mark.parametrize(("n", "there"), [(5, False), (6, True)])
def test_six_topics_are_a_sign(cast: Cast, clock: Clock, n: int, there: bool) -> None:
    side(cast.R, clock, 0, will_tell=[{"id": topic, "will": "weekly"} for topic in TOPICS[:n]])
    state = cast.R.room.folded(fold.FOLD, clock.now).now.state
    assert ("openness" in facts.there(state, shelf.read(cast.R.room, clock.now), clock.now)) is there
