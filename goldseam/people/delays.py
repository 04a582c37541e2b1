"""Growing delays after wrong passwords and PINs, counted for each pair of account and device (W16).

A try is counted before it is made, so that many at once gain nothing, and forgotten when it succeeds. All unknown
browsers together are one device, a known one is counted alone: neither can hold up the other.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldseam.people.models import Delay
from goldseam.vault.errors import Busy

Door = Literal["password", "pin", "kit", "code", "second"]
FREE = 3
"""Tries before the first wait."""
LONGEST = timedelta(minutes=15)
_LONGEST: dict[Door, timedelta] = {"kit": timedelta(seconds=30), "code": timedelta(seconds=30)}
"""Kits and codes are too long to be guessed; a long wait there would only serve who wants to keep somebody out."""
FORGET = timedelta(hours=6)
"""Short, because a row tells when somebody tried; long enough that waiting it out gains nothing."""


def wait_after(tries: int, longest: timedelta = LONGEST) -> timedelta:
    """The wait after so many tries in vain: none for three, then 2, 4, 8, … seconds, never above `longest`."""
    if tries <= FREE:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(tries - FREE, 20)), longest)


def key_of(door: Door, account: str, device: bytes | None) -> bytes:
    """`account` is a folded name or an id; `device` the known device's row id, None for any unknown browser."""
    text = b"|".join([door.encode(), hashlib.sha256(account.encode()).digest(), device or b"unknown"])
    return hmac.new(settings.SECRET_KEY.encode(), b"delay/v1|" + text, hashlib.sha256).digest()


def begin(door: Door, account: str, device: bytes | None, now: datetime) -> timedelta:
    """Count a try. Returns how long to wait instead, or zero: go on."""
    longest = _LONGEST.get(door, LONGEST)
    with transaction.atomic():
        row, _made = Delay.objects.select_for_update().get_or_create(
            key=key_of(door, account, device), defaults={"tries": 0, "until": now}
        )
        if row.until > now + longest:  # the clock went back
            row.until = now + wait_after(row.tries, longest)
            row.save(update_fields=["until"])
        if row.until > now:
            return row.until - now
        row.tries += 1
        row.until = now + wait_after(row.tries, longest)
        row.save(update_fields=["tries", "until"])
    return timedelta(0)


def forget(door: Door, account: str, device: bytes | None) -> None:
    """The door was opened."""
    Delay.objects.filter(key=key_of(door, account, device)).delete()


def take_back(door: Door, account: str, device: bytes | None, now: datetime) -> None:
    """Uncount a try that could not be made."""
    row = Delay.objects.filter(key=key_of(door, account, device)).first()
    if row is not None and row.tries > 0:
        row.tries, row.until = row.tries - 1, now
        row.save(update_fields=["tries", "until"])


def sweep(now: datetime) -> int:
    """Forget tries of more than `FORGET` ago."""
    return Delay.objects.filter(until__lte=now - FORGET).delete()[0]


def in_words(wait: timedelta) -> str:
    """“Please wait 8 seconds, then try again.”"""
    seconds = max(1, -(-int(wait.total_seconds() * 1000) // 1000))
    if seconds < 90:
        return ngettext(
            "Please wait %(count)d second, then try again.", "Please wait %(count)d seconds, then try again.", seconds
        ) % {"count": seconds}
    return _("Please wait %(count)d minutes, then try again.") % {"count": -(-seconds // 60)}


class Wait(Exception):
    """Too many tries in vain: come back after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait

    @property
    def words(self) -> str:
        return in_words(self.wait)


@contextmanager
def counted(door: Door, account: str, device: bytes | None, now: datetime) -> Iterator[None]:
    """One try at a door: raises `Wait` instead of making it; left normally, it is forgotten; `Busy` does not count."""
    wait = begin(door, account, device, now)
    if wait:
        raise Wait(wait)
    try:
        yield
    except Busy:
        take_back(door, account, device, now)
        raise
    forget(door, account, device)
