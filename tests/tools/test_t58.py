"""T58 through its pages: what a person is shown, the one mark that is kept, and that the answers are nowhere."""

from __future__ import annotations

import io
import logging
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from goldseam.people.typed import UNKEPT
from goldseam.tools.catalogue import tool
from goldseam.tools.fold import FOLD, State
from goldseam.tools.t58_check.state import clear, hold
from goldseam.vault import NotSaved, Room
from goldseam.vault.models import Draft, Record, Session
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, text

LOOK = "/n/t58/look/"
T58 = tool("t58")
CHOICES = [field.name for field in T58.fields if field.part in {"to_me", "by_me"}]
TO_ME = [field.name for field in T58.fields if field.part == "to_me"]
BY_ME = [field.name for field in T58.fields if field.part == "by_me"]
TODAY = EVENING.date().isoformat()


def answers(uid: object = None, **changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = dict.fromkeys(CHOICES, "no") | {"can_I_say_no_here": "8", "device_private": "yes"}
    given |= changed
    sent = {f"{UNKEPT}{name}": value for name, value in given.items() if value is not None}
    return {"unkept": "1", f"{UNKEPT}uid": str(uid or uuid4()), **sent}


def look(person: Person, **changed: Any) -> Any:
    answer = person.client.post(LOOK, answers(**changed))
    assert answer.status_code == 200, text(answer)
    return answer


def state(person: Person, clock: Clock) -> State:
    return person.room.folded(FOLD, clock.now).now.state


# -- the way in ----------------------------------------------------------------------------------------


def test_first_comes_where_one_sits_and_a_way_out_and_no_question(cast: Cast, clock: Clock) -> None:
    page = cast.B.client.get("/n/t58/").content.decode()
    assert "First: are you alone?" in page
    assert page.count('action="/leave/"') == 2, "the one at the top, and one within reach"
    assert 'type="radio"' not in page
    assert f'href="{LOOK}"' in page and 'href="/h/2/"' in page


def test_the_first_page_never_tells_whether_there_was_a_look_or_what_it_said(cast: Cast, clock: Clock) -> None:
    def shown() -> str:
        return re.sub(r'value="[^"]{20,}"', "", cast.B.client.get("/n/t58/").content.decode())

    before = shown()
    look(cast.B, afraid="yes")
    assert shown() == before
    look(cast.B)
    assert shown() == before


def test_a_shut_room_and_a_stranger_are_led_to_the_doors(cast: Cast, signed_out: Client) -> None:
    for path in ("/n/t58/", LOOK):
        assert signed_out.get(path).status_code == 303
    cast.B.lock()
    assert cast.B.client.get(LOOK)["Location"].startswith("/room/")


def test_no_question_comes_with_an_answer_and_the_browser_is_asked_to_remember_none(cast: Cast) -> None:
    page = cast.B.client.get(LOOK)
    html = page.content.decode()
    assert " checked" not in html
    assert 'autocomplete="off"' in html and "data-draft" not in html
    assert page["Cache-Control"] == "no-store"


# -- what it says --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TO_ME)
def test_hr_11_any_yes_about_what_is_done_to_me_holds_and_shows_people_who_know(
    cast: Cast, clock: Clock, name: str
) -> None:
    page = text(look(cast.B, **{name: "yes"}))
    assert "You are believed." in page and "Do not confront" in page
    assert "2 December 2026" in page, "the earliest day for another look"
    assert bodies(cast.B, "t58") == [{"hold": True, "date": TODAY}]


@pytest.mark.parametrize("number", ["0", "3"])
def test_hr_11_a_no_that_can_hardly_be_said_holds(cast: Cast, clock: Clock, number: str) -> None:
    assert "You are believed." in text(look(cast.B, can_I_say_no_here=number))
    assert bodies(cast.B, "t58")[-1]["hold"] is True


@pytest.mark.parametrize("name", BY_ME)
def test_hr_11_any_yes_about_what_i_do_holds_and_shows_people_who_help_to_stop(
    cast: Cast, clock: Clock, name: str
) -> None:
    answer = look(cast.R, **{name: "yes"})
    page = text(answer)
    assert "It took something to say that." in page and "Ask about a programme." in page
    assert 'href="/h/9/"' in answer.content.decode()
    assert "You are believed." not in page
    assert bodies(cast.R, "t58") == [{"hold": True, "date": TODAY}]


def test_hr_09_being_pushed_into_sex_is_asked_of_both_and_holds(cast: Cast, clock: Clock) -> None:
    assert "pushed" in TO_ME and "did_push" in BY_ME
    look(cast.B, pushed="yes")
    look(cast.R, did_push="yes")
    assert hold(state(cast.B, clock)) and hold(state(cast.R, clock))


def test_both_at_once_are_met_as_danger_first_with_a_word_about_the_rest(cast: Cast, clock: Clock) -> None:
    answer = look(cast.B, afraid="yes", did_hurt="yes")
    assert "You are believed." in text(answer) and "In fear, people strike back" in text(answer)
    assert 'href="/h/9/"' in answer.content.decode()


@pytest.mark.parametrize("left", [{"hurt": "unsure"}, {"did_hurt": None}, {"can_I_say_no_here": None}])
def test_what_stays_open_is_met_softly_and_is_not_clear(cast: Cast, clock: Clock, left: dict[str, Any]) -> None:
    page = text(look(cast.B, **left))
    assert "Not sure is an answer." in page
    assert "You are believed." not in page
    assert bodies(cast.B, "t58") == [{"hold": None, "date": TODAY}]
    assert not clear(state(cast.B, clock), clock.now)


@pytest.mark.parametrize("said", ["no", "unsure"])
def test_a_device_that_others_hold_makes_no_clear_look_and_brings_advice(cast: Cast, clock: Clock, said: str) -> None:
    page = text(look(cast.B, device_private=said))
    assert "this device may not be yours alone" in page
    assert not clear(state(cast.B, clock), clock.now)


def test_hr_11_a_clear_look_is_never_called_safe(cast: Cast, clock: Clock) -> None:
    page = text(look(cast.B))
    assert "Nothing stood out in these answers." in page
    assert "not the same as being safe" in page
    assert not re.search(r"\byou (?:are|seem) safe\b|\ball (?:is )?well\b|\bpassed\b|\bscore\b", page, re.I)
    assert clear(state(cast.B, clock), clock.now) and not hold(state(cast.B, clock))


def test_hr_13_every_outcome_sends_to_people_and_none_stays_with_the_program(cast: Cast, clock: Clock) -> None:
    for changed in ({"afraid": "yes"}, {"did_hurt": "yes"}, {"hurt": "unsure"}, {}):
        html = look(cast.B, **changed).content.decode()
        assert 'class="lines numbers' in html and 'href="tel:' in html
        assert 'href="/h/2/"' in html or 'href="/h/9/"' in html


def test_an_empty_look_is_no_look(cast: Cast) -> None:
    for sent in ({}, answers(**dict.fromkeys([*CHOICES, "can_I_say_no_here", "device_private"])), {"unkept": "1"}):
        page = cast.B.client.post(LOOK, sent)
        assert page.status_code == 422
    only = {"unkept": "1", f"{UNKEPT}uid": str(uuid4()), f"{UNKEPT}reopen": "open"}
    assert "no answer here yet" in text(cast.B.client.post(LOOK, only))
    assert bodies(cast.B, "t58") == []


def test_a_wrong_answer_is_refused_beside_the_question_and_nothing_is_kept(cast: Cast) -> None:
    page = cast.B.client.post(LOOK, answers(afraid="perhaps"))
    assert page.status_code == 422 and f"id_{UNKEPT}afraid_error" in page.content.decode()
    assert bodies(cast.B, "t58") == []


def test_a_mark_that_cannot_be_written_is_said_and_the_outcome_is_not_shown_as_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(Room, "append", full)
    page = cast.B.client.post(LOOK, answers(afraid="yes"))
    assert page.status_code == 507 and "Not saved" in text(page)


# -- sent again, and looked at again -------------------------------------------------------------------


def test_the_same_look_sent_twice_keeps_one_mark(cast: Cast, clock: Clock) -> None:
    sent = answers(afraid="yes")
    for _ in range(2):
        assert cast.B.client.post(LOOK, sent).status_code == 200
    assert len(bodies(cast.B, "t58")) == 1


def test_going_back_and_answering_otherwise_is_a_look_of_its_own(cast: Cast, clock: Clock) -> None:
    uid = uuid4()
    cast.B.client.post(LOOK, answers(uid))
    cast.B.client.post(LOOK, answers(uid, afraid="yes"))
    assert hold(state(cast.B, clock))
    cast.B.client.post(LOOK, answers(uid))
    assert hold(state(cast.B, clock)), "a clear look by itself ends nothing"


def test_a_key_of_another_record_does_not_swallow_the_mark(cast: Cast, clock: Clock) -> None:
    uid = cast.B.room.append("t49", {"text": "x"}, id=uuid4(), now=clock.now).id
    cast.B.client.post(LOOK, answers(uid, afraid="yes"))
    assert hold(state(cast.B, clock))


def test_hr_11_what_is_held_back_opens_after_fourteen_days_by_ones_own_word_only(cast: Cast, clock: Clock) -> None:
    held = {"hold": True, "date": (EVENING - timedelta(days=13)).date().isoformat()}
    cast.B.room.append("t58", held, id=uuid4(), now=EVENING - timedelta(days=13))
    look(cast.B, reopen="open")
    assert bodies(cast.B, "t58")[-1] == held, "a day too early"
    held = {"hold": True, "date": (EVENING - timedelta(days=14)).date().isoformat()}
    cast.B.room.append("t58", held, id=uuid4(), now=EVENING)
    look(cast.B)
    assert bodies(cast.B, "t58")[-1] == held, "not asked for"
    look(cast.B, reopen="open", hurt="unsure")
    assert bodies(cast.B, "t58")[-1] == held, "something open"
    look(cast.B, reopen="open")
    assert clear(state(cast.B, clock), clock.now)


def test_who_may_open_it_again_and_who_may_not_yet_read_the_same_page(cast: Cast, clock: Clock) -> None:
    def shown(**changed: Any) -> str:
        return text(look(cast.B, **changed))

    fresh = shown(reopen="open")
    look(cast.B, afraid="yes")
    assert shown(reopen="open") == fresh == shown()


def test_the_advice_to_speak_with_an_advocate_stands_where_it_is_opened_again(cast: Cast) -> None:
    page = text(cast.B.client.get(LOOK))
    assert "Speak with an advocate first." in page and "14 days" in page


# -- the answers are nowhere ---------------------------------------------------------------------------


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of every table, as whoever has the disk would read it."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = cursor.fetchall()
    return found


def written(person: Person) -> bytes:
    """Everything the server holds, and everything that opens to this person's own keys: rows, room, drafts, session."""
    cells = [cell for table in rows().values() for row in table for cell in row]
    raw = b"\0".join(bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells)
    room = repr([entry.body for month in person.room.months() for entry in person.room.month(month)])
    cookies = repr(dict(person.client.cookies))
    return raw + room.encode() + repr(dict(person.session.items())).encode() + cookies.encode()


CANARY = "canary-7f3a"
SAYINGS = [
    answers(afraid="yes", did_hurt="unsure", can_I_say_no_here="2", device_private="no"),
    answers(afraid=CANARY, can_I_say_no_here="11"),  # refused, and looked for all the same
    answers(),
]


@pytest.mark.parametrize("sent", SAYINGS)
def test_hr_12_no_answer_is_found_in_rows_room_drafts_session_cookies_or_log(
    cast: Cast, clock: Clock, sent: dict[str, Any]
) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    for name in ("django", "django.request", "goldseam"):
        logging.getLogger(name).addHandler(handler)
    cast.B.client.get(LOOK)
    cast.B.client.post(LOOK, sent)
    everything = written(cast.B) + heard.getvalue().encode()
    for name in [*CHOICES, "can_I_say_no_here", "device_private", "unsure", CANARY, UNKEPT]:
        assert name.encode() not in everything, name
    assert not Draft.objects.exists()
    assert all(set(body) == {"hold", "date"} for body in bodies(cast.B, "t58"))


def test_hr_12_what_was_answered_changes_no_other_table_no_size_and_no_address(cast: Cast, clock: Clock) -> None:
    assert cast.B.name
    shapes = set()
    for changed in ({}, {"afraid": "yes"}, {"did_hurt": "yes"}, {"hurt": "unsure"}, {"device_private": "no"}):
        before = {name: len(table) for name, table in rows().items()}
        answer = look(cast.B, **changed)
        after = {name: len(table) - before[name] for name, table in rows().items()}
        newest = Record.objects.order_by("-seq")[0]
        more = tuple(sorted((name, n) for name, n in after.items() if n))
        shapes.add((answer.status_code, answer.get("Location"), len(bytes(newest.envelope)), more))
    assert len(shapes) == 1, shapes


def test_hr_12_the_session_holds_the_same_before_and_after(cast: Cast, clock: Clock) -> None:
    cast.B.client.get(LOOK)
    before = dict(cast.B.session.items())
    look(cast.B, afraid="yes")
    assert dict(cast.B.session.items()) == before
    assert Session.objects.count() == 1


def test_hr_12_a_room_that_shut_meanwhile_carries_no_answer_over_its_pin_page(cast: Cast, clock: Clock) -> None:
    cast.B.lock()
    page = cast.B.client.post(LOOK, answers(afraid="yes"))
    html = page.content.decode()
    assert page.status_code == 403 and "What you answered is gone" in html
    assert UNKEPT not in html and ">yes<" not in html and 'value="yes"' not in html
    wrong = cast.B.client.post(LOOK, {"unkept": "1", "_pin": "000000"}).content.decode()
    assert "What you answered is gone" in wrong
    inside = cast.B.client.post(LOOK, {"unkept": "1", "_pin": cast.B.pin})
    assert inside.status_code == 422 and " checked" not in inside.content.decode()
    assert "What you answered before is gone, on purpose." in text(inside)
    assert bodies(cast.B, "t58") == []


def test_hr_12_a_session_that_ended_and_a_form_too_old_show_no_answer(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.B.client.cookies
    for client in (Client(), strict):
        page = client.post(LOOK, answers(afraid="yes"))
        html = page.content.decode()
        assert page.status_code == 403
        assert UNKEPT not in html and "afraid" not in html.lower() and "What you typed" not in html


@pytest.mark.parametrize("address", ["new/", "list/", "print/", "burned/", "part/to_me/", "k/{id}/", "k/{id}/change/"])
def test_hr_12_no_general_page_of_the_engine_takes_or_shows_anything_of_it(
    cast: Cast, clock: Clock, address: str
) -> None:
    look(cast.B, afraid="yes")
    record = next(e for m in cast.B.room.months() for e in cast.B.room.month(m) if e.kind == "t58")
    where = "/n/t58/" + address.replace("{id}", str(record.id))
    plain = {name.removeprefix(UNKEPT): value for name, value in answers(afraid="yes").items()}
    for answer in (
        cast.B.client.get(where),
        cast.B.client.post(where, plain),
        cast.B.client.post(where, plain | {"draft": "auto"}),
    ):
        assert (answer.status_code, answer["Location"]) == (303, "/n/t58/")
    assert len(bodies(cast.B, "t58")) == 1 and not Draft.objects.exists()


def test_hr_12_a_look_is_in_no_list_no_count_and_no_week(cast: Cast, clock: Clock) -> None:
    cast.B.client.post("/n/you/", {"uid": uuid4(), "roles": ["B"]})
    look(cast.B, afraid="yes")
    found = state(cast.B, clock)
    assert found.lately == [] and found.counts == {} and "t58" not in found.last
    for page in ("/", "/n/path/", "/n/week/"):
        said = text(cast.B.client.get(page))
        assert "stay shut" not in said and "believed" not in said


# -- the other person ----------------------------------------------------------------------------------


def test_hr_02_the_other_person_cannot_tell_that_there_was_a_look(cast: Cast, clock: Clock) -> None:
    def seen() -> list[str]:
        pages = ["/", "/n/us/", "/n/me/", "/n/tools/", "/n/path/", "/n/t58/"]
        return [re.sub(r'value="[^"]{20,}"', "", cast.R.client.get(page).content.decode()) for page in pages]

    assert cast.B.name
    before = seen()
    look(cast.B, afraid="yes", did_hurt="yes")
    assert seen() == before
