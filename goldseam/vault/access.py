"""From a request to an open vault. The only way features come by a `Room`."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, cast
from uuid import UUID

import msgspec
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from goldseam.crypto.derive import sub_key
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.vault import sessions
from goldseam.vault.doors import Keys
from goldseam.vault.errors import RoomClosed, Tampered
from goldseam.vault.models import Person, Recovery
from goldseam.vault.rings import OwnRing, open_own_ring, open_room_ring
from goldseam.vault.room import Room
from goldseam.vault.rows import Heads
from goldseam.vault.sessions import SessionStore
from goldseam.vault.table import Table, tables

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

_VAULT_KEY = "_vault_key"
_CACHED = "_goldseam_vault"


class Vault:
    """One signed-in person's first door, open. `room` is None while the second door is shut."""

    def __init__(self, keys: Keys, store: SessionStore) -> None:
        self.keys = keys
        self.person = keys.person
        self._store = store
        self._heads = Heads()

    @cached_property
    def _row(self) -> Person:
        row = Person.objects.filter(pk=self.person).select_related("recovery").first()
        if row is None:
            raise Tampered("person is gone")
        return row

    @cached_property
    def own(self) -> OwnRing:
        return open_own_ring(self.keys.vault_key, self.person, bytes(self._row.ring))

    @property
    def sessions_mark(self) -> UUID:
        """What `sessions.end_all` and `sessions.count` know this person by."""
        return sessions.mark_of(self.keys.vault_key)

    @property
    def kit(self) -> Recovery | None:
        """The recovery kit as it was when this request first looked; what was changed since is asked of `changes`."""
        return getattr(self._row, "recovery", None)

    @property
    def looked(self) -> bool:
        """Whether this request has read the person's row, so that `kit` costs nothing and fails nobody."""
        return "_row" in self.__dict__

    @property
    def has_room(self) -> bool:
        """Whether a PIN was ever chosen."""
        return self._row.room_key is not None

    @cached_property
    def room_key(self) -> bytes | None:
        return self._store.room_key()

    @cached_property
    def room(self) -> Room | None:
        if self.room_key is None or self._row.room_ring is None:
            return None
        return Room(
            self.person, self.own, open_room_ring(self.room_key, self.person, bytes(self._row.room_ring)), self._heads
        )

    def demand_room(self) -> Room:
        """The room, or `RoomClosed`."""
        if self.room is None:
            raise RoomClosed
        return self.room

    @cached_property
    def tables(self) -> list[Table]:
        """The spaces of two that this person is in; they need the first door only (W13)."""
        return tables(self.keys, self.own, self._heads)

    def enter(self, room_key: bytes, idle: timedelta = sessions.ROOM_IDLE) -> None:
        """Let this session into the room (after `doors.open_room`)."""
        self._store.open_room(room_key, idle)
        self.__dict__.pop("_row", None)  # the room may have been made just now
        self.__dict__.pop("room_key", None)
        self.__dict__.pop("room", None)

    def leave_room(self) -> None:
        """Shut the second door of this session."""
        self._store.shut_room()
        self.__dict__.pop("room_key", None)
        self.__dict__.pop("room", None)

    def seal_own(self, purpose: str, body: bytes) -> bytes:
        """Seal something small under the first door (a device's name, a second factor's secret)."""
        return seal_own(self.keys, purpose, body)

    def open_own(self, purpose: str, envelope: bytes) -> bytes:
        """Undo `seal_own`; raises `Tampered`."""
        return open_own(self.keys, purpose, envelope)


def room_of(keys: Keys, room_key: bytes) -> Room:
    """The room behind two opened doors, outside a request (the demo's builder, tests). Raises `Tampered`."""
    row = Person.objects.filter(pk=keys.person).first()
    if row is None or row.room_ring is None:
        raise Tampered("person is gone")
    own = open_own_ring(keys.vault_key, keys.person, bytes(row.ring))
    return Room(keys.person, own, open_room_ring(room_key, keys.person, bytes(row.room_ring)))


def seal_own(keys: Keys, purpose: str, body: bytes) -> bytes:
    return seal(sub_key(keys.vault_key, "own"), body, parts(b"own/v1", keys.person.bytes, purpose.encode()))


def open_own(keys: Keys, purpose: str, envelope: bytes) -> bytes:
    try:
        return unseal(sub_key(keys.vault_key, "own"), envelope, parts(b"own/v1", keys.person.bytes, purpose.encode()))
    except CryptoError as error:
        raise Tampered(purpose) from error


def admit(session: SessionBase, keys: Keys) -> None:
    """Put an opened first door into a session. It counts only once the person is signed in (second factor done)."""
    session[sessions._PERSON] = str(keys.person)
    session[sessions._MARK] = str(sessions.mark_of(keys.vault_key))
    session[_VAULT_KEY] = msgspec.json.encode(keys.vault_key).decode()


def pending(request: HttpRequest) -> Keys | None:
    """The opened first door of this session, signed in or between the first and the second factor."""
    kept = request.session.get(_VAULT_KEY)
    person = request.session.get(sessions._PERSON)
    if not kept or not person:
        return None
    return Keys(UUID(person), msgspec.json.decode(kept, type=bytes))


def current(request: HttpRequest) -> Vault | None:
    """The vault of whoever is signed in, or None. Cached on the request."""
    cached = getattr(request, _CACHED, None)
    keys = pending(request)
    if keys is None or request.session.get(SESSION_KEY) != str(keys.person):
        return None
    if isinstance(cached, Vault) and cached.keys == keys:
        return cached
    vault = Vault(keys, cast("SessionStore", request.session))
    setattr(request, _CACHED, vault)
    return vault
