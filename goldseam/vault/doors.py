"""The two doors: a password (and this device) opens the account; a PIN (and this device) opens the room.

Wraps, per person:
    vault key  ← kek(password, device secret)
    room key   ← pin key(PIN, device secret), and around that a key under the vault key, so that a PIN of six
                 digits cannot be tried without the password (docs/decisions/0002)
    both and the device secret ← recovery key(phrase, printed code)
No function here stores or logs a secret; all compare in constant time through the envelope's commitment.
"""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from goldseam.crypto import derive
from goldseam.crypto.derive import Cost
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError
from goldseam.crypto.identity import new_identity
from goldseam.vault import derivation
from goldseam.vault.errors import NotSaved, Tampered, WrongSecret
from goldseam.vault.models import Identity, Person, Space
from goldseam.vault.rings import OwnRing, RoomRing, close_ring, open_own_ring
from goldseam.vault.state import first_state

ANY_DEVICE = bytes(derive.KEY)
"""Stands for the device secret of a person who chose "any device, password only" (W2, explained and weaker)."""
PIN_DIGITS = 6
"""Least number of digits of a PIN."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """An opened first door."""

    person: UUID
    vault_key: bytes


def _stretched(secret: str, salt: bytes, cost: Cost) -> bytes:
    try:
        return derivation.stretch(secret, salt, cost)
    except CryptoError as error:
        raise Tampered("derivation parameters") from error


def _vault_aad(person: UUID, method: UUID, cost: Cost) -> bytes:
    return parts(b"vk/v1", person.bytes, method.bytes, cost.encoded())


def _room_aad(person: UUID, method: UUID, cost: Cost) -> bytes:
    return parts(b"room/v1", person.bytes, method.bytes, cost.encoded())


def device_secret_for(row: Person, offered: bytes | None) -> bytes:
    """The secret that goes into the derivation: the device's, or zeros when the person gave that protection up."""
    if not row.device_bound:
        return ANY_DEVICE
    if offered is None or len(offered) != derive.KEY:
        raise WrongSecret
    return offered


def person_row(person: UUID) -> Person:
    """The row, or `WrongSecret` (absent and forbidden answer alike)."""
    row = Person.objects.filter(pk=person).first()
    if row is None:
        raise WrongSecret
    return row


def _agreed(row: Person, vault_key: bytes) -> OwnRing:
    """The own ring, if this is the vault key in force and the clear "known device" column was not flipped."""
    own = open_own_ring(vault_key, row.id, bytes(row.ring))
    if own.device_bound != row.device_bound:
        raise Tampered("device binding")
    return own


def held(keys: Keys) -> tuple[Person, OwnRing]:
    """Row and ring of whoever is signed in, before anything is wrapped anew. Raises `WrongSecret`, `Tampered`.

    A key that is no longer in force must never be wrapped: the account would open to nothing.
    """
    row = person_row(keys.person)
    return row, _agreed(row, keys.vault_key)


Wraps = tuple[UUID, UUID | None]


def wraps(row: Person) -> Wraps:
    """Which wraps a row was read with; they change with every password and every PIN."""
    return row.method, row.room_method


def keep_row(row: Person, read_with: Wraps) -> None:
    """Write a changed row, inside a transaction. Raises `NotSaved` if another change came in between.

    A derivation takes half a second; without this the slower of two changes would undo the other.
    """
    now = Person.objects.select_for_update().filter(pk=row.pk).values_list("method", "room_method").first()
    if now != read_with:
        raise NotSaved("busy")
    row.save(force_update=True)


def wrap_password(row: Person, password: str, device_secret: bytes, vault_key: bytes) -> None:
    """Put the vault key under a fresh salt and method; the caller saves the row."""
    cost = derivation.cost()
    row.salt, row.method = derive.new_salt(), uuid.uuid4()
    row.memory_kib, row.passes = cost.memory_kib, cost.passes
    halves = derive.halves(_stretched(password, row.salt, cost), device_secret, row.id.bytes)
    row.auth = halves.stored
    row.vault_key = seal(halves.kek, vault_key, _vault_aad(row.id, row.method, cost))


def wrap_room(row: Person, pin: str, device_secret: bytes, vault_key: bytes, room_key: bytes) -> None:
    """Put the room key under the PIN and, around it, the vault key; the caller saves the row."""
    cost = derivation.cost()
    salt, method = derive.new_salt(), uuid.uuid4()
    row.room_salt, row.room_method = salt, method
    row.room_memory_kib, row.room_passes = cost.memory_kib, cost.passes
    aad = _room_aad(row.id, method, cost)
    inner = derive.pin_key(_stretched(pin, salt, cost), device_secret, row.id.bytes)
    row.room_key = seal(derive.sub_key(vault_key, "room"), seal(inner, room_key, aad), aad)


