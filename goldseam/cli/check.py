"""Is this machine fit to keep a room? Each finding says what is the matter and what to do about it.

`refuse` findings stop `goldseam serve`. On http://localhost, where somebody is only trying the program out, what
concerns the machine rather than the program is a warning.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from goldseam.cli import process
from goldseam.conf import Conf, is_loopback

Level = Literal["well", "note", "refuse"]

RELEASED = datetime(2026, 11, 20, tzinfo=UTC)
"""No clock can truthfully show an earlier day than this version's."""
LITTLE_SPACE, TOO_LITTLE_SPACE = 1 << 30, 64 << 20
"""Bytes free below which to say so, and below which not to start."""


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    what: str
    do: str = ""

    def __str__(self) -> str:
        mark = {"well": "  ok    ", "note": "  note  ", "refuse": "  STOP  "}[self.level]
        return f"{mark}{self.what}" + (f"\n          → {self.do}" if self.do else "")


def check(conf: Conf) -> int:
    """The command: print everything, good and bad. 1 when something stops the server."""
    from goldseam.cli.setup import start_django

    process.harden()
    start_django()
    findings = list(run(conf))
    for finding in findings:
        print(finding)
    stops = sum(f.level == "refuse" for f in findings)
    notes = sum(f.level == "note" for f in findings)
    print(f"\n{stops} to mend before this may serve, {notes} to know about.")
    return 1 if stops else 0


def run(conf: Conf) -> Iterator[Finding]:
    """Every finding. Django must be set up."""
    for part in _CHECKS:
        yield from part(conf)


def _program(conf: Conf) -> Iterator[Finding]:
    from django.conf import settings

    yield Finding("well", f"Python {sys.version.split()[0]}")
    if settings.DEBUG:
        yield Finding("refuse", "DEBUG is on: error pages would show what people typed.", "Set DEBUG = False.")
    else:
        yield Finding("well", "DEBUG is off")
    if process.is_hardened():
        yield Finding("well", "no core dumps, no tracing by the same user")
    else:
        yield Finding("refuse", "Core dumps could not be switched off.", "Start with `ulimit -c 0`.")
    if conf.https and os.geteuid() == 0:
        yield Finding("note", "Running as root.", "Use an account of its own; docs/hosting.md has a unit file.")


def _database(conf: Conf) -> Iterator[Finding]:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            yield from (_sqlite if connection.vendor == "sqlite" else _postgres)(conf, cursor)
    except DatabaseError as error:
        yield Finding("refuse", f"The database does not answer ({type(error).__name__}).", "See GOLDSEAM_DATABASE_URL.")
        return
    yield _migrations()


def _sqlite(conf: Conf, cursor: object) -> Iterator[Finding]:
    import sqlite3

    from django.conf import settings

    if settings.WAL_IS_SAFE:
        yield Finding("well", f"SQLite {sqlite3.sqlite_version}")
    else:
        yield Finding(
            "note",
            f"SQLite {sqlite3.sqlite_version} is older than 3.51.3, so the slower rollback journal is used.",
            "Nothing is unsafe. For more speed install pysqlite3, or a newer SQLite.",
        )
    for name, wanted in settings.PRAGMAS.items():
        found = _pragma(cursor, name)
        if found == wanted:
            yield Finding("well", f"{name} = {wanted}")
        else:
            yield Finding(
                "refuse", f"{name} is {found}, not {wanted}.", "Is the data folder on a network drive? Move it."
            )


def _pragma(cursor: object, name: str) -> str:
    """The value in force, in the word that was asked for."""
    value = str(cursor.execute(f"PRAGMA {name}").fetchone()[0]).lower()  # type: ignore[attr-defined]
    words = {"synchronous": {"0": "off", "1": "normal", "2": "full", "3": "extra"}}
    return words.get(name, {"0": "off", "1": "on"}).get(value, value)


