"""Where the talk in turns stands among the things to do together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goldseam.together.places import Place
from goldseam.together.tables import Ours
from goldseam.together.talk.turns import current, going, talks
from goldseam.together.talk.words import words


def now(found: Ours) -> str:
    one = current(talks(found.entries, found.both), found.now)
    if one is None:
        return ""
    return _("A talk is going on.") if going(one, found.now) else _("A talk waits for the other phone.")


PLACE = Place(order=40, name="talk", title=words().title, say=words().say, now=now)
