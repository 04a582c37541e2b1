"""What was there once stays: nothing that is burned, let go or put away takes gold out of a seam (decision 0018)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from goldseam.path import actions as path_actions
from goldseam.path import staying
from goldseam.path.words import sign_words
from goldseam.tools import actions, catalogue
from goldseam.vault import NotSaved, changes
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, bodies, clock, enter, put, text

__all__ = ["clock"]


def seams(person: Person) -> str:
    page = text(person.client.get("/n/path/"))
    return page[page.index("Your bowl") : page.index("Seven seams, one for each step")]


def gold(person: Person) -> list[str]:
    return re.findall(r'stroke-dasharray="([\d.]+) 1"', person.client.get("/n/path/").content.decode())


def plans(person: Person) -> list[str]:
    kept = []
    for n in range(3):
        uid = uuid4()
        body = {"if": f"cue {n}", "then": "I walk"}
        actions.keep(person.room, catalogue.tool("t12"), body, uid, EVENING - timedelta(minutes=3 - n))
        kept.append(str(uid))
    return kept


def burn(person: Person, code: str, id: str) -> None:
    answer = person.client.post(f"/n/{code}/k/{id}/burn/", {"uid": str(uuid4()), "sure": "1", "burn": "1"})
    assert answer.status_code == 303, text(answer)


def test_burning_a_plan_takes_no_gold_away(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    kept = plans(cast.R)
    before = seams(cast.R), gold(cast.R)
    assert "Show: one of" in before[0]
    for id in kept:
        burn(cast.R, "t12", id)
    assert bodies(cast.R, "t12") == []
    assert (seams(cast.R), gold(cast.R)) == before
    page = cast.R.client.get("/n/path/").content.decode()
    assert re.search(r'<li class="true"><div><b>If this, then that</b>', page)


def test_letting_plans_go_takes_no_gold_away(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    plans(cast.R)
    before = gold(cast.R)
    for key in [str(body["_item"]) for body in bodies(cast.R, "t12")]:
        sent = cast.R.client.post(f"/n/t12/week/{key}/", {"week": "drop", "uid": str(uuid4())})
        assert sent.status_code == 303
    clock.now += timedelta(days=80)  # by then they have left the shelf
    enter(cast.R)
    assert gold(cast.R) == before


def test_taking_people_off_the_map_takes_no_gold_away(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", EVENING)
    kept = []
    for name in ("Jo", "Max", "Kim"):
        uid = uuid4()
        actions.keep(cast.B.room, catalogue.tool("t50"), {"nickname": name}, uid, EVENING)
        kept.append(str(uid))
    contact = put(cast.B, "t50b", EVENING, when="2026-11-18T20:00Z")
    before = gold(cast.B)
    assert "Talk: every sign so far." in seams(cast.B)
    for id in kept:
        burn(cast.B, "t50", id)
    burn(cast.B, "t50b", str(contact))
    assert gold(cast.B) == before
    assert "Talk: every sign so far." in seams(cast.B)


def test_changing_ones_mind_about_what_brings_one_takes_no_gold_away(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    plans(cast.R)
    before = gold(cast.R)
    cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": []})
    assert gold(cast.R) == before


def test_a_kit_that_is_gone_is_said_to_be_gone_and_its_gold_stays(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    cast.R.room.append("me", {"ever": ["kit"]}, id=uuid4(), now=EVENING)
    assert not changes.has_kit(cast.R.id)
    assert "Limit: one of" in text(cast.R.client.get("/n/path/"))
    page = cast.R.client.get("/n/t08/l/0A1/").content.decode()
    assert re.search(r"<li><b>A recovery kit is made</b>", page)


# -- when it is written down ------------------------------------------------------------------------------


def act(person: Person) -> None:
    """Keep a page in the journal: any act that is no single press."""
    assert person.client.post("/n/t49/new/", {"uid": uuid4(), "text": "A day."}).status_code == 303


def written(person: Person) -> list[Any]:
    return [body["ever"] for body in bodies(person, "me") if "ever" in body]


def test_looking_at_pages_writes_nothing(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    plans(cast.R)
    head = cast.R.room.head
    for url in ("/", "/n/path/", "/n/tools/", "/n/t12/", "/n/week/", "/n/us/", "/n/me/"):
        assert cast.R.client.get(url).status_code == 200
    assert cast.R.room.head == head
    assert written(cast.R) == []


def test_an_act_writes_down_what_is_new_and_only_once(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    plans(cast.R)
    for _ in range(3):
        act(cast.R)
    assert written(cast.R) == [["plans", "words"]]
    put(cast.R, "t57", EVENING, people_I_can_tell=["Sam"])
    for _ in range(3):
        act(cast.R)
    assert written(cast.R) == [["plans", "words"], ["plan", "plans", "words"]]


def test_a_room_gets_no_more_of_them_than_there_are_signs(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    for _ in range(12):
        put(cast.R, "t29", EVENING, reply="I hear you")
        put(cast.R, "t11", EVENING, behaviour="urge_only")
        act(cast.R)
    assert len(written(cast.R)) <= 5 < len(sign_words())


def test_it_holds_names_of_signs_and_no_word_of_anybody(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    plans(cast.R)
    act(cast.R)
    assert set(written(cast.R)[-1]) <= {words.id for words in sign_words()}


def test_single_presses_stay_quick_and_the_next_act_catches_up(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "3"})
    assert written(cast.R) == []
    act(cast.R)
    assert written(cast.R) == [["words"]]
    assert all(reverse(name) for name in staying.PRESSES)


def test_a_refused_act_writes_nothing(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    plans(cast.R)
    head = cast.R.room.head
    assert cast.R.client.post("/n/t12/new/", {"uid": uuid4(), "if": ""}).status_code == 422
    assert cast.R.room.head == head


def test_acts_on_the_doors_of_a_room_are_left_alone(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    cast.R.client.post("/n/me/numbers/", {"uid": uuid4(), "show": "show"})
    assert written(cast.R) == []


def test_what_cannot_be_written_down_stops_no_act(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    be(cast.R, "R", EVENING)

    def full(*_args: object, **_kwargs: object) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(path_actions, "keep_signs", full)
    act(cast.R)
    assert len(bodies(cast.R, "t49")) == 1
    assert written(cast.R) == []


def test_a_shut_room_and_a_stranger_write_nothing(cast: Cast, clock: Clock, signed_out: Client) -> None:
    be(cast.R, "R", EVENING)
    plans(cast.R)
    cast.R.lock()
    for client in (cast.R.client, signed_out):
        client.post("/n/t49/new/", {"uid": uuid4(), "text": "A day."})
    cast.R.open_room()
    assert written(cast.R) == []


def test_acts_outside_a_room_are_left_alone(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    cast.R.client.post("/theme/", {"theme": "dark"})
    cast.R.client.post("/room/lock/")
    cast.R.open_room()
    assert written(cast.R) == []


def test_another_persons_room_is_not_touched(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    be(cast.B, "B", EVENING)
    act(cast.R)
    assert written(cast.B) == []
    assert written(cast.R) == [["words"]]


def test_few_questions_are_put_to_the_database(cast: Cast, clock: Clock, django_assert_max_num_queries: Any) -> None:
    be(cast.R, "R", EVENING - timedelta(days=100))
    plans(cast.R)
    for url in ("/", "/n/path/"):
        cast.R.client.get(url)
        with django_assert_max_num_queries(12):
            cast.R.client.get(url)
