"""The hint must be caught by what people in pain really write, and not by everyday ways of speaking."""

from __future__ import annotations

import logging

import pytest

from goldseam.safety import guard
from goldseam.safety.routes import routes

pytestmark = pytest.mark.once

MEANT = [
    "I want to die",
    "i just wanna die",
    "I don't want to live any more.",
    "I dont want to be here anymore",
    "I don’t want to wake up tomorrow",
    "I do not want to exist",
    "sometimes I think about killing myself",
    "I'm going to kill myself tonight",
    "I am thinking of ending it all",
    "I could end my life and nobody would know",
    "thinking about suicide again",
    "I feel suicidal",
    "SUICIDE",
    "self-harm",
    "I self harmed last night",
    "I cut myself again",
    "I've been cutting myself since March",
    "the urge to hurt myself is back",
    "I took all the pills",
    "I took an overdose",
    "I could jump off that bridge",
    "step in front of a train",
    "I thought about driving into a tree",
    "They would be better off without me",
    "she'd be better off if I was dead",
    "Everyone would be happier without me",
    "nobody would even miss me",
    "No one would notice if I was gone",
    "there is no point in living",
    "no point going on",
    "I have nothing to live for",
    "life is not worth living",
    "Life isn't worth living",
    "I can't go on.",
    "I cannot go on any more",
    "I can't carry on like this any more",
    "I wish I was dead",
    "I wish I had never been born",
    "I wish I could fall asleep and never wake up",
    "I hope I don't wake up",
    "I want to disappear",
    "I want it all to stop",
    "I'd rather be dead",
    "I don't care if I live or die",
    "I am tired of living",
    "I'm done with life",
    "I see no way out",
    "I won't be here much longer",
    "I won't be around next week",
    "if I were dead it would be easier for him",
    "I have written a goodbye letter",
    "thoughts of death all day",
    "I am not safe with myself",
    "I might do something to myself",
    "I have the rope and could hang myself",
    "kill my self",
    "want to kill​ myself",
    "I was dying laughing but really I want to die",
]

NOT_MEANT = [
    "",
    "killing time on my phone",
    "I am dying to see her",
    "I could have died laughing",
    "we nearly died laughing",
    "I was dying for a coffee",
    "that cake is to die for",
    "my battery died",
    "the phone is dead",
    "I nearly died of embarrassment",
    "dead tired after work",
    "I killed myself laughing",
    "my feet are killing me",
    "I shot myself in the foot with that message",
    "I cut myself off from the group chat",
    "I cut myself shaving",
    "I cut myself some slack today",
    "I hurt myself playing football",
    "drowning myself in work again",
    "an overdose of chocolate? no, I overdosed on chocolate",
    "we ran 10 kms",
    "I jumped off the bus",
    "he said the marriage may end",
    "I want to end this affair with my phone",
    "I do not want to be here in this hotel room alone",
    "The urge died down after ten minutes",
    "I want the urges to disappear",
    "my father died in March and I miss him",
    "the police have nothing to go on",
    "I kept it to myself",
    "I would rather die than watch that film",
    "I want to live by my values",
    "I took my pills as the doctor said",
    "I told her the truth and it was hard",
    "dressed to kill",
    "the time limit is a deadline",
    "I open my arms",
    "I cannot go on holiday with him yet",
    "we talked about the end of the week",
]


@pytest.mark.parametrize("text", MEANT)
def test_a_text_that_speaks_of_dying_or_self_harm_gives_the_hint(text: str) -> None:
    assert guard.self_harm_hint(text)


@pytest.mark.parametrize("text", NOT_MEANT)
def test_an_everyday_way_of_speaking_gives_no_hint(text: str) -> None:
    assert not guard.self_harm_hint(text)


@pytest.mark.parametrize("text", MEANT[:20])
def test_the_hint_is_found_in_the_middle_of_a_long_text_in_any_case(text: str) -> None:
    page = "Today was long. " * 80
    assert guard.self_harm_hint(page + text.upper() + ". " + page)


def test_what_is_written_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        guard.self_harm_hint("I want to die and the canary is 7f3a9")
    assert caplog.records == []


def test_a_very_long_text_is_read_to_a_limit_and_answers() -> None:
    assert not guard.self_harm_hint("i do not want to be " * 1000)
    assert not guard.self_harm_hint("a" * 2_000_000)


def test_each_safety_hook_leads_to_a_page_that_exists() -> None:
    assert set(guard.HOOKS) == {"H1", "H2", "H3", "H4", "H5"}
    keys = {hook: routes()[slug].key for hook, slug in guard.HOOKS.items()}
    assert keys == {"H1": "A", "H2": "B", "H3": "C", "H4": "D", "H5": "duress"}
