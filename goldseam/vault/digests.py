"""Sealed monthly summaries, so that ten years cost about as much as one (DESIGN §5).

A digest belongs to one closed month and one version of a fold, and carries the state forward. It is valid
only while the counts of records and burns up to its month still match the room's sealed state; otherwise it
is made anew. Throwing digests away loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec
from django.db import DatabaseError, transaction

from goldseam.crypto.derive import sub_key
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.record import month_tag
from goldseam.vault.models import Digest
from goldseam.vault.state import State

if TYPE_CHECKING:
    from goldseam.vault.room import Entry

D = TypeVar("D", bound=msgspec.Struct)


class Fold(Protocol[D]):
    """A pure summary of months. A change of `close` needs a new `version`; old digests are then ignored."""

    name: str
    version: int
    type: type[D]
    newest_only: bool
    """Whether only the newest closed month is ever asked for, so that older digests are not kept."""

    def close(self, before: D | None, month: str, entries: Sequence[Entry]) -> D:
        """The digest of `month`, given the digest of the month before it that held records."""
        ...


@dataclass(frozen=True)
class Folded(Generic[D]):
    """`past`: digest of the newest closed month (None if there is none); `entries`: the open month's."""

    past: D | None
    entries: list[Entry]
    close: Callable[[], D] = field(repr=False, compare=False)

    @cached_property
    def now(self) -> D:
        """What the open month's digest would be if it closed here. Never stored; worked out once."""
        return self.close()


@dataclass(frozen=True, slots=True)
class Keeper:
    """What digests need of a room."""

    space: UUID
    index_key: bytes
    epoch_key: bytes
    state: State
    read: Callable[[str], list[Entry]]
    damage: Callable[[], int]

    def tag(self, fold: Fold[D], month: str) -> bytes:
        return month_tag(self.index_key, f"digest/{fold.name}/{fold.version}/{month}")

    def key(self) -> bytes:
        """Hangs on the newest epoch: the index key stays for ever, and somebody may have it from before."""
        return sub_key(self.epoch_key, "digest")

    def aad(self, tag: bytes, month: str) -> bytes:
        return parts(
            b"digest/v1", self.space.bytes, tag, month.encode(), msgspec.json.encode(self.state.through(month))
        )


def _opened(keeper: Keeper, fold: Fold[D], months: Sequence[str]) -> dict[str, D]:
    """The valid digests among `months`."""
    tags = {keeper.tag(fold, m): m for m in months}
    found: dict[str, D] = {}
    key = keeper.key()
    through, counts = {}, [0, 0]
    for name in sorted(keeper.state.months):
        counts = [counts[0] + keeper.state.months[name][0], counts[1] + keeper.state.months[name][1]]
        through[name] = counts
    decode = msgspec.json.Decoder(fold.type).decode
    for tag, envelope in Digest.objects.filter(space_id=keeper.space, tag__in=list(tags)).values_list(
        "tag", "envelope"
    ):
        month = tags[bytes(tag)]
        aad = parts(
            b"digest/v1",
            keeper.space.bytes,
            bytes(tag),
            month.encode(),
            msgspec.json.encode(through.get(month, [0, 0])),
        )
        try:
            found[month] = decode(unseal(key, bytes(envelope), aad))
        except (CryptoError, msgspec.DecodeError):
            continue
    return found


def made(keeper: Keeper, fold: Fold[D], closed: Sequence[str], wanted: Sequence[str]) -> dict[str, D]:
    """The digests of `wanted`, which are among `closed` (both ascending); what is missing or out of date is made.

    What rests on a damaged month is answered but not stored, so that mending the month mends all after it.
    """
    have = _opened(keeper, fold, wanted)
    missing = [month for month in wanted if month not in have]
    if not missing:
        return have
    have = _opened(keeper, fold, closed)
    start = closed.index(missing[0])
    while start and closed[start - 1] not in have:
        start -= 1
    before = have[closed[start - 1]] if start else None
    sound, fresh = True, []
    for month in closed[start : closed.index(missing[-1]) + 1]:
        if month in have:
            before, sound = have[month], True
            continue
        damaged = keeper.damage()
        before = have[month] = fold.close(before, month, keeper.read(month))
        sound = sound and keeper.damage() == damaged
        if sound:
            fresh.append(_sealed(keeper, fold, month, before))
    if fold.newest_only:
        _store(keeper, fresh[-1:], stale=[keeper.tag(fold, month) for month in closed])
    else:
        _store(keeper, fresh)
    return have


def _sealed(keeper: Keeper, fold: Fold[D], month: str, digest: D) -> Digest:
    tag = keeper.tag(fold, month)
    envelope = seal(keeper.key(), msgspec.json.encode(digest), keeper.aad(tag, month))
    return Digest(space_id=keeper.space, tag=tag, envelope=envelope)


def _store(keeper: Keeper, made: Sequence[Digest], stale: Sequence[bytes] = ()) -> None:
    """Best effort: a full disk must not keep anybody from reading."""
    if not made:
        return
    try:
        with transaction.atomic():
            Digest.objects.filter(space_id=keeper.space, tag__in=[*stale, *(d.tag for d in made)]).delete()
            Digest.objects.bulk_create(made, ignore_conflicts=True)
    except DatabaseError:
        return
