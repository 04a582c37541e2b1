"""The first stages as signs: things that exist here, can be done now, and are read from the person's own records.

A sign is there or not yet there. There is no third state, no date and no count of days. What was there once stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from goldseam.path.bowl import Bowl, bowl
from goldseam.path.facts import FIVE, TEN
from goldseam.path.known import Known
from goldseam.path.words import STAGES, SignWords, Stage, sign_words

CARDS: Final = 3

RULES: Final[dict[str, Callable[[Known], bool]]] = {
    "plan": lambda known: known.plan_people,
    "cards": lambda known: known.cards >= CARDS,
    "who_sees": lambda known: "who_sees" in known.said,
    "leave": lambda known: "leave" in known.said,
    "urgent": lambda known: "urgent" in known.said,
    "story_heard": lambda known: "story_heard" in known.said,
    "words": lambda known: known.asked,
    "kit": lambda known: known.kit,
    "lock": lambda known: "idle" in known.settings,
    "ten": lambda known: known.count("t09") >= TEN,
    "ridden": lambda known: known.ridden >= FIVE,
    "diary": lambda known: known.count("t40") >= FIVE,
    "grounded": lambda known: known.count("t41") >= CARDS,
}
"""Signs told from settings and counts; those of the private tools are told by `goldseam.path.facts`."""


@dataclass(frozen=True, slots=True)
class Sign:
    words: SignWords
    now: bool
    """Whether it is so at this moment, or the person has said so."""
    ever: bool
    """Whether it is or was so: then its gold stays."""

    @property
    def id(self) -> str:
        return self.words.id

    @property
    def there(self) -> bool:
        """What the list says. Under "Safe start" that is today's truth, because somebody may lean on it."""
        return self.now if self.words.stage == "safe" else self.ever


def signs(known: Known) -> list[Sign]:
    """Those of this person's roles, in the order of the file; a quiet one only once it is there."""
    found = [_sign(known, words) for words in sign_words() if not words.roles or set(words.roles) & known.roles]
    return [sign for sign in found if sign.ever or not sign.words.quiet]


def of_stage(known: Known, stage: Stage) -> list[Sign]:
    return [sign for sign in signs(known) if sign.words.stage == stage]


def of_part(known: Known, number: int) -> list[Sign]:
    """Those of the stage with this number; none where no signs are known yet."""
    return of_stage(known, STAGES[number]) if number < len(STAGES) else []


def fresh(known: Known) -> list[str]:
    """Signs that are there and were never written down, in the order of the file."""
    return [sign.id for sign in signs(known) if sign.now and sign.id not in known.ever]


def bowl_of(known: Known) -> Bowl:
    """Gold of a role that is no longer named stays too."""
    mine = signs(known)
    named = {sign.id for sign in mine}
    kept = [words for words in sign_words() if words.id in known.ever - named]
    given = [*((sign.words.step, sign.ever) for sign in mine), *((words.step, True) for words in kept)]
    return bowl(given, counted=known.numbers, lapse=known.lapse)


def _sign(known: Known, words: SignWords) -> Sign:
    true = RULES[words.id](known) if words.id in RULES else words.id in known.there
    now = true or words.id in known.said
    return Sign(words, now, now or words.id in known.ever)
