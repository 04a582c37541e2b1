"""Changing the locks: password, PIN, device secret, recovery kit, a new device, everything at once, and erasing.

Each function changes all its rows in one transaction. Step-up (asking for the password again) is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils import timezone

from goldseam.crypto import derive
from goldseam.crypto.codes import RECOVERY_CHARACTERS, TICKET_CHARACTERS, new_code, read_code
from goldseam.crypto.derive import Cost
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError, Malformed
from goldseam.crypto.identity import new_identity
from goldseam.vault import derivation, pairing, sessions
from goldseam.vault.doors import (
    ANY_DEVICE,
    Keys,
    held,
    keep_row,
    person_row,
    sign_in,
    waste,
    wrap_password,
    wrap_room,
    wraps,
)
from goldseam.vault.errors import Tampered, TooSoon, WrongSecret
from goldseam.vault.models import (
    Digest,
    Draft,
    Identity,
    Membership,
    Person,
    Record,
    Recovery,
    Space,
    Ticket,
)
from goldseam.vault.rings import OwnRing, RoomRing, close_ring, open_room_ring
from goldseam.vault.saving import forget_on_disk, saving
from goldseam.vault.state import close_state, open_state
from goldseam.vault.table import end_all

WAIT = timedelta(hours=72)
"""Between asking for recovery and its taking effect (W3); shown in every session, cancellable."""
TICKET_LIFE = timedelta(minutes=10)
TICKET_TRIES = 5


class Kit(msgspec.Struct, frozen=True):
    """What the recovery envelope holds."""

    vault_key: bytes
    room_key: bytes | None
    device_secret: bytes


# -- password, PIN, device binding -------------------------------------------------------------------


def change_password(keys: Keys, new: str, device_secret: bytes | None, keep_session: bytes | None = None) -> None:
    """Re-wrap the vault key under a new password and end all other sessions. The caller has checked the old one."""
    row, own = held(keys)
    before = wraps(row)
    wrap_password(row, new, _secret(own, device_secret), keys.vault_key)
    with saving():
        keep_row(row, before)
        sessions.end_all(sessions.mark_of(keys.vault_key), but=keep_session)


def change_pin(
    keys: Keys, room_key: bytes, pin: str, device_secret: bytes | None, keep_session: bytes | None = None
) -> None:
    """Re-wrap the room key under a new PIN and shut the room in all other sessions: the old one opened them."""
    row, own = held(keys)
    before = wraps(row)
    _demand_room_key(row, room_key)
    wrap_room(row, pin, _secret(own, device_secret), keys.vault_key, room_key)
    with saving():
        keep_row(row, before)
        sessions.shut_rooms(sessions.mark_of(keys.vault_key), but=keep_session)


def change_binding(
    keys: Keys, room_key: bytes | None, password: str, pin: str | None, bound: bool, secret: bytes | None = None
) -> bytes:
    """Ask for a known device from now on, or no longer. Returns the device secret now in force.

    With a room, its key and PIN are needed (both wraps hang on the device secret). The kit is void afterwards.
    The caller may bring the new device secret: one that the browser holds already survives a lost answer.
    """
    row, own = held(keys)
    before = wraps(row)
    secret = _fresh(secret) if bound else ANY_DEVICE
    row.device_bound = bound
    row.ring = close_ring(keys.vault_key, keys.person, "own", msgspec.structs.replace(own, device_bound=bound))
    wrap_password(row, password, secret, keys.vault_key)
    if row.room_key is not None:
        if room_key is None or pin is None:
            raise WrongSecret
        _demand_room_key(row, room_key)
        wrap_room(row, pin, secret, keys.vault_key, room_key)
    with saving():
        keep_row(row, before)
        Recovery.objects.filter(person=row).delete()
        Ticket.objects.filter(person=row).delete()
    return secret


def is_device_bound(person: UUID) -> bool:
    """Whether signing in needs a known device."""
    return person_row(person).device_bound


def _fresh(offered: bytes | None) -> bytes:
    return offered if offered is not None and len(offered) == derive.KEY and offered != ANY_DEVICE else derive.new_key()


def _secret(own: OwnRing, device_secret: bytes | None) -> bytes:
    """What goes into a wrap: the device's secret, or zeros where the person (not the clear column) chose so."""
    return _need(device_secret) if own.device_bound else ANY_DEVICE


