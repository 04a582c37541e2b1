"""Accounts: a name and whether it is in use. Nothing about the person, no time, no e-mail (issue §4, W12)."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

NAME_LENGTH = 40


def tidy(name: str) -> str:
    """A name as it is kept: one way of writing each letter, no double or outer spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def folded(name: str) -> str:
    """What two names are compared by: the same on both databases, for every alphabet."""
    return unicodedata.normalize("NFKC", tidy(name).casefold())


class AccountManager(BaseUserManager["Account"]):
    """Names are compared without regard to case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(folded=folded(username or ""))

    def named(self, name: str) -> Account | None:
        return self.filter(folded=folded(name)).first()


class Account(AbstractBaseUser):
    """Who may sign in. The password is not here: it opens the vault or it does not (W1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    folded = models.CharField(max_length=4 * NAME_LENGTH, unique=True, editable=False)
    password = None  # type: ignore[assignment]
    last_login = None

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.folded = tidy(self.name), folded(self.name)
        super().save(*args, **kwargs)

    def check_password(self, raw_password: str | None) -> bool:
        """Nothing here can check a password; `people.backend` opens the vault instead."""
        return False

    def set_password(self, raw_password: str | None) -> None:
        """There is nothing to set."""

    def has_usable_password(self) -> bool:
        return True

    def get_session_auth_hash(self) -> str:
        """Never empty: Django would sign everybody out. A session ends by its row being deleted, nothing else."""
        return "-"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return iter(())

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return True

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False


class Device(models.Model):
    """A browser that was let in. `id` is the SHA-256 of what its cookie holds; no time is kept (W12)."""

    id = models.BinaryField(primary_key=True, max_length=32)
    person = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    label = models.BinaryField()


class Leaving(models.Model):
    """Somebody who has asked to be erased, and the day on which it is done unless they take it back. A date in clear,
    because nobody is there to open anything on that day; the row is gone with the account."""

    person = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="leaving")
    due = models.DateField(db_index=True)


class Delay(models.Model):
    """How often a door was tried in vain. `key` is an HMAC of door, name and device, so no row says whose it is."""

    key = models.BinaryField(primary_key=True, max_length=32)
    tries = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)
