"""The ceremony that makes a space of two (W6, W7): a code, six words on two phones, pinned keys, a signed grant.

  invite    one person gets a code for a day; under it lie this person's public keys
  answer    the other types it, signed in; under the same code go the other's public keys
  words     six words over both identities, as each one's own vault sees them; the two read them to each other
  confirm   each says that the words are the same. That pins the other's keys. The inviter makes the space and grants
            its key, signed, to exactly the pinned keys; the guest opens the grant from exactly the pinned inviter only.

The server hands the keys over, and whoever runs it could hand over others: then the words differ. Nothing is opened
before both have said that they are the same. A code is used once, and guessing is stopped after a few tries.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q, Value

from goldseam.crypto import chain, derive
from goldseam.crypto.codes import grouped, new_code, read_code
from goldseam.crypto.derive import Cost, sub_key
from goldseam.crypto.encode import parts, split
from goldseam.crypto.envelope import seal, unseal
from goldseam.crypto.errors import CryptoError, Malformed
from goldseam.crypto.grant import Terms, make_grant, open_grant
from goldseam.crypto.identity import Public, fingerprint_words
from goldseam.vault import derivation
from goldseam.vault.access import open_own, seal_own
from goldseam.vault.doors import Keys, held
from goldseam.vault.errors import NoInvitation, Tampered
from goldseam.vault.links import LinkRing, close_link
from goldseam.vault.models import Invitation, Membership, Space
from goldseam.vault.saving import saving
from goldseam.vault.state import first_state

SELECTOR = 4
"""Characters that find an invitation; they open nothing."""
SECRET = 10
"""50 bits behind Argon2id, for a day, five tries."""
CODE = SELECTOR + SECRET
LIFE = timedelta(hours=24)
TRIES = 5

Step = Literal["none", "waiting", "words", "said"]


class _Card(msgspec.Struct, frozen=True):
    """Who somebody is, as handed over in the ceremony."""

    person: UUID
    sign: bytes
    box: bytes
    name: str

    def public(self) -> Public:
        return Public(self.sign, self.box)


class _Held(msgspec.Struct, frozen=True):
    """What each keeps of the ceremony under the own vault key."""

    key: bytes
    said: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """How far it is for one person. `words` are there once both have come; `code` only for who invited."""

    step: Step
    inviting: bool = False
    code: str = ""
    words: tuple[str, ...] = ()
    ready: bool = False
    """Whether the guest can come to the table now: both have said that the words are the same."""

    @property
    def shown(self) -> str:
        """The code as it is read from one phone to the other: groups of four."""
        return grouped(self.code, SELECTOR)


NONE = Ceremony("none")


def invite(keys: Keys, now: datetime, name: str) -> str:
    """A new code (an older one is void at once). `name` is what the other will call this person. Raises `Busy`."""
    row, own = held(keys)
    code, salt, cost = new_code(CODE), derive.new_salt(), derivation.cost()
    key = _key(code, salt, cost)
    card = _card(keys.person, own.identity().public(), name)
    offer = seal(key, msgspec.json.encode(card), _aad("offer", code[:SELECTOR], cost))
    mine = seal_own(keys, "invite", msgspec.json.encode(_Held(key, code=code)))
    with saving():
        forget(keys.person)
        Invitation.objects.create(
            selector=code[:SELECTOR],
            person=row,
            salt=salt,
            memory_kib=cost.memory_kib,
            passes=cost.passes,
            offer=offer,
            mine=mine,
            expires=now + LIFE,
        )
    return code


def answer(keys: Keys, typed: str, now: datetime, name: str) -> None:
    """Come with a code that somebody read out. Raises `NoInvitation`, `Busy`."""
    _, own = held(keys)
    try:
        code = read_code(typed, CODE)
    except Malformed:
        raise NoInvitation from None
    row = _tried(code[:SELECTOR], keys.person, now)
    cost = Cost(row.memory_kib, row.passes)
    key = _key(code, bytes(row.salt), cost)
    _read_card(key, bytes(row.offer), _aad("offer", row.selector, cost))
    card = _card(keys.person, own.identity().public(), name)
    with saving():
        left = Invitation.objects.select_for_update().filter(pk=row.pk, salt=row.salt, guest=None).first()
        if left is None:
            raise NoInvitation
        forget(keys.person)  # whoever comes with a code is in no other ceremony, nor inviting (both may have begun)
        left.guest_id = keys.person
        left.answer = seal(key, msgspec.json.encode(card), _aad("answer", row.selector, cost))
        left.theirs = seal_own(keys, "invite", msgspec.json.encode(_Held(key)))
        left.save(force_update=True)


def _tried(selector: str, person: UUID, now: datetime) -> Invitation:
    """Count the try before anything is derived, so that a guess costs one whatever comes of it."""
    with transaction.atomic():
        row = Invitation.objects.select_for_update().filter(pk=selector, expires__gt=now, guest=None).first()
        if row is None or row.person_id == person:
            raise NoInvitation
        row.tries += 1
        row.save(update_fields=["tries"])
    if row.tries > TRIES:
        Invitation.objects.filter(pk=selector, guest=None).delete()  # nobody has come, so nothing was granted
        raise NoInvitation
    return row


def ceremony(keys: Keys, now: datetime) -> Ceremony:
    """Where this person stands. An invitation whose day is over is none."""
    row = _row(keys.person, now)
    if row is None:
        return NONE
    inviting = row.person_id == keys.person
    kept = _held(keys, row)
    if row.guest_id is None:
        return Ceremony("waiting", True, kept.code)
    mine, theirs = _both(keys, row, kept)
    return Ceremony(
        "said" if kept.said else "words",
        inviting,
        words=tuple(fingerprint_words(mine, theirs.public())),
        ready=kept.said and bool(row.grant),
    )


def confirm(keys: Keys, now: datetime) -> UUID | None:
    """ "The words are the same." Pins the other. Returns the space once this person is in it, None while the other has
    not said so yet; said again, it says the same. Raises `NoInvitation` when there is no ceremony (or it ended this
    moment), `Tampered`."""
    row = _row(keys.person, now)
    if row is None or row.guest_id is None:
        raise NoInvitation
    return _as_inviter(keys, row, now) if row.person_id == keys.person else _as_guest(keys, row, now)


def _as_inviter(keys: Keys, row: Invitation, now: datetime) -> UUID:
    _, own = held(keys)
    _, theirs = _both(keys, row, _held(keys, row))
    epoch_key, space = derive.new_key(), uuid.uuid4()
    link = _link(space, epoch_key, theirs, now)
    identity = own.identity()
    terms = _terms(space, identity.public(), theirs.public())
    grant = make_grant(identity, theirs.public(), terms, epoch_key)
    with saving():
        left = Invitation.objects.select_for_update().filter(pk=row.pk, guest_id=theirs.person).first()
        if left is None:
            raise NoInvitation
        if left.grant:  # said before
            return _space_of(bytes(left.grant))
        Space.objects.create(id=space, epoch=1, state=first_state(link.ring()))
        Membership.objects.create(space_id=space, person_id=keys.person, ring=close_link(keys, link))
        left.grant = parts(space.bytes, grant)
        left.mine = seal_own(keys, "invite", msgspec.json.encode(_Held(_held(keys, row).key, said=True)))
        left.save(force_update=True)
    return space


def _as_guest(keys: Keys, row: Invitation, now: datetime) -> UUID | None:
    _, own = held(keys)
    kept = _held(keys, row)
    _, theirs = _both(keys, row, kept)
    if not row.grant:
        said = seal_own(keys, "invite", msgspec.json.encode(_Held(kept.key, said=True)))
        with saving():
            Invitation.objects.filter(pk=row.pk, guest_id=keys.person).update(theirs=said)
        return None
    space, grant = _split(bytes(row.grant))
    identity = own.identity()
    try:
        epoch_key = open_grant(identity, theirs.public(), grant, _terms(space, identity.public(), theirs.public()))
    except CryptoError as error:
        raise Tampered("grant") from error
    link = _link(space, epoch_key, theirs, now)
    with saving():
        left = Invitation.objects.select_for_update().filter(pk=row.pk, guest_id=keys.person).first()
        if left is None or not Space.objects.filter(pk=space).exists():
            raise NoInvitation
        if not Membership.objects.filter(space_id=space, person_id=keys.person).exists():
            Membership.objects.create(space_id=space, person_id=keys.person, ring=close_link(keys, link))
        left.delete()
    return space


def drop(keys: Keys) -> None:
    """End the ceremony from either side: the words differ, or somebody thought better of it. Nothing of it is left,
    not even a space that the inviter had opened and the guest never came to."""
    with saving():
        forget(keys.person)


def forget(person: UUID) -> None:
    """Every open ceremony of this person, on either side, inside a transaction."""
    for row in Invitation.objects.select_for_update().filter(Q(person_id=person) | Q(guest_id=person)):
        _forget(row)


def _forget(row: Invitation) -> None:
    """With the space nobody but the inviter ever came to. Whatever the row says, no other is touched."""
    with suppress(Tampered):
        if row.grant:
            space = _space_of(bytes(row.grant))
            there = Membership.objects.filter(space_id=space).values_list("person_id", flat=True)
            if list(there) == [row.person_id]:
                Space.objects.filter(pk=space).delete()
    row.delete()


def inviting(person: UUID) -> bool:
    """Whether this person's code is still about, so that a space opened for the guest may yet go with it."""
    return Invitation.objects.filter(person_id=person).exists()