def _need(device_secret: bytes | None) -> bytes:
    if device_secret is None or len(device_secret) != derive.KEY:
        raise WrongSecret
    return device_secret


def _demand_room_key(row: Person, room_key: bytes) -> RoomRing:
    """The room's ring; raises `Tampered` for a room key that is no longer in force, before it is wrapped anywhere."""
    if row.room_ring is None:
        raise Tampered("no room")
    return open_room_ring(room_key, row.id, bytes(row.room_ring))


# -- recovery kit (W3) -------------------------------------------------------------------------------


def _recovery_aad(person: UUID, cost: Cost) -> bytes:
    return parts(b"recovery/v1", person.bytes, cost.encoded())


def make_kit(keys: Keys, room_key: bytes | None, device_secret: bytes | None, phrase: str) -> str:
    """Make a new kit (an old one is void at once). Returns the code to print: 26 characters, no separators."""
    return make_marked_kit(keys, room_key, device_secret, phrase)[0]


def make_marked_kit(keys: Keys, room_key: bytes | None, device_secret: bytes | None, phrase: str) -> tuple[str, str]:
    """The code, and the kit's mark: while `kit_mark` says the same, this very code is the one in force."""
    row, own = held(keys)
    if room_key is not None:
        _demand_room_key(row, room_key)
    code, cost, salt = new_code(RECOVERY_CHARACTERS), derivation.cost(), derive.new_salt()
    kit = Kit(keys.vault_key, room_key, _secret(own, device_secret))
    key = derive.recovery_key(derivation.stretch(phrase, salt, cost), code.encode(), keys.person.bytes)
    envelope = seal(key, msgspec.json.encode(kit), _recovery_aad(keys.person, cost))
    with saving():
        Recovery.objects.update_or_create(
            person=row,
            defaults={
                "salt": salt,
                "memory_kib": cost.memory_kib,
                "passes": cost.passes,
                "envelope": envelope,
                "waiting_since": None,
            },
        )
    return code, salt.hex()


def kit_mark(person: UUID) -> str:
    """Which kit is in force; "" without one. Nothing can be opened with it."""
    salt = Recovery.objects.filter(person_id=person).values_list("salt", flat=True).first()
    return "" if salt is None else bytes(salt).hex()


def has_kit(person: UUID) -> bool:
    """Whether a recovery kit is in force."""
    return Recovery.objects.filter(person_id=person).exists()


def drop_kit(person: UUID) -> None:
    """ "No recovery": the kit opens nothing any more."""
    Recovery.objects.filter(person_id=person).delete()


def open_kit(person: UUID, code: str, phrase: str) -> Kit:
    """What the kit holds, if code and phrase are right. Raises `WrongSecret`, `Busy`."""
    row = Recovery.objects.filter(person_id=person).first()
    try:
        read = read_code(code, RECOVERY_CHARACTERS)
    except Malformed:
        row = None
    if row is None:
        waste(phrase)
        raise WrongSecret
    cost = Cost(row.memory_kib, row.passes)
    try:
        key = derive.recovery_key(derivation.stretch(phrase, bytes(row.salt), cost), read.encode(), person.bytes)
        return msgspec.json.decode(unseal(key, bytes(row.envelope), _recovery_aad(person, cost)), type=Kit)
    except CryptoError as error:
        raise WrongSecret from error


def admit_by_kit(person: UUID, password: str, code: str, phrase: str) -> tuple[Keys, bytes]:
    """Password known, device unknown: sign in with the kit at once. Returns the keys and the device secret."""
    kit = open_kit(person, code, phrase)
    return sign_in(person, password, kit.device_secret), kit.device_secret


def ask_recovery(person: UUID, code: str, phrase: str, now: datetime) -> datetime:
    """Password or PIN forgotten: start the wait (or find it running). Returns when it is over."""
    open_kit(person, code, phrase)
    Recovery.objects.filter(person_id=person, waiting_since__isnull=True).update(waiting_since=now)
    since = Recovery.objects.values_list("waiting_since", flat=True).get(person_id=person)
    assert since is not None  # noqa: S101 - set just above
    return since + WAIT


def recovery_due(person: UUID) -> datetime | None:
    """When a running recovery takes effect; None if none is running. Shown on every page of the person."""
    since = Recovery.objects.filter(person_id=person).values_list("waiting_since", flat=True).first()
    return None if since is None else since + WAIT


