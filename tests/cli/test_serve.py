"""The real server: it starts, sweeps, writes down nobody, and stops without dropping what it is doing."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Box, Served

pytestmark = pytest.mark.once


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    running = Served(Box(tmp_path / "var"))
    yield running
    running.stop()


def test_it_prepares_an_empty_folder_serves_and_stops_when_told(served: Served) -> None:
    assert served.get("/healthz/") == (200, "ok")
    assert f"Goldseam is at {served.origin}/" in served.log.read_text()
    until = time.monotonic() + 30
    while len(served.children()) != 3:
        assert time.monotonic() < until, "one server and its two workers"
        time.sleep(0.05)
    assert (served.box.data / "derivation.json").exists(), "the cost of a password guess was measured for this machine"
    left = [served.process.pid, *served.children()]
    assert served.stop() == 0
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]


def test_the_log_says_nothing_about_requests(served: Served) -> None:
    for path in ("/healthz/?q=zebra-4711", "/zebra-4711/", "/n/path/zebra-4711/"):
        served.get(path)
    with socket.create_connection(("127.0.0.1", served.port)) as raw:
        raw.sendall(b"GET /zebra-4711 HTTP/9.9\r\n\r\n")
        raw.recv(1000)
    served.stop()
    lines = [line for line in served.log.read_text().splitlines() if "Goldseam is at" not in line]
    assert lines == []


def test_pages_point_at_hashed_files_that_can_be_kept_for_ever(served: Served) -> None:
    status, page = served.get("/")
    assert status == 200
    files = re.findall(r'(?:href|src)="(/s/[^"]+\.(?:css|js))"', page)
    assert files
    for path in files:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", path)
        with urllib.request.urlopen(served.origin + path, timeout=10) as answer:
            assert "immutable" in answer.headers["Cache-Control"]


def test_an_expired_session_is_deleted_while_nobody_asks(tmp_path: Path) -> None:
    box = Box(tmp_path / "var")
    box.goldseam("migrate")
    put = (
        "from tests.cli.life import Account; from goldseam.vault.models import Session; import sys\n"
        "from datetime import datetime, timedelta, UTC; now = datetime.now(UTC)\n"
        "for n, late in ((1, -1), (2, 3600)):\n"
        "    until = now + timedelta(seconds=late)\n"
        "    Session.objects.create(id=bytes([n]) * 32, data=b'x', expires=until, ends=until)\n"
    )
    subprocess.run([sys.executable, "-c", put], env=box.env, check=True)
    served = Served(box)
    count = (
        "from tests.cli.life import Account; from goldseam.vault.models import Session; print(Session.objects.count())"
    )
    found = subprocess.run([sys.executable, "-c", count], env=box.env, capture_output=True, text=True, check=True)
    served.stop()
    assert found.stdout.strip() == "1"


def test_requests_in_flight_are_answered_when_it_is_told_to_stop(served: Served) -> None:
    answers = []
    with socket.create_connection(("127.0.0.1", served.port)) as slow:
        slow.sendall(b"GET /healthz/ HTTP/1.1\r\nHost: localhost\r\n")
        time.sleep(0.3)
        stopping = threading.Thread(target=lambda: answers.append(served.stop()))
        stopping.start()
        time.sleep(0.3)
        slow.sendall(b"\r\n")
        assert slow.recv(100).startswith(b"HTTP/1.1 200")
    stopping.join()
    assert answers == [0]


def test_no_server_outlives_its_janitor(served: Served) -> None:
    below = served.children()
    served.process.kill()
    served.process.wait()
    until = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in below):
        assert time.monotonic() < until, "a server without a janitor would lock nothing"
        time.sleep(0.1)


def test_a_server_that_ends_by_itself_is_said_and_ends_the_command(served: Served) -> None:
    server = int(Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()[0])
    os.kill(server, signal.SIGKILL)
    assert served.process.wait(30) != 0
    assert "ended by itself" in served.log.read_text()


def test_all_processes_together_stay_small(served: Served) -> None:
    for _ in range(20):
        served.get("/")
    pids = [served.process.pid, *served.children()]
    pss = sum(
        int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
        for pid in pids  # type: ignore[index]
    )
    assert pss < 160 * 1024, f"{pss} kB"
    assert json.loads((served.box.data / "derivation.json").read_text())["memory_kib"] >= 64 * 1024