def about(person: UUID, now: datetime) -> bool:
    """Whether this person is or was at a table, or is in a ceremony on either side. One look for both."""
    on_the_way = Invitation.objects.filter(Q(person_id=person) | Q(guest_id=person), expires__gt=now)
    there = Membership.objects.filter(person_id=person)
    return there.values_list(Value(1)).union(on_the_way.values_list(Value(1))).exists()


def sweep(now: datetime) -> int:
    """Forget invitations whose day is over, and spaces that only the inviter ever came to. How many."""
    over = list(Invitation.objects.filter(expires__lte=now).values_list("pk", flat=True))
    for selector in over:
        with transaction.atomic():
            for row in Invitation.objects.select_for_update().filter(pk=selector, expires__lte=now):
                _forget(row)
    return len(over)


# -- small parts -----------------------------------------------------------------------------------------


def _row(person: UUID, now: datetime) -> Invitation | None:
    """The ceremony this person is in; one's own invitation before one that was answered."""
    own = Invitation.objects.filter(person_id=person, expires__gt=now).first()
    return own or Invitation.objects.filter(guest_id=person, expires__gt=now).first()


def _key(code: str, salt: bytes, cost: Cost) -> bytes:
    return derive.recovery_key(derivation.stretch(code, salt, cost), b"invite", salt)