def due_of(kit: Recovery | None) -> datetime | None:
    """The same of a kit that was read already."""
    return None if kit is None or kit.waiting_since is None else kit.waiting_since + WAIT


def cancel_recovery(person: UUID) -> None:
    """Stop a running recovery; from any session, at once."""
    Recovery.objects.filter(person_id=person).update(waiting_since=None)


def finish_recovery(
    person: UUID, code: str, phrase: str, password: str, pin: str | None, now: datetime
) -> tuple[Keys, bytes]:
    """After the wait: a new password and PIN. Raises `TooSoon`, `WrongSecret`. All sessions end."""
    kit = open_kit(person, code, phrase)
    due = recovery_due(person)
    if due is None or now < due:
        raise TooSoon
    keys = Keys(person, kit.vault_key)
    row, own = held(keys)  # a kit of older keys, put back by somebody, wraps nothing
    before = wraps(row)
    if (kit.device_secret == ANY_DEVICE) == own.device_bound:
        raise Tampered("kit of another binding")
    wrap_password(row, password, kit.device_secret, kit.vault_key)
    if row.room_key is not None and kit.room_key is not None and pin is not None:
        _demand_room_key(row, kit.room_key)
        wrap_room(row, pin, kit.device_secret, kit.vault_key, kit.room_key)
    with saving():
        keep_row(row, before)
        Recovery.objects.filter(person_id=person).update(waiting_since=None)
        sessions.end_all(sessions.mark_of(keys.vault_key))
    return keys, kit.device_secret


# -- a new device ------------------------------------------------------------------------------------


def _ticket_aad(person: UUID, cost: Cost) -> bytes:
    return parts(b"ticket/v1", person.bytes, cost.encoded())


def make_ticket(keys: Keys, device_secret: bytes | None, now: datetime) -> str:
    """A short code (10 characters, ten minutes, one use) that carries the device secret to a new browser."""
    row, _ = held(keys)
    code, cost, salt = new_code(TICKET_CHARACTERS), derivation.cost(), derive.new_salt()
    key = derive.recovery_key(derivation.stretch(code, salt, cost), b"ticket", keys.person.bytes)
    envelope = seal(key, _need(device_secret), _ticket_aad(keys.person, cost))
    Ticket.objects.update_or_create(
        person=row,
        defaults={
            "salt": salt,
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "envelope": envelope,
            "expires": now + TICKET_LIFE,
            "tries": 0,
        },
    )
    return code


def admit_by_ticket(person: UUID, password: str, code: str, now: datetime) -> tuple[Keys, bytes]:
    """Sign in on a new browser with password and short code. The ticket is used up. Raises `WrongSecret`, `Busy`."""
    with transaction.atomic():
        row = Ticket.objects.select_for_update().filter(person_id=person, expires__gt=now).first()
        if row is not None:
            row.tries += 1
            row.save(update_fields=["tries"])
    if row is None or row.tries > TICKET_TRIES:
        Ticket.objects.filter(person_id=person).delete()
        waste(password)
        raise WrongSecret
    cost = Cost(row.memory_kib, row.passes)
    try:
        read = read_code(code, TICKET_CHARACTERS)
    except Malformed:
        waste(password)
        raise WrongSecret from None
    try:
        key = derive.recovery_key(derivation.stretch(read, bytes(row.salt), cost), b"ticket", person.bytes)
        secret = unseal(key, bytes(row.envelope), _ticket_aad(person, cost))
    except CryptoError as error:
        raise WrongSecret from error
    keys = sign_in(person, password, secret)
    if not Ticket.objects.filter(person_id=person, salt=row.salt).delete()[0]:  # used by somebody else meanwhile
        raise WrongSecret
    return keys, secret


# -- everything at once --------------------------------------------------------------------------------


