"""T24, a talk in turns: two people over HTTP and a clock, on two phones and on one."""

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
from goldseam.together.talk import turns as t
from goldseam.together.talk.words import CARDS, load, words
from goldseam.together.telling import facts
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import keep, open_table, post, wait
from tests.tools.conftest import Clock, be, bodies, clock, enter, text

__all__ = ["clock"]
HOME = "/n/us/t24/"
TOPIC = "The trip to the seaside"
MINE = "the one whose phone this is"
BEGIN: dict[str, Any] = {"topic": TOPIC, "first": "me", "minutes": "15", "phones": "two", "not_today": ["money"]}


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


def begin(person: Person, **change: Any) -> Any:
    return post(person, HOME + "begin/", **(BEGIN | change))


def hidden(person: Person, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', person.client.get(HOME).content.decode())
    return found[1] if found else ""


def act(person: Person, what: str, **fields: Any) -> Any:
    return post(person, f"{HOME}{what}/", **({"talk": hidden(person, "talk")} | fields))


def press(person: Person, move: str, **fields: Any) -> None:
    assert act(person, "turn", **({"n": hidden(person, "n"), "move": move} | fields)).status_code == 303


def card(person: Person) -> str:
    found = re.search(r'<h2 id="card"[^>]*>([^<]*)<', person.client.get(HOME).content.decode())
    return found[1] if found else ""


def moves(person: Person) -> list[str]:
    return re.findall(r'name="move" value="(\w+)"', person.client.get(HOME).content.decode())


def on_table(person: Person, *kinds: str) -> list[dict[str, Any]]:
    return [entry.body for entry in person.vault.tables[0].every() if entry.kind in kinds]


def head(person: Person) -> int:
    return person.vault.tables[0].head[0]


def start(cast: Cast, **change: Any) -> None:
    """R begins on two phones, B comes to it."""
    assert begin(cast.R, **change).status_code == 303
    assert act(cast.B, "answer", yes="1").status_code == 303


def half(one: Person, other: Person) -> None:
    """One speaker's turn, up to the change of the floor."""
    press(one, "on")
    press(other, "on")
    press(one, "yes")
    press(other, "on")
    press(one, "swap")


def later(clock: Clock, *people: Person, minutes: int) -> None:
    clock.now += timedelta(minutes=minutes)
    for person in people:
        enter(person)


# -- beginning -------------------------------------------------------------------------------------------------


def test_one_asks_and_it_begins_when_the_other_phone_says_so(cast: Cast) -> None:
    assert begin(cast.R).status_code == 303
    assert "On the other phone this page shows a button" in see(cast.R)
    assert "Robin would like to talk about this in turns" in see(cast.B)
    assert TOPIC in see(cast.B)
    assert "Not today: Money" in see(cast.B)
    act(cast.R, "answer", yes="1")
    assert card(cast.R) == "", "nobody begins for the other"
    act(cast.B, "answer", yes="1")
    assert (card(cast.R), card(cast.B)) == ("You have the floor", "You listen")


def test_what_is_sent_from_the_page_itself_works(cast: Cast) -> None:
    uid = hidden(cast.R, "uid")
    assert cast.R.client.post(HOME + "begin/", BEGIN | {"uid": uid}).status_code == 303
    assert TOPIC in see(cast.B)


def test_bad_input_is_said_beside_its_field_and_kept(cast: Cast) -> None:
    before = head(cast.R)
    for change in ({"topic": ""}, {"topic": "x" * 81}, {"minutes": "5"}, {"minutes": "45"}, {"first": "mother"},
                   {"phones": "three"}, {"not_today": ["gossip"]}):  # fmt: skip
        answer = begin(cast.R, **change)
        assert answer.status_code == 422, change
        assert "Not saved yet" in text(answer)
    assert TOPIC in begin(cast.R, minutes="45").content.decode()
    assert cast.R.client.post(HOME + "begin/", BEGIN).status_code == 422
    assert head(cast.R) == before


def test_a_topic_that_closes_an_ear_is_shown_to_its_writer_first_and_stops_nobody(cast: Cast) -> None:
    harsh = "You always run away"
    looked = begin(cast.R, topic=harsh)
    assert looked.status_code == 200
    assert "Words to look at again" in text(looked)
    assert harsh not in see(cast.B)
    assert begin(cast.R, topic=harsh, seen=harsh).status_code == 303
    assert harsh in see(cast.B)


def test_the_same_press_twice_and_two_beginnings_at_once_are_one_talk(cast: Cast) -> None:
    uid = str(uuid4())
    for _press in range(2):
        assert begin(cast.R, uid=uid).status_code == 303
    assert begin(cast.B, topic="Another").status_code == 303
    assert [len(on_table(cast.R, kind)) for kind in (t.TALK, t.ABOUT)] == [1, 1]
    assert "Another" not in see(cast.R)


def test_not_now_is_a_full_answer(cast: Cast) -> None:
    begin(cast.R)
    act(cast.B, "answer", no="1")
    assert "Not now, says the other phone" in see(cast.R)
    assert "Not now, says the other phone" not in see(cast.B)
    assert TOPIC not in see(cast.B)
    act(cast.B, "answer", yes="1")
    assert card(cast.B) == ""


def test_r9_asking_the_other_phone_keeps_the_pace_and_one_phone_asks_nobody(cast: Cast, clock: Clock) -> None:
    begin(cast.R)
    later(clock, cast.R, cast.B, minutes=60)
    assert TOPIC not in see(cast.B)
    again = begin(cast.R)
    assert again.status_code == 422
    assert words().pace in text(again)
    wait(clock, cast.R, cast.B, days=1)
    assert begin(cast.R).status_code == 303
    act(cast.B, "answer", no="1")
    wait(clock, cast.R, cast.B, days=2)
    refused = begin(cast.R)
    assert refused.status_code == 422
    assert text(refused).count(words().pace) == text(again).count(words().pace), "one answer, whatever the reason"
    assert begin(cast.R, phones="one").status_code == 303
    act(cast.R, "end")
    wait(clock, cast.R, cast.B, days=1)
    assert begin(cast.R).status_code == 303
    act(cast.R, "end")
    wait(clock, cast.R, cast.B, days=1)
    assert begin(cast.R).status_code == 422, "three a week"
    assert begin(cast.B).status_code == 303, "it binds the one who asks"


def test_a_talk_both_came_to_asked_nothing_of_anybody(cast: Cast) -> None:
    for _n in range(4):
        start(cast)
        act(cast.B, "end")


def test_r7_taken_back_run_out_and_never_asked_look_alike(cast: Cast, clock: Clock) -> None:
    never = bare(cast.B)
    begin(cast.R)
    assert bare(cast.B) != never
    act(cast.R, "end")
    assert bare(cast.B) == never
    wait(clock, cast.R, cast.B, days=1)
    begin(cast.R)
    later(clock, cast.R, cast.B, minutes=60)
    assert bare(cast.B) == never


def test_r4_looking_leaves_no_trace_for_the_other(cast: Cast) -> None:
    begin(cast.R)
    before = bare(cast.R), head(cast.R)
    for _look in range(3):
        see(cast.B)
    assert (bare(cast.R), head(cast.R)) == before


# -- turns -------------------------------------------------------------------------------------------------------


def test_each_sees_the_own_card_and_only_whoever_holds_it_goes_on(cast: Cast) -> None:
    start(cast)
    assert moves(cast.R) == ["on"]
    assert moves(cast.B) == []
    assert "The other phone goes on from here" in see(cast.B)
    before = head(cast.B)
    press(cast.B, "on", n="0")
    assert head(cast.B) == before
    press(cast.R, "on")
    assert (card(cast.R), card(cast.B)) == ("You hear it back", "Say back what you heard")
    press(cast.B, "on")
    assert moves(cast.R) == ["yes", "partly", "not"]
    press(cast.R, "yes")
    assert "It makes sense that" in see(cast.B)
    press(cast.B, "on")
    assert moves(cast.R) == ["more", "swap"]
    press(cast.R, "swap")
    assert (card(cast.B), card(cast.R)) == ("You have the floor", "You listen")
    half(cast.B, cast.R)
    assert card(cast.R) == card(cast.B) == "Both have spoken"
    assert moves(cast.R) == moves(cast.B) == ["again"]


@pytest.mark.parametrize(("move", "speaker"), [("partly", "You hear it back"), ("not", "You have the floor")])
def test_partly_and_not_it_go_back_a_card_without_a_mark_for_anybody(cast: Cast, move: str, speaker: str) -> None:
    start(cast)
    press(cast.R, "on")
    press(cast.B, "on")
    press(cast.R, move)
    assert card(cast.R) == speaker


def test_a_press_sent_twice_or_from_a_card_that_has_gone_changes_nothing(cast: Cast) -> None:
    start(cast)
    uid, talk = str(uuid4()), hidden(cast.R, "talk")
    for _press in range(2):
        post(cast.R, HOME + "turn/", uid=uid, talk=talk, n="0", move="on")
    post(cast.R, HOME + "turn/", talk=talk, n="0", move="on")
    assert len(on_table(cast.R, t.STEP)) == 1
    for wrong in ({"n": ""}, {"n": "x"}, {"n": "7"}, {"move": "win"}, {"move": ""}, {"talk": "other"}):
        post(cast.B, HOME + "turn/", **({"talk": talk, "n": "1", "move": "on"} | wrong))
    assert len(on_table(cast.R, t.STEP)) == 1
    assert cast.R.client.post(HOME + "turn/", {"talk": talk}).status_code == 400


def test_one_speaker_has_three_turns_then_the_floor_changes(cast: Cast) -> None:
    start(cast)
    for _turn in range(2):
        press(cast.R, "on")
        press(cast.B, "on")
        press(cast.R, "yes")
        press(cast.B, "on")
        press(cast.R, "more")
    press(cast.R, "on")
    press(cast.B, "on")
    press(cast.R, "yes")
    press(cast.B, "on")
    assert moves(cast.R) == ["swap"]


def test_nothing_gets_solved_in_the_first_round(cast: Cast) -> None:
    start(cast)
    assert words().first_round in see(cast.R)
    half(cast.R, cast.B)
    half(cast.B, cast.R)
    assert words().first_round in see(cast.R)
    press(cast.B, "again")
    for person in (cast.R, cast.B):
        assert words().later_rounds in see(person)
        assert words().first_round not in see(person)


def test_the_other_can_have_the_floor_first(cast: Cast) -> None:
    start(cast, first="you")
    assert (card(cast.B), card(cast.R)) == ("You have the floor", "You listen")


def test_the_other_phone_is_told_by_the_number_and_follows(cast: Cast, clock: Clock) -> None:
    start(cast)
    page = cast.B.client.get(HOME).content.decode()
    assert "gs/live.js" in page
    seen = re.search(r'data-live="(\d+)"', page)
    assert seen
    ask = {"seen": seen[1]}
    assert cast.B.client.get("/n/us/live/", ask).status_code == 204
    press(cast.R, "on")
    clock.now += timedelta(seconds=1)
    assert cast.B.client.get("/n/us/live/", ask).status_code == 200
    assert card(cast.B) == "Say back what you heard"


def test_it_goes_on_after_a_lost_connection(cast: Cast, clock: Clock) -> None:
    start(cast)
    press(cast.R, "on")
    later(clock, cast.R, cast.B, minutes=30)
    assert (card(cast.R), card(cast.B)) == ("You hear it back", "Say back what you heard")
    press(cast.B, "on")
    assert card(cast.R) == "Is that it?"


def test_the_time_is_a_plain_sentence_and_ends_nothing(cast: Cast, clock: Clock) -> None:
    start(cast, minutes="10")
    assert "It ends at about 21:40" in see(cast.B)
    later(clock, cast.R, cast.B, minutes=11)
    assert "The time was 21:40" in see(cast.R)
    assert moves(cast.R) == ["on"]


def test_a_talk_nobody_went_on_with_is_over_by_itself(cast: Cast, clock: Clock) -> None:
    start(cast)
    later(clock, cast.R, cast.B, minutes=119)
    assert card(cast.R)
    later(clock, cast.R, cast.B, minutes=1)
    assert card(cast.R) == ""
    assert "Enough for today" in see(cast.B)


def test_the_listening_card_is_there_for_each_who_listens_and_open_for_r(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    start(cast, first="you")
    heard = cast.R.client.get(HOME).content.decode()
    assert re.search(r"<details[^>]* open><summary>When it is hard to listen", heard)
    for line in ("hands still", "Tell me more", "No “but”", "No war about facts"):
        assert line in heard
    assert "When it is hard to listen" not in see(cast.B)
    half(cast.B, cast.R)
    folded = cast.B.client.get(HOME).content.decode()
    assert "<summary>When it is hard to listen" in folded
    assert not re.search(r"<details[^>]* open", folded)


def test_a_break_is_one_press_away_on_every_card_and_the_talk_waits_for_it(cast: Cast, clock: Clock) -> None:
    start(cast)
    for person in (cast.R, cast.B):
        assert 'href="/n/us/t25/"' in person.client.get(HOME).content.decode()
    post(cast.B, "/n/us/t25/go/", minutes="20")
    assert "A break is on. Back: 21:50" in see(cast.R)
    later(clock, cast.R, cast.B, minutes=20)
    assert card(cast.R) == "You have the floor"


# -- one phone ------------------------------------------------------------------------------------------------------


def test_on_one_phone_the_cards_go_from_hand_to_hand(cast: Cast) -> None:
    assert begin(cast.R, phones="one").status_code == 303
    seen = []
    for move in ("on", "on", "yes", "on", "swap", "on"):
        found = re.search(r"For (Billie|the one whose phone this is)", see(cast.R))
        assert found
        seen.append((found[1], card(cast.R)))
        press(cast.R, move)
    assert seen == [
        (MINE, "You have the floor"),
        ("Billie", "Say back what you heard"),
        (MINE, "Is that it?"),
        ("Billie", "One more line"),
        (MINE, "More, or change?"),
        ("Billie", "You have the floor"),
    ]
    assert on_table(cast.B, t.JOIN) == []


# -- an own card of the room ------------------------------------------------------------------------------------------


def test_an_own_i_feel_is_at_hand_for_the_speaker_and_private_until_spoken(cast: Cast, clock: Clock) -> None:
    keep(cast.R, "t23", clock, what_happened="The phone lay face down", i_feel=["uneasy"])
    keep(cast.B, "t23", clock, what_happened="Nobody rang me back")
    start(cast)
    assert "The phone lay face down" in see(cast.R)
    for hers in (see(cast.B), text(cast.B.client.get("/n/us/"))):
        assert "face down" not in hers
    assert "Nobody rang" not in see(cast.B), "it is not this one's turn"
    half(cast.R, cast.B)
    assert "Nobody rang me back" in see(cast.B)
    assert "face down" not in see(cast.R)
    cast.B.lock()
    assert "Nobody rang" not in see(cast.B)
    assert card(cast.B) == "You have the floor", "the table needs the first door only"


# -- the end -----------------------------------------------------------------------------------------------------------


def test_nothing_stays_but_that_a_talk_ended(cast: Cast, clock: Clock) -> None:
    start(cast)
    press(cast.R, "on")
    press(cast.B, "on")
    press(cast.R, "not")
    assert act(cast.B, "end").status_code == 303
    for person in (cast.R, cast.B):
        assert "Enough for today" in see(person)
        assert TOPIC not in see(person)
    wait(clock, cast.R, cast.B, days=1)
    act(cast.R, "end")
    begin(cast.R, phones="one", topic="Another")
    act(cast.R, "end")
    begin(cast.B, phones="one", topic="A third")
    stays = on_table(cast.R, t.ABOUT, t.STEP)
    assert TOPIC not in str(stays)
    assert on_table(cast.R, t.STEP) == []
    assert {"talk", "ok"} == set(on_table(cast.R, t.JOIN)[0])
    assert set(on_table(cast.R, t.END)[0]) == {"talk"}
    assert cast.R.vault.tables[0].verify() == []


def test_the_steps_of_the_one_who_ends_go_at_once(cast: Cast) -> None:
    begin(cast.R, phones="one")
    for move in ("on", "on", "partly"):
        press(cast.R, move)
    assert len(on_table(cast.R, t.STEP)) == 3
    act(cast.R, "end")
    assert on_table(cast.R, t.STEP) == []


def test_topic_and_day_stay_only_if_both_keep_it(cast: Cast, clock: Clock) -> None:
    start(cast)
    act(cast.R, "end")
    before = bare(cast.B)
    assert act(cast.R, "keep", yes="1").status_code == 303
    assert bare(cast.B) == before, "what the one pressed the other does not learn"
    assert "Topics you both kept" not in see(cast.R)
    act(cast.B, "keep", yes="1")
    for person in (cast.R, cast.B):
        said = see(person)
        assert "Topics you both kept" in said
        assert f"{TOPIC} 21 November 2026" in said
    wait(clock, cast.R, cast.B, days=30)
    begin(cast.R, phones="one", topic="Another")
    act(cast.R, "end")
    assert "Topics you both kept" in see(cast.B)
    wait(clock, cast.R, cast.B, days=61)
    assert "Topics you both kept" not in see(cast.B)


@pytest.mark.parametrize("first", ["R", "B"])
def test_let_go_by_one_is_let_go_and_the_other_is_not_told(cast: Cast, first: str) -> None:
    start(cast)
    act(cast.R, "end")
    one, other = (cast.R, cast.B) if first == "R" else (cast.B, cast.R)
    before = bare(other)
    act(one, "keep", no="1")
    assert bare(other) == before
    act(other, "keep", yes="1")
    assert "Topics you both kept" not in see(other)
    if first == "R":
        assert on_table(cast.B, t.ABOUT) == [], "its author takes it back at once"


def test_after_a_day_it_cannot_be_kept_any_more(cast: Cast, clock: Clock) -> None:
    start(cast)
    act(cast.R, "end")
    talk = hidden(cast.R, "talk")
    post(cast.R, HOME + "keep/", talk=talk, yes="1")
    later(clock, cast.R, cast.B, minutes=24 * 60)
    assert "Keep the topic" not in see(cast.B)
    post(cast.B, HOME + "keep/", talk=talk, yes="1")
    assert "Topics you both kept" not in see(cast.B)


def test_how_heard_one_felt_stays_in_the_own_room(cast: Cast) -> None:
    start(cast)
    act(cast.R, "end")
    before, uid = (bare(cast.B), head(cast.B)), str(uuid4())
    assert post(cast.R, HOME + "after/").status_code == 422
    assert post(cast.R, HOME + "after/", heard="11").status_code == 422
    for _press in range(2):
        assert post(cast.R, HOME + "after/", heard="7", uid=uid).status_code == 303
    assert [one["heard"] for one in bodies(cast.R, "laid")] == [7]
    assert "oldest first: 7" in text(cast.R.client.get(HOME + "after/"))
    assert (bare(cast.B), head(cast.B)) == before
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=datetime(2026, 11, 21, 21, 30, tzinfo=UTC))
    assert "oldest first" not in text(cast.R.client.get(HOME + "after/"))


# -- when not ------------------------------------------------------------------------------------------


def told(person: Person, clock: Clock) -> None:
    person.vault.tables[0].append(facts.TELL, {"answers": [], "until": "2027-01-01"}, id=uuid4(), now=clock.now)


def test_hr_01_not_for_three_days_after_a_lapse_was_told_at_the_table(cast: Cast, clock: Clock) -> None:
    told(cast.R, clock)
    for person in (cast.R, cast.B):
        assert words().shut in see(person)
        assert begin(person, phones="one").status_code == 303
    assert bare(cast.R) == bare(cast.B)
    assert on_table(cast.R, t.TALK) == []
    wait(clock, cast.R, cast.B, days=3)
    assert words().shut not in see(cast.R)
    assert begin(cast.R).status_code == 303


def test_hr_01_what_was_asked_before_it_was_told_does_not_begin_then(cast: Cast, clock: Clock) -> None:
    begin(cast.R)
    told(cast.R, clock)
    assert words().shut in see(cast.B)
    act(cast.B, "answer", yes="1")
    assert card(cast.B) == ""
    act(cast.B, "answer", no="1")
    assert TOPIC not in see(cast.B)


@pytest.mark.parametrize("kind", [facts.READ, facts.TOLD])
def test_r4_what_the_own_room_alone_knows_shuts_the_own_page_alone(cast: Cast, clock: Clock, kind: str) -> None:
    before = bare(cast.R), head(cast.R)
    cast.B.room.append("laid", {"as": kind, "of": uuid4().hex}, id=uuid4(), now=clock.now)
    assert words().shut in see(cast.B)
    assert (bare(cast.R), head(cast.R)) == before
    begin(cast.R)
    assert words().shut in see(cast.B)
    wait(clock, cast.B, days=3)
    assert words().shut not in see(cast.B)


def test_a_topic_can_come_from_the_list_for_the_meeting(cast: Cast, clock: Clock) -> None:
    assert "waits for the meeting" not in see(cast.R)
    for words_, more in (("My sister's wedding", {}), ("The loft", {"hard": True})):
        cast.B.vault.tables[0].append("topic", {"words": words_, **more}, id=uuid4(), now=clock.now)
    page = cast.R.client.get(HOME).content.decode()
    chosen = re.findall(r'name="from_list" value="([0-9a-f]{32})"', page)
    assert len(chosen) == 1, "a hard one waits for a session"
    assert begin(cast.R, topic="", from_list="0" * 32).status_code == 422
    assert begin(cast.R, topic="", from_list="").status_code == 422
    assert begin(cast.R, topic="", from_list=chosen[0]).status_code == 303
    assert "sister" in see(cast.B)
    act(cast.B, "answer", yes="1")
    act(cast.B, "end")
    assert begin(cast.R, from_list=chosen[0]).status_code == 303
    assert TOPIC in see(cast.B), "what was written counts before what was chosen"


def test_it_says_that_it_is_not_for_disclosure(cast: Cast) -> None:
    assert "Not for telling something the other does not know yet" in see(cast.R)


def test_while_the_table_is_shut_every_page_answers_alike(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.stranger):
        enter(person)
        for url in ("", "after/"):
            assert person.client.get(HOME + url)["Location"] == "/n/us/"
        for url in ("begin/", "answer/", "turn/", "end/", "keep/", "after/"):
            assert post(person, HOME + url, **BEGIN)["Location"] == "/n/us/"


def test_doors(cast: Cast, signed_out: Client) -> None:
    start(cast)
    cast.R.lock()
    press(cast.R, "on")
    assert card(cast.R) == "You hear it back"
    assert cast.R.client.get(HOME + "after/")["Location"].startswith("/room/")
    for url in ("", "after/"):
        assert signed_out.get(HOME + url).status_code == 303
    for url in ("begin/", "answer/", "turn/", "end/", "keep/"):
        assert cast.R.client.get(HOME + url).status_code == 405


def test_r22_both_have_the_same_page_and_limits(cast: Cast) -> None:
    assert bare(cast.R) == bare(cast.B)


def test_pages_are_light_and_ask_little(cast: Cast, clock: Clock) -> None:
    for _n in range(4):
        keep(cast.R, "t23", clock, what_happened="x" * 160, because_for_me="y" * 200, i_need="z" * 160)
    for state in ("none", "turn", "over"):
        if state == "turn":
            start(cast)
        if state == "over":
            act(cast.R, "end")
        with CaptureQueriesContext(connection) as asked:
            page = cast.R.client.get(HOME)
        assert len(page.content) <= 20 * 1024, state
        assert len(asked) <= 12, (state, "\n".join(one["sql"][:160] for one in asked))


def test_us_says_that_a_talk_waits_or_goes_on(cast: Cast) -> None:
    begin(cast.R)
    assert "A talk waits for the other phone." in text(cast.B.client.get("/n/us/"))
    act(cast.B, "answer", yes="1")
    assert "A talk is going on." in text(cast.R.client.get("/n/us/"))


# -- pure ------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)
BOTH = (ONE, OTHER)


def entry(seq: int, kind: str, by: UUID = ONE, after: int = 0, **body: Any) -> Entry:
    return Entry(UUID(int=100 + seq), seq, kind, NOW + timedelta(minutes=after), body, by)


TALK = entry(2, t.TALK, one=False)
ID = TALK.id.hex


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"topic": 3, "not_today": "money", "first": 5, "minutes": "15"},
        {"first": "nobody", "minutes": 600},
        {"first": UUID(int=9).hex},
    ],
)
def test_nothing_in_a_body_is_believed_to_fit(about: dict[str, Any]) -> None:
    found = t.talks([entry(1, t.ABOUT, talk=ID, **about), TALK], BOTH)[0]
    assert (found.topic, found.not_today, found.minutes) == ("", (), 15)
    assert found.speaker(BOTH) == ONE


