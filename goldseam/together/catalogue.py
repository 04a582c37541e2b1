"""What the list of tools says of talking: the places at an open table; in every other case what works with one chair.

Whatever the reason is for a table that is not open, the list is the same (R12).
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.together import places
from goldseam.together.tables import ours
from goldseam.tools import catalogue
from goldseam.tools.desk import Desk
from goldseam.tools.onto import Talks, There


def talks(at: Desk) -> Talks | None:
    if not (at.speaks_to("R") or at.speaks_to("B")):
        return None
    found = ours(at.request.vault, at.now)
    if found is None or not found.open:
        return Talks(_("To talk by"), _alone())
    sees = catalogue.tool("t60")
    there = [There(row.title, row.say, row.url) for row in places.rows(found)]
    return Talks(_("At the table"), [*there, There(sees.title, sees.purpose, reverse("tools:t60"))])


def _alone() -> list[There]:
    return [
        There(
            _("The daily check-in, by yourself"),
            _("A few cards for the end of a day: aloud, in thought, or a line kept for yourself."),
            reverse("together:checkin_alone"),
        ),
        There(
            _("Cards to talk by"),
            _("One card each, with a friend or by yourself. Any card can be passed, and nothing said is kept."),
            reverse("together:cards"),
        ),
    ]
