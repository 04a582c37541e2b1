"""What must never change by accident, pinned as a public server sees it."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory

from goldseam import caches
from goldseam.logs import QuietFormatter, QuietReporter

ROOT = Path(__file__).parent.parent
_PRINT = """
import json
from goldseam import settings
plain = (str, int, bool, list, tuple, dict, type(None))
print(json.dumps({k: v for k, v in vars(settings).items() if k.isupper() and isinstance(v, plain)}, default=str))
"""

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """The settings as a fresh process with this environment works them out."""

    def asked(**env: str) -> dict[str, Any]:
        environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "GOLDSEAM_DATA": str(tmp_path / "var"), **env}
        done = subprocess.run([sys.executable, "-c", _PRINT], env=environ, capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return asked


def test_a_public_server_binds_its_cookies_to_its_host_and_to_tls(ask: Ask) -> None:
    public = ask(GOLDSEAM_ORIGIN="https://notes.example")
    assert (public["SESSION_COOKIE_NAME"], public["CSRF_COOKIE_NAME"]) == ("__Host-s", "__Host-c")
    for kind in ("SESSION", "CSRF"):
        assert public[f"{kind}_COOKIE_SECURE"] is True
        assert public[f"{kind}_COOKIE_HTTPONLY"] is True
        assert public[f"{kind}_COOKIE_SAMESITE"] == "Strict"
        assert f"{kind}_COOKIE_DOMAIN" not in public, "a __Host- cookie has no domain"
        assert f"{kind}_COOKIE_PATH" not in public, "nor a path of its own"
    assert public["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert public["SECURE_SSL_REDIRECT"] is True
    assert public["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert public["ALLOWED_HOSTS"] == ["notes.example"]
    assert public["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert public["SECURE_REFERRER_POLICY"] == "same-origin"
    assert public["X_FRAME_OPTIONS"] == "DENY"


def test_on_this_machine_alone_plain_cookies_are_used_and_no_proxy_is_believed(ask: Ask) -> None:
    local = ask()
    assert (local["SESSION_COOKIE_NAME"], local["CSRF_COOKIE_NAME"]) == ("s", "c")
    assert local["SESSION_COOKIE_SECURE"] is False
    assert local["SECURE_PROXY_SSL_HEADER"] is None
    assert local["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert local["SECURE_HSTS_SECONDS"] == 0
    assert set(local["ALLOWED_HOSTS"]) <= {"localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize("env", [{}, {"GOLDSEAM_ORIGIN": "https://notes.example"}])
def test_nothing_shows_or_sends_what_people_typed(ask: Ask, env: dict[str, str]) -> None:
    found = ask(**env)
    assert found["DEBUG"] is False
    assert found["ADMINS"] == [] == found["MANAGERS"]
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    assert found["DEFAULT_EXCEPTION_REPORTER"] == "goldseam.logs.QuietReporter"
    assert found["FILE_UPLOAD_HANDLERS"] == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert found["FILE_UPLOAD_MAX_MEMORY_SIZE"] <= 2**20
    assert found["DATA_UPLOAD_MAX_MEMORY_SIZE"] <= 2**20
    assert found["USE_TZ"] is True
    forbidden = {"django.contrib.messages", "django.contrib.admin", "debug_toolbar", "allauth.socialaccount"}
    assert not forbidden & set(found["INSTALLED_APPS"])
    assert found["SESSION_ENGINE"] == "goldseam.vault.sessions"
    assert found["STORAGES"]["default"]["BACKEND"] == "django.core.files.storage.InMemoryStorage"


def test_the_secret_comes_from_the_data_folder_and_differs_between_servers(ask: Ask, tmp_path: Path) -> None:
    assert ask()["SECRET_KEY"] == (tmp_path / "var" / "secret_key").read_text().strip()
    assert ask(GOLDSEAM_DATA=str(tmp_path / "two"))["SECRET_KEY"] != ask()["SECRET_KEY"]


def test_files_are_closed_to_others_whatever_the_shell_allows(ask: Ask, tmp_path: Path) -> None:
    ask()
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "var").iterdir())


def test_sqlite_is_asked_for_durable_commits_and_overwriting_deletes(ask: Ask) -> None:
    found = ask()
    assert found["WAL_IS_SAFE"] is True, "this machine's wheel carries a SQLite without the WAL-reset bug"
    command = found["DATABASES"]["default"]["OPTIONS"]["init_command"]
    assert (
        command == "PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA secure_delete=on; PRAGMA foreign_keys=on"
    )
    assert found["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "mmap_size" not in command


def test_postgresql_is_asked_for_durable_commits_whatever_its_default(ask: Ask) -> None:
    url = "postgresql://me:p%40ss@db.example:6432/rooms?sslmode=verify-full&options=-c%20statement_timeout=9000"
    found = ask(DATABASE_URL=url)["DATABASES"]["default"]
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["PORT"]) == ("rooms", "me", "p@ss", "6432")
    assert found["OPTIONS"] == {
        "sslmode": "verify-full",
        "options": "-c statement_timeout=9000 -c synchronous_commit=on",
    }


@pytest.mark.django_db
def test_the_database_under_these_tests_is_as_durable_as_a_real_one() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("show synchronous_commit")
            assert cursor.fetchone()[0] == "on"
            return
        found = {}
        for name in settings.PRAGMAS:
            cursor.execute(f"PRAGMA {name}")
            found[name] = str(cursor.fetchone()[0])
    assert found == {"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1"}


def test_no_one_writes_down_when_somebody_signed_in() -> None:
    fields = {field.name for field in get_user_model()._meta.get_fields()}
    assert not fields & {"last_login", "date_joined", "email"}
    assert not [r for r in user_logged_in.receivers if "update_last_login" in str(r)]


# --- logs ---

SECRET = "zebra-4711"


def _record(message: str, *args: object, error: BaseException | None = None, name: str = "django.request") -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, f"/{SECRET}.py", 7, message, args, exc_info)
    record.request = SECRET
    return QuietFormatter().format(record)


def _raised() -> BaseException:
    typed = SECRET
    try:
        try:
            int(typed)
        except ValueError as cause:
            raise RuntimeError(f"could not keep {typed}") from cause
    except RuntimeError as error:
        return error


def test_a_log_line_is_an_hour_a_code_and_where_in_the_code() -> None:
    line = _record("Internal Server Error: %s", f"/n/t49/{SECRET}/", error=_raised())
    assert SECRET not in line
    date, hour, level, code, *rest = line.split(" ")
    assert (len(date), hour[-1], level, code) == (10, "h", "ERROR", "django.request")
    assert ":" not in hour
    assert " ".join(rest).startswith("RuntimeError at tests/test_settings.py:")
    assert "from ValueError at" in " ".join(rest)


def test_only_a_code_is_taken_from_a_message() -> None:
    assert _record("sweep.put-off", name="goldseam").endswith("ERROR sweep.put-off")
    for said in (SECRET.upper(), f"GET /{SECRET} 200", f"{SECRET} %s", "Not Found: /h/"):
        assert _record(said).endswith("ERROR django.request")


def test_every_handler_uses_the_quiet_formatter() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert all(h["class"] == "logging.NullHandler" or h["formatter"] == "quiet" for h in handlers)
    assert all("AdminEmailHandler" not in h["class"] for h in handlers)
    assert settings.LOGGING["loggers"]["django.request"]["level"] == "ERROR", "a 404 is nobody's business"


def test_the_configured_loggers_print_nothing_of_a_request() -> None:
    seen = io.StringIO()
    handler = logging.getLogger("django.request").handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    before, handler.stream = handler.stream, seen  # not setStream: it would flush what another test has closed
    try:
        error = _raised()
        logging.getLogger("django.request").error(
            "Internal Server Error: %s", f"/{SECRET}", exc_info=(type(error), error, error.__traceback__)
        )
        logging.getLogger("django.request").warning("Not Found: %s", f"/{SECRET}")
    finally:
        handler.stream = before
    assert SECRET not in seen.getvalue()
    assert seen.getvalue().count("\n") == 1


def test_an_error_report_has_no_locals_no_request_and_no_message(rf: RequestFactory) -> None:
    error = _raised()
    request: HttpRequest = rf.post("/n/t49/new/", {"text": SECRET}, HTTP_COOKIE=f"s={SECRET}")
    reporter = QuietReporter(request, type(error), error, error.__traceback__, is_email=True)
    for text in (reporter.get_traceback_text(), reporter.get_traceback_html(), str(reporter.get_traceback_data())):
        assert "RuntimeError at tests/test_settings.py" in text
        assert SECRET not in text
        assert "zebra" not in text


# --- counts in memory ---


def test_counts_live_in_memory_closed_to_others_and_apart_for_each_server(tmp_path: Path) -> None:
    folder = caches.memory_folder(tmp_path / "a")
    assert caches.memory_folder(tmp_path / "a") == folder != caches.memory_folder(tmp_path / "b")
    if Path("/dev/shm").is_dir():
        assert folder.parent == Path("/dev/shm")
    assert not folder.exists(), "only a server makes it"
    caches.claim(folder)
    caches.claim(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.rmdir()


def test_a_folder_that_others_made_or_can_write_to_is_refused(tmp_path: Path) -> None:
    opened, linked = tmp_path / "opened", tmp_path / "linked"
    opened.mkdir()
    opened.chmod(0o777)
    linked.symlink_to(tmp_path)
    for folder in (opened, linked):
        with pytest.raises(PermissionError):
            caches.claim(folder)


def test_counts_are_forgotten_after_an_hour() -> None:
    cache.set("count", [1, 2], 300)
    folder = Path(settings.CACHE_FOLDER)
    kept = list(folder.glob("*.djcache"))
    assert kept
    assert all(b"count" not in path.name.encode() for path in kept)
    now = max(path.stat().st_mtime for path in kept)
    assert caches.sweep(folder, now + 60) == 0
    assert caches.sweep(folder, now + caches.LONGEST + 1) == len(kept)
    assert cache.get("count") is None


@pytest.mark.django_db
def test_what_a_browser_sends_too_much_of_is_not_logged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line would name the place in the program that read it, which is a tool somebody used at that hour."""
    lines: list[str] = []
    monkeypatch.setattr(QuietFormatter, "format", lambda _self, record: lines.append(record.name) or "")
    assert client.post("/in/", {f"f{n}": "x" for n in range(600)}).status_code == 413
    assert client.post("/in/", "x" * 2_000_000, content_type="application/x-www-form-urlencoded").status_code == 413
    assert lines == []
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    assert lines == ["django.security.DisallowedHost"]