def create(
    person: UUID, password: str, device_secret: bytes | None = None, also: Callable[[], object] | None = None
) -> tuple[Keys, bytes]:
    """Make a person's keys. Returns the opened door and the device secret (32 bytes) for this browser's cookie.

    The caller may bring the device secret: a browser that got it before its form was sent can repeat a lost answer.
    `also` runs inside the same transaction: both are made or neither.
    """
    identity = new_identity()
    public = identity.public()
    vault_key = derive.new_key()
    if device_secret is None or len(device_secret) != derive.KEY:
        device_secret = derive.new_key()
    ring = OwnRing(identity.sign_seed, identity.box_seed, [public.sign])
    row = Person(id=person, device_bound=True, ring=close_ring(vault_key, person, "own", ring))
    wrap_password(row, password, device_secret, vault_key)
    with transaction.atomic():
        row.save(force_insert=True)
        Identity.objects.create(person=row, number=1, sign_public=public.sign, box_public=public.box)
        if also is not None:
            also()
    return Keys(person, vault_key), device_secret


def sign_in(person: UUID, password: str, device_secret: bytes | None) -> Keys:
    """Open the first door. Raises `WrongSecret`, `Busy`, or `Tampered` (parameters below the floor)."""
    row = person_row(person)
    secret = device_secret_for(row, device_secret)
    cost = Cost(row.memory_kib, row.passes)
    halves = derive.halves(_stretched(password, bytes(row.salt), cost), secret, person.bytes)
    if not hmac.compare_digest(halves.stored, bytes(row.auth)):
        raise WrongSecret
    try:
        vault_key = unseal(halves.kek, bytes(row.vault_key), _vault_aad(person, row.method, cost))
    except CryptoError as error:
        raise Tampered("vault key") from error
    _agreed(row, vault_key)
    wanted = derivation.cost()
    if cost.memory_kib < wanted.memory_kib or cost.passes < wanted.passes:
        _rewrap(row, password, secret, vault_key)
    return Keys(person, vault_key)


def _rewrap(row: Person, password: str, device_secret: bytes, vault_key: bytes) -> None:
    """Put the password under the cost now wanted, unless it was changed meanwhile."""
    before = row.method
    wrap_password(row, password, device_secret, vault_key)
    Person.objects.filter(pk=row.pk, method=before).update(
        salt=row.salt,
        memory_kib=row.memory_kib,
        passes=row.passes,
        method=row.method,
        auth=row.auth,
        vault_key=row.vault_key,
    )


def waste(password: str) -> None:
    """Spend what a sign-in would, for a name that does not exist (no telling the two apart)."""
    derivation.stretch(password, bytes(derive.SALT), derivation.cost())


def has_room(person: UUID) -> bool:
    """Whether a PIN has been chosen."""
    return Person.objects.filter(pk=person, room_key__isnull=False).exists()


def make_room(keys: Keys, pin: str, device_secret: bytes | None) -> bytes:
    """Choose the PIN and make the room. Returns the room key. Raises `Tampered` if a room is there already."""
    row, _ = held(keys)
    before = wraps(row)
    if row.room_key is not None:
        raise Tampered("a room is there already")
    room_key = derive.new_key()
    ring = RoomRing(uuid.uuid4(), derive.new_key(), [derive.new_key()])
    wrap_room(row, pin, device_secret_for(row, device_secret), keys.vault_key, room_key)
    row.room_ring = close_ring(room_key, keys.person, "room", ring)
    with transaction.atomic():
        Space.objects.create(id=ring.space, epoch=1, state=first_state(ring))
        keep_row(row, before)
    return room_key


def open_room(keys: Keys, pin: str, device_secret: bytes | None) -> bytes:
    """Open the second door. Returns the room key. Raises `WrongSecret`, `Busy`, `Tampered`."""
    row = person_row(keys.person)
    if row.room_key is None or row.room_method is None or row.room_salt is None:
        raise WrongSecret
    cost = Cost(row.room_memory_kib or 0, row.room_passes or 0)
    aad = _room_aad(keys.person, row.room_method, cost)
    try:
        inner = unseal(derive.sub_key(keys.vault_key, "room"), bytes(row.room_key), aad)
    except CryptoError as error:
        raise Tampered("room key") from error
    secret = device_secret_for(row, device_secret)
    key = derive.pin_key(_stretched(pin, bytes(row.room_salt), cost), secret, keys.person.bytes)
    try:
        return unseal(key, inner, aad)
    except CryptoError as error:
        raise WrongSecret from error
