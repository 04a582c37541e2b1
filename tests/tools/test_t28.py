"""T28: a draft that owns the act, rests for a day, is read aloud, and never tells anything new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from goldseam.tools import catalogue
from goldseam.tools.t28_apology import draft
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, enter, keep, put
from tests.tools.conftest import text as raw_text

HOME, NEW = "/n/t28/", "/n/t28/new/"
GOOD = {
    "known_since": "longer",
    "for_what": "I lied to you about the screens for two years.",
    "regret": "You doubted your own eyes because of me.",
    "responsibility": "I chose to lie each time.",
    "change_commitment": "The phone is in the kitchen from nine.",
    "repair": "I pay back the money by June.",
    "is_it_news": "no",
}


def text(response: Any) -> str:
    return unescape(raw_text(response))


@pytest.fixture
def ready(cast: Cast, clock: Clock) -> Person:
    """R, who has looked at one area of the impact."""
    be(cast.R, "R", clock.now)
    put(cast.R, "t29b", clock.now, unit="safety", what_I_think_it_was_like="no ground", _item="safety")
    return cast.R


def kept(client: Client, **change: Any) -> UUID:
    return keep(client, NEW, **(GOOD | change))


def page_of(person: Person, id: UUID) -> str:
    return text(person.client.get(f"/n/t28/k/{id}/"))


def later(person: Person, clock: Clock, **much: float) -> None:
    clock.now += timedelta(**much)
    enter(person)


# -- the gate ------------------------------------------------


def test_the_impact_comes_before_the_apology(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    closed = cast.R.client.get(HOME)
    assert "Not open yet." in text(closed)
    assert "/n/t29/" in closed.content.decode()
    assert cast.R.client.post(NEW, GOOD | {"uid": str(uuid4())}).status_code != 303
    assert bodies(cast.R, "t28") == []
    put(cast.R, "t29b", clock.now, unit="safety", what_I_think_it_was_like="no ground", _item="safety")
    assert "Write the first one" in text(cast.R.client.get(HOME))


def test_hr_11_while_a_look_alone_holds_it_is_shut_with_the_same_words(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    put(ready, "t58", clock.now, hold=True, date="2026-11-18")
    assert "Not open yet. Some steps that come before an apology are not complete." in text(ready.client.get(HOME))
    assert "Not open yet." in text(ready.client.get("/n/t28/print/"))
    assert ready.client.get(f"/n/t28/k/{id}/").status_code == 200


def test_somebody_who_was_betrayed_may_own_an_act_without_the_path_of_the_other(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    assert "Not open yet." not in text(cast.B.client.get(HOME))


# -- the draft ------------------------------------------------


def test_a_draft_is_kept_and_read_as_it_would_be_heard(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    page = page_of(ready, id)
    places = [page.index(str(GOOD[name])) for name in ("for_what", "regret", "responsibility", "repair")]
    assert places == sorted(places)
    assert "Nothing is sent." in page
    for word in ("share", "send it", "offer it", "deliver"):
        assert word not in page.lower()


@pytest.mark.parametrize("name", ["for_what", "responsibility", "repair", "known_since"])
def test_the_act_the_owning_and_the_repair_are_needed(ready: Person, clock: Clock, name: str) -> None:
    answer = ready.client.post(NEW, GOOD | {"uid": str(uuid4()), name: ""})
    assert answer.status_code == 422
    assert bodies(ready, "t28") == []


@pytest.mark.parametrize("name", draft.MADE)
def test_every_part_holds_three_hundred_letters(ready: Person, clock: Clock, name: str) -> None:
    answer = ready.client.post(NEW, GOOD | {"uid": str(uuid4()), name: "x" * 301})
    assert answer.status_code == 422
    assert "Please keep it to 300" in text(answer)


def test_the_reason_may_stay_empty_and_is_called_a_cause_never_an_excuse() -> None:
    field = catalogue.tool("t28").by_name["explanation"]
    assert not field.required
    assert "A cause, never an excuse." in field.help


def test_not_in_the_first_three_days_after_it_came_out(ready: Person, clock: Clock) -> None:
    answer = ready.client.post(NEW, GOOD | {"uid": str(uuid4()), "known_since": "days"})
    assert answer.status_code == 422
    page = text(answer)
    assert "Not in the first three days." in page
    assert "I lied to you about the screens for two years." in page
    assert bodies(ready, "t28") == []


def test_three_drafts_may_lie_open(ready: Person, clock: Clock) -> None:
    ids = [kept(ready.client, for_what=f"act {n}") for n in range(3)]
    answer = ready.client.post(NEW, GOOD | {"uid": str(uuid4()), "for_what": "a fourth"})
    assert answer.status_code == 409
    assert "Three drafts are lying here." in text(answer)
    assert "a fourth" in text(answer)
    keep(ready.client, f"/n/t28/k/{ids[0]}/change/", **(GOOD | {"for_what": "act 0", "state": "away"}))
    kept(ready.client, for_what="a fourth")


def test_the_change_can_become_a_commitment(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    page = ready.client.get(f"/n/t28/k/{id}/").content.decode()
    assert f"/n/t22/new/?from={id}" in page
    assert "The phone is in the kitchen from nine." in text(ready.client.get(f"/n/t22/new/?from={id}")) or (
        "The phone is in the kitchen from nine." in ready.client.get(f"/n/t22/new/?from={id}").content.decode()
    )


# -- words to look at again ------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said", "title"),
    [
        ("responsibility", "I did it, but you knew.", "“But”"),
        ("regret", "I am sorry if I hurt you.", "“If”"),
        ("responsibility", "You also lied.", "Handing it over"),
        ("repair", "I will never lie again.", "A promise nobody can keep"),
        ("responsibility", "I only looked.", "Playing it down"),
        ("responsibility", "I had no choice.", "Defending"),
        ("regret", "I am a terrible person.", "Turning to yourself"),
        ("for_what", "I am sorry for everything.", "“If”"),
    ],
)
def test_words_that_take_it_back_are_marked(ready: Person, clock: Clock, name: str, said: str, title: str) -> None:
    assert title in page_of(ready, kept(ready.client, **{name: said}))


def test_a_plain_draft_is_left_in_peace(ready: Person, clock: Clock) -> None:
    page = ready.client.get(f"/n/t28/k/{kept(ready.client)}/")
    assert "<mark>" not in page.content.decode()
    assert "The rules know little." in text(page)


def test_a_cause_may_be_given_where_it_is_asked_for(ready: Person, clock: Clock) -> None:
    page = page_of(ready, kept(ready.client, explanation="It began because I was lonely and I ran from it."))
    assert "Defending" not in page


def test_hr_07_a_test_for_the_truth_is_no_repair_and_there_is_no_place_for_one(ready: Person, clock: Clock) -> None:
    page = page_of(ready, kept(ready.client, repair="I will take a polygraph every year."))
    assert "A machine for the truth" in page
    assert "they cannot be planned here" in page
    names = {option.id for field in catalogue.tool("t28").fields for option in field.options}
    assert not names & {"polygraph", "test"}


def test_hr_02_handing_over_the_watch_is_no_repair(ready: Person, clock: Clock) -> None:
    page = page_of(ready, kept(ready.client, repair="You can check my phone at any time."))
    assert "Making someone the guard" in page


def test_hr_17_details_are_marked_as_pictures_that_stay(ready: Person, clock: Clock) -> None:
    page = page_of(ready, kept(ready.client, for_what="I looked at naked people younger than you."))
    assert "A picture that may stay" in page
    field = catalogue.tool("t28").by_name["for_what"]
    assert "What kind, not what it looked like." in field.help


# -- one's own honest answers ------------------------------------------------


def test_being_sorry_for_being_caught_is_met_without_scorn(ready: Person, clock: Clock) -> None:
    page = page_of(ready, kept(ready.client, sorry_for="2"))
    assert "today it is more about being caught. That is honest" in page
    assert "today it is more about being caught" not in page_of(ready, kept(ready.client, sorry_for="8"))


@pytest.mark.parametrize("answer", ["some", "unsure"])
def test_what_cannot_be_kept_is_taken_out(ready: Person, clock: Clock, answer: str) -> None:
    assert "Take out what you cannot keep" in page_of(ready, kept(ready.client, can_keep=answer))


@pytest.mark.parametrize("answer", ["partly", "not_yet"])
def test_harm_not_yet_seen_from_their_side_leads_back_to_the_impact(ready: Person, clock: Clock, answer: str) -> None:
    id = kept(ready.client, harm_from_their_side=answer)
    assert "See the harm from their side" in page_of(ready, id)


# -- HR-1: nothing new ------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"is_it_news": "yes"}, "What is still unknown belongs in a therapist's room"),
        ({"known_since": "no"}, "An apology for something they do not know is a disclosure."),
        ({"is_it_news": "unsure"}, "“Not sure” counts as yes until you know."),
    ],
)
def test_hr_01_news_goes_to_a_therapist_s_room_and_onto_no_paper(
    ready: Person, clock: Clock, change: dict[str, str], said: str
) -> None:
    id = kept(ready.client, **change)
    page = ready.client.get(f"/n/t28/k/{id}/")
    assert said in text(page)
    assert "risk of infection or pregnancy, danger, children or debts" in text(page)
    assert "/n/t54/" in page.content.decode()
    assert "/n/t31/" in page.content.decode()
    assert "/h/6/" in page.content.decode()
    for url in ("/n/t28/print/", f"/n/t28/print/?draft={bodies(ready, 't28')[0]['_item']}"):
        printed = text(ready.client.get(url))
        assert "cannot be printed while it may hold news" in printed
        assert "I chose to lie each time." not in printed


def test_hr_01_an_unanswered_question_about_news_is_not_a_no(ready: Person, clock: Clock) -> None:
    kept(ready.client, is_it_news="")
    assert "I chose to lie each time." not in text(ready.client.get("/n/t28/print/"))


def test_a_draft_without_news_can_be_printed_without_its_questions(ready: Person, clock: Clock) -> None:
    kept(ready.client, sorry_for="3")
    page = text(ready.client.get("/n/t28/print/"))
    assert "I chose to lie each time." in page
    assert "it does not arrive by being left on a table" in page
    for word in ("for being caught", "What I regret", "Is anything in it news"):
        assert word not in page


def test_one_draft_is_printed_by_itself(ready: Person, clock: Clock) -> None:
    first = kept(ready.client, for_what="the first act")
    kept(ready.client, for_what="the second act")
    page = ready.client.get(f"/n/t28/k/{first}/").content.decode()
    url = page.split('href="/n/t28/print/?draft=')[1].split('"')[0]
    printed = text(ready.client.get("/n/t28/print/", {"draft": url}))
    assert "the first act" in printed
    assert "the second act" not in printed


# -- HR-8: no pressure ------------------------------------------------


def test_hr_08_forgiveness_is_off_by_default_and_worded_as_needing_no_answer(ready: Person, clock: Clock) -> None:
    form = ready.client.get(NEW).content.decode()
    box = form[form.index('name="forgiveness_request"') - 80 : form.index('name="forgiveness_request"') + 120]
    assert "checked" not in box
    assert "You do not have to answer." not in page_of(ready, kept(ready.client))
    asked = page_of(ready, kept(ready.client, for_what="another act", forgiveness_request="on"))
    assert "I hope that you may forgive me one day. You do not have to answer." in asked


def test_hr_08_no_word_promises_an_answer_or_a_future(ready: Person, clock: Clock) -> None:
    kept(ready.client)
    page = text(ready.client.get(HOME)).lower()
    for word in ("save your relationship", "win back", "they will forgive", "get them back", "verdict"):
        assert word not in page
    assert "“not now” and “no” are full answers" in page


# -- rest, aloud, an ear ------------------------------------------------


def test_a_draft_rests_for_a_day_before_it_counts_as_rested(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    assert "Resting until Thursday, 21:30." in page_of(ready, id)
    assert "Note the next step" not in page_of(ready, id)
    assert ready.client.get(f"/n/t28/k/{id}/step/").status_code == 303
    later(ready, clock, hours=23, minutes=59)
    assert "Resting until" in page_of(ready, id)
    later(ready, clock, minutes=1)
    assert "Rested. It has lain for a day without a change." in page_of(ready, id)
    assert "Now read it aloud, alone." in page_of(ready, id)


def test_reading_aloud_before_the_rest_is_refused_with_the_hour(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    early = ready.client.post(f"/n/t28/k/{id}/step/", {"uid": str(uuid4()), "read_aloud": "on"})
    assert early.status_code == 422
    assert "It counts as rested on Thursday, 21:30." in text(early)
    crafted = ready.client.post(NEW, GOOD | {"uid": str(uuid4()), "ear": "therapist"})
    assert crafted.status_code == 422


def test_aloud_then_an_ear_then_ready_and_none_of_it_ends_the_rest(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    later(ready, clock, days=1)
    second = keep(ready.client, f"/n/t28/k/{id}/step/", read_aloud="on")
    page = page_of(ready, second)
    assert "Rested." in page
    assert "Next, read it to a therapist" in page
    third = keep(ready.client, f"/n/t28/k/{second}/step/", read_aloud="on", ear="nobody")
    assert "Next, read it to a therapist" in page_of(ready, third)
    fourth = keep(ready.client, f"/n/t28/k/{third}/step/", read_aloud="on", ear="therapist")
    page = page_of(ready, fourth)
    assert "The words are ready." in page
    assert "whether or not they are ever heard" in page


def test_a_step_sent_twice_is_kept_once(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    later(ready, clock, days=1)
    uid = str(uuid4())
    step = f"/n/t28/k/{id}/step/"
    first = keep(ready.client, step, uid=uid, read_aloud="on")
    assert keep(ready.client, step, uid=uid, read_aloud="on") == first
    assert len(bodies(ready, "t28")) == 2


def test_other_words_rest_anew_and_have_not_been_heard_yet(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    later(ready, clock, days=1)
    second = keep(ready.client, f"/n/t28/k/{id}/step/", read_aloud="on", ear="therapist")
    changed = keep(ready.client, f"/n/t28/k/{second}/change/", **(GOOD | {"repair": "I tell my brother the truth."}))
    body = bodies(ready, "t28")[-1]
    assert "read_aloud" not in body
    assert "ear" not in body
    assert "Resting until" in page_of(ready, changed)


def test_an_answer_about_oneself_leaves_the_rest_as_it_was(ready: Person, clock: Clock) -> None:
    id = kept(ready.client)
    later(ready, clock, days=1)
    second = keep(ready.client, f"/n/t28/k/{id}/step/", read_aloud="on")
    third = keep(ready.client, f"/n/t28/k/{second}/change/", **(GOOD | {"sorry_for": "9"}))
    assert bodies(ready, "t28")[-1]["read_aloud"] is True
    assert "Rested." in page_of(ready, third)


NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)


def test_the_rest_is_counted_from_the_last_change_of_the_words() -> None:
    first = {"for_what": "a", "repair": "b"}
    noted = draft.carried({**first, "read_aloud": True}, first, NOW)
    assert noted == {**first, "read_aloud": True, "words_at": "2026-11-18T21:30Z"}
    assert draft.rested_at(noted, NOW + timedelta(days=3)) == NOW + timedelta(days=1)
    later_on = NOW + timedelta(hours=9)
    assert draft.carried({**noted, "ear": "therapist"}, noted, later_on)["words_at"] == "2026-11-18T21:30Z"
    assert draft.carried({**noted, "repair": "c"}, noted, later_on) == {"for_what": "a", "repair": "c"}


@pytest.mark.parametrize(
    ("body", "hours", "step"),
    [
        ({}, 23, "rest"),
        ({}, 24, "aloud"),
        ({"read_aloud": True}, 23, "rest"),
        ({"read_aloud": True}, 25, "ear"),
        ({"read_aloud": True, "ear": "nobody"}, 25, "ear"),
        ({"read_aloud": True, "ear": "accountable"}, 25, "done"),
    ],
)
def test_one_step_comes_after_the_other(body: dict[str, Any], hours: int, step: str) -> None:
    assert draft.step(body, NOW, NOW + timedelta(hours=hours)) == step


# -- common ------------------------------------------------


def test_hr_19_it_has_a_soft_clock_ends_with_grounding_and_rests_after_a_dark_answer(
    ready: Person, clock: Clock
) -> None:
    tool = catalogue.tool("t28")
    assert tool.heavy
    assert tool.time_box == 20
    id = kept(ready.client, regret="They would be better off without me.")
    page = ready.client.get(f"/n/t28/k/{id}/")
    assert "People who answer now" in text(page)
    assert "/n/t41/" in page.content.decode()
    resting = text(ready.client.get(NEW))
    assert "long and deep writing" in resting
    assert "What did I do?" not in resting


def test_hr_05_every_word_is_about_acts(ready: Person, clock: Clock) -> None:
    page = text(ready.client.get(NEW)).lower()
    for word in ("liar", "addict", "cheater", "bad person", "monster"):
        assert word not in page


def test_nobody_else_sees_a_draft_or_its_steps(ready: Person, cast: Cast, clock: Clock) -> None:
    id = kept(ready.client)
    for url in (f"/n/t28/k/{id}/", f"/n/t28/k/{id}/step/"):
        assert cast.stranger.client.get(url).status_code == 404