def _postgres(conf: Conf, cursor: object) -> Iterator[Finding]:
    from goldseam.conf import database_parts

    def ask(setting: str) -> str:
        cursor.execute(f"show {setting}")  # type: ignore[attr-defined]
        return str(cursor.fetchone()[0])  # type: ignore[attr-defined]

    yield Finding("well", f"PostgreSQL {ask('server_version')}")
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if (found := ask(name)) == "off":
            yield Finding(
                "refuse", f"PostgreSQL has {name} = {found}: what was saved could be lost.", f"Set {name} = on."
            )
        else:
            yield Finding("well", f"{name} = {found}")
    if ask("data_checksums") == "off":
        yield Finding("note", "PostgreSQL keeps no page checksums.", "Stop it and run pg_checksums --enable.")
    parts = database_parts(conf.database_url)
    if not is_loopback(parts["HOST"]) and not parts["HOST"].startswith("/"):
        if parts["OPTIONS"].get("sslmode") == "verify-full":
            yield Finding("well", "the connection to PostgreSQL is encrypted and its server is checked")
        else:
            yield Finding(
                "refuse", "PostgreSQL is on another machine without sslmode=verify-full.", "Add ?sslmode=verify-full."
            )


def _migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding(
            "note", f"{len(waiting)} changes to the database are waiting.", "`goldseam migrate` (serve does it)."
        )
    return Finding("well", "the database is at this version")


def _files(conf: Conf) -> Iterator[Finding]:
    open_to_others = [
        path
        for path in [conf.data, *conf.data.glob("*")]
        if stat.S_IMODE(path.lstat().st_mode) & 0o077 and not path.is_symlink()
    ]
    if open_to_others:
        names = ", ".join(path.name for path in open_to_others[:5])
        yield Finding("refuse", f"Others on this machine can open: {names}", f"chmod -R go= {conf.data}")
    else:
        yield Finding("well", "the data folder is closed to others")
    secret = conf.data / "secret_key"
    if not secret.exists() or len(secret.read_text().strip()) < 50:
        yield Finding("refuse", "The instance's secret is missing or too short.", f"Remove {secret}; it is made anew.")
    else:
        yield Finding("well", "the instance's secret is long and its own")
    free = shutil.disk_usage(conf.data).free
    if free < TOO_LITTLE_SPACE:
        yield Finding("refuse", f"Only {free >> 20} MB free: nothing could be kept.", "Make room on this disk.")
    elif free < LITTLE_SPACE:
        yield Finding("note", f"Only {free >> 20} MB free.", "Make room on this disk soon.")
    else:
        yield Finding("well", f"{free >> 30} GB free")


def _memory(conf: Conf) -> Iterator[Finding]:
    swaps = open_swaps()
    if not swaps:
        yield Finding("well", "no unencrypted swap")
    elif conf.swap_ok:
        yield Finding("note", f"Unencrypted swap ({', '.join(swaps)}), accepted by GOLDSEAM_SWAP_OK.")
    else:
        yield Finding(
            "refuse" if conf.https else "note",
            f"Memory with opened records can end up on disk: unencrypted swap ({', '.join(swaps)}).",
            "swapoff -a and remove it from /etc/fstab, or encrypt it; GOLDSEAM_SWAP_OK=1 accepts it.",
        )


def open_swaps(table: Path = Path("/proc/swaps"), blocks: Path = Path("/sys/block")) -> list[str]:
    """Swap areas that reach a disk in the clear. Compressed memory and dm-crypt devices do not."""
    if not table.exists():
        return []
    found = []
    for line in table.read_text().splitlines()[1:]:
        name = line.split()[0]
        device = Path(name).resolve().name
        uuid = blocks / device / "dm" / "uuid"
        encrypted = uuid.exists() and uuid.read_text().startswith("CRYPT-")
        if not device.startswith("zram") and not encrypted:
            found.append(name)
    return found


