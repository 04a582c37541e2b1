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
    port: int
    """Where it listens; behind a proxy that is not the origin's."""
    ready_after: float
    """Seconds from the command to the first page."""

    def kill(self) -> None:
        """SIGKILL to all of it at once: nothing is finished, and nobody is told."""
        os.killpg(self.pid, signal.SIGKILL)

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
        return sum(_kib(pid, "smaps_rollup", "Pss") for pid in self.pids())

    def resident(self) -> int:
        """Resident set size of all of them, in KiB: shared pages are counted for each."""
        return sum(_kib(pid, "status", "VmRSS") for pid in self.pids())


def _kib(pid: int, file: str, name: str) -> int:
    try:
        found = re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{pid}/{file}").read_text(), re.M)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(found[1]) if found else 0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str],
    data: Path,
    path: str = "/",
    settings: dict[str, str] | None = None,
    port: int = 0,
    origin: str = "",
) -> Iterator[Running]:
    """Start a Python module with arguments (`{port}` is filled in), wait for `path`, end it afterwards."""
    port = port or free_port()
    here = f"http://localhost:{port}"
    origin = origin or here
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {"PYTHONPATH": str(ROOT), "GOLDSEAM_DATA": str(data), "GOLDSEAM_ORIGIN": origin}
    env |= {"GOLDSEAM_LISTEN": f"127.0.0.1:{port}", **(settings or {})}
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
        while not _answers(here + path):
            if process.poll() is not None or time.perf_counter() - began > 90:
                raise SystemExit(f"{command} did not start:\n{Path(log.name).read_text()}")
        yield Running(origin, process.pid, data, port, time.perf_counter() - began)
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
