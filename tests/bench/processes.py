"""Starting the servers that are measured, and reading what they cost from /proc."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    origin: str
    pid: int
    data: Path
    ready_after: float
    """Seconds from the command to the first page."""

    @property
    def port(self) -> int:
        return int(self.origin.rsplit(":", 1)[1])

    def pids(self) -> list[int]:
        """The first process and every one below it."""
        found, look = [self.pid], [self.pid]
        while look:
            pid = look.pop()
            try:
                below = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
            except FileNotFoundError:
                continue
            found += below
            look += below
        return found

    def cpu(self) -> float:
        """Seconds of processor time used so far by all of them, ended ones included."""
        total = 0
        for pid in self.pids():
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except FileNotFoundError:
                continue
            total += sum(int(value) for value in fields[11:15])
        return total / _TICK

    def memory(self) -> int:
        """Proportional set size of all of them, in KiB: shared pages are counted once."""
        total = 0
        for pid in self.pids():
            try:
                found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
            except (FileNotFoundError, ProcessLookupError):
                continue
            total += int(found[1]) if found else 0
        return total


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], data: Path, path: str = "/", settings: dict[str, str] | None = None
) -> Iterator[Running]:
    """Start a Python module with arguments (`{port}` is filled in), wait for `path`, end it afterwards."""
    port = _free_port()
    origin = f"http://localhost:{port}"
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {"PYTHONPATH": str(ROOT), "GOLDSEAM_DATA": str(data), "GOLDSEAM_ORIGIN": origin, **(settings or {})}
    log = (data.parent / f"log-{port}").open("wb")
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *(part.replace("{port}", str(port)) for part in command)],
        env=env,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        while not _answers(origin + path):
            if process.poll() is not None or time.perf_counter() - began > 90:
                raise SystemExit(f"{command} did not start:\n{Path(log.name).read_text()}")
        yield Running(origin, process.pid, data, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status) == 200
    except OSError:
        time.sleep(0.02)
        return False


def copy_of(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    to.chmod(0o700)
    return to
