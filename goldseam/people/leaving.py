"""Erasing later: thirty days ahead, taken back with one press. The server does it by itself when the day is there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from goldseam.people import delays
from goldseam.people.models import Account, Device, Leaving, folded
from goldseam.vault import NotSaved, changes

WAIT: Final = timedelta(days=30)


def leave_later(account: Account, today: date) -> date:
    """The day on which everything goes. Asked twice, the first day stands."""
    row, _made = Leaving.objects.get_or_create(person=account, defaults={"due": today + WAIT})
    return row.due


def stay(account: Account) -> None:
    Leaving.objects.filter(person=account).delete()


def due(person: UUID) -> date | None:
    return Leaving.objects.filter(person=person).values_list("due", flat=True).first()


def drop(account: Account) -> None:
    """The account, and the counted tries at its doors; the caller's transaction holds what the vault has."""
    name, person = folded(account.name), str(account.id)
    for row in [*(bytes(id) for id in Device.objects.filter(person=account).values_list("id", flat=True)), None]:
        delays.forget("password", name, row)
        delays.forget("pin", person, row)
        delays.forget("second", person, row)
    delays.forget("kit", name, None)
    delays.forget("code", name, None)
    Account.objects.filter(pk=account.pk).delete()


def sweep(now: datetime) -> int:
    """Erase everybody whose day has come. One at a time, so that one which cannot be done keeps nobody else waiting."""
    gone = 0
    for row in Leaving.objects.filter(due__lte=now.date()).select_related("person"):
        gone += _erase(row.person)
    return gone


def _erase(account: Account) -> bool:
    try:
        changes.erase_unopened(account.id, lambda: drop(account))
    except NotSaved:  # tried again at the next turn
        return False
    return True
