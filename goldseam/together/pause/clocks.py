"""The person's own clock on a page that needs the first door only: their setting, else what the browser says."""

from __future__ import annotations

from datetime import datetime, tzinfo

from django.utils.translation import gettext as _

from goldseam.people.profile import settings_of
from goldseam.together.access import TableRequest
from goldseam.together.pause.breaks import breaks, running
from goldseam.together.tables import Ours
from goldseam.tools.times import clock, full_day, zone_of


def zone_here(request: TableRequest) -> tzinfo:
    me = settings_of(request.own, request.ours.now) if request.own is not None else {}
    return zone_of(me, request.COOKIES)


def at_clock(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """ "21:50", "tomorrow at 06:10", or with the day."""
    days = (moment.astimezone(zone).date() - now.astimezone(zone).date()).days
    said = {"time": clock(moment, zone), "day": full_day(moment.astimezone(zone).date())}
    if days == 0:
        return said["time"]
    return _("tomorrow at %(time)s") % said if days == 1 else _("%(day)s at %(time)s") % said


def break_until(found: Ours, zone: tzinfo) -> str:
    """When the break that is on ends, for every page on which the two are at it together; "" without one."""
    one = running(breaks(found.entries), found.now)
    return at_clock(one.back, found.now, zone) if one is not None else ""
