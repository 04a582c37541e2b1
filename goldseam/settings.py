"""Django settings, worked out from `goldseam.conf`. No secret and no machine path lives here."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

try:  # Many systems' SQLite has the WAL-reset bug; this wheel carries a mended one.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # no wheel for this processor: an older journal without the bug is used below
    pass

import sqlite3

from goldseam import caches as _caches
from goldseam import conf as _conf
from goldseam import logs as _logs

# Whatever this process writes is for its own user alone, database and journal included.
os.umask(0o077)

CONF = _conf.load()
CONF.make_data_folder()
BASE_DIR = Path(__file__).resolve().parent
_packed = BASE_DIR / "_content"
CONTENT_DIR = _packed if _packed.is_dir() else BASE_DIR.parent / "content"

DEBUG = False
SECRET_KEY = CONF.secret_key()
ALLOWED_HOSTS = [CONF.host] + (["127.0.0.1", "[::1]", "localhost"] if not CONF.https else [])
CSRF_TRUSTED_ORIGINS = [CONF.origin] if CONF.https else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "goldseam.vault",
    "goldseam.people",
    "goldseam.safety",
    "goldseam.insight",
    "goldseam.tools",
    "goldseam.together",
    "goldseam.today",
    "goldseam.path",
    "goldseam.exports",
    "goldseam.web",
]

if CONF.demo:  # one-click entry exists nowhere else
    INSTALLED_APPS.append("goldseam.demo")

MIDDLEWARE = [
    "goldseam.web.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldseam.people.middleware.HeadMemory",
    "goldseam.web.refusals.Refusals",
    "goldseam.path.staying.Staying",
    "goldseam.together.memory.TableMemory",
    "goldseam.together.keeping.Keeping",
]

ROOT_URLCONF = "goldseam.urls"
WSGI_APPLICATION = "goldseam.wsgi.application"
AUTH_USER_MODEL = "people.Account"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goldseam.people.backend.Adapter"
AUTHENTICATION_BACKENDS = ["goldseam.people.backend.DoorBackend"]
# A second factor is asked for at the first door; the printed kit is what allauth would call recovery codes.
MFA_ADAPTER = "goldseam.people.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off; used codes are remembered for longer than that
MFA_PASSKEY_LOGIN_ENABLED = False  # a key alone opens no vault
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Wrong codes are counted by people.delays, for each account and device: a count for the account alone could be used by
# somebody else who knows the password to keep its owner out.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip"}
SESSION_ENGINE = "goldseam.vault.sessions"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request", "goldseam.web.context.shell"]},
    }
]


# Below 3.51.3 SQLite can lose a page when a checkpoint and a commit meet in WAL mode. The rollback journal cannot, at
# half the speed. synchronous=FULL is what makes "saved" true when the power goes; NORMAL lost every such row in tests.
WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)
PRAGMAS = {
    "journal_mode": "wal" if WAL_IS_SAFE else "truncate",
    "synchronous": "full" if WAL_IS_SAFE else "extra",
    "secure_delete": "on",
    "foreign_keys": "on",
}


def _database(conf: _conf.Conf) -> dict[str, Any]:
    if conf.database_url:
        parts = _conf.database_parts(conf.database_url)
        # A commit that was answered is on disk, here and on the standby if there is one, whatever the server's default.
        parts["OPTIONS"]["options"] = f"{parts['OPTIONS'].get('options', '')} -c synchronous_commit=on".strip()
        return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, **parts}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(conf.sqlite_path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "; ".join(f"PRAGMA {name}={value}" for name, value in PRAGMAS.items()),
        },
        "TEST": {"NAME": str(conf.data / "test.sqlite3")},
    }


DATABASES = {"default": _database(CONF)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"

STATIC_URL = "/s/"
STATIC_ROOT = CONF.data / "static"
# `goldseam serve` collects hashed, compressed copies and says so here; tests and tools read the source tree.
_hashed = os.environ.get("GS_HASHED_STATIC") == "1"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _hashed
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _hashed

# --- who may read what the browser keeps, and for how long ---

SESSION_COOKIE_NAME = "__Host-s" if CONF.https else "s"
CSRF_COOKIE_NAME = "__Host-c" if CONF.https else "c"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONF.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "goldseam.web.errors.stale"

# The reverse proxy holds the certificate and overwrites this header; without a proxy nobody is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONF.proxies else None
SECURE_SSL_REDIRECT = CONF.https
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds()) if CONF.https else 0
# Not for sub-domains and not preloaded: a home's other services under the same name are not ours to decide about.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
# W002: web.headers writes X-Frame-Options and frame-ancestors itself, on every answer.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would send Origin: null, which the forgery check refuses
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
ALLAUTH_TRUSTED_PROXY_COUNT = CONF.proxies

# --- nothing typed or sent may reach a disk outside the database ---

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20  # more than this is not taken in at all: there is no second handler
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
DEFAULT_EXCEPTION_REPORTER = "goldseam.logs.QuietReporter"
LOGGING = _logs.CONFIG
ADMINS: list[tuple[str, str]] = []
MANAGERS = ADMINS
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # there is no mail, so there is nothing to intercept

CACHE_FOLDER = _caches.memory_folder(CONF.data)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(CACHE_FOLDER),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
