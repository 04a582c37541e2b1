"""A real server in a process of its own, for tests over real HTTP: its data, temporary files and output are ours."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Served:
    """Where it answers, and every place it may write to."""

    origin: str
    data: Path
    temporary: Path
    output: Path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(
    folder: Path,
    *,
    database_url: str = "",
    command: Sequence[str] = ("-m", "goldseam", "serve"),
    settings: dict[str, str] | None = None,
) -> Iterator[Served]:
    """Start the real command with only these settings, wait until it answers, end it. `{port}` in it is filled in."""
    port = free_port()
    served = Served(f"http://localhost:{port}", folder / "data", folder / "tmp", folder / "output.log")
    served.data.mkdir(parents=True, mode=0o700)
    served.temporary.mkdir()
    cost = served.data / "derivation.json"
    cost.write_text(json.dumps({"memory_kib": 64 * 1024, "passes": 3}))
    cost.chmod(0o600)
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(served.temporary),
        "GOLDSEAM_DATA": str(served.data),
        "GOLDSEAM_ORIGIN": served.origin,
    }
    if database_url:
        env["DATABASE_URL"] = database_url
    env |= settings or {}
    with served.output.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *(part.replace("{port}", str(port)) for part in command)],
            env=env,
            cwd=folder,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _wait(served, process)
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(served: Served, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    host = served.origin.removeprefix("http://")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            connection = http.client.HTTPConnection(host, timeout=5)
            connection.request("GET", "/h/")
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start:\n" + served.output.read_text(errors="replace"))
