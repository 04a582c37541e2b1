"""One writer's transaction, and what may be said after it: "saved" only when the commit came back clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, Error, connection, transaction
from django.db.backends.signals import connection_created

from goldseam.vault.errors import NotSaved


def _listen(sender: Any, connection: Any, **_: Any) -> None:
    """Remember PostgreSQL's warnings: a cancelled wait for a standby returns normally with only a WARNING (§4.1)."""
    if connection.vendor == "postgresql":
        connection.goldseam_warnings = []
        connection.connection.add_notice_handler(
            lambda notice: connection.goldseam_warnings.append(notice.severity_nonlocalized)
        )


connection_created.connect(_listen, dispatch_uid="goldseam.vault.saving")


def why_of(error: Error) -> NotSaved:
    """Which of the three reasons to give for a database error."""
    text = str(error).lower()
    if "full" in text or "no space" in text:
        return NotSaved("full")
    if "locked" in text or "busy" in text or "timeout" in text:
        return NotSaved("busy")
    return NotSaved("database")


@contextmanager
def saving() -> Iterator[None]:
    """One durable transaction. Leaves normally only if everything inside is safely committed; else `NotSaved`."""
    warnings: list[str] = getattr(connection, "goldseam_warnings", [])
    warnings.clear()
    try:
        with transaction.atomic(durable=True):
            yield
    except Error as error:
        raise why_of(error) from error
    if "WARNING" in getattr(connection, "goldseam_warnings", []):
        raise NotSaved("database")


def forget_on_disk() -> bool:
    """After keys were destroyed on SQLite: fold the log back so that old pages are gone from it too (W11).

    The destruction itself is committed already, so a log that is in use or a full disk is no error here: the
    next burn, or the last connection to close, folds it back. True if it was done now.
    """
    if connection.vendor != "sqlite":
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(cursor.fetchone()[0] == 0)
    except DatabaseError:
        return False
