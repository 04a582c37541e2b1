"""Hints about words that close an ear: what must be marked, and what must be left alone."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from time import perf_counter

import pytest
from django.conf import settings

from goldseam.safety import hints
from goldseam.safety.hints import KINDS, Kind
from goldseam.safety.words import WordsError
from goldseam.tools.looking import HEARD
from tests.safety import innocent

pytestmark = pytest.mark.once

MARKED: dict[Kind, list[str]] = {
    "minimising": [
        "I only looked.",
        "i just watched a few",
        "It was only pictures.",
        "it’s just porn",
        "They were only videos",
        "All I did was scroll.",
        "It was no big deal.",
        "It wasn't such a big thing.",
        "It is not that bad.",
        "It didn't mean anything.",
        "It meant nothing to me.",
        "Nothing really happened.",
        "I never even touched anyone.",
        "It wasn't really cheating.",
        "Everyone does it.",
        "Most men watch something.",
        "It could have been worse.",
        "At least I stopped.",
        "It was a small mistake.",
        "These things happen.",
        "That is all in the past.",
        "You are overreacting.",
        "You're too sensitive",
        "You make such a fuss.",
        "Only twice, and only at work.",
    ],
    "fixing": [
        "You should try to sleep.",
        "You just need to let it go.",
        "All you have to do is trust me.",
        "Why don't you see a doctor?",
        "Have you tried breathing?",
        "It will be fine.",
        "Everything's going to be all right. We'll be fine.",
        "Don't worry.",
        "Please calm down.",
        "Look on the bright side.",
        "Let's move on.",
        "We have to put this behind us.",
        "I will fix this.",
        "Just tell me what to do.",
        "What else do you want me to do?",
        "Just trust me.",
    ],
    "defending": [
        "I didn't mean to hurt you.",
        "I never meant any of it.",
        "I never wanted to hurt you.",
        "That's not true.",
        "That isn't how it was.",
        "You're wrong about that day.",
        "To be fair, I did stop.",
        "I had no choice.",
        "I couldn’t help it.",
        "It was the addiction.",
        "because I was so lonely",
        "I've already said sorry.",
        "How many times do I have to say it?",
        "I have changed.",
        "I'm doing my best.",
        "You don't understand.",
        "You have to understand me.",
        "I was going to tell you.",
        "It's not like I went anywhere.",
    ],
    "self_pity": [
        "I am a terrible person.",
        "I'm such an idiot.",
        "I hate myself.",
        "This is hard for me too.",
        "It hurts me as much as you.",
        "I'm suffering too.",
        "I feel so guilty.",
        "Nothing I do is ever enough.",
        "You must hate me.",
        "Please don't leave.",
        "I can't bear to see you cry.",
        "I don't deserve you.",
        "Please forgive me.",
        "I need you to tell me it will pass.",
        "You have no idea how hard it is for me.",
    ],
    "blame": [
        "because you never wanted to",
        "It happened because you were always away.",
        "You made me lie.",
        "You drove me to it.",
        "If you hadn't shouted I would have told you.",
        "It's partly your fault.",
        "your part in this",
        "You also lied.",
        "You too did things.",
        "You did it too.",
        "What about your messages?",
        "We both made mistakes.",
        "It takes two.",
        "You never listen.",
        "You always nag.",
        "When you stopped touching me, I started.",
    ],
    "but": [
        "I am sorry, but I was tired.",
        "I did it. However, there is more to say.",
        "I see your pain, but it has been a year.",
        "But you knew.",
        "I told you it was nothing, but you kept asking.",
    ],
    "if": [
        "I am sorry if I hurt you.",
        "If you felt hurt, I am sorry.",
        "I'm sorry you feel that way.",
        "If anything I said upset you",
        "If it hurt you, I regret it.",
        "Mistakes were made.",
        "I am sorry for everything.",
    ],
    "promise": [
        "It will never happen again, never ever.",
        "I will never look again.",
        "I promise to be good.",
        "I swear.",
        "I'll always tell you the truth.",
        "I will do whatever it takes.",
        "You will never have to check.",
        "I will be a completely different person.",
    ],
    "thought": [
        "I feel that you do not care",
        "I feel like you are lying",
        "I felt as if nobody was there",
        "I feel you were wrong",
    ],
    "no_feeling": ["that you do not care", "hurt, that you lied", "you never listen", "as if I were nothing"],
    "verdict": [
        "You always look at your phone.",
        "You did it on purpose.",
        "You don't care.",
        "You ignored me.",
        "Every single time",
        "You were so selfish.",
    ],
    "demand": [
        "Stop being so cold.",
        "You must tell me every evening.",
        "Be home at six or else.",
        "If you don't call I'll leave.",
        "Never speak to me like that.",
    ],
    "machine": ["I will take a polygraph.", "a lie detector test", "a lie-detector"],
    "watching": [
        "You can check my phone at any time.",
        "I will share my location with you.",
        "Put a tracker on it.",
        "Here are all my passwords.",
        "You may track my phone.",
    ],
    "scene": [
        "She was naked.",
        "those women's bodies",
        "They were younger than you.",
        "it was on www.example.com",
        "see https://x.y",
    ],
    "threat": [
        "Come home at ten or else.",
        "You'll be sorry.",
        "make him pay for it",
        "ruin her career",
        "I will hit you.",
        "tell everyone what you did",
        "ring his boss.",
        "tell your mother about it",
        "throw him out",
        "change the locks",
        "put it all online",
        "take her phone",
        "empty his account",
        "I will hurt myself if you go.",
    ],
    "custody": [
        "go for sole custody",
        "take the children away from you",
        "Keep the kids from him.",
        "You will never see the children again.",
        "You won't see your daughter.",
        "tell the children what you did",
        "You will lose the kids.",
    ],
}

LEFT_ALONE: dict[Kind, list[str]] = {
    "minimising": [
        "I can only imagine how that was.",
        "You are the only person I lied to every day.",
        "It was only later that I saw what it did to you.",
        "It is only right that you are angry.",
        "It was just as bad as you say.",
        "That is just how you found me.",
        "Not only the lies hurt you.",
        "It was not just pictures. It was lying to you for years.",
        "You are not overreacting.",
        "You were never too sensitive.",
        "It was not a small thing.",
        "I told you that it was no big deal. It was.",
        "I said you were overreacting, and I knew that you were right.",
        "You see it now, and only you can say how much it is.",
        "We have just one evening a week.",
        "The little things hurt you most.",
        "It meant a lot to you.",
        "I looked at you and lied.",
    ],
    "fixing": [
        "You should never have had to find out like that.",
        "You should not have had to check.",
        "I should have told you.",
        "You do not need to calm down.",
        "You don't have to forgive me.",
        "You do not have to trust me.",
        "You have to live with what I did.",
        "You need sleep, and I took it from you.",
        "I cannot fix this with words.",
        "I am not going to try to fix it now.",
        "I told you not to worry, and you were right to worry.",
        "You worry when I am late.",
        "It will take as long as it takes.",
        "Everything you thought was safe is not.",
        "I am not asking you to get over it.",
    ],
    "defending": [
        "I am not going to defend myself.",
        "I do not want to explain it away.",
        "That is true.",
        "You are not wrong.",
        "I am trying to understand what it was like.",
        "You never asked for any of this.",
        "I chose it. It was my fault.",
        "It was not because of the stress. I chose it.",
        "I did not tell you the truth.",
        "I never told you.",
        "I did not want you to know, so I lied.",
        "I ran from what I did not want to feel.",
        "I have changed the router so that I cannot get around it.",
    ],
    "self_pity": [
        "I am ashamed of what I did.",
        "I hate that I did this to you.",
        "You feel terrible.",
        "It was hard for you.",
        "It hurt you and it went on for years.",
        "I will carry this to my group and not to you.",
        "I need you to know that it was not your fault.",
        "You deserve the truth.",
        "I was wrong.",
        "You do not have to forgive me.",
        "I am the one who lied.",
        "I am bad at this, and I am still here.",
    ],
    "blame": [
        "None of it was your fault.",
        "It was not because of you.",
        "It hurt because you trusted me.",
        "You were lied to because you had a right to ask and I was a coward about it.",
        "You never asked for any of this.",
        "You never had a chance to choose.",
        "You also lost your sleep.",
        "You made dinner while I was lying to you.",
        "You always believed me.",
        "If you want me to sleep in the other room, I will.",
        "You had time and patience.",
        "When you found it, the ground went.",
        "When you stopped singing in the kitchen I saw it and said nothing.",
        "We both know who did this.",
    ],
    "but": [
        "It was anything but small.",
        "You wanted nothing but the truth.",
        "I was stressed, but that is no excuse.",
        "You asked me twice, but I lied.",
        "It was not because of you but because of me.",
        "No one but me decided that.",
        "I pressed the button.",
        "You trusted me but I chose to hide it.",
        "I said it was work, but it was not.",
    ],
    "if": [
        "If you want to talk, I am here.",
        "If you feel like shouting, shout.",
        "If you think of something I can put right, tell me.",
        "I wonder if you can sleep.",
        "I do not know if you will ever trust me.",
        "If I am late I will write before the time.",
        "I am sorry that you had to find out alone.",
        "You asked if I had lied.",
    ],
    "promise": [
        "I broke my promise.",
        "I promised you, and I lied.",
        "I cannot promise how long it takes.",
        "You will never get those years back.",
        "I never told you the truth.",
        "You always believed me.",
        "This week I will put the phone in the kitchen at nine.",
        "I promise nothing today.",
        "I will never know what those nights were like for you.",
        "I would never have told you.",
    ],
    "thought": [
        "I feel hurt.",
        "I felt that in my stomach.",
        "I feel like crying.",
        "I feel it in my chest",
        "scared",
        "left out",
        "When you came in I felt cold.",
    ],
    "no_feeling": ["hurt", "left out", "scared, alone", "far from you", "unsure of you"],
    "verdict": [
        "You came home at nine and did not say hello.",
        "The message never came.",
        "On Tuesday you looked at the phone while I spoke.",
        "You said you would call, and the phone did not ring.",
    ],
    "demand": [
        "Would you put the phone in the drawer at dinner?",
        "Can we sit down on Sunday for ten minutes?",
        "Please tell me before you leave.",
        "I would like to hear it from you first.",
    ],
    "machine": ["You want the truth.", "The washing machine was on.", "I lied and nobody could detect it."],
    "watching": [
        "You should not have to watch me.",
        "You do not have to check my phone any more.",
        "I saw you check the door.",
        "I gave the filter to my sponsor.",
        "You may read my plan if you ever want to.",
    ],
    "scene": [
        "You lost your body image and your sleep.",
        "Your body remembers it.",
        "I hid it from your family.",
        "Your skin crawled.",
        "She hates her body now, and she turns her face to the wall.",
        "It was pictures and films, most nights, for years.",
    ],
    "threat": [
        "leave the room, and go out of the house if it goes on.",
        "I will sleep at my sister's.",
        "tell one person I trust",
        "tell my mother that I need a bed for the night",
        "have my own pay go to an account of my own",
        "take my phone and go for a walk",
        "call you back tomorrow",
        "show you when I am ready",
        "I do not want to punish you.",
        "It hurts.",
        "lock the door while I am in there",
        "ring your doorbell at nine",
    ],
    "custody": [
        "say “later”, and go and do something with the children.",
        "take the children to the other room",
        "take the children with me to the park",
        "pick up the kids at four",
        "Talking about it while the children can hear",
        "tell the children that supper is ready",
    ],
}


CHARACTER = re.compile(r"\b(?:liar|narcissist\w*|manipulat\w+|gaslight\w+|abuser|addict\w*|fail\w*)\b|!", re.I)


def cases(table: dict[Kind, list[str]]) -> list[tuple[Kind, str]]:
    return [(kind, text) for kind, texts in table.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), cases(MARKED))
def test_what_closes_an_ear_is_marked(kind: Kind, text: str) -> None:
    assert [mark.kind for mark in hints.marks(text, [kind])], text


@pytest.mark.parametrize(("kind", "text"), cases(LEFT_ALONE))
def test_an_innocent_sentence_is_left_alone(kind: Kind, text: str) -> None:
    assert hints.marks(text, [kind]) == [], text


@pytest.mark.parametrize("text", innocent.LEFT_ALONE)
def test_honest_sentences_are_left_alone_by_all_that_is_looked_for_in_an_answer(text: str) -> None:
    assert hints.hints(text, [*HEARD, "promise", "watching"]) == []


def test_what_is_marked_though_innocent_is_known_and_rare() -> None:
    marked = [text for text in innocent.MARKED_THOUGH_INNOCENT if hints.hints(text, [*HEARD, "promise", "watching"])]
    assert marked == innocent.MARKED_THOUGH_INNOCENT
    assert len(marked) * 15 < len(innocent.LEFT_ALONE)


def test_every_kind_has_both_sorts_of_examples() -> None:
    assert set(MARKED) == set(LEFT_ALONE) == set(KINDS)


def test_a_whole_good_answer_is_not_marked_anywhere() -> None:
    good = (
        "You asked me straight out and I lied. Of course you doubt everything now. I took your sleep and your trust in "
        "your own eyes. I chose that. You do not have to believe me. Tonight the phone stays in the kitchen."
    )
    assert hints.marks(good, ["minimising", "fixing", "defending", "self_pity", "blame", "but", "if"]) == []


def test_a_mark_names_its_place_in_the_text_as_it_was_typed() -> None:
    text = "Yes. It’s just porn, and you’re too sensitive."
    assert [text[m.start : m.end] for m in hints.marks(text, ["minimising"])] == [
        "It’s just",
        "too sensitive",
    ]


def test_the_pieces_make_up_the_text_again_and_carry_the_kinds() -> None:
    text = "I am sorry, but I only looked."
    pieces = hints.pieces(text, ["but", "minimising"])
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind] == [
        ("but", "but"),
        ("minimising", "I only looked"),
    ]
    assert hints.pieces("", ["but"]) == []


def test_marks_that_overlap_are_drawn_once() -> None:
    text = "Please forgive me, you must hate me. But you always have to start."
    pieces = hints.pieces(text)
    assert "".join(piece.text for piece in pieces) == text


def test_each_kind_is_said_once_with_all_its_words() -> None:
    found = hints.hints("But I was tired. And yes, but you knew. BUT no.", ["minimising", "but"])
    assert [(hint.kind, hint.words) for hint in found] == [("but", ("But", "but", "BUT"))]
    assert found[0].title
    assert found[0].say


def test_only_the_kinds_asked_for_are_looked_for() -> None:
    assert hints.hints("but you made me do it", ["promise"]) == []


def test_owning_what_one_used_to_say_is_not_saying_it_again() -> None:
    owned = "I told you that you were overreacting and that it was only pictures. Both were lies."
    assert hints.hints(owned, ["minimising", "blame", "defending"]) == []
    defended = "I told you that it was nothing, but you were overreacting."
    assert {hint.kind for hint in hints.hints(defended, ["but", "minimising"])} == {"but", "minimising"}


def test_a_very_long_text_is_answered_quickly_and_without_error() -> None:
    text = "I feel so not but if you never because I was told that you should have " * 400
    began = perf_counter()
    hints.marks(text)
    assert perf_counter() - began < 3


def test_nothing_of_a_text_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        hints.hints("but you made me do it")
    assert caplog.text == ""


def test_hr_05_the_hints_themselves_speak_of_words_never_of_character() -> None:
    words = hints.load(Path(settings.CONTENT_DIR) / "en" / "hints.toml")
    assert set(words.rules) == set(KINDS)
    for rule in words.rules.values():
        for said in (rule.title, rule.say):
            assert not re.search(
                r"\b(?:liar|narcissist\w*|manipulat\w+|gaslight\w+|abuser|addict\w*|fail\w*)\b|!", said
            )


def test_a_file_with_a_mistake_is_refused_in_a_sentence(tmp_path: Path) -> None:
    bad = tmp_path / "hints.toml"
    bad.write_text('harmless = []\n[[hint]]\nid = "but"\ntitle = "x"\nsay = ""\nrules = ["but"]\n')
    with pytest.raises(WordsError, match='"minimising" is missing'):
        hints.load(bad)
    bad.write_text('harmless = []\n[[hint]]\nid = "other"\ntitle = "x"\nsay = "y"\nrules = []\n')
    with pytest.raises(WordsError):
        hints.load(bad)
