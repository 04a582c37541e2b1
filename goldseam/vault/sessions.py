"""Sessions: the row is sealed under a key that only the cookie has; deleting the row is the lock (W13).

This is Django's session engine (SESSION_ENGINE). The cookie carries 32 random bytes; the row's id and its
sealing key are derived from them, so a copy of the table opens nothing. The second door's key lies in a column
of its own with its own, shorter life, so that it can be deleted without the person being signed out.
"""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from goldseam.crypto.derive import sub_key
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.vault.models import Session

IDLE = timedelta(minutes=15)
"""Signed out after so long without a page."""
ROOM_IDLE = timedelta(minutes=10)
"""The room shuts after so long without a page of it; a person may choose less."""
ABSOLUTE = timedelta(hours=12)
"""No session lives longer."""
STEP = timedelta(minutes=1)
"""Expiry is moved at most this often: a page view need not write."""
BACKWARDS = timedelta(minutes=5)
"""A clock that went back further than this ends the session (no immortal sessions)."""
_PERSON = "_person"
_MARK = "_mark"
_ISSUED = "_issued"
_ROOM_IDLE = "_room_idle"


class SessionStore(SessionBase):
    """One browser's session. `session_key` is the cookie's value and is never stored."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._row: Session | None = None

    # -- keys ------------------------------------------------------------------------------------

    def _get_new_session_key(self) -> str:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")

    def _token(self) -> bytes | None:
        key = self.session_key
        if not key or len(key) != 43:
            return None
        try:
            return base64.urlsafe_b64decode(key + "=")
        except ValueError:
            return None

    @property
    def row_id(self) -> bytes | None:
        """The row's id: 32 bytes derived from the cookie."""
        token = self._token()
        return None if token is None else sub_key(token, "session-row")

    def _seal(self, what: str, body: bytes) -> bytes:
        token, row = self._token(), self.row_id
        assert token is not None and row is not None  # noqa: S101 - a session being written has a key
        return seal(sub_key(token, what), body, parts(b"session/v1", what.encode(), row))

    def _unseal(self, what: str, envelope: bytes) -> bytes:
        token, row = self._token(), self.row_id
        assert token is not None and row is not None  # noqa: S101 - only called for a row that was found
        return unseal(sub_key(token, what), envelope, parts(b"session/v1", what.encode(), row))

    def _data(self, no_load: bool = False) -> dict[str, Any]:
        data: dict[str, Any] = super()._get_session(no_load=no_load)  # type: ignore[misc]  # absent from the stubs
        return data

    # -- Django's interface ----------------------------------------------------------------------

    def load(self) -> dict[str, Any]:
        row_id = self.row_id
        now = timezone.now()
        row = None if row_id is None else Session.objects.filter(pk=row_id, expires__gt=now, ends__gt=now).first()
        if row is None:
            self._session_key = None
            return {}
        try:
            data: dict[str, Any] = msgspec.json.decode(self._unseal("data", bytes(row.data)))
        except CryptoError:
            self._session_key = None
            return {}
        issued = datetime.fromisoformat(data[_ISSUED])
        # The clear columns are the janitor's; whoever writes a longer life or another person into them gets nothing.
        if not issued - BACKWARDS <= now < issued + ABSOLUTE or data.get(_MARK) != (row.person and str(row.person)):
            Session.objects.filter(pk=row_id).delete()
            self._session_key = None
            return {}
        self._row = row
        if row.expires - now < IDLE - STEP:
            row.expires = now + IDLE
            _move(Session.objects.filter(pk=row_id), expires=row.expires)
        return data

    async def aload(self) -> dict[str, Any]:
        raise NotImplementedError("Goldseam serves synchronously")

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=SessionStore(session_key).row_id).exists()

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        now = timezone.now()
        data = self._data(no_load=must_create)
        data.setdefault(_ISSUED, now.isoformat())
        sealed = self._seal("data", msgspec.json.encode(data))
        person = UUID(data[_MARK]) if _MARK in data else None
        if must_create:
            data[_ISSUED] = now.isoformat()
            sealed = self._seal("data", msgspec.json.encode(data))
            row = Session(pk=self.row_id, person=person, data=sealed, expires=now + IDLE, ends=now + ABSOLUTE)
            if Session.objects.filter(pk=self.row_id).exists():
                raise CreateError
            row.save(force_insert=True)
            self._row = row
            return
        if not Session.objects.filter(pk=self.row_id).update(person=person, data=sealed):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        row_id = self.row_id if session_key is None else SessionStore(session_key).row_id
        Session.objects.filter(pk=row_id).delete()
        if self._row is not None and self._row.pk == row_id:
            self._row = None

    @classmethod
    def clear_expired(cls) -> None:
        sweep(timezone.now())

    # -- the second door -------------------------------------------------------------------------

    def open_room(self, room_key: bytes, idle: timedelta = ROOM_IDLE) -> None:
        """Remember the room key in this session for `idle` (at most `ROOM_IDLE`)."""
        if self.session_key is None:
            self.create()
        idle = min(idle, ROOM_IDLE)
        self[_ROOM_IDLE] = int(idle.total_seconds())
        until = timezone.now() + idle
        sealed = self._seal("room", room_key)
        Session.objects.filter(pk=self.row_id).update(room=sealed, room_expires=until)
        if self._row is not None:
            self._row.room, self._row.room_expires = sealed, until

    def room_key(self) -> bytes | None:
        """The room key while the second door is open; each call lets it stay open for longer."""
        self._data()
        row = self._row
        now = timezone.now()
        if row is None or row.room is None or row.room_expires is None or row.room_expires <= now:
            return None
        idle = timedelta(seconds=self.get(_ROOM_IDLE, int(ROOM_IDLE.total_seconds())))
        if row.room_expires - now < idle - STEP:
            row.room_expires = now + idle
            _move(Session.objects.filter(pk=self.row_id, room__isnull=False), room_expires=row.room_expires)
        try:
            return self._unseal("room", bytes(row.room))
        except CryptoError:
            return None

    def shut_room(self) -> None:
        """Shut the second door at once."""
        self._data()
        Session.objects.filter(pk=self.row_id).update(room=None, room_expires=None)
        if self._row is not None:
            self._row.room = self._row.room_expires = None


