"""The weekly meeting over HTTP: a time both agree on, the look alone before it, ten points, topics, decisions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldseam.safety.words import WordsError, words_dir
from goldseam.together.meeting import slots
from goldseam.together.meeting.agenda import agenda, load, minutes
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import open_table, post
from tests.tools.conftest import Clock, bodies, clock, enter, text

__all__ = ["clock"]
HOME = "/n/us/t21/"
TOPIC = "The cellar and the boxes"
SUNDAY = 6
ONE, OTHER = UUID(int=1), UUID(int=2)
PRESSES = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["slot", "yes", "no", "back"]), st.integers(1, 60)), max_size=30
)


@pytest.fixture(autouse=True)
def table(request: pytest.FixtureRequest) -> None:
    """Every scene begins at an open table; what is pure needs none."""
    if "cast" not in request.fixturenames:
        return
    cast, clock = request.getfixturevalue("cast"), request.getfixturevalue("clock")
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def page(person: Person, url: str = HOME) -> str:
    return text(person.client.get(url))


def alike(person: Person, url: str = HOME) -> bytes:
    """A page apart from nonces and keys that differ in every answer."""
    body = person.client.get(url).content
    return re.sub(rb'(value|nonce)="[0-9a-zA-Z+/=_-]{20,}"|nonce-[\w+/=-]+|data-live="\d+"', b"", body)


def act(person: Person, where: str, **fields: Any) -> Any:
    answer = post(person, f"{HOME}{where}/", **fields)
    assert answer.status_code == 303, text(answer)
    return answer


def of(person: Person, near: str) -> str:
    """The id in the form that stands nearest before or around these words."""
    body = person.client.get(HOME).content.decode()
    found = re.search(rf"{re.escape(near)}.*?name=\"of\" value=\"([0-9a-f-]+)\"", body, re.S)
    assert found, near
    return found[1]


def suggest(person: Person, weekday: int = SUNDAY, time: str = "17:00", minutes: int = 40, **more: Any) -> Any:
    return post(person, f"{HOME}slot/", weekday=str(weekday), time=time, minutes=str(minutes), **more)


def agree(one: Person, other: Person, weekday: int) -> None:
    assert suggest(one, weekday).status_code == 303
    act(other, "answer", of=of(other, "has suggested"), say="yes")


def today(clock: Clock) -> int:
    return clock.now.weekday()


def begin(cast: Cast) -> None:
    for person in (cast.R, cast.B):
        act(person, "today", say="yes")
    act(cast.R, "on", do="begin")


def hold(cast: Cast, clock: Clock) -> None:
    """One meeting, ended by a stop."""
    begin(cast)
    act(cast.B, "on", do="stop")


def week_on(cast: Cast, clock: Clock) -> None:
    clock.now += timedelta(days=7)
    for person in (cast.R, cast.B):
        enter(person)


def add(person: Person, words: str = TOPIC, **more: Any) -> Any:
    return post(person, f"{HOME}item/", words=words, **more)


def decide(person: Person, what: str, who: str, clock: Clock, days: int = 5, **more: Any) -> Any:
    by = (clock.now.date() + timedelta(days=days)).isoformat()
    return post(person, f"{HOME}line/", what=what, who=who, by=by, **more)


def laid(person: Person, *kinds: str) -> int:
    return sum(entry.kind in kinds for entry in person.vault.tables[0].every())


# -- when -----------------------------------------------------------------------------------------------


def test_a_time_holds_once_the_other_agrees(cast: Cast, clock: Clock) -> None:
    assert "No time is agreed yet" in page(cast.R)
    assert suggest(cast.R).status_code == 303
    assert "Robin has suggested" in page(cast.B)
    assert "No time is agreed yet" in page(cast.B)
    act(cast.B, "answer", of=of(cast.B, "has suggested"), say="yes")
    for person in (cast.R, cast.B):
        assert "Sunday at 17:00, 40 minutes" in page(person)
        assert "has suggested" not in page(person)
    assert "Sunday at 17:00, 40 minutes" in page(cast.R, "/n/us/")


def test_nobody_agrees_to_their_own_and_nobody_takes_back_for_the_other(cast: Cast, clock: Clock) -> None:
    suggest(cast.R)
    id = of(cast.R, "You have suggested")
    act(cast.R, "answer", of=id, say="yes")
    act(cast.B, "answer", of=id, say="back")
    assert "Robin has suggested" in page(cast.B)
    assert "No time is agreed yet" in page(cast.R)
    act(cast.R, "answer", of=id, say="back")
    assert "has suggested" not in page(cast.B)


def test_a_bad_time_is_said_beside_the_field_and_nothing_is_laid(cast: Cast, clock: Clock) -> None:
    answer = suggest(cast.R, time="25:99")
    assert answer.status_code == 422
    assert "Please write the time like 19:30" in text(answer)
    assert laid(cast.R, "meet_slot") == 0


def test_the_same_press_twice_is_one_suggestion(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    for _press in range(2):
        assert suggest(cast.R, uid=uid).status_code == 303
    assert laid(cast.R, "meet_slot") == 1


def test_r9_a_suggestion_keeps_the_pace_and_a_no_rests_for_three_days(cast: Cast, clock: Clock) -> None:
    suggest(cast.R)
    assert suggest(cast.R, 3).status_code == 409
    act(cast.B, "answer", of=of(cast.B, "has suggested"), say="no")
    assert suggest(cast.R, 3).status_code == 409
    assert "Please wait a little" in page(cast.R, f"{HOME}slot/")
    clock.now += timedelta(hours=73)
    enter(cast.R)
    assert suggest(cast.R, 3).status_code == 303


def test_r19_the_calendar_file_has_a_neutral_name_and_title(cast: Cast, clock: Clock) -> None:
    assert cast.R.client.get(f"{HOME}calendar/")["Location"] == HOME
    agree(cast.R, cast.B, SUNDAY)
    answer = cast.R.client.get(f"{HOME}calendar/")
    assert answer["Content-Disposition"] == 'attachment; filename="week.ics"'
    said = answer.content.decode().split("\r\n")
    assert {"DTSTART:20261122T170000", "DURATION:PT40M", "RRULE:FREQ=WEEKLY", "SUMMARY:Weekly hour"} <= set(said)
    assert "Robin" not in answer.content.decode()


def test_another_time_can_answer_a_suggestion(cast: Cast, clock: Clock) -> None:
    suggest(cast.R, 3)
    assert suggest(cast.B, 5).status_code == 303
    assert "Billie has suggested" in page(cast.R)
    assert "Saturday" in page(cast.R)


# -- the look before it ------------------------------------------------------------------------------------


def test_before_its_day_nobody_is_asked(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, (today(clock) + 1) % 7)
    assert "Yes, today is right" not in page(cast.R)
    act(cast.R, "today", say="yes")
    assert laid(cast.R, "meet_go", "meet_moved") == 0


def test_r4_the_other_s_yes_changes_nothing_until_one_has_answered(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    before = alike(cast.B)
    act(cast.R, "today", say="yes")
    assert alike(cast.B) == before
    act(cast.B, "today", say="yes")
    assert "Both of you have said yes" in page(cast.B)


def test_not_now_says_the_same_words_whoever_said_it(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    seen: list[tuple[bytes, bytes]] = []
    for who in (cast.R, cast.B):
        act(who, "today", say="no")
        seen.append((_undated(alike(cast.R)), _undated(alike(cast.B))))
        assert "Not today. It moves to its next day" in page(cast.R)
        week_on(cast, clock)
    assert seen[0] == seen[1]


def _undated(body: bytes) -> bytes:
    return re.sub(rb"\d+ [A-Z][a-z]+ 20\d\d", b"", body)


def test_not_now_after_two_yes_looks_the_same_too(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    act(cast.B, "today", say="no")
    early = _undated(alike(cast.R))
    week_on(cast, clock)
    act(cast.R, "today", say="yes")
    act(cast.B, "today", say="yes")
    act(cast.B, "today", say="no")
    assert _undated(alike(cast.R)) == early
    act(cast.R, "on", do="begin")
    assert laid(cast.R, "meet_begin") == 0


def test_another_button_after_going_back_is_another_press(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    uid = str(uuid4())
    act(cast.R, "today", say="yes", uid=uid)
    act(cast.R, "today", say="no", uid=uid)
    assert "Not today" in page(cast.B)


# -- the meeting -------------------------------------------------------------------------------------------


def test_it_begins_only_when_both_have_said_yes(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    act(cast.R, "today", say="yes")
    act(cast.R, "on", do="begin")
    assert "Point 1 of 10" not in page(cast.R)
    act(cast.B, "today", say="yes")
    act(cast.B, "on", do="begin")
    for person in (cast.R, cast.B):
        assert "Point 1 of 10" in page(person)
    assert "data-live" in cast.R.client.get(HOME).content.decode()
    assert "It is on." in page(cast.R, "/n/us/")


def test_a_forged_beginning_begins_nothing(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    day = clock.now.date().isoformat()
    table = cast.R.vault.tables[0]
    for kind in ("meet_go", "meet_begin"):
        table.append(kind, {"day": day}, id=uuid4(), now=clock.now)
    assert "Point 1" not in page(cast.B)


def test_ten_points_one_at_a_time_and_two_phones_go_on_once(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    begin(cast)
    for point in range(1, 11):
        assert f"Point {point} of 10" in page(cast.B)
        act(cast.R, "on", do="next", **{"from": str(point)})
        act(cast.B, "on", do="next", **{"from": str(point)})
    assert "The meeting is over" in page(cast.R)
    assert "One meeting held." in page(cast.R)


def test_point_4_says_that_a_lapse_comes_first_and_points_7_and_8_are_only_talked_about(
    cast: Cast, clock: Clock
) -> None:
    agree(cast.R, cast.B, today(clock))
    begin(cast)
    for point in range(1, 9):
        seen = page(cast.R)
        if point == 4:
            assert "comes first, as far as the other wants to hear" in seen
        if point in (7, 8):
            assert not re.search(r"<main.*?href=\"/n/(?!us/t21)", cast.R.client.get(HOME).content.decode(), re.S)
        act(cast.R, "on", do="next", **{"from": str(point)})


def test_stop_ends_it_kindly_and_it_counts(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    for person in (cast.R, cast.B):
        seen = page(person)
        assert "It is over, and it counts" in seen
        assert "One meeting held." in seen
        assert "Billie stopped" not in seen
    act(cast.R, "on", do="stop")
    act(cast.R, "on", do="next", **{"from": "1"})
    assert laid(cast.R, "meet_end", "meet_next") == 1


def test_a_meeting_left_lying_is_over_and_counts(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    begin(cast)
    clock.now += timedelta(hours=7)
    enter(cast.R)
    assert "One meeting held." in page(cast.R)


def test_the_meeting_goes_on_with_the_own_room_shut(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    begin(cast)
    cast.B.lock()
    assert "Point 1 of 10" in page(cast.B)
    act(cast.B, "on", do="next", **{"from": "1"})
    assert "Point 2 of 10" in page(cast.R)


def test_how_it_felt_stays_in_the_own_room(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    head, before = cast.R.vault.tables[0].head, alike(cast.R)
    act(cast.B, "after", safe="2", heard="7")
    assert cast.R.vault.tables[0].head == head
    assert alike(cast.R) == before
    assert [(one["safe"], one["heard"]) for one in bodies(cast.B, "meet_felt")] == [(2, 7)]
    assert bodies(cast.R, "meet_felt") == []


def test_twice_hardly_safe_offers_the_look_alone_and_only_there(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    for n in range(2):
        hold(cast, clock)
        act(cast.B, "after", safe="3")
        assert ("/n/t58/" in cast.B.client.get(f"{HOME}after/").content.decode()) is (n == 1)
        week_on(cast, clock)
    assert "/n/t58/" not in cast.R.client.get(f"{HOME}after/").content.decode()


# -- topics ------------------------------------------------------------------------------------------------


def test_either_adds_a_topic_and_takes_off_only_their_own(cast: Cast, clock: Clock) -> None:
    assert add(cast.R).status_code == 303
    assert TOPIC in page(cast.B)
    assert "Take it off" not in page(cast.B)
    id = of(cast.R, TOPIC)
    act(cast.B, "item/move", of=id, do="off")
    assert TOPIC in page(cast.R)
    act(cast.R, "item/move", of=id, do="off")
    assert TOPIC not in page(cast.B)
    assert TOPIC not in page(cast.R)


def test_either_may_send_a_topic_to_a_session_and_only_they_bring_it_back(cast: Cast, clock: Clock) -> None:
    add(cast.R)
    act(cast.B, "item/move", of=of(cast.B, TOPIC), do="hard")
    assert "For a session" in page(cast.R)
    assert "Back to the list" not in page(cast.R)
    act(cast.R, "item/move", of=of(cast.R, TOPIC), do="here")
    assert "For a session" in page(cast.B)
    act(cast.B, "item/move", of=of(cast.B, TOPIC), do="here")
    assert "For a session" not in page(cast.R)


def test_a_topic_too_long_is_kept_in_its_field(cast: Cast, clock: Clock) -> None:
    answer = add(cast.R, "x" * 81)
    assert answer.status_code == 422
    assert "x" * 81 in answer.content.decode()


def test_a_quiet_hint_comes_first_and_never_holds_anything_up(cast: Cast, clock: Clock) -> None:
    words = "You always lie"
    answer = add(cast.R, words)
    assert answer.status_code == 200
    assert "It has not gone yet" in text(answer)
    assert words not in page(cast.B)
    assert add(cast.R, words, seen=words).status_code == 303
    assert words in page(cast.B)


def test_hr_04_under_pressure_a_topic_waits_and_the_own_page_says_the_same(cast: Cast, clock: Clock) -> None:
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    before = alike(cast.B)
    assert add(cast.R).status_code == 303
    assert TOPIC in page(cast.R)
    assert alike(cast.B) == before


# -- decisions ---------------------------------------------------------------------------------------------


def test_decisions_are_written_at_a_meeting_or_the_day_after(cast: Cast, clock: Clock) -> None:
    assert decide(cast.R, "Ring the dentist", "me", clock).status_code == 409
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    assert decide(cast.R, "Ring the dentist", "me", clock).status_code == 303
    assert "Ring the dentist" in page(cast.B)


def test_hr_04_after_the_meeting_a_decision_waits_under_pressure_too(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    assert decide(cast.R, "Ring the dentist", "me", clock).status_code == 303
    assert "Ring the dentist" in page(cast.R)
    assert "Ring the dentist" not in page(cast.B)


def test_a_decision_needs_the_own_room_only_after_the_meeting(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    begin(cast)
    cast.B.lock()
    assert decide(cast.B, "Ring the dentist", "me", clock).status_code == 303
    act(cast.R, "on", do="stop")
    assert cast.B.client.get(f"{HOME}line/")["Location"].startswith("/room/")
    asked = decide(cast.B, "Book the garage", "me", clock)
    assert "Book the garage" not in page(cast.R)
    assert "Book the garage" in asked.content.decode(), "what was typed is kept while the PIN is asked for"


def test_the_same_decision_sent_twice_is_one(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    uid = str(uuid4())
    for _press in range(2):
        assert decide(cast.R, "Ring the dentist", "me", clock, uid=uid).status_code == 303
    assert page(cast.B).count("Ring the dentist") >= 1
    assert laid(cast.R, "decision") == 1


def test_hr_04_nobody_adds_to_another_s_list(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    decide(cast.B, "Write to the sister", "you", clock)
    id = of(cast.R, "Write to the sister")
    assert bodies(cast.R, "t22") == []
    assert post(cast.R, f"{HOME}line/mine/", of=id).status_code == 404, "not taken on yet"
    assert post(cast.B, f"{HOME}line/mine/", of=id).status_code == 404, "it is not the writer's"
    act(cast.B, "line/say", of=id, say="take")
    assert "I take it on" in page(cast.R), "nobody takes on for the other"
    act(cast.R, "line/say", of=id, say="take")
    assert bodies(cast.R, "t22") == [], "taking it on is not yet a commitment"
    act(cast.R, "line/mine", of=id)
    kept = bodies(cast.R, "t22")
    assert [(one["what"], one["rhythm"]) for one in kept] == [("Write to the sister", "by_date")]
    assert bodies(cast.B, "t22") == []


def test_a_press_again_makes_no_second_commitment(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    decide(cast.R, "Ring the dentist", "both", clock)
    id = of(cast.R, "Ring the dentist")
    for _press in range(2):
        act(cast.R, "line/mine", of=id)
    assert len(bodies(cast.R, "t22")) == 1
    assert bodies(cast.B, "t22") == []
    assert "Put it among my commitments" not in page(cast.R)


def test_not_mine_makes_it_nobody_s(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    decide(cast.B, "Write to the sister", "you", clock)
    act(cast.R, "line/say", of=of(cast.R, "Write to the sister"), say="leave")
    for person in (cast.R, cast.B):
        assert "Write to the sister" not in page(person)


def test_only_the_owner_says_what_became_of_it(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    decide(cast.R, "Ring the dentist", "me", clock)
    id = of(cast.R, "Ring the dentist")
    act(cast.B, "line/say", of=id, say="done")
    assert "done" not in page(cast.B).split("Ring the dentist")[1].split("Topics")[0]
    act(cast.R, "line/say", of=id, say="part")
    assert "Robin said: in part." in page(cast.B)
    act(cast.R, "line/say", of=id, say="done")
    assert "as its owners say: one done." in page(cast.B)


def test_a_decision_of_both_is_over_when_both_say_so(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    decide(cast.R, "Walk on Sunday", "both", clock)
    id = of(cast.B, "Walk on Sunday")
    act(cast.B, "line/say", of=id, say="take")
    act(cast.B, "line/say", of=id, say="done")
    assert "Walk on Sunday" in page(cast.R)
    act(cast.R, "line/say", of=id, say="let_go")
    assert "Walk on Sunday" not in page(cast.R)


def test_one_takes_back_only_one_s_own_words(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    decide(cast.R, "Ring the dentist", "me", clock)
    id = of(cast.R, "Ring the dentist")
    act(cast.B, "line/say", of=id, say="withdraw")
    assert "Ring the dentist" in page(cast.B)
    act(cast.R, "line/say", of=id, say="withdraw")
    assert "Ring the dentist" not in page(cast.B)


def test_a_day_beyond_ninety_is_refused(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    hold(cast, clock)
    answer = decide(cast.R, "Ring the dentist", "me", clock, days=91)
    assert answer.status_code == 422
    assert "Ring the dentist" in answer.content.decode()


# -- the words, and what is pure -----------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(("length", "whole"), [(20, 26), (30, 31), (40, 40), (50, 50), (60, 53)])
def test_the_minutes_of_the_points_fit_the_length(length: int, whole: int) -> None:
    found = minutes(agenda().points, length)
    assert min(found) >= 1
    assert max(found) <= 15
    assert sum(found) <= whole


@pytest.mark.once
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("minutes = 15", "minutes = 14", "40 together"),
        ('to_label = "One speaks, one listens"', "", "without saying where"),
        ("mark = 0", "mark = 7", "evidence mark"),
        ('title = "Close"', 'title = " "', "without saying where"),
    ],
)
def test_a_fault_in_the_words_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = (words_dir() / "together" / "meeting.toml").read_text()
    assert old in text
    bad = tmp_path / "meeting.toml"
    bad.write_text(text.replace(old, new, 1))
    with pytest.raises(WordsError, match=fault):
        load(bad)


@pytest.mark.once
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(PRESSES)
def test_r9_whatever_two_people_press_a_suggestion_keeps_the_pace(presses: list[tuple[bool, str, int]]) -> None:
    now, entries, asked = datetime(2026, 3, 1, tzinfo=UTC), list[Entry](), dict[UUID, list[datetime]]()
    for first, what, hours in presses:
        now += timedelta(hours=hours)
        me = ONE if first else OTHER
        kind, body = what_is_pressed(what, entries)
        if what == "slot":
            if not slots.may_suggest(entries, (), me, now):
                continue
            asked.setdefault(me, []).append(now)
        entries.append(Entry(uuid4(), len(entries), kind, now, body, me))
        agreed = slots.slots(entries).agreed
        assert agreed is None or any(e.kind == slots.ANSWER and e.author != agreed.author for e in entries)
    for at in asked.values():
        assert all(later - one >= timedelta(days=7) for one, later in zip(at, at[3:], strict=False))


def what_is_pressed(what: str, entries: list[Entry]) -> tuple[str, dict[str, Any]]:
    if what == "slot":
        return slots.SLOT, slots.body(3, "19:00", 40)
    newest = next((str(e.id) for e in reversed(entries) if e.kind == slots.SLOT), "")
    return (slots.BACK, {"of": newest}) if what == "back" else (slots.ANSWER, {"of": newest, "yes": what == "yes"})


# -- doors and sizes ---------------------------------------------------------------------------------------


def test_without_an_open_table_every_page_answers_alike(cast: Cast, clock: Clock) -> None:
    enter(cast.stranger)
    for where in ("", "slot/", "item/", "line/", "after/"):
        assert cast.stranger.client.get(f"{HOME}{where}")["Location"] == "/n/us/", where
    for where in ("answer/", "today/", "on/", "item/move/", "line/say/", "line/mine/"):
        answer = post(cast.stranger, f"{HOME}{where}", of=str(uuid4()), say="yes", do="off")
        assert answer["Location"] == "/n/us/", where


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("answer/", {"of": "x", "say": "yes"}),
        ("answer/", {"of": str(uuid4()), "say": "maybe"}),
        ("on/", {"do": "next", "from": "1e3"}),
        ("on/", {"do": "fly"}),
        ("item/move/", {"of": str(uuid4()), "do": ""}),
        ("line/say/", {"of": str(uuid4()), "say": "x"}),
        ("line/mine/", {"of": str(uuid4())}),
    ],
)
def test_nonsense_changes_nothing(cast: Cast, clock: Clock, where: str, fields: dict[str, str]) -> None:
    head = cast.R.vault.tables[0].head
    assert post(cast.R, f"{HOME}{where}", **fields).status_code == 404
    assert cast.R.vault.tables[0].head == head


def test_odd_entries_from_the_other_break_no_page(cast: Cast, clock: Clock) -> None:
    table = cast.R.vault.tables[0]
    for kind in ("meet_slot", "meet_answer", "meet_next", "topic", "topic_to", "decision", "decision_said"):
        for body in ({}, {"of": 7, "words": [], "what": None, "weekday": True, "day": {}, "from": "1"}):
            table.append(kind, body, id=uuid4(), now=clock.now)
    assert cast.B.client.get(HOME).status_code == 200
    assert cast.B.client.get("/n/us/").status_code == 200


def test_a_page_asks_little_of_the_store_and_is_small(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    for n in range(5):
        add(cast.R, f"Topic number {n}")
        add(cast.B, f"Other topic {n}")
    begin(cast)
    for n in range(4):
        decide(cast.R, f"Thing {n}", "both", clock)
    act(cast.R, "on", do="stop")
    with CaptureQueriesContext(connection) as asked:
        answer = cast.R.client.get(HOME)
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]
    assert len(answer.content) <= 20_000
