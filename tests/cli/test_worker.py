"""Somebody at the door keeps nobody from their pages, even with a single process; nobody at the door is dropped."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from goldseam.vault import derivation
from tests.serving import Served, serving

pytestmark = pytest.mark.once
_TOKEN = "a" * 32


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, settings={"GOLDSEAM_WORKERS": "1"}) as one:
        yield one


@contextmanager
def nobody_derives(served: Served) -> Iterator[None]:
    """Whoever comes to the door has to wait until this is over."""
    held = [os.open(served.data / f"derive.run.{n}.lock", os.O_CREAT | os.O_RDWR, 0o600) for n in range(2)]
    for one in held:
        fcntl.flock(one, fcntl.LOCK_EX)
    yield
    for one in held:
        os.close(one)


def ask(served: Served, path: str, form: dict[str, str] | None = None) -> int:
    connection = http.client.HTTPConnection(served.origin.removeprefix("http://"), timeout=60)
    if form is None:
        connection.request("GET", path)
    else:
        headers = {
            "Cookie": f"c={_TOKEN}",
            "Origin": served.origin,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", path, urlencode({"csrfmiddlewaretoken": _TOKEN, **form}), headers)
    status = connection.getresponse().status
    connection.close()
    return status


class AtTheDoor:
    """So many who sign in at once, each under a name of its own."""

    def __init__(self, served: Served, count: int) -> None:
        self.answers: list[int] = []
        self._threads = [threading.Thread(target=self._knock, args=(served, n)) for n in range(count)]
        for one in self._threads:
            one.start()

    def _knock(self, served: Served, n: int) -> None:
        self.answers.append(ask(served, "/in/", {"name": f"Nobody {n}", "password": "three small grey stones"}))

    def all_wait(self, served: Served) -> None:
        """Returns once every seat they need is taken."""
        for n in range(len(self._threads)):
            seat = served.data / f"derive.{n}.lock"
            while not (seat.exists() and _taken(seat)):
                threading.Event().wait(0.02)

    def answered(self) -> list[int]:
        for one in self._threads:
            one.join()
        return self.answers


def _taken(seat: Path) -> bool:
    look = os.open(seat, os.O_RDWR)
    try:
        fcntl.flock(look, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except BlockingIOError:
        return True
    finally:
        os.close(look)


def test_pages_are_answered_while_a_full_queue_stands_at_the_door(served: Served) -> None:
    with nobody_derives(served):
        crowd = AtTheDoor(served, derivation.at_the_door())
        crowd.all_wait(served)
        assert [ask(served, path) for path in ("/", "/h/", "/in/")] == [200, 200, 200]
        assert crowd.answers == []
        one_more = {"name": "One more", "password": "three small grey stones"}
        assert ask(served, "/in/", one_more) == 503, "whoever finds the queue full is told so at once"
    assert crowd.answered() == [403] * derivation.at_the_door()
    assert ask(served, "/") == 200


def test_whoever_is_at_the_door_when_the_server_is_told_to_stop_is_answered(served: Served, tmp_path: Path) -> None:
    with nobody_derives(served):
        crowd = AtTheDoor(served, 2)
        crowd.all_wait(served)
        os.kill(_server(served), signal.SIGTERM)
        threading.Event().wait(0.5)
        assert crowd.answers == []
    assert crowd.answered() == [403, 403]


def _server(served: Served) -> int:
    """The `goldseam serve` that was started: the one process of ours with that data folder and no such parent."""
    mark = f"GOLDSEAM_DATA={served.data}".encode()
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
        except OSError:
            continue
    return min(found)
