"""T20 over HTTP: two people choose a form, say alone whether they can talk, take turns, and what is left of it."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldseam import content_check
from goldseam.safety import hints
from goldseam.safety.words import WordsError
from goldseam.together.checkin import state
from goldseam.together.checkin.words import load, words
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import open_table, post, us
from tests.tools.conftest import EVENING, Clock, be, bodies, clock, enter, text

__all__ = ["clock"]
HOME = "/n/us/t20/"
NOW = HOME + "now/"
WORDS = "A plain sentence about my own day"


@pytest.fixture
def table(cast: Cast, clock: Clock) -> None:
    for person, role in ((cast.R, "R"), (cast.B, "B")):
        enter(person)
        be(person, role, clock.now)
    open_table(cast.R, cast.B, clock)


def page(person: Person, url: str = HOME) -> str:
    return text(person.client.get(url))


def plain(answer: Any) -> bytes:
    """A page without what differs in every answer."""
    return re.sub(rb'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', b"", answer.content)


def entries(person: Person) -> list[tuple[str, dict[str, Any]]]:
    found = [(entry.kind, entry.body) for entry in person.vault.tables[0].every()]
    return [(kind, body) for kind, body in found if kind.startswith("t20")]


def fields(person: Person, url: str, to: str) -> dict[str, str]:
    """What the form on a page that leads to `to` would send, but for its button."""
    whole = person.client.get(url).content.decode()
    form = re.search(rf'action="{re.escape(to)}".*?</form>', whole, re.S)
    assert form, text(person.client.get(url))
    return dict(re.findall(r'name="(round|uid)" value="([^"]*)"', form[0]))


def press(person: Person, word: str, what: str, url: str = NOW) -> Any:
    to = HOME + what + "/"
    return person.client.post(to, fields(person, url, to) | {"word": word})


def agree(cast: Cast, way: str = "two", form: str = "f7", hour: str = "19:30") -> None:
    assert post(cast.R, HOME + "form/", form=form, way=way, hour=hour).status_code == 303
    assert press(cast.B, "yes", "answer", HOME).status_code == 303


def both_fit(cast: Cast) -> None:
    for person in (cast.R, cast.B):
        assert press(person, "yes", "fit")["Location"] == NOW


# -- choosing together -------------------------------------------------------------------------------------------------


def test_a_form_counts_only_when_both_have_said_yes(cast: Cast, clock: Clock, table: None) -> None:
    assert "Nothing is agreed yet" in page(cast.B)
    post(cast.R, HOME + "form/", form="f1", way="two", hour="19:30")
    assert "FANOS. Spoken, each with an own phone. At 19:30." in page(cast.B)
    assert cast.R.client.get(NOW)["Location"] == HOME
    press(cast.B, "yes", "answer", HOME)
    for person in (cast.R, cast.B):
        assert "Next: today, 19:30" in page(person)
    assert "Agreed: FANOS, 19:30" in us(cast.R)


def test_nobody_says_yes_for_the_other(cast: Cast, clock: Clock, table: None) -> None:
    post(cast.R, HOME + "form/", form="f1", way="two", hour="19:30")
    assert press(cast.R, "yes", "answer", HOME).status_code == 400
    assert "Next:" not in page(cast.B)


def test_not_this_one_leaves_what_was_agreed(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    post(cast.B, HOME + "form/", form="f6", way="one", hour="08:00")
    press(cast.R, "no", "answer", HOME)
    assert "Three lines" in page(cast.B)
    assert "PIES" not in page(cast.B)


def test_r22_either_may_change_it_on_any_day(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    post(cast.B, HOME + "form/", form="f6", way="one", hour="08:00")
    press(cast.R, "yes", "answer", HOME)
    assert "PIES" in page(cast.R)
    assert "today, 08:00" in page(cast.R)


def test_r9_a_no_is_not_asked_again_for_three_days(cast: Cast, clock: Clock, table: None) -> None:
    post(cast.R, HOME + "form/", form="f1", way="two", hour="19:30")
    assert "Propose a form" not in page(cast.R), "one open proposal"
    press(cast.B, "no", "answer", HOME)
    for hours, may in ((1, False), (70, False), (2, True)):
        clock.now += timedelta(hours=hours)
        enter(cast.R)
        assert ("Propose a form" in page(cast.R)) is may
        post(cast.R, HOME + "form/", form="f2", way="two", hour="19:30")
        assert [kind for kind, _body in entries(cast.R)].count("t20.form") == 1 + may
    enter(cast.B)
    assert "Propose a form" in page(cast.B), "the limit is each person's own"


def test_what_is_wrong_is_said_and_kept(cast: Cast, clock: Clock, table: None) -> None:
    answer = post(cast.R, HOME + "form/", form="f1", way="two", hour="half past")
    assert answer.status_code == 422
    assert "Please write it like 19:30" in text(answer)
    assert "half past" in answer.content.decode()
    assert entries(cast.R) == []


# -- fit to talk? (R4) -------------------------------------------------------------------------------------------------


def test_r4_until_i_have_said_something_i_cannot_tell_whether_the_other_has(
    cast: Cast, clock: Clock, table: None
) -> None:
    agree(cast)
    before = [plain(cast.B.client.get(url)) for url in (HOME, NOW, "/n/us/")]
    press(cast.R, "yes", "fit")
    assert [plain(cast.B.client.get(url)) for url in (HOME, NOW, "/n/us/")] == before
    assert "data-live" not in cast.B.client.get(NOW).content.decode()


def test_not_now_says_the_same_whoever_said_it_byte_for_byte(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    seen = []
    for first, word in (("R", "no"), ("B", "no"), ("R", "yes")):
        one, other = (cast.R, cast.B) if first == "R" else (cast.B, cast.R)
        press(one, word, "fit")
        if word == "yes":
            press(other, "no", "fit")
        seen += [plain(person.client.get(HOME)) for person in (cast.R, cast.B)]
        bare = [body for kind, body in entries(cast.R) if kind == "t20.moved"]
        assert set(bare[-1]) == {"round", "day"}
    assert len(set(seen)) == 1
    assert "Moved to 22 November 2026, 19:30" in page(cast.B)
    assert not re.search(r"Robin|Billie|refus|missed|because", page(cast.B))


def test_not_now_after_all_moves_it_for_both(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    press(cast.R, "yes", "fit")
    assert "You can talk now" in page(cast.R, NOW)
    assert press(cast.R, "no", "fit")["Location"] == HOME
    assert "Moved to" in page(cast.B)


def test_what_was_said_an_hour_ago_does_not_count_as_now(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    press(cast.R, "yes", "fit")
    clock.now += timedelta(minutes=61)
    for person in (cast.R, cast.B):
        enter(person)
    press(cast.B, "yes", "fit")
    assert "You can talk now" in page(cast.B, NOW)
    assert "Fit to talk now?" in page(cast.R, NOW)


def test_the_rules_are_there_each_time(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    for _day in range(2):
        for line in words().rules:
            assert line in page(cast.B, NOW)
        press(cast.B, "no", "fit")


# -- two phones --------------------------------------------------------------------------------------------------------


def test_two_phones_show_the_same_turn_from_both_sides(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    press(cast.R, "yes", "fit")
    press(cast.B, "yes", "fit")
    assert "Your turn to speak" in page(cast.R, NOW)
    assert "It is Robin’s turn" in page(cast.B, NOW)
    assert press_turn(cast.R).status_code == 303
    assert "It is Billie’s turn" in page(cast.R, NOW)
    assert "Your turn to speak" in page(cast.B, NOW)
    press_turn(cast.B)
    for person in (cast.R, cast.B):
        assert "Thank each other" in page(person, NOW)


def press_turn(person: Person) -> Any:
    return press(person, "1", "turn")


def test_the_listening_phone_is_told_within_one_question(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    both_fit(cast)
    seen = re.search(r'data-live="(\d+)" data-at="(/n/us/live/)"', cast.B.client.get(NOW).content.decode())
    assert seen
    assert cast.B.client.get(seen[2], {"seen": seen[1]}).status_code == 204
    press_turn(cast.R)
    assert cast.B.client.get(seen[2], {"seen": seen[1]}).status_code == 200
    assert "Your turn to speak" in page(cast.B, NOW)


def test_a_break_is_said_on_every_page_of_the_round(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    pages = [HOME, NOW]

    def said(url: str) -> list[bool]:
        return ["A break is on. Back: " in page(one, url) for one in (cast.R, cast.B)]

    assert [said(url) for url in pages] == [[False, False]] * 2
    both_fit(cast)
    assert post(cast.B, "/n/us/t25/go/", minutes="30").status_code == 303
    assert [said(url) for url in pages] == [[True, True]] * 2
    clock.now += timedelta(minutes=31)
    for one in (cast.R, cast.B):
        enter(one)
        assert post(one, "/n/us/t25/back/", how="ready").status_code == 303
    assert [said(url) for url in pages] == [[False, False]] * 2


def test_after_a_lost_connection_it_goes_on_where_it_was(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    both_fit(cast)
    seen = re.search(r'data-live="(\d+)"', cast.B.client.get(NOW).content.decode())
    assert seen
    press_turn(cast.R)
    clock.now += timedelta(minutes=9)
    enter(cast.B)  # the phone was off; both doors again
    assert cast.B.client.get("/n/us/live/", {"seen": seen[1]}).status_code == 200
    press_turn(cast.B)
    assert "Thank each other" in page(cast.R, NOW)


def test_only_whoever_speaks_ends_a_turn_and_twice_is_once(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    both_fit(cast)
    sent = fields(cast.R, NOW, HOME + "turn/") | {"word": "1"}
    cast.B.client.post(HOME + "turn/", sent | {"uid": str(uuid4())})
    assert "Your turn to speak" in page(cast.R, NOW)
    for _press in range(2):
        cast.R.client.post(HOME + "turn/", sent)
    assert "Your turn to speak" in page(cast.B, NOW)
    assert [kind for kind, _body in entries(cast.R)].count("t20.turn") == 1


def hold(cast: Cast, clock: Clock, minutes: int = 9) -> None:
    both_fit(cast)
    press_turn(cast.R)
    clock.now += timedelta(minutes=minutes)
    press_turn(cast.B)
    assert press(cast.B, "held", "close")["Location"] == HOME + "after/"


def test_of_what_was_spoken_only_that_and_how_long_is_kept(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    hold(cast, clock)
    kind, body = entries(cast.R)[-1]
    assert (kind, set(body), body["minutes"]) == ("t20.held", {"round", "minutes"}, 9)
    assert {frozenset(body) for kind, body in entries(cast.R) if kind in {"t20.fit", "t20.turn"}} == {
        frozenset({"round"}),
        frozenset({"round", "n"}),
    }
    assert bodies(cast.R, "t20") == bodies(cast.B, "t20") == []


def test_both_press_that_was_it_and_it_was_one(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    both_fit(cast)
    press_turn(cast.R)
    press_turn(cast.B)
    to = HOME + "close/"
    sent = [fields(person, NOW, to) | {"word": "held"} for person in (cast.R, cast.B)]
    answers = [p.client.post(to, one) for p, one in zip((cast.R, cast.B), sent, strict=True)]
    assert [answer["Location"] for answer in answers] == [HOME + "after/"] * 2
    assert "You have held it once so far." in page(cast.R)


def test_r23_held_is_counted_in_words_and_missed_nowhere(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    for days in (1, 5):
        hold(cast, clock)
        clock.now += timedelta(days=days)
        for person in (cast.R, cast.B):
            enter(person)
    said = page(cast.R)
    assert "You have held it twice so far." in said
    assert "Next: today, 19:30" in said
    assert not re.search(r"miss|late|overdue|days? ago|of \d+|\d of", said)


def test_either_may_stop_at_any_moment_and_it_says_the_same(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    seen = []
    for who in (cast.R, cast.B):
        both_fit(cast)
        assert press(who, "stop", "close")["Location"] == HOME
        seen += [plain(person.client.get(HOME)) for person in (cast.R, cast.B)]
    assert len(set(seen)) == 1
    assert "The last one ended early. That is allowed" in page(cast.B)
    assert "held it" not in page(cast.B)


def test_a_press_on_an_old_page_changes_nothing(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    old = fields(cast.R, NOW, HOME + "fit/")
    press(cast.B, "no", "fit")
    before = entries(cast.R)
    for word in ("yes", "no"):
        assert cast.R.client.post(HOME + "fit/", old | {"word": word})["Location"] == HOME
    assert entries(cast.R) == before


def test_it_needs_the_first_door_only_and_then_shows_the_words_for_both(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, form="f1")
    cast.R.lock()
    both_fit(cast)
    shown = page(cast.R, NOW)
    assert "If you hid things" in shown
    assert "If you were hurt" in shown


def test_b_has_an_own_s(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, form="f1")
    both_fit(cast)
    press_turn(cast.R)
    shown = page(cast.B, NOW)
    assert "My own S: worry, checking, sleep" in shown
    assert "Steady, or struggled?" not in shown
    assert "If there was a lapse" not in shown


def test_hr_01_a_lapse_is_led_to_its_own_page_first(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, form="f1")
    both_fit(cast)
    shown = cast.R.client.get(NOW).content.decode()
    assert "all the facts you agreed on, or none of them today" in shown
    assert 'href="/n/t14/"' in shown


# -- one phone ---------------------------------------------------------------------------------------------------------


def test_one_phone_goes_from_hand_to_hand_and_the_table_hears_nothing_of_it(
    cast: Cast, clock: Clock, table: None
) -> None:
    agree(cast, way="one")
    before = entries(cast.R)
    assert "Fit to talk now?" in page(cast.R, NOW)
    press(cast.R, "yes", "fit")
    assert "Now hand the phone over" in page(cast.R, NOW)
    press(cast.R, "yes", "fit")
    assert "The one who opens it speaks" in page(cast.R, NOW)
    press(cast.R, "0", "turn")
    assert "Now the other speaks" in page(cast.R, NOW)
    assert entries(cast.R) == before
    clock.now += timedelta(minutes=8)
    press(cast.R, "1", "turn")
    press(cast.R, "held", "close")
    assert entries(cast.R)[len(before) :] == [("t20.held", {"round": entries(cast.R)[-1][1]["round"], "minutes": 8})]
    assert "You have held it once so far." in page(cast.B)


def test_on_one_phone_the_first_answer_is_shown_to_nobody(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="one")
    handed, moved = [], []
    for first, second in (("yes", "no"), ("no", "yes"), ("no", "no")):
        press(cast.R, first, "fit")
        handed.append(plain(cast.R.client.get(NOW)))
        press(cast.R, second, "fit")
        moved.append(plain(cast.R.client.get(HOME)))
    assert len(set(handed)) == len(set(moved)) == 1
    assert "Moved to" in page(cast.B)


def test_the_timer_has_words_without_a_script(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="one")
    press(cast.R, "yes", "fit")
    press(cast.R, "yes", "fit")
    shown = cast.R.client.get(NOW).content.decode()
    assert 'data-practice="3"' in shown
    assert re.search(r'<p class="nojs">Three minutes or so, by any clock', shown)


# -- written apart -----------------------------------------------------------------------------------------------------


def write(person: Person, **answers: str) -> Any:
    return post(person, HOME + "write/", **answers)


def lay(person: Person, **answers: str) -> Any:
    return write(person, lay="1", password_again=person.password, **answers)


def test_what_is_seen_before_is_what_lies_there_and_only_after_the_press(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="apart")
    preview = write(cast.R, feeling=WORDS).content.decode()
    shown = re.search(r"<dl>.*?</dl>", preview, re.S)
    assert shown
    assert WORDS in shown[0]
    assert WORDS not in us(cast.B)
    assert lay(cast.R, feeling=WORDS)["Location"] == HOME + "after/"
    assert shown[0] in cast.B.client.get("/n/us/").content.decode()


def test_r1_a_phone_left_lying_about_lays_nothing(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="apart")
    clock.now += timedelta(minutes=6)
    answer = write(cast.R, feeling=WORDS, lay="1", password_again="not this one")
    assert answer.status_code == 422
    assert WORDS in answer.content.decode(), "what was typed is kept"
    assert WORDS not in us(cast.B)


def test_a_line_kept_for_saying_aloud_goes_nowhere(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="apart")
    lay(cast.R, feeling=WORDS, aloud_feeling="on", did="A walk")
    seen = us(cast.B)
    assert "To be said aloud." in seen
    assert "A walk" in seen
    assert WORDS not in seen
    assert all(WORDS not in str(entry.body) for entry in [*cast.R.room.every(), *cast.R.vault.tables[0].every()])


def test_when_both_have_laid_theirs_it_was_held(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="apart")
    lay(cast.R, feeling=WORDS)
    assert "held it" not in page(cast.B)
    lay(cast.B, feeling="Tired")
    assert "You have held it once so far." in page(cast.R)
    clock.now += timedelta(days=1)
    for person in (cast.R, cast.B):
        enter(person)
    lay(cast.B, feeling="Rested")
    assert "once so far" in page(cast.R), "yesterday's lines are yesterday's"


def test_hr_01_a_lapse_is_not_laid_before_all_of_it_was_written_down(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="apart", form="f1")
    said = {"how_struggle": "lapse", "struggle": WORDS}
    answer = lay(cast.R, **said)
    assert answer.status_code == 422
    assert 'href="/n/t14/"' in answer.content.decode()
    assert WORDS in answer.content.decode()
    cast.R.room.append("t14", {"more_unreported": "yes"}, id=uuid4(), now=clock.now)
    assert lay(cast.R, **said).status_code == 422, "a part of it is not laid"
    assert WORDS not in us(cast.B)
    cast.R.room.append("t14", {"more_unreported": "no"}, id=uuid4(), now=clock.now)
    assert lay(cast.R, **said).status_code == 303
    assert "A lapse. " + WORDS in us(cast.B)


def test_hr_17_hard_words_are_a_hint_and_never_a_block(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="apart")
    sharp = "You always ruin everything, it is all your fault"
    preview = write(cast.R, feeling=sharp)
    assert "Words to look at once more" in text(preview)
    assert words().detail in text(preview)
    assert lay(cast.R, feeling=sharp).status_code == 303


def test_hr_04_under_pressure_the_page_says_the_same_and_nothing_goes_out(
    cast: Cast, clock: Clock, table: None
) -> None:
    agree(cast, way="apart")
    lay(cast.B, feeling="Tired")
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    before = plain(cast.B.client.get("/n/us/")), plain(cast.B.client.get(HOME))
    assert lay(cast.R, feeling=WORDS)["Location"] == HOME + "after/"
    assert (plain(cast.B.client.get("/n/us/")), plain(cast.B.client.get(HOME))) == before


def test_nothing_written_is_said_and_a_line_too_long_is_kept(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, way="apart")
    assert "There is nothing to lay yet" in text(write(cast.R))
    answer = write(cast.R, feeling="long " * 50)
    assert answer.status_code == 422
    assert "Please keep it to 200" in text(answer)
    assert "long long" in answer.content.decode()


# -- how it felt -------------------------------------------------------------------------------------------------------


def test_l0_how_it_felt_stays_in_the_own_room(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    before = plain(cast.B.client.get("/n/us/")), plain(cast.B.client.get(HOME)), entries(cast.B)
    assert post(cast.R, HOME + "after/", mood="4", felt_safe="2").status_code == 303
    assert bodies(cast.R, "t20") == [{"mood": 4, "felt_safe": 2}]
    assert (plain(cast.B.client.get("/n/us/")), plain(cast.B.client.get(HOME)), entries(cast.B)) == before


def test_hr_11_twice_unsafe_offers_the_look_on_the_own_screen_only(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast)
    before = plain(cast.R.client.get(HOME + "after/"))
    for safe, offered in (("3", False), ("8", False), ("2", False), ("3", True), ("4", False)):
        clock.now += timedelta(minutes=1)
        post(cast.B, HOME + "after/", felt_safe=safe)
        assert ("It did not feel safe, twice" in page(cast.B, HOME + "after/")) is offered
    assert plain(cast.R.client.get(HOME + "after/")) == before


def test_it_is_kept_once_and_nothing_is_kept_of_nothing(cast: Cast, clock: Clock, table: None) -> None:
    uid = str(uuid4())
    for _press in range(2):
        post(cast.R, HOME + "after/", mood="5", uid=uid)
    post(cast.R, HOME + "after/")
    assert bodies(cast.R, "t20") == [{"mood": 5}]


# -- alone -------------------------------------------------------------------------------------------------------------


def test_alone_it_needs_no_table_and_stays_in_the_room(cast: Cast, clock: Clock) -> None:
    enter(cast.R)
    assert "A check-in by yourself" in page(cast.R, HOME + "alone/")
    answer = post(cast.R, HOME + "alone/", form="f7", feeling=WORDS, mood="6")
    assert answer.status_code == 303
    kept = bodies(cast.R, "t20")[0]
    assert (kept["mood"], kept["alone"], kept["answers"][0]["text"]) == (6, True, WORDS)
    shown = cast.R.client.get(answer["Location"]).content.decode()
    assert WORDS in shown
    drop = re.search(r'action="(/n/us/t20/alone/[0-9a-f-]+/)"', shown)
    assert drop
    enter(cast.stranger)
    assert cast.stranger.client.post(drop[1]).status_code == 404
    for _press in range(2):
        assert cast.R.client.post(drop[1]).status_code == 303
    assert WORDS not in page(cast.R, HOME + "alone/")


def test_alone_nothing_to_keep_is_said(cast: Cast, clock: Clock) -> None:
    enter(cast.R)
    answer = post(cast.R, HOME + "alone/", form="f7")
    assert answer.status_code == 422
    assert "There is nothing to keep yet" in text(answer)


@pytest.mark.parametrize("form", [f"f{n}" for n in range(1, 8)])
def test_alone_every_form_has_its_parts(cast: Cast, clock: Clock, form: str) -> None:
    enter(cast.B)
    be(cast.B, "B", clock.now)
    of = words().get(form)
    assert of
    shown = page(cast.B, HOME + f"alone/?form={form}")
    for part in of.parts:
        assert part.title in shown
        assert part.prompts(["B"])[0][1] in shown


# -- doors, sizes ------------------------------------------------------------------------------------------------------

AT_THE_TABLE = ("", "form/", "now/")


def test_a_table_that_is_shut_answers_as_if_there_were_none(cast: Cast, clock: Clock, signed_out: Client) -> None:
    enter(cast.stranger)
    for url in AT_THE_TABLE:
        assert cast.stranger.client.get(HOME + url)["Location"] == "/n/us/", url
        assert signed_out.get(HOME + url).status_code == 303
    for url in ("answer/", "fit/", "turn/", "close/"):
        assert cast.stranger.client.post(HOME + url)["Location"] == "/n/us/", url
    assert cast.stranger.client.get(HOME + "write/")["Location"] == "/n/us/"
    cast.stranger.lock()
    for url in ("write/", "after/", "alone/"):
        assert cast.stranger.client.get(HOME + url)["Location"].startswith("/room/"), url


def test_pages_are_small_and_ask_the_database_little(cast: Cast, clock: Clock, table: None) -> None:
    agree(cast, form="f1")

    def look(url: str) -> None:
        cast.R.client.get(url)
        with CaptureQueriesContext(connection) as asked:
            answer = cast.R.client.get(url)
        assert answer.status_code == 200, url
        assert len(answer.content) <= 20_000, url
        assert len(asked) <= 12, (url, [one["sql"][:80] for one in asked])

    for url in ("", "form/", "now/", "write/", "after/", "alone/"):
        look(HOME + url)
    both_fit(cast)
    look(NOW)


# -- the words ---------------------------------------------------------------------------------------------------------

CONTENT = Path(settings.CONTENT_DIR)


@pytest.mark.once
def test_the_seven_forms_are_there_with_their_letters() -> None:
    titles = {form.title: len(form.parts) for form in words().forms}
    assert titles == {
        "Three lines": 3, "FANOS": 5, "FASTT": 5, "Steadiness first": 4, "Honesty report": 3, "HEAL": 4, "PIES": 4,
    }  # fmt: skip
    assert [form.title for form in words().forms if form.every == 7] == ["Steadiness first"]


@pytest.mark.once
def test_b_owes_no_praise_no_apology_and_no_report() -> None:
    for form, part in (("f1", "affirm"), ("f5", "amends"), ("f4", "honest")):
        of = words().get(form)
        assert of
        said = next(one for one in of.parts if one.id == part).prompts(["B"])[0][1]
        assert re.search(r"leave this out|none is owed|not owed", said, re.I), said


@pytest.mark.once
def test_no_prompt_asks_for_a_scene_or_blames() -> None:
    kinds = [kind for kind in hints.KINDS if kind not in {"no_feeling", "thought", "but", "if"}]
    said = [text for form in words().forms for part in form.parts for text in (part.say, part.hid, part.hurt)]
    assert [(one, found) for one in said if (found := hints.hints(one, kinds))] == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('id = "f2"', 'id = "f1"', "the forms are f1 to f7, each once"),
        ("every = 7", "every = 3", "it comes every day or every seven days"),
        ('id = "did"', 'id = "feeling"', "each with an id of its own"),
        ("length = 300", "length = 3000", "an answer has 100 to 300 letters"),
        ('title = "F: feelings"', 'title = ""', "a title has 1 to 40 letters"),
        ('detail = "', 'detail = ""\nmore = "', "unknown field"),
    ],
)
def test_a_mistake_in_the_words_is_named(tmp_path: Path, old: str, new: str, why: str) -> None:
    bad = tmp_path / "checkin.toml"
    bad.write_text((CONTENT / "en/together/checkin.toml").read_text().replace(old, new, 1))
    with pytest.raises(WordsError) as caught:
        load(bad)
    assert why in str(caught.value)


@pytest.mark.once
def test_the_content_check_reads_the_forms(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    bad = content / "en" / "together" / "checkin.toml"
    assert [p for p in content_check.check(content) if p.file.endswith("together/checkin.toml")] == []
    bad.write_text(bad.read_text().replace("every = 7", "every = 3", 1))
    found = [str(problem) for problem in content_check.check(content) if problem.file.endswith("together/checkin.toml")]
    assert found == ["en/together/checkin.toml: “f3”: it comes every day or every seven days"]


# -- how it stands, pure -----------------------------------------------------------------------------------------------


def chain(*said: tuple[str, int, dict[str, Any], timedelta]) -> list[Entry]:
    """Entries by one of two people, each so long after the first moment."""
    return [
        Entry(UUID(int=n), n, kind, EVENING + later, body, PAIR[who])
        for n, (kind, who, body, later) in enumerate(said, start=1)
    ]


PAIR = (UUID(int=101), UUID(int=102))
PLAN = {"form": "f3", "way": "two", "hour": "19:30"}
FIRST, SECOND = UUID(int=1).hex, UUID(int=2).hex
AGREED = ((state.FORM, 0, PLAN, timedelta(0)), (state.YES, 1, {"of": FIRST}, timedelta(0)))
DAY = timedelta(days=1)


@pytest.mark.once
def test_a_weekly_form_is_due_a_week_later_and_never_overdue() -> None:
    entries = chain(*AGREED, (state.HELD, 0, {"round": SECOND}, DAY))
    for later, due in ((DAY, 8), (5 * DAY, 8), (20 * DAY, 20)):
        found = state.read(entries, EVENING + later)
        assert state.next_day(found, 7, EVENING + later, UTC) == (EVENING + due * DAY).date()


@pytest.mark.once
def test_it_moves_to_the_next_day_there_is_and_is_due_then() -> None:
    entries = chain(*AGREED, (state.MOVED, 1, {"round": SECOND, "day": "2026-11-19"}, timedelta(0)))
    assert state.move_to(state.read(entries[:2], EVENING), 7, EVENING, UTC).isoformat() == "2026-11-19"
    for later, due in ((0 * DAY, "2026-11-19"), (DAY, "2026-11-19"), (3 * DAY, "2026-11-21")):
        found = state.read(entries, EVENING + later)
        assert state.next_day(found, 7, EVENING + later, UTC).isoformat() == due


@pytest.mark.once
@pytest.mark.parametrize(
    "odd",
    [
        (state.FIT, 0, {"round": "another"}, timedelta(0)),
        (state.HELD, 0, {}, timedelta(0)),
        (state.TURN, 0, {"round": SECOND, "n": 1}, timedelta(0)),
        (state.YES, 0, {"of": FIRST}, timedelta(0)),
        (state.NO, 1, {"of": "nothing"}, timedelta(0)),
        ("t20.later", 1, {"round": SECOND}, timedelta(0)),
    ],
)
def test_what_does_not_belong_here_counts_for_nothing(odd: tuple[str, int, dict[str, Any], timedelta]) -> None:
    assert state.read(chain(*AGREED, odd), EVENING) == state.read(chain(*AGREED), EVENING)


@pytest.mark.once
def test_one_person_alone_agrees_to_nothing() -> None:
    alone = chain(AGREED[0], (state.YES, 0, {"of": FIRST}, timedelta(0)))
    assert state.read(alone, EVENING).plan is None
    assert state.read(alone[:1], EVENING + 8 * DAY).proposal is None, "after a week it is nobody's turn"


@pytest.mark.once
def test_a_round_that_was_never_ended_is_over_after_two_hours_without_a_word() -> None:
    on = chain(*AGREED, *((state.FIT, who, {"round": SECOND}, timedelta(0)) for who in (0, 1)))
    assert state.read(on, EVENING + timedelta(hours=2)).on
    later = state.read(on, EVENING + timedelta(hours=3))
    assert (later.on, later.held, later.ended, later.round) == (False, [], "", SECOND)
