"""The cards to talk by: ninety, easy, each its own; and none that asks for what nobody here may ask for."""

from __future__ import annotations

import re
import shutil
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

from goldseam import content_check
from goldseam.reading import grade
from goldseam.safety import hints
from goldseam.safety.words import WordsError
from goldseam.together.deck import CARDS, LONGEST, deck, load

pytestmark = pytest.mark.once

CONTENT = Path(settings.CONTENT_DIR)
TALK = CONTENT / "en" / "decks" / "talk.toml"

EASY = 6
SAYS = [card.say for card in deck().cards]

# What a card must never touch: asked for by nobody, answerable without any of it.
NEVER = {
    "forgiveness": r"forgiv|pardon|make (?:it )?up to|(?:second|another) chance|apolog|\bsorry\b",
    "a promise": r"promis|\bvows?\b|\bswear|pledge|never again|from now on|commit",
    "a decision": r"decid|decision|\bshall we\b|\bwill (?:you|we)\b|stay (?:with|together)|leave (?:me|you|us)\b|"
    r"divorc",
    "praise": r"prais|(?:proud of|about|thank) (?:me|you)\b|admir|grateful|compliment|best thing about",
    "sex": r"\bsex|porn|naked|\bnud|desire|fantas|attract|\bkiss|\btouch|intimate|\bbed\b|bedroom|\bex\b",
    "what happened": r"laps|\bslip(?:s|ped)?\b|\burges?\b|act(?:ed|ing) out|what happened|what you did|found out|"
    r"discover|detail|betray|cheat|recover|the truth",
    "a confession": r"secret|\bhid|confess|\badmit|\blie[sd]?\b|\blying\b|(?:nobody|no one) (?:saw|knows)|never told",
    "a screen": r"phone|screen|computer|online|internet|picture|photo|\bfilm|video|website",
    "a test of the other": r"do you remember|\bguess|how well|do you (?:still )?(?:love|believe)|\btrust|what do i\b|"
    r"\bam i\b",
    "one form of life": r"husband|wife|spouse|marri|wedding|girlfriend|boyfriend|partner|\bgod\b|pray|church|"
    r"your (?:children|kids|job|boss)|anniversar|\bour\b|\bus\b|\bwe\b",
    "a score": r"scale|out of ten|percent|how (?:much|many|often)|\brate\b",
}
OWN = r"\b(?:feel|feelings?|needs?|help|sting|hurts|afraid|anger|shame|comfort|tears|inside me|too much|like for you)\b"
# Words that say how a card asks, not what about.
HOW = r"""\b(?:an?|the|of|or|and|to|that|is|was|were|be|has|have|had|what|which|when|whom?|i|me|my|you|yours?|it|its
    |in|on|at|for|do|does|did|if|would|one|most|more|like|still|with|am|this|something|thing|whatever|made?|makes?)\b"""


def refused(tmp_path: Path, old: str, new: str) -> str:
    text = TALK.read_text()
    assert old in text
    bad = tmp_path / "talk.toml"
    bad.write_text(text.replace(old, new, 1))
    with pytest.raises(WordsError) as caught:
        load(bad)
    return str(caught.value)


# -- what is shipped ----------------------------------------------------------------


def test_there_are_ninety_cards_in_four_depths_and_each_has_an_id_of_its_own() -> None:
    found = deck()
    assert {depth.id: len(found.of(depth.id)) for depth in found.depths} == {1: 30, 2: 24, 3: 20, 4: 16} == CARDS
    assert len({card.id for card in found.cards}) == 90
    assert [card.id for card in found.of(4)] == [f"d4_{n:02}" for n in range(1, 17)]


def test_the_deck_is_read_once_and_a_card_is_found_by_its_id() -> None:
    assert deck() is deck()
    assert all(deck().get(card.id) is card for card in deck().cards)
    assert deck().get("d9_01") is None


@pytest.mark.parametrize("say", SAYS)
def test_a_card_is_short_easy_and_one_open_thing(say: str) -> None:
    assert len(say) <= LONGEST
    assert grade(say) <= EASY
    assert say.count("?") + say.count("…") == 1
    if say.endswith("?"):
        assert not re.match(r"(?:are|is|was|were|do|does|did|have|has|had|can|could|would|will|should)\b", say, re.I)


def test_questions_and_beginnings_take_turns_at_every_depth() -> None:
    for depth in CARDS:
        questions = sum(card.say.endswith("?") for card in deck().of(depth))
        assert 0.3 <= questions / CARDS[depth] <= 0.7, depth


