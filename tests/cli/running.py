"""The real `goldseam` command in a process of its own, with an environment that holds only what a test gives it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Box:
    """One server's data folder and settings."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "PYTHONPATH": str(ROOT), "GOLDSEAM_DATA": str(self.data), **self.settings}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *command], env=self.env, capture_output=True, text=True, timeout=120, check=False
        )

    def goldseam(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return self.run("goldseam", *map(str, command))

    def life(self, act: str, given: Any) -> Any:
        done = self.run("tests.cli.life", act, given if isinstance(given, str) else json.dumps(given))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
