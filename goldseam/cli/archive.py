"""A backup's contents: every table but those that must not outlive their moment, as two SQLite files.

The same files come from SQLite and from PostgreSQL and go into either. The keys of single records lie in a file of
their own: to withdraw an entry is to destroy its key, and that stays true only if old copies of the keys are thrown
away soon, while copies of the sealed bodies may be kept for as long as one likes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from goldseam import __version__

KEYS = frozenset({"vault.recordkey"})
LEFT_OUT = frozenset(
    {
        "vault.session",  # to restore a session would be to reopen a door that was shut
        "vault.ticket",  # ten minutes of life
        "vault.digest",  # made again when missing; an old one would remember what was withdrawn
        "sessions.session",  # unused: the vault keeps its own
        "contenttypes.contenttype",  # these three are filled by `migrate`
        "auth.permission",
        "auth.group",
        "auth.group_permissions",
    }
)
FORMAT = 1
_BATCH = 500


class Unusable(Exception):
    """A backup that cannot be restored here; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself, to be compared with the program that reads it."""

    format: int
    part: str
    version: str
    migrations: list[str]


def models(part: str) -> list[type[Model]]:
    """The tables of "records" or "keys". Whatever a later feature adds is a record unless it is named above."""
    every = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    if part == "keys":
        return [m for m in every if m._meta.label_lower in KEYS]
    return [m for m in every if m._meta.label_lower not in KEYS | LEFT_OUT]


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias of one consistent, read-only view of the database, however long the copying takes.

    On SQLite in WAL mode, and on PostgreSQL, nobody's writing waits for it.
    """
    settings = {**connections["default"].settings_dict}
    settings["OPTIONS"] = {**settings["OPTIONS"]}
    vendor = connections["default"].vendor
    if vendor == "sqlite":
        settings["OPTIONS"]["transaction_mode"] = "DEFERRED"
    with _alias("snapshot", settings), transaction.atomic(using="snapshot"):
        if vendor == "postgresql":
            with connections["snapshot"].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield "snapshot"


@contextmanager
def file(path: Path) -> Iterator[str]:
    """The alias of a SQLite file of ours, new or old."""
    settings = {
        **connections["default"].settings_dict,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL"},
    }
    with _alias("file", settings):
        yield "file"


@contextmanager
def _alias(name: str, settings: dict[str, object]) -> Iterator[None]:
    connections.databases[name] = settings
    try:
        yield
    finally:
        connections[name].close()
        del connections[name]
        del connections.databases[name]


def write(part: str, source: str, path: Path) -> int:
    """Copy the part's tables from the alias `source` into a new file. Returns the number of rows; proves the file."""
    with file(path) as target:
        with connections[target].schema_editor() as editor:
            for model in models(part):
                editor.create_model(model)
        # The editor leaves the checks on, but what a row points to may lie in the other file or in none.
        connections[target].disable_constraint_checking()
        with transaction.atomic(using=target):
            rows = sum(_copy(model, source, target) for model in models(part))
        _write_about(path, About(FORMAT, part, __version__, applied(source)))
    quick_check(path)
    return rows


def read(part: str, path: Path, target: str = "default") -> int:
    """Copy a file's rows into the open transaction of the alias `target`. Returns the number of rows."""
    with file(path) as source:
        return sum(_copy(model, source, target) for model in models(part))


def look_at(path: Path, part: str) -> None:
    """Raise Unusable unless this file is sound, is that part, and was written by the same version of the tables."""
    quick_check(path)
    about = _read_about(path)
    if about.part != part:
        raise Unusable(f"This is a {about.part} file where a {part} file was expected.")
    if about.migrations != applied("default"):
        raise Unusable(
            f"It was written by Goldseam {about.version}, whose tables differ from those of {__version__}. "
            f"Install version {about.version}, restore with it, then come back to this one."
        )


def quick_check(path: Path) -> None:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            said = connection.execute("PRAGMA quick_check").fetchone()[0]
        connection.close()
    except sqlite3.DatabaseError as error:
        raise Unusable("The file is damaged.") from error
    if said != "ok":
        raise Unusable("The file is damaged.")


def applied(alias: str) -> list[str]:
    """The migrations in force, as the mark of the tables' shape."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connections[alias]).applied_migrations())


def is_empty() -> bool:
    return not any(model._base_manager.exists() for part in ("records", "keys") for model in models(part))


def reset_counters() -> None:
    """PostgreSQL counts its own numbers on; after rows came with theirs it must be told where to go on."""
    connection = connections["default"]
    statements = connection.ops.sequence_reset_sql(no_style(), models("records"))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _copy(model: type[Model], source: str, target: str) -> int:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(source).order_by("pk").values_list(*names).iterator(chunk_size=_BATCH)
    copied = 0
    while batch := [model(**dict(zip(names, row, strict=True))) for row in islice(rows, _BATCH)]:
        model._base_manager.using(target).bulk_create(batch)
        copied += len(batch)
    return copied


def _write_about(path: Path, about: About) -> None:
    said = {"format": about.format, "part": about.part, "version": about.version, "migrations": about.migrations}
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE about (json TEXT NOT NULL)")
        connection.execute("INSERT INTO about VALUES (?)", [json.dumps(said)])
    connection.close()


def _read_about(path: Path) -> About:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            about = About(**json.loads(connection.execute("SELECT json FROM about").fetchone()[0]))
        connection.close()
    except (sqlite3.DatabaseError, TypeError, ValueError) as error:
        raise Unusable("This is not a Goldseam backup.") from error
    if about.format != FORMAT:
        raise Unusable(f"Its format ({about.format}) is not one that this version reads ({FORMAT}).")
    return about
