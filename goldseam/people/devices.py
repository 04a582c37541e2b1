"""A device is a browser that was let in: a cookie with an id and the person's device secret (W2), and a row.

Two cookies for each account used in the browser: `d-…` lets in, `h-…` remembers the room's head (W8); a third, `e-…`,
holds the next device secret while one is being made (`offer_next`); a fourth, `t-…`, remembers the head of the newest
space of two. Their names are hashes, so that a list of cookies does not name anybody. No script can read them.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goldseam.people.models import Account, Device
from goldseam.vault.access import open_own, seal_own
from goldseam.vault.doors import Keys
from goldseam.vault.errors import Tampered

ID, SECRET = 16, 32
LIFE = timedelta(days=400)
"""The longest browsers allow; renewed at each sign-in."""
_LABEL, _INSIDE = "device", "device inside"
"""What a label is sealed for: of a browser that never opened the room, and of one that did."""
_NEXT = "_next"


@dataclass(frozen=True, slots=True)
class Token:
    """What the cookie holds."""

    id: bytes
    secret: bytes = field(repr=False)

    @property
    def row(self) -> bytes:
        return hashlib.sha256(b"device/v1" + self.id).digest()

    def encoded(self) -> str:
        return base64.urlsafe_b64encode(self.id + self.secret).decode()


def cookie_name(person: UUID, letter: str = "d") -> str:
    """`d-1a2b3c4d`, bound to the host when there is TLS."""
    name = f"{letter}-{hashlib.sha256(b'cookie/v1' + person.bytes).hexdigest()[:8]}"
    return f"__Host-{name}" if settings.CONF.https else name


def offered(request: HttpRequest, person: UUID) -> Token | None:
    """What this browser shows for that person, known here or not."""
    try:
        raw = base64.urlsafe_b64decode(request.COOKIES.get(cookie_name(person), ""))
    except ValueError:
        return None
    return Token(raw[:ID], raw[ID:]) if len(raw) == ID + SECRET else None


def known(request: HttpRequest, person: UUID) -> Token | None:
    """The same, if the device was let in and not ended since."""
    token = offered(request, person)
    if token is None or not Device.objects.filter(pk=token.row, person_id=person).exists():
        return None
    return token


def secret_of(request: HttpRequest, person: UUID) -> bytes | None:
    """The device secret this known browser holds, for the vault's functions that ask for it."""
    token = known(request, person)
    return None if token is None else token.secret


def admit(keys: Keys, secret: bytes, label: str) -> Token:
    """Let a browser in for good. The caller sends the cookie with `remember`."""
    token = Token(secrets.token_bytes(ID), secret)
    sealed = seal_own(keys, _LABEL, label.encode())
    Device.objects.create(pk=token.row, person_id=keys.person, label=sealed)
    return token


def relabel(keys: Keys, row: bytes, label: str) -> bool:
    """Give a device another name. False if it is not there."""
    return _seal(keys, row, _was_inside(keys, row), label)


def _seal(keys: Keys, row: bytes, inside: bool, label: str) -> bool:
    sealed = seal_own(keys, _INSIDE if inside else _LABEL, label.encode())
    return bool(Device.objects.filter(pk=row, person_id=keys.person).update(label=sealed))


def _was_inside(keys: Keys, row: bytes) -> bool:
    found = Device.objects.filter(pk=row, person_id=keys.person).values_list("label", flat=True).first()
    return found is not None and _open(keys, bytes(found))[0]


def row_for_pin(keys: Keys, token: Token | None) -> bytes | None:
    """By what wrong PINs are counted: a browser that was in the room counts by itself, all others count as one.

    Else whoever knows the password would sign in with ever new browsers, and have some free tries with each.
    """
    return token.row if token is not None and _was_inside(keys, token.row) else None


def went_inside(keys: Keys, token: Token | None) -> None:
    """This browser has opened the room. Sealed, so that nobody can write it who does not have the keys."""
    if token is None:
        return
    found = Device.objects.filter(pk=token.row, person_id=keys.person).values_list("label", flat=True).first()
    inside, label = (True, "") if found is None else _open(keys, bytes(found))
    if not inside:
        with suppress(DatabaseError):  # a full disk keeps nobody out
            _seal(keys, token.row, True, label)


