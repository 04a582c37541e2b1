"""Stage 0, "Safe start", as signs: things that exist here, can be done now, and are read from the person's own records.

A sign is there or not yet there. There is no third state, no date and no count of days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from goldseam.path.bowl import Bowl, Step, bowl
from goldseam.path.known import Known

CARDS: Final = 3
FIVE: Final = 5
TEN: Final = 10


@dataclass(frozen=True, slots=True)
class Sign:
    id: str
    step: Step
    title: str
    why: str
    true: bool
    place: str
    """Where it can be done: a key of goldseam.path.pages.PLACES."""


def safe_start(known: Known) -> list[Sign]:
    return [
        Sign(
            "plan", "tend",
            _("Your safety plan holds someone to turn to"),
            _("One person or one line is enough. In the worst hour nobody should have to search."),
            known.plan_people, "plan",
        ),
        Sign(
            "cards", "tend",
            _("Three grounding cards are kept close"),
            _("Try a few, and keep the three that bring you back to now."),
            known.cards >= CARDS, "cards",
        ),
        Sign(
            "leave", "learn",
            _("You have tried Leave once"),
            _("Press it, or Shift three times. An ordinary page comes up and you are signed out. Then come back here."),
            known.settings.get("tried_leave") is True, "leave",
        ),
        Sign(
            "words", "own",
            _("You have said what brings you"),
            _("And which words fit you and the other person. Leaving them as they are is a choice too."),
            known.asked, "words",
        ),
        Sign(
            "kit", "limit",
            _("A recovery kit is made"),
            _("A sheet of paper for the day a password is forgotten. Without it nobody can open your room again."),
            known.kit, "kit",
        ),
        Sign(
            "lock", "limit",
            _("You have set how soon your room locks"),
            _("Short when others use this device, longer when you are alone."),
            "idle" in known.settings, "lock",
        ),
    ]  # fmt: skip


def practice(known: Known) -> list[Sign]:
    """Signs of steadying that the tools here can show, for the roles they belong to."""
    signs = []
    if "R" in known.roles:
        signs += [
            Sign(
                "ten", "show",
                _("Ten urges written down"),
                _("A strong one counts as much as a weak one, and so does one that went badly."),
                known.count("t09") >= TEN, "pull",
            ),
            Sign(
                "ridden", "show",
                _("Five of them ridden out"),
                _("With the timer, or simply by staying with it."),
                known.ridden >= FIVE, "pull",
            ),
        ]  # fmt: skip
    if "B" in known.roles:
        signs.append(
            Sign(
                "diary", "learn",
                _("Five days in the diary"),
                _("Enough to begin to see that the storm has a pattern. Days left out are fine."),
                known.count("t40") >= FIVE, "diary",
            )
        )  # fmt: skip
    signs.append(
        Sign(
            "grounded", "tend",
            _("A grounding card used three times"),
            _("A number before and after shows you which one helps."),
            known.count("t41") >= CARDS, "cards",
        )
    )  # fmt: skip
    return signs


def bowl_of(known: Known) -> Bowl:
    given = ((sign.step, sign.true) for sign in [*safe_start(known), *practice(known)])
    return bowl(given, counted=known.numbers)
