import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from goldseam.path import places
from goldseam.path.words import sign_words
from tests.conftest import Cast, Person
from tests.tools.conftest import bodies

SAID, STAGE, RHYTHM, LESSON = "/n/path/said/", "/n/path/stage/", "/n/path/rhythm/", "/n/t08/l/0A1/"


def page(person: Person, address: str = "/n/path/") -> str:
    answer = person.client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def role(person: Person, *roles: str) -> None:
    person.client.post("/n/you/", {"uid": uuid4(), "roles": roles})


def settings(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for body in bodies(person, "me"):
        found |= body
    return found


# -- where the page leads -------------------------------------------------------------------------------------


def test_who_has_said_nothing_yet_is_led_to_the_first_step(cast: Cast) -> None:
    """The one press of the beginning opens something at once; a page of settings would not."""
    assert '<a class="btn" href="/n/start/">' in page(cast.R)
    role(cast.R, "R")
    assert "/n/start/" not in page(cast.R)


def test_where_one_part_of_the_plan_is_promised_one_part_opens(cast: Cast) -> None:
    role(cast.R, "R")
    to = places.address("plan")
    answer = cast.R.client.post(to, {"uid": uuid4(), "people_I_can_tell": "My brother, in the evening"})
    assert answer.status_code == 303
    assert "/part/" not in answer["Location"]


# -- what only a press can say ----------------------------------------------------------------------------


def test_saying_that_leave_was_tried_fills_its_sign(cast: Cast) -> None:
    assert "I have tried it" in page(cast.R, LESSON)
    answer = cast.R.client.post(SAID, {"uid": uuid4(), "sign": "leave", "lesson": "0A1"})
    assert (answer.status_code, answer["Location"]) == (303, LESSON)
    assert "I have tried it" not in page(cast.R, LESSON)
    assert "Learn: one of two signs." in page(cast.R)


@pytest.mark.parametrize("lesson", ["", "9Z9", "/elsewhere/", "../"])
def test_without_a_lesson_a_press_leads_back_to_the_path(cast: Cast, lesson: str) -> None:
    answer = cast.R.client.post(SAID, {"uid": uuid4(), "sign": "kit", "lesson": lesson})
    assert (answer.status_code, answer["Location"]) == (303, "/n/path/")


def test_saying_it_twice_keeps_it_once(cast: Cast) -> None:
    uid = uuid4()
    for _ in range(2):
        cast.R.client.post(SAID, {"uid": uid, "sign": "leave"})
    assert bodies(cast.R, "me").count({"said": ["leave"]}) == 1


def test_one_press_leaves_the_others_as_they_are(cast: Cast) -> None:
    role(cast.R, "R")
    for sign in ("urgent", "who_sees"):
        cast.R.client.post(SAID, {"uid": uuid4(), "sign": sign})
    assert settings(cast.R)["said"] == ["urgent", "who_sees"]


def test_a_damaged_key_keeps_nothing(cast: Cast) -> None:
    assert cast.R.client.post(SAID, {"uid": "x", "sign": "leave"}).status_code == 400
    assert cast.R.room.months() == []


@pytest.mark.parametrize("sign", ["", "nothing of ours", "leave'", "one_person", "not_yet"])
def test_no_press_can_name_a_sign_that_is_not_the_persons_own(cast: Cast, sign: str) -> None:
    """Of another role, of nobody, and the quiet one, which is not asked for (HR-8)."""
    role(cast.R, "R")
    assert cast.R.client.post(SAID, {"uid": uuid4(), "sign": sign}).status_code == 400
    assert "said" not in settings(cast.R)


def test_every_sign_of_ones_own_can_be_said_in_ones_own_way(cast: Cast) -> None:
    role(cast.B, "B")
    mine = [words.id for words in sign_words() if not words.quiet and (not words.roles or "B" in words.roles)]
    for sign in mine:
        assert cast.B.client.post(SAID, {"uid": uuid4(), "sign": sign}).status_code == 303, sign
    assert settings(cast.B)["said"] == sorted(mine)


# -- the part somebody is in ------------------------------------------------------------------------------


def here(person: Person) -> str:
    found = re.findall(r"<summary><h2>([^<]+)</h2><span[^>]*>You are here\.", page(person))
    assert len(found) == 1
    return found[0]


def test_the_stage_is_changed_by_the_persons_own_act_and_in_either_direction(cast: Cast) -> None:
    role(cast.R, "R")
    assert here(cast.R) == "Safe start"
    for to, title in ((1, "Understand"), (4, "Rebuild"), (2, "Steady"), (0, "Safe start")):
        answer = cast.R.client.post(STAGE, {"uid": uuid4(), "to": to})
        assert (answer.status_code, answer["Location"]) == (303, "/n/path/")
        assert here(cast.R) == title


def test_looking_at_the_look_back_changes_nothing(cast: Cast) -> None:
    role(cast.R, "R")
    head = cast.R.room.head
    for address in (STAGE, f"{STAGE}?to=0", f"{STAGE}?to=3", f"{STAGE}?to=4"):
        assert "You decide." in page(cast.R, address)
    assert cast.R.room.head == head
    assert here(cast.R) == "Safe start"


@pytest.mark.parametrize("to", ["", "5", "-1", "x", "1.0", "０"])
def test_a_stage_that_is_none_is_refused(cast: Cast, to: str) -> None:
    assert cast.R.client.post(STAGE, {"uid": uuid4(), "to": to}).status_code == 400
    assert cast.R.client.get(STAGE, {"to": to}).status_code == 404
    assert cast.R.room.months() == []


def test_the_look_back_names_what_was_passed_over_and_locks_nothing(cast: Cast) -> None:
    role(cast.R, "R")
    found = page(cast.R, STAGE)
    assert "A look back" in found and "Not read yet, and it stays open whenever you want it:" in found
    assert "Go on to: Understand" in found


# -- pace and a day of rest -------------------------------------------------------------------------------


def test_pace_and_rest_are_kept_and_said(cast: Cast) -> None:
    assert "A reading every two days at most, and no day of rest yet." in page(cast.R)
    answer = cast.R.client.post(RHYTHM, {"uid": uuid4(), "pace": "3", "rest_day": "6"})
    assert (answer.status_code, answer["Location"]) == (303, "/n/path/")
    assert (settings(cast.R)["pace"], settings(cast.R)["rest_day"]) == (3, 6)
    assert "A reading every three days at most" in page(cast.R)
    cast.R.client.post(RHYTHM, {"uid": uuid4(), "pace": "1", "rest_day": ""})
    assert settings(cast.R)["rest_day"] is None
    assert "A reading a day at most, and no day of rest yet." in page(cast.R)


@pytest.mark.parametrize(
    "sent",
    [
        {"pace": ""},
        {"pace": "0"},
        {"pace": "4"},
        {"pace": "often"},
        {"rest_day": "7"},
        {"rest_day": "-1"},
        {"rest_day": "Sunday"},
        {"uid": "x"},
        {"uid": ""},
    ],
)
def test_a_pace_that_cannot_be_is_said_and_nothing_is_kept(cast: Cast, sent: dict[str, str]) -> None:
    answer = cast.R.client.post(RHYTHM, {"uid": uuid4(), "pace": "2", "rest_day": "6", **sent})
    assert answer.status_code == 422
    assert cast.R.room.months() == []
    if "pace" not in sent and "uid" not in sent:
        assert re.search(r'name="pace" value="2"[^>]*checked', answer.content.decode()), "what was chosen stays"


def test_the_same_press_of_a_pace_twice_is_kept_once(cast: Cast) -> None:
    uid = uuid4()
    for _ in range(2):
        cast.R.client.post(RHYTHM, {"uid": uid, "pace": "2", "rest_day": "6"})
    assert bodies(cast.R, "me").count({"pace": 2, "rest_day": 6}) == 1


# -- doors ------------------------------------------------------------------------------------------------


def test_the_path_needs_both_doors_and_us_only_the_first(cast: Cast, signed_out: Client) -> None:
    for address in ("/n/path/", "/n/us/", STAGE, RHYTHM):
        assert signed_out.get(address).status_code == 303
    cast.R.lock()
    for address in ("/n/path/", STAGE, RHYTHM):
        assert cast.R.client.get(address).status_code == 303
    for address in (SAID, STAGE, RHYTHM):
        assert cast.R.client.post(address, {"uid": uuid4(), "sign": "leave", "to": "2", "pace": "1"}).status_code == 403
    assert cast.R.client.get("/n/us/").status_code == 200


def test_every_stop_and_every_sign_leads_somewhere(cast: Cast) -> None:
    role(cast.R, "R", "B")
    found = set()
    for stage in range(5):
        cast.R.client.post(STAGE, {"uid": uuid4(), "to": stage})
        text = page(cast.R)
        found |= set(re.findall(r'<a class="(?:tail|link)" href="([^"]+)"', text[text.index("<main") :]))
    assert {LESSON, "/n/t08/l/1B8/", "/n/t13/", RHYTHM} <= found
    for address in found:
        assert cast.R.client.get(address, follow=True).status_code == 200, address


def test_us_is_the_same_for_everybody(cast: Cast) -> None:
    """Nothing on it may tell whether another person is there (R4)."""
    cast.B.client.post("/n/you/", {"uid": uuid4(), "roles": ["B"]})
    assert cast.R.client.get("/n/us/").content == cast.B.client.get("/n/us/").content


def test_nothing_is_promised_that_is_not_there(cast: Cast) -> None:
    for address in ("/n/path/", "/n/us/"):
        text = page(cast.R, address).lower()
        for word in ("coming soon", "not yet available", "will be added", "next version", "being written"):
            assert word not in text, (address, word)
