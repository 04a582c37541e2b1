"""The person's own clock. Records hold UTC; a page speaks in the zone from the person's settings or browser."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def zone_named(name: str) -> tzinfo | None:
    """The zone, or None for anything that is not one (cookies can hold anything)."""
    if not name or len(name) > 64 or not all(c.isalnum() or c in "/_+-" for c in name) or name.startswith("/"):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(me: Mapping[str, Any], cookies: Mapping[str, str]) -> tzinfo:
    """First the person's setting, then what the browser says, then UTC."""
    from urllib.parse import unquote

    return zone_named(str(me.get("tz", ""))) or zone_named(unquote(cookies.get("tz", ""))) or UTC


def clock(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M")


def day_words(day: date, today: date) -> str:
    """today, yesterday, the weekday's name for the last week, else 3 March or 3 March 2025."""
    past = (today - day).days
    if past == 0:
        return _("today")
    if past == 1:
        return _("yesterday")
    if 1 < past < 7:
        return _(DAYS[day.weekday()])
    return full_day(day) if day.year != today.year else _("%(day)s %(month)s") % _parts(day)


def full_day(day: date) -> str:
    return _("%(day)s %(month)s %(year)s") % _parts(day)


def _parts(day: date) -> dict[str, str]:
    return {"day": str(day.day), "month": _(MONTHS[day.month - 1]), "year": str(day.year)}


def ago(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """Today a clock time, else the day."""
    day, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    return clock(moment, zone) if day >= today else day_words(day, today)


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    day = day_words(moment.astimezone(zone).date(), now.astimezone(zone).date())
    return _("%(day)s, %(time)s") % {"day": day, "time": clock(moment, zone)}


def from_minute(minute: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
