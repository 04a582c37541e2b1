from __future__ import annotations

from django.utils.translation import gettext as _

from goldseam.together.meeting import sitting, slots
from goldseam.together.meeting.pages import slot_words
from goldseam.together.places import Place
from goldseam.together.tables import Ours


def now(ours: Ours) -> str:
    if sitting.under_way(sitting.sittings(ours.entries, ours.both), ours.now) is not None:
        return _("It is on.")
    found = slots.slots(ours.entries)
    if found.open is not None:
        return _("A time is suggested.")
    return slot_words(found.agreed) if found.agreed is not None else ""


PLACE = Place(
    order=30,
    name="meeting",
    title=_("The weekly meeting"),
    say=_("A time you both agree on, ten points, and any can be passed."),
    now=now,
)
