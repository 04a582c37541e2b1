"""T25, the break: two people over HTTP and a clock. Called with a return or not at all; come back to."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldseam.safety.words import WordsError
from goldseam.together.pause import breaks as b
from goldseam.together.pause import plan as p
from goldseam.together.pause.words import load, words
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import open_table, post, wait
from tests.tools.conftest import Clock, bodies, clock, enter, text

__all__ = ["clock"]
HOME = "/n/us/t25/"
PLAN: dict[str, Any] = {
    "signal": "Stop, for me",
    "length": "40",
    "places": "Balcony and the hall",
    "children": "Whoever stays looks in",
    "no": ["drink", "drive"],
    "do": ["walk"],
    "fallback": "48",
}


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock, request: pytest.FixtureRequest) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    if "is_shut" not in request.node.name:
        open_table(cast.R, cast.B, clock)


def see(person: Person) -> str:
    return text(person.client.get(HOME))


def bare(person: Person, url: str = HOME) -> bytes:
    """A page apart from nonces and keys that differ in every answer."""
    body = person.client.get(url).content
    return re.sub(rb'(value|nonce|data-live)="[^"]*"|nonce-[\w+/=-]+', b"", body)


def go(person: Person, minutes: int = 30, **more: Any) -> Any:
    return post(person, HOME + "go/", minutes=str(minutes), **more)


def back(person: Person, how: str, **more: Any) -> Any:
    return post(person, HOME + "back/", how=how, **more)


def later(clock: Clock, *people: Person, minutes: int) -> None:
    clock.now += timedelta(minutes=minutes)
    for person in people:
        enter(person)


def on_table(person: Person, *kinds: str) -> list[dict[str, Any]]:
    return [entry.body for entry in person.vault.tables[0].every() if entry.kind in kinds]


def head(person: Person) -> int:
    return person.vault.tables[0].head[0]


def propose(person: Person, **change: Any) -> Any:
    return post(person, HOME + "plan/", **(PLAN | change))


def answer(person: Person, what: str) -> Any:
    found = re.findall(r'name="plan" value="([0-9a-f]{32})"', person.client.get(HOME).content.decode())
    return post(person, HOME + "say/", plan=found[0] if found else "", **{what: "1"})


def settle(cast: Cast, **change: Any) -> None:
    assert propose(cast.R, **change).status_code == 303
    assert answer(cast.B, "yes").status_code == 303


# -- the call (HR-22) ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", ["", "0", "10", "19", "61", "600", "-30", "soon"])
def test_hr_22_a_break_cannot_begin_without_a_return_or_with_one_that_is_too_soon(cast: Cast, minutes: str) -> None:
    before = head(cast.R)
    answer = post(cast.R, HOME + "go/", **({"minutes": minutes} if minutes else {}))
    assert answer.status_code == 422
    assert "at least 20 minutes from now" in text(answer)
    assert head(cast.R) == before
    assert "The break is on" not in see(cast.B)


def test_hr_22_both_see_when_the_one_who_called_it_will_be_back(cast: Cast, clock: Clock) -> None:
    assert go(cast.R, 30).status_code == 303
    for person in (cast.R, cast.B):
        assert "Back: 22:00" in see(person)
    assert "You called it." in see(cast.R)
    assert "The other one called it." in see(cast.B)
    assert on_table(cast.B, b.CALL) == [{"back": (clock.now + timedelta(minutes=30)).isoformat()}], "times only"


@pytest.mark.parametrize("minutes", [20, 60])
def test_the_shortest_and_the_longest_are_fine(cast: Cast, minutes: int) -> None:
    assert go(cast.B, minutes).status_code == 303
    assert "The break is on" in see(cast.R)


def test_the_same_press_twice_and_two_calls_at_once_are_one_break(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    go(cast.R, 30, uid=uid)
    go(cast.R, 30, uid=uid)
    go(cast.B, 60)
    assert len(on_table(cast.R, b.CALL)) == 1
    assert "Back: 22:00" in see(cast.B)


def test_a_press_without_its_key_is_refused_and_said(cast: Cast) -> None:
    assert cast.R.client.post(HOME + "go/", {"minutes": "30"}).status_code == 422
    assert cast.R.client.post(HOME + "ok/").status_code == 400
    assert back(cast.R, "win").status_code == 400
    assert on_table(cast.R, b.CALL) == []


def test_what_is_sent_from_the_page_itself_works(cast: Cast) -> None:
    form = re.search(r'action="/n/us/t25/go/".*?</form>', cast.R.client.get(HOME).content.decode(), re.S)
    assert form
    uid = re.search(r'name="uid" value="([^"]+)"', form[0])
    chosen = re.search(r'value="(\d+)"[^>]* checked', form[0])
    assert uid and chosen
    assert cast.R.client.post(HOME + "go/", {"uid": uid[1], "minutes": chosen[1]}).status_code == 303
    assert "Back: 22:00" in see(cast.R)


def test_ok_is_only_that_it_was_heard_and_the_break_runs_without_it(cast: Cast, clock: Clock) -> None:
    go(cast.R)
    before = see(cast.R)
    assert "It was heard" not in before
    post(cast.R, HOME + "ok/")
    assert "It was heard" not in see(cast.R), "one's own ok is none"
    uid = str(uuid4())
    for _press in range(2):
        assert post(cast.B, HOME + "ok/", uid=uid).status_code == 303
    post(cast.B, HOME + "ok/")
    assert "It was heard" in see(cast.R)
    assert len(on_table(cast.R, b.HEARD)) == 1


def test_r4_looking_at_it_leaves_no_trace_for_the_other(cast: Cast) -> None:
    go(cast.R)
    before = bare(cast.R), head(cast.R)
    for _look in range(3):
        see(cast.B)
        cast.B.client.get(HOME + "try/")
        cast.B.client.get("/h/2/")
    assert (bare(cast.R), head(cast.R)) == before


def test_calm_cards_are_there_for_each_on_the_own_screen(cast: Cast) -> None:
    go(cast.R)
    for person in (cast.R, cast.B):
        page = person.client.get(HOME).content.decode()
        assert 'href="/n/t41/"' in page
        assert 'href="/n/t18/"' in page


# -- the return ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["ready", "park", "drop", "later"])
def test_hr_22_nobody_ends_it_from_the_other_side_of_the_door(cast: Cast, clock: Clock, how: str) -> None:
    go(cast.R, 30)
    later(clock, cast.B, minutes=24)
    assert "I am back and ready" not in see(cast.B)
    back(cast.B, how, minutes="30")
    assert "The break is on" in see(cast.B)
    assert on_table(cast.B, b.BACK) == []


def test_five_minutes_before_the_page_says_so_and_both_are_back_when_both_say_so(cast: Cast, clock: Clock) -> None:
    go(cast.R, 30)
    later(clock, cast.R, cast.B, minutes=25)
    assert "Five minutes to go" in see(cast.B)
    later(clock, cast.R, cast.B, minutes=5)
    assert "The time has come" in see(cast.R)
    uid = str(uuid4())
    back(cast.R, "ready", uid=uid)
    back(cast.R, "ready", uid=uid)
    back(cast.R, "ready")
    assert "When the other one is too" in see(cast.R)
    assert "When the other one is too" not in see(cast.B)
    assert len(on_table(cast.R, b.BACK)) == 1
    back(cast.B, "ready")
    for person in (cast.R, cast.B):
        page = person.client.get(HOME)
        assert "Do not begin at the last word" in text(page)
        assert 'href="/n/t23/new/"' in page.content.decode(), "the talk after it begins with I feel"


@pytest.mark.parametrize(("how", "said"), [("park", "It waits for the meeting"), ("drop", "It was let go")])
def test_it_can_go_to_the_meeting_or_be_let_go(cast: Cast, clock: Clock, how: str, said: str) -> None:
    go(cast.R, 20)
    later(clock, cast.R, cast.B, minutes=20)
    back(cast.B, how)
    assert said in see(cast.R)
    assert said in see(cast.B)
    later(clock, cast.R, minutes=121)
    assert said not in see(cast.R)
    assert go(cast.R).status_code == 303


def test_there_is_one_extension_and_a_day_in_all(cast: Cast, clock: Clock) -> None:
    go(cast.R, 30)
    later(clock, cast.R, cast.B, minutes=30)
    for wrong in ("", "10", "1500", "never"):
        assert back(cast.B, "later", minutes=wrong).status_code == 422
    assert back(cast.B, "later", minutes="1200").status_code == 303
    assert "tomorrow at 18:00" in see(cast.R)
    later(clock, cast.R, cast.B, minutes=1200)
    assert "Move it, this once" not in see(cast.R)
    back(cast.R, "later", minutes="30")
    assert len(on_table(cast.R, b.BACK)) == 1
    assert "The time has come" in see(cast.R)


def test_late_in_the_day_only_what_is_left_of_it_is_offered(cast: Cast, clock: Clock) -> None:
    go(cast.R, 30)
    later(clock, cast.R, minutes=22 * 60)
    assert back(cast.R, "later", minutes="600").status_code == 422
    assert back(cast.R, "later", minutes="120").status_code == 303


def test_hr_22_a_missed_return_offers_one_extension_then_the_meeting_and_no_reproach(cast: Cast, clock: Clock) -> None:
    go(cast.R, 30)
    later(clock, cast.R, cast.B, minutes=46)
    for person in (cast.R, cast.B):
        page = see(person)
        assert "The time has gone by" in page
        assert "Move it, this once" in page
        assert "To the meeting" in page
        assert not re.search(r"late again|broke|should have|your fault|promised|did not come", page)
    back(cast.R, "later", minutes="30")
    later(clock, cast.R, cast.B, minutes=50)
    for person in (cast.R, cast.B):
        assert "The time has gone by" in see(person)
        assert "Move it, this once" not in see(person)
        assert "the next one, at the latest" in see(person)
    later(clock, cast.R, cast.B, minutes=73 * 60)
    assert "The time has gone by" not in see(cast.B)
    assert go(cast.B).status_code == 303


def test_the_page_says_the_same_to_both_whoever_did_not_come(cast: Cast, clock: Clock) -> None:
    go(cast.R, 30)
    later(clock, cast.R, cast.B, minutes=46)
    alone = bare(cast.R)
    back(cast.B, "ready")
    assert bare(cast.R) == alone, "that the other is back is no reproach to this one"


# -- I am not safe -------------------------------------------------------------------------------------------


def test_hr_22_not_safe_leads_to_help_at_once_needs_no_return_and_writes_nothing(cast: Cast, clock: Clock) -> None:
    room, before = cast.B.room.head, head(cast.B)
    for step in ("none", "on", "missed"):
        page = cast.B.client.get(HOME).content.decode()
        link = re.search(r'<a class="btn care" href="([^"]+)">I am not safe</a>', page)
        assert link, step
        assert link[1] == "/h/2/"
        assert "You are believed here" in text(cast.B.client.get(link[1]))
        assert (cast.B.room.head, head(cast.B)) == (room, before), step
        if step == "none":
            go(cast.R)
            before = head(cast.B)
        later(clock, cast.R, cast.B, minutes=25)
    assert "I am not safe" in text(cast.B.client.get(HOME + "try/"))


# -- often (HR-22) ----------------------------------------------------------------------------------------------


def call_often(cast: Cast, clock: Clock, callers: list[Person]) -> None:
    for person in callers:
        go(person, 20)
        later(clock, cast.R, cast.B, minutes=20)
        back(person, "drop")
        later(clock, cast.R, cast.B, minutes=24 * 60)


def test_hr_22_many_breaks_of_one_offer_a_private_look_to_each_and_name_nobody(cast: Cast, clock: Clock) -> None:
    call_often(cast, clock, [cast.R, cast.R, cast.R])
    assert words().often not in see(cast.R)
    call_often(cast, clock, [cast.R])
    assert bare(cast.R) == bare(cast.B), "both read the same, whoever called"
    for person in (cast.R, cast.B):
        page = person.client.get(HOME).content.decode()
        assert 'href="/n/t58/"' in page
        assert words().often in text(person.client.get(HOME))
        assert person.name not in page
    assert "Robin" not in see(cast.B)
    wait(clock, cast.R, cast.B, days=12)
    assert words().often not in see(cast.R)


def test_as_many_of_both_together_are_no_sign_of_anything(cast: Cast, clock: Clock) -> None:
    call_often(cast, clock, [cast.R, cast.B, cast.R, cast.B, cast.R, cast.B])
    assert words().often not in see(cast.R)


def test_hr_22_the_offer_is_the_same_whoever_it_was(cast: Cast, clock: Clock) -> None:
    call_often(cast, clock, [cast.B] * 4)
    assert words().often in see(cast.R)
    assert bare(cast.R) == bare(cast.B)


# -- the plan -----------------------------------------------------------------------------------------------------


def test_one_proposes_and_it_holds_when_the_other_says_yes(cast: Cast, clock: Clock) -> None:
    assert propose(cast.R).status_code == 303
    assert "What you have proposed" in see(cast.R)
    said = see(cast.B)
    assert "Proposed to you" in said
    for words_ in (
        "Stop, for me",
        "40 minutes",
        "Balcony and the hall",
        "Whoever stays looks in",
        "Alcohol",
        "48 hours",
    ):
        assert words_ in said
    answer(cast.R, "yes")
    assert "Proposed to you" in see(cast.B), "nobody agrees for the other"
    answer(cast.B, "yes")
    assert "Propose a change" in see(cast.R)
    assert "Proposed to you" not in see(cast.B)
    page = cast.B.client.get(HOME).content.decode()
    assert re.search(r'value="40"[^>]* checked', page), "the settled length is what is offered first"
    go(cast.B, 40)
    assert "What may help: Walk round the block" in see(cast.R)
    assert "Driving while upset" in see(cast.R)


def test_bad_input_is_said_beside_its_field_and_kept(cast: Cast) -> None:
    for change in ({"signal": ""}, {"length": "10"}, {"length": "61"}, {"children": "x" * 141}, {"places": "x" * 81},
                   {"no": ["gambling"]}, {"fallback": "96"}):  # fmt: skip
        answer = propose(cast.R, **change)
        assert answer.status_code == 422, change
        assert "Not saved yet" in text(answer)
    assert "Whoever stays looks in" in propose(cast.R, length="10").content.decode()
    assert on_table(cast.R, p.PLAN) == []


def test_words_that_close_an_ear_are_shown_to_the_writer_first_and_stop_nobody(cast: Cast) -> None:
    harsh = "You always run away"
    looked = propose(cast.R, children=harsh)
    assert looked.status_code == 200
    assert "Words to look at again" in text(looked)
    assert on_table(cast.R, p.PLAN) == []
    seen = re.search(r'name="seen" value="([^"]+)"', looked.content.decode())
    assert seen
    assert propose(cast.R, children=harsh, seen=seen[1]).status_code == 303
    assert harsh in see(cast.B)


def test_r9_proposals_keep_the_pace(cast: Cast, clock: Clock) -> None:
    propose(cast.R)
    again = propose(cast.R, signal="Another")
    assert again.status_code == 422
    assert words().pace in text(again)
    assert words().pace in see(cast.R)
    wait(clock, cast.R, cast.B, days=1)
    assert propose(cast.R, signal="Another").status_code == 303
    answer(cast.B, "no")
    wait(clock, cast.R, cast.B, days=2)
    assert propose(cast.R, signal="A third").status_code == 422
    assert propose(cast.B, signal="Mine").status_code == 303, "the pace binds the one who asks"
    clock.now += timedelta(days=1)
    enter(cast.R)
    assert propose(cast.R, signal="A third").status_code == 303
    assert len(on_table(cast.R, p.PLAN)) == 4
    wait(clock, cast.R, cast.B, days=1)
    assert propose(cast.R, signal="A fourth").status_code == 422, "three a week"


def test_r10_the_limits_are_one_answer_without_a_date(cast: Cast, clock: Clock) -> None:
    propose(cast.R)
    wait(clock, cast.R, cast.B, days=0)
    after_nothing = bare(cast.R, HOME + "plan/"), text(propose(cast.R))
    answer(cast.B, "no")
    assert (bare(cast.R, HOME + "plan/"), text(propose(cast.R))) == after_nothing


def test_the_same_proposal_sent_twice_is_one(cast: Cast) -> None:
    uid = str(uuid4())
    for _press in range(2):
        assert propose(cast.R, uid=uid).status_code == 303
    assert len(on_table(cast.R, p.PLAN)) == 1


def test_r7_taken_back_run_out_and_never_made_look_alike(cast: Cast, clock: Clock) -> None:
    never = bare(cast.B)
    propose(cast.R)
    assert bare(cast.B) != never
    answer(cast.R, "no")
    assert bare(cast.B) == never
    wait(clock, cast.R, cast.B, days=2)
    propose(cast.R)
    later(clock, cast.R, cast.B, minutes=24 * 60 - 1)
    assert "Proposed to you" in see(cast.B)
    later(clock, cast.R, cast.B, minutes=1)
    assert bare(cast.B) == never


def test_either_may_say_that_it_no_longer_holds(cast: Cast, clock: Clock) -> None:
    settle(cast)
    answer(cast.R, "end")
    assert "Stop, for me" not in see(cast.B)
    wait(clock, cast.R, cast.B, days=1)
    settle(cast, signal="Again")
    answer(cast.B, "end")
    assert "Again" not in see(cast.R)


def test_under_pressure_the_page_says_the_same_and_the_words_stay_in_the_room(cast: Cast, clock: Clock) -> None:
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    before = bare(cast.B), head(cast.B)
    answered = propose(cast.R)
    assert (answered.status_code, answered["Location"]) == (303, HOME)
    assert "What you have proposed" in see(cast.R)
    assert (bare(cast.B), head(cast.B)) == before
    assert [one["as"] for one in bodies(cast.R, "laid")] == [p.PLAN]
    assert go(cast.R).status_code == 303
    assert "The break is on" in see(cast.B), "a break is never held back"


def test_what_never_went_out_is_taken_back_in_the_room(cast: Cast, clock: Clock) -> None:
    post(cast.R, "/n/t60/", act="press")
    propose(cast.R)
    before = head(cast.R)
    answer(cast.R, "no")
    assert "What you have proposed" not in see(cast.R)
    assert head(cast.R) == before


# -- practising, doors, gate -----------------------------------------------------------------------------------------


def test_a_dry_run_goes_the_whole_way_and_writes_nothing(cast: Cast, clock: Clock) -> None:
    before = bare(cast.B), head(cast.B), cast.R.room.head
    url = HOME + "try/"
    assert "Nothing of it is kept" in text(cast.R.client.get(url))
    refused = cast.R.client.post(url, {"go": "1"})
    assert refused.status_code == 422
    assert "at least 20 minutes from now" in text(refused)
    ran = post(cast.R, url, go="1", minutes="30")
    assert ran.status_code == 200
    assert "Back: 22:00" in text(ran)
    assert "That was the whole of it" in text(cast.R.client.post(url, {"how": "ready"}))
    assert (bare(cast.B), head(cast.B), cast.R.room.head) == before
    assert "The break is on" not in see(cast.R)


def test_a_break_needs_the_first_door_only_and_the_plan_both(cast: Cast, signed_out: Client) -> None:
    cast.R.lock()
    assert go(cast.R).status_code == 303
    assert "The break is on" in see(cast.R)
    assert cast.R.client.get(HOME + "plan/")["Location"].startswith("/room/")
    for url in ("", "plan/", "try/"):
        assert signed_out.get(HOME + url).status_code == 303
    for url in ("go/", "ok/", "back/", "say/"):
        assert cast.R.client.get(HOME + url).status_code == 405


def test_while_the_table_is_shut_every_page_answers_alike(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.stranger):
        enter(person)
        for url in ("", "plan/", "try/"):
            assert person.client.get(HOME + url)["Location"] == "/n/us/"
        for url in ("go/", "ok/", "back/", "say/", "plan/", "try/"):
            assert post(person, HOME + url, minutes="30", how="ready")["Location"] == "/n/us/"


def test_r22_both_have_the_same_limits(cast: Cast, clock: Clock) -> None:
    first = bare(cast.R)
    assert first == bare(cast.B)


def test_pages_are_light_and_ask_little(cast: Cast, clock: Clock) -> None:
    settle(cast)
    go(cast.R)
    later(clock, cast.R, cast.B, minutes=30)
    for url in (HOME, HOME + "plan/", HOME + "try/"):
        with CaptureQueriesContext(connection) as asked:
            page = cast.B.client.get(url)
        assert len(page.content) <= 20 * 1024, url
        assert len(asked) <= 12, (url, [one["sql"][:90] for one in asked])


def test_us_says_that_a_break_is_on(cast: Cast, clock: Clock) -> None:
    assert "A break is on." not in text(cast.B.client.get("/n/us/"))
    go(cast.R)
    assert "A break is on." in text(cast.B.client.get("/n/us/"))


# -- pure ------------------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)


def entry(seq: int, kind: str, body: dict[str, Any], minutes: int = 0, by: UUID = ONE) -> Entry:
    return Entry(UUID(int=100 + seq), seq, kind, NOW + timedelta(minutes=minutes), body, by)


def call(minutes: int) -> dict[str, Any]:
    return b.call(NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("body", [{}, {"back": 5}, {"back": "soon"}, {"back": "2026-11-18T22:00"}, call(19), call(61)])
def test_an_entry_that_is_no_call_is_none_whoever_wrote_it(body: dict[str, Any]) -> None:
    assert b.breaks([entry(1, b.CALL, body)]) == []


def test_a_return_beyond_a_day_or_twice_moved_does_not_count() -> None:
    start = entry(1, b.CALL, call(30))
    beyond = entry(
        2, b.BACK, {"pause": start.id.hex, "how": "later", "back": (NOW + timedelta(hours=25)).isoformat()}, 30
    )
    assert b.breaks([start, beyond])[0].back == NOW + timedelta(minutes=30)
    once = entry(
        3, b.BACK, {"pause": start.id.hex, "how": "later", "back": (NOW + timedelta(hours=24)).isoformat()}, 31
    )
    twice = entry(
        4, b.BACK, {"pause": start.id.hex, "how": "later", "back": (NOW + timedelta(hours=23)).isoformat()}, 32
    )
    assert b.breaks([start, once, twice])[0].back == NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("minutes", "phase"),
    [(0, "on"), (24, "on"), (25, "soon"), (30, "here"), (45, "here"), (46, "missed"), (4351, "over")],
)
def test_the_phases_of_a_break(minutes: int, phase: str) -> None:
    one = b.breaks([entry(1, b.CALL, call(30))])[0]
    assert b.phase(one, NOW + timedelta(minutes=minutes)) == phase


@pytest.mark.parametrize(
    "body",
    [{}, {"signal": "x"}, {"signal": 3, "length": 30}, {"signal": "x", "length": "30"}, {"signal": "x", "length": 61}],
)
def test_a_plan_that_does_not_fit_is_none(body: dict[str, Any]) -> None:
    assert p.plans([entry(1, p.PLAN, body)]) == []


def test_nothing_in_a_plan_is_believed_to_fit() -> None:
    body = {"signal": "x" * 300, "length": 30, "no": [1, "drink"], "do": "walk", "fallback": "never", "places": None}
    assert p.sound(body) == {
        "signal": "x" * 40, "places": "", "children": "", "no": ["drink"], "do": [], "length": 30, "fallback": 72,
    }  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("fault", ['id = "soon"|id = "sun"', 'to = "t41"|to = "t40"', 'id = "drugs"|id = "drink"'])
def test_a_file_with_a_fault_is_refused(tmp_path: Path, fault: str) -> None:
    was, now = fault.split("|")
    whole = (Path(settings.CONTENT_DIR) / "en" / "together" / "pause.toml").read_text()
    assert was in whole
    (tmp_path / "pause.toml").write_text(whole.replace(was, now, 1))
    with pytest.raises(WordsError):
        load(tmp_path / "pause.toml")
