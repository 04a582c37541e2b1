"""What a person can do with their own doors. Each function is one act; step-up was the form's business."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from goldseam.people import devices, doors, leaving, second_factor
from goldseam.people.delays import counted
from goldseam.people.me.stepup import account_of
from goldseam.people.models import Account, folded
from goldseam.people.profile import keep_settings
from goldseam.vault import Receipt, Room, Vault, changes, sessions
from goldseam.vault import doors as locks
from goldseam.vault.errors import WrongSecret

# -- settings ----------------------------------------------------------------------------------------


def keep_setting(room: Room, name: str, value: object, *, id: UUID, now: datetime) -> Receipt:
    """Settings are merged key by key; the newest wins."""
    return keep_settings(room, {name: value}, id=id, now=now)


def choose_idle(vault: Vault, minutes: int, *, id: UUID, now: datetime) -> Receipt:
    """After how long the room shuts, for this session and from now on."""
    receipt = keep_setting(vault.demand_room(), "idle", minutes, id=id, now=now)
    key = vault.room_key
    if key is not None:
        vault.enter(key, timedelta(minutes=minutes))
    return receipt


# -- locks -------------------------------------------------------------------------------------------


@sensitive_variables()
def change_password(request: HttpRequest, vault: Vault, new: str) -> None:
    """All other sessions end; this one goes on."""
    own = _own_session(request)
    changes.change_password(vault.keys, new, devices.secret_of(request, vault.person), own)


@sensitive_variables()
def change_pin(request: HttpRequest, vault: Vault, pin: str) -> None:
    key = vault.room_key
    if key is None:
        raise WrongSecret
    changes.change_pin(vault.keys, key, pin, devices.secret_of(request, vault.person), _own_session(request))


@sensitive_variables()
def change_binding(
    request: HttpRequest, vault: Vault, password: str, pin: str | None, bound: bool, now: datetime
) -> devices.Token | None:
    """Ask for a known device from now on, or no longer. Returns what this browser must remember.

    The PIN is tried first: a wrong one must not become the new one. Raises `WrongSecret`, `Wait`, `Busy`.
    """
    token = devices.known(request, vault.person)
    if token is None and bound:  # nobody would be let in any more
        raise WrongSecret
    room_key = None
    if pin is not None:
        with counted("pin", str(vault.person), devices.row_for_pin(vault.keys, token), now):
            room_key = locks.open_room(vault.keys, pin, token.secret if token else None)
    secret = devices.agreed_next(request, vault.person)
    secret = changes.change_binding(vault.keys, room_key, password, pin, bound, secret)
    devices.end_others(vault.keys, token.row if token else None)
    sessions.end_all(vault.sessions_mark, but=_own_session(request))
    return None if token is None else devices.Token(token.id, secret)


@sensitive_variables()
def change_everything(request: HttpRequest, vault: Vault, password: str, pin: str | None) -> devices.Token:
    """New keys behind new locks. Every session ends, this one too; every other browser and second factor is dropped.

    The first opening with the new password is the person's own sign-in: so a slip in typing shows at once, while
    this browser still holds the new device secret. Raises `WrongSecret` in a browser that is not known.
    """
    token = devices.known(request, vault.person)
    if token is None:
        raise WrongSecret
    label = dict(devices.labels(vault.keys)).get(token.row, "")
    secret = devices.agreed_next(request, vault.person)
    keys, _room_key, secret = changes.change_everything(vault.keys, vault.room_key, password, pin, secret)
    devices.end_others(keys, token.row)
    second_factor.drop(keys.person)
    request.session.flush()
    devices.relabel(keys, token.row, label)
    return devices.Token(token.id, secret)


def _own_session(request: HttpRequest) -> bytes | None:
    row: bytes | None = request.session.row_id  # type: ignore[attr-defined]
    return row


# -- browsers and sessions ---------------------------------------------------------------------------


def end_device(request: HttpRequest, vault: Vault, row: bytes) -> bool:
    """Never let that browser in again, and end every session but this one. False if there is no such browser."""
    if not devices.end(vault.keys, row):
        return False
    sessions.end_all(vault.sessions_mark, but=_own_session(request))
    return True


def forget_this_browser(request: HttpRequest, vault: Vault, response: HttpResponse) -> None:
    """Sign out, and need a short code or the kit to come back."""
    account = account_of(request)
    token = devices.known(request, vault.person)
    if token is not None:
        devices.end(vault.keys, token.row)
    devices.forget(response, account)
    request.session.flush()


def sign_out_everywhere(request: HttpRequest, vault: Vault) -> None:
    sessions.end_all(vault.sessions_mark)
    request.session.flush()


# -- the kit -----------------------------------------------------------------------------------------


@sensitive_variables()
def make_kit(request: HttpRequest, vault: Vault, phrase: str) -> tuple[str, str]:
    """A new kit; an old one is void at once. Returns the code and the kit's mark."""
    return changes.make_marked_kit(vault.keys, vault.room_key, devices.secret_of(request, vault.person), phrase)


@sensitive_variables()
def ask_recovery(name: str, code: str, phrase: str, now: datetime) -> datetime:
    """Start the wait, or find it running. Returns when it is over. Raises `WrongSecret`, `Wait`, `Busy`."""
    account = Account.objects.named(name)
    with counted("kit", folded(name), None, now):
        if account is None:
            locks.waste(phrase)
            raise WrongSecret
        return changes.ask_recovery(account.id, code, phrase, now)


@sensitive_variables()
def finish_recovery(name: str, code: str, phrase: str, password: str, pin: str, now: datetime) -> doors.Opened:
    """After the wait: new password and PIN. Raises `WrongSecret`, `TooSoon`, `Wait`, `Busy`.

    Second factors are dropped: the printed code is one, and whoever lost a phone must be able to come back.
    """
    account = Account.objects.named(name)
    with counted("kit", folded(name), None, now):
        if account is None:
            locks.waste(phrase)
            raise WrongSecret
        keys, secret = changes.finish_recovery(account.id, code, phrase, password, pin, now)
    second_factor.drop(account.id)
    return doors.Opened(account, keys, secret)


# -- the end -----------------------------------------------------------------------------------------


def erase(request: HttpRequest, vault: Vault, response: HttpResponse) -> None:
    """Everything of this person, in one transaction; then this browser forgets them too."""
    account = account_of(request)
    space = changes.space_of(vault.keys, vault.room_key)
    changes.erase(vault.keys, space, lambda: leaving.drop(account))
    devices.forget(response, account)
    request.session.flush()
