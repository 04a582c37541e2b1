"""What may be written to a log: an event code, the hour, the kind of an error and where in the code it arose.

The steward reads the logs, and the steward may be somebody's partner. So no path, no query, no address, no account and
no error *message* (a message can quote what was typed) ever reaches a handler: the formatter builds each line from the
parts named here and ignores the rest of the record. To log something, give a code: `log.warning("session.swept")`.
"""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter

_CODE = re.compile(r"[a-z][a-z0-9_.-]{2,59}")
_ROOT = Path(__file__).resolve().parent.parent


class QuietFormatter(logging.Formatter):
    """`2026-11-20 19h ERROR django.request ValueError at goldseam/tools/views.py:41`"""

    def format(self, record: logging.LogRecord) -> str:
        hour = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %Hh")
        said = record.msg if isinstance(record.msg, str) and not record.args else ""
        words = [hour, record.levelname, said if _CODE.fullmatch(said) else record.name]
        if record.exc_info and record.exc_info[1] is not None:
            words += [chain(record.exc_info[1])]
        return " ".join(words)


class OnlyTrouble(logging.Filter):
    """From the HTTP server: what broke, not that its processes come and go."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info) or record.levelno >= logging.CRITICAL


class QuietReporter(ExceptionReporter):
    """Django's error report without locals, request, settings or message: the chain of causes and their lines."""

    def __init__(
        self,
        request: HttpRequest | None,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
        is_email: bool = False,
    ) -> None:
        super().__init__(None, exc_type, exc_value, tb, is_email)

    def get_traceback_data(self) -> dict[str, Any]:
        return {"chain": chain(self.exc_value)}

    def get_traceback_html(self) -> SafeString:
        return self.get_traceback_text()

    def get_traceback_text(self) -> SafeString:
        return mark_safe(chain(self.exc_value))  # noqa: S308 - names of classes and files of the program


def chain(error: BaseException | None) -> str:
    """The error's kind and innermost line of our own code, then those of what caused it."""
    found: list[str] = []
    while error is not None and len(found) < 4:
        found.append(f"{type(error).__name__} at {_where(error.__traceback__)}")
        error = error.__cause__ or error.__context__
    return " from ".join(found)


def _where(traceback: TracebackType | None) -> str:
    """The innermost frame inside Goldseam, else the innermost of all; the file's name inside its package only."""
    where = "?"
    own = ""
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        if path.is_relative_to(_ROOT / "goldseam"):
            own = f"{path.relative_to(_ROOT)}:{traceback.tb_lineno}"
        where = f"{path.parent.name}/{path.name}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return own or where


CONFIG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"only_trouble": {"()": OnlyTrouble}},
    "formatters": {"quiet": {"()": QuietFormatter}},
    "handlers": {
        "quiet": {"class": "logging.StreamHandler", "formatter": "quiet"},
        "server": {"class": "logging.StreamHandler", "formatter": "quiet", "filters": ["only_trouble"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["quiet"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["quiet"], "level": "WARNING", "propagate": False},
        # 404 and 403 are everyday things, and their number tells when somebody was here.
        "django.request": {"handlers": ["quiet"], "level": "ERROR", "propagate": False},
        # Whatever a browser sent wrongly; the place that read it would tell which tool was in use. Only a host's name
        # that this server is not set up for is the steward's business.
        "django.security": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["quiet"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["nowhere"], "level": "ERROR", "propagate": False},
        "django.db.backends": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
        "goldseam": {"handlers": ["quiet"], "level": "INFO", "propagate": False},
        "gunicorn": {"handlers": ["server"], "level": "WARNING", "propagate": False},
        "gunicorn.error": {"handlers": ["server"], "level": "WARNING", "propagate": False},
        "gunicorn.access": {"handlers": ["nowhere"], "level": "CRITICAL", "propagate": False},
    },
}
