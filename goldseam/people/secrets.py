"""What makes a good password and a good PIN, said in words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from zxcvbn_rs_py import zxcvbn

PASSWORD_LEAST, PASSWORD_MOST = 10, 200
PIN_LEAST, PIN_MOST = 6, 12
GOOD: Final = 3
"""Of zxcvbn's 0 to 4: not guessed in ten thousand million tries at a slow hash."""

_NEARLY_ALL: Final = gettext_noop("This is easy to guess. Three or four words that do not belong together are better.")
_WHY: Final = {
    "StraightRowsOfKeysAreEasyToGuess": gettext_noop("Rows of keys are easy to guess. Use a few words instead."),
    "ShortKeyboardPatternsAreEasyToGuess": gettext_noop("Rows of keys are easy to guess. Use a few words instead."),
    "RepeatsLikeAaaAreEasyToGuess": gettext_noop("Repeated letters are easy to guess. Use different words instead."),
    "RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess": gettext_noop(
        "The same thing twice is nearly as easy to guess as once. Use different words instead."
    ),
    "ThisIsATop10Password": gettext_noop("Very many people use this password. It would be tried first."),
    "ThisIsATop100Password": gettext_noop("Very many people use this password. It would be tried first."),
    "ThisIsACommonPassword": gettext_noop("Many people use this password. It would be tried early."),
    "ThisIsSimilarToACommonlyUsedPassword": gettext_noop(
        "This is close to a password many people use. It would be tried early."
    ),
    "SequencesLikeAbcAreEasyToGuess": gettext_noop("Rows like abc or 6543 are easy to guess. Use a few words instead."),
    "RecentYearsAreEasyToGuess": gettext_noop("Years are easy to guess. Use a few words instead."),
    "DatesAreOftenEasyToGuess": gettext_noop("Somebody close to you may know dates. Use a few words instead."),
    "AWordByItselfIsEasyToGuess": gettext_noop("One word alone is easy to guess. Use three or four."),
    "NamesAndSurnamesByThemselvesAreEasyToGuess": gettext_noop(
        "Names are easy to guess for somebody who knows you. Use words that have nothing to do with you."
    ),
    "CommonNamesAndSurnamesAreEasyToGuess": gettext_noop(
        "Names are easy to guess for somebody who knows you. Use words that have nothing to do with you."
    ),
}


def against_password(password: str, known: Sequence[str] = ()) -> str | None:
    """Why this is no good password, or None. `known` are words that somebody trying would try first."""
    if len(password) < PASSWORD_LEAST:
        return str(_("Please use at least %(least)d letters. A few words in a row are easy to remember.")) % {
            "least": PASSWORD_LEAST
        }
    if len(password) > PASSWORD_MOST:
        return str(_("Please use at most %(most)d letters.")) % {"most": PASSWORD_MOST}
    parts = [part for word in known for part in (word, *word.split()) if part]
    found = zxcvbn(password, parts)
    if int(found.score) >= GOOD:
        return None
    warning = found.feedback.warning if found.feedback else None
    return str(_(_WHY.get(repr(warning).rsplit(".", 1)[-1], _NEARLY_ALL)))


def read_pin(typed: str) -> str:
    """The digits that were meant: spaces left out, every alphabet's digits read alike. Anything else is kept as is."""
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, None) is not None else c
        for c in unicodedata.normalize("NFKC", typed)
        if not c.isspace()
    )


def against_pin(pin: str) -> str | None:
    """Why this is no good PIN (as read by `read_pin`), or None."""
    if not re.fullmatch(r"[0-9]*", pin):
        return str(_("A PIN is made of digits only."))
    if len(pin) < PIN_LEAST:
        return str(_("Please use at least %(least)d digits.")) % {"least": PIN_LEAST}
    if len(pin) > PIN_MOST:
        return str(_("Please use at most %(most)d digits.")) % {"most": PIN_MOST}
    if _in_a_row(pin) or _repeats(pin) or len(set(pin)) < 3:
        return str(_("This PIN would be tried first. Please use digits with no pattern."))
    if _has_year(pin) or _is_day(pin):
        return str(_("This looks like a year or a birthday, which somebody close to you may try. Please use another."))
    return None


def _in_a_row(pin: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def _repeats(pin: str) -> bool:
    return any(pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1) if len(pin) % size == 0)


def _has_year(pin: str) -> bool:
    return re.search(r"^(19[3-9]|20[0-4])\d|(19[3-9]|20[0-4])\d$", pin) is not None


def _is_day(pin: str) -> bool:
    """Day, month and two-digit year in any of the usual orders."""
    if len(pin) != 6:
        return False
    a, b, c = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    return any(_is_date(year, month, day) for day, month, year in ((a, b, c), (b, a, c), (c, b, a)))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(2000 + year if year < 30 else 1900 + year, month, day)
    except ValueError:
        return False
    return True
