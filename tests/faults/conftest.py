"""Each fault happens in a process and a data folder of its own, never in those of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ON_POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
# What concerns the files of one of the two databases is tried when the tests run on that one.
collect_ignore_glob = ["test_sqlite_*.py"] if ON_POSTGRESQL else ["test_postgresql_*.py"]

Act = Callable[..., dict[str, Any]]


def run_act(data: Path, *words: object, before: tuple[str, ...] = (), database_url: str = "") -> dict[str, Any]:
    """`python -m tests.faults.acts …` in the folder `data`, behind the command `before`. Returns its report."""
    env = {**os.environ, "GOLDSEAM_DATA": str(data)}
    env.pop("DATABASE_URL", None)
    if database_url:
        env["DATABASE_URL"] = database_url
    command = [*before, sys.executable, "-m", "tests.faults.acts", *map(str, words)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    print(" ".join(map(str, words)), report)
    return report


@pytest.fixture
def act(tmp_path: Path) -> Act:
    return lambda *words, **more: run_act(tmp_path, *words, **more)
