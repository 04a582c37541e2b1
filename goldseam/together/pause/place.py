"""Where the break stands among the things to do together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goldseam.together.pause.breaks import breaks, running
from goldseam.together.pause.words import words
from goldseam.together.places import Place
from goldseam.together.tables import Ours


def now(found: Ours) -> str:
    return _("A break is on.") if running(breaks(found.entries), found.now) else ""


PLACE = Place(order=50, name="pause", title=words().title, say=words().say, now=now, at_hand=True)
