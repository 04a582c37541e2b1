"""Unfinished writing: one sealed slot for each form, overwritten as often as one likes, gone once the form is kept.

A draft is no record: it is in no chain and may vanish. It is sealed under the room's newest epoch, so a change of all
locks drops it, and its length is padded as a record's is. What was typed a moment before a session ended lies here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from goldseam.crypto.derive import sub_key
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.record import month_tag
from goldseam.vault.models import Draft
from goldseam.vault.saving import saving

KEPT = timedelta(days=30)
LARGEST = 64 * 1024


class Written(msgspec.Struct):
    """What was typed: every field with its values, in the order of the form."""

    at: datetime
    fields: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Drafts:
    """The slots of one room. Made by `Room.drafts`."""

    space: UUID
    index_key: bytes
    epoch_key: bytes

    def put(self, slot: str, fields: list[tuple[str, list[str]]], now: datetime) -> None:
        """Lay a draft aside. Raises `NotSaved`, or `ValueError` when it is over `LARGEST` bytes."""
        text = msgspec.json.encode(Written(now.astimezone(UTC), fields))
        if len(text) > LARGEST:
            raise ValueError("draft too large")
        tag = self._tag(slot)
        with saving():
            if not Draft.objects.filter(space_id=self.space, tag=tag).delete()[0]:
                self._sweep(now)
            Draft.objects.create(space_id=self.space, tag=tag, envelope=seal(self._key(), text, self._aad(tag)))

    def get(self, slot: str, now: datetime) -> Written | None:
        """What lies in the slot; None for nothing, for what is older than `KEPT`, and for what cannot be opened."""
        row = Draft.objects.filter(space_id=self.space, tag=self._tag(slot)).first()
        return None if row is None else self._opened(row, now)

    def _opened(self, row: Draft, now: datetime) -> Written | None:
        try:
            text = unseal(self._key(), bytes(row.envelope), self._aad(bytes(row.tag)))
            found = msgspec.json.decode(text, type=Written)
        except (CryptoError, msgspec.DecodeError):
            return None
        return found if now - found.at <= KEPT else None

    def _sweep(self, now: datetime) -> None:
        """Delete what nobody will be shown any more. No time stands in clear, so only an open room can do it."""
        for row in Draft.objects.filter(space_id=self.space):
            if self._opened(row, now) is None:
                Draft.objects.filter(space_id=self.space, tag=row.tag).delete()

    def drop(self, *slots: str) -> None:
        """Raises `NotSaved`."""
        with saving():
            Draft.objects.filter(space_id=self.space, tag__in=[self._tag(slot) for slot in slots]).delete()

    def _tag(self, slot: str) -> bytes:
        return month_tag(self.index_key, f"draft/{slot}")

    def _key(self) -> bytes:
        return sub_key(self.epoch_key, "draft")

    def _aad(self, tag: bytes) -> bytes:
        return parts(b"draft/v1", self.space.bytes, tag)
