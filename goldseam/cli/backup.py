"""`goldseam backup`: two files that nobody on this machine can open."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage

from goldseam.cli import process
from goldseam.cli.setup import start_django
from goldseam.conf import Conf

_STAMP = "%Y-%m-%dT%H%M%SZ"
_KEY_FILE = re.compile(r"notes-(\d{4}-\d\d-\d\dT\d{6}Z)-keys\.age")
LAST = "last_backup"
"""A file in the data folder whose time says when the last backup was finished."""


def backup(conf: Conf, to: str, into: Path, keep_keys_days: int) -> int:
    """Write both files, encrypted to the age public key `to`, then delete key files that are too old."""
    process.harden()
    try:
        recipient = pyrage.x25519.Recipient.from_str(to)
    except pyrage.RecipientError:
        print(_not_a_recipient(to), file=sys.stderr)
        return 1
    start_django()
    from goldseam.cli import archive

    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = datetime.now(UTC)
    try:
        with work_folder(conf) as folder, archive.snapshot() as source:
            made = {part: folder / part for part in ("records", "keys")}
            rows = {part: archive.write(part, source, path) for part, path in made.items()}
            for part, path in made.items():
                target = into / f"notes-{now.strftime(_STAMP)}-{part}.age"
                _encrypt(path, target, recipient)
                print(f"{target}: {rows[part]} rows")
    except (OSError, archive.Unusable) as error:
        print(f"No backup was made: {error}", file=sys.stderr)
        return 1
    for old in expired_keys(into, now, keep_keys_days):
        old.unlink()
        print(f"{old}: deleted, older than {keep_keys_days} days")
    (conf.data / LAST).touch(mode=0o600)
    return 0


def expired_keys(folder: Path, now: datetime, days: int) -> list[Path]:
    """Key files older than so many days, by the time in their names. While one exists a withdrawal is not yet true."""
    found = []
    for path in folder.iterdir():
        match = _KEY_FILE.fullmatch(path.name)
        if match and datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) < now - timedelta(days=days):
            found.append(path)
    return sorted(found)


@contextmanager
def work_folder(conf: Conf) -> Iterator[Path]:
    """A closed folder on the data disk, removed in any case. What lies there is sealed as in the database itself."""
    conf.make_data_folder()
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=conf.data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _encrypt(plain: Path, target: Path, recipient: object) -> None:
    """Whole and on disk under its own name, or not there at all."""
    part = target.with_suffix(".part")
    pyrage.encrypt_file(str(plain), str(part), [recipient])
    with part.open("rb") as handle:
        os.fsync(handle.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _not_a_recipient(to: str) -> str:
    if to.upper().startswith("AGE-SECRET-KEY-"):
        return "That is the secret half. Keep it off this machine; give the public key, which begins with age1."
    return "--to takes an age public key, which begins with age1 (docs/hosting.md says how to make one)."