@pytest.mark.parametrize("what", NEVER)
def test_hr_08_09_17_20_no_card_asks_for(what: str) -> None:
    lines = [*SAYS, *(depth.title for depth in deck().depths)]
    assert [say for say in lines if re.search(NEVER[what], say, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("what", "say"),
    [
        ("forgiveness", "What would help you to forgive?"),
        ("a promise", "Something I can promise you is …"),
        ("a decision", "What would make you decide?"),
        ("praise", "What I like about you is …"),
        ("sex", "What was your first sexual thought?"),
        ("what happened", "What came before your last lapse?"),
        ("a confession", "Something I have never told anybody is …"),
        ("a screen", "What is on your phone?"),
        ("a test of the other", "Do you remember what I wore?"),
        ("one form of life", "What was your wedding like?"),
        ("a score", "On a scale of one to ten, today was …"),
    ],
)
def test_such_a_card_would_be_noticed(what: str, say: str) -> None:
    assert re.search(NEVER[what], say, re.IGNORECASE)


def test_the_guard_finds_nothing_in_any_card() -> None:
    kinds = [kind for kind in hints.KINDS if kind not in {"no_feeling", "thought"}]  # those two are about whole texts
    assert [(say, found) for say in SAYS if (found := hints.hints(say, kinds))] == []


def test_the_hard_cards_ask_for_a_feeling_or_a_need_of_the_one_who_answers() -> None:
    assert [card.say for card in deck().of(4) if not re.search(OWN, card.say, re.IGNORECASE)] == []


def test_no_two_cards_share_most_of_their_words() -> None:
    about = {say: set(re.findall(r"[a-z]+", re.sub(HOW, " ", say, flags=re.I | re.X).casefold())) for say in SAYS}
    assert all(about.values())
    alike = [
        (one, other)
        for one, other in combinations(SAYS, 2)
        if 2 * len(about[one] & about[other]) > min(len(about[one]), len(about[other]))
    ]
    assert alike == []


# -- what is refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "d1_02"', 'id = "d1_01"', "“d1_01” is there twice"),
        ('id = "d1_02"', 'id = "d1_2"', "“d1_2”: an id is d, its depth, _ and two digits"),
        ('id = "d1_02"', 'id = "d2_99"', "“d2_99”: its id speaks of depth 2, the card of 1"),
        ("depth = 1\n", "depth = 5\n", "“d1_01”: a depth is 1, 2, 3 or 4"),
        ("depth = 4\n", "depth = 3\n", "depth 4 has 16 cards, not 15"),
        ("depth = 4\n", "depth = 3\n", "depth 3 has 20 cards, not 21"),
        ("If today were weather", "If " + "so " * 50, "“d1_01”: a card has 1 to 140 letters"),
        (SAYS[0], " ", "“d1_01”: a card has 1 to 140 letters"),
        (SAYS[0], "Today was fine.", "“d1_01”: a card is a question or the beginning of a sentence"),
        (SAYS[1], "IF today were: weather – what would it be …", "“d1_02” says the same as “d1_01”"),
        ("[[depth]]\nid = 2", "[[depth]]\nid = 3", "the depths are 1, 2, 3 and 4, in this order"),
        ('title = "Hard"', 'title = ""', "depth 4 has a title of 1 to 40 letters"),
        ("depth = 1\n", "deep = 1\n", "unknown field"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refused(tmp_path, old, new)


def test_every_mistake_is_in_one_message(tmp_path: Path) -> None:
    first = TALK.read_text().split("[[card]]")[1]
    says = refused(tmp_path, first, '\nid = "one"\ndepth = 2\nsay = "No."\n\n')
    assert says == (
        "talk.toml: depth 1 has 30 cards, not 29; depth 2 has 24 cards, not 25; "
        "“one”: an id is d, its depth, _ and two digits; “one”: a card is a question or the beginning of a sentence"
    )


def test_a_missing_deck_is_said_and_not_thrown_about(tmp_path: Path) -> None:
    with pytest.raises(WordsError, match=r"talk\.toml"):
        load(tmp_path / "talk.toml")


def test_the_content_check_reads_the_deck(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    bad = content / "en" / "decks" / "talk.toml"
    bad.write_text(bad.read_text().replace('id = "d1_02"', 'id = "d1_01"', 1))
    found = [str(problem) for problem in content_check.check(content) if problem.file == "en/decks/talk.toml"]
    assert found == ["en/decks/talk.toml: “d1_01” is there twice"]
