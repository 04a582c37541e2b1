from __future__ import annotations

from django.utils.translation import gettext as _

from goldseam.together.places import Place

PLACE = Place(
    order=90,
    name="record",
    title=_("What was written here"),
    say=_("Day by day, and by whom. Keep a copy of what was written to you; say where something was not you."),
)
