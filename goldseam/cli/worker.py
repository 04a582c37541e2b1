"""gunicorn's plain worker, except that a password being stretched does not keep its process from other requests.

Argon2id takes a core for up to a second and lets Python go on meanwhile. With two processes of one thread, two people
at the door would stop everybody. So each process has some threads and two tokens. Only who holds `listening` takes
connections, and only who holds `running` answers one; who stretches a password lays both down and takes `running` up
again for the rest. All else is as with one thread: never two requests in Python at once, no queue inside a process,
nearly everything in the same thread and its one database connection, and a stuck request is noticed from outside.
Why: docs/decisions/0014-sign-in-storm.md.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gunicorn.workers.sync import StopWaiting, SyncWorker

from goldseam.vault import derivation

LOOK_UP = 1.0
"""Signals are told to the main thread only, and not while it waits for a lock: so it stops waiting this often."""


class BatonWorker(SyncWorker):
    def run_for_one(self, timeout: float) -> None:
        """Called in the main thread. Returns when this process is to end and everybody at the door is through."""
        self.listening, self.running = threading.Lock(), threading.Lock()
        self.listener = 0
        self.spare: list[threading.Thread] = []
        derivation.aside = self.laid_down
        self.turns(timeout)
        for thread in self.spare:
            thread.join(self.cfg.graceful_timeout)

    def turns(self, timeout: float) -> None:
        """Wait for one's turn to listen; listen until somebody else does or the process is to end."""
        me = threading.get_ident()
        while self.alive:
            if not self.listening.acquire(timeout=LOOK_UP):
                continue
            self.listener = me
            try:
                while self.listener == me and self.goes_on():
                    self.turn(timeout)
            finally:
                self.hand_over()

    def goes_on(self) -> bool:
        return bool(self.alive)

    def turn(self, timeout: float) -> None:
        """Answer one request, or wait for one."""
        self.notify()
        with self.running:
            try:
                self.accept(self.sockets[0])
                return
            except (BlockingIOError, ConnectionAbortedError):
                pass
        if not self.is_parent_alive():
            self.alive = False
            return
        try:
            self.wait(timeout)
        except StopWaiting:
            self.alive = False

    def hand_over(self) -> None:
        if self.listener == threading.get_ident():
            self.listener = 0
            self.listening.release()

    def handle_exit(self, sig: int, frame: object) -> None:
        """Told to stop. The signal itself has woken the listener, but another thread than this may have been quicker
        to look than this to say so; so it is woken once more."""
        super().handle_exit(sig, frame)
        os.write(self.PIPE[1], b"1")

    @contextmanager
    def laid_down(self) -> Iterator[None]:
        """Around a derivation: another thread of this process may take and answer requests meanwhile."""
        if not self.spare:  # the first one ever: until now this was a process of one thread
            count = derivation.at_the_door()
            self.spare = [threading.Thread(target=self.turns, args=(self.timeout,), daemon=True) for _ in range(count)]
            for thread in self.spare:
                thread.start()
        self.hand_over()
        self.running.release()
        try:
            yield
        finally:
            self.running.acquire()
