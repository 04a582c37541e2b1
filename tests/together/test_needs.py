"""The needs board and the cards over HTTP: one need for a day, answers that are all full, cards that leave no trace."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldseam.safety.words import WordsError
from goldseam.together.deck import deck
from goldseam.together.needs import cards, words
from tests.conftest import Cast, Person
from tests.together.scene import open_table, post
from tests.together.test_meeting import agree, alike, hold, today, week_on
from tests.tools.conftest import Clock, bodies, clock, enter, text

__all__ = ["clock"]
HOME = "/n/us/t26/"
CARDS = "/n/us/t26/cards/"
WORDS = "the boxes in the cellar"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock, request: pytest.FixtureRequest) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    if "without_a_table" not in request.node.name:
        open_table(cast.R, cast.B, clock)


def page(person: Person, url: str = HOME) -> str:
    return text(person.client.get(url))


def put(person: Person, need: str = "help", words: str = WORDS, span: str = "h1", **more: Any) -> Any:
    return post(person, f"{HOME}put/", need=need, words=words, span=span, **more)


def answer(person: Person, how: str, words: str = "", of: str = "", **more: Any) -> Any:
    found = re.search(r'name="of" value="([0-9a-f-]+)"', person.client.get(f"{HOME}say/").content.decode())
    return post(person, f"{HOME}say/", of=of or (found[1] if found else ""), how=how, words=words, **more)


def later(clock: Clock, *people: Person, **span: float) -> None:
    clock.now += timedelta(**span)
    for person in people:
        enter(person)


def take_back(person: Person) -> Any:
    found = re.search(r'name="of" value="([0-9a-f-]+)"', person.client.get(HOME).content.decode())
    assert found
    return post(person, f"{HOME}back/", of=found[1])


def on_table(person: Person) -> list[str]:
    return [entry.kind for entry in person.vault.tables[0].every() if entry.kind.startswith("need")]


# -- the board ------------------------------------------------------------------------------------------------


def test_a_need_stands_on_the_board_with_fixed_words_around_it(cast: Cast, clock: Clock) -> None:
    assert put(cast.R).status_code == 303
    seen = page(cast.B)
    assert "Robin could do with Help with a task An hour" in seen
    assert WORDS in seen
    assert "Something is on the board." in page(cast.B, "/n/us/")


def test_every_answer_is_a_full_one_and_the_newest_counts(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    assert answer(cast.B, "cannot", "tomorrow I could").status_code == 303
    assert "I can’t now" in page(cast.R)
    assert "tomorrow I could" in page(cast.R)
    answer(cast.B, "can")
    assert "has answered: I can Take it back" in page(cast.R)
    assert "tomorrow I could" not in page(cast.R)


def test_the_asker_does_not_answer_and_the_other_does_not_take_back(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    found = re.search(r'name="of" value="([0-9a-f-]+)"', cast.R.client.get(HOME).content.decode())
    assert found
    assert post(cast.R, f"{HOME}say/", of=found[1], how="can")["Location"] == HOME
    assert post(cast.B, f"{HOME}back/", of=found[1]).status_code == 303
    assert on_table(cast.R) == ["need"]
    assert WORDS in page(cast.B)


def test_no_answer_and_never_looked_at_are_the_same_page(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    before = alike(cast.R, HOME)
    page(cast.B)
    cast.B.client.get(f"{HOME}say/")
    assert alike(cast.R, HOME) == before


def test_it_is_gone_to_the_minute_and_looks_as_if_nothing_had_been_there(cast: Cast, clock: Clock) -> None:
    never = alike(cast.B, HOME)
    put(cast.R)
    answer(cast.B, "later", "at nine")
    later(clock, cast.B, cast.R, hours=23, minutes=59)
    assert WORDS in page(cast.B)
    later(clock, cast.B, cast.R, minutes=1)
    assert alike(cast.B, HOME) == never
    assert WORDS not in page(cast.R)
    assert "Something is on the board." not in page(cast.B, "/n/us/")
    assert on_table(cast.R) == ["need", "need_reply", "need_words"], "looking withdraws nothing"


def test_each_one_s_next_act_withdraws_what_was_theirs(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    answer(cast.B, "later", "at nine")
    later(clock, cast.B, cast.R, hours=25)
    assert put(cast.R, "space", "").status_code == 303
    answer(cast.B, "can")
    assert sorted(on_table(cast.R)) == ["need", "need_reply", "need_reply"]
    assert not any(WORDS in str(one) for one in bodies(cast.R, "laid"))
    assert cast.R.room.verify() == []


def test_days_later_the_wordless_answer_goes_too(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    answer(cast.B, "later", "at nine")
    later(clock, cast.B, cast.R, days=5)
    for person in (cast.R, cast.B):
        assert post(person, f"{HOME}back/", of=str(uuid4())).status_code == 303
    assert on_table(cast.R) == []


def test_an_answer_to_what_is_gone_changes_nothing(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    found = re.search(r'name="of" value="([0-9a-f-]+)"', cast.B.client.get(f"{HOME}say/").content.decode())
    assert found
    later(clock, cast.B, hours=24)
    assert answer(cast.B, "can", of=found[1])["Location"] == HOME
    assert on_table(cast.B) == ["need"]


def test_taken_back_looks_as_if_it_had_never_been(cast: Cast, clock: Clock) -> None:
    never = alike(cast.B, HOME)
    put(cast.R)
    assert take_back(cast.R).status_code == 303
    assert alike(cast.B, HOME) == never
    assert on_table(cast.R) == []


def test_the_same_press_twice_is_one_need_and_one_answer(cast: Cast, clock: Clock) -> None:
    uid, other = str(uuid4()), str(uuid4())
    for _press in range(2):
        assert put(cast.R, uid=uid).status_code == 303
    for _press in range(2):
        assert answer(cast.B, "can", "at once", uid=other).status_code == 303
    assert on_table(cast.R) == ["need", "need_reply", "need_words"]


# -- the pace (R9, R10) -----------------------------------------------------------------------------------------


def test_r9_one_open_need_and_taking_back_makes_nobody_faster(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    assert put(cast.R, "space", "").status_code == 409
    take_back(cast.R)
    refused = put(cast.R, "space", "")
    assert refused.status_code == 409
    assert "Nothing was put up" in text(refused)
    assert put(cast.B, "space", "").status_code == 303, "the pace is each one's own"
    later(clock, cast.R, hours=24)
    assert put(cast.R, "space", "").status_code == 303


def test_r9_after_i_can_t_now_three_days(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    answer(cast.B, "cannot", "I am at work")
    later(clock, cast.B, cast.R, hours=71)
    assert post(cast.B, f"{HOME}back/", of=str(uuid4())).status_code == 303, "the answer's words go"
    assert put(cast.R, "space", "").status_code == 409
    later(clock, cast.R, hours=2)
    assert put(cast.R, "space", "").status_code == 303


def test_r9_three_a_week_and_one_refusal_for_every_reason(cast: Cast, clock: Clock) -> None:
    told = []
    for _n in range(3):
        assert put(cast.R, "company", "").status_code == 303
        told.append(alike(cast.R, f"{HOME}put/"))
        later(clock, cast.R, hours=25)
    assert put(cast.R, "company", "").status_code == 409
    told.append(alike(cast.R, f"{HOME}put/"))
    assert len(set(told)) == 1
    later(clock, cast.R, days=4)
    assert put(cast.R, "company", "").status_code == 303


def test_r22_the_limits_are_the_same_for_both(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        assert put(person).status_code == 303
        assert put(person, "space", "").status_code == 409


# -- pressure, hints, bad input ---------------------------------------------------------------------------------


def test_hr_04_under_pressure_the_page_says_the_same_and_nothing_goes_out(cast: Cast, clock: Clock) -> None:
    never = alike(cast.B, HOME)
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    assert put(cast.R)["Location"] == HOME
    assert WORDS in page(cast.R)
    assert alike(cast.B, HOME) == never
    later(clock, cast.R, hours=24)
    assert WORDS not in page(cast.R)
    assert post(cast.R, "/n/t60/", act="release").status_code == 200
    later(clock, cast.R, cast.B, days=4)
    assert post(cast.R, f"{HOME}back/", of=str(uuid4())).status_code == 303
    assert alike(cast.B, HOME) == never, "a wish of those days does not come late"
    assert on_table(cast.R) == []


def test_heavy_words_are_met_with_help_before_anything_goes(cast: Cast, clock: Clock) -> None:
    words = "I want to kill myself"
    first = put(cast.R, "listen", words)
    assert first.status_code == 200
    assert "You do not have to carry it alone" in text(first)
    assert words not in page(cast.B)
    assert put(cast.R, "listen", words, seen=words).status_code == 303


@pytest.mark.parametrize(
    "fields", [{"need": "hug"}, {"need": ""}, {"span": "ever"}, {"words": "x" * 121}, {"uid": "broken"}]
)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(cast: Cast, clock: Clock, fields: dict[str, str]) -> None:
    refused = put(cast.R, **fields)
    assert refused.status_code == 422
    assert fields.get("words", WORDS) in refused.content.decode()
    assert on_table(cast.R) == []


def test_odd_entries_from_the_other_break_no_page(cast: Cast, clock: Clock) -> None:
    table = cast.R.vault.tables[0]
    for kind in ("need", "need_reply", "need_words"):
        for body in ({}, {"need": [], "of": 3, "how": {}}, {"need": "hug", "span": "h1"}):
            table.append(kind, body, id=uuid4(), now=clock.now)
    assert "The board is empty" in page(cast.B)


def test_the_board_needs_the_first_door_only_and_asks_little(cast: Cast, clock: Clock) -> None:
    put(cast.R)
    answer(cast.B, "later", "at nine")
    page(cast.R)  # now this browser remembers the newest table
    with CaptureQueriesContext(connection) as asked:
        assert WORDS in page(cast.R)
    assert len(asked) <= 12, [one["sql"][:90] for one in asked]
    cast.B.lock()
    assert WORDS in page(cast.B)
    assert cast.B.client.get(f"{HOME}put/")["Location"].startswith("/room/")


def test_without_an_open_table_the_board_answers_alike(cast: Cast, clock: Clock) -> None:
    enter(cast.stranger)
    for where in ("", "put/", "say/"):
        assert cast.stranger.client.get(f"{HOME}{where}")["Location"] == "/n/us/"
    assert put(cast.stranger)["Location"] == "/n/us/"


# -- the cards ----------------------------------------------------------------------------------------------------


def draw(person: Person, depth: int, **more: Any) -> Any:
    return person.client.post(CARDS, {"depth": str(depth), **more})


def shown(response: Any) -> str:
    found = re.search(r"<h1>(.*?)</h1>", response.content.decode())
    return found[1] if found else ""


def test_a_card_is_drawn_and_nothing_of_it_is_kept(cast: Cast, clock: Clock) -> None:
    table, room = cast.R.vault.tables[0].head, cast.R.room.head
    first = draw(cast.R, 1)
    assert shown(first) in {card.say.replace("'", "&#x27;") for card in deck().of(1)}
    fields = dict(re.findall(r'name="(seed|n)" value="(\w+)"', first.content.decode()))
    assert shown(draw(cast.R, 1, **fields)) != shown(first)
    assert (cast.R.vault.tables[0].head, cast.R.room.head) == (table, room)


def test_every_card_of_a_depth_comes_before_one_comes_again() -> None:
    drawn = [cards.draw(deck(), 2, "seed", n).id for n in range(24)]
    assert len(set(drawn)) == 24
    assert cards.draw(deck(), 2, "seed", 24).id == drawn[0]


def test_the_deeper_ones_come_after_four_meetings(cast: Cast, clock: Clock) -> None:
    agree(cast.R, cast.B, today(clock))
    for held in range(5):
        deep = draw(cast.B, 3).status_code == 200
        assert deep is (held >= 4), held
        assert (draw(cast.R, 4).status_code == 200) is deep
        assert ("held four weekly meetings" in page(cast.B, CARDS)) is not deep
        if held < 4:
            hold(cast, clock)
            week_on(cast, clock)


def test_a_kept_card_lies_in_the_own_room_only_and_can_be_put_away(cast: Cast, clock: Clock) -> None:
    table = cast.R.vault.tables[0].head
    for _press in range(2):
        assert post(cast.R, f"{CARDS}keep/", card="d1_01")["Location"] == CARDS
    assert bodies(cast.R, "kept_card") == [{"card": "d1_01"}]
    assert cast.R.vault.tables[0].head == table
    assert "Cards you have kept" in page(cast.R, CARDS)
    assert "Cards you have kept" not in page(cast.B, CARDS)
    found = re.search(r'name="of" value="([0-9a-f-]+)"', cast.R.client.get(CARDS).content.decode())
    assert found
    assert post(cast.R, f"{CARDS}away/", of=found[1])["Location"] == CARDS
    assert bodies(cast.R, "kept_card") == []


def test_a_card_that_is_none_is_not_kept(cast: Cast, clock: Clock) -> None:
    assert post(cast.R, f"{CARDS}keep/", card="d9_99").status_code == 404
    assert draw(cast.R, 7)["Location"] == CARDS


def test_the_deck_works_alone_without_a_table(cast: Cast, clock: Clock, signed_out: Client) -> None:
    assert "The two of you" not in page(cast.R, CARDS)
    for depth in (1, 2, 3, 4):
        assert draw(cast.R, depth, alone="1").status_code == 200
    cast.R.lock()
    assert draw(cast.R, 1, alone="1").status_code == 200
    assert signed_out.get(CARDS).status_code == 303


@pytest.mark.once
def test_the_words_of_the_board_are_checked(tmp_path: Any) -> None:
    bad = tmp_path / "needs.toml"
    bad.write_text(
        '[[need]]\nid = "a"\nlabel = ""\n[[span]]\nid = "m"\nlabel = "x"\n[[reply]]\nid = "can"\nlabel = "y"\n'
    )
    with pytest.raises(WordsError, match="in this order"):
        words.load(bad)