def _aad(what: str, selector: str, cost: Cost) -> bytes:
    return parts(b"invite/v1", what.encode(), selector.encode(), cost.encoded())


def _card(person: UUID, public: Public, name: str) -> _Card:
    return _Card(person, public.sign, public.box, name)


def _read_card(key: bytes, envelope: bytes, aad: bytes) -> _Card:
    try:
        return msgspec.json.decode(unseal(key, envelope, aad), type=_Card)
    except CryptoError:
        raise NoInvitation from None


def _held(keys: Keys, row: Invitation) -> _Held:
    envelope = bytes(row.mine if row.person_id == keys.person else row.theirs)
    return msgspec.json.decode(open_own(keys, "invite", envelope), type=_Held)


def _both(keys: Keys, row: Invitation, kept: _Held) -> tuple[Public, _Card]:
    """One's own keys from one's own ring, the other's from under the code."""
    _, own = held(keys)
    cost = Cost(row.memory_kib, row.passes)
    inviting = row.person_id == keys.person
    envelope, what = (bytes(row.answer), "answer") if inviting else (bytes(row.offer), "offer")
    theirs = _read_card(kept.key, envelope, _aad(what, row.selector, cost))
    if theirs.person != (row.guest_id if inviting else row.person_id):
        raise Tampered("invitation")
    return own.identity().public(), theirs


def _terms(space: UUID, one: Public, other: Public) -> Terms:
    return Terms(space.bytes, 1, tuple(sorted((one.fingerprint(), other.fingerprint()))), chain.GENESIS)


def _link(space: UUID, epoch_key: bytes, other: _Card, now: datetime) -> LinkRing:
    index_key = sub_key(epoch_key, "index")
    return LinkRing(space, index_key, [epoch_key], other.person, [other.sign], other.box, now, name=other.name)


def _split(kept: bytes) -> tuple[UUID, bytes]:
    try:
        space, grant = split(kept)
        return UUID(bytes=space), grant
    except (CryptoError, ValueError) as error:
        raise Tampered("grant") from error


def _space_of(kept: bytes) -> UUID:
    return _split(kept)[0]
