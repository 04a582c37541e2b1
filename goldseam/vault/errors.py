"""Refusals of the vault. Each becomes one clear page (goldseam.web.refusals); none carries content."""

from __future__ import annotations

from typing import Literal

Why = Literal["full", "busy", "database"]


class VaultError(Exception):
    """Base of every refusal here."""


class WrongSecret(VaultError):
    """Password, PIN, phrase or code does not open this door (one answer for all of them)."""


class Busy(VaultError):
    """Too many derivations are waiting already; try again in a few seconds (security design §1.4)."""


class RoomClosed(VaultError):
    """The second door is shut."""


class NotSaved(VaultError):
    """Nothing was kept. `why` says whether the disk is full, the database busy, or something else."""

    def __init__(self, why: Why) -> None:
        super().__init__(f"not saved: {why}")
        self.why: Why = why


class Moved(VaultError):
    """Something was kept in between, so what was to be written rests on an older reading. Nothing was kept."""


class Tampered(VaultError):
    """Something stored was changed, moved or removed outside Goldseam; it is refused, nothing else is touched."""


class HistoryWentBack(VaultError):
    """The stored history is older than, or different from, what this device has already seen (W8)."""


class TooSoon(VaultError):
    """The waiting time of a recovery is not over (W3)."""


class NotYours(VaultError):
    """Somebody else's entry in a space of two: only its author withdraws it."""


class NoInvitation(VaultError):
    """No such code, or it is used up, over, or one's own (one answer for all of them)."""


class Ended(VaultError):
    """This person has left the space: what was there can be read, nothing is written any more."""
