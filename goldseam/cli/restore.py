"""`goldseam restore`: fill an empty database, of either engine, from the two files of a backup; then verify it."""

from __future__ import annotations

import sys
from pathlib import Path

import pyrage

from goldseam.cli import process
from goldseam.cli.backup import work_folder
from goldseam.cli.setup import migrate, start_django
from goldseam.cli.verify import verify


def restore(records: Path, keys: Path, identity: Path) -> int:
    """All rows or none. A database that holds anything is refused."""
    process.harden()
    start_django()
    from goldseam.cli import archive

    migrate(quiet=True)
    if not archive.is_empty():
        print("This database already holds something. Restore into an empty one.", file=sys.stderr)
        return 1
    try:
        _fill(records, keys, _identity(identity))
    except (OSError, archive.Unusable, pyrage.DecryptError, pyrage.IdentityError) as error:
        print(f"Nothing was restored: {error}", file=sys.stderr)
        return 1
    return verify()


def _fill(records: Path, keys: Path, identity: object) -> None:
    from django.conf import settings
    from django.db import transaction

    from goldseam.cli import archive

    with work_folder(settings.CONF) as folder:
        for part, encrypted in (("records", records), ("keys", keys)):
            pyrage.decrypt_file(str(encrypted), str(folder / part), [identity])
            archive.look_at(folder / part, part)
        with transaction.atomic():
            copied = archive.read("records", folder / "records")
            copied += archive.read("keys", folder / "keys")
            homeless = _drop_homeless_keys()
            archive.reset_counters()
    print(f"{copied - homeless} rows restored.")
    if homeless:
        print(f"{homeless} keys belong to entries that this older records file does not have; they were left out.")


def _drop_homeless_keys() -> int:
    """Keys newer than the records file open nothing here; the keys of withdrawn entries are not among them."""
    from django.db.models import Exists, OuterRef

    from goldseam.vault.models import Record, RecordKey

    there = Record.objects.filter(space_id=OuterRef("space_id"), seq=OuterRef("seq"))
    return int(RecordKey.objects.filter(~Exists(there)).delete()[0])


def _identity(path: Path) -> object:
    for line in path.read_text().splitlines():
        if line.strip().upper().startswith("AGE-SECRET-KEY-"):
            return pyrage.x25519.Identity.from_str(line.strip())
    raise pyrage.IdentityError(f"{path} holds no line that begins with AGE-SECRET-KEY-1.")