def _move(rows: QuerySet[Session], **later: datetime) -> None:
    """Let a session last longer. On a full disk or in a long queue it does not, but its owner can still read."""
    try:
        rows.update(**later)
    except DatabaseError:
        return


def mark_of(vault_key: bytes) -> UUID:
    """What all sessions of one person have in common. Without that person's key nobody can tell whose they are."""
    return UUID(bytes=sub_key(vault_key, "sessions")[:16], version=4)


def end_all(mark: UUID, but: bytes | None = None) -> int:
    """Delete every session row with that mark except the one with id `but`. Returns how many ended."""
    found = Session.objects.filter(person=mark)
    if but is not None:
        found = found.exclude(pk=but)
    return found.delete()[0]


def shut_rooms(mark: UUID, but: bytes | None = None) -> None:
    """Shut the second door in every session with that mark except the one with id `but`."""
    Session.objects.filter(person=mark).exclude(pk=but).update(room=None, room_expires=None)


def count(mark: UUID, now: datetime) -> int:
    """How many browsers a person is signed in with just now."""
    return Session.objects.filter(person=mark, expires__gt=now, ends__gt=now).count()


def sweep(now: datetime) -> int:
    """Delete what is over: sessions, open second doors, tickets. Returns the number of sessions deleted."""
    from goldseam.vault.models import Ticket

    Session.objects.filter(room_expires__lte=now).update(room=None, room_expires=None)
    Ticket.objects.filter(expires__lte=now).delete()
    return Session.objects.filter(expires__lte=now).delete()[0] + Session.objects.filter(ends__lte=now).delete()[0]
