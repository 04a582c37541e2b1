"""T15: circles that rest, are gone through with another person, and change slowly at the centre."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from goldseam.tools.shelf import Item
from goldseam.tools.t15_circles import circles
from goldseam.tools.t15_circles.circles import in_force, settle, stage, touches_inner
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, keep, put, text

HOME, NEW, TALK = "/n/t15/", "/n/t15/new/", "/n/t15b/new/"
DAY = timedelta(days=1)
INNER = {"item": "late night browsing", "circle": "inner", "act": "on"}


def line(person: Person, key: str, at: datetime, item: str, circle: str = "inner", **more: Any) -> UUID:
    return put(person, "t15", at, item=item, circle=circle, _item=key, **more)


def in_use(person: Person, since: datetime) -> None:
    """A draft that rested and was gone through with a friend."""
    line(person, "first", since - 3 * DAY, "late night browsing", act=True)
    put(person, "t15b", since, held="held", with_whom="friend", _item="talk")


def change_url(person: Person, clock: Clock, what: str) -> str:
    """The address behind “Change” beside a line of the page."""
    page = person.client.get(HOME).content.decode()
    before = page[: page.index(f'<span class="vh">: {what}')]
    return before[before.rindex('href="') + 6 :].split('"')[0]


# -- what is asked ------------------------------------------------------------------------------------------


def test_a_line_of_each_circle_is_kept_and_shown_in_its_circle(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, **INNER, why="it eats the night")
    keep(cast.R.client, NEW, item="phone in bed", circle="middle")
    keep(cast.R.client, NEW, item="running with Kim", circle="outer")
    assert bodies(cast.R, "t15")[0] | {"_item": ""} == {
        "item": "late night browsing", "circle": "inner", "act": True, "why": "it eats the night",
        "added_on": "2026-11-18", "_item": "",
    }  # fmt: skip
    page = text(cast.R.client.get(HOME))
    order = [page.index(words) for words in ("Inner: I stop", "late night browsing", "Middle: I watch", "phone in bed")]
    assert order == sorted(order)
    assert page.index("Outer: I grow") < page.index("running with Kim")
    assert "The outer circle holds 1, the other two hold 2." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"circle": "inner", "act": "on"}, "Please write something here."),
        ({"item": "x"}, "Please choose one."),
        ({"item": "x" * 121, "circle": "outer"}, "Please keep it to 120."),
        ({"item": "x", "circle": "outer", "why": "y" * 201}, "Please keep it to 200."),
        ({"item": "x", "circle": "centre"}, "Please choose one of the answers shown."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_question(
    cast: Cast, clock: Clock, fields: dict[str, str], said: str
) -> None:
    answer = cast.R.client.post(NEW, {"uid": "7b0e6b8e-8a57-4d0e-9d0e-0f4f6f1c2a11", **fields})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.R, "t15") == []


def test_only_acts_come_into_the_inner_circle(cast: Cast, clock: Clock) -> None:
    answer = cast.R.client.post(NEW, {**INNER, "act": "", "uid": "7b0e6b8e-8a57-4d0e-9d0e-0f4f6f1c2a11"})
    assert answer.status_code == 422
    assert "Only acts belong in the inner circle." in text(answer)
    keep(cast.R.client, NEW, item="late night browsing", circle="middle")  # no tick is asked there


def test_the_inner_circle_holds_five_and_keeps_what_was_typed_for_the_sixth(cast: Cast, clock: Clock) -> None:
    for n in range(5):
        keep(cast.R.client, NEW, item=f"act {n}", circle="inner", act="on")
    answer = cast.R.client.post(NEW, {**INNER, "uid": "7b0e6b8e-8a57-4d0e-9d0e-0f4f6f1c2a11"})
    assert answer.status_code == 422
    assert "The inner circle holds five" in text(answer)
    assert 'value="late night browsing"' in answer.content.decode()
    keep(cast.R.client, NEW, item="the sixth", circle="middle")


def test_a_line_of_five_can_still_be_changed_and_one_taken_out_makes_room(cast: Cast, clock: Clock) -> None:
    for n in range(5):
        keep(cast.R.client, NEW, item=f"act {n}", circle="inner", act="on")
    keep(cast.R.client, change_url(cast.R, clock, "act 2"), item="act two", circle="inner", act="on", state="stands")
    keep(cast.R.client, change_url(cast.R, clock, "act 3"), item="act 3", circle="inner", act="on", state="gone")
    keep(cast.R.client, NEW, **INNER)
    assert "act 3" not in text(cast.R.client.get(HOME))


def test_the_form_asks_no_reason_and_no_taking_out_before_there_is_anything_to_change(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(NEW + "?circle=outer").content.decode()
    assert 'name="changed_because"' not in page
    assert 'name="state"' not in page
    assert 'name="counts_from"' not in page
    assert 'value="outer" id="id_circle_2" checked' in page


# -- two nights and another person --------------------------------------------------------------------------


def test_a_draft_rests_for_48_hours_after_the_inner_circle_was_last_written(cast: Cast, clock: Clock) -> None:
    assert "Begin with one act" in text(cast.R.client.get(HOME))
    line(cast.R, "aa", clock.now - timedelta(hours=47), "late night browsing")
    resting = text(cast.R.client.get(HOME))
    assert "Your draft is resting until today, 22:30: 48 hours in all." in resting
    answer = cast.R.client.post(
        TALK, {"uid": "7b0e6b8e-8a57-4d0e-9d0e-0f4f6f1c2a11", "held": "held", "with_whom": "friend"}
    )
    assert answer.status_code == 422
    assert "Your draft rests until" in text(answer)
    keep(cast.R.client, TALK, held="planned", with_whom="friend", next_on="2026-11-21")
    assert "The next talk is set for 21 November 2026." in text(cast.R.client.get(HOME))


def test_after_the_rest_a_talk_with_someone_else_brings_the_circles_into_use(cast: Cast, clock: Clock) -> None:
    line(cast.R, "aa", clock.now - timedelta(hours=48), "late night browsing")
    assert "The 48 hours are over. Now go through it" in text(cast.R.client.get(HOME))
    keep(cast.R.client, TALK, held="alone")
    assert "The 48 hours are over." in text(cast.R.client.get(HOME)), "a look alone does not stand for another person"
    keep(cast.R.client, TALK, held="held", with_whom="therapist")
    assert "In use since 18 November 2026." in text(cast.R.client.get(HOME))


def test_hr_02_nobody_can_choose_the_partner_as_the_one_who_checks(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(TALK)
    assert "Not your partner" in text(page)
    assert 'value="partner"' not in page.content.decode()
    answer = cast.R.client.post(TALK, {"uid": "7b0e6b8e-8a57-4d0e-9d0e-0f4f6f1c2a11", "held": "held"})
    assert "Please say with whom." in text(answer)


def test_a_planned_talk_needs_its_day_and_a_held_one_something_to_talk_about(cast: Cast, clock: Clock) -> None:
    uid = "7b0e6b8e-8a57-4d0e-9d0e-0f4f6f1c2a11"
    planned = cast.R.client.post(TALK, {"uid": uid, "held": "planned", "with_whom": "friend"})
    assert "Please choose the day." in text(planned)
    held = cast.R.client.post(TALK, {"uid": uid, "held": "held", "with_whom": "friend"})
    assert "There is nothing in the inner circle yet." in text(held)


# -- a change at the centre ---------------------------------------------------------------------------------


def test_a_change_to_the_inner_circle_needs_a_reason_and_counts_a_day_later(cast: Cast, clock: Clock) -> None:
    in_use(cast.R, clock.now - 5 * DAY)
    url = change_url(cast.R, clock, "late night browsing")
    changed = {"item": "browsing after ten", "circle": "inner", "act": "on", "state": "stands"}
    answer = cast.R.client.post(url, {**changed, "uid": "7b0e6b8e-8a57-4d0e-9d0e-0f4f6f1c2a11"})
    assert answer.status_code == 422
    assert "Write one line on why" in text(answer)
    keep(cast.R.client, url, **changed, changed_because="ten is the hour that matters")
    body = bodies(cast.R, "t15")[-1]
    assert body["counts_from"] == "2026-11-19T21:30Z"
    assert (body["was_item"], body["was_circle"]) == ("late night browsing", "inner")
    page = text(cast.R.client.get(HOME))
    assert "Until 19 November, 21:30 this line counts. Then it becomes “browsing after ten” (inner)." in page


def test_what_is_taken_out_of_the_inner_circle_counts_for_one_more_day(cast: Cast, clock: Clock) -> None:
    in_use(cast.R, clock.now - 5 * DAY)
    url = change_url(cast.R, clock, "late night browsing")
    keep(
        cast.R.client, url, item="late night browsing", circle="inner", act="on", state="gone",
        changed_because="it belongs in the middle",
    )  # fmt: skip
    page = text(cast.R.client.get(HOME))
    assert "late night browsing" in page
    assert "Until 19 November, 21:30 it still counts. Then it goes." in page


def test_the_other_circles_and_a_reason_beside_an_old_line_change_at_once(cast: Cast, clock: Clock) -> None:
    in_use(cast.R, clock.now - 5 * DAY)
    keep(cast.R.client, NEW, item="phone in bed", circle="middle")
    url = change_url(cast.R, clock, "late night browsing")
    keep(cast.R.client, url, **INNER, why="sleep", state="stands")
    assert all("counts_from" not in body for body in bodies(cast.R, "t15"))


def test_a_hand_made_form_cannot_say_from_when_a_change_counts(cast: Cast, clock: Clock) -> None:
    in_use(cast.R, clock.now - 5 * DAY)
    keep(cast.R.client, NEW, **{**INNER, "item": "another"}, changed_because="x", counts_from="2026-11-01T10:00")
    assert bodies(cast.R, "t15")[-1]["counts_from"] == "2026-11-19T21:30Z"


def test_once_a_month_a_look_is_suggested_and_nothing_else_happens(cast: Cast, clock: Clock) -> None:
    in_use(cast.R, clock.now - 31 * DAY)
    assert "The last look was on 18 October 2026." in text(cast.R.client.get(HOME))
    keep(cast.R.client, TALK, held="alone", changed="clearer than I thought")
    assert "The last look was on" not in text(cast.R.client.get(HOME))


# -- safety and fairness ------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_hr_16_of_an_act_against_the_law_no_word_is_kept_and_help_is_shown(
    cast: Cast, clock: Clock, answer: str
) -> None:
    id = keep(cast.R.client, NEW, item="words that must not stay", circle="inner", law=answer, why="nor these")
    kept = bodies(cast.R, "t15")[-1]
    assert kept["item"] == "Something I take to a helper"
    assert "why" not in kept
    page = cast.R.client.get(f"/n/t15/k/{id}/")
    assert "Your words were not kept." in text(page)
    assert "/h/3/" in page.content.decode()
    assert "must not stay" not in page.content.decode()


def test_words_of_self_harm_bring_up_people_who_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, item="walks", circle="outer", why="otherwise I want to kill myself")
    assert "People who answer now" in text(cast.R.client.get(f"/n/t15/k/{id}/"))


def test_hr_10_nothing_is_put_into_a_circle_for_anybody(cast: Cast, clock: Clock) -> None:
    page = text(cast.R.client.get(HOME))
    assert "You still decide about your own body." in page
    assert (
        "Nothing is put into a circle for you here: not porn, not masturbation, not what or whom you are drawn to."
        in page
    )
    for word in ("addict", "sober", "normal sexuality", "unhealthy"):
        assert word not in page.lower()


def test_hr_06_a_lapse_lowers_one_figure_by_one_and_erases_nothing(cast: Cast, clock: Clock) -> None:
    in_use(cast.R, clock.now - 59 * DAY)
    for back in (40, 12):
        put(
            cast.R,
            "t14",
            clock.now - back * DAY,
            when=(clock.now - back * DAY).strftime("%Y-%m-%dT%H:%MZ"),
            circle="inner",
        )
    page = text(cast.R.client.get(HOME))
    assert "58 of 60 days without anything from the inner circle, as far as your own reports say." in page
    for word in ("reset", "streak", "day 0", "start over"):
        assert word not in page.lower()
    assert len(bodies(cast.R, "t15")) == 1


def test_hr_20_whoever_hid_numbers_sees_no_count_of_days(cast: Cast, clock: Clock) -> None:
    in_use(cast.R, clock.now - 20 * DAY)
    put(cast.R, "me", clock.now - DAY, numbers=False)
    assert " of 21 days" not in text(cast.R.client.get(HOME))


def test_another_person_reaches_no_line(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, **INNER)
    assert cast.stranger.client.get(f"/n/t15/k/{id}/").status_code == 404
    assert cast.stranger.client.get(f"/n/t15/k/{id}/change/").status_code == 404


# -- pure ---------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)


def thing(key: str, body: dict[str, Any], *, hours: int = 0, ended: bool = False) -> Item:
    minute = int((NOW - timedelta(hours=hours)).timestamp()) // 60
    return Item(key, key, "t15", minute, minute, body, ended=ended)


def test_a_new_line_waits_a_changed_one_counts_as_before_and_a_leaving_one_still_counts() -> None:
    soon = "2026-11-19T21:30Z"
    items = [
        thing("a", {"item": "new", "circle": "inner", "counts_from": soon}),
        thing("b", {"item": "later", "circle": "outer", "counts_from": soon, "was_item": "now", "was_circle": "inner"}),
        thing(
            "c",
            {"item": "old", "circle": "inner", "counts_from": soon, "was_item": "old", "was_circle": "inner"},
            ended=True,
        ),
        thing("d", {"item": "gone", "circle": "inner"}, ended=True),
        thing("e", {"item": "walks", "circle": "outer"}),
    ]
    assert in_force(items, NOW) == {"inner": ["now", "old"], "middle": [], "outer": ["walks"]}
    assert in_force(items, NOW + timedelta(hours=24)) == {"inner": ["new"], "middle": [], "outer": ["later", "walks"]}


def test_changing_a_line_that_still_waits_keeps_what_counted_before_both_changes() -> None:
    first = settle({"item": "a", "circle": "inner"}, {"item": "b", "circle": "inner"}, True, NOW)
    second = settle(first, {"item": "c", "circle": "inner"}, True, NOW + timedelta(hours=1))
    assert (second["was_item"], second["counts_from"]) == ("a", "2026-11-19T22:30Z")
    back = settle(second, {"item": "a", "circle": "inner"}, True, NOW + timedelta(hours=2))
    assert "counts_from" not in back, "taking the change back takes effect at once"


@pytest.mark.parametrize(
    ("before", "after", "does"),
    [
        (None, {"item": "a", "circle": "inner"}, True),
        (None, {"item": "a", "circle": "outer"}, False),
        ({"item": "a", "circle": "inner"}, {"item": "a", "circle": "inner", "why": "x"}, False),
        ({"item": "a", "circle": "inner"}, {"item": "a", "circle": "inner", "state": "stands"}, False),
        ({"item": "a", "circle": "inner"}, {"item": "a", "circle": "inner", "state": "gone"}, True),
        ({"item": "a", "circle": "inner"}, {"item": "a", "circle": "middle"}, True),
        ({"item": "a", "circle": "middle"}, {"item": "a", "circle": "inner"}, True),
        ({"item": "a", "circle": "middle"}, {"item": "b", "circle": "outer"}, False),
    ],
)
def test_which_changes_touch_the_inner_circle(before: Any, after: Any, does: bool) -> None:
    assert touches_inner(before, after) is does


def test_the_stages_follow_each_other() -> None:
    inner, talk = {"item": "a", "circle": "inner"}, {"held": "held"}
    assert stage([], [], NOW).where == "draft"
    assert stage([thing("o", {"item": "walks", "circle": "outer"})], [], NOW).where == "draft"
    assert stage([thing("a", inner, hours=47)], [], NOW).until == NOW + timedelta(hours=1)
    assert stage([thing("a", inner, hours=48)], [], NOW).where == "ready"
    assert stage([thing("a", inner)], [thing("t", talk, hours=5)], NOW).since == NOW - timedelta(hours=5)


def test_the_outer_circle_is_asked_to_be_as_wide_as_the_others() -> None:
    assert circles.missing_outer({"inner": 2, "middle": 3, "outer": 1}) == 4
    assert circles.missing_outer({"inner": 1, "middle": 1, "outer": 5}) == 0


def test_the_next_talk_is_the_nearest_to_come() -> None:
    talks = [thing("a", {"next_on": "2026-11-10"}), thing("b", {"next_on": "2026-12-01"}), thing("c", {})]
    assert circles.next_talk(talks, EVENING.date()) == date(2026, 12, 1)
    assert circles.next_talk(talks[:1], EVENING.date()) is None
