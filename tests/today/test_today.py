"""Today through HTTP: the front page, the shut room, the first question, one-tap records, not now."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from goldseam.vault import NotSaved, Room
from tests.conftest import Cast, Person


def page(person: Person, address: str = "/") -> str:
    answer = person.client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def say(person: Person, *roles: str) -> None:
    answer = person.client.post("/n/you/", {"uid": uuid4(), "roles": roles})
    assert answer.status_code == 303


def kinds(person: Person) -> list[str]:
    room = person.room
    return [entry.kind for month in room.months() for entry in room.month(month)]


def bodies(person: Person, kind: str) -> list[dict[str, object]]:
    room = person.room
    return [entry.body for month in room.months() for entry in room.month(month) if entry.kind == kind]


def test_a_stranger_finds_the_way_in_and_help(signed_out: Client) -> None:
    text = signed_out.get("/").content.decode()
    for address in ("/new/", "/in/", "/h/", "/h/wave/", "/h/now/"):
        assert f'href="{address}"' in text


def test_a_shut_room_shows_nothing_of_itself(cast: Cast) -> None:
    say(cast.R, "R")
    cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "7"})
    assert "Noted an urge" in page(cast.R)
    cast.R.lock()
    text = page(cast.R)
    assert "Your room is shut" in text
    assert "urge, 7" not in text and "7 of 10" not in text and '<svg viewBox="0 0 200 148"' not in text
    assert 'href="/room/"' in text and 'href="/h/wave/"' in text and 'href="/h/now/"' in text


def test_the_first_thing_asked_is_what_brings_you(cast: Cast) -> None:
    text = page(cast.R)
    assert "What brings you here?" in text
    assert 'href="/n/start/"' in text
    assert "How strong is" not in text


def test_leaving_it_as_it_is_is_a_full_answer(cast: Cast) -> None:
    answer = cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R"], "skip": "1"})
    assert answer.status_code == 303
    assert bodies(cast.R, "me") == [{"roles": [], "words": {}}]
    assert "What brings you here?" not in page(cast.R)


@pytest.mark.parametrize(
    ("roles", "asked"),
    [
        (["R"], ["How strong is the pull"]),
        (["B"], ["How safe do you feel"]),
        ([], []),
        (["R", "B"], ["How strong is the pull", "How safe do you feel"]),
    ],
)
def test_each_is_asked_in_their_own_way(cast: Cast, roles: list[str], asked: list[str]) -> None:
    say(cast.R, *roles)
    text = page(cast.R)
    for question in ("How strong is the pull", "How safe do you feel"):
        assert (question in text) == (question in asked)


@pytest.mark.parametrize(
    ("roles", "rides"), [(["R"], "/n/t09/ride/"), (["R", "B"], "/n/t09/ride/"), ([], "/n/t09/ride/"), (["B"], "")]
)
def test_help_for_this_minute_fits_the_person(cast: Cast, roles: list[str], rides: str) -> None:
    say(cast.R, *roles)
    text = page(cast.R)
    assert ("Ride out an urge" in text) == bool(rides)
    assert rides in text
    assert 'href="/h/now/"' in text


def test_one_press_keeps_an_urge_and_offers_what_follows(cast: Cast) -> None:
    say(cast.R, "R")
    answer = cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "7"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert [body["intensity_start"] for body in bodies(cast.R, "t09")] == [7]
    text = page(cast.R)
    assert "Kept: 7 of 10." in text
    assert "Ride it out" in text


def test_a_weak_one_is_kept_and_left_alone(cast: Cast) -> None:
    say(cast.R, "R")
    cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "2"})
    assert "Ride it out" not in page(cast.R)


def test_a_press_sent_twice_is_kept_once(cast: Cast) -> None:
    say(cast.R, "R")
    sent = {"uid": uuid4(), "value": "7"}
    for _ in range(2):
        assert cast.R.client.post("/n/now/pull/", sent).status_code == 303
    assert kinds(cast.R).count("t09") == 1


def test_one_press_goes_into_the_diary_of_the_day(cast: Cast) -> None:
    say(cast.B, "B")
    cast.B.client.post("/n/now/steady/", {"uid": uuid4(), "value": "3"})
    assert [body["safe"] for body in bodies(cast.B, "t40")] == [3]
    text = page(cast.B)
    assert "Kept: 3 of 10." in text
    assert "Come back to now" in text


@pytest.mark.parametrize("value", ["11", "-1", "x", "", "7.5", "９９"])
@pytest.mark.parametrize("address", ["/n/now/pull/", "/n/now/steady/"])
def test_a_press_that_is_no_number_keeps_nothing(cast: Cast, address: str, value: str) -> None:
    answer = cast.R.client.post(address, {"uid": uuid4(), "value": value})
    assert answer.status_code == 422
    assert "nothing was kept" in answer.content.decode()
    assert kinds(cast.R) == []


@pytest.mark.parametrize("uid", ["", "x", "1234"])
def test_a_press_without_its_key_keeps_nothing(cast: Cast, uid: str) -> None:
    assert cast.R.client.post("/n/now/pull/", {"uid": uid, "value": "7"}).status_code == 422
    assert kinds(cast.R) == []


def test_a_press_that_cannot_be_saved_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    say(cast.R, "R")

    def full(*args: object, **kwargs: object) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(Room, "append", full)
    answer = cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "7"})
    assert answer.status_code == 422
    assert "could not be saved" in answer.content.decode()


def test_three_strong_ones_bring_up_the_card_of_a_hard_day(cast: Cast) -> None:
    say(cast.R, "R")
    for value in ("9", "8", "10"):
        cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": value})
    assert "Call someone" in page(cast.R)


def test_not_now_makes_room_for_the_next_thing(cast: Cast) -> None:
    say(cast.R, "R")
    assert "who you would turn to" in page(cast.R)
    answer = cast.R.client.post("/n/now/later/", {"uid": uuid4(), "name": "plan"})
    assert answer.status_code == 303
    assert "who you would turn to" not in page(cast.R)


def test_only_cards_that_exist_can_be_put_off(cast: Cast) -> None:
    assert cast.R.client.post("/n/now/later/", {"uid": uuid4(), "name": "call"}).status_code == 422


def test_not_now_for_one_card_keeps_what_was_said_of_another(cast: Cast) -> None:
    for name in ("plan", "cards"):
        cast.R.client.post("/n/now/later/", {"uid": uuid4(), "name": name})
    assert set(bodies(cast.R, "me")[-1]["later"]) == {"plan", "cards"}  # type: ignore[call-overload]


def test_own_words_are_used(cast: Cast) -> None:
    cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R"], "pull": "  the   itch ", "other": "M."})
    assert "How strong is the itch right now?" in page(cast.R)
    assert 'value="the itch"' in page(cast.R, "/n/you/")


def test_saying_again_what_is_hardest_keeps_the_words(cast: Cast) -> None:
    cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R"], "pull": "the itch", "other": ""})
    assert cast.R.client.post("/n/start/", {"uid": uuid4(), "hardest": "fault"}).status_code == 303
    text = page(cast.R)
    assert "the itch" in text and "How safe do you feel" in text


def test_what_is_too_long_is_said_beside_the_field_and_stays(cast: Cast) -> None:
    answer = cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R"], "pull": "x" * 25, "other": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "x" * 25 in text and "Please keep it to 24 letters." in text
    assert 'aria-describedby="id_pull_helptext id_pull_error"' in text
    assert 'href="#id_pull"' in text
    assert kinds(cast.R) == []


def test_an_answer_that_was_not_offered_is_refused(cast: Cast) -> None:
    answer = cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["T"], "pull": "", "other": ""})
    assert answer.status_code == 422
    assert kinds(cast.R) == []


def test_what_was_kept_lately_leads_to_itself(cast: Cast) -> None:
    say(cast.R, "R")
    cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "5"})
    found = re.search(r'href="(/n/t09/k/[0-9a-f-]{36}/)"', page(cast.R))
    assert found and cast.R.client.get(found[1]).status_code == 200


def test_nobody_sees_what_another_kept(cast: Cast) -> None:
    say(cast.R, "R")
    cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "7"})
    say(cast.stranger, "R")
    assert "Noted an urge" not in page(cast.stranger)


@pytest.mark.parametrize(
    "address", ["/n/now/pull/", "/n/now/steady/", "/n/now/later/", "/n/you/", "/n/start/", "/n/path/said/"]
)
def test_a_shut_room_takes_nothing(cast: Cast, signed_out: Client, address: str) -> None:
    assert signed_out.post(address, {"uid": uuid4(), "value": "7", "name": "plan"}).status_code == 403
    cast.R.lock()
    assert cast.R.client.post(address, {"uid": uuid4(), "value": "7", "name": "plan"}).status_code == 403
    cast.R.open_room()
    assert kinds(cast.R) == []


@pytest.mark.parametrize("address", ["/n/now/pull/", "/n/now/steady/", "/n/now/later/", "/n/path/said/"])
def test_acts_are_not_done_by_a_link(cast: Cast, address: str) -> None:
    assert cast.R.client.get(address).status_code == 405


def test_few_questions_are_put_to_the_database(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    say(cast.R, "R")
    for value in range(10):
        cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": str(value)})
    with django_assert_max_num_queries(12):
        page(cast.R)
