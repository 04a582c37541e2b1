"""Somebody who said what brings them here."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from goldseam.tools import actions
from tests.conftest import Person


def role(person: Person, *roles: str) -> Person:
    actions.set_me(person.room, {"roles": list(roles)}, uuid4(), timezone.now())
    return person
