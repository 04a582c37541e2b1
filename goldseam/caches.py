"""Where rate limits are counted: files in memory, shared by the server processes and gone with the machine's power.

Not the database: the cache pickles what it keeps, and whoever can write a row must not be able to run code; and counts
with times are traces that do not belong into a backup. Nothing else is cached anywhere.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
from pathlib import Path

LONGEST = 3600.0
"""No count is kept for longer than an hour, in seconds."""


def memory_folder(data: Path) -> Path:
    """The name of a folder in memory, where the system has such a place: one for each data folder."""
    memory = Path("/dev/shm")  # noqa: S108 - `claim` looks whose it is before anything is read there
    base = memory if memory.is_dir() and os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    return base / f"gs-{os.getuid()}-{hashlib.sha256(bytes(data)).hexdigest()[:12]}"


def claim(folder: Path) -> None:
    """Make the folder ours alone (0700), or raise PermissionError when somebody else made it first.

    A server does this before it answers anybody: what another put there would be unpickled by us.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != 0o700:
        raise PermissionError(f"{folder} belongs to somebody else or is open to others. Remove it and start again.")


def sweep(folder: Path, now: float | None = None) -> int:
    """Delete counts older than LONGEST. Returns how many."""
    limit = (time.time() if now is None else now) - LONGEST
    gone = 0
    for path in folder.glob("*.djcache"):
        try:
            if path.stat().st_mtime < limit:
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone
