"""Accounts: a name and whether it is in use. Nothing about the person, no time, no e-mail (issue §4, W12)."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Names are compared without regard to case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(name__iexact=username)


class Account(AbstractBaseUser):
    """Who may sign in. The password is not here: it opens the vault or it does not (W1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40, unique=True)
    password = None
    last_login = None

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: list[str] = []
    objects = AccountManager()

    def check_password(self, raw_password: str) -> bool:
        """Nothing here can check a password; `people.backend` opens the vault instead."""
        return False

    def set_password(self, raw_password: str | None) -> None:
        """There is nothing to set."""

    def has_usable_password(self) -> bool:
        return True

    def get_session_auth_hash(self) -> str:
        return ""

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return True

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False