def test_nobody_puts_a_topic_or_an_answer_into_the_other_s_mouth() -> None:
    found = t.talks(
        [entry(1, t.ABOUT, OTHER, talk=ID, topic="Not mine"), TALK, entry(3, t.JOIN, talk=ID, ok=True)], BOTH
    )
    assert found[0].topic == ""
    assert found[0].begun is None


def test_two_presses_at_the_same_card_count_once() -> None:
    join = entry(3, t.JOIN, OTHER, talk=ID, ok=True)
    first, second = (entry(n, t.STEP, talk=ID, n=0, move="on") for n in (4, 5))
    assert t.talks([TALK, join, first, second], BOTH)[0].spot == t.Spot(card="back", n=1)


def test_every_card_leads_on_and_every_move_has_its_words() -> None:
    assert set(t.MOVES) == set(CARDS)
    for card_, all_moves in t.MOVES.items():
        for move in all_moves:
            assert t.after(t.Spot(card=card_, n=4), move).n == 5  # type: ignore[arg-type]


def test_there_is_a_last_round() -> None:
    found = t.Talk(ONE, ONE, NOW, one=True, spot=t.Spot("round", round=t.ROUNDS))
    assert found.moves() == ()


@pytest.mark.once
@pytest.mark.parametrize(
    "fault", ['id = "say"|id = "sat"', "It makes sense that|I follow that", 'id = "money"|id = "past"', '["gone"]|']
)
def test_a_file_with_a_fault_is_refused(tmp_path: Path, fault: str) -> None:
    was, now = fault.split("|")
    whole = (Path(settings.CONTENT_DIR) / "en" / "together" / "talk.toml").read_text()
    changed = whole.replace(was, now, 1) if was in whole else whole + "\nmore = 1\n"
    (tmp_path / "talk.toml").write_text(changed)
    with pytest.raises(WordsError):
        load(tmp_path / "talk.toml")
