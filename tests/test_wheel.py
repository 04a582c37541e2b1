"""The wheel: everything that a server needs, words included, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_it_holds_the_package_and_the_words_and_no_tests(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    kept = [p for p in (ROOT / "goldseam").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {str(p.relative_to(ROOT)) for p in kept} <= inside
    words = [p for p in (ROOT / "content").rglob("*") if p.is_file()]
    assert {f"goldseam/_content/{p.relative_to(ROOT / 'content')}" for p in words} <= inside
    assert not [name for name in inside if name.startswith(("tests", "docs", "var", "content"))]
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_it_works_where_it_is_unpacked(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path / "installed"),
        "GOLDSEAM_DATA": str(tmp_path / "var"),
    }
    for command in ("migrate", "content check", "check"):
        done = subprocess.run(
            [sys.executable, "-m", "goldseam", *command.split()],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    found = subprocess.run(
        [sys.executable, "-c", "from goldseam.settings import CONTENT_DIR; print(CONTENT_DIR)"],
        env=env, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.strip() == str(tmp_path / "installed" / "goldseam" / "_content")
