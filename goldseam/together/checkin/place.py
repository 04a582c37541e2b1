from __future__ import annotations

from django.utils.translation import gettext as _

from goldseam.together.checkin.state import read
from goldseam.together.checkin.words import words
from goldseam.together.places import Place
from goldseam.together.tables import Ours


def _now(ours: Ours) -> str:
    """The same for both, except that whoever was asked is told so."""
    found = read(ours.entries, ours.now)
    if found.proposal is not None and found.proposal.author != ours.vault.person:
        return _("A form is proposed. Yes and “not this one” are both full answers.")
    form = words().get(found.form)
    return _("Agreed: %(form)s, %(hour)s") % {"form": form.title, "hour": found.hour} if form is not None else ""


PLACE = Place(
    10,
    "checkin",
    _("Daily check-in"),
    _("Ten minutes in a form you both chose: one speaks, one listens, and then it is over for today."),
    _now,
)