def end(keys: Keys, row: bytes) -> bool:
    """Never let that browser in again."""
    return bool(Device.objects.filter(pk=row, person_id=keys.person).delete()[0])


def end_others(keys: Keys, keep: bytes | None) -> int:
    """End every device but the one with row id `keep`."""
    found = Device.objects.filter(person_id=keys.person)
    return (found.exclude(pk=keep) if keep is not None else found).delete()[0]


def labels(keys: Keys) -> list[tuple[bytes, str]]:
    """(row id, label) of every device, by label."""
    found = Device.objects.filter(person_id=keys.person).values_list("id", "label")
    return sorted(((bytes(row), _open(keys, bytes(sealed))[1]) for row, sealed in found), key=lambda pair: pair[1])


def _open(keys: Keys, sealed: bytes) -> tuple[bool, str]:
    """Whether the browser was in the room, and its label."""
    for purpose in (_INSIDE, _LABEL):
        with suppress(Tampered):
            return purpose == _INSIDE, open_own(keys, purpose, sealed).decode()
    return False, _("A device")


def remember(response: HttpResponse, person: UUID, token: Token) -> None:
    """Send, or renew, the cookie that lets in."""
    _set(response, cookie_name(person), token.encoded())


def remember_head(response: HttpResponse, person: UUID, head: str) -> None:
    """Send the cookie that remembers how far the room's history went."""
    _set(response, cookie_name(person, "h"), head)


def seen_table(request: HttpRequest, person: UUID) -> str:
    """What this browser remembers of the newest space of two; "" for nothing."""
    return request.COOKIES.get(cookie_name(person, "t"), "")


def remember_table(response: HttpResponse, person: UUID, head: str) -> None:
    """Send the cookie that remembers how far the history of the newest space of two went."""
    _set(response, cookie_name(person, "t"), head)


def forget_table(response: HttpResponse, person: UUID) -> None:
    response.delete_cookie(cookie_name(person, "t"), samesite="Strict")


def offer_next(request: HttpRequest, response: HttpResponse, person: UUID) -> None:
    """Before an act that makes a new device secret: hand it out already. If the answer to that act is lost on the
    way, this browser still has what the new locks ask for (`spare`), and nobody is shut out of everything."""
    held = request.session.setdefault(_NEXT, base64.urlsafe_b64encode(secrets.token_bytes(SECRET)).decode())
    _set(response, cookie_name(person, "e"), held)


def agreed_next(request: HttpRequest, person: UUID) -> bytes | None:
    """The secret that was offered in this session, once the browser has shown that it keeps it."""
    held, shown = request.session.get(_NEXT), request.COOKIES.get(cookie_name(person, "e"))
    return base64.urlsafe_b64decode(held) if held is not None and held == shown else None


def spare(request: HttpRequest, person: UUID) -> bytes | None:
    """A secret that was handed out before an act whose answer this browser never saw."""
    try:
        raw = base64.urlsafe_b64decode(request.COOKIES.get(cookie_name(person, "e"), ""))
    except ValueError:
        return None
    return raw if len(raw) == SECRET else None


def settle(request: HttpRequest, response: HttpResponse, person: UUID, token: Token) -> None:
    """This secret is in force: remember it, and forget what was only handed out in advance."""
    remember(response, person, token)
    if cookie_name(person, "e") in request.COOKIES:
        response.delete_cookie(cookie_name(person, "e"), samesite="Strict")


def forget(response: HttpResponse, account: Account) -> None:
    """This browser forgets that account altogether."""
    for letter in "dhet":
        response.delete_cookie(cookie_name(account.id, letter), samesite="Strict")


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=LIFE, secure=settings.CONF.https, httponly=True, samesite="Strict")


def guess(request: HttpRequest) -> str:
    """A first name for a device, as coarse as can be: nothing about the browser is kept."""
    agent = request.headers.get("User-Agent", "").lower()
    if "ipad" in agent or "tablet" in agent or ("android" in agent and "mobile" not in agent):
        return _("Tablet")
    if "mobi" in agent or "iphone" in agent or "android" in agent:
        return _("Phone")
    return _("Computer")
