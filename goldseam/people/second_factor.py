"""A second factor for the first door, kept by allauth.mfa; what is ours is where its secrets lie and what it says.

The shared secret of an authenticator app is sealed under the vault key: between the two factors that key is in the
session already (`vault.access.pending`), so a copy of the database says no more than that there is a second factor.
A passkey's row is a public key. No time is kept of either (W12).
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from goldseam.people.models import Account
from goldseam.vault import RoomClosed
from goldseam.vault.access import open_own, pending, seal_own

_PURPOSE = "second factor"
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
CODE_LIFE = 120
"""Seconds for which a used code is remembered; longer than allauth accepts it."""


class Adapter(DefaultMFAAdapter):
    """settings.MFA_ADAPTER."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not fit. Take the code your app shows now, or try the key again."),
        "unverified_email": _("This cannot be added now."),
        "cannot_delete_authenticator": _("This cannot be removed now."),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.name)

    def get_totp_issuer(self) -> str:
        return str(settings.CONF.name)

    def encrypt(self, text: str) -> str:
        keys = pending(context.request)
        if keys is None:
            raise RoomClosed
        return base64.b64encode(seal_own(keys, _PURPOSE, text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        keys = pending(context.request)
        if keys is None:
            raise RoomClosed
        return open_own(keys, _PURPOSE, base64.b64decode(encrypted_text)).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no mail."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": str(settings.CONF.name)}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {"id": user.pk.bytes, "display_name": user.name, "name": user.name}


@receiver(pre_save, sender=Authenticator, dispatch_uid="goldseam.people.second_factor")
def _keep_no_time(instance: Authenticator, **_kwargs: Any) -> None:
    """When a second factor was made or used says when somebody was here."""
    instance.created_at = _NO_TIME
    instance.last_used_at = None


def spend(person: UUID, code: str) -> bool:
    """Mark a code as used. False if it was used before: a code that was watched opens nothing."""
    digits = "".join(c for c in code if c.isalnum())
    mark = hashlib.sha256(b"second/v1" + person.bytes + digits.encode()).hexdigest()
    return bool(cache.add(f"second-{mark}", 1, timeout=CODE_LIFE))


def drop(person: UUID) -> int:
    """Remove every second factor of a person (they lay under a key that is no more, or the kit was used)."""
    return int(Authenticator.objects.filter(user_id=person).delete()[0])


def has_any(account: Account) -> bool:
    return Authenticator.objects.filter(user_id=account.pk).exists()
