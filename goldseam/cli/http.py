"""The HTTP server: gunicorn with two recycled processes, no management socket and no access log.

Why gunicorn and these numbers: docs/decisions/0003-server.md; its worker: 0014-sign-in-storm.md.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from goldseam.cli.worker import BatonWorker
from goldseam.conf import Conf


class QuietLogger(Logger):
    """Gunicorn's messages through our formatter (goldseam.logs); nothing at all about single requests."""

    def setup(self, cfg: Any) -> None:
        self.error_log.setLevel(logging.WARNING)
        self.access_log.disabled = True

    def access(self, *args: Any, **kwargs: Any) -> None:
        """Who asked for what, and when, is not written down."""

    def reopen_files(self) -> None:
        """There are no files."""

    def close_on_exec(self) -> None:
        """There are no files."""


class Server(BaseApplication):
    def __init__(self, conf: Conf) -> None:
        self.conf = conf
        super().__init__()

    def load_config(self) -> None:
        memory = Path("/dev/shm")  # noqa: S108 - only for gunicorn's unlinked heartbeat files
        for name, value in {
            "bind": [self.conf.listen],
            "workers": self.conf.workers,
            "worker_class": BatonWorker,
            "preload_app": True,
            "max_requests": 500,  # opened records stay in a process's memory until it ends
            "max_requests_jitter": 100,
            "timeout": 60,
            "graceful_timeout": 20,
            "control_socket_disable": True,
            "umask": 0o077,
            "worker_tmp_dir": str(memory) if os.access(memory, os.W_OK) else None,
            "limit_request_line": 2048,
            "limit_request_fields": 60,
            "limit_request_field_size": 8190,
            "logger_class": QuietLogger,
            "accesslog": None,
            "when_ready": self._say_where,
            "proc_name": "goldseam",
        }.items():
            self.cfg.set(name, value)

    def _say_where(self, arbiter: Any) -> None:
        print(f"Goldseam is at {self.conf.origin}/ — Ctrl-C stops it.", flush=True)

    def load(self) -> Callable[..., Any]:
        from goldseam.wsgi import application

        return application
