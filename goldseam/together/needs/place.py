from __future__ import annotations

from django.utils.translation import gettext as _

from goldseam.together.needs.asking import open_needs
from goldseam.together.needs.words import board
from goldseam.together.places import Place
from goldseam.together.tables import Ours


def now(ours: Ours) -> str:
    return _("Something is on the board.") if open_needs(ours.entries, board(), ours.now) else ""


PLACE = Place(
    order=40,
    name="needs",
    title=_("Needs and cards"),
    say=_("What one of you could do with right now, for a day; and cards to talk by."),
    now=now,
)
