"""`goldseam serve`: check, prepare, serve, and keep deleting what has expired.

One parent does the housekeeping; its child is the server, which has its own children. The parent loads the program once
before it forks, so that all of them share one copy of it in memory, and it opens a database connection only after.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import time
from datetime import UTC, datetime
from typing import Any, NoReturn
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from goldseam.cli import process
from goldseam.cli.check import run
from goldseam.cli.setup import close_connections, collect_static, migrate, start_django
from goldseam.cli.steward import ask
from goldseam.conf import Conf

SWEEP = 30.0
"""Seconds between two sweeps. Deleting an expired session's row is what locks it."""
GRACE = 25.0
"""Seconds that requests in flight are given at the end."""
_SIGNALS = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}


def serve(conf: Conf) -> int:
    """Serve until told to stop. 1 when the machine is not fit or the server ended by itself."""
    process.harden()
    conf.make_data_folder()
    ask(conf)
    start_django(hashed_static=True)
    from django.conf import settings

    conf = settings.CONF
    stops = [finding for finding in run(conf) if finding.level == "refuse"]
    for finding in stops:
        print(finding, file=sys.stderr)
    if stops:
        print("Not started. `goldseam check` shows everything.", file=sys.stderr)
        return 1
    migrate(quiet=True)
    collect_static()
    _calibrate(conf)
    return supervise(conf)


def _calibrate(conf: Conf) -> None:
    """At the first start: how much work a password guess can be made to cost on this machine."""
    from goldseam.vault import derivation

    if not (conf.data / "derivation.json").exists():
        derivation.calibrate()


def supervise(conf: Conf) -> int:
    """Serve until the server ends or we are told to stop. Stopping lets requests in flight finish."""
    from django.conf import settings

    try:
        return _watch(conf)
    finally:
        shutil.rmtree(settings.CACHE_FOLDER, ignore_errors=True)


def _watch(conf: Conf) -> int:
    """Fork the server, and sweep for as long as it lives."""
    _load(conf)
    close_connections()
    gc.collect()
    gc.freeze()
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    server = os.fork()
    if server == 0:
        process.die_with_parent()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        _serve_http(conf)
    while True:
        _sweep()
        told = signal.sigtimedwait(_SIGNALS, SWEEP)
        if told is None:
            continue
        if told.si_signo != signal.SIGCHLD:
            return _stop(server)
        ended, status = os.waitpid(server, os.WNOHANG)
        if ended:
            print("The server ended by itself.", file=sys.stderr)
            return os.waitstatus_to_exitcode(status) or 1


def _load(conf: Conf) -> None:
    """Answer one request here, so that views and templates are read once and every server process shares them."""
    from goldseam.wsgi import application

    environ: dict[str, Any] = {"HTTP_HOST": conf.host, "HTTP_X_FORWARDED_PROTO": urlsplit(conf.origin).scheme}
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, headers, error=None: lambda body: None)
    for _ in answer:
        pass
    answer.close()


def _serve_http(conf: Conf) -> NoReturn:
    from goldseam.cli.http import Server

    try:
        Server(conf).run()
    finally:
        os._exit(1)


def _stop(server: int) -> int:
    os.kill(server, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while time.monotonic() < until:
        ended, _ = os.waitpid(server, os.WNOHANG)
        if ended:
            return 0
        signal.sigtimedwait({signal.SIGCHLD}, 1.0)
    os.kill(server, signal.SIGKILL)
    os.waitpid(server, 0)
    return 0


def _sweep() -> None:
    """Never the reason that the server stops: what could not be deleted now is deleted at the next turn."""
    import logging

    from django.conf import settings
    from django.db import DatabaseError

    from goldseam import caches
    from goldseam.people import delays, leaving
    from goldseam.vault import pairing, sessions

    try:
        sessions.sweep(datetime.now(UTC))
        pairing.sweep(datetime.now(UTC))
        delays.sweep(datetime.now(UTC))
        leaving.sweep(datetime.now(UTC))
        caches.sweep(settings.CACHE_FOLDER)
    except (DatabaseError, OSError):
        logging.getLogger("goldseam").exception("sweep.put-off")
        close_connections()
