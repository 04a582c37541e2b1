"""The real `goldseam` command in a process of its own, with an environment that holds only what a test gives it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
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


class Served:
    """A running `goldseam serve`."""

    def __init__(self, box: Box, origin: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.box = box
        self.origin = origin or f"http://localhost:{self.port}"
        settings = {"GOLDSEAM_ORIGIN": self.origin, "GOLDSEAM_LISTEN": f"127.0.0.1:{self.port}"}
        self.log = box.data.parent / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "goldseam", "serve"],
                env={**box.env, **settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + 60
        while "Goldseam is at" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, "it does not say that it is ready"
            time.sleep(0.05)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.origin + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, ""

    def children(self) -> list[int]:
        """Every process below the parent."""
        found, look = [], [self.process.pid]
        while look:
            pid = look.pop()
            below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            found += map(int, below)
            look += map(int, below)
        return found

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(40)
