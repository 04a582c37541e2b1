"""The vault: spaces, records, keys, sessions. The only user of `goldseam.crypto`, and the only way to anything kept.

Features use what this module offers and nothing below it: `current(request)` gives a `Vault` or None, its `room`
(None while the second door is shut) appends, reads by month, folds, burns and verifies. See docs/vault.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goldseam.vault.errors import (
    Busy,
    HistoryWentBack,
    Moved,
    NotSaved,
    RoomClosed,
    Tampered,
    TooSoon,
    VaultError,
    WrongSecret,
)

if TYPE_CHECKING:
    from goldseam.vault.access import Vault, current
    from goldseam.vault.digests import Fold, Folded
    from goldseam.vault.room import Entry, Problem, Receipt, Room, month_of

_LATE = {
    "Vault": "access",
    "current": "access",
    "Fold": "digests",
    "Folded": "digests",
    "Entry": "room",
    "Problem": "room",
    "Receipt": "room",
    "Room": "room",
    "month_of": "room",
}

__all__ = [
    "Busy",
    "Entry",
    "Fold",
    "Folded",
    "HistoryWentBack",
    "Moved",
    "NotSaved",
    "Problem",
    "Receipt",
    "Room",
    "RoomClosed",
    "Tampered",
    "TooSoon",
    "Vault",
    "VaultError",
    "WrongSecret",
    "current",
    "month_of",
]


def __getattr__(name: str) -> Any:
    """Models may not be imported before Django is ready, so the rest is fetched when first asked for."""
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"goldseam.vault.{_LATE[name]}"), name)
