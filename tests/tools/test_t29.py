"""T29 and T29b: forty cards, an answer, one way to say it; then one's own story, area by area."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from goldseam.reading import grade
from goldseam.safety import hints
from goldseam.safety.words import WordsError
from goldseam.tools import catalogue
from goldseam.tools.looking import HEARD
from goldseam.tools.t29_answer import deck as decks
from goldseam.tools.t29_answer.deck import KINDS, deck
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME, NEW, AREAS = "/n/t29/", "/n/t29/new/", "/n/t29b/"
DECK = Path(settings.CONTENT_DIR) / "en" / "decks" / "replies.toml"


ASKING = re.compile(r"forgiv|please|just trust me|give me (?:a|another) chance|stay with me", re.I)


def practise(person: Person, clock: Clock, times: int) -> None:
    for n in range(times):
        put(person, "t29", clock.now, said="x", card=str(n + 1), reply=f"answer {n}")


# -- the deck ------------------------------------------------


def test_there_are_forty_cards_eight_of_each_kind_and_none_twice() -> None:
    found = deck()
    assert len(found.cards) == 40
    assert {kind: len(found.of(kind)) for kind in KINDS} == dict.fromkeys(KINDS, 8)
    assert len({card.says for card in found.cards}) == 40


def test_every_card_has_one_way_to_make_the_three_moves_and_the_guard_finds_nothing_in_it() -> None:
    for card in deck().cards:
        for said in (card.hears, card.sense, card.owns):
            assert said
            assert hints.hints(said, [*HEARD, "promise", "watching", "machine"]) == [], said
        assert grade(f"{card.hears} {card.sense} {card.owns}") <= 8


def test_hr_01_no_model_answer_tells_the_past_in_pieces() -> None:
    card = next(card for card in deck().cards if "more that you have not told me" in card.says)
    assert "once, whole, and with help" in card.owns


def test_hr_08_no_model_answer_asks_for_forgiveness_comfort_or_a_date() -> None:
    for card in deck().cards:
        answer = f"{card.hears} {card.sense} {card.owns}"
        assert not ASKING.search(answer), answer


def test_hr_17_no_card_shows_a_scene_a_name_or_a_site() -> None:
    for card in deck().cards:
        for said in (card.says, card.hears, card.sense, card.owns):
            assert hints.hints(said, ["scene"]) == []


def test_the_turn_goes_through_the_whole_deck_and_the_kinds_alternate() -> None:
    turns = [deck().turn(n) for n in range(40)]
    assert len({card.id for card in turns}) == 40
    assert [card.kind for card in turns[:5]] == list(KINDS)
    assert deck().turn(40) == turns[0]
    assert {deck().turn(n, "anger").kind for n in range(20)} == {"anger"}
    assert deck().turn(3, "nonsense") == turns[3]


def test_a_deck_with_a_mistake_is_refused_in_a_sentence(tmp_path: Path) -> None:
    bad = tmp_path / "replies.toml"
    bad.write_text(DECK.read_text().replace('id = "2"\nkind = "fear"', 'id = "1"\nkind = "anger"'))
    with pytest.raises(WordsError, match=r'"1" is there twice.*"fear" has 8 cards'):
        decks.load(bad)
    bad.write_text(DECK.read_text().replace('says = "Why?"', 'says = ""'))
    with pytest.raises(WordsError, match='"25": what is said has 1 to 200 letters'):
        decks.load(bad)


# -- practising ------------------------------------------------


def test_a_card_is_answered_and_the_model_comes_only_afterwards(cast: Cast, clock: Clock) -> None:
    first = deck().turn(0)
    page = cast.R.client.get(NEW)
    assert first.says in text(page)
    assert first.owns not in text(page)
    assert f'name="card" value="{first.id}"' in page.content.decode()
    assert 'name="said"' not in page.content.decode()
    id = keep(cast.R.client, NEW, card=first.id, reply="You are scared. I made that.")
    assert bodies(cast.R, "t29") == [{"said": first.says, "card": first.id, "reply": "You are scared. I made that."}]
    after = text(cast.R.client.get(f"/n/t29/k/{id}/"))
    for said in (first.says, first.hears, first.sense, first.owns, "You are scared. I made that."):
        assert said in after
    assert "Name it" in after
    assert "1 of ten" in after
    assert deck().turn(1).says in text(cast.R.client.get(NEW))


def test_the_answer_belongs_to_the_card_it_was_written_under(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    first = keep(cast.R.client, NEW, uid=uid, card="7", reply="one")
    assert keep(cast.R.client, NEW, uid=uid, card="7", reply="one") == first
    assert [body["card"] for body in bodies(cast.R, "t29")] == ["7"]


@pytest.mark.parametrize("odd", ["", "99", "<b>", "0", "fear"])
def test_an_odd_card_in_the_form_or_the_address_gives_the_next_one(cast: Cast, clock: Clock, odd: str) -> None:
    assert deck().turn(0).says in text(cast.R.client.get(NEW, {"card": odd}))
    id = keep(cast.R.client, NEW, card=odd[:4], reply="an answer")
    entry = cast.R.room.entry(id)
    assert entry is not None
    assert entry.body["card"] == deck().turn(0).id


def test_a_kind_or_one_card_can_be_chosen(cast: Cast, clock: Clock) -> None:
    assert deck().of("silence")[0].says in text(cast.R.client.get(NEW, {"kind": "silence"}))
    assert "Here nothing is said." in text(cast.R.client.get(NEW, {"kind": "silence"}))
    assert deck().cards[11].says in text(cast.R.client.get(NEW, {"card": "12"}))


@pytest.mark.parametrize(
    ("reply", "title"),
    [
        ("It was only pictures.", "Playing it down"),
        ("You should try to sleep.", "Fixing too early"),
        ("I had no choice.", "Defending"),
        ("This is hard for me too.", "Turning to yourself"),
        ("You made me lie.", "Handing it over"),
        ("I see it, but it has been a year.", "“But”"),
    ],
)
def test_the_guard_marks_what_closes_an_ear(cast: Cast, clock: Clock, reply: str, title: str) -> None:
    id = keep(cast.R.client, NEW, card="1", reply=reply)
    page = cast.R.client.get(f"/n/t29/k/{id}/")
    assert title in text(page)
    assert "<mark>" in page.content.decode()


def test_a_good_answer_is_left_in_peace_and_not_graded(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, card="1", reply="Your stomach drops. I hid there. I did that.")
    page = cast.R.client.get(f"/n/t29/k/{id}/")
    assert "<mark>" not in page.content.decode()
    assert "No word here is on the list" in text(page)
    for word in ("correct", "well done", "score", "points", "right answer is"):
        assert word not in text(page).lower()


def test_a_changed_answer_keeps_its_card_and_shows_it(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, card="9", reply="I only lied once.")
    change = f"/n/t29/k/{id}/change/"
    assert deck().cards[8].says in text(cast.R.client.get(change))
    keep(cast.R.client, change, card="9", reply="I lied to you.")
    assert bodies(cast.R, "t29")[-1]["said"] == deck().cards[8].says


def test_an_empty_or_too_long_answer_is_said_beside_its_field(cast: Cast, clock: Clock) -> None:
    for reply, said in (("", "Please write something here."), ("x" * 601, "Please keep it to 600")):
        answer = cast.R.client.post(NEW, {"uid": str(uuid4()), "card": "3", "reply": reply})
        assert answer.status_code == 422
        assert said in text(answer)
        assert deck().cards[2].says in text(answer)
    assert bodies(cast.R, "t29") == []


def test_words_of_despair_bring_people_who_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, card="1", reply="They would be better off without me.")
    assert "People who answer now" in text(cast.R.client.get(f"/n/t29/k/{id}/"))


def test_hr_05_nobody_is_asked_to_mark_grade_or_comfort() -> None:
    tool = catalogue.tool("t29")
    said = " ".join(line for read in tool.reads for line in read.say)
    assert "not a test for the person you hurt" in said
    assert "comfort you" in said
    assert tool.share == "L2"
    assert "Nobody marks your answers" in tool.who


# -- one's own story ------------------------------------------------


def test_one_s_own_story_opens_after_ten_answers_and_says_so(cast: Cast, clock: Clock) -> None:
    practise(cast.R, clock, 9)
    page = text(cast.R.client.get(AREAS))
    assert "First practise ten answers." in page
    assert "Feeling safe" not in page
    refused = cast.R.client.post(
        f"{AREAS}new/?unit=safety", {"uid": str(uuid4()), "what_I_think_it_was_like": "no ground"}
    )
    assert refused.status_code != 303
    assert bodies(cast.R, "t29b") == []
    practise(cast.R, clock, 1)
    assert "Feeling safe" in text(cast.R.client.get(AREAS))
    assert "The next part is open" in text(cast.R.client.get(HOME))


def test_there_are_twelve_areas_with_three_questions_each() -> None:
    tool = catalogue.tool("t29b")
    assert [unit.id for unit in tool.units] == [
        "safety", "worth", "body", "health", "senses", "time", "money", "sexuality", "family", "faith", "friends",
        "work",
    ]  # fmt: skip
    assert [(field.name, field.length) for field in tool.fields] == [
        ("what_I_think_it_was_like", 300),
        ("what_I_heard_you_say", 300),
        ("what_I_did_that_led_here", 300),
    ]


def test_an_area_is_kept_and_only_one_s_own_words_are_looked_at(cast: Cast, clock: Clock) -> None:
    practise(cast.R, clock, 10)
    id = keep(
        cast.R.client,
        f"{AREAS}new/?unit=senses",
        what_I_think_it_was_like="They could not trust their own eyes.",
        what_I_heard_you_say="You said it was only pictures, but it was every day.",
        what_I_did_that_led_here="I said they were wrong, but I was tired.",
    )
    assert bodies(cast.R, "t29b")[0]["unit"] == "senses"
    page = cast.R.client.get(f"/n/t29b/k/{id}/")
    marked = re.findall(r"<mark>(.*?)</mark>", page.content.decode())
    assert marked == ["but"]
    assert "That is enough" in text(page) or "Do not take this to them" in text(page)
    again = keep(cast.R.client, f"/n/t29b/k/{id}/change/", what_I_think_it_was_like="They doubted everything they saw.")
    assert again != id


@pytest.mark.parametrize("name", ["what_I_think_it_was_like", "what_I_heard_you_say", "what_I_did_that_led_here"])
def test_each_question_of_an_area_holds_three_hundred_letters(cast: Cast, clock: Clock, name: str) -> None:
    practise(cast.R, clock, 10)
    good = {"uid": str(uuid4()), "what_I_think_it_was_like": "x"}
    answer = cast.R.client.post(f"{AREAS}new/?unit=time", good | {name: "x" * 301})
    assert answer.status_code == 422
    assert "Please keep it to 300" in text(answer)


def test_hr_05_an_area_asks_nobody_to_comfort_or_to_check(cast: Cast, clock: Clock) -> None:
    practise(cast.R, clock, 10)
    page = text(cast.R.client.get(AREAS))
    assert "not a test for anyone else to mark" in page
    assert "asks nobody to comfort you" in page


def test_nobody_else_sees_an_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, card="1", reply="mine")
    for other in (cast.B, cast.stranger):
        assert other.client.get(f"/n/t29/k/{id}/").status_code == 404


def test_a_card_taken_out_of_the_deck_leaves_the_answer_readable(cast: Cast, clock: Clock) -> None:
    id = put(cast.R, "t29", clock.now, said="Words of an older deck.", card="zz", reply="mine")
    page = text(cast.R.client.get(f"/n/t29/k/{id}/"))
    assert "Words of an older deck." in page
    assert "mine" in page