def _network(conf: Conf) -> Iterator[Finding]:
    host = conf.listen.rpartition(":")[0].strip("[]")
    if not conf.https:
        yield Finding(
            "note", f"{conf.origin} reaches this machine only.", "docs/hosting.md says how to offer it to others."
        )
        if not is_loopback(host):
            yield Finding("refuse", f"Listening on {host} without TLS.", "Leave GOLDSEAM_LISTEN out.")
        return
    yield Finding("well", f"{conf.origin} behind {conf.proxies} reverse prox{'y' if conf.proxies == 1 else 'ies'}")
    if not is_loopback(host):
        yield Finding(
            "note",
            f"Listening on {host}: whoever reaches this port can pretend to be the proxy.",
            "Let only the proxy reach it (a private network or a firewall).",
        )


def _clock(conf: Conf) -> Iterator[Finding]:
    now = datetime.now(UTC)
    written = max((p.stat().st_mtime for p in conf.data.glob("goldseam.sqlite3*")), default=0.0)
    latest = max(RELEASED, datetime.fromtimestamp(written, UTC))
    if now < latest - timedelta(days=1):
        yield Finding(
            "refuse",
            f"The clock says {now:%Y-%m-%d}, but something here was written on {latest:%Y-%m-%d}.",
            "Set the clock; entries would be dated wrongly.",
        )
    elif now > RELEASED + timedelta(days=3650):
        yield Finding("note", f"The clock says {now:%Y-%m-%d}.", "Is that true? Then this version is very old.")
    else:
        yield Finding("well", f"the clock says {now:%Y-%m-%d}")


def _people(conf: Conf) -> Iterator[Finding]:
    if conf.steward == "unsaid":
        yield Finding(
            "note",
            "Who runs this server has not been said; members are told so.",
            "Set GOLDSEAM_STEWARD (docs/settings.md).",
        )
    else:
        yield Finding("well", f"members are told who runs this server: {conf.steward}")
    yield from _helplines(conf)
    if conf.demo:
        yield Finding("note", "Demo mode: anybody may enter with one click. The database is thrown away at the end.")


def _backups(conf: Conf) -> Iterator[Finding]:
    """Only asked of a server that others use."""
    from goldseam.cli.backup import LAST

    if not conf.https:
        return
    last = conf.data / LAST
    made = datetime.fromtimestamp(last.stat().st_mtime, UTC) if last.exists() else None
    if made and datetime.now(UTC) - made < timedelta(days=7):
        yield Finding("well", f"the last backup was made on {made:%Y-%m-%d}")
    else:
        when = f"on {made:%Y-%m-%d}" if made else "never"
        yield Finding("note", f"The last backup was made {when}.", "docs/hosting.md: a timer that does it every night.")


def _helplines(conf: Conf) -> Iterator[Finding]:
    from goldseam.safety import lines

    if fault := lines.steward_fault():
        yield Finding("note", f"Your own helpline file is left out: {fault}", "See docs/helplines.md.")
    region = lines.for_region(conf.region or lines.EVERYWHERE)
    if not conf.region:
        yield Finding("note", "No region is set; people see worldwide lines first.", "Set GOLDSEAM_REGION, such as gb.")
    elif not lines.knows(conf.region):
        yield Finding("note", f"No helplines are known for {conf.region!r}.", "Add them: docs/helplines.md.")
    unchecked = [line.name for line in region.lines if not _checked_lately(line.checked)]
    if unchecked:
        yield Finding(
            "note",
            f"{len(unchecked)} helplines of {region.name} have not been confirmed in the last year.",
            "Call or look up each and say so in helplines.toml: docs/helplines.md.",
        )
    else:
        yield Finding("well", f"the helplines of {region.name} were confirmed in the last year")


def _checked_lately(day: str) -> bool:
    return bool(day) and datetime.now(UTC).date() - date.fromisoformat(day) < timedelta(days=366)


_CHECKS: tuple[Callable[[Conf], Iterator[Finding]], ...] = (
    _program,
    _database,
    _files,
    _memory,
    _network,
    _clock,
    _backups,
    _people,
)
