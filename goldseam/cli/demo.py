"""`goldseam demo`: a database that lives as long as the command, with two made-up people in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from goldseam.cli import process
from goldseam.cli.serve import supervise
from goldseam.cli.setup import collect_static, migrate, start_django
from goldseam.conf import PREFIX, load


def demo(port: int) -> int:
    """Build it, serve it on this machine only, remove it. Settings of a real server are not read."""
    process.harden()
    folder = Path(tempfile.mkdtemp(prefix="gs-demo-"))
    for name in [name for name in os.environ if name.startswith(PREFIX) or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ.update(GOLDSEAM_DEMO="1", GOLDSEAM_DATA=str(folder), GOLDSEAM_ORIGIN=f"http://localhost:{port}")
    try:
        conf = load()
        start_django(hashed_static=True)
        migrate(quiet=True)
        collect_static()
        from goldseam.demo import build

        print("Writing 120 days of two made-up people's entries …", flush=True)
        build()
        return supervise(conf)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
