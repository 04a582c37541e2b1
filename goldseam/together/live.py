"""Has anything been laid on the table since? Asked by a page that is being looked at, for two phones at one table.

The answer is a number or nothing: neither what, nor whose. It reads the sealed state alone; the gate, for which every
entry has to be opened, is looked at once for each new head. That it was open then is remembered in memory that all
server processes share, until the day on which what the two have said runs out: with nothing new on the table only the
days can shut it. Remembered are keyed hashes, and neither who nor when anybody looked.
"""

from __future__ import annotations

import hashlib
import mmap
import secrets
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.together import gate
from goldseam.together.tables import Ours, ours

_SLOTS: Final = 2**16
_UNTIL, _SLOT = 8, 24
"""Bytes of the end in seconds, and of a slot: behind the end stands a hash of it and of what is open."""
_open = mmap.mmap(-1, _SLOTS * _SLOT)
"""Made before the server forks, so that a process that takes over knows what the one before it had found."""
_key = secrets.token_bytes(32)


def newest(found: Ours) -> int:
    """The number for `data-live` of a page made from `found`: whatever comes later is new to it."""
    if not found.entries:  # read first, so that no entry is both unread and counted
        return 0
    if found.open:
        _remember(found)
    return found.table.head[0]


@require_GET
@signed_in
def live(request: SignedInRequest) -> HttpResponse:
    found = ours(request.vault, timezone.now())
    if found is None:
        return see_other(reverse("together:us"))
    seq = found.table.head[0]
    if not _is_open(found):
        return see_other(reverse("together:us"))
    if request.GET.get("seen", "") == str(seq):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse({"seq": seq})


def _is_open(found: Ours) -> bool:
    if _was_open(found):
        return True
    if not found.open:
        return False
    _remember(found)
    return True


def _was_open(found: Ours) -> bool:
    """The clock is asked as the gate asks it, so this is never true for longer than that."""
    at = _place(found)
    until, mark = _open[at : at + _UNTIL], _open[at + _UNTIL : at + _SLOT]
    if not secrets.compare_digest(mark, _mark(found, found.table.head[1], until)):
        return False
    over = datetime.fromtimestamp(int.from_bytes(until), UTC)
    return found.now < over and found.now - found.table.link.since >= gate.WAIT


def _remember(found: Ours) -> None:
    """A slot that two write at once fits neither, and is looked at anew."""
    at = _place(found)
    until = int((min(found.said[person][1] for person in found.both) + gate.HOLDS).timestamp()).to_bytes(_UNTIL)
    _open[at : at + _SLOT] = until + _mark(found, found.table.head[1], until)


def _place(found: Ours) -> int:
    """One slot for one person at one table: a newer head takes the older one's."""
    return int.from_bytes(_mark(found, b"", b"place")[:8]) % _SLOTS * _SLOT


def _mark(found: Ours, head: bytes, until: bytes) -> bytes:
    """By the head's hash and not its number: after an older copy was put back, a number may be another entry's."""
    text = found.vault.person.bytes + found.table.space.bytes + head + until
    return hashlib.blake2b(text, key=_key, digest_size=_SLOT - _UNTIL).digest()