def change_everything(
    keys: Keys, room_key: bytes | None, password: str, pin: str | None, secret: bytes | None = None
) -> tuple[Keys, bytes | None, bytes]:
    """ "Someone may know my password": new vault key, room key, identity, epoch and device secret.

    Returns new keys, new room key (None without a room) and the new device secret. The kit, tickets and every
    session end. What was copied before stays readable with what was known before: the page says so.
    The caller may bring the new device secret, as for `change_binding`.
    """
    row, own = held(keys)
    before = wraps(row)
    identity, vault_key, secret = new_identity(), derive.new_key(), _fresh(secret)
    public = identity.public()
    fresh = OwnRing(identity.sign_seed, identity.box_seed, [*own.signed_by, public.sign])
    row.ring = close_ring(vault_key, keys.person, "own", fresh)
    row.device_bound = True
    wrap_password(row, password, secret, vault_key)
    new_room = _new_room_key(row, keys, room_key, vault_key, pin, secret)
    with saving():
        if new_room is not None and room_key is not None:
            _new_epoch(row, room_key, new_room)
        keep_row(row, before)
        number = Identity.objects.filter(person=row).count() + 1
        Identity.objects.create(person=row, number=number, sign_public=public.sign, box_public=public.box)
        Recovery.objects.filter(person=row).delete()
        Ticket.objects.filter(person=row).delete()
        pairing.forget(keys.person)
        end_all(keys, timezone.now(), Keys(keys.person, vault_key), own)
        sessions.end_all(sessions.mark_of(keys.vault_key))
    return Keys(keys.person, vault_key), new_room, secret


def _new_room_key(
    row: Person, keys: Keys, room_key: bytes | None, vault_key: bytes, pin: str | None, secret: bytes
) -> bytes | None:
    if row.room_key is None:
        return None
    if room_key is None or pin is None:
        raise WrongSecret
    fresh = derive.new_key()
    wrap_room(row, pin, secret, vault_key, fresh)
    return fresh


def _new_epoch(row: Person, old_key: bytes, new_key: bytes) -> None:
    """Start a new epoch of the room: records to come are sealed under a key the old one never saw."""
    ring = _demand_room_key(row, old_key)
    space = Space.objects.select_for_update().get(pk=ring.space)
    state = open_state(ring, space.epoch, bytes(space.state))
    fresh = RoomRing(ring.space, ring.index_key, [*ring.epochs, derive.new_key()])
    row.room_ring = close_ring(new_key, row.id, "room", fresh)
    Digest.objects.filter(space=space).delete()
    Draft.objects.filter(space=space).delete()  # they lie under the old epoch, which somebody may know
    Space.objects.filter(pk=space.pk).update(
        epoch=len(fresh.epochs), state=close_state(fresh, len(fresh.epochs), state)
    )


def erase(keys: Keys, space: UUID | None, also: Callable[[], object] | None = None) -> None:
    """Delete everything the vault holds of a person: keys first, then records, then the rest. Nothing is kept.

    With the room shut (a forgotten PIN) its id is not known; it is found by what the person wrote in it.
    `also` runs inside the same transaction: what lies outside the vault goes with it or not at all.
    """
    _erase(keys.person, space, lambda: sessions.end_all(sessions.mark_of(keys.vault_key)), also)


def erase_unopened(person: UUID, also: Callable[[], object]) -> None:
    """The same when nobody is there to open anything (a leaving that was asked for thirty days ago).

    Sessions cannot be found without the vault key. One that is still open opens nothing any more, and ends within
    twelve hours like any other.
    """
    _erase(person, None, None, also)


def _erase(
    person: UUID, space: UUID | None, end_sessions: Callable[[], object] | None, also: Callable[[], object] | None
) -> None:
    with saving():
        pairing.forget(person)
        shared = list(Membership.objects.filter(person_id=person).values_list("space_id", flat=True))
        alone = Record.objects.filter(author=person, space__members__isnull=True)  # nobody is a member of a room
        mine = alone.values_list("space_id", flat=True)
        Space.objects.filter(pk__in=[space] if space else list(mine.distinct())).delete()
        Membership.objects.filter(person_id=person).delete()
        Space.objects.filter(pk__in=shared, members__isnull=True).delete()  # the other one's stays with the other
        if end_sessions is not None:
            end_sessions()
        Person.objects.filter(pk=person).delete()
        if also is not None:
            also()
    forget_on_disk()


def space_of(keys: Keys, room_key: bytes | None) -> UUID | None:
    """The id of a person's room, read from the sealed ring (None without an open room)."""
    row = person_row(keys.person)
    if room_key is None or row.room_ring is None:
        return None
    return open_room_ring(room_key, keys.person, bytes(row.room_ring)).space
