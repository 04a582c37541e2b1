"""Has anything been laid on the table since? Asked by a page that is being looked at, for two phones at one table.

The answer is a number or nothing: neither what, nor whose. It reads the sealed state alone; the gate, for which every
entry has to be opened, is looked at once for each new number, and again after a minute.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldseam.people.access import SignedInRequest, see_other, signed_in
from goldseam.together.tables import Ours, ours

BELIEVED: Final = timedelta(minutes=1)
"""How long "open" is believed for one number. "Shut" is looked at each time."""
_MOST: Final = 1000
_open_at: dict[tuple[UUID, UUID, int], datetime] = {}
"""(person, space, number) → when that table was last found open. Nothing of what lies there."""


def newest(found: Ours) -> int:
    """The number for `data-live` of a page made from `found`: whatever comes later is new to it."""
    if found.entries:  # read first, so that no entry is both unread and counted
        return found.table.head[0]
    return 0


@require_GET
@signed_in
def live(request: SignedInRequest) -> HttpResponse:
    found = ours(request.vault, timezone.now())
    if found is None:
        return see_other(reverse("together:us"))
    seq = found.table.head[0]
    if not _is_open(found, seq):
        return see_other(reverse("together:us"))
    if request.GET.get("seen", "") == str(seq):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse({"seq": seq})


def _is_open(found: Ours, seq: int) -> bool:
    key = (found.vault.person, found.table.space, seq)
    at = _open_at.get(key)
    if at is not None and timedelta(0) <= found.now - at < BELIEVED:
        return True
    _open_at.pop(key, None)
    if not found.open:
        return False
    if len(_open_at) >= _MOST:
        _open_at.clear()
    _open_at[key] = found.now
    return True
