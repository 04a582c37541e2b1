"""What the Path page shows, ready made."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.utils.translation import gettext as _

from goldseam.path import signs
from goldseam.path.bowl import Bowl, number
from goldseam.path.known import Known
from goldseam.path.places import address
from goldseam.path.signs import Sign


@dataclass(frozen=True, slots=True)
class Row:
    sign: Sign
    address: str
    act: str
    uid: str


@dataclass(frozen=True, slots=True)
class PathPage:
    safe: list[Row]
    safe_words: str
    practice: list[Row]
    bowl: Bowl


def path_page(known: Known) -> PathPage:
    safe = signs.safe_start(known)
    return PathPage(
        safe=[_row(sign) for sign in safe],
        safe_words=_safe_words(safe, known.numbers),
        practice=[_row(sign) for sign in signs.practice(known)],
        bowl=signs.bowl_of(known),
    )


def _row(sign: Sign) -> Row:
    acts = {
        "plan": _("Open the safety plan"),
        "cards": _("See the cards"),
        "words": _("Say it, or leave it"),
        "kit": _("Make the kit"),
        "lock": _("Choose the time"),
        "pull": _("See what you have kept"),
        "diary": _("Open the diary"),
    }
    return Row(sign, address(sign.place), acts.get(sign.place, ""), str(uuid4()))


def _safe_words(safe: list[Sign], numbers: bool) -> str:
    have = sum(sign.true for sign in safe)
    if have == len(safe):
        return _("All of it is there. You have ground to stand on.")
    if have == 0:
        return _("Nobody should be hurt by starting. These make sure of it, in any order.")
    if not numbers:
        return _("Some of it is there. Any order will do.")
    return _("%(have)s of %(of)s are there. Any order will do.") % {
        "have": number(have).capitalize(),
        "of": number(len(safe)),
    }
